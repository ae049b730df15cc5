import type { Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { PostTables } from "../tables.ts";

const on = (db: Database) => tablesOf<PostTables>(db);

/** What a workspace may choose about posts. */
export type SettingKind = "tier_ladder" | "media_rates";

/** What was chosen last; undefined: nothing yet. */
export const newestSetting = (db: Database, workspaceId: string, kind: SettingKind) =>
  on(db)
    .selectFrom("post_settings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .orderBy("set_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertSetting = (db: Database, row: Insertable<PostTables["post_settings"]>) =>
  on(db).insertInto("post_settings").values(row).execute();
