import { sql, type RawBuilder } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import { plannedEachTime } from "../../../platform/db/sending/kept-statements.ts";
import * as counting from "../counting/queries.ts";
import type { CountedCell, CountedCommission } from "./counted-again.ts";

/** Campaigns whose orders are read together, of one workspace. */
export interface Reach {
  readonly workspaceId: string;
  /** Whose days these are. */
  readonly zone: string;
  /** What several of them count is counted again by all but the first of these. */
  readonly spans: readonly counting.TouchSpan[];
}

/** A campaign has a handful of orders or most of them: the server looks each time at which. */
const eachTime = sql.raw(plannedEachTime);
/** They are all read beside each other. */
const onlyPart = "00000000-0000-0000-0000-000000000000";

const placed = (reach: Reach, model: string): counting.Placed => ({
  ...reach,
  spans: reach.spans.map((span) => ({ ...span, part: onlyPart, model })),
});

/** All orders that count for campaigns, looked for from the campaign's creators, as `counted`. */
const countedOrders = (of: counting.Placed): RawBuilder<unknown> => sql`
  ${counting.spanTables(of)},
  o as materialized (
    select 1 as span, ${counting.figuresIn("f")}, c.canonical_id as person_id, ${counting.creditColumns(of)}
    from order_figures f
    join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
    left join customer_persons c on c.workspace_id = f.workspace_id and c.id = f.customer_id
    where f.workspace_id = ${hiddenId(of.workspaceId)} and f.occurred_at >= ${counting.earliest(of.spans.map((span) => span.from))}
      and f.occurred_at < ${counting.latest(of.spans.map((span) => span.ordersBefore))}
      and k.creator_ids && ${counting.uuids(counting.everyCreator(of.spans))}),
  ${counting.sharedOrders(of)},
  carried as materialized (
    select 1 as span, ${counting.figuresIn("f")}, b.number, b.conversion_id as first_id
    from ${counting.named.brought} b
    join ${counting.named.s} s on s.number = b.number
    join customer_persons c on c.workspace_id = ${hiddenId(of.workspaceId)} and c.canonical_id = b.person_id
    join order_figures f on f.workspace_id = ${hiddenId(of.workspaceId)} and f.customer_id = c.id
    where f.occurred_at >= b.occurred_at and ${counting.ofStore("f")}
      and not exists (select from ${counting.named.x} x where x.conversion_id = f.conversion_id and x.number = b.number)),
  ${counting.countedOrders(of, sql``)}`;

/** A cell with the channel by which its orders came. */
export type SourcedCell = CountedCell & { readonly campaignId: string; readonly source: string };

const wideSums = [
  "ordersPpb",
  "firstsPpb",
  "totalPpb",
  "keptPpb",
  "costedMarginPpb",
  "uncostedKeptPpb",
  "ordersAgainPpb",
  "keptAgainPpb",
  "largestMinor",
] as const satisfies readonly (keyof SourcedCell)[];
type WideSum = (typeof wideSums)[number] | "squares";
/** Sums that may be larger than 64 bits come as text. */
type CellRow = Omit<SourcedCell, WideSum> & Readonly<Record<WideSum, string>>;

/** Creators that are told together under a key. */
export interface CreatorGroup {
  readonly creatorId: string;
  readonly key: string;
}

/** Shares by group of creators; and of touches of the campaign itself by the kind of touch and by program. */
function byPart({ workspaceId }: counting.Placed, groups: readonly CreatorGroup[]): RawBuilder<unknown> {
  const [counted, figures] = [counting.countedIn("c"), sql`o.span, ${counting.summedIn("o")}, g.goods_minor`];
  const touched = sql`from ${counting.named.own} w
    join ${counting.named.o} o on o.conversion_id = w.conversion_id ${counting.joinedGoods(workspaceId, "o")}`;
  return sql`
  select ${counted}, c.number, c.is_carried, m.key, sum(c.share_ppb)::bigint as share_ppb, sum(c.again_all_ppb)::bigint as again_ppb
  from ${counting.named.counted} c
  join unnest(${counting.uuids(groups.map(({ creatorId }) => creatorId))}, ${groups.map(({ key }) => key)}::text[]) as m(creator_id, key)
    on m.creator_id = c.creator_id
  group by ${counted}, c.number, c.is_carried, m.key
  union all
  select ${figures}, w.number, false, 'way:' || w.way, sum(w.share_ppb)::bigint, sum(w.again_ppb)::bigint ${touched}
  group by ${figures}, w.number, w.way
  union all
  select ${figures}, w.number, false, 'offer:' || w.program_id, sum(w.share_ppb)::bigint, sum(w.again_ppb)::bigint ${touched}
  where w.program_id is not null group by ${figures}, w.number, w.program_id`;
}

/** What campaigns' creators earned by day with orders placed in the campaign's days, and with all that count for it, after reversals, as `paid`. */
const summedCommissions = (of: counting.Placed) => sql`
    earned as (
      select 1 as span, s.part, (f.order_at at time zone ${of.zone})::date as day, s.campaign_id, f.creator_id, f.commission_id,
        s.number > min(s.number) over (partition by f.commission_id) as is_again
      from (
        select c.*, g.store_id from standing_commissions c
        join order_figures g on g.workspace_id = c.workspace_id and g.conversion_id = c.conversion_id
        where c.workspace_id = ${hiddenId(of.workspaceId)} and c.creator_id = any(${counting.uuids(counting.everyCreator(of.spans))})) f
      join ${counting.named.m} m on m.creator_id = f.creator_id
      join ${counting.named.s} s on s.number = m.number and ${counting.ofStore("f")}
      where (s.is_every_program or exists (select from ${counting.named.p} p where p.number = s.number and p.program_id = f.program_id))
        and (f.order_at >= s.from_at and f.order_at < s.before_at
          or (f.conversion_id, s.number) in (select conversion_id, number from ${counting.named.counted}))),
    ${counting.summedCommissions(of)}`;

const inWhole = <Row extends object, Name extends keyof Row>(row: Row, names: readonly Name[]) => ({
  ...row,
  ...(Object.fromEntries(names.map((name) => [name, BigInt(row[name] as string)])) as Record<Name, bigint>),
});

/** Squares are of billionths, and only here become a number that is rounded: cells of the same orders are the same whatever they were made of. */
const cellOf = (row: CellRow): SourcedCell => ({ ...inWhole(row, wideSums), squares: Number(row.squares) / 1e18 });

/** What orders of campaigns add up to for groups of creators, by `way:` and the kind of touch, and by `offer:` and the program. */
export async function partCells(
  db: Database,
  reach: Reach,
  asked: { readonly model: string; readonly groups: readonly CreatorGroup[] },
): Promise<SourcedCell[]> {
  const of = placed(reach, asked.model);
  const { rows } = await sql<CellRow>`${eachTime} with ${countedOrders(of)},
    ${counting.summedOrders(of, byPart(of, asked.groups))}
    select * from (${counting.toldCells(counting.named.sums)}) c order by day, scope nulls first, currency, source, "isCarried"`.execute(
    db,
  );
  return rows.map(cellOf);
}

export type CampaignCommission = CountedCommission & { readonly campaignId: string };
type PaidRow = Omit<CampaignCommission, "amountMinor" | "againMinor"> & { readonly amountMinor: string; readonly againMinor: string };
/** A row of {@link counting.toldBoth}. */
export type ToldRow = { readonly kind: "order"; readonly cell: CellRow } | { readonly kind: "paid"; readonly cell: PaidRow };

/** What orders of campaigns add up to by day, for each creator and for all of them, and what their creators earned. */
export interface CampaignCells {
  readonly orders: readonly SourcedCell[];
  readonly commissions: readonly CampaignCommission[];
}

/** Rows as they come from the server. */
export const cellsOf = (rows: readonly ToldRow[]): CampaignCells => ({
  orders: rows.flatMap((row) => (row.kind === "order" ? [cellOf(row.cell)] : [])),
  commissions: rows.flatMap((row) => (row.kind === "paid" ? [inWhole(row.cell, ["amountMinor", "againMinor"])] : [])),
});

/** The cells of campaigns from the rows alone: the orders are looked for once, and orders and commissions are of one moment. */
export async function campaignCells(db: Database, reach: Reach, model: string): Promise<CampaignCells> {
  const of = placed(reach, model);
  const { rows } = await sql<ToldRow>`${eachTime} with ${countedOrders(of)},
    ${counting.summedOrders(of, counting.byCreator)},
    ${summedCommissions(of)}
    ${counting.toldBoth(counting.named.sums, counting.named.paid)}`.execute(db);
  return cellsOf(rows);
}

/** Orders with a share of a creator's touches, and those of which a code is the only touch of theirs. */
export async function countCodeOnly(db: Database, reach: Reach, model: string) {
  const { rows } = await sql<{
    creatorId: string;
    orders: number;
    codeOnly: number;
  }>`${eachTime} with ${countedOrders(placed(reach, model))},
    one as (select conversion_id, creator_id, bool_and(way = 'code') as is_code from ${counting.named.own} group by 1, 2)
    select creator_id as "creatorId", count(*)::int as orders, (count(*) filter (where is_code))::int as "codeOnly"
    from one group by 1 order by 1`.execute(db);
  return rows;
}
