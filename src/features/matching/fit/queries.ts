import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import { recordRows, type Records } from "../prediction/queries.ts";
import type { MatchingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** What is known of the accounts of some creators. */
export async function accountsOf(db: Database, workspaceId: string, records: Records) {
  const rows = await on(db)
    .selectFrom("matching_accounts")
    .select(["creator_id", "account_id", "platform", "handle", "audience", "bio", "category", "topics"])
    .select(["profile_on", "profile_source", "profile_grade"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf([...records.keys()]))
    .orderBy("creator_id")
    .orderBy("account_id")
    .execute();
  return rows.map((row) => ({ ...row, creator_id: records.get(row.creator_id!)! }));
}

/** The newest posts of some creators, at most so many each. */
export async function wordsOf(db: Database, workspaceId: string, records: Records, most: number) {
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
    select kept_id as creator_id, post_id, account_id, platform, title, caption, hashtags, language, posted_at
    from (
      select r.kept_id, p.*, row_number() over (partition by r.kept_id order by p.posted_at desc, p.post_id desc) as place
      from ${recordRows(records)} join matching_posts p on p.creator_id = r.record_id
      where p.workspace_id = ${workspaceId} and p.creator_id = ${oneOf([...records.keys()])}) p
    where place <= ${most} order by kept_id, posted_at desc, post_id desc`.execute(db);
  return rows;
}

/** What orders with a touch of each creator came to since a time, by currency: how many, and the middle one. */
export async function orderMedians(db: Database, workspaceId: string, records: Records, since: Date) {
  const ids = [...records.keys()];
  const { rows } = await sql<{ creator_id: string; currency: string; orders: bigint; median_minor: bigint }>`
    select kept_id as creator_id, currency, count(*) as orders, percentile_disc(0.5) within group (order by net_minor) as median_minor
    from (
      select distinct r.kept_id, o.conversion_id, o.currency, o.net_minor
      from ${recordRows(records)} join matching_orders o on o.creator_id = r.record_id
      where o.workspace_id = ${workspaceId} and o.creator_ids && ${ids}::uuid[] and o.creator_id = ${oneOf(ids)} and o.occurred_at >= ${since}) o
    group by kept_id, currency order by kept_id, currency`.execute(db);
  return rows;
}
