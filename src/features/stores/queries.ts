import type { Insertable, Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { StoreTables } from "./tables.ts";

const on = (db: Database) => tablesOf<StoreTables>(db);

export const listStores = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("stores")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .orderBy("created_at")
    .execute();

export const findStore = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("stores").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const insertStore = (db: Database, row: Insertable<StoreTables["stores"]>) =>
  on(db).insertInto("stores").values(row).returningAll().executeTakeFirstOrThrow();

export const updateStore = (db: Database, workspaceId: string, id: string, values: Updateable<StoreTables["stores"]>) =>
  on(db).updateTable("stores").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).returningAll().executeTakeFirst();

export const insertSiteKey = (db: Database, row: Insertable<StoreTables["site_keys"]>) =>
  on(db).insertInto("site_keys").values(row).execute();
