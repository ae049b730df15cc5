import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { ProgramKind } from "./program-kind.ts";
import type { NewProgramRow, ProgramChanges, ProgramTables } from "./tables.ts";

const on = (db: Database) => tablesOf<ProgramTables>(db);

export const findProgram = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("programs").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The program, held until the transaction ends. */
export const lockProgram = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("programs").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

export const findPrograms = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("programs").selectAll().where("workspace_id", "=", workspaceId).where("id", "in", ids).orderBy("id").execute();

export const insertProgram = (db: Database, row: NewProgramRow) =>
  on(db).insertInto("programs").values(row).returningAll().executeTakeFirstOrThrow();

export const updateProgram = (db: Database, workspaceId: string, id: string, values: ProgramChanges) =>
  on(db)
    .updateTable("programs")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Names of all programs that are not archived, the oldest first. */
export const listProgramNames = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("programs")
    .select(["id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();

/** What a list of programs is narrowed to; undefined: not narrowed. */
export interface ProgramFilter {
  readonly kind?: ProgramKind | undefined;
  readonly storeId?: string | undefined;
  readonly archived: boolean;
}

/** A page of programs and one more, newest first. */
export const listPrograms = (
  db: Database,
  workspaceId: string,
  filter: ProgramFilter,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("programs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", filter.archived ? "is not" : "is", null)
    .$if(filter.kind !== undefined, (q) => q.where("kind", "=", filter.kind!))
    .$if(filter.storeId !== undefined, (q) => q.where("store_id", "=", filter.storeId!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
