import { sql, type RawBuilder } from "kysely";
import type { Database } from "../db/database.ts";
import type { PartSpan } from "./next-sums.ts";

// Sums of campaigns: each part, by its name, has spans of its own, and all of them are marked together under the subject "returns".

export type { PartSpan } from "./next-sums.ts";

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;

/** Spans of parts as the table `w`, for `from`. */
export const partSpansTable = (spans: readonly PartSpan[]): RawBuilder<unknown> =>
  sql`unnest(${uuids(spans.map(({ part }) => part))}, ${spans.map((span) => new Date(span.fromMs))}::timestamptz[]) as w(part, from_at)`;

/** Hours of what customers that are noted ordered since: who a customer is, and what they ordered, is looked up now. */
const customersHours = (workspaceId: string) => sql`
    select date_trunc('hour', f.at, 'UTC') as hour
    from (
      select n.customer_id, min(n.from_at) as from_at from (
        select customer_id, from_at from rollup_customer_marks where workspace_id = ${workspaceId} and customer_id is not null
        union all
        select c.customer_id, c.at from rollup_customer_marks k
        cross join lateral (
          select customer_id, at from figure_customers where workspace_id = ${workspaceId} and conversion_id = k.conversion_id offset 0) c
        where k.workspace_id = ${workspaceId} and k.conversion_id is not null) n
      group by 1) k
    cross join lateral (
      select at from person_orders where workspace_id = ${workspaceId} and customer_id = k.customer_id and at >= k.from_at offset 0) f`;

const markedHours = (workspaceId: string) => sql`
    select hour from rollup_marks where workspace_id = ${workspaceId} and subject = 'returns' union ${customersHours(workspaceId)}`;

/** Whether more customers are noted than `most`: to look up what each ordered would take longer than it saves. */
export async function hasManyMarks(db: Database, workspaceId: string, most: number): Promise<boolean> {
  const { rows } = await sql<{ marks: number }>`select count(*)::int as marks from (
    select from rollup_customer_marks where workspace_id = ${workspaceId} limit ${most + 1}) k`.execute(db);
  return rows[0]!.marks > most;
}

/** The hours of which no kept sum counts. */
export async function listMarkedHours(db: Database, workspaceId: string): Promise<number[]> {
  const { rows } = await sql<{ hour: Date }>`select hour from (${markedHours(workspaceId)}) h order by hour`.execute(db);
  return rows.map((row) => row.hour.getTime());
}

interface SpanRow {
  readonly part: string;
  readonly from_at: Date;
  readonly before_at: Date;
}

const spanOf = ({ part, from_at, before_at }: SpanRow): PartSpan => ({ part, fromMs: from_at.getTime(), beforeMs: before_at.getTime() });

/** Which spans of some parts are kept. */
export async function listPartSpans(db: Database, workspaceId: string, parts: readonly string[]): Promise<PartSpan[]> {
  const { rows } = await sql<SpanRow>`
    select part, from_at, before_at from rollup_return_spans
    where workspace_id = ${workspaceId} and part = any(${uuids(parts)}) order by from_at`.execute(db);
  return rows.map(spanOf);
}

const tables = ["rollup_return_spans", "rollup_return_cells", "rollup_return_commissions"];

/** Throws sums away. */
export async function removePartSpans(db: Database, workspaceId: string, spans: readonly PartSpan[]): Promise<void> {
  if (spans.length === 0) return;
  for (const table of tables)
    await sql`delete from ${sql.raw(table)} r using ${partSpansTable(spans)}
      where r.workspace_id = ${workspaceId} and r.part = w.part and r.from_at = w.from_at`.execute(db);
}

/** Throws away all sums of a workspace but those of some parts. */
export async function removeOtherParts(db: Database, workspaceId: string, parts: readonly string[]): Promise<void> {
  for (const table of tables)
    await sql`delete from ${sql.raw(table)} where workspace_id = ${workspaceId} and part <> all(${uuids(parts)})`.execute(db);
}

/** One makes sums of parts at a time, in the whole installation: taken before the state of the database is. */
export const lockParts = (db: Database) => sql`lock table rollup_return_spans in share row exclusive mode`.execute(db);

/** Throws away every sum of which an hour is noted. */
export async function removeMarkedSpans(db: Database, workspaceId: string): Promise<void> {
  const { rows } = await sql<SpanRow>`
    with hours as materialized (${markedHours(workspaceId)}),
    times as materialized (select distinct from_at, before_at from rollup_return_spans where workspace_id = ${workspaceId}),
    stale as materialized (
      select * from times t where exists (select from hours h where h.hour < t.before_at and h.hour + interval '1 hour' > t.from_at))
    select r.part, r.from_at, r.before_at from rollup_return_spans r join stale on stale.from_at = r.from_at and stale.before_at = r.before_at
    where r.workspace_id = ${workspaceId}`.execute(db);
  await removePartSpans(db, workspaceId, rows.map(spanOf));
}

/** Takes away the notes that `db` sees: no sum is left that was made before them. */
export async function removeReturnMarks(db: Database, workspaceId: string): Promise<void> {
  await sql`delete from rollup_marks where workspace_id = ${workspaceId} and subject = 'returns'`.execute(db);
  await sql`delete from rollup_customer_marks where workspace_id = ${workspaceId}`.execute(db);
}
