import { sql } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import type { OrderSpan } from "../queries.ts";
import { creditBlock } from "../rollups/queries.ts";

/** What some creators are credited with in one currency: parts per billion of orders, and of minor units. */
export interface CreditRow {
  readonly currency: string;
  readonly orders_ppb: string;
  readonly minor_ppb: string;
}

/** The credit of some creators together over the orders of a span under a model, by currency. */
export const sumCredit = async (
  db: Database,
  span: OrderSpan,
  of: { readonly creatorIds: readonly string[]; readonly model: string },
): Promise<CreditRow[]> =>
  (
    await sql<CreditRow>`
      select f.currency, sum(x.share)::text as orders_ppb, sum(x.share::numeric * f.kept_minor)::text as minor_ppb
      from order_figures f join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
      cross join lateral (
        select coalesce(sum(t.share), 0) as share
        from unnest(k.creator_ids, ${creditBlock(sql`k`, of.model)}) as t(creator_id, share) where t.creator_id = any(${[...of.creatorIds]}::uuid[])) x
      where f.workspace_id = ${hiddenId(span.workspaceId)} and f.occurred_at >= ${span.from} and f.occurred_at < ${span.before}
        and k.creator_ids && ${[...of.creatorIds]}::uuid[] and x.share > 0
      group by 1 order by 1`.execute(db)
  ).rows;
