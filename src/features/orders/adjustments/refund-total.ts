/** What may be taken back of an order, or given back again. */
export const adjustmentKinds = ["refund", "refund_failed", "cancellation", "dispute_opened", "dispute_won", "dispute_lost"] as const;
/** One of `adjustmentKinds`. */
export type AdjustmentKind = (typeof adjustmentKinds)[number];

/** An adjustment as it was stated. */
export interface StatedAdjustment {
  readonly kind: AdjustmentKind;
  /** Its id in its store; a failure has that of its refund and a part after the last colon. */
  readonly externalId: string;
  /** When it happened, epoch milliseconds. */
  readonly atMs: number;
  /** The channel it came by. */
  readonly source: string;
  /** Minor units >= 0; null: the whole order. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  /** The amount is all that was refunded so far, not this refund alone. */
  readonly isCumulative: boolean;
}

/** The order that adjustments take from. */
export interface AdjustedOrder {
  readonly totalMinor: bigint;
  readonly currency: string;
}

interface SourceTotal {
  readonly each: bigint;
  readonly soFar: bigint;
}

const greatest = (values: readonly bigint[]): bigint => values.reduce((most, value) => (value > most ? value : most), 0n);
const atMost = (value: bigint, most: bigint): bigint => (value > most ? most : value);

function refundedSoFar(bySource: ReadonlyMap<string, SourceTotal>, order: AdjustedOrder): bigint {
  return atMost(greatest([...bySource.values()].map((total) => greatest([total.each, total.soFar]))), order.totalMinor);
}

function counted(before: SourceTotal, adjustment: StatedAdjustment, order: AdjustedOrder): SourceTotal {
  const amount = adjustment.amountMinor ?? order.totalMinor;
  const isSum = adjustment.isCumulative || adjustment.amountMinor === null;
  return isSum ? { ...before, soFar: greatest([before.soFar, amount]) } : { ...before, each: before.each + amount };
}

/** What a later word of a refund or a dispute is about: its id up to the last colon, as `re_1` in `re_1:failed`. */
export const subjectId = ({ externalId }: { readonly externalId: string }): string => externalId.replace(/:[^:]*$/, "");

/**
 * The ids of refunds that failed afterwards: their money never left, and they count for nothing.
 *
 * @param adjustments of one order, in any order; a failure whose refund is not among them waits for it.
 * @example
 * import { failedRefunds } from "./refund-total.ts";
 * const common = { source: "stripe", atMs: 0, amountMinor: 5n, currency: null, isCumulative: false } as const;
 * const refund = { ...common, kind: "refund", externalId: "re_1" } as const;
 * failedRefunds([refund, { ...common, kind: "refund_failed", externalId: "re_1:failed" }]); // => new Set(["re_1"])
 */
export function failedRefunds(adjustments: readonly Pick<StatedAdjustment, "kind" | "externalId">[]): ReadonlySet<string> {
  const refunds = new Set(adjustments.filter(({ kind }) => kind === "refund").map(({ externalId }) => externalId));
  const named = adjustments.filter(({ kind }) => kind === "refund_failed").map(subjectId);
  return new Set(named.filter((id) => refunds.has(id)));
}

interface Failure {
  readonly source: string;
  readonly amountMinor: bigint;
  readonly refundedAtMs: number;
  readonly failedAtMs: number;
}

function failuresOf(adjustments: readonly StatedAdjustment[], order: AdjustedOrder): Failure[] {
  return adjustments.flatMap((failure) => {
    if (failure.kind !== "refund_failed") return [];
    const refund = adjustments.find((each) => each.kind === "refund" && each.externalId === subjectId(failure));
    if (refund === undefined) return [];
    const amountMinor = refund.amountMinor ?? order.totalMinor;
    return [{ source: refund.source, amountMinor, refundedAtMs: refund.atMs, failedAtMs: failure.atMs }];
  });
}

/** A sum that was reported between a refund and its failure still includes the refund. */
const heldIn = (sum: StatedAdjustment, failures: readonly Failure[]): bigint =>
  failures
    .filter((each) => each.source === sum.source && each.refundedAtMs <= sum.atMs && sum.atMs <= each.failedAtMs)
    .reduce((total, each) => total + each.amountMinor, 0n);

/** The adjustments as they were stated, corrected by what failed: a failed refund is zero, and sums are without it. */
function withoutFailed(adjustments: readonly StatedAdjustment[], order: AdjustedOrder): readonly StatedAdjustment[] {
  const failures = failuresOf(adjustments, order);
  if (failures.length === 0) return adjustments;
  const failed = failedRefunds(adjustments);
  return adjustments.map((each) => {
    if (each.kind !== "refund") return each;
    if (failed.has(each.externalId)) return { ...each, amountMinor: 0n };
    if (!each.isCumulative || each.amountMinor === null) return each;
    return { ...each, amountMinor: greatest([each.amountMinor - heldIn(each, failures), 0n]) };
  });
}

const takesMoney = (adjustment: StatedAdjustment): boolean =>
  adjustment.kind === "refund" || (adjustment.kind === "cancellation" && adjustment.amountMinor !== null);

/**
 * By how much each refund raises what was refunded of an order.
 *
 * The store, the payment provider and a file may all report one and the same refund, some as single refunds, some as the sum so far. What
 * counts as refunded is the most that any one channel reports in all, at most the order's total; each refund takes effect by what it adds
 * to that. So the sum is the same whatever arrives first, and no refund counts twice. A refund that failed takes no effect, and a sum of the
 * same channel that was told between it and its failure is lowered by it. A refund in another currency takes no effect here and is flagged
 * where it is shown.
 *
 * @param adjustments of one order, in the order in which they were recorded.
 * @param order its total and currency.
 * @returns for each adjustment the minor units it takes effect by: for refunds and partial cancellations as above; for failures and disputes
 * as stated; null for a cancellation of the whole order and a dispute about all of it.
 * @example
 * import { effectiveAmounts } from "./refund-total.ts";
 * const refund = { kind: "refund", externalId: "r", atMs: 0, currency: "EUR" } as const;
 * const stated = [
 *   { ...refund, source: "shopify", amountMinor: 20n, isCumulative: false },
 *   { ...refund, source: "stripe", amountMinor: 20n, isCumulative: true },
 *   { ...refund, source: "shopify", amountMinor: 5n, isCumulative: false },
 * ];
 * effectiveAmounts(stated, { totalMinor: 100n, currency: "EUR" }); // => [20n, 0n, 5n]
 */
export function effectiveAmounts(adjustments: readonly StatedAdjustment[], order: AdjustedOrder): (bigint | null)[] {
  const bySource = new Map<string, SourceTotal>();
  return withoutFailed(adjustments, order).map((adjustment) => {
    if (!takesMoney(adjustment)) return adjustment.amountMinor;
    if (isForeign(adjustment, order)) return 0n;
    const before = refundedSoFar(bySource, order);
    bySource.set(adjustment.source, counted(bySource.get(adjustment.source) ?? { each: 0n, soFar: 0n }, adjustment, order));
    return refundedSoFar(bySource, order) - before;
  });
}

/**
 * Whether an adjustment is in another currency than its order, so that it cannot be subtracted.
 *
 * @param adjustment as stated; without a currency it is in the order's.
 * @param order its currency counts.
 * @example
 * import { isForeign } from "./refund-total.ts";
 * const refund = { kind: "refund", externalId: "r", atMs: 0, source: "stripe", amountMinor: 1n, isCumulative: false } as const;
 * isForeign({ ...refund, currency: "USD" }, { totalMinor: 5n, currency: "EUR" }); // => true
 */
export const isForeign = (adjustment: StatedAdjustment, order: AdjustedOrder): boolean =>
  adjustment.currency !== null && adjustment.currency !== order.currency;

/**
 * What was refunded of an order in all.
 *
 * @param adjustments of one order, in any order.
 * @param order its total and currency.
 * @returns minor units between zero and the order's total.
 * @example
 * import { refundedMinor } from "./refund-total.ts";
 * const whole = { kind: "refund", externalId: "r", atMs: 0, source: "api", amountMinor: null, currency: null, isCumulative: false } as const;
 * refundedMinor([whole], { totalMinor: 100n, currency: "EUR" }); // => 100n
 */
export function refundedMinor(adjustments: readonly StatedAdjustment[], order: AdjustedOrder): bigint {
  const amounts = effectiveAmounts(adjustments, order);
  return adjustments.reduce((sum, each, index) => (takesMoney(each) ? sum + (amounts[index] ?? 0n) : sum), 0n);
}
