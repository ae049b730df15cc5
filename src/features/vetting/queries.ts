import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { VettingTables } from "./tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

/** An account that is in use; undefined: there is none of that id, or not of that creator. */
export async function findAccount(db: Database, workspaceId: string, accountId: string) {
  const row = await on(db)
    .selectFrom("vetted_accounts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.account_id!, creatorId: row.creator_id!, platform: row.platform!, handle: row.handle! };
}

/** The creator's accounts that are in use, in the order in which they were added. */
export async function accountsOfCreator(db: Database, workspaceId: string, creatorId: string) {
  const rows = await on(db)
    .selectFrom("vetted_accounts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .orderBy("created_at")
    .orderBy("account_id")
    .execute();
  return rows.map((row) => ({ id: row.account_id!, creatorId: row.creator_id!, platform: row.platform!, handle: row.handle! }));
}
