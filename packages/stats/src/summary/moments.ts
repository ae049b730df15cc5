import { checkNotNegative, checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";
import { sumOf } from "./compensated-sum.ts";

/** The mean without the checks: the middle of checked values, then the mean of what lies around it, so that timestamps keep their digits. */
function meanOf(values: Numbers): number {
  const first = values[0] ?? 0;
  return first + sumOf(values.length, (at) => (values[at] ?? 0) - first) / values.length;
}

/** The sum of the products of both lists' distances from their means, corrected for what rounding left of the means. */
function coproduct(x: Numbers, y: Numbers): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  const product = sumOf(x.length, (at) => ((x[at] ?? 0) - meanX) * ((y[at] ?? 0) - meanY));
  const restX = sumOf(x.length, (at) => (x[at] ?? 0) - meanX);
  const restY = x === y ? restX : sumOf(y.length, (at) => (y[at] ?? 0) - meanY);
  return product - (restX * restY) / x.length;
}

/**
 * The arithmetic mean.
 *
 * Distances from the first value are summed, compensated, so that instants in milliseconds keep their fractions. Linear time.
 *
 * @param values at least one finite number.
 * @throws {RangeError} when there is none, or one is not finite.
 * @example
 * import { mean } from "./moments.ts";
 * mean([1, 2, 6]); // => 3
 */
export function mean(values: Numbers): number {
  checkNumbers("values", values);
  return meanOf(values);
}

/**
 * The sample variance, with n - 1 below the line.
 *
 * Two passes with a correction: the textbook's sum of squares minus n times the squared mean loses every digit of instants and of large
 * amounts. Linear time.
 *
 * @param values at least two finite numbers.
 * @returns at least zero, in the square of the values' unit.
 * @throws {RangeError} when there are fewer than two, or one is not finite.
 * @see Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, equation 1.7
 * @example
 * import { variance } from "./moments.ts";
 * variance([1e15 + 1, 1e15 + 2, 1e15 + 3]); // => 1
 */
export function variance(values: Numbers): number {
  checkNumbers("values", values, 2);
  return Math.max(0, coproduct(values, values)) / (values.length - 1);
}

/**
 * The sample standard deviation: the square root of `variance`.
 *
 * @param values at least two finite numbers.
 * @throws {RangeError} when there are fewer than two, or one is not finite.
 * @example
 * import { standardDeviation } from "./moments.ts";
 * standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]).toFixed(6); // => "2.138090"
 */
export function standardDeviation(values: Numbers): number {
  return Math.sqrt(variance(values));
}

/**
 * The sample covariance of two lists, with n - 1 below the line.
 *
 * @param x at least two finite numbers.
 * @param y as many.
 * @throws {RangeError} when the lengths differ, there are fewer than two, or one is not finite.
 * @example
 * import { covariance } from "./moments.ts";
 * covariance([1, 2, 3], [2, 4, 6]); // => 2
 */
export function covariance(x: Numbers, y: Numbers): number {
  checkSameLength("x", x, "y", y);
  checkNumbers("x", x, 2);
  checkNumbers("y", y, 2);
  return coproduct(x, y) / (x.length - 1);
}

/** A correlation, or that a list does not vary, so that there is none. */
export type CorrelationOutcome = { readonly kind: "correlated"; readonly r: number } | { readonly kind: "constant" };

/**
 * Pearson's correlation of two lists.
 *
 * @param x at least two finite numbers; their ranks give Spearman's correlation.
 * @param y as many.
 * @returns r in [-1, 1], or `constant` when one of the lists does not vary.
 * @throws {RangeError} when the lengths differ, there are fewer than two, or one is not finite.
 * @example
 * import { correlation } from "./moments.ts";
 * correlation([1, 2, 3], [1, 2, 1]); // => { kind: "correlated", r: 0 }
 * correlation([1, 2, 3], [5, 5, 5]); // => { kind: "constant" }
 */
export function correlation(x: Numbers, y: Numbers): CorrelationOutcome {
  const [between, ofX, ofY] = [covariance(x, y), variance(x), variance(y)];
  if (ofX === 0 || ofY === 0) return { kind: "constant" };
  return { kind: "correlated", r: Math.min(1, Math.max(-1, between / Math.sqrt(ofX) / Math.sqrt(ofY))) };
}

function checkWeights(values: Numbers, weights: Numbers): number {
  checkSameLength("values", values, "weights", weights);
  checkNumbers("values", values);
  for (let at = 0; at < weights.length; at++) checkNotNegative(`weights[${at}]`, weights[at] ?? Number.NaN);
  const total = sumOf(weights.length, (at) => weights[at] ?? 0);
  if (!(total > 0)) throw new RangeError("weights must sum to more than zero");
  return total;
}

/**
 * The mean in which each value counts by its weight.
 *
 * @param values at least one finite number.
 * @param weights as many, at least zero, not all zero; only their proportions matter.
 * @throws {RangeError} when the lengths differ, a value is not finite, a weight is negative or all are zero.
 * @example
 * import { weightedMean } from "./moments.ts";
 * weightedMean([1, 5], [3, 1]); // => 2
 */
export function weightedMean(values: Numbers, weights: Numbers): number {
  const total = checkWeights(values, weights);
  const first = values[0] ?? 0;
  return first + sumOf(values.length, (at) => (weights[at] ?? 0) * ((values[at] ?? 0) - first)) / total;
}

/**
 * The variance in which each value counts by its weight.
 *
 * The two meanings of a weight differ below the line: with `frequency` a weight of 3 stands for three equal values and the divisor is the
 * sum of weights less 1; with `reliability` a weight says how well a value is known, only proportions matter, and the divisor is
 * V1 - V2 / V1 (V1 and V2 the sums of the weights and of their squares), which makes it unbiased.
 *
 * @param values at least one finite number.
 * @param weights as many, at least zero.
 * @param meaning of the weights; there is no default, since the answers differ.
 * @throws {RangeError} as `weightedMean` does, and when the divisor is not above zero: a single value has no variance.
 * @see https://www.gnu.org/software/gsl/doc/html/statistics.html#weighted-samples
 * @example
 * import { weightedVariance } from "./moments.ts";
 * weightedVariance([1, 2], [2, 2], "frequency").toFixed(6); // => "0.333333"
 * weightedVariance([1, 2], [2, 2], "reliability"); // => 0.5
 */
export function weightedVariance(values: Numbers, weights: Numbers, meaning: "frequency" | "reliability"): number {
  const middle = weightedMean(values, weights);
  const total = sumOf(weights.length, (at) => weights[at] ?? 0);
  const squares = sumOf(values.length, (at) => (weights[at] ?? 0) * ((values[at] ?? 0) - middle) ** 2);
  const divisor = meaning === "frequency" ? total - 1 : total - sumOf(weights.length, (at) => (weights[at] ?? 0) ** 2) / total;
  if (!(divisor > total * Number.EPSILON)) throw new RangeError(`weights must stand for more than one value: got a divisor of ${divisor}`);
  return squares / divisor;
}
