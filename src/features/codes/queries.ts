import { sql, type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { CodeTables } from "./tables.ts";

const on = (db: Database) => tablesOf<CodeTables>(db);

export interface CodeFilter {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly creatorId: string | undefined;
  readonly programId: string | undefined;
}

export const listCodes = (db: Database, workspaceId: string, filter: CodeFilter) =>
  on(db)
    .selectFrom("codes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(filter.programId !== undefined, (q) => q.where("program_id", "=", filter.programId!))
    .$if(filter.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${filter.after!.at}, ${filter.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();

export const findCode = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("codes").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const listCodesByIds = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("codes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();

/** Every code with one of these skeletons, disabled and expired ones included: the caller decides which of them was in force. */
export const listCodesBySkeletons = (db: Database, workspaceId: string, skeletons: readonly string[]) =>
  on(db)
    .selectFrom("codes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("code_skeleton", "in", [...skeletons])
    .orderBy("valid_from")
    .execute();

export const insertCode = (db: Database, row: Insertable<CodeTables["codes"]>) =>
  on(db).insertInto("codes").values(row).returningAll().executeTakeFirstOrThrow();

export const updateCode = (db: Database, workspaceId: string, id: string, values: Updateable<CodeTables["codes"]>) =>
  on(db)
    .updateTable("codes")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
