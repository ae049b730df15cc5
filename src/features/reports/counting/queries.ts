import { sql, type RawBuilder } from "kysely";
import { hiddenId } from "../../../platform/db/database.ts";
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

/** A campaign as a statement counts it. */
export interface PlacedSpan extends TouchSpan {
  /** Campaigns of one part are counted beside each other: what several of them count is counted again by all but the first. */
  readonly part: string;
  readonly model: string;
}

/** Campaigns that one statement counts, of one workspace. */
export interface Placed {
  readonly workspaceId: string;
  /** Whose days these are. */
  readonly zone: string;
  readonly spans: readonly PlacedSpan[];
}

/** Parts of a statement that are named in one file and read in another. */
export const named = {
  s: sql.raw("s"),
  m: sql.raw("m"),
  p: sql.raw("p"),
  o: sql.raw("o"),
  x: sql.raw("x"),
  own: sql.raw("own"),
  brought: sql.raw("brought"),
  carried: sql.raw("carried"),
  counted: sql.raw("counted"),
  earned: sql.raw("earned"),
  sums: sql.raw("sums"),
  paid: sql.raw("paid"),
} as const;

const figures = [
  "conversion_id",
  "occurred_at",
  "kind",
  "source",
  "store_id",
  "currency",
  "kept_minor",
  "total_minor",
  "net_minor",
  "is_new_customer",
];
const columnsIn = (row: string, names: readonly string[]): RawBuilder<unknown> => sql.raw(names.map((name) => `${row}.${name}`).join(", "));

/** The columns of an order that counting needs. */
export const figuresIn = (row: string): RawBuilder<unknown> => columnsIn(row, figures);

/** Those that sums are made of. */
export const summedIn = (row: string): RawBuilder<unknown> =>
  columnsIn(
    row,
    figures.filter((name) => name !== "store_id"),
  );

/** The columns of a counted order that sums are made of. */
export const countedIn = (row: string): RawBuilder<unknown> => sql`${sql.raw(row)}.span, ${summedIn(row)}, ${sql.raw(row)}.goods_minor`;

/** What the goods of an order cost as `g`, null where that is not known, or nothing was paid: looked up by the order. */
export const joinedGoods = (workspaceId: string, order: string): RawBuilder<unknown> => sql`
    left join lateral (
      select goods_minor from order_goods
      where workspace_id = ${hiddenId(workspaceId)} and conversion_id = ${sql.raw(order)}.conversion_id and ${sql.raw(order)}.total_minor > 0 offset 0) g on true`;

export const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;
export const instants = (all: readonly Date[]) => sql`${[...all]}::timestamptz[]`;
/** Whether an order is of a campaign's stores. */
export const ofStore = (order: string): RawBuilder<unknown> => sql.raw(`(s.store_id is null or ${order}.store_id = s.store_id)`);
export const everyCreator = (spans: readonly TouchSpan[]): string[] => [...new Set(spans.flatMap((span) => span.creatorIds))];
export const latest = (all: readonly Date[]): Date => new Date(Math.max(...all.map(Number)));
export const earliest = (all: readonly Date[]): Date => new Date(Math.min(...all.map(Number)));

const modelsOf = (spans: readonly PlacedSpan[]): string[] => [...new Set(spans.map((span) => span.model))];
const blockName = (at: number): RawBuilder<unknown> => sql.raw(`s${at + 1}`);

/** What is needed of an order's credit `k`, as further columns of `o`. */
export const creditColumns = ({ spans }: Placed): RawBuilder<unknown> =>
  sql`k.creator_ids, k.touched_at, k.link_ids, k.code_ids, ${sql.join(
    modelsOf(spans).map((model, at) => sql`${creditBlock(sql`k`, model)} as ${blockName(at)}`),
  )}`;

/** The campaigns as `s`, numbered in their order; as `m` who takes part in each; `p` are the programs that a campaign names. */
export function spanTables({ spans }: Placed): RawBuilder<unknown> {
  const members = spans.flatMap(({ creatorIds }, at) => creatorIds.map((creatorId) => ({ number: at + 1, creatorId })));
  const programs = spans.flatMap(({ programIds }, at) => programIds.map((programId) => ({ number: at + 1, programId })));
  const models = modelsOf(spans);
  return sql`
  s as materialized (
    select *, min(from_at) over (partition by part) as first_at
    from unnest(${uuids(spans.map((span) => span.part))}, ${uuids(spans.map((span) => span.campaignId))},
      ${instants(spans.map((span) => span.from))}, ${instants(spans.map((span) => span.before))},
      ${instants(spans.map((span) => span.ordersBefore))}, ${spans.map((span) => span.storeId)}::uuid[],
      ${spans.map((span) => span.programIds.length === 0)}::boolean[], ${spans.map((span) => models.indexOf(span.model) + 1)}::int[])
      with ordinality as s(part, campaign_id, from_at, before_at, orders_before, store_id, is_every_program, model, number)),
  m as materialized (
    select * from unnest(${members.map((row) => row.number)}::bigint[], ${uuids(members.map((row) => row.creatorId))}) as m(number, creator_id)),
  p as materialized (
    select * from unnest(${programs.map((row) => row.number)}::bigint[], ${uuids(programs.map((row) => row.programId))}) as p(number, program_id))`;
}

/**
 * Who shares which orders, from `o`: orders with figures, `span` and `person_id`, and {@link creditColumns}. `own` are shares by campaign,
 * order, creator, program and way; `x` the same by creator; `brought` are the first orders of customers whom a campaign brought.
 *
 * Among several campaigns of a part `again_ppb` is what of a share another one counts too: a touch belongs to the first that has it.
 */
export function sharedOrders({ workspaceId, spans }: Placed): RawBuilder<unknown> {
  const blocks = modelsOf(spans).map((_, at) => blockName(at));
  const share = blocks.length === 1 ? sql`t.s1` : sql`(array[${sql.join(blocks.map((block) => sql`t.${block}`))}])[s.model]`;
  return sql`
  parts as (
    select f.conversion_id, s.number, t.creator_id, coalesce(l.program_id, c.program_id) as program_id,
      case when t.link_id is not null then 'link' when t.code_id is not null then 'code' else 'other' end as way,
      coalesce(${share}, 0) as share_ppb,
      s.number > min(s.number) over (partition by s.part, f.conversion_id, t.place) as is_again
    from ${named.o} f
    cross join lateral unnest(f.creator_ids, f.touched_at, f.link_ids, f.code_ids, ${sql.join(blocks.map((block) => sql`f.${block}`))})
      with ordinality as t(creator_id, at, link_id, code_id, ${sql.join(blocks)}, place)
    join m on m.creator_id = t.creator_id
    join s on s.number = m.number and t.at >= s.from_at and t.at < s.before_at
      and f.occurred_at >= s.from_at and f.occurred_at < s.orders_before and ${ofStore("f")}
    left join link_owners l on l.workspace_id = ${hiddenId(workspaceId)} and l.link_id = t.link_id
    left join code_owners c on c.workspace_id = ${hiddenId(workspaceId)} and c.code_id = t.code_id
    where s.is_every_program or coalesce(l.program_id, c.program_id) is null
      or exists (select from p where p.number = s.number and p.program_id = coalesce(l.program_id, c.program_id))),
  own as materialized (
    select conversion_id, number, creator_id, program_id, way, sum(share_ppb)::bigint as share_ppb,
      coalesce(sum(share_ppb) filter (where is_again), 0)::bigint as again_ppb
    from parts group by 1, 2, 3, 4, 5),
  x as materialized (
    select conversion_id, number, creator_id, sum(share_ppb)::bigint as share_ppb, sum(again_ppb)::bigint as again_ppb
    from own group by 1, 2, 3),
  touched as (
    select o.span, o.person_id, ${figuresIn("o")}, x.number, x.creator_id, x.share_ppb, x.again_ppb
    from ${named.o} o join x on x.conversion_id = o.conversion_id),
  brought as materialized (
    select distinct on (number, person_id) number, person_id, conversion_id, occurred_at
    from touched where person_id is not null and is_new_customer and share_ppb > 0
    order by number, person_id, occurred_at, conversion_id)`;
}

/**
 * All orders that count for campaigns, as `counted`: a row for each campaign, order and creator with the creator's share in parts per billion.
 * Each row has what sums need of its order: the server takes these for a handful, and would go through all of them for each to find it.
 *
 * An order with touches of the campaign counts by the credit of those touches (`touched`). A later order of a customer whom the campaign
 * brought (`brought`: their first one, with a share of it above zero), and that has no such touch, counts by the shares of the order by
 * which they came: the campaign won the customer, and with them what they buy later. A customer who bought before is nobody's gain: their
 * later orders count only by touches of their own. Within a campaign no order counts more than once; two campaigns may both count one.
 *
 * An order without a touch of a campaign belongs to whoever touched it, or else to the first that carries it. What is left when what is
 * counted again is taken off adds up to each order once.
 *
 * @param asked joins what is counted where not every row of `all_counted` is; `carried` is the caller's.
 */
export const countedOrders = ({ workspaceId }: Placed, asked: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  all_counted as (
    select span, conversion_id, occurred_at, kind, source, currency, kept_minor, total_minor, net_minor, is_new_customer, number,
      creator_id, share_ppb, again_ppb, false as is_carried
    from touched where span is not null
    union all
    select f.span, f.conversion_id, f.occurred_at, f.kind, f.source, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer,
      f.number, x.creator_id, x.share_ppb, 0, true
    from ${named.carried} f join x on x.conversion_id = f.first_id and x.number = f.number),
  counted as materialized (
    select a.*, g.goods_minor, case when not a.is_carried then a.again_ppb
      when bool_or(not a.is_carried) over w or a.number > min(a.number) over w then a.share_ppb else 0 end as again_all_ppb
    from all_counted a join s on s.number = a.number ${asked} ${joinedGoods(workspaceId, "a")} window w as (partition by s.part, a.conversion_id, a.creator_id))`;

/** Shares by creator, and of all of them together. */
export const byCreator = sql`
  select ${countedIn("c")}, c.number, c.is_carried, c.creator_id::text as key, c.share_ppb, c.again_all_ppb as again_ppb from counted c
  union all
  select ${countedIn("c")}, c.number, c.is_carried, null, sum(c.share_ppb)::bigint, sum(c.again_all_ppb)::bigint
  from counted c group by ${countedIn("c")}, c.number, c.is_carried`;

/** The sums of a cell, exact: they can be added up again. */
export const cellSums = [
  "orders_ppb",
  "orders_again_ppb",
  "firsts_ppb",
  "unknown_novelty",
  "total_ppb",
  "kept_ppb",
  "kept_again_ppb",
  "margin_ppb",
  "costed_orders",
  "uncosted_kept_ppb",
  "uncosted_orders",
  "squares",
  "largest_minor",
] as const;

/** What cells are told by. */
export const cellKeys = ["campaign_id", "day", "scope", "currency", "source", "is_carried"] as const;

/**
 * Sums of orders by day, as `sums`, with `span` and the campaign's part. The margin of an order is what it is without tax, shipping and tip,
 * less its goods, in the proportion that was not refunded: what goes back is taken to be resold.
 *
 * @param scoped shares by a key with the columns of {@link countedIn}, such as {@link byCreator}.
 */
export const summedOrders = ({ zone }: Placed, scoped: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    scoped as (${scoped}),
    part as (
      select s.span, (s.occurred_at at time zone ${zone})::date as day, s.number, s.key, s.is_carried, s.share_ppb, s.again_ppb,
        s.currency, s.source, s.kind = 'order' as is_order, s.is_new_customer, s.kept_minor,
        s.total_minor::numeric * s.share_ppb as total_ppb, s.kept_minor::numeric * s.share_ppb as kept_ppb,
        s.kept_minor::numeric * s.again_ppb as kept_again_ppb, greatest(s.kept_minor, 0)::numeric * s.share_ppb as weight,
        (s.net_minor - s.goods_minor)::numeric * s.kept_minor * s.share_ppb / nullif(s.total_minor, 0) as margin_ppb,
        s.kept_minor <> 0 and s.share_ppb <> 0 as has_margin, s.goods_minor is not null as is_costed
      from scoped s),
    sums as (
      select n.span, s.part, s.campaign_id, n.day, n.scope, n.currency, n.source, n.is_carried, ${sql.raw(cellSums.map((name) => `n.${name}`).join(", "))}
      from (
        select span, number, day, key as scope, currency, source, is_carried,
          coalesce(sum(share_ppb) filter (where is_order), 0) as orders_ppb,
          coalesce(sum(again_ppb) filter (where is_order), 0) as orders_again_ppb,
          coalesce(sum(share_ppb) filter (where is_order and not is_carried and is_new_customer), 0) as firsts_ppb,
          count(*) filter (where is_order and not is_carried and is_new_customer is null and share_ppb > 0) as unknown_novelty,
          sum(total_ppb) as total_ppb, sum(kept_ppb) as kept_ppb, sum(kept_again_ppb) as kept_again_ppb,
          coalesce(sum(margin_ppb) filter (where is_costed), 0) as margin_ppb,
          count(*) filter (where has_margin and is_costed) as costed_orders,
          coalesce(sum(kept_ppb) filter (where not is_costed), 0) as uncosted_kept_ppb,
          count(*) filter (where has_margin and not is_costed) as uncosted_orders,
          sum(weight * weight) as squares, max(kept_minor) as largest_minor
        from part group by 1, 2, 3, 4, 5, 6, 7) n
      join s on s.number = n.number)`;

/** What is earned with standing commissions, as `paid`, from `earned`: rows with `span`, `part`, `campaign_id`, `day` and `is_again`. */
export const summedCommissions = ({ workspaceId }: Placed): RawBuilder<unknown> => sql`
    paid as (
      select e.span, e.part, e.campaign_id, e.day, e.creator_id, v.currency, sum(v.pending_minor + v.payable_minor)::bigint as amount_minor,
        coalesce(sum(v.pending_minor + v.payable_minor) filter (where e.is_again), 0)::bigint as again_minor
      from ${named.earned} e
      join commission_moves v on v.workspace_id = ${hiddenId(workspaceId)} and v.commission_id = e.commission_id
      group by 1, 2, 3, 4, 5, 6)`;

/** Cells as they are told, from rows with {@link cellKeys} and {@link cellSums}, of however many spans. */
export const toldCells = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
      select day::text as day, campaign_id as "campaignId", scope, currency, source, is_carried as "isCarried",
        sum(orders_ppb)::text as "ordersPpb", sum(orders_again_ppb)::text as "ordersAgainPpb", sum(firsts_ppb)::text as "firstsPpb",
        sum(unknown_novelty)::int as "unknownNovelty", sum(total_ppb)::text as "totalPpb", sum(kept_ppb)::text as "keptPpb",
        sum(kept_again_ppb)::text as "keptAgainPpb", round(sum(margin_ppb))::text as "costedMarginPpb",
        sum(costed_orders)::int as "costedOrders", sum(uncosted_kept_ppb)::text as "uncostedKeptPpb",
        sum(uncosted_orders)::int as "uncostedOrders", sum(squares)::text as "squares", max(largest_minor)::text as "largestMinor"
      from ${from} group by day, campaign_id, scope, currency, source, is_carried`;

/** The same of commissions. */
export const toldCommissions = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
      select day::text as day, campaign_id as "campaignId", creator_id as "creatorId", currency,
        sum(amount_minor)::text as "amountMinor", sum(again_minor)::text as "againMinor"
      from ${from} group by day, campaign_id, creator_id, currency`;

/** Both in one answer, in an order that depends on nothing but what they say. */
export const toldBoth = (cells: RawBuilder<unknown>, commissions: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select kind, cell from (
      select 'order' as kind, to_json(c) as cell, c.day, c."campaignId", c.scope, c.currency, c.source, c."isCarried" from (${toldCells(cells)}) c
      union all
      select 'paid', to_json(c), c.day, c."campaignId", c."creatorId"::text, c.currency, '', false from (${toldCommissions(commissions)}) c) told
    order by kind, day, "campaignId", scope nulls first, currency, source, "isCarried"`;
