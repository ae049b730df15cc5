import { sql, type RawBuilder } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import { plannedEachTime } from "../../../platform/db/sending/kept-statements.ts";
import type { Span } from "../../../platform/rollups/spans.ts";
import { cellsOf, type CampaignCells, type ToldRow } from "../campaign/queries.ts";
import * as counting from "../counting/queries.ts";
import { partSpansTable, type PartSpan } from "../../../platform/rollups/kept-parts.ts";
import type { ReturnTable } from "./tables.ts";

/** What is counted differs much from part to part, and so does how. */
const eachTime = sql.raw(plannedEachTime);

/** Pieces of time that do not overlap, each with the parts that count its orders. */
export interface Pieces {
  readonly spans: readonly Span[];
  /** Which parts count the orders of which of the pieces, counted from 1. */
  readonly asked: readonly { readonly part: string; readonly piece: number }[];
}

const isIn = (instant: string): RawBuilder<unknown> => sql.raw(`${instant} >= g.from_at and ${instant} < g.before_at`);

// Each step is a lateral part of its own with `offset 0`, as where days are summed up: the server looks up the few rows of a piece by index.

/** The pieces as `g`, what is asked as `asked`, and as `f` the orders of the pieces, whoever touched them. */
const ordersOfPieces = ({ workspaceId }: counting.Placed, { spans, asked }: Pieces) => sql`
  g as materialized (
    select * from unnest(${counting.instants(spans.map((span) => new Date(span.fromMs)))}, ${counting.instants(spans.map((span) => new Date(span.beforeMs)))})
      with ordinality as g(from_at, before_at, span)),
  asked as materialized (
    select * from unnest(${counting.uuids(asked.map(({ part }) => part))}, ${asked.map(({ piece }) => piece)}::bigint[]) as asked(part, span)),
  f as materialized (
    select g.span, ${counting.figuresIn("f")}, c.canonical_id as person_id
    from g
    cross join lateral (
      select * from order_figures where workspace_id = ${hiddenId(workspaceId)} and ${isIn("occurred_at")} offset 0) f
    left join lateral (
      select canonical_id from customer_persons where workspace_id = ${hiddenId(workspaceId)} and id = f.customer_id offset 0) c on true)`;

const creditOf = ({ workspaceId, spans }: counting.Placed, order: string) => sql`
    cross join lateral (
      select * from order_credits where workspace_id = ${hiddenId(workspaceId)} and conversion_id = ${sql.raw(order)}.conversion_id
        and creator_ids && ${counting.uuids(counting.everyCreator(spans))} offset 0) k`;

/**
 * Of the orders of the pieces those with touches of campaigns' creators, and besides them the first orders, at any other time, of everybody who
 * ordered in the pieces: by these it is known who was brought. They have no span, and so are not counted themselves.
 */
const creditedOrders = (of: counting.Placed) => {
  const [from, before] = [counting.earliest(of.spans.map((span) => span.from)), counting.latest(of.spans.map((span) => span.ordersBefore))];
  return sql`
  o as materialized (
    select f.span, ${counting.figuresIn("f")}, f.person_id, ${counting.creditColumns(of)}
    from f ${creditOf(of, "f")}
    where f.occurred_at >= ${from} and f.occurred_at < ${before}
    union all
    select null, ${counting.figuresIn("e")}, p.person_id, ${counting.creditColumns(of)}
    from (select distinct person_id from f where person_id is not null) p
    cross join lateral (
      select id from customer_persons where workspace_id = ${hiddenId(of.workspaceId)} and canonical_id = p.person_id offset 0) c
    cross join lateral (
      select * from order_figures
      where workspace_id = ${hiddenId(of.workspaceId)} and customer_id = c.id and is_new_customer
        and occurred_at >= ${from} and occurred_at < ${before} offset 0) e
    ${creditOf(of, "e")}
    where not exists (select from g where ${isIn("e.occurred_at")}))`;
};

const carriedOrders = sql`
  carried as materialized (
    select f.span, ${counting.figuresIn("f")}, b.number, b.conversion_id as first_id
    from f
    join ${counting.named.brought} b on b.person_id = f.person_id
    join ${counting.named.s} s on s.number = b.number
    where f.occurred_at >= b.occurred_at and ${counting.ofStore("f")}
      and not exists (select from ${counting.named.x} x where x.conversion_id = f.conversion_id and x.number = b.number))`;

const askedOnly = (row: string): RawBuilder<unknown> => sql`join asked on asked.part = s.part and asked.span = ${sql.raw(`${row}.span`)}`;

/**
 * What was earned, each commission in one piece: that of its order; where the order was moved to before all of the part's days, that of
 * the time with which the commission was made.
 */
const earnedCommissions = (of: counting.Placed) => sql`
    found as (
      select f.span, f.store_id, f.occurred_at, true as is_at_order, c.* from f
      cross join lateral (
        select * from standing_commissions where workspace_id = ${hiddenId(of.workspaceId)} and conversion_id = f.conversion_id offset 0) c
      union all
      select g.span, e.store_id, e.occurred_at, false, c.* from g
      cross join lateral (
        select * from standing_commissions where workspace_id = ${hiddenId(of.workspaceId)} and ${isIn("order_at")} offset 0) c
      cross join lateral (
        select store_id, occurred_at from order_figures
        where workspace_id = ${hiddenId(of.workspaceId)} and conversion_id = c.conversion_id offset 0) e
      where e.occurred_at < ${counting.latest(of.spans.map((span) => span.from))}),
    earned as (
      select e.span, s.part, s.campaign_id, (e.order_at at time zone ${of.zone})::date as day, e.creator_id, e.commission_id,
        s.number > min(s.number) over (partition by s.part, e.commission_id) as is_again
      from found e
      join ${counting.named.m} m on m.creator_id = e.creator_id
      join ${counting.named.s} s on s.number = m.number and ${counting.ofStore("e")}
      ${askedOnly("e")}
      where (s.is_every_program or exists (select from ${counting.named.p} p where p.number = s.number and p.program_id = e.program_id))
        and e.is_at_order = (e.occurred_at >= s.first_at)
        and (e.order_at >= s.from_at and e.order_at < s.before_at
          or (e.conversion_id, s.number) in (select conversion_id, number from ${counting.named.counted})))`;

/** The sums of pieces from the rows: `sums` of orders and `paid` of commissions, each with its part and span. */
const summedPieces = (of: counting.Placed, pieces: Pieces) => sql`
  ${counting.spanTables(of)},
  ${ordersOfPieces(of, pieces)},
  ${creditedOrders(of)},
  ${counting.sharedOrders(of)},
  ${carriedOrders},
  ${counting.countedOrders(of, askedOnly("a"))},
  ${counting.summedOrders(of, counting.byCreator)},
  ${earnedCommissions(of)},
  ${counting.summedCommissions(of)}`;

const cellColumns = sql.raw([...counting.cellKeys, ...counting.cellSums].join(", "));
const commissionColumns = sql.raw("campaign_id, day, creator_id, currency, amount_minor, again_minor");

/** Makes the sums of pieces, each for the parts that ask for it. */
export async function makeSums(db: Database, of: counting.Placed, pieces: Pieces): Promise<void> {
  const placed = sql.raw("r.part, g.from_at, row_number() over (partition by r.part, r.span)");
  await sql`${eachTime} with ${summedPieces(of, pieces)},
    kept_cells as (
      insert into rollup_return_cells (workspace_id, part, from_at, place, ${cellColumns})
      select ${of.workspaceId}::uuid, ${placed}, ${cellColumns} from ${counting.named.sums} r join g on g.span = r.span),
    kept_commissions as (
      insert into rollup_return_commissions (workspace_id, part, from_at, place, ${commissionColumns})
      select ${of.workspaceId}::uuid, ${placed}, ${commissionColumns} from ${counting.named.paid} r join g on g.span = r.span)
    insert into rollup_return_spans (workspace_id, part, from_at, before_at)
    select ${of.workspaceId}::uuid, a.part, g.from_at, g.before_at from asked a join g on g.span = a.span`.execute(db);
}

/** The cells of campaigns from kept sums and, for all other time, from the rows: both of the state of the database that `db` sees. */
export async function keptCells(
  db: Database,
  of: counting.Placed,
  asked: { readonly clean: readonly PartSpan[]; readonly gaps: Pieces },
): Promise<CampaignCells> {
  const kept = (table: ReturnTable, columns: RawBuilder<unknown>) => sql`
      select ${columns} from w join ${sql.raw(table)} r on r.workspace_id = ${hiddenId(of.workspaceId)} and r.part = w.part and r.from_at = w.from_at`;
  const { rows } = await sql<ToldRow>`${eachTime} with ${summedPieces(of, asked.gaps)},
    w as materialized (select * from ${partSpansTable(asked.clean)}),
    all_sums as (${kept("rollup_return_cells", cellColumns)} union all select ${cellColumns} from ${counting.named.sums}),
    all_paid as (${kept("rollup_return_commissions", commissionColumns)} union all select ${commissionColumns} from ${counting.named.paid})
    ${counting.toldBoth(sql`all_sums`, sql`all_paid`)}`.execute(db);
  return cellsOf(rows);
}

/** How many orders each campaign's creators touched while its touches count, about: by kept sums alone, in the campaigns' order. */
export async function countTouched(db: Database, workspaceId: string, spans: readonly counting.TouchSpan[]): Promise<number[]> {
  const members = spans.flatMap((span, at) => span.creatorIds.map((creatorId) => ({ at, creatorId, ...span })));
  const { rows } = await sql<{ at: number; touched: number }>`
    select n.at, sum(l.touched)::float8 as touched
    from unnest(${members.map((row) => row.at)}::int[], ${counting.uuids(members.map((row) => row.creatorId))},
      ${counting.instants(members.map((row) => row.from))}, ${counting.instants(members.map((row) => row.ordersBefore))})
      as n(at, creator_id, from_at, before_at)
    join rollup_lenses l on l.workspace_id = ${hiddenId(workspaceId)} and l.creator_id = n.creator_id and l.from_at >= n.from_at and l.from_at < n.before_at
    group by 1`.execute(db);
  const found = new Map(rows.map((row) => [row.at, row.touched]));
  return spans.map((_, at) => found.get(at) ?? 0);
}
