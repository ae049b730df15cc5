import { gammaDistribution } from "../../distributions/gamma.ts";
import { checkNotNegative, checkNumbers } from "../../input/check.ts";
import { checkLevel } from "../level.ts";
import type { IntervalEstimate } from "./proportion.ts";

/** The weights of events, where only their sums are at hand. */
export interface WeightSums {
  /** The sum of the weights. */
  readonly total: number;
  /** The sum of their squares. */
  readonly squares: number;
  /** The most that one event can add, at least every weight. */
  readonly largest: number;
}

/** How {@link weightedTotal} is asked. */
export interface WeightedTotalOptions {
  readonly largest?: number;
  readonly level?: number;
}

function sumsOf(weights: readonly number[], least: number): WeightSums {
  checkNumbers("weights", weights, 0);
  checkNotNegative("largest", least);
  let [total, squares, largest] = [0, 0, least];
  for (const weight of weights) {
    if (weight < 0) throw new RangeError(`weights must be at least zero: got ${weight}`);
    total += weight;
    squares += weight * weight;
    largest = Math.max(largest, weight);
  }
  return { total, squares, largest };
}

function checkedSums(sums: WeightSums): WeightSums {
  for (const [name, value] of Object.entries(sums)) checkNotNegative(name, value);
  return sums;
}

/**
 * The interval of a total to which each of some events added its weight, where how many events happen is chance: what another run of the
 * same thing would bring.
 *
 * Events are taken as independent and Poisson: the interval is Fay and Feuer's, which is exact (Garwood's) where all weights are alike and
 * stays on the safe side where they differ: it covers at least its level. A resampling of the events that happened would hold their number
 * fixed, and give no width at all to a hundred orders of the same amount. It is not the interval of a mean.
 *
 * @param weights one an event, each at least zero, in any unit; none: the upper end is then unknown, infinite, unless largest is given.
 *   Or their sums, which is all that is needed of millions of events.
 * @param options.largest the most that one event can add, at least every weight; missing means the largest weight that was seen, which is
 *   too little where rare large events may not have come.
 * @param options.level the coverage asked for, in (0, 1); missing means 0.95, the convention of the field.
 * @returns the total and its ends in the weights' unit.
 * @throws {RangeError} for a weight or a sum below zero or no number, or a level that is none.
 * @see Fay and Feuer (1997), Confidence intervals for directly standardized rates, Statistics in Medicine 16, equations 1 and 2
 * @example
 * import { weightedTotal } from "./weighted-total.ts";
 * const { low, high } = weightedTotal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
 * [low.toFixed(4), high.toFixed(4)]; // => ["4.7954", "18.3904"]
 */
export function weightedTotal(weights: readonly number[] | WeightSums, options: WeightedTotalOptions = {}): IntervalEstimate {
  const { level = 0.95 } = options;
  checkLevel(level);
  const { total: estimate, squares, largest } = "total" in weights ? checkedSums(weights) : sumsOf(weights, options.largest ?? 0);
  const tail = (1 - level) / 2;
  if (largest === 0) return { estimate, low: 0, high: Infinity };
  const low = estimate === 0 ? 0 : gammaDistribution(estimate ** 2 / squares, estimate / squares).quantile(tail);
  const [more, moreSquares] = [estimate + largest, squares + largest ** 2];
  return { estimate, low, high: gammaDistribution(more ** 2 / moreSquares, more / moreSquares).upperQuantile(tail) };
}
