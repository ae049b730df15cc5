import { formatId } from "../../kernel/ids.ts";
import { localDay, startOfLocalMonth } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, lockOn } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { markTimes } from "../../platform/rollups/marks.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { ledgerProblems } from "./problems.ts";
import * as queries from "./queries.ts";

export { ledgerRollup, listBalances, loadCreatorBalances } from "./balances/service.ts";
export { bookedSources, ledgerDifference, movesOfSources, ratesOn, type SourceMove } from "./proof/service.ts";

/** The accounts of the ledger; an account has one owner and one currency. */
export type AccountKind = "commission_expense" | "creator_pending" | "creator_payable" | "exchange_clearing";

/** An account by what it is; the workspace owns the accounts that no creator does. */
export interface AccountName {
  readonly kind: AccountKind;
  readonly creatorId?: string;
}

/** One amount that moves from one account to another. */
export interface Move {
  readonly from: AccountName;
  readonly to: AccountName;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What is booked for one cause, once. */
export interface NewPosting {
  readonly source: { readonly kind: string; readonly id: string; readonly step: string };
  readonly moves: readonly Move[];
  readonly reversesId?: string | undefined;
  readonly memo: string;
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** The accounting day of now in the workspace's zone; where that month is closed, the first day after the closed months. */
async function bookingDay(ctx: WorkspaceContext): Promise<string> {
  const { zone } = await loadWorkspace(ctx);
  const today = localDay(ctx.now(), zone);
  await lockMonths(ctx);
  if ((await queries.findClosedMonth(ctx.db, ctx.workspaceId, monthOf(today))) !== undefined)
    throw new Problem(ledgerProblems["month-closed"], `The month of ${today} is closed: nothing can be booked in it.`);
  return today;
}

// Shared by every booking, exclusive for closing: a month cannot be closed between the check and the booking.
const lockMonths = (ctx: WorkspaceContext) => queries.lockMonthsShared(ctx.db, ctx.workspaceId);

const accountRow = (ctx: WorkspaceContext, account: AccountName, currency: string) => ({
  workspace_id: ctx.workspaceId,
  id: ctx.newId(),
  kind: account.kind,
  owner_id: account.creatorId ?? ctx.workspaceId,
  currency,
  created_at: nowAt(ctx),
});

async function bookMoves(ctx: WorkspaceContext, postingId: string, moves: readonly Move[]): Promise<void> {
  const accounts = moves.flatMap(({ from, to, currency }) => [accountRow(ctx, from, currency), accountRow(ctx, to, currency)]);
  const ids = await queries.ensureAccounts(ctx.db, accounts);
  const transfers = moves.map(({ amountMinor, currency }, index) => ({
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    posting_id: postingId,
    from_account_id: ids[2 * index]!,
    to_account_id: ids[2 * index + 1]!,
    amount_minor: amountMinor,
    currency,
  }));
  await queries.insertTransfers(ctx.db, transfers);
}

/**
 * Books a posting in the caller's transaction, once: the same source and step again changes nothing and answers `booked-before`.
 * A posting without moves is kept too: it remembers that its cause was booked.
 */
export async function book(ctx: WorkspaceContext, posting: NewPosting): Promise<{ kind: "booked" | "booked-before"; postingId: string }> {
  return inTransaction(ctx, async (within) => {
    const { source } = posting;
    const recordedAt = nowAt(within);
    const row = await queries.insertPosting(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      source_kind: source.kind,
      source_id: source.id,
      step: source.step,
      booked_on: await bookingDay(within),
      recorded_at: recordedAt,
      reverses_id: posting.reversesId ?? null,
      memo: posting.memo,
    });
    if (row === undefined)
      return { kind: "booked-before", postingId: (await queries.findPosting(within.db, within.workspaceId, source))!.id };
    const moves = posting.moves.filter((each) => each.amountMinor !== 0n);
    if (moves.length > 0) await bookMoves(within, row.id, moves);
    await markTimes(within.db, within.workspaceId, "ledger", [recordedAt]);
    return { kind: "booked", postingId: row.id };
  });
}

/** Where the money of one source stands: what is on hold, what is past it, and which of the final steps were booked. */
export interface SourceState {
  readonly pendingMinor: bigint;
  readonly payableMinor: bigint;
  readonly isMatured: boolean;
  readonly isSuperseded: boolean;
}

/** The state of each source, from its transfers; a source without postings is left out. */
export async function statesOfSources(
  ctx: WorkspaceContext,
  sourceKind: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, SourceState>> {
  const rows = sourceIds.length === 0 ? [] : await queries.sumSources(ctx.db, ctx.workspaceId, sourceKind, sourceIds);
  return new Map(
    rows.map((row) => [
      row.source_id,
      { pendingMinor: row.pending_minor, payableMinor: row.payable_minor, isMatured: row.is_matured, isSuperseded: row.is_superseded },
    ]),
  );
}

const accountText = (ctx: WorkspaceContext, kind: string, owner: string): { kind: string; creator_id: string | null } => ({
  kind,
  creator_id: owner === ctx.workspaceId ? null : formatId("cre", owner),
});

const shownLine = (ctx: WorkspaceContext) => (row: queries.LineRow) => ({
  id: formatId("trf", row.transfer_id),
  posting_id: formatId("pst", row.posting_id),
  source_kind: row.source_kind,
  step: row.step,
  booked_on: row.booked_on,
  recorded_at: row.recorded_at.toISOString(),
  from: accountText(ctx, row.from_kind, row.from_owner),
  to: accountText(ctx, row.to_kind, row.to_owner),
  amount: { amount: row.amount_minor.toString(), currency: row.currency },
  reverses_posting_id: row.reverses_id === null ? null : formatId("pst", row.reverses_id),
  memo: row.memo,
});

/** Ledger lines, newest first; of one creator, or of all. */
export async function listLines(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; creator_id?: string | undefined },
) {
  const rows = await queries.listLines(ctx.db, ctx.workspaceId, {
    ownerId: query.creator_id,
    limit: query.limit,
    after: parseCursor(query.cursor),
  });
  return pageFrom(rows, query.limit, (row) => ({ at: row.recorded_at, id: row.transfer_id }), shownLine(ctx));
}

/** The ledger lines of some sources, oldest first. */
export async function linesOfSources(ctx: WorkspaceContext, sources: readonly { kind: string; id: string }[]) {
  if (sources.length === 0) return [];
  const rows = await queries.listLines(ctx.db, ctx.workspaceId, { sources, limit: 1000, after: undefined });
  return rows.map(shownLine(ctx)).toReversed();
}

/** Closes a month that is over: nothing is booked into it any more. */
export async function closeMonth(ctx: WorkspaceContext, month: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    const { zone } = await loadWorkspace(within);
    const thisMonth = localDay(startOfLocalMonth(within.now(), zone), zone);
    if (`${month}-01` >= thisMonth) throw new Problem(ledgerProblems["month-not-over"], `${month} is not over in ${zone}.`);
    await lockOn(within.db, `ledger months ${within.workspaceId}`);
    await queries.insertClosedMonth(within.db, {
      workspace_id: within.workspaceId,
      month: `${month}-01`,
      closed_at: nowAt(within),
      closed_by: within.actor.id,
    });
    await recordAudit(within, { action: "ledger.month_closed", subjectKind: "month", subjectId: month });
    return {};
  });
}

/** The closed months, newest first. */
export const listClosedMonths = async (ctx: WorkspaceContext) => ({
  data: (await queries.listClosedMonths(ctx.db, ctx.workspaceId)).map((row) => ({
    month: row.month.slice(0, 7),
    closed_at: row.closed_at.toISOString(),
  })),
});

/** A rate of exchange with where it came from. */
export interface ExchangeRate {
  readonly base: string;
  readonly quote: string;
  /** Units of quote for one unit of base, decimal text. */
  readonly rate: string;
  readonly on: string;
  readonly source: string;
}

/** The newest imported rate on or before a day; undefined when there is none: then nothing is converted. */
export async function findExchangeRate(
  ctx: WorkspaceContext,
  pair: { base: string; quote: string; on: string },
): Promise<ExchangeRate | undefined> {
  const row = await queries.findRate(ctx.db, ctx.workspaceId, pair);
  return row === undefined ? undefined : { base: row.base, quote: row.quote, rate: row.rate, on: row.rate_on, source: row.source };
}

/** The newest rate of every pair on or before a day. */
export async function listExchangeRatesOn(ctx: WorkspaceContext, day: string): Promise<ExchangeRate[]> {
  const rows = await queries.listRatesOn(ctx.db, ctx.workspaceId, day);
  return rows.map((row) => ({ base: row.base, quote: row.quote, rate: row.rate, on: row.rate_on, source: row.source }));
}

/** Adds rates; a rate that a day already has is never changed, since commissions rest on it. */
export async function addExchangeRates(
  ctx: WorkspaceContext,
  rates: readonly ExchangeRate[],
): Promise<{ added: number; unchanged: number }> {
  return inTransaction(ctx, async (within) => {
    const now = nowAt(within);
    const rows = rates.map(({ base, quote, rate, on, source }) => ({
      workspace_id: within.workspaceId,
      base,
      quote,
      rate,
      rate_on: on,
      source,
      created_at: now,
    }));
    const added = (await queries.insertRates(within.db, rows)).length;
    if (added > 0)
      await recordAudit(within, {
        action: "exchange_rates.added",
        subjectKind: "workspace",
        subjectId: within.workspaceId,
        detail: { added },
      });
    return { added, unchanged: rates.length - added };
  });
}

/** The newest rates. */
export const listExchangeRates = async (ctx: WorkspaceContext) => ({
  data: (await queries.listRates(ctx.db, ctx.workspaceId, 500)).map(({ base, quote, rate, rate_on, source }) => ({
    base,
    quote,
    rate,
    on: rate_on,
    source,
  })),
});
