import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { endOfUnit } from "../../../kernel/time.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn, plainJson } from "../../../platform/db/database.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";
import { listLaterOrders } from "../../orders/service.ts";
import { clicksCompleteUntil } from "../../tracking/service.ts";
import { bookReversal, leftMinor, type CommissionRow } from "../booking/service.ts";
import { decideOrder, decideTogether } from "../deciding/service.ts";
import {
  booksOf,
  keepUnpaid,
  repeatDecision,
  replaceDecision,
  stillHolds,
  stored,
  type Books,
  type DecisionRow,
  type Standing,
} from "../keeping/service.ts";
import { loadOrdersToPay, loadOrderToPay } from "../loading/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import { takenOf } from "../taking/service.ts";
import * as queries from "../queries.ts";

/** The name of the job that looks at an order again, once every edge has shipped past its time. */
export const recheckJob = "recheck-decision";

/** The outbox topic of an order that an earlier one of its customer or subscription changed for. */
export const reconsideredTopic = "order.reconsidered";

/** A matured commission is never moved. When late evidence names another creator, that creator gets a claim for people to judge. */
async function claimFor(ctx: WorkspaceContext, order: OrderToPay, commission: CommissionRow): Promise<void> {
  const { decision } = await decideOrder(ctx, order);
  if (decision.kind !== "pay" || decision.creatorId === commission.creator_id) return;
  await queries.insertClaim(ctx.db, {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    conversion_id: order.pay.orderId,
    creator_id: decision.creatorId,
    kind: "late_evidence",
    reason: `Evidence that came after the commission matured says: ${decision.reason.text}`,
    evidence: plainJson({ touchId: decision.touchId, via: decision.via, amountMinor: decision.amountMinor, currency: decision.currency }),
    created_at: nowAt(ctx),
  });
}

/** Whether clicks from before an order may still come. */
function isProvisional({ pay, zone }: OrderToPay, at: { readonly completeUntil: Date; readonly nowMs: number }): boolean {
  const endMs = pay.precision === "ms" ? pay.atMs : endOfUnit(pay.atMs, pay.precision, zone);
  return at.completeUntil.getTime() < Math.min(endMs, at.nowMs);
}

/** A tenth of the order's age: a second for a fresh order, a minute at most for one that has waited long. */
const recheckDelayMs = (ageMs: number): number => Math.min(60_000, Math.max(1_000, ageMs / 10));

/** After whatever somebody waits for, such as an import: orders are looked at again by the thousand. */
const recheckPriority = 5;

async function planRecheck(ctx: WorkspaceContext, order: OrderToPay): Promise<void> {
  const conversionId = order.pay.orderId;
  const runAt = new Date(ctx.now() + recheckDelayMs(ctx.now() - order.pay.atMs));
  const options = { key: `${recheckJob} ${conversionId}`, runAt, priority: recheckPriority };
  await enqueueJob(ctx.db, recheckJob, { workspaceId: ctx.workspaceId, conversionId }, options);
}

/** Decides again and keeps the result where it changed. Returns what is decided and booked afterwards. */
async function decideAgain(ctx: WorkspaceContext, order: OrderToPay, before: Books): Promise<Books> {
  const { decision: row } = before;
  const isEarly = isProvisional(order, { completeUntil: await clicksCompleteUntil(ctx), nowMs: ctx.now() });
  if (isEarly) await planRecheck(ctx, order);
  const decided = await decideOrder(ctx, order);
  if (row === undefined || !stillHolds(before, decided, order))
    return replaceDecision(ctx, order, decided, { ...before, isProvisional: isEarly });
  if (row.is_provisional === isEarly) return before;
  return { ...before, decision: await repeatDecision(ctx, row, isEarly) };
}

/** Takes back of the commission what was taken back of the order; returns how much of the commission is left. */
async function reverse(ctx: WorkspaceContext, order: OrderToPay, { decision, standing }: Books): Promise<bigint> {
  if (standing === undefined) return 0n;
  return leftMinor(standing.state) - (await bookReversal(ctx, standing.commission, standing.state, takenOf(order, decision)));
}

/** The program in which the order counts as one of its customer's earning orders; null where all orders earn, or where nothing is left. */
function countsIn(standing: Standing | undefined, leftMinorNow: bigint): string | null {
  if (standing === undefined || leftMinorNow === 0n) return null;
  const { recurrence } = standing.commission.terms as { recurrence?: { kind: string } };
  return recurrence?.kind === "all" ? null : standing.commission.program_id;
}

const winnerOf = (row: DecisionRow | undefined): string => (row === undefined ? "undecided" : canonicalJson(stored(row).winner ?? null));

/** Queues the later orders whose decision depends on this one: on whether it earned, or, for renewals of a subscription, on who won it. */
async function reconsider(ctx: WorkspaceContext, order: OrderToPay, changed: { earning: boolean; winner: boolean }): Promise<void> {
  const isFirst = order.firstOfSubscriptionId === order.pay.orderId;
  const customerId = changed.earning ? order.customerId : null;
  const subscriptionId = changed.winner && isFirst ? order.subscriptionId : null;
  if (customerId === null && subscriptionId === null) return;
  const after = { id: order.pay.orderId, at: new Date(order.pay.atMs), customerId, subscriptionId };
  const later = await listLaterOrders(ctx, after);
  await writeOutbox(
    ctx,
    later.map((id) => ({ topic: reconsideredTopic, key: id })),
  );
}

/**
 * Brings what is booked for an order in line with what is known of it now: finds its touches, decides who is paid, replaces an earlier
 * decision that no longer holds, and takes back what refunds and disputes call for. Doing it again changes nothing.
 */
export async function settleOrder(ctx: WorkspaceContext, conversionId: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockOn(within.db, `settle ${within.workspaceId} ${conversionId}`);
    const order = await loadOrderToPay(within, conversionId);
    if (order === undefined) return;
    const before = await booksOf(within, conversionId);
    const { standing } = before;
    if (standing?.state.isMatured === true) await claimFor(within, order, standing.commission);
    const now = standing?.state.isMatured === true ? before : await decideAgain(within, order, before);
    const left = await reverse(within, order, now);
    await reconsider(within, order, {
      earning: countsIn(standing, standing === undefined ? 0n : leftMinor(standing.state)) !== countsIn(now.standing, left),
      winner: winnerOf(before.decision) !== winnerOf(now.decision),
    });
  });
}

/**
 * Settles those of some orders that nobody can have touched, all in a few statements, with the same result as one by one: a shop's history
 * has a hundred of them for each that a creator brought. Returns their ids; the others are left as they are.
 */
export async function settleUntouched(ctx: WorkspaceContext, conversionIds: readonly string[]): Promise<ReadonlySet<string>> {
  return inTransaction(ctx, async (within) => {
    await queries.lockSettling(within.db, within.workspaceId, conversionIds);
    const at = { completeUntil: await clicksCompleteUntil(within), nowMs: within.now() };
    const rows = await queries.listNewestDecisions(within.db, within.workspaceId, conversionIds);
    const newest = new Map(rows.map((row) => [row.conversion_id, row]));
    const isPlain = (id: string): boolean => newest.get(id)?.outcome !== "pay" && newest.get(id)?.is_provisional !== true;
    const orders = await loadOrdersToPay(within, conversionIds.filter(isPlain));
    const decided = await decideTogether(
      within,
      [...orders.values()].filter((order) => !isProvisional(order, at)),
    );
    await keepUnpaid(within, decided, newest);
    return new Set(decided.map(({ order }) => order.pay.orderId));
  });
}
