import { checkFinite, checkPositive } from "../input/check.ts";
import { erf, scaledComplement } from "../special/error-function.ts";
import { HALF_LOG_TWO_PI } from "../special/log-gamma.ts";
import { guarded, type Distribution } from "./distribution.ts";

/** exp(-z^2 / 2) without the digits that rounding the square would cost: z is cut into a short part, whose square is exact, and a rest. */
function bell(z: number): number {
  const short = Math.round(z * 16) / 16;
  return Math.exp(-0.5 * short * short) * Math.exp(-0.5 * (z - short) * (z + short));
}

/** The chance of more than z. */
function upperTail(z: number): number {
  if (Math.abs(z) < 0.7) return 0.5 - 0.5 * erf(z * Math.SQRT1_2);
  const size = Math.abs(z);
  const tail = size > 39 ? 0 : 0.5 * bell(size) * scaledComplement(size * Math.SQRT1_2);
  return z > 0 ? tail : 1 - tail;
}

const density = (z: number): number => bell(z) * Math.exp(-HALF_LOG_TWO_PI);

/** Within 5e-4 of the z with a small upper tail p (Abramowitz and Stegun 26.2.23). */
function roughly(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** Halley's step: two of them take an error of 5e-4 below rounding. `miss` is how much too large the tail is, by the density. */
const improved = (z: number, miss: number): number => z + miss / (1 + 0.5 * z * miss);

/** z with an upper tail of p <= 0.5. In the middle by erf, whose relative error stays small at zero; outside by the logarithm of the tail. */
function upperZ(p: number): number {
  if (p === 0) return Number.POSITIVE_INFINITY;
  let z = roughly(p);
  for (let step = 0; step < 3; step++) {
    if (p > 0.3) z = improved(z, (0.5 - p - 0.5 * erf(z * Math.SQRT1_2)) / density(z));
    else z = z + improvedTail(z, p);
  }
  return z;
}

function improvedTail(z: number, p: number): number {
  const tail = upperTail(z);
  const hazard = density(z) / tail;
  const excess = Math.log(tail / p);
  return excess / hazard / (1 + (0.5 * excess * (hazard - z)) / hazard);
}

/**
 * The normal distribution.
 *
 * Tails by the complementary error function, quantiles by Halley's method from a rational start, both exact to a few units in the last
 * place down to chances of 1e-300. Constant time.
 *
 * @param mean any finite number; missing means 0.
 * @param sd the standard deviation, above zero; missing means 1.
 * @throws {RangeError} when a parameter is none.
 * @see https://dlmf.nist.gov/7.17 and Abramowitz and Stegun, section 26.2
 * @example
 * import { normalDistribution } from "./normal.ts";
 * normalDistribution().upperQuantile(0.025); // => 1.959963984540...
 * normalDistribution(100, 15).survival(250) < 1e-23; // => true
 */
export function normalDistribution(mean = 0, sd = 1): Distribution {
  checkFinite("mean", mean);
  checkPositive("sd", sd);
  const z = (x: number): number => (x - mean) / sd;
  const upper = (p: number): number => (p <= 0.5 ? upperZ(p) : -upperZ(1 - p));
  return guarded({
    logDensity: (x) => -0.5 * z(x) ** 2 - HALF_LOG_TWO_PI - Math.log(sd),
    cdf: (x) => upperTail(-z(x)),
    survival: (x) => upperTail(z(x)),
    quantile: (p) => mean - sd * upper(p),
    upperQuantile: (p) => mean + sd * upper(p),
    mean,
    variance: sd * sd,
  });
}
