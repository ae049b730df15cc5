import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { loadKept, spansTable, type Rollup, type RollupOf, type RollupTable } from "./rollup.ts";
import { nextStep, wantedSpans, type Span, type Step } from "./spans.ts";

/** How many sums are made in one transaction. */
const mostSpans = 16;

const instants = (valuesMs: readonly number[]): Date[] => valuesMs.map((value) => new Date(value));
const startsOf = (spans: readonly Span[]): Date[] => instants(spans.map((span) => span.fromMs));

async function firstMs(db: Database, { workspaceId, rollup }: RollupOf): Promise<number | undefined> {
  const { rows } = await sql<{ at: Date | null }>`select f.at from (${rollup.firstAt(workspaceId)}) f`.execute(db);
  return rows[0]?.at?.getTime();
}

async function removeSpans(db: Database, { workspaceId, rollup }: RollupOf, spans: readonly Span[]): Promise<void> {
  const starts = startsOf(spans);
  for (const { name } of [{ name: "rollup_spans" }, ...rollup.tables]) {
    const ofSubject = name === "rollup_spans" ? sql`and subject = ${rollup.subject}` : sql``;
    await sql`delete from ${sql.raw(name)} where workspace_id = ${workspaceId} and from_at = any(${starts}::timestamptz[]) ${ofSubject}`.execute(
      db,
    );
  }
}

async function makeSums(db: Database, { workspaceId }: RollupOf, table: RollupTable, spans: readonly Span[]): Promise<void> {
  const columns = sql.raw(table.columns.join(", "));
  await sql`insert into ${sql.raw(table.name)} (workspace_id, from_at, place, ${columns})
    select ${workspaceId}::uuid, from_at, row_number() over (partition by from_at), ${columns}
    from (${table.sumUp(workspaceId, spansTable(spans))}) r`.execute(db);
}

async function insertSpans(db: Database, { workspaceId, rollup }: RollupOf, spans: readonly Span[], summedAt: Date): Promise<void> {
  await sql`insert into rollup_spans (workspace_id, subject, from_at, before_at, formula, summed_at)
    select ${workspaceId}, ${rollup.subject}, g.from_at, g.before_at, ${rollup.formula}, ${summedAt} from ${spansTable(spans)}`.execute(db);
}

/** Sums under another formula are of no use, and would be in the way. */
const removeOthers = async (db: Database, { workspaceId, rollup }: RollupOf): Promise<void> => {
  const { rows } = await sql<{ from_at: Date }>`select from_at from rollup_spans
    where workspace_id = ${workspaceId} and subject = ${rollup.subject} and formula <> ${rollup.formula}`.execute(db);
  const spans = rows.map((row) => ({ fromMs: row.from_at.getTime(), beforeMs: row.from_at.getTime() + 1 }));
  if (spans.length > 0) await removeSpans(db, { workspaceId, rollup }, spans);
};

async function takeStep(db: Database, of: RollupOf, step: Step, now: Date): Promise<void> {
  const replaced = [...step.remove, ...step.make]; // also rows of a sum whose span was thrown away by hand
  if (replaced.length > 0) await removeSpans(db, of, replaced);
  if (step.make.length > 0) {
    for (const table of of.rollup.tables) await makeSums(db, of, table, step.make);
    await insertSpans(db, of, step.make, now);
  }
  if (step.unmarkMs.length > 0)
    await sql`delete from rollup_marks where workspace_id = ${of.workspaceId} and subject = ${of.rollup.subject}
      and hour = any(${instants(step.unmarkMs)}::timestamptz[])`.execute(db);
}

/**
 * Makes some of the sums that are missing or marked, in one transaction and from one state of the database, and takes away the marks that it
 * saw: a change that is committed meanwhile leaves its mark behind. One at a time does this in the whole installation; the lock is taken before
 * the state is, so that the next one sees what this one did.
 *
 * @returns whether there is more to do
 */
async function step(ctx: Context, of: RollupOf, zone: string): Promise<boolean> {
  return ctx.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (db) => {
      await sql`lock table rollup_spans in share row exclusive mode`.execute(db);
      await removeOthers(db, of);
      const nowMs = ctx.now();
      const wanted = wantedSpans({ zone, firstMs: await firstMs(db, of), nowMs, length: of.rollup.length });
      const next = nextStep(await loadKept(db, of), wanted, mostSpans);
      await takeStep(db, of, next, new Date(nowMs));
      return next.hasMore;
    });
}

/** Brings a workspace's sums up to date, the newest first, until all are or the signal says to stop; returns whether all are. */
export async function keepRollups(
  ctx: Context,
  of: { readonly workspaceId: string; readonly zone: string; readonly rollups: readonly Rollup[] },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const rollup of of.rollups) {
    while (await step(ctx, { workspaceId: of.workspaceId, rollup }, of.zone)) if (signal?.aborted === true) return false;
  }
  return true;
}

/** The workspaces in which some figure changed since its sum was made. */
export async function listMarkedWorkspaces(db: Database): Promise<Set<string>> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from rollup_marks union select workspace_id from rollup_customer_marks`.execute(db);
  return new Set(rows.map((row) => row.workspace_id));
}
