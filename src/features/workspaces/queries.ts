import { sql } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { WorkspaceTables } from "./tables.ts";

const on = (db: Database) => tablesOf<WorkspaceTables>(db);

/** The key behind a hash, while it is in force. */
export const findKey = (db: Database, hash: Buffer, now: Date) =>
  on(db)
    .selectFrom("api_key_hashes as h")
    .innerJoin("api_keys as k", (join) => join.onRef("k.workspace_id", "=", "h.workspace_id").onRef("k.id", "=", "h.api_key_id"))
    .select(["k.workspace_id", "k.id", "k.scopes", "k.name"])
    .where("h.hash", "=", hash)
    .where("k.revoked_at", "is", null)
    .where((e) => e.or([e("k.expires_at", "is", null), e("k.expires_at", ">", now)]))
    .executeTakeFirst();

/** The role of a person in a workspace that is in use. */
export const findMember = (db: Database, workspaceId: string, userId: string) =>
  on(db)
    .selectFrom("members")
    .select(["id", "role"])
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .where("removed_at", "is", null)
    .executeTakeFirst();

/** The workspaces a person belongs to, oldest first. */
export const listWorkspacesOf = (db: Database, userId: string) =>
  on(db)
    .selectFrom("members as m")
    .innerJoin("workspaces as w", "w.id", "m.workspace_id")
    .selectAll("w")
    .select("m.role")
    .where("m.user_id", "=", userId)
    .where("m.removed_at", "is", null)
    .where("w.archived_at", "is", null)
    .orderBy("w.created_at")
    .execute();

/** Notes when keys were last used, many at once. */
export const touchKeys = (db: Database, uses: readonly { workspaceId: string; id: string; at: Date }[]) =>
  sql`update api_keys k set last_used_at = greatest(k.last_used_at, u.at)
    from unnest(${uses.map((use) => use.workspaceId)}::uuid[], ${uses.map((use) => use.id)}::uuid[], ${uses.map((use) => use.at)}::timestamptz[]) u(workspace_id, id, at)
    where k.workspace_id = u.workspace_id and k.id = u.id`.execute(db);

export const insertOrganization = (db: Database, row: { id: string; name: string; created_at: Date }) =>
  on(db).insertInto("organizations").values(row).execute();

export const insertWorkspace = (
  db: Database,
  row: {
    id: string;
    organization_id: string;
    slug: string;
    name: string;
    zone: string;
    currency: string;
    is_sample: boolean;
    created_at: Date;
  },
) => on(db).insertInto("workspaces").values(row).execute();

export const insertSlug = (db: Database, slug: string, workspaceId: string) =>
  on(db)
    .insertInto("workspace_slugs")
    .values({ slug, workspace_id: workspaceId })
    .onConflict((c) => c.doNothing())
    .returning("slug")
    .executeTakeFirst();

export const insertMember = (db: Database, row: { workspace_id: string; id: string; user_id: string; role: string; created_at: Date }) =>
  on(db).insertInto("members").values(row).execute();

export const insertStore = (
  db: Database,
  row: {
    workspace_id: string;
    id: string;
    name: string;
    kind: string;
    zone: string;
    currency: string;
    site_key: string;
    created_at: Date;
    updated_at: Date;
  },
) => on(db).insertInto("stores").values(row).execute();

export const insertSiteKey = (db: Database, row: { site_key: string; workspace_id: string; store_id: string }) =>
  on(db).insertInto("site_keys").values(row).execute();

export const insertApiKey = (
  db: Database,
  row: {
    workspace_id: string;
    id: string;
    name: string;
    start: string;
    scopes: string[];
    created_by: string;
    created_at: Date;
    expires_at: Date | null;
  },
) => on(db).insertInto("api_keys").values(row).execute();

export const insertKeyHash = (db: Database, row: { hash: Buffer; workspace_id: string; api_key_id: string }) =>
  on(db).insertInto("api_key_hashes").values(row).execute();
