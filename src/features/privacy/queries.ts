import type { Insertable } from "kysely";
import { oneOf, tablesOf, type Database } from "../../platform/db/database.ts";
import type { PrivacyTables } from "./tables.ts";

const on = (db: Database) => tablesOf<PrivacyTables>(db);

export const findSettings = (db: Database, workspaceId: string) =>
  on(db).selectFrom("privacy_settings").selectAll().where("workspace_id", "=", workspaceId).executeTakeFirst();

export const upsertSettings = (db: Database, row: Insertable<PrivacyTables["privacy_settings"]>) =>
  on(db)
    .insertInto("privacy_settings")
    .values(row)
    .onConflict((c) =>
      c.column("workspace_id").doUpdateSet((e) => ({
        retention_days: e.ref("excluded.retention_days"),
        notice_text: e.ref("excluded.notice_text"),
        updated_at: e.ref("excluded.updated_at"),
      })),
    )
    .execute();

export const insertNotice = (db: Database, row: Insertable<PrivacyTables["creator_notices"]>) =>
  on(db).insertInto("creator_notices").values(row).returningAll().executeTakeFirstOrThrow();

/** When a creator was told, newest first, at most a hundred. */
export const listNotices = (db: Database, workspaceId: string, creatorId: string) =>
  on(db)
    .selectFrom("creator_notices")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .orderBy("told_on", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .execute();

/** Takes the words out of what creators were told; the day and the way stay, as proof that they were. */
export const eraseNoticeWords = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .updateTable("creator_notices")
    .set({ body: "Erased." })
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .execute();
