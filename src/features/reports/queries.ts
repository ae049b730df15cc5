import { sql, type RawBuilder } from "kysely";
import type { Database } from "../../platform/db/database.ts";

/** Which orders: those of a workspace placed in a span, the end not included. */
export interface OrderSpan {
  readonly workspaceId: string;
  readonly from: Date;
  readonly before: Date;
}

const inSpan = (column: RawBuilder<unknown>, { from, before }: OrderSpan) => sql`${column} >= ${from} and ${column} < ${before}`;

/** Orders by day (counted from 1), currency and the channel they came by. */
export async function sumOrders(db: Database, span: OrderSpan, starts: readonly Date[]) {
  const { rows } = await sql<{
    day: number;
    currency: string;
    source: string;
    orders: bigint;
    others: bigint;
    first_orders: bigint;
    unknown_orders: bigint;
    total_minor: bigint;
    refunded_minor: bigint;
    kept_minor: bigint;
  }>`
    select width_bucket(occurred_at, ${[...starts]}::timestamptz[]) as day, currency, source,
      count(*) filter (where kind = 'order') as orders, count(*) filter (where kind <> 'order') as others,
      count(*) filter (where kind = 'order' and is_new_customer) as first_orders,
      count(*) filter (where kind = 'order' and is_new_customer is null) as unknown_orders,
      sum(total_minor)::bigint as total_minor, sum(refunded_minor)::bigint as refunded_minor, sum(kept_minor)::bigint as kept_minor
    from order_figures where workspace_id = ${span.workspaceId} and ${inSpan(sql`occurred_at`, span)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Clicks that people made, by day (counted from 1). */
export async function countClicks(db: Database, span: OrderSpan, starts: readonly Date[]) {
  const { rows } = await sql<{ day: number; clicks: bigint }>`
    select width_bucket(occurred_at, ${[...starts]}::timestamptz[]) as day, count(*) as clicks
    from human_clicks where workspace_id = ${span.workspaceId} and ${inSpan(sql`occurred_at`, span)}
    group by 1`.execute(db);
  return rows;
}

/** Of whom or what results are; nothing named: of everything. */
export interface ResultFilter {
  readonly programId?: string | undefined;
  readonly creatorId?: string | undefined;
}

/** The same for commissions, which may be in another currency than their orders. */
export interface CommissionFilter extends ResultFilter {
  readonly orderCurrency?: string | undefined;
}

const ofFilter = ({ programId, creatorId }: ResultFilter) => sql`
  (${programId ?? null}::uuid is null or c.program_id = ${programId ?? null}::uuid)
  and (${creatorId ?? null}::uuid is null or c.creator_id = ${creatorId ?? null}::uuid)`;

/** What creators earned with the orders of a span, by program and currency: what is on hold and what is past it, after reversals. */
export async function sumCommissions(db: Database, span: OrderSpan, filter: CommissionFilter) {
  const { rows } = await sql<{ creator_id: string; program_id: string; currency: string; pending_minor: bigint; payable_minor: bigint }>`
    select c.creator_id, c.program_id, m.currency, sum(m.pending_minor)::bigint as pending_minor, sum(m.payable_minor)::bigint as payable_minor
    from standing_commissions c
    join commission_moves m on m.workspace_id = c.workspace_id and m.commission_id = c.commission_id
    where c.workspace_id = ${span.workspaceId} and ${inSpan(sql`c.order_at`, span)} and ${ofFilter(filter)}
      and (${filter.orderCurrency ?? null}::text is null or c.order_currency = ${filter.orderCurrency ?? null})
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** The orders for which creators are paid, by program and currency. */
export async function sumPaidOrders(db: Database, span: OrderSpan, filter: ResultFilter) {
  const { rows } = await sql<{
    creator_id: string;
    program_id: string;
    currency: string;
    orders: bigint;
    refunded_minor: bigint;
    kept_minor: bigint;
  }>`
    select c.creator_id, c.program_id, o.currency, count(*) as orders,
      sum(o.refunded_minor)::bigint as refunded_minor, sum(o.kept_minor)::bigint as kept_minor
    from standing_commissions c
    join order_figures o on o.workspace_id = c.workspace_id and o.conversion_id = c.conversion_id
    where c.workspace_id = ${span.workspaceId} and ${inSpan(sql`c.order_at`, span)} and ${ofFilter(filter)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Clicks that people made on the links of a program or of a creator; whose they are says the click, or the link where it does not. */
export async function countLinkClicks(db: Database, span: OrderSpan, filter: ResultFilter) {
  const { rows } = await sql<{ creator_id: string | null; program_id: string | null; clicks: bigint }>`
    select coalesce(k.creator_id, c.creator_id) as creator_id, c.program_id, count(*) as clicks
    from link_owners c
    join human_clicks k on k.workspace_id = c.workspace_id and k.link_id = c.link_id
    where c.workspace_id = ${span.workspaceId} and k.workspace_id = ${span.workspaceId} and ${inSpan(sql`k.occurred_at`, span)} and ${ofFilter(filter)}
    group by 1, 2`.execute(db);
  return rows;
}
