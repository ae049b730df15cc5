import type { Insertable, Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { WorkspaceTables } from "./tables.ts";

const on = (db: Database) => tablesOf<WorkspaceTables>(db);

/** Those of these workspaces that are in use, oldest first. */
export const listWorkspaces = (db: Database, ids: readonly string[]) =>
  on(db)
    .selectFrom("workspaces")
    .selectAll()
    .where("id", "in", ["00000000-0000-0000-0000-000000000000", ...ids])
    .where("archived_at", "is", null)
    .orderBy("created_at")
    .execute();

export const listAllWorkspaces = (db: Database) => on(db).selectFrom("workspaces").selectAll().orderBy("created_at").execute();

export const findWorkspace = (db: Database, id: string) =>
  on(db).selectFrom("workspaces").selectAll().where("id", "=", id).executeTakeFirst();

export const updateWorkspace = (db: Database, id: string, values: Updateable<WorkspaceTables["workspaces"]>) =>
  on(db).updateTable("workspaces").set(values).where("id", "=", id).execute();

export const insertOrganization = (db: Database, row: Insertable<WorkspaceTables["organizations"]>) =>
  on(db).insertInto("organizations").values(row).execute();

export const insertWorkspace = (db: Database, row: Insertable<WorkspaceTables["workspaces"]>) =>
  on(db).insertInto("workspaces").values(row).returningAll().executeTakeFirstOrThrow();

/** Takes a slug; undefined when it is taken. */
export const insertSlug = (db: Database, slug: string, workspaceId: string) =>
  on(db)
    .insertInto("workspace_slugs")
    .values({ slug, workspace_id: workspaceId })
    .onConflict((c) => c.doNothing())
    .returning("slug")
    .executeTakeFirst();
