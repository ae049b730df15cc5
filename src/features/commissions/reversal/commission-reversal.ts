import { reversalMinor } from "../../../kernel/reversal.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import type { ChargedOrder, CommissionAdjustment } from "./adjusted-order.ts";
import { takenBackShares, type Share } from "./taken-back.ts";

/** A line of a commission, as its decision left it; amounts are minor units >= 0. */
export interface CommissionLine {
  /** Null for the whole order. */
  readonly lineId: string | null;
  /** The order's lines that the base is made of. */
  readonly covers: readonly { readonly lineId: string | null; readonly baseMinor: bigint }[];
  readonly baseMinor: bigint;
  readonly amountMinor: bigint;
}

/** What to take back of a commission now, line by line in its order; below zero where something is earned again. */
export interface CommissionReversal {
  readonly linesMinor: readonly bigint[];
  readonly totalMinor: bigint;
}

/** All that is known when an adjustment of an order arrives, or when a commission is made for an order that was adjusted before. */
export interface CommissionReversalInput {
  readonly lines: readonly CommissionLine[];
  readonly order: ChargedOrder;
  /** All adjustments known so far, the newest included, in any order. */
  readonly adjustments: readonly CommissionAdjustment[];
  /** What was taken back of each line before, net of what was given back; parallel to `lines`. */
  readonly reversedMinor: readonly bigint[];
}

/**
 * What refunds, cancellations and disputes take back of a commission now.
 *
 * Each line is taken back at its own rate: in the share in which what it stands on has been taken back so far, rounded once, less what
 * was already taken back. So many small refunds come to the same as one large one, nothing beyond the original is ever taken, and a
 * dispute that is won gives back. Fixed amounts follow the same rule: in proportion. A commission already paid out is taken back just
 * so; the balance may fall below zero and is carried over.
 *
 * @param input the commission's lines, the order's charges, all adjustments, and what was taken back before.
 * @returns amounts to book, zero where nothing changes; `reversedMinor` plus them lies in [0, amountMinor] for every line.
 */
export function commissionReversal({ lines, order, adjustments, reversedMinor }: CommissionReversalInput): CommissionReversal {
  const shares = takenBackShares(order, adjustments);
  const byLine = new Map(order.lines.map((line, index) => [line.lineId, shares[index] ?? { num: 0n, den: 1n }]));
  const linesMinor = lines.map((line, index) => {
    const { num, den } = shareOfLine(line, byLine);
    return reversalMinor({
      originalMinor: line.amountMinor,
      reversedMinor: reversedMinor[index] ?? 0n,
      baseMinor: den,
      refundedMinor: num,
    });
  });
  return { linesMinor, totalMinor: linesMinor.reduce((total, amount) => total + amount, 0n) };
}

/** The bases' mean of the shares of the order's lines, exact; where the bases are all zero each line counts the same. */
function shareOfLine(line: CommissionLine, byLine: ReadonlyMap<string | null, Share>): Share {
  const isFree = line.baseMinor === 0n;
  const zero: Share = { num: 0n, den: 1n };
  const total = line.covers.reduce((sum, cover) => {
    const share = byLine.get(cover.lineId);
    if (share === undefined) throw new RangeError(`line ${cover.lineId} of the commission is not among the order's`);
    const weight = isFree ? 1n : cover.baseMinor;
    return { num: sum.num * share.den + weight * share.num * sum.den, den: sum.den * share.den };
  }, zero);
  const base = isFree ? BigInt(line.covers.length) : line.baseMinor;
  return { num: total.num, den: total.den * base };
}

/**
 * How much of what a commission counted against a cap still counts after reversals; the rest is room that can be earned again.
 *
 * @param countedMinor what the decision counted, in the cap's currency.
 * @param amountMinor what the commission earned, more than zero.
 * @param reversedMinor what was taken back of it, in [0, amountMinor].
 * @returns minor units of the cap's currency, rounded half away from zero.
 * @example
 * import { stillCountedMinor } from "./commission-reversal.ts";
 * stillCountedMinor(500n, 1_000n, 250n); // => 375n
 */
export function stillCountedMinor(countedMinor: bigint, amountMinor: bigint, reversedMinor: bigint): bigint {
  return roundedQuotient(countedMinor * (amountMinor - reversedMinor), amountMinor);
}
