import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { SharingTables } from "./tables.ts";

const on = (db: Database) => tablesOf<SharingTables>(db);

export const insertShare = (db: Database, row: Insertable<SharingTables["shares"]>) =>
  on(db).insertInto("shares").values(row).returningAll().executeTakeFirstOrThrow();

export const listShares = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("shares")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const findShare = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("shares").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** Takes a link back, once: the time of the first is kept. */
export const revokeShare = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("shares")
    .set({ revoked_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returningAll()
    .executeTakeFirst();

/** Counts that a report was shown. */
export const countOpening = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("shares")
    .set((e) => ({ opened: sql`opened + 1`, last_opened_at: e.fn("greatest", ["last_opened_at", e.val(at)]) }))
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();
