import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { MatchingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** Records of creators, each with the one that is kept for the same person. */
export type Records = ReadonlyMap<string, string>;

/** Records as rows `r`; what is read by them comes under the one that is kept. */
export const recordRows = (records: Records) =>
  sql`unnest(${[...records.keys()]}::uuid[], ${[...records.values()]}::uuid[]) as r (record_id, kept_id)`;

/** An account's size and stated averages. */
export interface FiguresRow {
  readonly creator_id: string;
  readonly account_id: string;
  readonly platform: string;
  readonly followers: bigint | null;
  readonly avg_likes: string | null;
  readonly avg_comments: string | null;
  readonly avg_views: string | null;
}

/** The accounts of some creators with their sizes. */
export async function figuresOf(db: Database, workspaceId: string, records: Records) {
  const { rows } = await sql<FiguresRow>`
    select creator_id, account_id, platform, followers, avg_likes, avg_comments, avg_views from matching_figures
    where workspace_id = ${workspaceId} and creator_id = ${oneOf([...records.keys()])} order by creator_id, account_id`.execute(db);
  return rows.map((row) => ({ ...row, creator_id: records.get(row.creator_id)! }));
}

/** Accounts of a platform whose size lies in a span: of the first so many by handle at most so many. */
export async function figuresBetween(
  db: Database,
  workspaceId: string,
  of: { readonly platform: string; readonly from: number; readonly before: number | null; readonly looked: number; readonly most: number },
) {
  const { rows } = await sql<FiguresRow>`
    select creator_id, account_id, platform, followers, avg_likes, avg_comments, avg_views
    from (
      select * from matching_figures
      where workspace_id = ${workspaceId} and platform = ${of.platform} order by handle_normalised limit ${of.looked}) f
    where followers >= ${of.from} and (${of.before}::bigint is null or followers < ${of.before})
    order by creator_id, account_id limit ${of.most}`.execute(db);
  return rows;
}

/** A post's numbers. */
export interface NumbersRow {
  readonly creator_id: string;
  readonly format: string;
  readonly views: bigint | null;
  readonly reach: bigint | null;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly followers: bigint | null;
}

/** Posts of some creators on a platform that went up before a time, with their numbers: the newest so many of each. */
export async function numbersOf(
  db: Database,
  workspaceId: string,
  of: { readonly records: Records; readonly platform: string; readonly before: Date; readonly most: number },
) {
  const { rows } = await sql<NumbersRow>`
    select kept_id as creator_id, format, views, reach, likes, comments, followers
    from (
      select r.kept_id, p.*, row_number() over (partition by r.kept_id order by p.posted_at desc, p.post_id desc) as place
      from ${recordRows(of.records)} join matching_posts p on p.creator_id = r.record_id
      where p.workspace_id = ${workspaceId} and p.creator_id = ${oneOf([...of.records.keys()])} and p.platform = ${of.platform}
        and p.posted_at < ${of.before}) p
    where place <= ${of.most} order by kept_id, place`.execute(db);
  return rows;
}

/** What came after a post with the brand's links. */
export interface CountsRow {
  readonly creator_id: string;
  readonly post_id: string;
  readonly platform: string;
  readonly format: string;
  readonly posted_at: Date;
  readonly clicks: bigint | null;
  readonly orders: bigint;
}

/** Clicks and orders after each post with the brand's links, up to the creator's next one and at most some days. */
export async function countsAfter(
  db: Database,
  workspaceId: string,
  of: { readonly records: Records; readonly before: Date; readonly days: number; readonly most: number },
) {
  const ids = [...of.records.keys()];
  const { rows } = await sql<CountsRow>`
    with r as materialized (select * from ${recordRows(of.records)}),
    told as materialized (
      select r.kept_id as creator_id, p.post_id, p.platform, p.format, p.posted_at,
        least(p.posted_at + make_interval(days => ${of.days}),
          lead(p.posted_at) over (partition by r.kept_id order by p.posted_at, p.post_id)) as until,
        row_number() over (partition by r.kept_id order by p.posted_at desc, p.post_id desc) as place
      from r join matching_posts p on p.creator_id = r.record_id
      where p.workspace_id = ${workspaceId} and p.creator_id = ${oneOf(ids)} and (p.campaign_id is not null or p.is_sponsored)),
    bought as materialized (
      select distinct r.kept_id as creator_id, o.conversion_id, o.occurred_at from r join matching_orders o on o.creator_id = r.record_id
      where o.workspace_id = ${workspaceId} and o.creator_ids && ${ids}::uuid[] and o.creator_id = ${oneOf(ids)}),
    tracked as materialized (
      select r.kept_id as creator_id, bool_or(k.has_link) as has_link from r join matching_tracked k on k.creator_id = r.record_id
      where k.workspace_id = ${workspaceId} and k.creator_id = ${oneOf(ids)} group by r.kept_id)
    select t.creator_id, t.post_id, t.platform, t.format, t.posted_at,
      case when k.has_link then (
        select count(*) from r join matching_clicks c on c.creator_id = r.record_id
        where r.kept_id = t.creator_id and c.workspace_id = ${workspaceId} and c.occurred_at >= t.posted_at and c.occurred_at < t.until) end as clicks,
      (select count(*) from bought b
        where b.creator_id = t.creator_id and b.occurred_at >= t.posted_at and b.occurred_at < t.until) as orders
    from told t
    join tracked k on k.creator_id = t.creator_id
    where t.place <= ${of.most} and t.posted_at < ${of.before}
    order by t.creator_id, t.posted_at, t.post_id`.execute(db);
  return rows;
}

/** Numbers of some posts. */
export async function numbersOfPosts(db: Database, workspaceId: string, of: { records: Records; from: Date; until: Date }) {
  const { rows } = await sql<NumbersRow & { post_id: string; platform: string; posted_at: Date }>`
    select creator_id, post_id, platform, format, posted_at, views, reach, likes, comments, followers from matching_posts
    where workspace_id = ${workspaceId} and creator_id = ${oneOf([...of.records.keys()])} and posted_at >= ${of.from} and posted_at < ${of.until}
      and (campaign_id is not null or is_sponsored)
    order by posted_at, post_id`.execute(db);
  return rows;
}

export const insertPrediction = (
  db: Database,
  row: {
    workspace_id: string;
    id: string;
    creator_id: string;
    from_on: string;
    until_on: string;
    document: string;
    sha256: Buffer;
    locked_by: string;
    locked_at: Date;
  },
) => on(db).insertInto("creator_predictions").values(row).returningAll().executeTakeFirstOrThrow();

/** A page of predictions and one more, the last locked first; of a creator, or of all. */
export const listPredictions = (
  db: Database,
  workspaceId: string,
  page: { readonly records: Records | undefined; readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("creator_predictions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(page.records !== undefined, (q) => q.where("creator_id", "=", oneOf([...page.records!.keys()])))
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(locked_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("locked_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
