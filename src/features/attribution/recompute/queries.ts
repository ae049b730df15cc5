import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { AttributionTables, RunRow } from "../tables.ts";

const on = (db: Database) => tablesOf<AttributionTables>(db);

/** The newest run that was asked for. */
export const findLatestRun = (db: Database, workspaceId: string): Promise<RunRow | undefined> =>
  on(db)
    .selectFrom("attribution_runs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("requested_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

/** The run that is not over; there is at most one. */
export const findOpenRun = (db: Database, workspaceId: string): Promise<RunRow | undefined> =>
  on(db)
    .selectFrom("attribution_runs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("finished_at", "is", null)
    .executeTakeFirst();

export const insertRun = (db: Database, row: Pick<RunRow, "workspace_id" | "id" | "requested_by" | "requested_at">): Promise<RunRow> =>
  on(db).insertInto("attribution_runs").values(row).returningAll().executeTakeFirstOrThrow();

export const updateRun = (
  db: Database,
  { workspaceId, id }: { workspaceId: string; id: string },
  values: Partial<Omit<RunRow, "workspace_id" | "id" | "requested_by" | "requested_at">>,
) => on(db).updateTable("attribution_runs").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
