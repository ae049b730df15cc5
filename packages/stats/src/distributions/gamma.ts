import { checkPositive } from "../input/check.ts";
import { regularizedGammaInverse } from "../special/incomplete-gamma-inverse.ts";
import { logPoissonMass, regularizedGamma } from "../special/incomplete-gamma.ts";
import { guarded, type Distribution } from "./distribution.ts";

/** The log density of a gamma variate with rate 1; at zero it is that of the limit. */
function logDensityAt(shape: number, x: number): number {
  if (x < 0 || x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (x > 0) return logPoissonMass(shape, x) + Math.log(shape) - Math.log(x);
  if (shape === 1) return 0;
  return shape > 1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/**
 * The gamma distribution, by shape and rate.
 *
 * @param shape above zero.
 * @param rate above zero, one by the scale; missing means 1. The mean is shape / rate.
 * @throws {RangeError} when a parameter is not above zero.
 * @see https://dlmf.nist.gov/8.2
 * @example
 * import { gammaDistribution } from "./gamma.ts";
 * gammaDistribution(2, 0.5).survival(10); // => 0.0404276819945...
 */
export function gammaDistribution(shape: number, rate = 1): Distribution {
  checkPositive("shape", shape);
  checkPositive("rate", rate);
  const tails = (x: number) => regularizedGamma(shape, Math.max(0, x * rate));
  return guarded({
    logDensity: (x) => logDensityAt(shape, x * rate) + Math.log(rate),
    cdf: (x) => tails(x).lower,
    survival: (x) => tails(x).upper,
    quantile: (p) => regularizedGammaInverse(shape, p, "lower") / rate,
    upperQuantile: (p) => regularizedGammaInverse(shape, p, "upper") / rate,
    mean: shape / rate,
    variance: shape / (rate * rate),
  });
}

/**
 * The chi-square distribution: the sum of the squares of `df` standard normal variates.
 *
 * @param df the degrees of freedom, above zero.
 * @throws {RangeError} when df is not above zero.
 * @see https://dlmf.nist.gov/8.11
 * @example
 * import { chiSquareDistribution } from "./gamma.ts";
 * chiSquareDistribution(1).survival(3.841458820694124); // => 0.0500000000000...
 */
export function chiSquareDistribution(df: number): Distribution {
  checkPositive("df", df);
  return gammaDistribution(df / 2, 0.5);
}
