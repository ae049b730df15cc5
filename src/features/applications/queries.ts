import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type {
  AccountChanges,
  ApplicationChanges,
  ApplicationTables,
  NewAccountRow,
  NewApplicationRow,
  NewPageRow,
  PageChanges,
} from "./tables.ts";

const on = (db: Database) => tablesOf<ApplicationTables>(db);

export const listPages = (db: Database, workspaceId: string) =>
  on(db).selectFrom("application_pages").selectAll().where("workspace_id", "=", workspaceId).orderBy("created_at").orderBy("id").execute();

export const findPage = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("application_pages").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** Adds a page, or nothing where the program has one. */
export const insertPage = (db: Database, row: NewPageRow) =>
  on(db)
    .insertInto("application_pages")
    .values(row)
    .onConflict((c) => c.columns(["workspace_id", "program_id"]).doNothing())
    .returningAll()
    .executeTakeFirst();

export const updatePage = (db: Database, workspaceId: string, id: string, values: PageChanges) =>
  on(db)
    .updateTable("application_pages")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** How many applications of each state each page has. */
export const countByPage = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("applications")
    .select(["page_id", "state"])
    .select((e) => e.fn.countAll<bigint>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .groupBy(["page_id", "state"])
    .execute();

export const insertApplication = (db: Database, row: NewApplicationRow) =>
  on(db).insertInto("applications").values(row).returningAll().executeTakeFirstOrThrow();

export const insertAccounts = (db: Database, rows: readonly NewAccountRow[]) =>
  on(db).insertInto("application_accounts").values(rows).execute();

/** How many applications came from one network on one day. */
export async function countFrom(db: Database, workspaceId: string, addressHash: Buffer): Promise<number> {
  const found = await on(db)
    .selectFrom("applications")
    .select((e) => e.fn.countAll<bigint>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("address_hash", "=", addressHash)
    .executeTakeFirstOrThrow();
  return Number(found.count);
}

/** The undecided application that the same network sent on the same day in the same words. */
export const findSame = (
  db: Database,
  workspaceId: string,
  sent: Pick<NewApplicationRow, "page_id" | "address_hash" | "name" | "email" | "message">,
) =>
  on(db)
    .selectFrom("applications")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("address_hash", "=", sent.address_hash)
    .where("page_id", "=", sent.page_id)
    .where("name", "=", sent.name)
    .where("email", "=", sent.email)
    .where("message", "=", sent.message)
    .where("state", "in", ["new", "verified"])
    .orderBy("id", "desc")
    .executeTakeFirst();

export const findApplication = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("applications").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The application, held until the transaction ends. */
export const lockApplication = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("applications").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

export const updateApplication = (db: Database, workspaceId: string, id: string, values: ApplicationChanges) =>
  on(db).updateTable("applications").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();

/** A page of applications and one more, newest first. */
export const listApplications = (
  db: Database,
  workspaceId: string,
  page: { limit: number; after: Position | undefined; state: string | undefined; programId: string | undefined },
) =>
  on(db)
    .selectFrom("applications as a")
    .innerJoin("application_pages as p", (join) => join.onRef("p.workspace_id", "=", "a.workspace_id").onRef("p.id", "=", "a.page_id"))
    .selectAll("a")
    .where("a.workspace_id", "=", workspaceId)
    .$if(page.state !== undefined, (q) => q.where("a.state", "=", page.state!))
    .$if(page.programId !== undefined, (q) => q.where("p.program_id", "=", page.programId!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(a.applied_at, a.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("a.applied_at", "desc")
    .orderBy("a.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The accounts that some applications name, in the order in which they were written. */
export const listAccounts = (db: Database, workspaceId: string, applicationIds: readonly string[]) =>
  on(db)
    .selectFrom("application_accounts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("application_id", "in", applicationIds)
    .orderBy("position")
    .execute();

export const findAccount = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("application_accounts").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const updateAccount = (db: Database, workspaceId: string, id: string, values: AccountChanges) =>
  on(db).updateTable("application_accounts").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
