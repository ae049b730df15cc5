import { sql } from "kysely";
import type { Database } from "../../platform/db/database.ts";
import { figuresOf } from "../../platform/rollups/rollup.ts";
import type { Cover } from "../../platform/rollups/spans.ts";
import * as rollups from "./rollups/queries.ts";

/** Which orders: those of a workspace placed in a span, the end not included. */
export interface OrderSpan {
  readonly workspaceId: string;
  readonly from: Date;
  readonly before: Date;
}

/** Whose figures, and what covers the days that they are of: kept sums and what is added up now. */
export interface Covered {
  readonly workspaceId: string;
  readonly cover: Cover;
}

/** Orders by day (counted from 1), currency and the channel they came by. */
export async function sumOrders(db: Database, { workspaceId, cover }: Covered, starts: readonly Date[]) {
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
    select width_bucket(f.from_at, ${[...starts]}::timestamptz[]) as day, f.currency, f.source,
      sum(f.orders)::bigint as orders, sum(f.others)::bigint as others, sum(f.first_orders)::bigint as first_orders,
      sum(f.unknown_orders)::bigint as unknown_orders,
      sum(f.total_minor)::bigint as total_minor, sum(f.refunded_minor)::bigint as refunded_minor, sum(f.kept_minor)::bigint as kept_minor
    from ${figuresOf(rollups.orders, workspaceId, cover)} group by 1, 2, 3`.execute(db);
  return rows;
}

/** Clicks that people made, by day (counted from 1). */
export async function countClicks(db: Database, { workspaceId, cover }: Covered, starts: readonly Date[]) {
  const { rows } = await sql<{ day: number; clicks: bigint }>`
    select width_bucket(f.from_at, ${[...starts]}::timestamptz[]) as day, sum(f.clicks)::bigint as clicks
    from ${figuresOf(rollups.clicks, workspaceId, cover)} group by 1`.execute(db);
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
  (${programId ?? null}::uuid is null or f.program_id = ${programId ?? null}::uuid)
  and (${creatorId ?? null}::uuid is null or f.creator_id = ${creatorId ?? null}::uuid)`;

/** What creators earned with orders, by program and currency: what is on hold and what is past it, after reversals. */
export async function sumCommissions(db: Database, { workspaceId, cover }: Covered, filter: CommissionFilter) {
  const { rows } = await sql<{ creator_id: string; program_id: string; currency: string; pending_minor: bigint; payable_minor: bigint }>`
    select f.creator_id, f.program_id, f.currency, sum(f.pending_minor)::bigint as pending_minor, sum(f.payable_minor)::bigint as payable_minor
    from ${figuresOf(rollups.commissions, workspaceId, cover)}
    where ${ofFilter(filter)} and (${filter.orderCurrency ?? null}::text is null or f.order_currency = ${filter.orderCurrency ?? null})
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** The orders for which creators are paid, by program and currency. */
export async function sumPaidOrders(db: Database, { workspaceId, cover }: Covered, filter: ResultFilter) {
  const { rows } = await sql<{
    creator_id: string;
    program_id: string;
    currency: string;
    orders: bigint;
    refunded_minor: bigint;
    kept_minor: bigint;
  }>`
    select f.creator_id, f.program_id, f.currency, sum(f.orders)::bigint as orders,
      sum(f.refunded_minor)::bigint as refunded_minor, sum(f.kept_minor)::bigint as kept_minor
    from ${figuresOf(rollups.paidOrders, workspaceId, cover)} where ${ofFilter(filter)} group by 1, 2, 3`.execute(db);
  return rows;
}

/** Clicks that people made on the links of a program or of a creator; whose they are says the click, or the link where it does not. */
export async function countLinkClicks(db: Database, { workspaceId, cover }: Covered, filter: ResultFilter) {
  const { rows } = await sql<{ creator_id: string | null; program_id: string | null; clicks: bigint }>`
    select f.creator_id, f.program_id, sum(f.clicks)::bigint as clicks
    from ${figuresOf(rollups.clicks, workspaceId, cover)} where f.is_linked and ${ofFilter(filter)} group by 1, 2`.execute(db);
  return rows;
}
