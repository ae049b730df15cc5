import { sql } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { PayRule } from "../pay/pay-rule.ts";
import type { ProgramTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ProgramTables>(db);

/** For each program the version in force at an instant: the newest of those that have taken effect. */
export const rulesInForce = (db: Database, workspaceId: string, programIds: readonly string[], at: Date) =>
  on(db)
    .selectFrom("pay_rules")
    .distinctOn("program_id")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("effective_at", "<=", at)
    .orderBy("program_id")
    .orderBy("version", "desc")
    .execute();

/** The longest window that any version of any rule gives a click, in days; zero without a rule. */
export const longestLinkWindow = async (db: Database, workspaceId: string): Promise<number> => {
  const { rows } = await sql<{ days: number }>`
    select coalesce(max((document -> 'windowDays' ->> 'link')::int), 0) as days from pay_rules where workspace_id = ${workspaceId}`.execute(
    db,
  );
  return rows[0]!.days;
};

/** Every version, newest first. */
export const listRules = (db: Database, workspaceId: string, programId: string) =>
  on(db)
    .selectFrom("pay_rules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("version", "desc")
    .execute();

export const findRule = (db: Database, workspaceId: string, programId: string, id: string) =>
  on(db)
    .selectFrom("pay_rules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("id", "=", id)
    .executeTakeFirst();

/** Every version of every rule. */
export const listAllRules = (db: Database, workspaceId: string) =>
  on(db).selectFrom("pay_rules").selectAll().where("workspace_id", "=", workspaceId).orderBy("id").execute();

/** Versions by their ids alone, of whatever programs. */
export const findRules = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("pay_rules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();

export const findNewestRule = (db: Database, workspaceId: string, programId: string) =>
  on(db)
    .selectFrom("pay_rules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertRule = (
  db: Database,
  row: {
    workspace_id: string;
    id: string;
    program_id: string;
    version: number;
    document: PayRule;
    effective_at: Date;
    created_by: string;
    created_at: Date;
  },
) =>
  on(db)
    .insertInto("pay_rules")
    .values({ ...row, document: json(row.document) })
    .returningAll()
    .executeTakeFirstOrThrow();
