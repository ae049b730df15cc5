import { sql } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import type { OrderSpan } from "../queries.ts";

/** Whom touches are of: places in the list of players, from 0. */
export interface PlayerPlaces {
  /** Creators with a place of their own, from 0 on; all others share the place after them. None where channels are compared. */
  readonly creatorIds: readonly string[];
  /** Channels, in the places after that. */
  readonly channels: readonly string[];
  readonly areCreatorsApart: boolean;
}

/** The place of a touch's player; nothing for a channel that no list has. */
const placeOf = ({ creatorIds, channels, areCreatorsApart }: PlayerPlaces) => {
  const [creators, first] = [[...creatorIds], areCreatorsApart ? creatorIds.length + 1 : 0];
  const channel = sql`${first - 1} + array_position(${[...channels]}::text[], x.channel)`;
  if (!areCreatorsApart) return channel;
  return sql`case when x.creator_id is null then ${channel}
    else coalesce(array_position(${creators}::uuid[], x.creator_id) - 1, ${creators.length}) end`;
};

/** Makes room to sort touches in memory, until the transaction ends. */
export const makeRoom = (db: Database) => sql`set local work_mem = '128MB'`.execute(db);

/** Alike orders: how many touched the same players in the same order and kept as much. The path is places with a blank between. */
export interface OrderPathRow {
  readonly path: string;
  readonly kept_minor: bigint;
  readonly orders: bigint;
}

/** The paths of the orders of a span in one currency that have credit and a touch that was seen. */
export const listOrderPaths = async (db: Database, span: OrderSpan, of: { currency: string; places: PlayerPlaces }) =>
  (
    await sql<OrderPathRow>`
      select o.path, o.kept_minor, count(*) as orders from (
        select f.conversion_id, f.kept_minor, string_agg((${placeOf(of.places)})::text, ' ' order by x.place) as path
        from order_figures f join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
        cross join lateral unnest(k.creator_ids, k.channels, k.kinds) with ordinality as x(creator_id, channel, kind, place)
        where f.workspace_id = ${hiddenId(span.workspaceId)} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.before}
          and f.currency = ${of.currency} and x.kind <> 'survey'
        group by f.conversion_id, f.kept_minor) o
      where o.path is not null group by o.path, o.kept_minor`.execute(db)
  ).rows;

/** Alike journeys that led to no order. */
export interface NullPathRow {
  readonly path: string;
  readonly journeys: bigint;
  /** Of whom it is known who they are, by an earlier order of theirs. */
  readonly of_persons: bigint;
  /** A single click of a browser that may not be known again. */
  readonly of_single_clicks: bigint;
}

const bornAt = (id: string) =>
  sql`'epoch'::timestamptz + ('x' || substr(replace(${sql.ref(id)}::text, '-', ''), 1, 12))::bit(48)::bigint * interval '1 millisecond'`;

const byHand = sql`('human', 'unknown')`;

/**
 * The paths of those who touched something in a span and ordered nothing in it.
 *
 * A journey is of a person where one is known, else of a browser, else of a single click, as an order can name it. A click belongs to the browser of the visit that it
 * led to, and a visit that a counted click led to is the same contact, as before an order. Touches from `since` on belong to a journey that
 * goes on in the span. What the browsers and clicks of any order of the span did is left out, whatever became of that order.
 */
export const listNullPaths = async (db: Database, span: OrderSpan, of: { since: Date; places: PlayerPlaces }) =>
  (
    await sql<NullPathRow>`
      with ordered as materialized (
        select o.person_id, o.visitor_id, o.click_id from attribution_orders o
        where o.workspace_id = ${hiddenId(span.workspaceId)} and o.occurred_at >= ${span.from} and o.occurred_at < ${span.before}),
      clicked as materialized (
        select c.id, c.occurred_at, c.creator_id, c.visitor_id from attribution_clicks c
        where c.workspace_id = ${hiddenId(span.workspaceId)} and c.occurred_at >= ${of.since} and c.occurred_at < ${span.before} and c.visitor_class in ${byHand}),
      visited as materialized (
        select v.id, v.occurred_at, v.channel, v.visitor_id, v.click_id from attribution_visits v
        where v.workspace_id = ${hiddenId(span.workspaceId)} and v.occurred_at >= ${of.since} and v.occurred_at < ${span.before} and v.visitor_class in ${byHand}
          and v.visitor_id is not null and v.channel <> 'none'),
      landed as materialized (select click_id, min(visitor_id::text)::uuid as visitor_id from visited where click_id is not null group by 1),
      touched as (
        select coalesce(l.visitor_id, c.visitor_id) as visitor_id, c.id as click_id, c.occurred_at, c.id, c.creator_id,
          case when c.creator_id is null then 'referral' else 'creator' end as channel
        from clicked c left join landed l on l.click_id = c.id
        union all
        select v.visitor_id, null, v.occurred_at, v.id, null, v.channel from visited v left join clicked c on c.id = v.click_id where c.id is null),
      buyers as materialized (
        select i.visitor_id from ordered o join attribution_visitors i on i.workspace_id = ${hiddenId(span.workspaceId)} and i.person_id = o.person_id
        union select visitor_id from ordered where visitor_id is not null
        union select t.visitor_id from ordered o join touched t on t.click_id = o.click_id where t.visitor_id is not null
        union select c.visitor_id from ordered o join attribution_clicks c
          on c.workspace_id = ${hiddenId(span.workspaceId)} and c.id = o.click_id and c.occurred_at = ${bornAt("o.click_id")} where c.visitor_id is not null),
      journeys as (
        select string_agg((${placeOf(of.places)})::text, ' ' order by x.occurred_at, x.id) as path,
          bool_or(i.person_id is not null) as is_of_person, bool_and(x.visitor_id is null) as is_single_click
        from touched x
        left join attribution_visitors i on i.workspace_id = ${hiddenId(span.workspaceId)} and i.visitor_id = x.visitor_id
        where not exists (select from buyers b where b.visitor_id = x.visitor_id)
          and (x.visitor_id is not null or not exists (select from ordered o where o.click_id = x.click_id))
        group by coalesce(i.person_id, x.visitor_id, x.click_id) having max(x.occurred_at) >= ${span.from})
      select path, count(*) as journeys, count(*) filter (where is_of_person) as of_persons, count(*) filter (where is_single_click) as of_single_clicks
      from journeys where path is not null group by path`.execute(db)
  ).rows;

/** Visits without a browser that may be known again, in a span: no order can be known to follow them, so they are in no journey. */
export const countLooseVisits = async (db: Database, span: OrderSpan): Promise<bigint> =>
  (
    await sql<{ visits: bigint }>`
      select count(*) as visits from attribution_visits
      where workspace_id = ${hiddenId(span.workspaceId)} and occurred_at >= ${span.from} and occurred_at < ${span.before}
        and visitor_id is null and click_id is null and channel <> 'none' and visitor_class in ${byHand}`.execute(db)
  ).rows[0]!.visits;
