import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { NoticeTables } from "./tables.ts";

const on = (db: Database) => tablesOf<NoticeTables>(db);

export const listNotices = (db: Database, workspaceId: string, limit: number, after: Position | undefined) =>
  on(db)
    .selectFrom("notices")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

export const insertNotice = (db: Database, row: Insertable<NoticeTables["notices"]>) => on(db).insertInto("notices").values(row).execute();

/** Blanks the notices about some things, and those that say one of some names. */
export const eraseMessages = (
  db: Database,
  workspaceId: string,
  { subjects, names }: { subjects: readonly string[]; names: readonly string[] },
) =>
  sql`update notices set message = 'Erased with a creator’s personal data.' where workspace_id = ${workspaceId}
    and (subject_id = any(${[...subjects]}::text[])
      or exists (select from unnest(${[...names]}::text[]) n(name) where position(n.name in message) > 0))`.execute(db);

export const markRead = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("notices")
    .set((e) => ({ read_at: e.fn.coalesce("read_at", e.val(at)) }))
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
