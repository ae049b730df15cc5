import { sql } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import { creditBlock } from "../rollups/queries.ts";

/** Every order of a known customer in one currency, with its day in a zone and whether creators have credit for it under a model. */
export async function purchasesOf(db: Database, workspaceId: string, of: { zone: string; currency: string; model: string }) {
  const { rows } = await sql<{ person_id: string; day: number; kept_minor: bigint; is_creators: boolean; subscription_id: string | null }>`
    select p.canonical_id as person_id, (f.occurred_at at time zone ${of.zone})::date - date '1970-01-01' as day, f.kept_minor, s.subscription_id,
      exists (
        select from unnest(k.creator_ids, ${creditBlock(sql`k`, of.model)}) as t(creator_id, share)
        where t.creator_id is not null and t.share > 0) as is_creators
    from order_figures f
    join customer_persons p on p.workspace_id = f.workspace_id and p.id = f.customer_id
    left join subscription_orders s on s.workspace_id = f.workspace_id and s.conversion_id = f.conversion_id
    left join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
    where f.workspace_id = ${hiddenId(workspaceId)} and f.kind = 'order' and f.currency = ${of.currency}
    order by f.occurred_at, f.conversion_id`.execute(db);
  return rows;
}

/** How many orders cannot be looked at: those of nobody known, and those in another currency. */
export async function countLeftOut(db: Database, workspaceId: string, currency: string) {
  const { rows } = await sql<{ without_customer: bigint; other_currency: bigint }>`
    select count(*) filter (where customer_id is null) as without_customer, count(*) filter (where currency <> ${currency}) as other_currency
    from order_figures where workspace_id = ${hiddenId(workspaceId)} and kind = 'order'`.execute(db);
  return rows[0]!;
}
