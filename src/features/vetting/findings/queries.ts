import { sql, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { NewFindingRow, VettingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

export const findSettings = (db: Database, workspaceId: string) =>
  on(db).selectFrom("vetting_settings").selectAll().where("workspace_id", "=", workspaceId).executeTakeFirst();

/** Settings to keep. */
export interface NewSettings {
  readonly workspaceId: string;
  readonly competitors: unknown;
  readonly wordLists: unknown;
  readonly by: string;
  readonly at: Date;
}

export const keepSettings = (db: Database, { workspaceId, competitors, wordLists, by, at }: NewSettings) => {
  const values = {
    competitors: json(competitors),
    word_lists: wordLists === null ? null : json(wordLists),
    changed_by: by,
    changed_at: at,
  };
  return on(db)
    .insertInto("vetting_settings")
    .values({ workspace_id: workspaceId, ...values })
    .onConflict((c) => c.column("workspace_id").doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Adds the findings that are new, and gives those. */
export const insertFindings = (db: Database, rows: readonly NewFindingRow[]) =>
  on(db)
    .insertInto("safety_findings")
    .values(rows)
    .onConflict((c) => c.columns(["workspace_id", "account_id", "kind", "category", "place", "word"]).doNothing())
    .returningAll()
    .execute();

/** Every finding of an account, the first found first. */
export const findingsOfAccount = (db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom("safety_findings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .orderBy("written_on")
    .orderBy("id")
    .execute();

/** A page of some accounts' findings and one more, the last found first. */
export const listFindings = (
  db: Database,
  workspaceId: string,
  accountIds: readonly string[],
  { isDismissed, limit, after }: { readonly isDismissed: boolean; readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("safety_findings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", sql<string>`any(${[...accountIds]}::uuid[])`)
    .where("dismissed_at", isDismissed ? "is not" : "is", null)
    .$if(after !== undefined, (q) => q.where(sql<SqlBool>`(found_at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("found_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

/** The finding, held until the transaction ends. */
export const lockFinding = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("safety_findings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const dismiss = (
  db: Database,
  workspaceId: string,
  id: string,
  values: { dismissed_at: Date; dismissed_by: string; dismiss_reason: string },
) =>
  on(db)
    .updateTable("safety_findings")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
