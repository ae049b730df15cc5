import { sql } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import { figuresOf } from "../../../platform/rollups/rollup.ts";
import type { Covered, OrderSpan } from "../queries.ts";
import * as rollups from "../rollups/queries.ts";

/** How often things came together on the orders of a span; a pair is how many there were, and on how many of them the last thing was too. */
export interface EvidenceRow {
  readonly orders: bigint;
  readonly people_unknown: bigint;
  /** The first order of all time, and when creators were first seen at work: by a post, a click or a code. */
  readonly first_order_at: Date | null;
  readonly first_work_at: Date | null;
  readonly answerable: bigint;
  readonly answered: bigint;
  readonly clicked_said: bigint;
  readonly clicked_said_coded: bigint;
  readonly clicked_coded: bigint;
  readonly clicked_coded_said: bigint;
  readonly coded_said: bigint;
  readonly coded_said_clicked: bigint;
  readonly old_orders: bigint;
  readonly old_coded: bigint;
  readonly old_answered: bigint;
  readonly old_said: bigint;
  readonly visited: bigint;
  readonly browsed: bigint;
  readonly overwritten: bigint;
  readonly delays: bigint;
  /** Days, the mean over those delays. */
  readonly mean_delay: number | null;
}

/** A referral so shortly before an order is a checkout extension's. */
const overwriting = sql`interval '1 minute'`;

/**
 * Counts which evidence goes together. First orders are those of new customers. Old customers ordered before any creator was at work: no
 * creator can have won them. What a checkout extension overwrote is counted apart. Delays are from the last click of a creator, whom the
 * code or the answer names too, to the first order, if they are no longer than so many days; clicks of the last so many days are left out, whose buyers may be yet to come.
 *
 * @param of when the first post was, and how many days a delay may have
 */
export const countEvidence = async (
  db: Database,
  { workspaceId, from, before }: OrderSpan,
  { firstPostAt, delayDays }: { readonly firstPostAt: Date | null; readonly delayDays: number },
): Promise<EvidenceRow> =>
  (
    await sql<EvidenceRow>`
      with every_order as materialized (
        select f.conversion_id, f.occurred_at, f.is_new_customer, a.visitor_id is not null as is_seen,
          min(f.occurred_at) over (partition by coalesce(a.person_id, f.conversion_id)) as won_at
        from order_figures f join attribution_orders a on a.workspace_id = f.workspace_id and a.id = f.conversion_id
        where f.workspace_id = ${hiddenId(workspaceId)} and f.kind = 'order' and f.occurred_at < ${before}),
      found as materialized (
        select o.*, e.* from every_order o
        join order_credits k on k.workspace_id = ${hiddenId(workspaceId)} and k.conversion_id = o.conversion_id
        cross join lateral (
          select array_agg(t.creator_id) filter (where t.kind = 'click') as clicked, array_agg(t.creator_id) filter (where t.kind = 'code') as coded,
            (array_agg(t.creator_id) filter (where t.kind = 'survey'))[1] as said, coalesce(bool_or(t.kind = 'survey'), false) as is_answered,
            coalesce(bool_or(t.kind = 'visit'), false) as is_visited,
            coalesce(bool_or(t.kind = 'visit' and t.channel = 'referral' and t.touched_at >= o.occurred_at - ${overwriting}), false)
              and coalesce(bool_or(t.kind = 'code'), false) as is_overwritten,
            array_agg(t.touched_at) filter (where t.kind = 'click') as clicked_at
          from unnest(k.kinds, k.creator_ids, k.channels, k.touched_at) as t(kind, creator_id, channel, touched_at)) e
        where o.occurred_at >= ${from}),
      bounds as (
        select least(${firstPostAt}::timestamptz, (select min(occurred_at) from human_clicks where workspace_id = ${hiddenId(workspaceId)} and occurred_at < ${before}),
            min(occurred_at) filter (where coded is not null)) as work_at,
          min(occurred_at) filter (where is_answered) as asked_from, max(occurred_at) filter (where is_answered) as asked_to
        from found),
      marked as (
        select f.*, b.work_at, f.is_new_customer is true and not f.is_overwritten as is_first,
          f.won_at < b.work_at and f.occurred_at >= b.work_at as is_old, f.occurred_at > b.asked_from and f.occurred_at < b.asked_to as is_asked,
          f.said = any(f.clicked) as said_clicked, f.said = any(f.coded) as said_coded, f.clicked && f.coded as clicked_coded, d.delay
        from found f cross join bounds b
        left join lateral (
          select extract(epoch from f.occurred_at - max(c.at)) / 86400 as delay from unnest(f.clicked, f.clicked_at) as c(creator_id, at)
          where (c.creator_id = f.said or c.creator_id = any(f.coded)) and c.at >= f.occurred_at - make_interval(days => ${delayDays})
          having max(c.at) < ${before}::timestamptz - make_interval(days => ${delayDays})) d on f.is_new_customer)
      select count(*) as orders, count(*) filter (where is_new_customer is null) as people_unknown,
        (select min(occurred_at) from every_order) as first_order_at, (select work_at from bounds) as first_work_at,
        count(*) filter (where is_asked) as answerable, count(*) filter (where is_asked and is_answered) as answered,
        count(*) filter (where is_first and said_clicked) as clicked_said,
        count(*) filter (where is_first and said_clicked and said_coded) as clicked_said_coded,
        count(*) filter (where is_first and clicked_coded and is_answered) as clicked_coded,
        count(*) filter (where is_first and clicked_coded and is_answered and said_clicked and said_coded) as clicked_coded_said,
        count(*) filter (where is_first and said_coded and is_seen) as coded_said,
        count(*) filter (where is_first and said_coded and is_seen and said_clicked) as coded_said_clicked,
        count(*) filter (where is_old and not is_overwritten) as old_orders,
        count(*) filter (where is_old and not is_overwritten and coded is not null) as old_coded,
        count(*) filter (where is_old and is_answered) as old_answered,
        count(*) filter (where is_old and is_answered and said is not null) as old_said,
        count(*) filter (where is_visited) as visited,
        count(*) filter (where is_seen and occurred_at >= work_at) as browsed,
        count(*) filter (where is_seen and occurred_at >= work_at and is_overwritten) as overwritten,
        count(delay) filter (where is_first) as delays, (avg(delay) filter (where is_first))::float8 as mean_delay
      from marked`.execute(db)
  ).rows[0]!;

/** How many clicks people made on each creator's links. */
export const sumCreatorClicks = async (db: Database, { workspaceId, cover }: Covered) =>
  (
    await sql<{ creator_id: string; clicks: bigint }>`
      select f.creator_id, sum(f.clicks)::bigint as clicks from ${figuresOf(rollups.clicks, workspaceId, cover)}
      where f.creator_id is not null group by 1 order by 1`.execute(db)
  ).rows;

/** Orders of a span that stand, counted no further than to a number. */
export const countOrdersUpTo = async (db: Database, { workspaceId, from, before }: OrderSpan, most: number): Promise<bigint> =>
  (
    await sql<{ orders: bigint }>`
      select count(*) as orders from (
        select from order_figures
        where workspace_id = ${hiddenId(workspaceId)} and kind = 'order' and occurred_at >= ${from} and occurred_at < ${before} limit ${most}) o`.execute(
      db,
    )
  ).rows[0]!.orders;
