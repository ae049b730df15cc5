import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import { figuresOf, loadKept, spansTable, type Rollup, type RollupOf, type RollupTable } from "./rollup.ts";
import { cover, type Span } from "./spans.ts";

/** How many sums are compared with the rows at once. */
const together = 32;

async function firstDifferent(db: Database, of: RollupOf, table: RollupTable, spans: readonly Span[]): Promise<Date | undefined> {
  const columns = sql.raw(["from_at", ...table.columns].join(", "));
  const kept = sql`select ${columns} from ${figuresOf(table, of.workspaceId, { clean: spans, gaps: [] })}`;
  const now = sql`select ${columns} from (${table.sumUp(of.workspaceId, spansTable(spans))}) r`;
  const { rows } = await sql<{ from_at: Date }>`
    with kept as materialized (${kept}), now as materialized (${now})
    select d.from_at from ((select * from kept except all select * from now) union all (select * from now except all select * from kept)) d
    order by 1 limit 1`.execute(db);
  return rows[0]?.from_at;
}

const stretches = (spans: readonly Span[]): Span[][] =>
  Array.from({ length: Math.ceil(spans.length / together) }, (_, index) => spans.slice(index * together, (index + 1) * together));

async function differenceOf(db: Database, of: RollupOf): Promise<string | undefined> {
  const kept = await loadKept(db, of);
  const { clean } = cover(kept, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  for (const spans of stretches(clean))
    for (const table of of.rollup.tables) {
      const from = await firstDifferent(db, of, table, spans);
      if (from === undefined) continue;
      const before = spans.find((span) => span.fromMs === from.getTime())!.beforeMs;
      return `${of.rollup.subject} from ${from.toISOString()} to ${new Date(before).toISOString()}: ${table.name} keeps other figures than its rows add up to`;
    }
  return undefined;
}

/**
 * Adds up again every sum that reports use, on the state of the database that `db` sees, and compares. Sums with a mark are left out: no report
 * uses them.
 *
 * @returns the first that differs, in words; undefined where there is none
 */
export async function rollupDifference(
  db: Database,
  of: { readonly workspaceId: string; readonly rollups: readonly Rollup[] },
): Promise<string | undefined> {
  for (const rollup of of.rollups) {
    const difference = await differenceOf(db, { workspaceId: of.workspaceId, rollup });
    if (difference !== undefined) return difference;
  }
  return undefined;
}
