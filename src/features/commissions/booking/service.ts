import type { Selectable } from "kysely";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { markConversions, markTimes } from "../../../platform/rollups/marks.ts";
import { book, statesOfSources, type Move, type SourceState } from "../../ledger/service.ts";
import { tell } from "../../webhooks/service.ts";
import { commissionReversal, type CommissionLine } from "../reversal/commission-reversal.ts";
import * as queries from "../queries.ts";
import { commissionState } from "../shown-commission.ts";
import type { CommissionTables } from "../tables.ts";
import type { ChargedOrder, CommissionAdjustment } from "../reversal/adjusted-order.ts";

export type CommissionRow = Selectable<CommissionTables["commissions"]>;

/** The kind of source under which the ledger keeps the postings of commissions. */
export const sourceKind = "commission";
const nothing: SourceState = { pendingMinor: 0n, payableMinor: 0n, isMatured: false, isSuperseded: false };

/** The state of each commission, from its transfers in the ledger. */
export async function statesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlyMap<string, SourceState>> {
  const known = await statesOfSources(ctx, sourceKind, ids);
  return new Map(ids.map((id) => [id, known.get(id) ?? nothing]));
}

/** What is left of a commission after everything taken back. */
export const leftMinor = ({ pendingMinor, payableMinor }: SourceState): bigint => pendingMinor + payableMinor;

/** When the hold of a commission is over; null once it matured or was replaced. */
export const dueAt = ({ hold_until }: Pick<CommissionRow, "hold_until">, { isMatured, isSuperseded }: SourceState): Date | null =>
  isMatured || isSuperseded ? null : hold_until;

interface Step {
  readonly step: string;
  readonly moves: readonly Move[];
  readonly memo: string;
  /** What the ledger holds of the commission afterwards. */
  readonly after: SourceState;
}

/** Books a step of a commission, keeps the state it is in then, and notes that figures of its order's time change. */
async function bookFor(ctx: WorkspaceContext, commission: CommissionRow, { step, moves, memo, after }: Step) {
  await inTransaction(ctx, async (within) => {
    await book(within, { source: { kind: sourceKind, id: commission.id, step }, moves, memo });
    await queries.keepState(within.db, commission, { state: commissionState(after), dueAt: dueAt(commission, after) });
    await markTimes(within.db, within.workspaceId, "commissions", [commission.order_at]);
    // What matures is still earned: campaigns count what is on hold and what is payable as one.
    if (step !== "matured")
      await markConversions(within.db, within.workspaceId, { conversionIds: [commission.conversion_id], subjects: ["returns"] });
  });
}

const pending = (commission: CommissionRow) => ({ kind: "creator_pending" as const, creatorId: commission.creator_id });
const payable = (commission: CommissionRow) => ({ kind: "creator_payable" as const, creatorId: commission.creator_id });
const expense = { kind: "commission_expense" as const };

/** Books a new commission, from the brand's expense to what the creator has on hold; returns its state afterwards. */
export async function bookEarned(ctx: WorkspaceContext, commission: CommissionRow): Promise<SourceState> {
  const { amount_minor: amountMinor, currency } = commission;
  const moves = [{ from: expense, to: pending(commission), amountMinor, currency }];
  const after = { ...nothing, pendingMinor: amountMinor };
  await bookFor(ctx, commission, { step: "earned", moves, memo: "commission earned, on hold", after });
  await tell(ctx, "commission.earned.v1", [commission.id]);
  return after;
}

/** Takes all that is left of a commission back, because a later decision takes its place. */
export async function bookSuperseded(ctx: WorkspaceContext, commission: CommissionRow, state: SourceState): Promise<void> {
  const moves = [{ from: pending(commission), to: expense, amountMinor: state.pendingMinor, currency: commission.currency }];
  const after = { ...state, pendingMinor: 0n, isSuperseded: true };
  await bookFor(ctx, commission, { step: "superseded", moves, memo: "a later decision took its place", after });
  await tell(ctx, "commission.replaced.v1", [commission.id]);
}

/** Moves what is left of a commission from hold to payable. */
export async function bookMatured(ctx: WorkspaceContext, commission: CommissionRow, state: SourceState): Promise<void> {
  const moves = [{ from: pending(commission), to: payable(commission), amountMinor: state.pendingMinor, currency: commission.currency }];
  const after = { ...state, pendingMinor: 0n, payableMinor: state.payableMinor + state.pendingMinor, isMatured: true };
  await bookFor(ctx, commission, { step: "matured", moves, memo: "the hold is over", after });
  if (state.pendingMinor > 0n) await tell(ctx, "commission.matured.v1", [commission.id]);
}

interface StoredLine {
  readonly lineId: string | null;
  readonly covers: readonly { readonly lineId: string | null; readonly baseMinor: string }[];
  readonly baseMinor: string;
  readonly amountMinor: string;
}

/** The lines of a commission, as its decision left them. */
export const storedLines = (commission: Pick<CommissionRow, "lines">): CommissionLine[] =>
  (commission.lines as unknown as StoredLine[]).map((line) => ({
    lineId: line.lineId,
    covers: line.covers.map((cover) => ({ lineId: cover.lineId, baseMinor: BigInt(cover.baseMinor) })),
    baseMinor: BigInt(line.baseMinor),
    amountMinor: BigInt(line.amountMinor),
  }));

/** A reversal takes from the account where the money is: pending, or payable once it matured. What is earned again goes back there. */
function reversalMoves(commission: CommissionRow, state: SourceState, amountMinor: bigint) {
  const account = state.isMatured ? payable(commission) : pending(commission);
  const { currency } = commission;
  return amountMinor > 0n
    ? [{ from: account, to: expense, amountMinor, currency }]
    : [{ from: expense, to: account, amountMinor: -amountMinor, currency }];
}

const takenFrom = (state: SourceState, amountMinor: bigint): SourceState =>
  state.isMatured
    ? { ...state, payableMinor: state.payableMinor - amountMinor }
    : { ...state, pendingMinor: state.pendingMinor - amountMinor };

/**
 * Books what refunds, cancellations and disputes of its order now take back of a commission, beyond what was taken back before.
 * Nothing is booked when that is nothing.
 *
 * @returns minor units taken back now; below zero when something is earned again
 */
export async function bookReversal(
  ctx: WorkspaceContext,
  commission: CommissionRow,
  state: SourceState,
  taken: { order: ChargedOrder; adjustments: readonly CommissionAdjustment[] },
): Promise<bigint> {
  const isUntouched = leftMinor(state) === commission.amount_minor;
  if (isUntouched && taken.adjustments.length === 0) return 0n;
  const lines = storedLines(commission);
  const earlier = await queries.listReversals(ctx.db, ctx.workspaceId, [commission.id]);
  const reversedMinor = lines.map((_, index) => earlier.reduce((sum, row) => sum + BigInt(row.line_amounts[index] ?? 0n), 0n));
  const { linesMinor, totalMinor } = commissionReversal({ lines, ...taken, reversedMinor });
  if (linesMinor.every((amount) => amount === 0n)) return 0n;
  const position = earlier.length + 1;
  const reason = totalMinor > 0n ? "taken back with the order" : "earned again";
  await queries.insertReversal(ctx.db, {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    commission_id: commission.id,
    position,
    line_amounts: [...linesMinor],
    amount_minor: totalMinor,
    currency: commission.currency,
    reason,
    created_at: nowAt(ctx),
  });
  await bookFor(ctx, commission, {
    step: `reversed-${position}`,
    moves: reversalMoves(commission, state, totalMinor),
    memo: reason,
    after: takenFrom(state, totalMinor),
  });
  await tell(ctx, totalMinor < 0n ? "commission.restored.v1" : "commission.reversed.v1", [commission.id]);
  return totalMinor;
}
