import { checkNumber, checkProbability } from "../input/check.ts";

/**
 * A distribution with its parameters: both tails, both quantiles and the density, each exact where the other would round to 0 or 1.
 *
 * For counts the density is the mass at a whole number, and x may be any number: the count is rounded down.
 */
export interface Distribution {
  /** The natural logarithm of the density at x; -Infinity where there is none. */
  logDensity(x: number): number;
  /** The chance of at most x, in [0, 1]. */
  cdf(x: number): number;
  /** The chance of more than x, in [0, 1]; use it for small upper tails instead of 1 - cdf(x). */
  survival(x: number): number;
  /** The smallest x with cdf(x) >= p, for p in [0, 1]. */
  quantile(p: number): number;
  /** The smallest x with survival(x) <= p, for p in [0, 1]; use it instead of quantile(1 - p). */
  upperQuantile(p: number): number;
  readonly mean: number;
  readonly variance: number;
}

/** What a family has to give; the arguments it is handed are checked. */
type Parts = Distribution;

/**
 * A distribution whose functions refuse NaN and chances outside [0, 1].
 *
 * @param parts the family's own functions.
 * @example
 * import { guarded } from "./distribution.ts";
 * import { normalDistribution } from "./normal.ts";
 * guarded(normalDistribution()).quantile(1.5); // => throws RangeError
 */
export function guarded(parts: Parts): Distribution {
  const number = (x: number): number => (checkNumber("x", x), x);
  const chance = (p: number): number => (checkProbability("p", p), p);
  return {
    logDensity: (x) => parts.logDensity(number(x)),
    cdf: (x) => parts.cdf(number(x)),
    survival: (x) => parts.survival(number(x)),
    quantile: (p) => parts.quantile(chance(p)),
    upperQuantile: (p) => parts.upperQuantile(chance(p)),
    mean: parts.mean,
    variance: parts.variance,
  };
}
