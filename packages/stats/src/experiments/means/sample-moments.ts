import { checkCount, checkFinite, checkNotNegative, checkNumbers, type Numbers } from "../../input/check.ts";
import { mean, variance } from "../../summary/moments.ts";

/** What a test of means needs to know of a group: a table of a billion rows can be asked for these three. */
export interface SampleMoments {
  /** How many units, at least 2. */
  readonly n: number;
  readonly mean: number;
  /** With n - 1 below the line, at least 0, in the square of the mean's unit. */
  readonly variance: number;
}

/**
 * Size, mean and variance of a group.
 *
 * @param values a finite number a unit, at least two.
 * @throws {RangeError} when there are fewer than two, since one value has no variance, or one is not finite.
 * @example
 * import { sampleMoments } from "./sample-moments.ts";
 * sampleMoments([1, 2, 6]); // => { n: 3, mean: 3, variance: 7 }
 */
export function sampleMoments(values: Numbers): SampleMoments {
  checkNumbers("values", values, 2);
  return { n: values.length, mean: mean(values), variance: variance(values) };
}

/**
 * Refuses what are no moments of a group.
 *
 * @throws {RangeError} when there are fewer than two units, the mean is not finite or the variance is negative.
 * @example
 * import { checkMoments } from "./sample-moments.ts";
 * checkMoments("a", { n: 1, mean: 0, variance: 0 }); // => throws RangeError
 */
export function checkMoments(name: string, { n, mean: middle, variance: spread }: SampleMoments): void {
  checkCount(`${name}.n`, n, 2);
  checkFinite(`${name}.mean`, middle);
  checkNotNegative(`${name}.variance`, spread);
}
