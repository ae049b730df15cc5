import { normalDistribution } from "../../distributions/normal.ts";
import { checkOneOf, checkProbability } from "../../input/check.ts";
import { findRoot } from "../../optimize/brent.ts";
import { checkAlpha } from "../level.ts";

/**
 * `pooled` is R's power.prop.test and most textbooks; `unpooled` leaves the null's variance out; `cohen-h` works on the arcsine scale, as
 * R's pwr and statsmodels do; `baseline` is the formula of Evan Miller's calculator, which takes the baseline's variance under the null.
 */
export type SampleSizeFormula = "pooled" | "unpooled" | "cohen-h" | "baseline";

/** What must be found, and how surely. */
export interface ProportionPlan {
  /** The rate without and with the effect, in [0, 1], different. */
  readonly baseline: number;
  readonly expected: number;
  /** Missing means `pooled`, which is the size that `proportionTest` needs. */
  readonly formula?: SampleSizeFormula;
  /** The chance of refusing a true null; missing means 0.05. */
  readonly alpha?: number;
  /** The chance of finding the effect, in (0, 1), above alpha; missing means 0.8, the convention of the field. */
  readonly power?: number;
  /** Missing means 2. */
  readonly sides?: 1 | 2;
}

/** A size of each of two equal groups. */
export interface SampleSize {
  /** Rounded up. */
  readonly perGroup: number;
  /** As the formula gives it. */
  readonly exact: number;
  readonly formula: string;
}

const { survival, upperQuantile } = normalDistribution();

/**
 * Refuses levels and powers that no size can meet.
 *
 * @throws {RangeError} when alpha or power are outside (0, 1), or the power is not above alpha.
 * @example
 * import { checkPower } from "./proportion-sample-size.ts";
 * checkPower(0.05, 0.01); // => throws RangeError
 */
export function checkPower(alpha: number, power: number): void {
  checkAlpha("alpha", alpha);
  checkAlpha("power", power);
  if (power <= alpha) throw new RangeError(`power must be above alpha: got ${power} and ${alpha}`);
}

interface Quantiles {
  readonly zAlpha: number;
  readonly zBeta: number;
}

const variance = (p: number): number => p * (1 - p);

/** The sizes that come in closed form. */
const CLOSED: Readonly<Record<Exclude<SampleSizeFormula, "cohen-h">, (p: number, q: number, z: Quantiles) => number>> = {
  pooled: (p, q, { zAlpha, zBeta }) => zAlpha * Math.sqrt(2 * variance((p + q) / 2)) + zBeta * Math.sqrt(variance(p) + variance(q)),
  unpooled: (p, q, { zAlpha, zBeta }) => (zAlpha + zBeta) * Math.sqrt(variance(p) + variance(q)),
  baseline: (p, q, { zAlpha, zBeta }) => zAlpha * Math.sqrt(2 * variance(p)) + zBeta * Math.sqrt(variance(p) + variance(q)),
};

/** The size at which a z-test of this standardized effect, with both tails of a two-sided test, has the power. */
function sizeOnArcsines(h: number, { zAlpha, zBeta }: Quantiles, { power, sides }: { power: number; sides: 1 | 2 }): number {
  const oneTail = 2 * ((zAlpha + zBeta) / h) ** 2;
  if (sides === 1) return oneTail;
  const missing = (n: number): number => {
    const shift = h * Math.sqrt(n / 2);
    return survival(zAlpha - shift) + survival(zAlpha + shift) - power;
  };
  const outcome = findRoot(missing, [0, oneTail]);
  return outcome.kind === "not-bracketed" ? oneTail : outcome.at;
}

/**
 * How many units each of two equal groups needs, so that a difference of two rates is found.
 *
 * Four formulas in use are all right and differ by some per cent, so the answer names its own. They hold for the z-test of large groups:
 * with fewer than some ten expected successes a group the test itself is rough.
 *
 * @param plan rates, level and power.
 * @throws {RangeError} when the rates are equal or outside [0, 1], alpha or power are none, or the formula leaves no variance.
 * @see Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, section 4.2; Cohen (1988), chapter 6;
 *   https://www.evanmiller.org/ab-testing/sample-size.html
 * @example
 * import { proportionSampleSize } from "./proportion-sample-size.ts";
 * proportionSampleSize({ baseline: 0.2, expected: 0.25 }).perGroup; // => 1094
 * proportionSampleSize({ baseline: 0.2, expected: 0.25, formula: "baseline" }).perGroup; // => 1031
 */
export function proportionSampleSize(plan: ProportionPlan): SampleSize {
  const { baseline, expected, formula = "pooled", alpha = 0.05, power = 0.8, sides = 2 } = plan;
  checkProbability("baseline", baseline);
  checkProbability("expected", expected);
  checkOneOf("formula", formula, ["pooled", "unpooled", "cohen-h", "baseline"]);
  checkOneOf("sides", sides, [1, 2]);
  checkPower(alpha, power);
  if (baseline === expected) throw new RangeError(`expected must differ from the baseline: got ${expected} twice`);
  const z = { zAlpha: upperQuantile(alpha / sides), zBeta: upperQuantile(1 - power) };
  const h = 2 * Math.abs(Math.asin(Math.sqrt(expected)) - Math.asin(Math.sqrt(baseline)));
  const exact =
    formula === "cohen-h"
      ? sizeOnArcsines(h, z, { power, sides })
      : (Math.max(0, CLOSED[formula](baseline, expected, z)) / (expected - baseline)) ** 2;
  if (!(exact > 0)) throw new RangeError(`formula must leave some variance: ${formula} gives a size of ${exact}`);
  return { perGroup: Math.ceil(exact), exact, formula };
}
