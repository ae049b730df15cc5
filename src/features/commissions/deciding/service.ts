import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { lockOn } from "../../../platform/db/database.ts";
import {
  attributeOrder,
  attributeUntouched,
  type FoundTouch,
  type OrderEvidence,
  type OrderToAttribute,
} from "../../attribution/service.ts";
import { creatorsByIds, creatorStatusesOf } from "../../creators/service.ts";
import { listExchangeRatesOn } from "../../ledger/service.ts";
import { linkFactsByIds } from "../../links/service.ts";
import {
  capPeriod,
  decidePay,
  loadProgramsFor,
  lockEnrollment,
  longestReachDays,
  payChoice,
  type CapUsage,
  type EarnedOrder,
  type PayCreator,
  type PayDecision,
  type PayField,
  type PayProgram,
  type PayTouch,
  type SubscriptionBond,
} from "../../programs/service.ts";
import { leftMinor, statesOf } from "../booking/service.ts";
import { stillCountedMinor } from "../reversal/commission-reversal.ts";
import { normalCodes, payClicks } from "../pay-input.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import * as queries from "../queries.ts";

/** A decision with the evidence it rests on. */
export interface Decided {
  readonly decision: PayDecision;
  readonly touchVersion: number;
  readonly touches: readonly FoundTouch[];
  /** When the winner's touch was, for the renewals of a subscription; null without a winner. */
  readonly winnerTouchAtMs: number | null;
  /** The creator who won the subscription that the order renews; null when it renews none, and when nobody won it. */
  readonly bond: SubscriptionBond | null;
}

/** Whether a code or program counts in the order's store: one that names no store counts in all of them. */
const isOfStore =
  ({ storeId }: OrderToPay) =>
  ({ store_id }: { readonly store_id: string | null }): boolean =>
    store_id === null || store_id === storeId;

async function touchesToPay(ctx: WorkspaceContext, order: OrderToPay, evidence: OrderEvidence): Promise<PayTouch[]> {
  const linkIds = [...new Set(evidence.clicks.flatMap((click) => (click.link_id === null ? [] : [click.link_id])))];
  const clicks = payClicks(
    evidence.clicks.map((row) => ({
      id: row.id,
      atMs: row.occurred_at.getTime(),
      linkId: row.link_id,
      creatorId: row.creator_id,
      visitorClass: row.visitor_class,
    })),
    await linkFactsByIds(ctx, linkIds),
    new Set(order.namedClickId === null ? [] : [order.namedClickId]),
  );
  const codes = order.codes.flatMap((text, position) =>
    (evidence.codes.get(text) ?? []).filter(isOfStore(order)).map((code): PayTouch => ({
      id: code.id,
      kind: "code",
      atMs: order.pay.atMs,
      creatorId: code.creator_id,
      programId: code.program_id,
      visitorClass: null,
      linkOffAtMs: null,
      isOnOrder: true,
      code: {
        text: code.code,
        purpose: code.purpose as "public" | "personal_use",
        policy: code.policy as "always" | "if_clicked" | "if_last",
        validFromMs: code.valid_from.getTime(),
        validUntilMs: code.valid_until?.getTime() ?? null,
        disabledAtMs: code.disabled_at?.getTime() ?? null,
        position,
      },
    })),
  );
  const distinct = new Map(codes.map((touch) => [touch.id, touch]));
  return [...clicks, ...distinct.values()];
}

async function creatorsToPay(ctx: WorkspaceContext, ids: readonly string[]): Promise<PayCreator[]> {
  const [rows, statuses] = await Promise.all([creatorsByIds(ctx, ids), creatorStatusesOf(ctx, ids)]);
  return [...rows.values()].map((row) => ({
    creatorId: row.id,
    name: row.name,
    emailHash: row.email_hash?.toString("hex") ?? null,
    statuses: (statuses.get(row.id) ?? []).map((change) => ({ status: change.status, effectiveAtMs: change.effectiveAt.getTime() })),
  }));
}

async function programsToPay(ctx: WorkspaceContext, creatorIds: readonly string[], order: OrderToPay) {
  const { enrollments, programs } = await loadProgramsFor(ctx, creatorIds, new Date(order.pay.atMs));
  const withRule = programs.flatMap(({ program, rule }): PayProgram[] =>
    rule === undefined || !isOfStore(order)(program)
      ? []
      : [
          {
            programId: program.id,
            name: program.name,
            currency: program.currency,
            ruleId: rule.id,
            ruleVersion: rule.version,
            rule: rule.rule,
          },
        ],
  );
  return {
    programs: withRule,
    enrollments: enrollments.map((row) => ({
      creatorId: row.creator_id,
      programId: row.program_id,
      startedAtMs: row.started_at.getTime(),
      endedAtMs: row.ended_at?.getTime() ?? null,
    })),
  };
}

/**
 * The customer's other orders whose commission is not wholly taken back; none where the winner's program pays for every order anyway.
 * Locks the customer until the transaction ends, so that of several orders decided at once each sees the ones before it.
 */
async function earnedBefore(ctx: WorkspaceContext, order: OrderToPay, winning: Winning | undefined): Promise<EarnedOrder[]> {
  if (winning === undefined || winning.program.rule.recurrence.kind === "all" || order.personId === null) return [];
  await lockOn(ctx.db, `recurrence ${ctx.workspaceId} ${order.personId}`);
  const times = new Map(order.customerOrders.filter((other) => other.id !== order.pay.orderId).map((other) => [other.id, other.atMs]));
  if (times.size === 0) return [];
  const commissions = await queries.listCommissionsOf(ctx.db, ctx.workspaceId, [...times.keys()]);
  const states = await statesOf(
    ctx,
    commissions.map((row) => row.id),
  );
  return commissions
    .filter((row) => leftMinor(states.get(row.id)!) > 0n)
    .map((row) => ({ orderId: row.conversion_id, programId: row.program_id, atMs: times.get(row.conversion_id)! }));
}

type Winning = Extract<ReturnType<typeof payChoice>, { kind: "winner" }>;

/** Who would be paid, before recurrence and cap limit it; undefined for an order that is not paid, or that nobody won. */
function winningOf(field: PayField, bond: SubscriptionBond | null): Winning | undefined {
  const choice = field.order.status === "paid" ? payChoice(field, bond) : undefined;
  return choice?.kind === "winner" ? choice : undefined;
}

/** The creator who won the first order of the subscription that this order renews, by that order's newest decision. */
async function bondOf(ctx: WorkspaceContext, order: OrderToPay): Promise<SubscriptionBond | null> {
  if ((order.pay.renewalNumber ?? 0) === 0 || order.firstOfSubscriptionId === null) return null;
  const first = await queries.findDecision(ctx.db, ctx.workspaceId, order.firstOfSubscriptionId);
  const winner = (first?.document as { winner?: SubscriptionBond | null } | undefined)?.winner;
  return winner ?? null;
}

/** What was counted against the cap so far for the creator who would be paid. Locks the creator's enrollment until the transaction ends. */
async function capUsageFor(ctx: WorkspaceContext, order: OrderToPay, winning: Winning | undefined): Promise<CapUsage[]> {
  const cap = winning?.program.rule.cap ?? null;
  if (winning === undefined || cap === null) return [];
  const { creatorId, programId } = winning.winner;
  await lockEnrollment(ctx, programId, creatorId);
  const period = capPeriod(cap, order.pay.atMs, order.zone);
  const range = { from: period === null ? null : new Date(period.fromMs), before: period === null ? null : new Date(period.toMs) };
  const counted = await queries.listCounted(ctx.db, ctx.workspaceId, { programId, creatorId, ...range });
  const others = counted.filter((row) => row.conversion_id !== order.pay.orderId && row.counted_currency === cap.money.currency);
  const states = await statesOf(
    ctx,
    others.map((row) => row.id),
  );
  const usedMinor = others.reduce((sum, row) => {
    const reversed = row.amount_minor - leftMinor(states.get(row.id)!);
    return row.amount_minor === 0n ? sum : sum + stillCountedMinor(row.counted_minor!, row.amount_minor, reversed);
  }, 0n);
  return [{ creatorId, programId, usedMinor }];
}

/** The hash of the buyer's address that is also a creator's, so that a purchase of one's own is recognised; else the buyer's first. */
const buyerHash = ({ buyerEmailHashes }: OrderToPay, creators: readonly PayCreator[]): string | null =>
  buyerEmailHashes.find((hash) => creators.some((creator) => creator.emailHash === hash)) ?? buyerEmailHashes[0] ?? null;

const toAttribute = ({ pay, visitorIds, clickIds, codes }: OrderToPay, reachDays: number): OrderToAttribute => ({
  conversionId: pay.orderId,
  atMs: pay.atMs,
  precision: pay.precision,
  visitorIds,
  clickIds,
  codes,
  reachDays,
});

/** What is decided of an order that nobody touched and that renews no subscription. */
function decideUntouched(order: OrderToPay, touchVersion: number): Decided {
  const decision = decidePay({
    order: { ...order.pay, codes: normalCodes(order.codes), buyerEmailHash: buyerHash(order, []) },
    touches: [],
    creators: [],
    programs: [],
    enrollments: [],
    zone: order.zone,
    bond: null,
    rates: [],
    earned: [],
    capUsage: [],
  });
  return { decision, touchVersion, touches: [], winnerTouchAtMs: null, bond: null };
}

/**
 * Attributes and decides those of some orders that nobody can have touched, all in a few statements. The others are left as they are.
 * Nothing is booked for an order that nobody touched.
 */
export async function decideTogether(
  ctx: WorkspaceContext,
  orders: readonly OrderToPay[],
): Promise<{ readonly order: OrderToPay; readonly decided: Decided }[]> {
  const bondless = orders.filter((order) => order.subscriptionId === null);
  const untouched = await attributeUntouched(
    ctx,
    bondless.map((order) => toAttribute(order, 0)),
  );
  return bondless.flatMap((order) => {
    const version = untouched.get(order.pay.orderId);
    return version === undefined ? [] : [{ order, decided: decideUntouched(order, version) }];
  });
}

/** Finds and freezes the touches of an order, writes its credit, and decides who is paid; nothing is booked here. */
export async function decideOrder(ctx: WorkspaceContext, order: OrderToPay): Promise<Decided> {
  const { pay, zone } = order;
  // A day more than the window, because a calendar day may have 25 hours.
  const attributed = await attributeOrder(ctx, toAttribute(order, 1 + (await longestReachDays(ctx))), zone);
  const touches = await touchesToPay(ctx, order, attributed.evidence);
  const bond = await bondOf(ctx, order);
  const creatorIds = [...new Set([...touches.map((touch) => touch.creatorId), ...(bond === null ? [] : [bond.creatorId])])];
  const creators = await creatorsToPay(ctx, creatorIds);
  const field = {
    order: { ...pay, codes: normalCodes(order.codes), buyerEmailHash: buyerHash(order, creators) },
    touches,
    creators,
    ...(await programsToPay(ctx, creatorIds, order)),
    zone,
    bond,
    rates: (await listExchangeRatesOn(ctx, localDay(pay.atMs, zone))).map(({ base, quote, rate, on, source }) => ({
      from: base,
      to: quote,
      rate,
      onDay: on,
      source,
    })),
  };
  const winning = winningOf(field, bond);
  const earned = await earnedBefore(ctx, order, winning);
  const decision = decidePay({ ...field, earned, capUsage: await capUsageFor(ctx, order, winning) });
  const winner = decision.kind === "pay" ? decision : decision.winner;
  const winnerTouchAtMs = touches.find((touch) => touch.id === winner?.touchId)?.atMs ?? bond?.touchAtMs ?? null;
  return { decision, touchVersion: attributed.touchVersion, touches: attributed.touches, winnerTouchAtMs, bond };
}
