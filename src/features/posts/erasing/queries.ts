import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { PostTables } from "../tables.ts";

const on = (db: Database) => tablesOf<PostTables>(db);

/** Takes what leads to a person out of the posts of some creators; what they reached stays. Gives the posts' ids. */
export async function erasePostWords(db: Database, workspaceId: string, creatorIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await on(db)
    .updateTable("posts")
    .set({ title: "", caption: "", hashtags: [], url: null, url_key: null, external_id: null, updated_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .returning("id")
    .execute();
  const ids = rows.map(({ id }) => id);
  await on(db)
    .updateTable("post_snapshots")
    .set({ evidence: "" })
    .where("workspace_id", "=", workspaceId)
    .where("post_id", "=", oneOf(ids))
    .where("evidence", "<>", "")
    .execute();
  return ids;
}
