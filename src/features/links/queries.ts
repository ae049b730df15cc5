import { sql, type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { LinkTables } from "./tables.ts";

const on = (db: Database) => tablesOf<LinkTables>(db);

export interface LinkFilter {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly creatorId: string | undefined;
  readonly programId: string | undefined;
  readonly search: string | undefined;
}

export const listLinks = (db: Database, workspaceId: string, filter: LinkFilter) =>
  on(db)
    .selectFrom("links")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(filter.programId !== undefined, (q) => q.where("program_id", "=", filter.programId!))
    .$if(filter.search !== undefined, (q) =>
      q.where(sql<boolean>`position(${filter.search!.toLowerCase()} in lower(key || ' ' || destination)) > 0`),
    )
    .$if(filter.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${filter.after!.at}, ${filter.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();

export const findLink = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("links").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const listLinksByIds = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("links")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();

/** Links on a domain by their keys, archived ones too. */
export const listLinksByKeys = (db: Database, workspaceId: string, domainId: string, keys: readonly string[]) =>
  on(db)
    .selectFrom("links")
    .select(["id", "key", "creator_id"])
    .where("workspace_id", "=", workspaceId)
    .where("domain_id", "=", domainId)
    .where("key", "in", [...keys])
    .execute();

/** Links on a domain whose key can be mistaken for this one. */
export const findImitated = (db: Database, workspaceId: string, domainId: string, skeleton: string) =>
  on(db)
    .selectFrom("links")
    .select("key")
    .where("workspace_id", "=", workspaceId)
    .where("domain_id", "=", domainId)
    .where("key_skeleton", "=", skeleton)
    .limit(1)
    .executeTakeFirst();

/** Brings every key of a workspace's host under another host. */
export const moveKeys = (db: Database, workspaceId: string, move: { from: string; to: string }) =>
  on(db).updateTable("link_keys").set({ host: move.to }).where("workspace_id", "=", workspaceId).where("host", "=", move.from).execute();

/** Takes a host's key for a link; undefined when it is taken. */
export const insertKey = (db: Database, row: Insertable<LinkTables["link_keys"]>) =>
  on(db)
    .insertInto("link_keys")
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning("key")
    .executeTakeFirst();

export const insertLink = (db: Database, row: Insertable<LinkTables["links"]>) =>
  on(db).insertInto("links").values(row).returningAll().executeTakeFirstOrThrow();

export const updateLink = (db: Database, workspaceId: string, id: string, values: Updateable<LinkTables["links"]>) =>
  on(db)
    .updateTable("links")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
