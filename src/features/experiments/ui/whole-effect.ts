/** The ends of an interval; null is without bound. */
export interface Ends {
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The interval of what was caused in all, from that of the effect on each region and day: both are the same effect in another unit.
 *
 * @param found the effect and what it adds up to, in units of sales
 * @param ends the interval of the effect
 * @returns the interval of the sum; undefined where the effect is zero, which has no factor to the sum
 * @example
 * import { endsInAll } from "./whole-effect.ts";
 * endsInAll({ effect: 2, total: 120 }, { lower: -1, upper: 5 }); // => { lower: -60, upper: 300 }
 */
export function endsInAll(
  { effect, total }: { readonly effect: number; readonly total: number },
  { lower, upper }: Ends,
): Ends | undefined {
  if (effect === 0) return undefined;
  const inAll = (end: number | null): number | null => (end === null ? null : (end * total) / effect);
  return { lower: inAll(lower), upper: inAll(upper) };
}

/**
 * The interval of the lift, from that of what was caused in all. What was sold is known: whatever was caused, the rest was expected anyway.
 *
 * @param found what was caused in all, in units of sales, and the lift: its share of what was expected
 * @param ends the interval of what was caused
 * @returns shares; an end is without bound where everything that was sold would have been caused
 * @example
 * import { endsOfLift } from "./whole-effect.ts";
 * endsOfLift({ total: 20, lift: 0.25 }, { lower: 0, upper: 50 }); // => { lower: 0, upper: 1 }
 */
export function endsOfLift({ total, lift }: { readonly total: number; readonly lift: number }, { lower, upper }: Ends): Ends {
  if (lift === 0) return { lower: null, upper: null }; // it does not tell how much was expected
  const sold = total / lift + total;
  const share = (end: number | null): number | null => (end === null || end >= sold ? null : end / (sold - end));
  return { lower: share(lower), upper: share(upper) };
}
