import { sql } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { DiscoveryTables, SearchRow } from "../tables.ts";

const on = (db: Database) => tablesOf<DiscoveryTables>(db);

export const insertSearch = (db: Database, row: SearchRow) =>
  on(db)
    .insertInto("creator_searches")
    .values({ ...row, query: json(row.query) })
    .execute();

export const lockSearch = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("creator_searches")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** A page of searches in use and one more, newest first. */
export const listSearches = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("creator_searches")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** Every search that has an alert, of all workspaces. */
export const listAlerting = (db: Database) =>
  on(db)
    .selectFrom("creator_searches")
    .selectAll()
    .where("is_alerting", "=", true)
    .where("archived_at", "is", null)
    .orderBy("workspace_id")
    .orderBy("id")
    .execute();

export const updateSearch = (
  db: Database,
  workspaceId: string,
  id: string,
  values: { name?: string; is_alerting?: boolean; looked_at?: Date | null; archived_at?: Date; updated_at?: Date },
) =>
  on(db)
    .updateTable("creator_searches")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Writes down who was found; gives those who were not before. */
export async function insertFinds(
  db: Database,
  shared: { workspaceId: string; searchId: string; at: Date; isNew: boolean },
  creatorIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ creator_id: string }>`
    insert into creator_search_finds (workspace_id, search_id, creator_id, found_at, is_new)
    select ${shared.workspaceId}, ${shared.searchId}, c, ${shared.at}, ${shared.isNew} from unnest(${[...creatorIds]}::uuid[]) c
    on conflict do nothing returning creator_id`.execute(db);
  return rows.map((row) => row.creator_id);
}

export const deleteFinds = (db: Database, workspaceId: string, searchId: string) =>
  on(db).deleteFrom("creator_search_finds").where("workspace_id", "=", workspaceId).where("search_id", "=", searchId).execute();

/** How many each search found, and how many of them since its alert began. */
export const countFinds = (db: Database, workspaceId: string, searchIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_search_finds")
    .select([
      "search_id",
      (e) => e.fn.countAll<bigint>().as("found"),
      (e) => e.fn.countAll<bigint>().filterWhere("is_new", "=", true).as("found_since"),
    ])
    .where("workspace_id", "=", workspaceId)
    .where("search_id", "in", searchIds)
    .groupBy("search_id")
    .execute();

/** A page of whom a search found and one more, the latest first. */
export const listFinds = (db: Database, workspaceId: string, searchId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("creator_search_finds")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("search_id", "=", searchId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(found_at, creator_id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("found_at", "desc")
    .orderBy("creator_id", "desc")
    .limit(page.limit + 1)
    .execute();
