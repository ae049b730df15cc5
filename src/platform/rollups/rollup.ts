import { sql, type RawBuilder } from "kysely";
import type { Database } from "../db/database.ts";
import type { FigureSubject } from "./marks.ts";
import { cover, type Cover, type Kept, type Span } from "./spans.ts";

/** Figures of spans of time, and the table that keeps them. */
export interface RollupTable {
  readonly name: string;
  /** The columns besides workspace, span and place. */
  readonly columns: readonly string[];
  /**
   * The rows of some spans, added up from the evidence.
   *
   * @param workspaceId whose
   * @param spans a table `g` with the columns `from_at` and `before_at`, for `from`
   * @returns a query with `from_at` of the span and the columns
   */
  readonly sumUp: (workspaceId: string, spans: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** Everything that is kept in sums of one subject: it is made, marked and read together. */
export interface Rollup {
  readonly subject: FigureSubject;
  /** What is summed up and how, in a word that changes when that does: sums under another word count for nothing. */
  readonly formula: string;
  /** Whether each day has a sum or all days that are over have one. */
  readonly length: "day" | "all";
  readonly tables: readonly RollupTable[];
  /** A query with one column `at`: when the workspace's first row was, null where it has none. */
  readonly firstAt: (workspaceId: string) => RawBuilder<unknown>;
}

/** Whose sums. */
export interface RollupOf {
  readonly workspaceId: string;
  readonly rollup: Rollup;
}

const at = (span: Span, end: keyof Span): Date => new Date(span[end]);

/** Spans as the table `g` of {@link RollupTable.sumUp}. */
export const spansTable = (spans: readonly Span[]): RawBuilder<unknown> =>
  sql`unnest(${spans.map((span) => at(span, "fromMs"))}::timestamptz[], ${spans.map((span) => at(span, "beforeMs"))}::timestamptz[]) as g(from_at, before_at)`;

/** What is kept of a subject in the state of the database that `db` sees. */
export async function loadKept(db: Database, { workspaceId, rollup }: RollupOf): Promise<Kept> {
  const { subject, formula } = rollup;
  const spans = await sql<{ from_at: Date; before_at: Date }>`
    select from_at, before_at from rollup_spans
    where workspace_id = ${workspaceId} and subject = ${subject} and formula = ${formula} order by from_at`.execute(db);
  const marks = await sql<{ hour: Date }>`
    select distinct hour from rollup_marks where workspace_id = ${workspaceId} and subject = ${subject} order by hour`.execute(db);
  return {
    spans: spans.rows.map((row) => ({ fromMs: row.from_at.getTime(), beforeMs: row.before_at.getTime() })),
    markedHoursMs: marks.rows.map((row) => row.hour.getTime()),
  };
}

/**
 * What covers some periods: kept sums and gaps. What is then read with {@link figuresOf} must see the same state of the database.
 *
 * @param startsMs where the periods begin, and last where the last one ends
 */
export async function openCover(db: Database, of: RollupOf, startsMs: readonly number[]): Promise<Cover> {
  return cover(await loadKept(db, of), startsMs);
}

/** A table's figures over a cover, as a table `f` for `from`: those kept in sums, and those of the gaps added up now. */
export function figuresOf(table: RollupTable, workspaceId: string, { clean, gaps }: Cover): RawBuilder<unknown> {
  const columns = sql.raw(["from_at", ...table.columns].join(", "));
  const kept = sql`select ${columns} from ${sql.raw(table.name)}
    where workspace_id = ${workspaceId} and from_at = any(${clean.map((span) => at(span, "fromMs"))}::timestamptz[])`;
  if (gaps.length === 0) return sql`(${kept}) f`;
  return sql`(${kept} union all select ${columns} from (${table.sumUp(workspaceId, spansTable(gaps))}) r) f`;
}
