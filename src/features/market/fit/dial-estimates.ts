import { gammaDistribution, studentTDistribution, wilsonInterval } from "@vouch/stats";
import type { Part } from "./market-facts.ts";

/** The share of cases in which an interval is to hold the truth. */
export const level = 0.9;
const tail = (1 - level) / 2;

/** A dial as told from rows, in its own unit, with between what it lies; null where it is a count that is known. */
export interface Estimate {
  readonly value: number;
  readonly rows: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/**
 * A share with Wilson's interval.
 *
 * @param part of how many something is true of how many; at least one.
 */
export function shareEstimate({ of, are }: Part): Estimate {
  const { estimate, low, high } = wilsonInterval({ successes: are, trials: of }, level);
  return { value: estimate, rows: of, interval: { low, high } };
}

/**
 * A rate of things that come by chance, each for itself, with the exact Poisson interval.
 *
 * @param count how many came.
 * @param exposure over how much time, in the unit of the rate, above 0.
 */
export function rateEstimate(count: number, exposure: number): Estimate {
  const low = count === 0 ? 0 : gammaDistribution(count).quantile(tail);
  const interval = { low: low / exposure, high: gammaDistribution(count + 1).upperQuantile(tail) / exposure };
  return { value: count / exposure, rows: count, interval };
}

/**
 * The mean of times that are exponential, with the exact interval.
 *
 * @param count how many times.
 * @param mean their mean, above 0.
 */
export function delayEstimate(count: number, mean: number): Estimate {
  const gamma = gammaDistribution(count);
  const total = count * mean;
  return { value: mean, rows: count, interval: { low: total / gamma.upperQuantile(tail), high: total / gamma.quantile(tail) } };
}

/**
 * The middle of numbers that spread by factors, such as followers: the exponential of the mean logarithm, with Student's interval.
 *
 * @param numbers at least two, each above 0.
 */
export function middleEstimate(numbers: readonly number[]): Estimate {
  const logs = numbers.map((number) => Math.log(number));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const spread = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  const half = studentTDistribution(logs.length - 1).upperQuantile(tail) * Math.sqrt(spread / logs.length);
  return { value: Math.exp(mean), rows: numbers.length, interval: { low: Math.exp(mean - half), high: Math.exp(mean + half) } };
}
