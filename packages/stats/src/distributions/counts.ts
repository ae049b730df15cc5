import { checkCount, checkNotNegative, checkProbability } from "../input/check.ts";
import { betaTails } from "../special/incomplete-beta.ts";
import { deviance, logPoissonMass, regularizedGamma } from "../special/incomplete-gamma.ts";
import { HALF_LOG_TWO_PI, stirlingError } from "../special/log-gamma.ts";
import { guarded, type Distribution } from "./distribution.ts";

const INFINITY = Number.POSITIVE_INFINITY;

type Condition = (count: number) => boolean;

/** A bracket around the first count at which a condition holds: it fails at `below` and holds at `above`. Strides double from the start. */
function bracket(start: number, last: number, holds: Condition): { below: number; above: number } {
  let stride = 1;
  if (!holds(start)) {
    let below = start;
    for (; below + stride < last && !holds(below + stride); stride *= 2) below += stride;
    return { below, above: Math.min(last, below + stride) };
  }
  let above = start;
  for (; above - stride >= 0 && holds(above - stride); stride *= 2) above -= stride;
  return { below: Math.max(-1, above - stride), above };
}

/** The first count from 0 to `last` at which a condition holds that then goes on holding; `last` is taken for granted. */
function firstCount(guess: number, last: number, holds: Condition): number {
  let { below, above } = bracket(Math.min(last, Math.floor(guess)), last, holds);
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** log mass of k of n, from Stirling's errors and deviances: no digit is lost for large n. */
function logBinomialMass(n: number, p: number, k: number): number {
  if (!Number.isInteger(k) || k < 0 || k > n) return -INFINITY;
  const rest = n - k;
  if (k === 0) return n === 0 || p === 0 ? 0 : n * Math.log1p(-p);
  if (rest === 0) return n * Math.log(p);
  if (p === 0 || p === 1) return -INFINITY;
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  return errors - deviance(k, n * p) - deviance(rest, n * (1 - p)) - 0.5 * Math.log((k / n) * rest) - HALF_LOG_TWO_PI;
}

/**
 * The binomial distribution: how many of n independent trials succeed.
 *
 * Both tails are exact sums told as beta tails, not approximations. Quantiles search the counts from a normal guess, so that
 * quantile(cdf(k)) is k. Time of a quantile: some twenty tails.
 *
 * @param n the trials, a whole number of at least zero.
 * @param p the chance of success, in [0, 1].
 * @throws {RangeError} when a parameter is none.
 * @see https://dlmf.nist.gov/8.17.E5
 * @example
 * import { binomialDistribution } from "./counts.ts";
 * binomialDistribution(10, 0.5).cdf(2).toFixed(12); // => "0.054687500000"
 * binomialDistribution(10_000, 0.02).upperQuantile(0.025); // => 228
 */
export function binomialDistribution(n: number, p: number): Distribution {
  checkCount("n", n);
  checkProbability("p", p);
  const tails = (x: number) => {
    const k = Math.floor(x);
    if (k < 0) return { lower: 1, upper: 0 };
    return k >= n ? { lower: 0, upper: 1 } : betaTails(k + 1, n - k, { x: p, y: 1 - p });
  };
  return guarded({
    logDensity: (k) => logBinomialMass(n, p, k),
    cdf: (x) => tails(x).upper,
    survival: (x) => tails(x).lower,
    quantile: (chance) => (chance === 1 && p > 0 ? n : firstCount(n * p, n, (k) => tails(k).upper >= chance)),
    upperQuantile: (chance) => firstCount(n * p, n, (k) => tails(k).lower <= chance),
    mean: n * p,
    variance: n * p * (1 - p),
  });
}

/** The mean of no event at all has all its mass at zero. */
const logMassAt = (mean: number, k: number): number => {
  if (!Number.isInteger(k) || k < 0) return -INFINITY;
  if (k === 0) return mean === 0 ? 0 : -mean;
  return mean === 0 ? -INFINITY : logPoissonMass(k, mean);
};

/**
 * The Poisson distribution: how many events happen where `mean` are expected.
 *
 * Tails are gamma tails; quantiles search the counts as the binomial's do.
 *
 * @param mean at least zero.
 * @throws {RangeError} when the mean is negative or not finite.
 * @see https://dlmf.nist.gov/8.4.E10
 * @example
 * import { poissonDistribution } from "./counts.ts";
 * poissonDistribution(3).survival(7); // => 0.01190450...
 * poissonDistribution(1e6).quantile(0.5); // => 1000000
 */
export function poissonDistribution(mean: number): Distribution {
  checkNotNegative("mean", mean);
  const tails = (x: number) => {
    const k = Math.floor(x);
    if (k < 0) return { lower: 1, upper: 0 };
    return k === INFINITY ? { lower: 0, upper: 1 } : regularizedGamma(k + 1, mean);
  };
  const search = (holds: (k: number) => boolean): number => {
    const found = firstCount(mean, Number.MAX_SAFE_INTEGER, holds);
    return found === Number.MAX_SAFE_INTEGER ? INFINITY : found;
  };
  return guarded({
    logDensity: (k) => logMassAt(mean, k),
    cdf: (x) => tails(x).upper,
    survival: (x) => tails(x).lower,
    quantile: (chance) => (chance === 1 && mean > 0 ? INFINITY : search((k) => tails(k).upper >= chance)),
    upperQuantile: (chance) => (chance === 0 && mean > 0 ? INFINITY : search((k) => tails(k).lower <= chance)),
    mean,
    variance: mean,
  });
}
