import { sql, type RawBuilder } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { CommissionCell, OrderCell } from "./order-cell.ts";

/** Whose touches of which days count, in orders of which stores. */
export interface TouchSpan {
  readonly workspaceId: string;
  /** The campaign's days. */
  readonly from: Date;
  readonly before: Date;
  /** Orders with touches are placed before this instant. */
  readonly ordersBefore: Date;
  /** Whose days these are. */
  readonly zone: string;
  readonly storeId: string | null;
  readonly creatorIds: readonly string[];
  /** None: links and codes of every program. */
  readonly programIds: readonly string[];
}

const figures = sql`f.conversion_id, f.occurred_at, f.kind, f.source, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer`;
const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;
const ofStore = ({ storeId }: TouchSpan) => sql`(${storeId}::uuid is null or f.store_id = ${storeId}::uuid)`;

/**
 * All orders that count for a campaign, as `counted`: a row for each order and creator with the creator's share in parts per billion.
 *
 * An order with touches of the campaign counts by the credit of those touches (`touched`). A later order of a customer whom the campaign
 * brought (`brought`: their first one, with a share of it above zero), and that has no such touch, counts by the shares of the order by
 * which they came: the campaign won the customer, and with them what they buy later. A customer who bought before is nobody's gain: their
 * later orders count only by touches of their own. Within a campaign no order counts more than once; two campaigns may both count one.
 */
const countedOrders = (span: TouchSpan, model: string) => sql`
  o as materialized (
    select ${figures}, p.canonical_id as person_id, k.creator_ids, k.touched_at, k.link_ids, k.code_ids, k.shares,
      cardinality(k.creator_ids) as touches, array_position(k.models, ${model}) as block
    from order_figures f
    join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
    left join customer_persons p on p.workspace_id = f.workspace_id and p.id = f.customer_id
    where f.workspace_id = ${span.workspaceId} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.ordersBefore}
      and k.creator_ids && ${uuids(span.creatorIds)} and ${ofStore(span)}),
  own as materialized (
    select o.conversion_id, t.creator_id, coalesce(l.program_id, c.program_id) as program_id,
      case when t.link_id is not null then 'link' when t.code_id is not null then 'code' else 'other' end as way,
      sum(coalesce(o.shares[(o.block - 1) * o.touches + t.place], 0))::bigint as share_ppb
    from o
    cross join lateral unnest(o.creator_ids, o.touched_at, o.link_ids, o.code_ids) with ordinality as t(creator_id, at, link_id, code_id, place)
    left join link_owners l on l.workspace_id = ${span.workspaceId} and l.link_id = t.link_id
    left join code_owners c on c.workspace_id = ${span.workspaceId} and c.code_id = t.code_id
    where t.creator_id = any(${uuids(span.creatorIds)}) and t.at >= ${span.from} and t.at < ${span.before}
      and (cardinality(${uuids(span.programIds)}) = 0 or coalesce(l.program_id, c.program_id) is null
        or coalesce(l.program_id, c.program_id) = any(${uuids(span.programIds)}))
    group by 1, 2, 3, 4),
  x as materialized (select conversion_id, creator_id, sum(share_ppb)::bigint as share_ppb from own group by 1, 2),
  touched as (select o.*, x.creator_id, x.share_ppb from o join x on x.conversion_id = o.conversion_id),
  brought as materialized (
    select distinct on (person_id) person_id, conversion_id, occurred_at
    from touched where person_id is not null and is_new_customer and share_ppb > 0
    order by person_id, occurred_at, conversion_id),
  carried as materialized (
    select ${figures}, b.conversion_id as first_id
    from brought b
    join customer_persons p on p.workspace_id = ${span.workspaceId} and p.canonical_id = b.person_id
    join order_figures f on f.workspace_id = ${span.workspaceId} and f.customer_id = p.id
    where f.occurred_at >= b.occurred_at and ${ofStore(span)} and not exists (select from x where x.conversion_id = f.conversion_id)),
  counted as materialized (
    select conversion_id, occurred_at, kind, source, currency, kept_minor, total_minor, net_minor, is_new_customer, creator_id, share_ppb,
      false as is_carried
    from touched
    union all
    select f.conversion_id, f.occurred_at, f.kind, f.source, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer,
      x.creator_id, x.share_ppb, true
    from carried f join x on x.conversion_id = f.first_id)`;

/** A cell with the channel by which its orders came. */
export type SourcedCell = OrderCell & { readonly source: string };

type CellRow = Omit<SourcedCell, "ordersPpb" | "firstsPpb" | "totalPpb" | "keptPpb" | "costedMarginPpb" | "uncostedKeptPpb"> & {
  // Sums that may be larger than 64 bits come as text.
  readonly ordersPpb: string;
  readonly firstsPpb: string;
  readonly totalPpb: string;
  readonly keptPpb: string;
  readonly costedMarginPpb: string;
  readonly uncostedKeptPpb: string;
};

/** Shares by creator, and of all of them together. */
const byCreator = sql`
  select conversion_id, is_carried, creator_id::text as key, share_ppb from counted
  union all
  select conversion_id, is_carried, null, sum(share_ppb)::bigint from counted group by 1, 2`;

/** Creators that are told together under a key. */
export interface CreatorGroup {
  readonly creatorId: string;
  readonly key: string;
}

/** Shares by group of creators; and of touches of the campaign itself by the kind of touch and by program. */
const byPart = (groups: readonly CreatorGroup[]) => sql`
  select c.conversion_id, c.is_carried, g.key, sum(c.share_ppb)::bigint
  from counted c
  join unnest(${uuids(groups.map(({ creatorId }) => creatorId))}, ${groups.map(({ key }) => key)}::text[]) as g(creator_id, key)
    on g.creator_id = c.creator_id
  group by 1, 2, 3
  union all
  select conversion_id, false, 'way:' || way, sum(share_ppb)::bigint from own group by conversion_id, way
  union all
  select conversion_id, false, 'offer:' || program_id, sum(share_ppb)::bigint from own where program_id is not null
  group by conversion_id, program_id`;

/**
 * What a campaign's orders add up to by day, for each creator and for all of them. The margin of an order is what it is without tax,
 * shipping and tip, less its goods, in the proportion that was not refunded: what goes back is taken to be resold.
 */
export const orderCells = (db: Database, span: TouchSpan, model: string): Promise<SourcedCell[]> =>
  cellsOf(db, span, { model, scoped: byCreator });

/** The same for groups of creators, by `way:` and the kind of touch, and by `offer:` and the program. */
export const partCells = (db: Database, span: TouchSpan, asked: { readonly model: string; readonly groups: readonly CreatorGroup[] }) =>
  cellsOf(db, span, { model: asked.model, scoped: byPart(asked.groups) });

async function cellsOf(
  db: Database,
  span: TouchSpan,
  asked: { readonly model: string; readonly scoped: RawBuilder<unknown> },
): Promise<SourcedCell[]> {
  const { rows } = await sql<CellRow>`
    with ${countedOrders(span, asked.model)},
    scoped(conversion_id, is_carried, key, share_ppb) as (${asked.scoped}),
    one as materialized (
      select distinct on (c.conversion_id) c.*, case when c.total_minor > 0 then g.goods_minor end as goods_minor
      from counted c
      left join order_goods g on g.workspace_id = ${span.workspaceId} and g.conversion_id = c.conversion_id),
    part as (
      select (f.occurred_at at time zone ${span.zone})::date::text as day, s.key, s.is_carried, s.share_ppb, f.currency, f.source,
        f.kind = 'order' as is_order, f.is_new_customer, f.kept_minor, f.total_minor::numeric * s.share_ppb as total_ppb,
        f.kept_minor::numeric * s.share_ppb as kept_ppb,
        (f.net_minor - f.goods_minor)::numeric * f.kept_minor * s.share_ppb / nullif(f.total_minor, 0) as margin_ppb,
        f.kept_minor <> 0 and s.share_ppb <> 0 as has_margin, f.goods_minor is not null as is_costed
      from scoped s join one f on f.conversion_id = s.conversion_id)
    select day, key as scope, currency, source, is_carried as "isCarried",
      coalesce(sum(share_ppb) filter (where is_order), 0)::text as "ordersPpb",
      coalesce(sum(share_ppb) filter (where is_order and not is_carried and is_new_customer), 0)::text as "firstsPpb",
      (count(*) filter (where is_order and not is_carried and is_new_customer is null and share_ppb > 0))::int as "unknownNovelty",
      sum(total_ppb)::text as "totalPpb", sum(kept_ppb)::text as "keptPpb",
      coalesce(round(sum(margin_ppb) filter (where is_costed)), 0)::text as "costedMarginPpb",
      (count(*) filter (where has_margin and is_costed))::int as "costedOrders",
      coalesce(sum(kept_ppb) filter (where not is_costed), 0)::text as "uncostedKeptPpb",
      (count(*) filter (where has_margin and not is_costed))::int as "uncostedOrders",
      sum((greatest(kept_ppb, 0) / 1e9)::float8 ^ 2) as squares, max(kept_minor) as "largestMinor"
    from part group by 1, 2, 3, 4, 5 order by 1, 2 nulls first`.execute(db);
  return rows.map((row) => ({
    ...row,
    ordersPpb: BigInt(row.ordersPpb),
    firstsPpb: BigInt(row.firstsPpb),
    totalPpb: BigInt(row.totalPpb),
    keptPpb: BigInt(row.keptPpb),
    costedMarginPpb: BigInt(row.costedMarginPpb),
    uncostedKeptPpb: BigInt(row.uncostedKeptPpb),
  }));
}

/** What the campaign's creators earned by day with orders placed in its days, and with all that count for it, after reversals. */
export async function commissionCells(db: Database, span: TouchSpan, model: string): Promise<CommissionCell[]> {
  const { rows } = await sql<CommissionCell>`
    with ${countedOrders(span, model)}
    select (c.order_at at time zone ${span.zone})::date::text as day, c.creator_id as "creatorId", m.currency,
      sum(m.pending_minor + m.payable_minor)::bigint as "amountMinor"
    from standing_commissions c
    join commission_moves m on m.workspace_id = c.workspace_id and m.commission_id = c.commission_id
    join order_figures f on f.workspace_id = c.workspace_id and f.conversion_id = c.conversion_id
    where c.workspace_id = ${span.workspaceId} and c.creator_id = any(${uuids(span.creatorIds)})
      and (cardinality(${uuids(span.programIds)}) = 0 or c.program_id = any(${uuids(span.programIds)})) and ${ofStore(span)}
      and (c.order_at >= ${span.from} and c.order_at < ${span.before} or c.conversion_id in (select conversion_id from counted))
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Orders with a share of a creator's touches, and those of which a code is the only touch of theirs. */
export async function countCodeOnly(db: Database, span: TouchSpan, model: string) {
  const { rows } = await sql<{ creatorId: string; orders: number; codeOnly: number }>`
    with ${countedOrders(span, model)},
    one as (select conversion_id, creator_id, bool_and(way = 'code') as is_code from own group by 1, 2)
    select creator_id as "creatorId", count(*)::int as orders, (count(*) filter (where is_code))::int as "codeOnly"
    from one group by 1 order by 1`.execute(db);
  return rows;
}
