import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { DiscoveryTables, ListRow } from "../tables.ts";

const on = (db: Database) => tablesOf<DiscoveryTables>(db);

export const insertList = (db: Database, row: ListRow) => on(db).insertInto("creator_lists").values(row).execute();

export const lockList = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("creator_lists")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const findLists = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("creator_lists").selectAll().where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

/** A page of lists in use and one more, newest first. */
export const listLists = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("creator_lists")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const updateList = (
  db: Database,
  workspaceId: string,
  id: string,
  values: { name?: string; is_excluding?: boolean; archived_at?: Date; updated_at: Date },
) =>
  on(db)
    .updateTable("creator_lists")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** How many creators are on each list. */
export const countMembers = (db: Database, workspaceId: string, listIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_list_members")
    .select(["list_id", (e) => e.fn.countAll<bigint>().as("creators")])
    .where("workspace_id", "=", workspaceId)
    .where("list_id", "in", listIds)
    .groupBy("list_id")
    .execute();

/** The creators on a list. */
export const memberIds = async (db: Database, workspaceId: string, listId: string) =>
  (
    await on(db)
      .selectFrom("creator_list_members")
      .select("creator_id")
      .where("workspace_id", "=", workspaceId)
      .where("list_id", "=", listId)
      .orderBy("creator_id")
      .execute()
  ).map((row) => row.creator_id);

/** Adds creators to a list; gives those who were not on it. */
export const insertMembers = async (
  db: Database,
  shared: { workspace_id: string; list_id: string; added_by: string; added_at: Date },
  creatorIds: readonly string[],
) =>
  (
    await on(db)
      .insertInto("creator_list_members")
      .values(creatorIds.map((creator_id) => ({ ...shared, creator_id })))
      .onConflict((c) => c.doNothing())
      .returning("creator_id")
      .execute()
  ).map((row) => row.creator_id);

/** Takes creators off a list; gives those who were on it. */
export const deleteMembers = async (db: Database, workspaceId: string, listId: string, creatorIds: readonly string[]) =>
  (
    await on(db)
      .deleteFrom("creator_list_members")
      .where("workspace_id", "=", workspaceId)
      .where("list_id", "=", listId)
      .where("creator_id", "in", creatorIds)
      .returning("creator_id")
      .execute()
  ).map((row) => row.creator_id);
