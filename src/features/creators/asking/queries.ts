import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** Accounts in use on a platform, of one creator or of all who are not put away, in a fixed order. */
export const accountsOn = (
  db: Database,
  workspaceId: string,
  {
    platform,
    creatorId,
    ids,
    limit,
  }: { platform: string; creatorId?: string | undefined; ids?: readonly string[] | undefined; limit: number },
) =>
  on(db)
    .selectFrom("creator_accounts as a")
    .innerJoin("creators as c", (join) => join.onRef("c.workspace_id", "=", "a.workspace_id").onRef("c.id", "=", "a.creator_id"))
    .select(["a.id", "a.creator_id", "a.handle", "a.handle_normalised", "a.external_id"])
    .where("a.workspace_id", "=", workspaceId)
    .where("a.platform", "=", platform)
    .where("a.archived_at", "is", null)
    .where("c.archived_at", "is", null)
    .$if(creatorId !== undefined, (q) => q.where("a.creator_id", "=", creatorId!))
    .$if(ids !== undefined, (q) => q.where("a.id", "=", sql<string>`any(${[...ids!]}::uuid[])`))
    .orderBy("a.id")
    .limit(limit)
    .execute();

/** Notes the platform's id of an account of which none was known. */
export const nameAccount = (db: Database, workspaceId: string, id: string, externalId: string) =>
  on(db)
    .updateTable("creator_accounts")
    .set({ external_id: externalId })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("external_id", "is", null)
    .execute();

export const findAccounts = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("creator_accounts")
    .select(["id", "creator_id", "handle"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .execute();

/** Creators in use by the keyed hash of their e-mail address, oldest first. */
export const withEmailHash = (db: Database, workspaceId: string, hash: Buffer) =>
  on(db)
    .selectFrom("creators")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("email_hash", "=", hash)
    .where("archived_at", "is", null)
    .orderBy("id")
    .limit(20)
    .execute();

/** Every record of some creators, those merged into them among them, each with the one that is kept. */
export async function recordsOf(db: Database, workspaceId: string, ids: readonly string[]) {
  const { rows } = await sql<{ record_id: string; kept_id: string }>`
    with kept as materialized (select distinct coalesce(merged_into_id, id) as id from creators
      where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[]))
    select id as record_id, id as kept_id from kept
    union all
    select c.id, k.id from kept k join creators c on c.workspace_id = ${workspaceId} and c.merged_into_id = k.id
    order by kept_id, record_id`.execute(db);
  return rows;
}

/** Numbers of followers that are known of some accounts, the newest first; of one day the better grade, of one grade the later recorded. */
export const listFollowers = (db: Database, workspaceId: string, accountIds: readonly string[]) =>
  on(db)
    .selectFrom("account_snapshots")
    .select(["account_id", "followers", "observed_on", "source"])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .where("followers", "is not", null)
    .orderBy("observed_on", "desc")
    .orderBy("grade")
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .execute();
