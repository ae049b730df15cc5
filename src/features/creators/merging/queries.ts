import { sql, type Insertable } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** The records that were merged into some creators. */
export const listMerged = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creators")
    .select(["id", "name", "source", "created_at", "merged_into_id"])
    .where("workspace_id", "=", workspaceId)
    .where("merged_into_id", "=", oneOf(creatorIds))
    .orderBy("created_at")
    .execute();

export const insertMerge = (db: Database, row: Insertable<CreatorTables["creator_merges"]>) =>
  on(db).insertInto("creator_merges").values(row).returningAll().executeTakeFirstOrThrow();

export const findMerge = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creator_merges").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const findUndo = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creator_merges").select("id").where("workspace_id", "=", workspaceId).where("undoes_id", "=", id).executeTakeFirst();

/** Merges in force that lead to or from some creators, in the order in which they were made. */
export const listInForce = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_merges as m")
    .selectAll("m")
    .where("m.workspace_id", "=", workspaceId)
    .where("m.action", "=", "merge")
    .where((e) => e.or([e("m.from_creator_id", "=", oneOf(creatorIds)), e("m.into_creator_id", "=", oneOf(creatorIds))]))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("creator_merges as u")
            .select("u.id")
            .whereRef("u.workspace_id", "=", "m.workspace_id")
            .whereRef("u.undoes_id", "=", "m.id"),
        ),
      ),
    )
    .orderBy("m.recorded_at")
    .orderBy("m.id")
    .execute();

/** Points creators at those who are kept; null: at nobody. */
export const setMergedInto = (db: Database, workspaceId: string, targets: readonly { id: string; into: string | null }[]) =>
  sql`update creators c set merged_into_id = n.into_id
    from unnest(${targets.map((each) => each.id)}::uuid[], ${targets.map((each) => each.into)}::uuid[]) as n(id, into_id)
    where c.workspace_id = ${workspaceId} and c.id = n.id`.execute(db);

/** What stands under each of some creators' own records. */
export const listBelongings = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_belongings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .orderBy("kind")
    .execute();

/** What was earned and spent under each of some creators' own records, by currency. */
export const listMoney = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_money")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .orderBy("currency")
    .orderBy("kind")
    .execute();
