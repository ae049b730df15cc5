import { splitByWeights } from "../../../kernel/split.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import type { ChargedLine, ChargedOrder, CommissionAdjustment, RefundedLine } from "./adjusted-order.ts";
import { standingDisputes } from "./standing-disputes.ts";

/** An exact share in [0, 1], `den` positive. */
export interface Share {
  readonly num: bigint;
  readonly den: bigint;
}

const NONE: Share = { num: 0n, den: 1n };
const ALL: Share = { num: 1n, den: 1n };

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const lesser = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const greater = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/**
 * What share of each line of an order has been taken back by everything that is known so far.
 *
 * Money that a refund assigns to lines is taken from those; the rest of all refunds is spread over what is then left of the order,
 * shipping included, in proportion. Open or lost disputes and the refunds since the first of them are about the same money and count
 * once: the greater of the two holds for each line. What was refunded before a dispute opened was not there to be disputed, and is added
 * to it. A dispute that was won takes nothing. The answer depends on the set of adjustments alone, not on their order of arrival.
 *
 * @param stated what the customer was charged.
 * @param adjustments all that are known of the order.
 * @returns one share a line, in the order's order; nothing is ever taken back twice.
 */
export function takenBackShares(stated: ChargedOrder, adjustments: readonly CommissionAdjustment[]): Share[] {
  const order = withinTotal(stated);
  const refunds = adjustments.filter(({ kind }) => kind === "refund" || kind === "cancellation");
  const disputes = standingDisputes(adjustments);
  const isWhole = [...refunds, ...disputes].some(({ effectiveMinor, lines }) => effectiveMinor === null && lines.length === 0);
  if (isWhole) return order.lines.map(() => ALL);
  const refunded = takenFrom(order, refunds);
  const openedAtMs = Math.min(...disputes.map(({ atMs }) => atMs));
  const disputed = disputes.length === 0 ? [] : takenFrom(order, [...disputes, ...refunds.filter(({ atMs }) => atMs < openedAtMs)]);
  return order.lines.map((line, index) =>
    shareOf(order, line, { refunds, disputes, takenMinor: greater(refunded[index] ?? 0n, disputed[index] ?? 0n) }),
  );
}

/** Where an order's total is below what its lines add up to, each line was charged its part of the total. */
function withinTotal(order: ChargedOrder): ChargedOrder {
  const charged = order.lines.map(({ chargedMinor }) => chargedMinor);
  if (sum(charged) <= order.totalMinor) return order;
  const parts = splitByWeights(order.totalMinor, charged);
  return { ...order, lines: order.lines.map((line, index) => ({ ...line, chargedMinor: parts[index] ?? 0n })) };
}

/** What was taken from each line in minor units of what the customer was charged for it. */
function takenFrom(order: ChargedOrder, events: readonly CommissionAdjustment[]): bigint[] {
  const takenMinor = lesser(order.totalMinor, totalOf(order, events));
  const named = order.lines.map((line) => lesser(line.chargedMinor, namedMinor(line, events)));
  const assigned = sum(named) > takenMinor ? splitByWeights(takenMinor, named) : named;
  const leftOfLines = order.lines.map((line, index) => line.chargedMinor - (assigned[index] ?? 0n));
  const leftOfOther = greater(0n, order.totalMinor - sum(order.lines.map((line) => line.chargedMinor)));
  const open = takenMinor - sum(assigned);
  const weights = [...leftOfLines, leftOfOther];
  if (open === 0n || sum(weights) === 0n) return assigned;
  const spread = splitByWeights(lesser(open, sum(weights)), weights);
  return assigned.map((amount, index) => amount + (spread[index] ?? 0n));
}

/** A refund that names lines and no amount takes what was charged for them. */
function totalOf(order: ChargedOrder, events: readonly CommissionAdjustment[]): bigint {
  const unstated = events.filter(({ effectiveMinor }) => effectiveMinor === null);
  const byLines = sum(order.lines.map((line) => namedMinor(line, unstated)));
  return sum(events.map(({ effectiveMinor }) => effectiveMinor ?? 0n)) + byLines;
}

/** The most that one channel says was taken from a line. */
function namedMinor(line: ChargedLine, events: readonly CommissionAdjustment[]): bigint {
  const bySource = new Map<string, bigint>();
  for (const { source, lines } of events) {
    const named = lines.filter(({ lineId }) => lineId === line.lineId).map((one) => refundedLineMinor(line, one));
    bySource.set(source, (bySource.get(source) ?? 0n) + sum(named));
  }
  return [...bySource.values()].reduce(greater, 0n);
}

function refundedLineMinor(line: ChargedLine, refunded: RefundedLine): bigint {
  if (refunded.amountMinor !== null) return refunded.amountMinor;
  if (refunded.quantity === null || line.quantity === 0n) return line.chargedMinor;
  return roundedQuotient(line.chargedMinor * lesser(refunded.quantity, line.quantity), line.quantity);
}

interface Taken {
  readonly refunds: readonly CommissionAdjustment[];
  readonly disputes: readonly CommissionAdjustment[];
  readonly takenMinor: bigint;
}

/** A line that cost nothing has no share by money: it goes by pieces, and with the whole order. */
function shareOf(order: ChargedOrder, line: ChargedLine, { refunds, disputes, takenMinor }: Taken): Share {
  if (line.chargedMinor > 0n) return { num: takenMinor, den: line.chargedMinor };
  const all = [...refunds, ...disputes];
  if (order.totalMinor > 0n && totalOf(order, all) >= order.totalMinor) return ALL;
  const pieces = all.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === line.lineId));
  if (pieces.some(({ quantity }) => quantity === null) || (pieces.length > 0 && line.quantity === 0n)) return ALL;
  const back = sum(pieces.map(({ quantity }) => quantity ?? 0n));
  return back === 0n ? NONE : { num: lesser(back, line.quantity), den: line.quantity };
}
