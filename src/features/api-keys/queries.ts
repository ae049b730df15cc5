import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { KeyTables } from "./tables.ts";

const on = (db: Database) => tablesOf<KeyTables>(db);

/** The key behind a hash, while it is in force. */
export const findKey = (db: Database, hash: Buffer, now: Date) =>
  on(db)
    .selectFrom("api_key_hashes as h")
    .innerJoin("api_keys as k", (join) => join.onRef("k.workspace_id", "=", "h.workspace_id").onRef("k.id", "=", "h.api_key_id"))
    .select(["k.workspace_id", "k.id", "k.scopes", "k.name", "k.expires_at"])
    .where("h.hash", "=", hash)
    .where("k.revoked_at", "is", null)
    .where((e) => e.or([e("k.expires_at", "is", null), e("k.expires_at", ">", now)]))
    .executeTakeFirst();

/** Notes when keys were last used, many at once. */
export const touchKeys = (db: Database, uses: readonly { workspaceId: string; id: string; at: Date }[]) =>
  sql`update api_keys k set last_used_at = greatest(k.last_used_at, u.at)
    from unnest(${uses.map((use) => use.workspaceId)}::uuid[], ${uses.map((use) => use.id)}::uuid[], ${uses.map((use) => use.at)}::timestamptz[]) u(workspace_id, id, at)
    where k.workspace_id = u.workspace_id and k.id = u.id`.execute(db);

export const listKeys = (db: Database, workspaceId: string, limit: number, after: Position | undefined) =>
  on(db)
    .selectFrom("api_keys")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

export const insertKey = (db: Database, row: Insertable<KeyTables["api_keys"]>) =>
  on(db).insertInto("api_keys").values(row).returningAll().executeTakeFirstOrThrow();

export const insertHash = (db: Database, row: Insertable<KeyTables["api_key_hashes"]>) =>
  on(db).insertInto("api_key_hashes").values(row).execute();

export const revokeKey = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("api_keys")
    .set((e) => ({ revoked_at: e.fn.coalesce("revoked_at", e.val(at)) }))
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returning("name")
    .executeTakeFirst();
