import { checkCount } from "../../input/check.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { checkLevel } from "../level.ts";

/** How many of how many: buyers of visitors, both whole numbers, trials at least 1. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/** An estimate with the interval around it, in the unit of the estimate. */
export interface IntervalEstimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Refuses what is no proportion.
 *
 * @throws {RangeError} when a number is no count, there is no trial, or more successes than trials.
 * @example
 * import { checkProportion } from "./proportion.ts";
 * checkProportion("a", { successes: 3, trials: 2 }); // => throws RangeError
 */
export function checkProportion(name: string, { successes, trials }: Proportion): void {
  checkCount(`${name}.trials`, trials, 1);
  checkCount(`${name}.successes`, successes);
  if (successes > trials) throw new RangeError(`${name}.successes must be at most its trials: got ${successes} of ${trials}`);
}

/**
 * The share of successes, in [0, 1].
 *
 * @example
 * import { rateOf } from "./proportion.ts";
 * rateOf({ successes: 1, trials: 4 }); // => 0.25
 */
export const rateOf = ({ successes, trials }: Proportion): number => successes / trials;

/**
 * A proportion with Wilson's interval: the rates that a score test does not refuse.
 *
 * It stays in [0, 1], is never of no width, and covers close to its level from a handful of trials on, where estimate plus or minus two
 * standard errors covers far less. Its coverage swings around the level and can fall some percent short for rates next to 0 or 1.
 *
 * @param proportion successes of trials.
 * @param level the coverage asked for, in (0, 1); missing means 0.95, the convention of the field.
 * @throws {RangeError} when the proportion or the level is none.
 * @see Wilson (1927), JASA 22; Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, section 3.1
 * @example
 * import { wilsonInterval } from "./proportion.ts";
 * wilsonInterval({ successes: 0, trials: 10 }).high.toFixed(6); // => "0.277533"
 */
export function wilsonInterval(proportion: Proportion, level = 0.95): IntervalEstimate {
  checkProportion("proportion", proportion);
  checkLevel(level);
  const { successes, trials } = proportion;
  const z = normalDistribution().upperQuantile((1 - level) / 2);
  const square = z * z;
  const middle = successes + square / 2;
  const half = z * Math.sqrt(successes * (1 - successes / trials) + square / 4);
  const all = trials + square;
  const low = successes === 0 ? 0 : (successes * rateOf(proportion)) / (middle + half);
  return { estimate: rateOf(proportion), low: low, high: successes === trials ? 1 : (middle + half) / all };
}
