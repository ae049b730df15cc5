import { checkFinite, checkNumbers, checkPositive, type Numbers } from "../input/check.ts";
import { sumOf } from "../summary/compensated-sum.ts";

/** Means drawn to a centre, or why they are not. */
export type JamesSteinOutcome =
  | {
      readonly kind: "shrunk";
      readonly estimates: Float64Array;
      /** What is kept of each distance from the centre, in [0, 1]. */
      readonly factor: number;
      readonly center: number;
      /** Whether the formula's factor was below zero and 0 is taken, which is better everywhere (the positive part). */
      readonly isPositivePart: boolean;
    }
  | { readonly kind: "too-few" | "constant" };

/**
 * Means of one known variance, all drawn to a centre by one factor: the positive-part estimator of James and Stein.
 *
 * With four or more means (three when the centre is given) its total squared error is below that of the means themselves, whatever the
 * true values are: c = 1 - (k - 3) variance / sum of squared distances. It holds in total, not for each one, and there is no interval;
 * for unequal variances or intervals take `normalShrinkage`. Linear time.
 *
 * @param values the means, in any unit.
 * @param variance of each, known, above zero, in the square of that unit.
 * @param towards the centre where it is known beforehand: k - 2 takes the place of k - 3; missing means the mean of the values.
 * @returns `too-few` where the theorem does not hold; `constant` where all lie at the centre.
 * @throws {RangeError} when a value is not finite or the variance is not above zero.
 * @see Efron and Morris (1975), Data analysis using Stein's estimator and its generalizations, JASA 70
 * @example
 * import { jamesStein } from "./james-stein.ts";
 * const outcome = jamesStein([1, 2, 3, 10], 4);
 * outcome.kind === "shrunk" && [outcome.factor, ...outcome.estimates].map((value) => value.toFixed(2)); // => ["0.92", "1.24", "2.16", "3.08", "9.52"]
 */
export function jamesStein(values: Numbers, variance: number, towards?: number): JamesSteinOutcome {
  checkNumbers("values", values, 0);
  checkPositive("variance", variance);
  if (towards !== undefined) checkFinite("towards", towards);
  const k = values.length;
  const lost = towards === undefined ? 3 : 2;
  if (k <= lost) return { kind: "too-few" };
  const center = towards ?? sumOf(k, (at) => values[at] as number) / k;
  const squares = sumOf(k, (at) => ((values[at] as number) - center) ** 2);
  if (squares === 0) return { kind: "constant" };
  const kept = 1 - ((k - lost) * variance) / squares;
  const factor = Math.max(0, kept);
  const estimates = Float64Array.from(values, (value) => center + factor * (value - center));
  return { kind: "shrunk", estimates, factor, center, isPositivePart: kept < 0 };
}
