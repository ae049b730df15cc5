import { sql, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { ConnectionChanges, ConnectorTables, NewConnection, NewFinding, NewRun, RunChanges } from "./tables.ts";

const on = (db: Database) => tablesOf<ConnectorTables>(db);

export const listConnections = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("platform_connections")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("state", "<>", "removed")
    .orderBy("created_at")
    .orderBy("id")
    .execute();

export const findConnection = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("platform_connections")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "<>", "removed")
    .executeTakeFirst();

export const insertConnection = (db: Database, row: NewConnection) =>
  on(db).insertInto("platform_connections").values(row).returningAll().executeTakeFirstOrThrow();

export const updateConnection = (db: Database, workspaceId: string, id: string, values: ConnectionChanges) =>
  on(db)
    .updateTable("platform_connections")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "<>", "removed")
    .returningAll()
    .executeTakeFirst();

export const insertRun = (db: Database, row: NewRun) =>
  on(db)
    .insertInto("platform_runs")
    .values({ ...row, input: json(row.input), place: json(row.place) })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findRun = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("platform_runs").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The run, held until the transaction ends. */
export const lockRun = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("platform_runs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const updateRun = (db: Database, workspaceId: string, id: string, { place, ...values }: RunChanges) =>
  on(db)
    .updateTable("platform_runs")
    .set({ ...values, ...(place === undefined ? {} : { place: json(place) }) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();

/** A page of runs and one more, newest first. */
export const listRuns = (
  db: Database,
  workspaceId: string,
  page: { limit: number; after: Position | undefined; connectionId: string | undefined },
) =>
  on(db)
    .selectFrom("platform_runs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(page.connectionId !== undefined, (q) => q.where("connection_id", "=", page.connectionId!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(requested_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("requested_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const insertFindings = (db: Database, rows: readonly NewFinding[]) =>
  on(db)
    .insertInto("platform_findings")
    .values(rows.map((row) => ({ ...row, found: row.found === undefined || row.found === null ? null : json(row.found) })))
    .execute();

/** How many findings of each outcome some runs have. */
export const countFindings = (db: Database, workspaceId: string, runIds: readonly string[]) =>
  on(db)
    .selectFrom("platform_findings")
    .select(["run_id", "outcome"])
    .select((e) => e.fn.countAll<bigint>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("run_id", "in", runIds)
    .groupBy(["run_id", "outcome"])
    .execute();

/** A stretch of a run's findings in their order, and one more. */
export const listFindings = (db: Database, workspaceId: string, runId: string, page: { limit: number; from: number }) =>
  on(db)
    .selectFrom("platform_findings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("run_id", "=", runId)
    .where("position", ">=", page.from)
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();

/** The tokens of all workspaces that work and end before an instant, those that end first first. */
export const endingTokens = (db: Database, before: Date, limit: number) =>
  on(db)
    .selectFrom("platform_connections")
    .selectAll()
    .where("state", "=", "working")
    .where("expires_at", "<", before)
    .orderBy("expires_at")
    .orderBy("id")
    .limit(limit)
    .execute();

/** The tokens of all workspaces that work on a platform, those that were renewed longest ago first. */
export const workingTokens = (db: Database, platform: string, limit: number) =>
  on(db)
    .selectFrom("platform_connections")
    .selectAll()
    .where("state", "=", "working")
    .where("method", "=", "access_token")
    .where("platform", "=", platform)
    .orderBy("updated_at")
    .orderBy("id")
    .limit(limit)
    .execute();

/** The platform of every connection there ever was. */
export const platformsOf = (db: Database, workspaceId: string) =>
  on(db).selectFrom("platform_connections").select(["id", "platform"]).where("workspace_id", "=", workspaceId).execute();
