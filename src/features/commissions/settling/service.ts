import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { endOfUnit } from "../../../kernel/time.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction, json, lockOn, plainJson } from "../../../platform/db/database.ts";
import type { JsonValue } from "../../../platform/db/schema.gen.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import type { PayDecision } from "../../programs/service.ts";
import { clicksCompleteUntil } from "../../tracking/service.ts";
import { bookEarned, bookReversal, bookSuperseded, statesOf, type CommissionRow } from "../booking/service.ts";
import { decideOrder, type Decided } from "../deciding/service.ts";
import { loadOrderToPay } from "../loading/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import * as queries from "../queries.ts";

/** The name of the job that looks at an order again, once every edge has shipped past its time. */
export const recheckJob = "recheck-decision";

type DecisionRow = NonNullable<Awaited<ReturnType<typeof queries.findDecision>>>;
type Paid = Extract<PayDecision, { kind: "pay" }>;

/** What a stored decision keeps besides its columns. */
interface StoredDecision {
  readonly inputHash?: string;
  readonly flags?: readonly string[];
}

// What an order says of itself: while this and its touches are the same, a decision stands, whatever was edited since.
const hashOf = (order: OrderToPay): string =>
  sha256(canonicalJson({ pay: order.pay, codes: order.codes, clickIds: order.clickIds })).toString("hex");

const stored = (row: DecisionRow | undefined): StoredDecision => (row?.document ?? {}) as StoredDecision;

function documentOf(decided: Decided, order: OrderToPay, inputHash: string): JsonValue {
  const { decision, winnerTouchAtMs } = decided;
  const winner = decision.kind === "pay" ? decision : decision.winner;
  const bond =
    winner === null
      ? null
      : { creatorId: winner.creatorId, programId: winner.programId, touchId: winner.touchId, touchAtMs: winnerTouchAtMs };
  const paid =
    decision.kind === "pay"
      ? { via: decision.via, lines: decision.lines, apart: decision.apart, cap: decision.cap, flags: decision.flags, terms: decision.terms }
      : {};
  return plainJson({ inputHash, orderCurrency: order.pay.currency, winner: bond, assists: decision.assists, ...paid });
}

async function keepDecision(
  ctx: WorkspaceContext,
  order: OrderToPay,
  decided: Decided,
  previous: { row: DecisionRow | undefined; isProvisional: boolean },
): Promise<string> {
  const { decision } = decided;
  const id = ctx.newId();
  await queries.insertDecision(ctx.db, {
    workspace_id: ctx.workspaceId,
    id,
    conversion_id: order.pay.orderId,
    version: (previous.row?.version ?? 0) + 1,
    touch_version: decided.touchVersion,
    outcome: decision.kind,
    is_provisional: previous.isProvisional,
    creator_id: decision.kind === "pay" ? decision.creatorId : null,
    program_id: decision.kind === "pay" ? decision.programId : null,
    pay_rule_id: decision.kind === "pay" ? decision.terms.ruleId : null,
    reason_code: decision.reason.code,
    reason_text: decision.reason.text,
    document: documentOf(decided, order, hashOf(order)),
    decided_at: nowAt(ctx),
  });
  return id;
}

const sameLines = (commission: CommissionRow, decision: Paid): boolean =>
  canonicalJson(commission.lines) === canonicalJson(plainJson([...decision.lines]));

const isSamePay = (commission: CommissionRow, decision: PayDecision): boolean =>
  decision.kind === "pay" &&
  commission.creator_id === decision.creatorId &&
  commission.program_id === decision.programId &&
  commission.amount_minor === decision.amountMinor &&
  commission.currency === decision.currency &&
  sameLines(commission, decision);

async function makeCommission(ctx: WorkspaceContext, order: OrderToPay, decision: Paid, decisionId: string): Promise<CommissionRow> {
  const now = nowAt(ctx);
  const row = {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    conversion_id: order.pay.orderId,
    decision_id: decisionId,
    creator_id: decision.creatorId,
    program_id: decision.programId,
    pay_rule_id: decision.terms.ruleId,
    currency: decision.currency,
    base_minor: decision.lines.reduce((sum, line) => sum + line.baseMinor, 0n),
    amount_minor: decision.amountMinor,
    terms: plainJson({ ...decision.terms, orderCurrency: order.pay.currency, flags: decision.flags }),
    earned_at: now,
    order_at: new Date(order.pay.atMs),
    hold_until: new Date(decision.holdUntilMs),
    counted_minor: decision.cap?.countedMinor ?? null,
    counted_currency: decision.cap?.cap.money.currency ?? null,
    created_at: now,
  };
  const lines = plainJson([...decision.lines]);
  await queries.insertCommission(ctx.db, { ...row, lines: json(lines) as never });
  return { ...row, lines } as CommissionRow;
}

/** The commission of an order that no later decision has replaced, with its state. */
async function standingCommission(ctx: WorkspaceContext, conversionId: string) {
  const rows = await queries.listCommissionsOf(ctx.db, ctx.workspaceId, [conversionId]);
  const states = await statesOf(
    ctx,
    rows.map((row) => row.id),
  );
  const commission = rows.find((row) => !states.get(row.id)!.isSuperseded);
  return commission === undefined ? undefined : { commission, state: states.get(commission.id)! };
}

/** A matured commission is never moved: somebody else whom late evidence names gets a claim for people to judge. */
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

async function isProvisionalNow(ctx: WorkspaceContext, order: OrderToPay): Promise<boolean> {
  const endMs = order.pay.precision === "ms" ? order.pay.atMs : endOfUnit(order.pay.atMs, order.pay.precision, order.zone);
  return (await clicksCompleteUntil(ctx)).getTime() < Math.min(endMs, ctx.now());
}

/** From a second after a fresh order up to a minute for one that waits long. */
const recheckDelayMs = (ageMs: number): number => Math.min(60_000, Math.max(1_000, ageMs / 10));

async function planRecheck(ctx: WorkspaceContext, order: OrderToPay): Promise<void> {
  const conversionId = order.pay.orderId;
  const runAt = new Date(ctx.now() + recheckDelayMs(ctx.now() - order.pay.atMs));
  await enqueueJob(ctx.db, recheckJob, { workspaceId: ctx.workspaceId, conversionId }, { key: `${recheckJob} ${conversionId}`, runAt });
}

/** Whether the newest decision still rests on what is known: the same order, the same touches, and no rate of exchange that was missing. */
const stillHolds = (row: DecisionRow, decided: Decided, order: OrderToPay): boolean =>
  row.touch_version === decided.touchVersion &&
  stored(row).inputHash === hashOf(order) &&
  !(stored(row).flags ?? []).includes("rate_unknown");

async function replaceDecision(
  ctx: WorkspaceContext,
  order: OrderToPay,
  decided: Decided,
  previous: { row: DecisionRow | undefined; isProvisional: boolean },
): Promise<void> {
  const decisionId = await keepDecision(ctx, order, decided, previous);
  const standing = await standingCommission(ctx, order.pay.orderId);
  if (standing !== undefined && isSamePay(standing.commission, decided.decision)) return;
  if (standing !== undefined) await bookSuperseded(ctx, standing.commission, standing.state);
  if (decided.decision.kind === "pay") await bookEarned(ctx, await makeCommission(ctx, order, decided.decision, decisionId));
}

async function decideAgain(ctx: WorkspaceContext, order: OrderToPay): Promise<void> {
  const row = await queries.findDecision(ctx.db, ctx.workspaceId, order.pay.orderId);
  const isProvisional = await isProvisionalNow(ctx, order);
  if (isProvisional) await planRecheck(ctx, order);
  const decided = await decideOrder(ctx, order);
  if (row === undefined || !stillHolds(row, decided, order)) await replaceDecision(ctx, order, decided, { row, isProvisional });
  else if (row.is_provisional !== isProvisional) await repeatDecision(ctx, row, isProvisional);
}

/** The same decision once more, now that all evidence up to the order's time is in (or no longer is). */
async function repeatDecision(ctx: WorkspaceContext, row: DecisionRow, isProvisional: boolean): Promise<void> {
  await queries.insertDecision(ctx.db, {
    ...row,
    id: ctx.newId(),
    version: row.version + 1,
    is_provisional: isProvisional,
    document: row.document,
    decided_at: nowAt(ctx),
  });
}

/**
 * Brings what is booked for an order in line with what is known of it: finds its touches, decides who is paid, replaces an earlier
 * decision that no longer holds, and takes back what refunds and disputes have taken. Doing it again changes nothing.
 */
export async function settleOrder(ctx: WorkspaceContext, conversionId: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockOn(within.db, `settle ${within.workspaceId} ${conversionId}`);
    const order = await loadOrderToPay(within, conversionId);
    if (order === undefined) return;
    const before = await standingCommission(within, conversionId);
    if (before?.state.isMatured === true) await claimFor(within, order, before.commission);
    else await decideAgain(within, order);
    const standing = await standingCommission(within, conversionId);
    if (standing !== undefined)
      await bookReversal(within, standing.commission, standing.state, { order: order.charged, adjustments: order.adjustments });
  });
}
