import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { LinkTables } from "../tables.ts";

/** The links with one of these keys or with one that can be mistaken for it, archived ones too. */
export const linksLike = (db: Database, workspaceId: string, skeletons: readonly string[]) =>
  tablesOf<LinkTables>(db)
    .selectFrom("links")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key_skeleton", "in", [...skeletons])
    .execute();
