import { checkFinite, checkSameLength, type Numbers } from "../../input/check.ts";
import { continuingAfter, crossingAt, NOTHING_SEEN } from "./stopping-region.ts";

/** Bounds of z at looks, and what is true. */
export interface Boundaries {
  /** The share of the planned information that each look has, ascending, in (0, 1]. */
  readonly fractions: Numbers;
  /** The z at which a look stops, above zero, one a look. */
  readonly bounds: Numbers;
  /** Whether -bound stops too (2) or only the upper bound (1); missing means 2. */
  readonly sides?: 1 | 2;
  /** The mean of z when all information is in: the effect by its planned standard error; missing means 0, no effect. */
  readonly drift?: number;
}

/** How a sequential test ends. */
export interface BoundaryCrossing {
  /** The chance of stopping at each look for the upper bound, and for the lower. */
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  /** The chance of stopping at all: the level under no effect, the power under one. */
  readonly total: number;
  /** The share of the planned information that is used on average; what is not stopped uses all that was looked at. */
  readonly expectedFraction: number;
}

/**
 * Refuses what are no shares of information.
 *
 * @throws {RangeError} when there is none, or they do not ascend in (0, 1].
 * @example
 * import { checkFractions } from "./boundary-crossing.ts";
 * checkFractions([0.5, 0.5]); // => throws RangeError
 */
export function checkFractions(fractions: Numbers): void {
  if (fractions.length === 0) throw new RangeError("fractions must be a list of at least one look");
  for (let at = 0; at < fractions.length; at++) {
    const fraction = fractions[at] as number;
    if (!(fraction > (fractions[at - 1] ?? 0) && fraction <= 1)) {
      throw new RangeError(`fractions must ascend in (0, 1]: got ${fraction} at ${at}`);
    }
  }
}

/**
 * The chance that a sequential test stops at each look, with or without an effect.
 *
 * By integrating the density of z from look to look (Armitage, McPherson and Rowe), not by simulation. It gives the level of any bounds,
 * also of looking with 1.96 each time, the power, and how early one may expect to stop. Time: some milliseconds a look.
 *
 * @throws {RangeError} when fractions do not ascend in (0, 1], or bounds are not above zero and as many.
 * @see Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical Trials, chapter 19
 * @example
 * import { boundaryCrossing } from "./boundary-crossing.ts";
 * const everyLook = { fractions: [0.2, 0.4, 0.6, 0.8, 1], bounds: [1.96, 1.96, 1.96, 1.96, 1.96] };
 * boundaryCrossing(everyLook).total.toFixed(3); // => "0.142"
 */
export function boundaryCrossing({ fractions, bounds, sides = 2, drift = 0 }: Boundaries): BoundaryCrossing {
  checkFractions(fractions);
  checkSameLength("fractions", fractions, "bounds", bounds);
  checkFinite("drift", drift);
  const [upper, lower] = [new Float64Array(bounds.length), new Float64Array(bounds.length)];
  let [state, total, expectedFraction] = [NOTHING_SEEN, 0, 0];
  for (let at = 0; at < bounds.length; at++) {
    const [bound, fraction] = [bounds[at] as number, fractions[at] as number];
    if (!(bound > 0)) throw new RangeError(`bounds[${at}] must be above zero: got ${bound}`);
    const below = sides === 2 ? -bound : -Infinity;
    const crossed = crossingAt(state, { fraction, drift }, bound, below);
    [upper[at], lower[at]] = [crossed.upper, crossed.lower];
    total += crossed.upper + crossed.lower;
    expectedFraction += (crossed.upper + crossed.lower) * fraction;
    const next = fractions[at + 1];
    if (next === undefined) expectedFraction += (1 - total) * fraction;
    else state = continuingAfter(state, { fraction, drift }, [below, bound], next);
  }
  return { upper, lower, total, expectedFraction };
}
