import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables } from "../tables.ts";
import type { Insertable, Updateable } from "kysely";

const on = (db: Database) => tablesOf<CreatorTables>(db);

type NewAccountRow = Insertable<CreatorTables["creator_accounts"]>;
type AccountChanges = Updateable<CreatorTables["creator_accounts"]>;

/** Accounts of some creators, each with its newest known number of followers, in the order in which they were added; those added at once by platform. */
export const listAccounts = (db: Database, workspaceId: string, creatorIds: readonly string[], options: { archived: boolean }) =>
  on(db)
    .selectFrom("creator_accounts as a")
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom("account_snapshots as s")
          .select(["s.followers", "s.observed_on", "s.source"])
          .whereRef("s.workspace_id", "=", "a.workspace_id")
          .whereRef("s.account_id", "=", "a.id")
          .orderBy(sql`s.followers is null`)
          .orderBy("s.observed_on", "desc")
          .orderBy("s.grade")
          .orderBy("s.recorded_at", "desc")
          .orderBy("s.id", "desc")
          .limit(1)
          .as("newest"),
      (join) => join.onTrue(),
    )
    .selectAll("a")
    .select(["newest.followers", "newest.observed_on", "newest.source"])
    .where("a.workspace_id", "=", workspaceId)
    .where("a.creator_id", "in", creatorIds)
    .$if(!options.archived, (q) => q.where("a.archived_at", "is", null))
    .orderBy("a.created_at")
    .orderBy("a.platform")
    .orderBy("a.handle_normalised")
    .orderBy("a.id")
    .execute();

/** The platforms on which any creator has an account, in alphabetical order. */
export const usedPlatforms = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("creator_accounts")
    .select("platform")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .orderBy("platform")
    .execute();

/** The account, held until the transaction ends. */
export const lockAccount = (db: Database, workspaceId: string, creatorId: string, id: string) =>
  on(db)
    .selectFrom("creator_accounts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where((e) =>
      e.or([
        e("creator_id", "=", creatorId),
        e(
          "creator_id",
          "in",
          e.selectFrom("creators as m").select("m.id").where("m.workspace_id", "=", workspaceId).where("m.merged_into_id", "=", creatorId),
        ),
      ]),
    )
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** Who has a handle now. */
export const findHolder = (db: Database, workspaceId: string, platform: string, handleNormalised: string) =>
  on(db)
    .selectFrom("creator_accounts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("platform", "=", platform)
    .where("handle_normalised", "=", handleNormalised)
    .where("archived_at", "is", null)
    .executeTakeFirst();

/** The accounts that have some handles now, each looked up by itself. */
export async function findByHandles(db: Database, workspaceId: string, keys: readonly { platform: string; normalised: string }[]) {
  const found = await sql<{ id: string; creator_id: string; platform: string; handle_normalised: string }>`
    select a.id, coalesce(c.merged_into_id, a.creator_id) as creator_id, a.platform, a.handle_normalised
    from unnest(${keys.map((key) => key.platform)}::text[], ${keys.map((key) => key.normalised)}::text[]) as wanted(platform, handle)
    join creator_accounts a on a.workspace_id = ${workspaceId} and a.platform = wanted.platform
      and a.handle_normalised = wanted.handle and a.archived_at is null
    join creators c on c.workspace_id = a.workspace_id and c.id = a.creator_id`.execute(db);
  return found.rows;
}

/** Adds an account, or nothing when its handle is taken. */
export const insertAccount = (db: Database, row: NewAccountRow) =>
  on(db)
    .insertInto("creator_accounts")
    .values(row)
    .onConflict((c) => c.columns(["workspace_id", "platform", "handle_normalised"]).where("archived_at", "is", null).doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateAccount = (db: Database, workspaceId: string, id: string, values: AccountChanges) =>
  on(db)
    .updateTable("creator_accounts")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
