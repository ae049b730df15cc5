import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import { figuresOf, type RollupTable } from "../../platform/rollups/rollup.ts";
import type { Cover } from "../../platform/rollups/spans.ts";
import type { LedgerTables } from "./tables.ts";

const on = (db: Database) => tablesOf<LedgerTables>(db);

/** The ids of these accounts, in the order of `rows`; an account that does not exist yet is created. */
export async function ensureAccounts(db: Database, rows: readonly Insertable<LedgerTables["ledger_accounts"]>[]): Promise<string[]> {
  const nameOf = (row: Pick<Insertable<LedgerTables["ledger_accounts"]>, "kind" | "owner_id" | "currency">): string =>
    `${row.kind} ${row.owner_id} ${row.currency}`;
  const find = async (): Promise<Map<string, string>> => {
    const found = await on(db)
      .selectFrom("ledger_accounts")
      .select(["id", "kind", "owner_id", "currency"])
      .where("workspace_id", "=", rows[0]!.workspace_id)
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("kind", "owner_id", "currency"),
          "in",
          rows.map((row) => tuple(row.kind, row.owner_id, row.currency)),
        ),
      )
      .execute();
    return new Map(found.map((row) => [nameOf(row), row.id]));
  };
  const present = await find();
  // Always in the same order, so that two transactions that create the same accounts wait for each other instead of deadlocking.
  const missing = rows.filter((row) => !present.has(nameOf(row))).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  if (missing.length > 0)
    await on(db)
      .insertInto("ledger_accounts")
      .values(missing)
      .onConflict((c) => c.doNothing())
      .execute();
  const all = missing.length === 0 ? present : await find();
  return rows.map((row) => all.get(nameOf(row))!);
}

/** Writes a posting; undefined when the cause was booked before. */
export const insertPosting = (db: Database, row: Insertable<LedgerTables["postings"]>) =>
  on(db)
    .insertInto("postings")
    .values(row)
    .onConflict((c) => c.columns(["workspace_id", "source_kind", "source_id", "step"]).doNothing())
    .returning("id")
    .executeTakeFirst();

export const insertTransfers = (db: Database, rows: Insertable<LedgerTables["transfers"]>[]) =>
  on(db).insertInto("transfers").values(rows).execute();

export const findPosting = (db: Database, workspaceId: string, source: { kind: string; id: string; step: string }) =>
  on(db)
    .selectFrom("postings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("source_kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .where("step", "=", source.step)
    .executeTakeFirst();

/** What each account of an owner holds: what came in less what went out. */
export const listBalances = async (db: Database, workspaceId: string, ownerIds: readonly string[] | undefined) => {
  const { rows } = await sql<{ kind: string; owner_id: string; currency: string; balance_minor: bigint }>`
    select a.kind, a.owner_id, a.currency,
      (coalesce((select sum(t.amount_minor) from transfers t where t.workspace_id = a.workspace_id and t.to_account_id = a.id), 0)
       - coalesce((select sum(t.amount_minor) from transfers t where t.workspace_id = a.workspace_id and t.from_account_id = a.id), 0))::bigint as balance_minor
    from ledger_accounts a
    where a.workspace_id = ${workspaceId} and (${ownerIds === undefined ? null : [...ownerIds]}::uuid[] is null or a.owner_id = any(${ownerIds === undefined ? null : [...ownerIds]}::uuid[]))
    order by a.owner_id, a.currency, a.kind`.execute(db);
  return rows;
};

/** What postings moved in creators' accounts, by when they were recorded: a balance is the sum over all time. */
export const creatorMoves: RollupTable = {
  name: "rollup_balances",
  columns: ["kind", "owner_id", "currency", "balance_minor"],
  sumUp: (workspaceId, spans) => sql`
    select m.from_at, a.kind, a.owner_id, a.currency, sum(m.moved_minor)::bigint as balance_minor
    from (
      select g.from_at, x.account_id, sum(x.moved_minor) as moved_minor from ${spans}
      cross join lateral (
        select workspace_id, id from postings
        where workspace_id = ${workspaceId} and recorded_at >= g.from_at and recorded_at < g.before_at offset 0) p
      join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id
      cross join lateral (values (t.to_account_id, t.amount_minor), (t.from_account_id, -t.amount_minor)) x(account_id, moved_minor)
      group by 1, 2) m
    cross join lateral (
      select kind, owner_id, currency from ledger_accounts where workspace_id = ${workspaceId} and id = m.account_id offset 0) a
    where a.kind in ('creator_pending', 'creator_payable')
    group by 1, 2, 3, 4`,
};

/** When the first posting was recorded. */
export const firstPostingAt = (workspaceId: string) => sql`select min(recorded_at) as at from postings where workspace_id = ${workspaceId}`;

/** What creators hold over a cover of all time. */
export const sumCreatorMoves = async (db: Database, workspaceId: string, of: { cover: Cover; ownerIds: readonly string[] | undefined }) => {
  const owners = of.ownerIds === undefined ? null : [...of.ownerIds];
  const { rows } = await sql<{ kind: string; owner_id: string; currency: string; balance_minor: bigint }>`
    select f.kind, f.owner_id, f.currency, sum(f.balance_minor)::bigint as balance_minor
    from ${figuresOf(creatorMoves, workspaceId, of.cover)} where ${owners}::uuid[] is null or f.owner_id = any(${owners}::uuid[])
    group by 1, 2, 3 order by 2, 3, 1`.execute(db);
  return rows;
};

export interface LineRow {
  posting_id: string;
  source_kind: string;
  source_id: string;
  step: string;
  booked_on: string;
  recorded_at: Date;
  reverses_id: string | null;
  memo: string;
  transfer_id: string;
  from_kind: string;
  from_owner: string;
  to_kind: string;
  to_owner: string;
  amount_minor: bigint;
  currency: string;
}

export interface LineFilter {
  readonly ownerId?: string | undefined;
  readonly sources?: readonly { readonly kind: string; readonly id: string }[] | undefined;
  readonly limit: number;
  readonly after: Position | undefined;
}

/** The transfers into and out of the accounts of an owner; one between two of them is there once. */
const transfersOf = (workspaceId: string, ownerId: string) => sql`
  with accounts as materialized (select id from ledger_accounts where workspace_id = ${workspaceId} and owner_id = ${ownerId})
  select t.id from transfers t where t.workspace_id = ${workspaceId} and t.from_account_id in (select id from accounts)
  union select t.id from transfers t where t.workspace_id = ${workspaceId} and t.to_account_id in (select id from accounts)`;

/** A condition for each thing that is asked, so that the server begins with what narrows most. */
function* narrowing(workspaceId: string, { ownerId, sources, after }: LineFilter) {
  if (ownerId !== undefined) yield sql`t.id in (${transfersOf(workspaceId, ownerId)})`;
  if (sources !== undefined) {
    const kinds = sources.map((source) => source.kind);
    const ids = sources.map((source) => source.id);
    yield sql`(p.source_kind, p.source_id) in (select * from unnest(${kinds}::text[], ${ids}::uuid[]))`;
  }
  if (after !== undefined) yield sql`(p.recorded_at, t.id) < (${after.at}, ${after.id}::uuid)`;
}

/** Ledger lines with their accounts, newest first. */
export const listLines = async (db: Database, workspaceId: string, filter: LineFilter) => {
  const where = sql.join([sql`p.workspace_id = ${workspaceId}`, ...narrowing(workspaceId, filter)], sql` and `);
  const { rows } = await sql<LineRow>`
    select p.id as posting_id, p.source_kind, p.source_id, p.step, p.booked_on, p.recorded_at, p.reverses_id, p.memo, t.id as transfer_id,
      f.kind as from_kind, f.owner_id as from_owner, o.kind as to_kind, o.owner_id as to_owner, t.amount_minor, t.currency
    from postings p
    join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id
    join ledger_accounts f on f.workspace_id = t.workspace_id and f.id = t.from_account_id
    join ledger_accounts o on o.workspace_id = t.workspace_id and o.id = t.to_account_id
    where ${where} order by p.recorded_at desc, t.id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
};

export const findClosedMonth = (db: Database, workspaceId: string, month: string) =>
  on(db).selectFrom("closed_months").select("month").where("workspace_id", "=", workspaceId).where("month", "=", month).executeTakeFirst();

export const listClosedMonths = (db: Database, workspaceId: string) =>
  on(db).selectFrom("closed_months").selectAll().where("workspace_id", "=", workspaceId).orderBy("month", "desc").execute();

export const insertClosedMonth = (db: Database, row: Insertable<LedgerTables["closed_months"]>) =>
  on(db)
    .insertInto("closed_months")
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();

/** The newest rate of a pair on or before a day, either way round. */
export const findRate = (db: Database, workspaceId: string, pair: { base: string; quote: string; on: string }) =>
  on(db)
    .selectFrom("fx_rates")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("base", "=", pair.base)
    .where("quote", "=", pair.quote)
    .where("rate_on", "<=", pair.on)
    .orderBy("rate_on", "desc")
    .limit(1)
    .executeTakeFirst();

/** The newest rate of every pair on or before a day. */
export const listRatesOn = (db: Database, workspaceId: string, day: string) =>
  on(db)
    .selectFrom("fx_rates")
    .distinctOn(["base", "quote"])
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("rate_on", "<=", day)
    .orderBy("base")
    .orderBy("quote")
    .orderBy("rate_on", "desc")
    .execute();

/** Adds rates; a day's rate that is there already stays as it is. */
export const insertRates = (db: Database, rows: Insertable<LedgerTables["fx_rates"]>[]) =>
  on(db)
    .insertInto("fx_rates")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returning("rate_on")
    .execute();

export const listRates = (db: Database, workspaceId: string, limit: number) =>
  on(db)
    .selectFrom("fx_rates")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("rate_on", "desc")
    .orderBy("base")
    .orderBy("quote")
    .limit(limit)
    .execute();

/** Keeps every month open until the transaction ends: bookings share this lock, and closing a month waits for them. */
export const lockMonthsShared = (db: Database, workspaceId: string) =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${`ledger months ${workspaceId}`}, 0))`.execute(db);

/** What the transfers of some sources have put into creators' accounts, net of what they took out again. */
export const sumSources = async (db: Database, workspaceId: string, sourceKind: string, sourceIds: readonly string[]) => {
  const { rows } = await sql<{
    source_id: string;
    pending_minor: bigint;
    payable_minor: bigint;
    is_matured: boolean;
    is_superseded: boolean;
  }>`
    select p.source_id,
      coalesce(sum(case when o.kind = 'creator_pending' then t.amount_minor end), 0)::bigint
        - coalesce(sum(case when f.kind = 'creator_pending' then t.amount_minor end), 0)::bigint as pending_minor,
      coalesce(sum(case when o.kind = 'creator_payable' then t.amount_minor end), 0)::bigint
        - coalesce(sum(case when f.kind = 'creator_payable' then t.amount_minor end), 0)::bigint as payable_minor,
      bool_or(p.step = 'matured') as is_matured, bool_or(p.step = 'superseded') as is_superseded
    from postings p
    left join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id
    left join ledger_accounts f on f.workspace_id = t.workspace_id and f.id = t.from_account_id
    left join ledger_accounts o on o.workspace_id = t.workspace_id and o.id = t.to_account_id
    where p.workspace_id = ${workspaceId} and p.source_kind = ${sourceKind} and p.source_id = any(${[...sourceIds]}::uuid[])
    group by p.source_id`.execute(db);
  return rows;
};
