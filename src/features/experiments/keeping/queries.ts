import type { Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** What of an experiment is kept and was not undone. */
export const findKeeping = (db: Database, workspaceId: string, experimentId: string) =>
  on(db)
    .selectFrom("experiment_keepings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("experiment_id", "=", experimentId)
    .where("undone_at", "is", null)
    .executeTakeFirst();

export const insertKeeping = (db: Database, row: Insertable<ExperimentTables["experiment_keepings"]>) =>
  on(db).insertInto("experiment_keepings").values(row).execute();

export const undoKeeping = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string },
  values: { readonly undone_at: Date; readonly undone_by: string },
) => on(db).updateTable("experiment_keepings").set(values).where("workspace_id", "=", at.workspaceId).where("id", "=", at.id).execute();
