import { checkNumbers, type Numbers } from "../../input/check.ts";
import { WHOLE_PPB } from "../largest-remainder.ts";

/** A total divided among channels: a number a channel, in the order of `channels`, which sum to the total. */
export interface ChannelCredit {
  readonly kind: "credited";
  /** Conversions, or money in the unit of the values. */
  readonly total: number;
  readonly credit: Float64Array;
}

/**
 * Credit as whole parts per billion that sum to exactly one billion, by largest remainder, equal ones by order.
 *
 * Unlike `apportioned` it takes negative credit, which Shapley's value of conversion rates can give: such a channel gets negative parts
 * and the others more than a billion together. Clip in what is shown, not in what is kept. Time: a sort.
 *
 * @param credit a finite number a channel, with a sum above zero; only their proportions matter.
 * @returns a whole number a channel.
 * @throws {RangeError} when a number is not finite, the sum is not above zero, or it is lost in the rounding of its parts.
 * @example
 * import { creditParts } from "./channel-credit.ts";
 * creditParts([1, 1, 1]); // => [333333334, 333333333, 333333333]
 * creditParts([3, -1]); // => [1500000000, -500000000]
 */
export function creditParts(credit: Numbers): number[] {
  checkNumbers("credit", credit);
  const list = Array.from(credit);
  const total = list.reduce((sum, one) => sum + one, 0);
  if (!(total > 0)) throw new RangeError(`credit must sum to more than zero: got ${total}`);
  const shares = list.map((one) => (one / total) * WHOLE_PPB);
  const parts = shares.map(Math.floor);
  const left = WHOLE_PPB - parts.reduce((sum, part) => sum + part, 0);
  if (!(left >= 0 && left <= list.length)) throw new RangeError("credit must not cancel to less than a millionth of its parts");
  const remainder = (at: number): number => (shares[at] as number) - (parts[at] as number);
  const order = shares.map((_, at) => at).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const at of order.slice(0, left)) parts[at] = (parts[at] as number) + 1;
  return parts;
}
