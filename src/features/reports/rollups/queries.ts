import { sql, type RawBuilder } from "kysely";
import type { RollupTable } from "../../../platform/rollups/rollup.ts";

// Each step is a lateral part of its own with `offset 0`, which the server does not take apart: it looks up the few rows of a gap by index. Left
// to itself it guesses that a span whose ends it does not know holds a ninth of the table, and reads all of it.

/** Clicks that can be a touch, by whose they are: as the click says, or the link where it does not; the program is the link's. */
export const clicks: RollupTable = {
  name: "rollup_clicks",
  columns: ["creator_id", "program_id", "is_linked", "clicks"],
  sumUp: (workspaceId, spans) => sql`
    select k.from_at, coalesce(k.creator_id, c.creator_id) as creator_id, c.program_id, c.link_id is not null as is_linked, sum(k.clicks)::bigint as clicks
    from (
      select g.from_at, h.link_id, h.creator_id, count(*) as clicks from ${spans}
      cross join lateral (
        select link_id, creator_id from human_clicks
        where workspace_id = ${workspaceId} and occurred_at >= g.from_at and occurred_at < g.before_at offset 0) h
      group by 1, 2, 3) k
    left join link_owners c on c.workspace_id = ${workspaceId} and c.link_id = k.link_id
    group by 1, 2, 3, 4`,
};

const ordersOf = (workspaceId: string, spans: RawBuilder<unknown>) =>
  sql`${spans} cross join lateral (
    select * from order_figures where workspace_id = ${workspaceId} and occurred_at >= g.from_at and occurred_at < g.before_at offset 0) f`;

/** Orders that stand, by currency and the channel they came by. */
export const orders: RollupTable = {
  name: "rollup_orders",
  columns: ["currency", "source", "orders", "others", "first_orders", "unknown_orders", "total_minor", "refunded_minor", "kept_minor"],
  sumUp: (workspaceId, spans) => sql`
    select g.from_at, f.currency, f.source,
      count(*) filter (where f.kind = 'order') as orders, count(*) filter (where f.kind <> 'order') as others,
      count(*) filter (where f.kind = 'order' and f.is_new_customer) as first_orders,
      count(*) filter (where f.kind = 'order' and f.is_new_customer is null) as unknown_orders,
      sum(f.total_minor)::bigint as total_minor, sum(f.refunded_minor)::bigint as refunded_minor, sum(f.kept_minor)::bigint as kept_minor
    from ${ordersOf(workspaceId, spans)} group by 1, 2, 3`,
};

const commissionsOf = (workspaceId: string, spans: RawBuilder<unknown>) =>
  sql`${spans} cross join lateral (
    select * from standing_commissions where workspace_id = ${workspaceId} and order_at >= g.from_at and order_at < g.before_at offset 0) c`;

/** What creators earned with orders, by program and currency: what is on hold and what is past it, after reversals. */
export const commissions: RollupTable = {
  name: "rollup_commissions",
  columns: ["creator_id", "program_id", "currency", "order_currency", "pending_minor", "payable_minor"],
  sumUp: (workspaceId, spans) => sql`
    select g.from_at, c.creator_id, c.program_id, m.currency, c.order_currency,
      sum(m.pending_minor)::bigint as pending_minor, sum(m.payable_minor)::bigint as payable_minor
    from ${commissionsOf(workspaceId, spans)}
    cross join lateral (
      select currency, pending_minor, payable_minor from commission_moves
      where workspace_id = ${workspaceId} and commission_id = c.commission_id offset 0) m
    group by 1, 2, 3, 4, 5`,
};

/** The orders for which creators are paid, by program and the order's currency. */
export const paidOrders: RollupTable = {
  name: "rollup_paid_orders",
  columns: ["creator_id", "program_id", "currency", "orders", "refunded_minor", "kept_minor"],
  sumUp: (workspaceId, spans) => sql`
    select g.from_at, c.creator_id, c.program_id, o.currency, count(*) as orders,
      sum(o.refunded_minor)::bigint as refunded_minor, sum(o.kept_minor)::bigint as kept_minor
    from ${commissionsOf(workspaceId, spans)}
    cross join lateral (
      select currency, refunded_minor, kept_minor from order_figures
      where workspace_id = ${workspaceId} and conversion_id = c.conversion_id offset 0) o
    group by 1, 2, 3, 4`,
};

/**
 * The shares of an order's touches under one model, in the touches' order; null where that model was not computed.
 *
 * Shares lie packed, one block a model, and every look into a packed column unpacks all of it: take a block once, and never look up touch by touch.
 *
 * @param credits what the statement calls its row of `order_credits`
 */
export const creditBlock = (credits: RawBuilder<unknown>, model: string): RawBuilder<unknown> =>
  sql`${credits}.shares[(array_position(${credits}.models, ${model}) - 1) * cardinality(${credits}.kinds) + 1
    : array_position(${credits}.models, ${model}) * cardinality(${credits}.kinds)]`;

const creditOf = sql`join lateral (select * from order_credits where workspace_id = f.workspace_id and conversion_id = f.conversion_id offset 0) k on true`;

/** An order that kept less than this either way times a share is a whole number of 64 bits; adding up wider ones takes several times as long. */
const isNarrow = sql`abs(f.kept_minor) < 9000000000`;

/** How credit under several models is added up: blocks that are cut out of each order, unpacked beside its touches, and summed. */
function creditParts(models: readonly string[]) {
  const name = (index: number) => sql.raw(`s${index + 1}`);
  const cut = models.map((model, index) => sql`${creditBlock(sql`k`, model)} as ${name(index)}`);
  const sums = models.map((_, index) => sql`coalesce(sum(x.${name(index)}), 0)::numeric`);
  const weights = models.map(
    (_, index) => sql`coalesce(sum(x.${name(index)} * o.kept_minor) filter (where o.is_narrow), 0)
      + coalesce(sum(x.${name(index)}::numeric * o.kept_minor) filter (where not o.is_narrow), 0)`,
  );
  return {
    cut: sql.join(cut),
    blocks: sql.join(models.map((_, index) => sql`o.${name(index)}`)),
    names: sql.join(models.map((_, index) => name(index))),
    sums: sql`array[${sql.join(sums)}] as credits, array[${sql.join(weights)}] as weights`,
  };
}

/** Credit by creator, channel and currency under several models. What customers say has no share, and is left out. */
export const credits = (models: readonly string[]): RollupTable => {
  const parts = creditParts(models);
  return {
    name: "rollup_credits",
    columns: ["currency", "creator_id", "channel", "credits", "weights"],
    sumUp: (workspaceId, spans) => sql`
      select o.from_at, o.currency, x.creator_id, x.channel, ${parts.sums}
      from (
        select g.from_at, f.currency, f.kept_minor, ${isNarrow} as is_narrow, k.creator_ids, k.channels, k.kinds, ${parts.cut}
        from ${ordersOf(workspaceId, spans)} ${creditOf} offset 0) o
      cross join lateral unnest(o.creator_ids, o.channels, o.kinds, ${parts.blocks}) as x(creator_id, channel, kind, ${parts.names})
      where x.kind <> 'survey'
      group by 1, 2, 3, 4`,
  };
};

/** The same by channel alone and by whether the customer was new; the channel '' is all orders that have credit. */
export const channels = (models: readonly string[]): RollupTable => {
  const parts = creditParts(models);
  const all = (sum: RawBuilder<unknown>) => sql`array_fill((${sum})::numeric, array[${sql.lit(models.length)}])`;
  return {
    name: "rollup_channels",
    columns: ["currency", "channel", "is_new", "credits", "weights"],
    sumUp: (workspaceId, spans) => sql`
      select o.from_at, o.currency, x.channel, o.is_new, ${parts.sums}
      from (
        select g.from_at, f.currency, f.kept_minor, f.is_new_customer as is_new, ${isNarrow} as is_narrow, k.channels, k.kinds, ${parts.cut}
        from ${ordersOf(workspaceId, spans)} ${creditOf} offset 0) o
      cross join lateral unnest(o.channels, o.kinds, ${parts.blocks}) as x(channel, kind, ${parts.names})
      where x.kind <> 'survey'
      group by 1, 2, 3, 4
      union all
      select g.from_at, f.currency, '', f.is_new_customer, ${all(sql`count(*) * 1000000000`)}, ${all(sql`sum(f.kept_minor) * 1000000000`)}
      from ${ordersOf(workspaceId, spans)} ${creditOf}
      group by 1, 2, 4`,
  };
};

/** How many orders of each currency have credit, how many wait for it, and of how many it is known what their customer said. */
export const credited: RollupTable = {
  name: "rollup_credited",
  columns: ["currency", "is_credited", "orders", "answered", "kept_minor"],
  sumUp: (workspaceId, spans) => sql`
    select g.from_at, f.currency, k.conversion_id is not null as is_credited, count(*) as orders,
      count(*) filter (where 'survey' = any(k.kinds)) as answered, sum(f.kept_minor)::bigint as kept_minor
    from ${ordersOf(workspaceId, spans)} left ${creditOf}
    group by 1, 2, 3`,
};

/** What each lens says of each creator, and which orders of the span it touched, by their place among those of their currency. */
export const lenses = (model: string): RollupTable => ({
  name: "rollup_lenses",
  columns: ["currency", "creator_id", "touched", "coded", "said", "credit_ppb", "touched_places"],
  sumUp: (workspaceId, spans) => sql`
    select o.from_at, o.currency, x.creator_id, count(distinct o.number) filter (where x.kind <> 'survey') as touched,
      count(distinct o.number) filter (where x.kind = 'code') as coded, count(distinct o.number) filter (where x.kind = 'survey') as said,
      coalesce(sum(x.share), 0)::bigint as credit_ppb,
      coalesce(array_agg(distinct o.number) filter (where x.kind <> 'survey'), '{}') as touched_places
    from (
      select g.from_at, f.currency, k.creator_ids, k.kinds, ${creditBlock(sql`k`, model)} as shares,
        row_number() over (partition by g.from_at, f.currency order by f.occurred_at, f.conversion_id)::int as number
      from ${ordersOf(workspaceId, spans)} ${creditOf} offset 0) o
    cross join lateral unnest(o.creator_ids, o.kinds, o.shares) as x(creator_id, kind, share)
    where x.creator_id is not null
    group by 1, 2, 3`,
});

/** When the first of the rows was that a subject adds up. */
export const firstAt = {
  clicks: (workspaceId: string) => sql`select min(occurred_at) as at from human_clicks where workspace_id = ${workspaceId}`,
  orders: (workspaceId: string) => sql`select min(occurred_at) as at from order_figures where workspace_id = ${workspaceId}`,
  commissions: (workspaceId: string) => sql`select min(order_at) as at from standing_commissions where workspace_id = ${workspaceId}`,
};
