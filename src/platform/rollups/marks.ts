import { sql, type RawBuilder } from "kysely";
import type { Database } from "../db/database.ts";

/** What figures are about that are kept in sums: `rollup_spans` and `rollup_marks` name it. */
export type FigureSubject = "clicks" | "orders" | "credits" | "commissions" | "ledger" | "returns";

/** Every subject that adds up orders as they now are. */
const ofOrders: readonly FigureSubject[] = ["orders", "credits", "commissions", "returns"];

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
    select distinct $1::uuid, s.subject, date_trunc('hour', t.at, 'UTC')
    from ${rows} n join figure_times t on t.workspace_id = $1 and t.conversion_id = n.conversion_id
    cross join unnest(array['credits', 'returns']) s(subject)`;

/**
 * The same for what the customers of these conversions ordered since: campaigns count it by the credit of the first.
 *
 * @param rows as of {@link markingCreditsOf}
 */
export const markingCustomersOf = (rows: string): string =>
  `insert into rollup_customer_marks (workspace_id, conversion_id) select $1::uuid, n.conversion_id from ${rows} n`;

/**
 * Notes, in the caller's transaction and after {@link markConversions}, that campaigns may count otherwise what the customers of these
 * conversions ordered since. Whose they are is looked up when the note is read: the customer may be changing at this moment.
 */
export async function markCustomersOf(db: Database, workspaceId: string, conversionIds: readonly string[]): Promise<void> {
  if (conversionIds.length === 0) return;
  await sql`insert into rollup_customer_marks (workspace_id, conversion_id)
    select ${workspaceId}::uuid, u.id from unnest(${[...conversionIds]}::uuid[]) u(id)`.execute(db);
}

/**
 * A statement's part that notes that campaigns may count otherwise what customers ordered since.
 *
 * @param workspaceId whose
 * @param customers a query with the columns `customer_id`, which may be null, and `at`: orders since then
 */
export const markCustomersSince = (workspaceId: string, customers: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`insert into rollup_customer_marks (workspace_id, customer_id, from_at)
    select ${workspaceId}::uuid, c.customer_id, min(c.at) from (${customers}) c where c.customer_id is not null group by c.customer_id`;

/** The customers of these conversions as the statement sees them, as a query for {@link markCustomersSince}. */
export const customersOf = (workspaceId: string, conversionIds: readonly string[]): RawBuilder<unknown> =>
  sql`select f.customer_id, f.at from figure_customers f where f.workspace_id = ${workspaceId} and f.conversion_id = any(${[...conversionIds]}::uuid[])`;

/** Notes, in the caller's transaction, that these customers are another person now. */
export async function markCustomers(db: Database, workspaceId: string, customerIds: readonly string[]): Promise<void> {
  await markCustomersSince(
    workspaceId,
    sql`select u.customer_id, '-infinity'::timestamptz as at from unnest(${[...customerIds]}::uuid[]) u(customer_id)`,
  ).execute(db);
}
