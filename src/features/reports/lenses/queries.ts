import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { OrderSpan } from "../queries.ts";

/** What each lens says of one creator over the orders of a span and currency. */
export interface LensRow {
  readonly creator_id: string;
  /** Orders with a click, a visit or a code of the creator. */
  readonly touched: bigint;
  /** Parts per billion of an order, one a model in the order asked for. */
  readonly credits_ppb: readonly string[];
  readonly coded: bigint;
  readonly said: bigint;
}

const credited = (span: OrderSpan, currency: string) => sql`
  select k.conversion_id, k.creator_ids, k.channels, k.kinds, k.shares, k.models
  from order_figures f join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
  where f.workspace_id = ${span.workspaceId} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.before} and f.currency = ${currency}`;

/** Creators with anything under any lens, those with most touched orders first. */
export async function sumLenses(db: Database, span: OrderSpan, of: { currency: string; models: readonly string[] }): Promise<LensRow[]> {
  const credits = of.models.map(
    (model) => sql`coalesce(sum(o.shares[(array_position(o.models, ${model}) - 1) * cardinality(o.kinds) + x.place]), 0)::text`,
  );
  const { rows } = await sql<LensRow>`
      with o as materialized (${credited(span, of.currency)})
      select x.creator_id, count(distinct o.conversion_id) filter (where x.kind <> 'survey') as touched,
        array[${sql.join(credits)}] as credits_ppb,
        count(distinct o.conversion_id) filter (where x.kind = 'code') as coded,
        count(distinct o.conversion_id) filter (where x.kind = 'survey') as said
      from o cross join lateral unnest(o.creator_ids, o.kinds) with ordinality as x(creator_id, kind, place)
      where x.creator_id is not null
      group by 1 order by 2 desc, 5 desc, 1`.execute(db);
  return rows;
}

/** How many of the orders have credit, and of how many it is known what their customer said. */
export const countOrders = async (db: Database, span: OrderSpan, currency: string) =>
  (
    await sql<{ orders: bigint; answered: bigint }>`
      select count(*) as orders, count(*) filter (where 'survey' = any(k.kinds)) as answered from (${credited(span, currency)}) k`.execute(
      db,
    )
  ).rows[0]!;

/** How many orders each two of these creators both touched; pairs that share none are left out. */
export const countShared = async (db: Database, span: OrderSpan, of: { currency: string; creatorIds: readonly string[] }) =>
  (
    await sql<{ one: string; other: string; orders: bigint }>`
      with t as materialized (
        select distinct k.conversion_id, x.creator_id from (${credited(span, of.currency)}) k
        cross join lateral unnest(k.creator_ids, k.kinds) as x(creator_id, kind)
        where x.kind <> 'survey' and x.creator_id = any(${[...of.creatorIds]}::uuid[]))
      select a.creator_id as one, b.creator_id as other, count(*) as orders
      from t a join t b on b.conversion_id = a.conversion_id and b.creator_id > a.creator_id group by 1, 2`.execute(db)
  ).rows;
