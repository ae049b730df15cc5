import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { OrderSpan } from "../queries.ts";

/** Credit that went to one creator or channel over all orders of one currency. */
export interface CreditSumRow {
  readonly creator_id: string | null;
  readonly channel: string;
  readonly currency: string;
  /** Parts per billion by model, in the order asked for; null where a model was not computed. */
  readonly credits: readonly (string | null)[];
  /** Parts per billion times minor units of what the orders kept. */
  readonly weights: readonly (string | null)[];
}

/**
 * Credit by creator, channel and currency under several models, over the orders of a span that have credit. Shares lie packed beside the
 * touches: the place of a model's block comes from the order's own list of models.
 */
export async function sumCredits(db: Database, span: OrderSpan, models: readonly string[], currency?: string): Promise<CreditSumRow[]> {
  const blocks = sql.join(models.map((model) => sql`array_position(k.models, ${model})`));
  const share = (place: number) => sql`o.shares[(o.blocks[${sql.lit(place)}] - 1) * o.touches + x.place]`;
  const credits = sql.join(models.map((_, index) => sql`sum(${share(index + 1)})::text`));
  const weights = sql.join(models.map((_, index) => sql`sum(${share(index + 1)}::numeric * o.kept_minor)::text`));
  const { rows } = await sql<CreditSumRow>`
    with o as materialized (
      select f.currency, f.kept_minor, k.creator_ids, k.channels, k.kinds, k.shares, cardinality(k.channels) as touches, array[${blocks}] as blocks
      from order_figures f
      join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
      where f.workspace_id = ${span.workspaceId} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.before}
        and (${currency ?? null}::text is null or f.currency = ${currency ?? null}))
    select x.creator_id, x.channel, o.currency, array[${credits}] as credits, array[${weights}] as weights
    from o cross join lateral unnest(o.creator_ids, o.channels, o.kinds) with ordinality as x(creator_id, channel, kind, place)
    where x.kind <> 'survey'
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** How many orders of each currency have credit, and how many wait for it. */
export async function countCredited(db: Database, span: OrderSpan) {
  const { rows } = await sql<{ currency: string; is_credited: boolean; orders: bigint; kept_minor: bigint; computed_at: Date | null }>`
    select f.currency, k.conversion_id is not null as is_credited, count(*) as orders, sum(f.kept_minor)::bigint as kept_minor,
      max(k.computed_at) as computed_at
    from order_figures f
    left join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
    where f.workspace_id = ${span.workspaceId} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.before}
    group by 1, 2 order by 1`.execute(db);
  return rows;
}
