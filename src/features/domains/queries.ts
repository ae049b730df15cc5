import type { Insertable, Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { DomainTables } from "./tables.ts";

const on = (db: Database) => tablesOf<DomainTables>(db);

export const listDomains = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("domains")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .orderBy("created_at")
    .execute();

export const findDomain = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("domains").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** Takes a host for a workspace; undefined when it is taken. */
export const insertHost = (db: Database, row: Insertable<DomainTables["domain_hosts"]>) =>
  on(db)
    .insertInto("domain_hosts")
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning("host")
    .executeTakeFirst();

export const deleteHost = (db: Database, host: string) => on(db).deleteFrom("domain_hosts").where("host", "=", host).execute();

/** All short hosts of the installation: no link may lead back to one of them. */
export const listHosts = (db: Database) => on(db).selectFrom("domain_hosts").select("host").execute();

export const insertDomain = (db: Database, row: Insertable<DomainTables["domains"]>) =>
  on(db).insertInto("domains").values(row).returningAll().executeTakeFirstOrThrow();

export const updateDomain = (db: Database, workspaceId: string, id: string, values: Updateable<DomainTables["domains"]>) =>
  on(db)
    .updateTable("domains")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
