import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { json, plainJson } from "../../../platform/db/database.ts";
import type { JsonValue } from "../../../platform/db/schema.gen.ts";
import type { SourceState } from "../../ledger/service.ts";
import type { PayDecision, SubscriptionBond } from "../../programs/service.ts";
import { bookEarned, bookSuperseded, statesOf, type CommissionRow } from "../booking/service.ts";
import type { Decided } from "../deciding/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import type { KeptOrder } from "../reversal/named-order.ts";
import * as queries from "../queries.ts";

/** A decision as it is stored. */
export type DecisionRow = NonNullable<Awaited<ReturnType<typeof queries.findDecision>>>;
type Paid = Extract<PayDecision, { kind: "pay" }>;

/** The document of a stored decision; fields that were added later are missing in older ones. */
export interface StoredDecision {
  readonly inputHash?: string;
  readonly flags?: readonly string[];
  readonly charged?: KeptOrder;
  readonly winner?: SubscriptionBond | null;
}

// A decision stands as long as this hash and the order's touches stay the same: later edits of rules, codes or creators do not move it.
function hashOf({ pay, codes, clickIds, charged }: OrderToPay, { bond, decision }: Decided): string {
  const isOver = decision.reason.code === "recurrence_over";
  return sha256(canonicalJson({ pay, codes, clickIds, charged, bond, isOver })).toString("hex");
}

/** The document of a decision; empty where there is no decision yet. */
export const stored = (row: DecisionRow | undefined): StoredDecision => (row?.document ?? {}) as StoredDecision;

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
  const { reason, assists } = decision;
  const about = { orderCurrency: order.pay.currency, orderVersion: order.version, charged: order.charged };
  return plainJson({ inputHash, ...about, winner: bond, reason, assists, ...paid });
}

function decisionRow(
  ctx: WorkspaceContext,
  order: OrderToPay,
  decided: Decided,
  previous: { row: DecisionRow | undefined; isProvisional: boolean },
) {
  const { decision } = decided;
  return {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
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
    document: documentOf(decided, order, hashOf(order, decided)),
    decided_at: nowAt(ctx),
  };
}

/**
 * Stores decisions of orders for which nobody is paid and nobody was, in one statement: those that differ from the newest one of their
 * order.
 */
export async function keepUnpaid(
  ctx: WorkspaceContext,
  all: readonly { readonly order: OrderToPay; readonly decided: Decided }[],
  newest: ReadonlyMap<string, DecisionRow>,
): Promise<void> {
  const rows = all.flatMap(({ order, decided }) => {
    const row = newest.get(order.pay.orderId);
    if (stillHolds({ decision: row, standing: undefined }, decided, order)) return [];
    return [decisionRow(ctx, order, decided, { row, isProvisional: false })];
  });
  if (rows.length > 0) await queries.insertUnpaid(ctx.db, ctx.workspaceId, rows, nowAt(ctx));
}

const sameLines = (commission: CommissionRow, decision: Paid): boolean =>
  canonicalJson(commission.lines) === canonicalJson(plainJson([...decision.lines]));

const isSamePay = (commission: CommissionRow, decision: PayDecision): boolean =>
  decision.kind === "pay" &&
  commission.creator_id === decision.creatorId &&
  commission.program_id === decision.programId &&
  commission.amount_minor === decision.amountMinor &&
  commission.currency === decision.currency &&
  commission.counted_minor === (decision.cap?.countedMinor ?? null) &&
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

/** A commission that no later decision has replaced, with its state. */
export interface Standing {
  readonly commission: CommissionRow;
  readonly state: SourceState;
}

/** What is decided and booked for an order so far. */
export interface Books {
  readonly decision: DecisionRow | undefined;
  readonly standing: Standing | undefined;
}

/** The newest decision of an order, and its commission that no later decision has replaced. */
export async function booksOf(ctx: WorkspaceContext, conversionId: string): Promise<Books> {
  const decision = await queries.findDecision(ctx.db, ctx.workspaceId, conversionId);
  return { decision, standing: decision === undefined ? undefined : await standingCommission(ctx, conversionId) };
}

async function standingCommission(ctx: WorkspaceContext, conversionId: string): Promise<Standing | undefined> {
  const rows = await queries.listCommissionsOf(ctx.db, ctx.workspaceId, [conversionId]);
  const states = await statesOf(
    ctx,
    rows.map((row) => row.id),
  );
  const commission = rows.find((row) => !states.get(row.id)!.isSuperseded);
  return commission === undefined ? undefined : { commission, state: states.get(commission.id)! };
}

// A rate of exchange was missing, so that an amount was left out or a cap was not applied.
const isWaiting = ({ flags = [] }: StoredDecision): boolean => flags.includes("rate_unknown") || flags.includes("cap_rate_unknown");

/** Whether the newest decision still holds: the order and its touches are the same, and no missing rate of exchange has come since. */
export function stillHolds({ decision: row, standing }: Books, decided: Decided, order: OrderToPay): boolean {
  if (row === undefined || row.touch_version !== decided.touchVersion || stored(row).inputHash !== hashOf(order, decided)) return false;
  return !isWaiting(stored(row)) || (standing !== undefined && isSamePay(standing.commission, decided.decision));
}

/**
 * Stores a new decision of an order. Where it does not pay the same as the last one, the commission is replaced, by reversing and new
 * transfers. Returns what is decided and booked afterwards.
 */
export async function replaceDecision(
  ctx: WorkspaceContext,
  order: OrderToPay,
  decided: Decided,
  before: Books & { isProvisional: boolean },
): Promise<Books> {
  const { decision: row, standing, isProvisional } = before;
  const decision = await queries.insertDecision(ctx.db, decisionRow(ctx, order, decided, { row, isProvisional }));
  if (standing !== undefined && isSamePay(standing.commission, decided.decision)) return { decision, standing };
  if (standing !== undefined) await bookSuperseded(ctx, standing.commission, standing.state);
  if (decided.decision.kind !== "pay") return { decision, standing: undefined };
  const commission = await makeCommission(ctx, order, decided.decision, decision.id);
  return { decision, standing: { commission, state: await bookEarned(ctx, commission) } };
}

/** The same decision once more, now that all evidence up to the order's time is in (or no longer is). */
export async function repeatDecision(ctx: WorkspaceContext, row: DecisionRow, isProvisional: boolean): Promise<DecisionRow> {
  return queries.insertDecision(ctx.db, {
    ...row,
    id: ctx.newId(),
    version: row.version + 1,
    is_provisional: isProvisional,
    document: row.document,
    decided_at: nowAt(ctx),
  });
}
