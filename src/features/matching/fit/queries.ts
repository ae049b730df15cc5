import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { MatchingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** What is known of the accounts of some creators. */
export const accountsOf = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("matching_accounts")
    .select(["creator_id", "account_id", "platform", "handle", "audience", "bio", "category", "topics"])
    .select(["profile_on", "profile_source", "profile_grade"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .orderBy("creator_id")
    .orderBy("account_id")
    .execute();

/** The newest posts of some creators, at most so many each. */
export async function wordsOf(db: Database, workspaceId: string, creatorIds: readonly string[], most: number) {
  const { rows } = await sql<{
    creator_id: string;
    post_id: string;
    account_id: string | null;
    platform: string;
    title: string;
    caption: string;
    hashtags: string[];
    language: string | null;
    posted_at: Date;
  }>`
    select creator_id, post_id, account_id, platform, title, caption, hashtags, language, posted_at
    from (
      select *, row_number() over (partition by creator_id order by posted_at desc, post_id desc) as place
      from matching_posts where workspace_id = ${workspaceId} and creator_id = ${oneOf(creatorIds)}) p
    where place <= ${most} order by creator_id, posted_at desc, post_id desc`.execute(db);
  return rows;
}

/** What orders with a touch of each creator came to since a time, by currency: how many, and the middle one. */
export async function orderMedians(db: Database, workspaceId: string, creatorIds: readonly string[], since: Date) {
  const { rows } = await sql<{ creator_id: string; currency: string; orders: bigint; median_minor: bigint }>`
    select creator_id, currency, count(*) as orders, percentile_disc(0.5) within group (order by net_minor) as median_minor
    from matching_orders
    where workspace_id = ${workspaceId} and creator_ids && ${[...creatorIds]}::uuid[] and creator_id = ${oneOf(creatorIds)}
      and occurred_at >= ${since}
    group by creator_id, currency order by creator_id, currency`.execute(db);
  return rows;
}
