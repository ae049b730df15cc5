import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** Whose touches of which days count, in orders of which stores. */
export interface TouchSpan {
  readonly workspaceId: string;
  /** The campaign's days. */
  readonly from: Date;
  readonly before: Date;
  /** Orders placed before this instant. */
  readonly ordersBefore: Date;
  readonly storeId: string | null;
  readonly creatorIds: readonly string[];
  /** None: links and codes of every program. */
  readonly programIds: readonly string[];
}

/** An order as a return reads it. */
export interface FigureRow {
  readonly conversion_id: string;
  readonly occurred_at: Date;
  readonly kind: string;
  readonly source: string;
  readonly currency: string;
  readonly kept_minor: bigint;
  readonly total_minor: bigint;
  readonly net_minor: bigint;
  readonly goods_minor: bigint | null;
  readonly is_new_customer: boolean | null;
  readonly person_id: string | null;
}

const figures = sql`f.conversion_id, f.occurred_at, f.kind, f.source, f.currency, f.kept_minor, f.total_minor, f.net_minor, f.is_new_customer,
  p.canonical_id as person_id`;
const person = sql`left join customer_persons p on p.workspace_id = f.workspace_id and p.id = f.customer_id`;

/** What share of an order the touches of one creator of one kind and program have, in parts per billion. */
export interface SharedRow extends FigureRow {
  readonly creator_id: string;
  readonly program_id: string | null;
  readonly way: "link" | "code" | "other";
  readonly share_ppb: bigint;
}

/** For each order with touches of the campaign what share of it those of each creator have under a model, by program and kind of touch. */
export async function touchedOrders(db: Database, span: TouchSpan, model: string) {
  const { rows } = await sql<SharedRow>`
    with o as materialized (
      select ${figures}, k.creator_ids, k.touched_at, k.link_ids, k.code_ids, k.shares, cardinality(k.creator_ids) as touches,
        array_position(k.models, ${model}) as block
      from order_figures f
      join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
      ${person}
      where f.workspace_id = ${span.workspaceId} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.ordersBefore}
        and k.creator_ids && ${[...span.creatorIds]}::uuid[] and (${span.storeId}::uuid is null or f.store_id = ${span.storeId}::uuid)),
    x as (
      select o.conversion_id, t.creator_id, coalesce(l.program_id, c.program_id) as program_id,
        case when t.link_id is not null then 'link' when t.code_id is not null then 'code' else 'other' end as way, sum(coalesce(o.shares[(o.block - 1) * o.touches + t.place], 0))::bigint as share_ppb
      from o
      cross join lateral unnest(o.creator_ids, o.touched_at, o.link_ids, o.code_ids) with ordinality as t(creator_id, at, link_id, code_id, place)
      left join link_owners l on l.workspace_id = ${span.workspaceId} and l.link_id = t.link_id
      left join code_owners c on c.workspace_id = ${span.workspaceId} and c.code_id = t.code_id
      where t.creator_id = any(${[...span.creatorIds]}::uuid[]) and t.at >= ${span.from} and t.at < ${span.before}
        and (cardinality(${[...span.programIds]}::uuid[]) = 0 or coalesce(l.program_id, c.program_id) is null
          or coalesce(l.program_id, c.program_id) = any(${[...span.programIds]}::uuid[]))
      group by 1, 2, 3, 4)
    select o.conversion_id, o.occurred_at, o.kind, o.source, o.currency, o.kept_minor, o.total_minor, o.net_minor, g.goods_minor,
      o.is_new_customer, o.person_id, x.creator_id, x.program_id, x.way, x.share_ppb
    from o join x on x.conversion_id = o.conversion_id
    left join order_goods g on g.workspace_id = ${span.workspaceId} and g.conversion_id = o.conversion_id
    order by o.occurred_at, o.conversion_id, x.creator_id, x.program_id, x.way`.execute(db);
  return rows;
}

/** Every order of some persons since an instant, in the order of their time. */
export async function ordersOfPersons(db: Database, span: TouchSpan, personIds: readonly string[]): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    select ${figures}, g.goods_minor
    from customer_persons p
    join order_figures f on f.workspace_id = p.workspace_id and f.customer_id = p.id
    left join order_goods g on g.workspace_id = f.workspace_id and g.conversion_id = f.conversion_id
    where p.workspace_id = ${span.workspaceId} and p.canonical_id = any(${[...personIds]}::uuid[])
      and f.occurred_at >= ${span.from} and (${span.storeId}::uuid is null or f.store_id = ${span.storeId}::uuid)
    order by f.occurred_at, f.conversion_id`.execute(db);
  return rows;
}

/** What the campaign's creators earned with orders placed in its days, and with any of those named, after reversals. */
export async function campaignCommissions(db: Database, span: TouchSpan, conversionIds: readonly string[]) {
  const { rows } = await sql<{ conversion_id: string; creator_id: string; order_at: Date; currency: string; amount_minor: bigint }>`
    select c.conversion_id, c.creator_id, c.order_at, m.currency, sum(m.pending_minor + m.payable_minor)::bigint as amount_minor
    from standing_commissions c
    join commission_moves m on m.workspace_id = c.workspace_id and m.commission_id = c.commission_id
    join order_figures f on f.workspace_id = c.workspace_id and f.conversion_id = c.conversion_id
    where c.workspace_id = ${span.workspaceId} and c.creator_id = any(${[...span.creatorIds]}::uuid[])
      and (cardinality(${[...span.programIds]}::uuid[]) = 0 or c.program_id = any(${[...span.programIds]}::uuid[]))
      and (${span.storeId}::uuid is null or f.store_id = ${span.storeId}::uuid)
      and (c.order_at >= ${span.from} and c.order_at < ${span.before} or c.conversion_id = any(${[...conversionIds]}::uuid[]))
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}
