import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import type { ProgramTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ProgramTables>(db);

export const insertCost = (db: Database, row: Insertable<ProgramTables["costs"]>) =>
  on(db).insertInto("costs").values(row).returningAll().executeTakeFirstOrThrow();

/** The cost, held until the transaction ends. */
export const lockCost = (db: Database, workspaceId: string, programId: string, id: string) =>
  on(db)
    .selectFrom("costs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const archiveCost = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("costs")
    .set({ archived_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What a list of costs is narrowed to; undefined: not narrowed. */
export interface CostFilter {
  readonly kind?: CostKind | undefined;
  readonly creatorId?: string | undefined;
  readonly archived: boolean;
}

/** A page of a program's costs and one more, the last entered first. */
export const listCosts = (
  db: Database,
  program: { workspaceId: string; programId: string },
  filter: CostFilter,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("costs")
    .selectAll()
    .where("workspace_id", "=", program.workspaceId)
    .where("program_id", "=", program.programId)
    .where("archived_at", filter.archived ? "is not" : "is", null)
    .$if(filter.kind !== undefined, (q) => q.where("kind", "=", filter.kind!))
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

const inDays = (db: Database, workspaceId: string, days: { fromOn: string; toOn: string }) =>
  on(db)
    .selectFrom("costs")
    .select(["program_id", "creator_id", "kind", "currency", sql<bigint>`sum(amount_minor)::bigint`.as("amount_minor")])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("incurred_on", ">=", days.fromOn)
    .where("incurred_on", "<", days.toOn)
    .groupBy(["program_id", "creator_id", "kind", "currency"]);

/** Sums of the costs of a span of days, by program, creator, kind and currency. */
export const sumCosts = (db: Database, workspaceId: string, days: { fromOn: string; toOn: string }) =>
  inDays(db, workspaceId, days).execute();

/** The same by day. */
export const sumCostsByDay = (db: Database, workspaceId: string, days: { fromOn: string; toOn: string }) =>
  inDays(db, workspaceId, days).select("incurred_on").groupBy("incurred_on").execute();
