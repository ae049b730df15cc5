import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** Which records: those of a workspace from one day to before another, days of a zone. */
export interface RecordSpan {
  readonly workspaceId: string;
  readonly zone: string;
  readonly from_on: string;
  readonly before_on: string;
}

/** What is counted, and in which currency where that matters. */
export interface RecordMeasure {
  readonly measure: "orders" | "net_sales" | "clicks";
  readonly currency: string | null;
}

const inSpan = ({ zone, from_on, before_on }: RecordSpan) => sql`
  occurred_at >= (${from_on}::date)::timestamp at time zone ${zone} and occurred_at < (${before_on}::date)::timestamp at time zone ${zone}`;

const sums = (span: RecordSpan, { measure, currency }: RecordMeasure) =>
  measure === "clicks"
    ? sql`
        select creator_id, (occurred_at at time zone ${span.zone})::date as sold_on, count(*) as sales
        from experiment_creator_clicks where workspace_id = ${span.workspaceId} and ${inSpan(span)} group by 1, 2`
    : sql`
        select creator_id, (occurred_at at time zone ${span.zone})::date as sold_on,
          ${measure === "orders" ? sql`count(*)` : sql`greatest(0, sum(net_minor))::bigint`} as sales
        from experiment_creator_orders
        where workspace_id = ${span.workspaceId} and ${inSpan(span)} and (${currency}::text is null or currency = ${currency}) group by 1, 2`;

/** The first day of which there are any such records; null where there are none. */
export async function firstRecordOn(db: Database, span: Pick<RecordSpan, "workspaceId" | "zone">, { measure }: RecordMeasure) {
  const { rows } = await sql<{ first_on: string | null }>`
    select (min(occurred_at) at time zone ${span.zone})::date::text as first_on
    from ${sql.raw(measure === "clicks" ? "experiment_creator_clicks" : "experiment_creator_orders")}
    where workspace_id = ${span.workspaceId}`.execute(db);
  return rows[0]?.first_on ?? null;
}

/** How many creators have any of the records. */
export async function countCreators(db: Database, span: RecordSpan, of: RecordMeasure): Promise<number> {
  const { rows } = await sql<{ creators: bigint }>`select count(distinct creator_id) as creators from (${sums(span, of)}) as found`.execute(
    db,
  );
  return Number(rows[0]?.creators ?? 0n);
}

/** Writes every day of every creator who has any of the records: what is new or told differently. */
export const takeDays = (
  db: Database,
  { span, of, seriesId, recordedAt }: { span: RecordSpan; of: RecordMeasure; seriesId: string; recordedAt: Date },
) =>
  sql`
  with found as materialized (${sums(span, of)})
  insert into region_sales (workspace_id, series_id, region, sold_on, sales, recorded_at)
  select ${span.workspaceId}, ${seriesId}, n.name, d.day::date, coalesce(f.sales, 0), ${recordedAt}
  from (select distinct creator_id from found) as c
  join experiment_creator_names n on n.workspace_id = ${span.workspaceId} and n.creator_id = c.creator_id
  cross join generate_series(${span.from_on}::date, ${span.before_on}::date - 1, interval '1 day') as d (day)
  left join found f on f.creator_id = c.creator_id and f.sold_on = d.day::date
  on conflict (workspace_id, series_id, region, sold_on) do update
    set sales = excluded.sales, recorded_at = excluded.recorded_at
    where region_sales.sales <> excluded.sales`.execute(db);

/** How many orders of creators are in another currency. */
export async function countOtherCurrency(db: Database, span: RecordSpan, currency: string): Promise<number> {
  const { rows } = await sql<{ orders: bigint }>`
    select count(distinct conversion_id) as orders from experiment_creator_orders
    where workspace_id = ${span.workspaceId} and ${inSpan(span)} and currency <> ${currency}`.execute(db);
  return Number(rows[0]?.orders ?? 0n);
}
