import { sql, type RawBuilder } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { plannedEachTime } from "../../../platform/db/kept-statements.ts";
import type { CountedCell, CountedCommission } from "./counted-again.ts";
import { creditBlock } from "../rollups/queries.ts";

/** Whose touches of which days count for a campaign, in orders of which stores. */
export interface TouchSpan {
  readonly campaignId: string;
  /** The campaign's days. */
  readonly from: Date;
  readonly before: Date;
  /** Orders with touches are placed before this instant. */
  readonly ordersBefore: Date;
  readonly storeId: string | null;
  readonly creatorIds: readonly string[];
  /** None: links and codes of every program. */
  readonly programIds: readonly string[];
}

/** Campaigns whose orders are read together, of one workspace. */
export interface Reach {
  readonly workspaceId: string;
  /** Whose days these are. */
  readonly zone: string;
  /** What several of them count is counted again by all but the first of these. */
  readonly spans: readonly TouchSpan[];
}

const figures = sql`f.conversion_id, f.occurred_at, f.kind, f.source, f.store_id, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer`;
/** A campaign has a handful of orders or most of them: the server looks each time at which. */
const eachTime = sql.raw(plannedEachTime);
const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;
const instants = (all: readonly Date[]) => sql`${[...all]}::timestamptz[]`;
const ofStore = sql`(s.store_id is null or f.store_id = s.store_id)`;
const everyCreator = ({ spans }: Reach): string[] => [...new Set(spans.flatMap((span) => span.creatorIds))];
const latest = (all: readonly Date[]): Date => new Date(Math.max(...all.map(Number)));
const earliest = (all: readonly Date[]): Date => new Date(Math.min(...all.map(Number)));

/** The campaigns as `s`, in their order, and as `m` who takes part in each; `p` are the programs that a campaign names. */
function spanTables({ spans }: Reach) {
  const members = spans.flatMap(({ campaignId, creatorIds }) => creatorIds.map((creatorId) => ({ campaignId, creatorId })));
  const programs = spans.flatMap(({ campaignId, programIds }) => programIds.map((programId) => ({ campaignId, programId })));
  return sql`
  s as materialized (
    select * from unnest(${uuids(spans.map((span) => span.campaignId))}, ${instants(spans.map((span) => span.from))},
      ${instants(spans.map((span) => span.before))}, ${instants(spans.map((span) => span.ordersBefore))},
      ${spans.map((span) => span.storeId)}::uuid[], ${spans.map((span) => span.programIds.length === 0)}::boolean[])
      with ordinality as s(campaign_id, from_at, before_at, orders_before, store_id, is_every_program, rank)),
  m as materialized (
    select * from unnest(${uuids(members.map((row) => row.campaignId))}, ${uuids(members.map((row) => row.creatorId))}) as m(campaign_id, creator_id)),
  p as materialized (
    select * from unnest(${uuids(programs.map((row) => row.campaignId))}, ${uuids(programs.map((row) => row.programId))}) as p(campaign_id, program_id))`;
}

/**
 * All orders that count for campaigns, as `counted`: a row for each campaign, order and creator with the creator's share in parts per billion.
 *
 * An order with touches of the campaign counts by the credit of those touches (`touched`). A later order of a customer whom the campaign
 * brought (`brought`: their first one, with a share of it above zero), and that has no such touch, counts by the shares of the order by
 * which they came: the campaign won the customer, and with them what they buy later. A customer who bought before is nobody's gain: their
 * later orders count only by touches of their own. Within a campaign no order counts more than once; two campaigns may both count one.
 *
 * Among several campaigns `again_ppb` is the part of a share that another one counts too: a touch belongs to the first campaign that has
 * it, and an order without one to whoever touched it, or else to the first that carries it. What is left adds up to each order once.
 */
const countedOrders = (reach: Reach, model: string) => sql`
  ${spanTables(reach)},
  o as materialized (
    select ${figures}, c.canonical_id as person_id, k.creator_ids, k.touched_at, k.link_ids, k.code_ids,
      ${creditBlock(sql`k`, model)} as shares
    from order_figures f
    join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
    left join customer_persons c on c.workspace_id = f.workspace_id and c.id = f.customer_id
    where f.workspace_id = ${reach.workspaceId} and f.occurred_at >= ${earliest(reach.spans.map((span) => span.from))}
      and f.occurred_at < ${latest(reach.spans.map((span) => span.ordersBefore))} and k.creator_ids && ${uuids(everyCreator(reach))}),
  parts as (
    select f.conversion_id, s.campaign_id, s.rank, t.creator_id, coalesce(l.program_id, c.program_id) as program_id,
      case when t.link_id is not null then 'link' when t.code_id is not null then 'code' else 'other' end as way,
      coalesce(t.share, 0) as share_ppb,
      s.rank > min(s.rank) over (partition by f.conversion_id, t.place) as is_again
    from o f
    cross join lateral unnest(f.creator_ids, f.touched_at, f.link_ids, f.code_ids, f.shares) with ordinality
      as t(creator_id, at, link_id, code_id, share, place)
    join m on m.creator_id = t.creator_id
    join s on s.campaign_id = m.campaign_id and t.at >= s.from_at and t.at < s.before_at
      and f.occurred_at >= s.from_at and f.occurred_at < s.orders_before and ${ofStore}
    left join link_owners l on l.workspace_id = ${reach.workspaceId} and l.link_id = t.link_id
    left join code_owners c on c.workspace_id = ${reach.workspaceId} and c.code_id = t.code_id
    where s.is_every_program or coalesce(l.program_id, c.program_id) is null
      or exists (select from p where p.campaign_id = s.campaign_id and p.program_id = coalesce(l.program_id, c.program_id))),
  own as materialized (
    select conversion_id, campaign_id, rank, creator_id, program_id, way, sum(share_ppb)::bigint as share_ppb,
      coalesce(sum(share_ppb) filter (where is_again), 0)::bigint as again_ppb
    from parts group by 1, 2, 3, 4, 5, 6),
  x as materialized (
    select conversion_id, campaign_id, rank, creator_id, sum(share_ppb)::bigint as share_ppb, sum(again_ppb)::bigint as again_ppb
    from own group by 1, 2, 3, 4),
  touched as (select o.*, x.campaign_id, x.rank, x.creator_id, x.share_ppb, x.again_ppb from o join x on x.conversion_id = o.conversion_id),
  brought as materialized (
    select distinct on (campaign_id, person_id) campaign_id, rank, person_id, conversion_id, occurred_at
    from touched where person_id is not null and is_new_customer and share_ppb > 0
    order by campaign_id, person_id, occurred_at, conversion_id),
  carried as materialized (
    select ${figures}, b.campaign_id, b.rank, b.conversion_id as first_id
    from brought b
    join s on s.campaign_id = b.campaign_id
    join customer_persons c on c.workspace_id = ${reach.workspaceId} and c.canonical_id = b.person_id
    join order_figures f on f.workspace_id = ${reach.workspaceId} and f.customer_id = c.id
    where f.occurred_at >= b.occurred_at and ${ofStore}
      and not exists (select from x where x.conversion_id = f.conversion_id and x.campaign_id = b.campaign_id)),
  all_counted as (
    select conversion_id, occurred_at, kind, source, currency, kept_minor, total_minor, net_minor, is_new_customer, campaign_id, rank,
      creator_id, share_ppb, again_ppb, false as is_carried
    from touched
    union all
    select f.conversion_id, f.occurred_at, f.kind, f.source, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer,
      f.campaign_id, f.rank, x.creator_id, x.share_ppb, 0, true
    from carried f join x on x.conversion_id = f.first_id and x.campaign_id = f.campaign_id),
  counted as materialized (
    select a.*, case when not is_carried then again_ppb
      when bool_or(not is_carried) over w or rank > min(rank) over w then share_ppb else 0 end as again_all_ppb
    from all_counted a window w as (partition by conversion_id, creator_id))`;

/** A cell with the channel by which its orders came. */
export type SourcedCell = CountedCell & { readonly campaignId: string; readonly source: string };

const wideSums = [
  "ordersPpb",
  "firstsPpb",
  "totalPpb",
  "keptPpb",
  "costedMarginPpb",
  "uncostedKeptPpb",
  "ordersAgainPpb",
  "keptAgainPpb",
  "largestMinor",
] as const satisfies readonly (keyof SourcedCell)[];
type WideSum = (typeof wideSums)[number];
/** Sums that may be larger than 64 bits come as text. */
type CellRow = Omit<SourcedCell, WideSum> & Readonly<Record<WideSum, string>>;

/** Shares by creator, and of all of them together. */
const byCreator = sql`
  select conversion_id, campaign_id, is_carried, creator_id::text as key, share_ppb, again_all_ppb from counted
  union all
  select conversion_id, campaign_id, is_carried, null, sum(share_ppb)::bigint, sum(again_all_ppb)::bigint from counted group by 1, 2, 3`;

/** Creators that are told together under a key. */
export interface CreatorGroup {
  readonly creatorId: string;
  readonly key: string;
}

/** Shares by group of creators; and of touches of the campaign itself by the kind of touch and by program. */
const byPart = (groups: readonly CreatorGroup[]) => sql`
  select c.conversion_id, c.campaign_id, c.is_carried, g.key, sum(c.share_ppb)::bigint, sum(c.again_all_ppb)::bigint
  from counted c
  join unnest(${uuids(groups.map(({ creatorId }) => creatorId))}, ${groups.map(({ key }) => key)}::text[]) as g(creator_id, key)
    on g.creator_id = c.creator_id
  group by 1, 2, 3, 4
  union all
  select conversion_id, campaign_id, false, 'way:' || way, sum(share_ppb)::bigint, sum(again_ppb)::bigint from own group by 1, 2, way
  union all
  select conversion_id, campaign_id, false, 'offer:' || program_id, sum(share_ppb)::bigint, sum(again_ppb)::bigint from own
  where program_id is not null group by 1, 2, program_id`;

/**
 * Sums of orders by day, as `cells`. The margin of an order is what it is without tax, shipping and tip, less its goods, in the proportion
 * that was not refunded: what goes back is taken to be resold.
 */
const summedOrders = (reach: Reach, scoped: RawBuilder<unknown>) => sql`
    scoped(conversion_id, campaign_id, is_carried, key, share_ppb, again_ppb) as (${scoped}),
    one as materialized (
      select distinct on (c.conversion_id) c.*, case when c.total_minor > 0 then g.goods_minor end as goods_minor
      from counted c
      left join order_goods g on g.workspace_id = ${reach.workspaceId} and g.conversion_id = c.conversion_id),
    part as (
      select (f.occurred_at at time zone ${reach.zone})::date::text as day, s.campaign_id, s.key, s.is_carried, s.share_ppb, s.again_ppb,
        f.currency, f.source, f.kind = 'order' as is_order, f.is_new_customer, f.kept_minor,
        f.total_minor::numeric * s.share_ppb as total_ppb, f.kept_minor::numeric * s.share_ppb as kept_ppb,
        f.kept_minor::numeric * s.again_ppb as kept_again_ppb,
        (f.net_minor - f.goods_minor)::numeric * f.kept_minor * s.share_ppb / nullif(f.total_minor, 0) as margin_ppb,
        f.kept_minor <> 0 and s.share_ppb <> 0 as has_margin, f.goods_minor is not null as is_costed
      from scoped s join one f on f.conversion_id = s.conversion_id),
    cells as (
      select day, campaign_id as "campaignId", key as scope, currency, source, is_carried as "isCarried",
        coalesce(sum(share_ppb) filter (where is_order), 0)::text as "ordersPpb",
        coalesce(sum(again_ppb) filter (where is_order), 0)::text as "ordersAgainPpb",
        coalesce(sum(share_ppb) filter (where is_order and not is_carried and is_new_customer), 0)::text as "firstsPpb",
        (count(*) filter (where is_order and not is_carried and is_new_customer is null and share_ppb > 0))::int as "unknownNovelty",
        sum(total_ppb)::text as "totalPpb", sum(kept_ppb)::text as "keptPpb", sum(kept_again_ppb)::text as "keptAgainPpb",
        coalesce(round(sum(margin_ppb) filter (where is_costed)), 0)::text as "costedMarginPpb",
        (count(*) filter (where has_margin and is_costed))::int as "costedOrders",
        coalesce(sum(kept_ppb) filter (where not is_costed), 0)::text as "uncostedKeptPpb",
        (count(*) filter (where has_margin and not is_costed))::int as "uncostedOrders",
        sum((greatest(kept_ppb, 0) / 1e9)::float8 ^ 2) as squares, max(kept_minor)::text as "largestMinor"
      from part group by 1, 2, 3, 4, 5, 6)`;

/** What campaigns' creators earned by day with orders placed in the campaign's days, and with all that count for it, after reversals, as `paid`. */
const summedCommissions = (reach: Reach) => sql`
    earned as (
      select (f.order_at at time zone ${reach.zone})::date::text as day, s.campaign_id, f.creator_id, f.commission_id,
        s.rank > min(s.rank) over (partition by f.commission_id) as is_again
      from (
        select c.*, g.store_id from standing_commissions c
        join order_figures g on g.workspace_id = c.workspace_id and g.conversion_id = c.conversion_id
        where c.workspace_id = ${reach.workspaceId} and c.creator_id = any(${uuids(everyCreator(reach))})) f
      join m on m.creator_id = f.creator_id
      join s on s.campaign_id = m.campaign_id and ${ofStore}
      where (s.is_every_program or exists (select from p where p.campaign_id = s.campaign_id and p.program_id = f.program_id))
        and (f.order_at >= s.from_at and f.order_at < s.before_at
          or (f.conversion_id, s.campaign_id) in (select conversion_id, campaign_id from counted))),
    paid as (
      select e.day, e.campaign_id as "campaignId", e.creator_id as "creatorId", v.currency,
        sum(v.pending_minor + v.payable_minor)::text as "amountMinor",
        coalesce(sum(v.pending_minor + v.payable_minor) filter (where e.is_again), 0)::text as "againMinor"
      from earned e
      join commission_moves v on v.workspace_id = ${reach.workspaceId} and v.commission_id = e.commission_id
      group by 1, 2, 3, 4)`;

const inWhole = <Row extends object, Name extends keyof Row>(row: Row, names: readonly Name[]) => ({
  ...row,
  ...(Object.fromEntries(names.map((name) => [name, BigInt(row[name] as string)])) as Record<Name, bigint>),
});

/** What orders of campaigns add up to for groups of creators, by `way:` and the kind of touch, and by `offer:` and the program. */
export async function partCells(
  db: Database,
  reach: Reach,
  asked: { readonly model: string; readonly groups: readonly CreatorGroup[] },
): Promise<SourcedCell[]> {
  const { rows } = await sql<CellRow>`${eachTime} with ${countedOrders(reach, asked.model)},
    ${summedOrders(reach, byPart(asked.groups))}
    select * from cells order by day, scope nulls first`.execute(db);
  return rows.map((row) => inWhole(row, wideSums));
}

export type CampaignCommission = CountedCommission & { readonly campaignId: string };
type PaidRow = Omit<CampaignCommission, "amountMinor" | "againMinor"> & { readonly amountMinor: string; readonly againMinor: string };
type ToldRow = { readonly kind: "order"; readonly cell: CellRow } | { readonly kind: "paid"; readonly cell: PaidRow };

/**
 * What the orders of campaigns add up to by day, for each creator and for all of them, and what their creators earned: the orders are
 * looked for once, and both are of one moment.
 */
export async function campaignCells(
  db: Database,
  reach: Reach,
  model: string,
): Promise<{ readonly orders: SourcedCell[]; readonly commissions: CampaignCommission[] }> {
  const { rows } = await sql<ToldRow>`${eachTime} with ${countedOrders(reach, model)},
    ${summedOrders(reach, byCreator)},
    ${summedCommissions(reach)}
    select * from (
      select 'order' as kind, to_jsonb(cells) as cell from cells union all select 'paid', to_jsonb(paid) from paid) told
    order by kind, cell ->> 'day', cell ->> 'scope' nulls first`.execute(db);
  return {
    orders: rows.flatMap((row) => (row.kind === "order" ? [inWhole(row.cell, wideSums)] : [])),
    commissions: rows.flatMap((row) => (row.kind === "paid" ? [inWhole(row.cell, ["amountMinor", "againMinor"])] : [])),
  };
}

/** Orders with a share of a creator's touches, and those of which a code is the only touch of theirs. */
export async function countCodeOnly(db: Database, reach: Reach, model: string) {
  const { rows } = await sql<{ creatorId: string; orders: number; codeOnly: number }>`${eachTime} with ${countedOrders(reach, model)},
    one as (select conversion_id, creator_id, bool_and(way = 'code') as is_code from own group by 1, 2)
    select creator_id as "creatorId", count(*)::int as orders, (count(*) filter (where is_code))::int as "codeOnly"
    from one group by 1 order by 1`.execute(db);
  return rows;
}
