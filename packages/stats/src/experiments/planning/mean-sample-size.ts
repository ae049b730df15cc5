import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkOneOf, checkPositive } from "../../input/check.ts";
import { findRoot } from "../../optimize/brent.ts";
import { integral, knownValue } from "../../quadrature/integral.ts";
import { checkPower, type SampleSize } from "./proportion-sample-size.ts";

/** What difference of means must be found, and how surely. */
export interface MeanPlan {
  /** The difference, above zero, in the metric's unit. */
  readonly difference: number;
  /** The standard deviation of one unit in either group, above zero, in the same unit. */
  readonly sd: number;
  /** `normal` leaves out that the standard deviation is estimated: one unit fewer or so. Missing means `t`. */
  readonly formula?: "t" | "normal";
  /** Missing means 0.05. */
  readonly alpha?: number;
  /** Missing means 0.8. */
  readonly power?: number;
  /** Missing means 2; the power counts the side of the effect alone. */
  readonly sides?: 1 | 2;
}

const normal = normalDistribution();

/**
 * The chance that t is above a value where the true effect is so many standard errors: the upper tail of the noncentral t.
 *
 * An integral over the standard deviation that is estimated, at whose quantiles a normal tail is taken.
 *
 * @example
 * import { noncentralTSurvival } from "./mean-sample-size.ts";
 * noncentralTSurvival(2, 10, 0).toFixed(9); // => "0.036694017"
 */
export function noncentralTSurvival(t: number, df: number, shift: number): number {
  const { quantile, upperQuantile } = chiSquareDistribution(df);
  const tail = (chi: number): number => normal.survival(t * Math.sqrt(chi / df) - shift);
  const ends = [0, 1e-6, 1e-3, 0.1, 0.5];
  return knownValue(
    integral((p) => tail(quantile(p)), ends),
    integral((p) => tail(upperQuantile(p)), ends),
  );
}

/** The power of a t-test with so many units a group, which need not be a whole number. */
function powerOf(n: number, effect: number, tail: number): number {
  const df = 2 * (n - 1);
  return noncentralTSurvival(studentTDistribution(df).upperQuantile(tail), df, effect * Math.sqrt(n / 2));
}

/**
 * How many units each of two equal groups needs, so that a difference of means is found by a t-test.
 *
 * By the noncentral t distribution, as R's power.t.test does. For revenue take the standard deviation over all visitors, those who bought
 * nothing included.
 *
 * @param plan difference, spread, level and power.
 * @returns at least two a group, rounded up, and the exact number.
 * @throws {RangeError} when difference or spread are not above zero, or alpha or power are none.
 * @see Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, section 2.4
 * @example
 * import { meanSampleSize } from "./mean-sample-size.ts";
 * meanSampleSize({ difference: 5, sd: 10 }).perGroup; // => 64
 */
export function meanSampleSize({ difference, sd, formula = "t", alpha = 0.05, power = 0.8, sides = 2 }: MeanPlan): SampleSize {
  checkPositive("difference", difference);
  checkPositive("sd", sd);
  checkOneOf("formula", formula, ["t", "normal"]);
  checkOneOf("sides", sides, [1, 2]);
  checkPower(alpha, power);
  const effect = difference / sd;
  const tail = alpha / sides;
  const plain = 2 * ((normal.upperQuantile(tail) + normal.upperQuantile(1 - power)) / effect) ** 2;
  if (formula === "normal") return { perGroup: Math.max(2, Math.ceil(plain)), exact: plain, formula };
  const outcome = findRoot((n) => powerOf(n, effect, tail) - power, [1.01, Math.max(plain, 2) + 20], { tolerance: 1e-12 });
  const exact = outcome.kind === "not-bracketed" ? 2 : outcome.at;
  return { perGroup: Math.max(2, Math.ceil(exact)), exact, formula };
}
