import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ConnectorTables, NewComment } from "../tables.ts";

const on = (db: Database) => tablesOf<ConnectorTables>(db);

export const insertComments = (db: Database, rows: readonly NewComment[]) => on(db).insertInto("platform_comments").values(rows).execute();

/** Takes what waits of a run, in its order. */
export async function takeComments(db: Database, workspaceId: string, runId: string) {
  const rows = await on(db)
    .deleteFrom("platform_comments")
    .where("workspace_id", "=", workspaceId)
    .where("run_id", "=", runId)
    .returning(["position", "post", "author", "body"])
    .execute();
  return rows.toSorted((a, b) => a.position - b.position);
}

/** Deletes what waits of some accounts. */
export const deleteComments = (db: Database, workspaceId: string, accountIds: readonly string[]) =>
  on(db).deleteFrom("platform_comments").where("workspace_id", "=", workspaceId).where("account_id", "=", oneOf(accountIds)).execute();
