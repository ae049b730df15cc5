import { roundedQuotient } from "./rounding.ts";

/** What is known when the n-th refund of one line arrives; all amounts are minor units >= 0 of one currency. */
export interface ReversalInput {
  /** What the line earned. */
  readonly originalMinor: bigint;
  /** What has been taken back of it by earlier reversals, net of what was given back. */
  readonly reversedMinor: bigint;
  /** The amount the line earned on, more than zero. */
  readonly baseMinor: bigint;
  /** What has been refunded of that base so far, this refund included; more than the base counts as the base. */
  readonly refundedMinor: bigint;
}

/**
 * What the newest refund takes back: the rounded share of all refunds so far, minus what was already taken back.
 *
 * Rounding the running total instead of each refund keeps many small refunds together equal to one large one, and never beyond the
 * original. Where refunds were taken back (a dispute won), the result is negative: that much is earned again.
 *
 * @param input the line's earnings, its base, and the running totals.
 * @returns minor units to reverse now; `reversedMinor` plus the result lies in [0, originalMinor].
 * @throws {RangeError} when the base is not positive or another amount is negative: a share of nothing is unknown, the caller decides.
 * @example
 * import { reversalMinor } from "./reversal.ts";
 * reversalMinor({ originalMinor: 100n, reversedMinor: 0n, baseMinor: 300n, refundedMinor: 100n }); // => 33n
 * reversalMinor({ originalMinor: 100n, reversedMinor: 33n, baseMinor: 300n, refundedMinor: 200n }); // => 34n
 * reversalMinor({ originalMinor: 100n, reversedMinor: 67n, baseMinor: 300n, refundedMinor: 300n }); // => 33n
 */
export function reversalMinor(input: ReversalInput): bigint {
  const { originalMinor, reversedMinor, baseMinor, refundedMinor } = input;
  if (baseMinor <= 0n) throw new RangeError("a proportional reversal needs a base above zero");
  if (originalMinor < 0n || reversedMinor < 0n || refundedMinor < 0n) throw new RangeError("amounts of a reversal must not be negative");
  const refunded = refundedMinor > baseMinor ? baseMinor : refundedMinor;
  return roundedQuotient(originalMinor * refunded, baseMinor) - reversedMinor;
}
