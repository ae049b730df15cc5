import { sql, type RawBuilder } from "kysely";
import type { Database } from "../db/database.ts";

/** What figures are about that are kept in sums: `rollup_spans` and `rollup_marks` name it. */
export type FigureSubject = "clicks" | "orders" | "credits" | "commissions" | "ledger";

/** Every subject that adds up orders as they now are. */
const ofOrders: readonly FigureSubject[] = ["orders", "credits", "commissions"];

const hourOf = (at: RawBuilder<unknown>) => sql`date_trunc('hour', ${at}, 'UTC')`;

/**
 * A statement's part that notes, of instants that it selects, that figures of orders change then. Whatever sums are kept of these hours
 * count for nothing from this transaction's end on, until they are made again.
 *
 * @param workspaceId whose
 * @param instants a query with one column `at`
 */
export const markInstants = (workspaceId: string, instants: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`insert into rollup_marks (workspace_id, subject, hour)
    select distinct ${workspaceId}::uuid, s.subject, ${hourOf(sql`i.at`)} from (${instants}) i cross join unnest(${[...ofOrders]}::text[]) s(subject)`;

/** The instants at which something of these conversions is counted, as a query for {@link markInstants}. */
export const instantsOf = (workspaceId: string, conversionIds: readonly string[]): RawBuilder<unknown> =>
  sql`select t.at from figure_times t where t.workspace_id = ${workspaceId} and t.conversion_id = any(${[...conversionIds]}::uuid[])`;

/** The name of the lock under which conversions keep their times: shared by who notes changes, held alone by who gives one another time. */
export const figureTimesLock = (workspaceId: string): string => `figure times ${workspaceId}`;

/**
 * Notes, in the caller's transaction and after its change, that figures of these conversions change. Until the transaction ends none of
 * them can be given another time, which would leave the note at the old one.
 */
export async function markConversions(
  db: Database,
  workspaceId: string,
  of: { readonly conversionIds: readonly string[]; readonly subjects?: readonly FigureSubject[] },
): Promise<void> {
  const { conversionIds, subjects = ofOrders } = of;
  if (conversionIds.length === 0) return;
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${figureTimesLock(workspaceId)}, 0))`.execute(db);
  await sql`insert into rollup_marks (workspace_id, subject, hour)
    select distinct ${workspaceId}::uuid, s.subject, ${hourOf(sql`i.at`)}
    from (${instantsOf(workspaceId, conversionIds)}) i cross join unnest(${[...subjects]}::text[]) s(subject)`.execute(db);
}

/** Waits for everybody who notes changes of conversions, and lets nobody until the transaction ends: for who gives some another time. */
export const lockFigureTimes = (db: Database, workspaceId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${figureTimesLock(workspaceId)}, 0))`.execute(db);

/** Notes, in the caller's transaction, that figures of a subject change that are counted at these instants. */
export const markTimes = (db: Database, workspaceId: string, subject: FigureSubject, instants: readonly Date[]) =>
  sql`insert into rollup_marks (workspace_id, subject, hour)
    select distinct ${workspaceId}::uuid, ${subject}, ${hourOf(sql`i.at`)} from unnest(${[...instants]}::timestamptz[]) i(at)`.execute(db);

/**
 * The part of a statement in plain SQL that notes that the credit of conversions changes.
 *
 * @param rows what the statement calls them, with a column `conversion_id`; the workspace is its first parameter
 */
export const markingCreditsOf = (rows: string): string => `insert into rollup_marks (workspace_id, subject, hour)
    select distinct $1::uuid, 'credits', date_trunc('hour', t.at, 'UTC')
    from ${rows} n join figure_times t on t.workspace_id = $1 and t.conversion_id = n.conversion_id`;
