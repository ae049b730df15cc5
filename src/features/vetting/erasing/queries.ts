import { sql } from "kysely";
import { json, oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { VettingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

/** Samples, findings and scorecards of accounts: words go, figures and digests stay. Gives the ids of all that was touched. */
export async function eraseOfAccounts(
  db: Database,
  workspaceId: string,
  accountIds: readonly string[],
  { at, noComments }: { readonly at: Date; readonly noComments: string },
): Promise<string[]> {
  const comments = await on(db)
    .updateTable("comment_samples")
    .set({ comments: json([]), reading: noComments, evidence: "" })
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .returning("id")
    .execute();
  const findings = await on(db)
    .deleteFrom("safety_findings")
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .returning("id")
    .execute();
  const followers = await on(db)
    .updateTable("follower_samples")
    .set({ evidence: "" })
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .returning("id")
    .execute();
  const scorecards = await on(db)
    .updateTable("scorecards")
    .set({ input: null, result: null, erased_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .where("erased_at", "is", null)
    .returning("id")
    .execute();
  return [...comments, ...findings, ...followers, ...scorecards].map(({ id }) => id);
}

/** Why creators were approved, rejected or watched, and on what; that they were, by whom and when stays. Gives the ids of the decisions. */
export async function eraseDecisions(db: Database, workspaceId: string, creatorIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await sql<{ id: string }>`update vetting_decisions set reason = 'Erased.', evidence = null, erased_at = ${at}
    where workspace_id = ${workspaceId} and creator_id = ${oneOf(creatorIds)} and erased_at is null returning id`.execute(db);
  return rows.rows.map(({ id }) => id);
}
