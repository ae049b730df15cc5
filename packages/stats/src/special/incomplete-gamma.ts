import { checkNumber, checkPositive } from "../input/check.ts";
import { HALF_LOG_TWO_PI, logGamma, logGammaOnePlus, stirlingError } from "./log-gamma.ts";

/** Both tails of a distribution at one point; they sum to one, and the small one is as exact as the large one. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const EPSILON = Number.EPSILON / 2;

/**
 * x log(x / m) + m - x: how far a count x is from its mean m, half a Poisson deviance.
 *
 * Written out it cancels where x is near m, which is where it matters; there a series in (x - m) / (x + m) is summed instead. Densities of
 * large counts are exact because of it.
 *
 * @param x at least zero.
 * @param m above zero.
 * @returns at least zero, with a relative error of a few units in the last place.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities, section 2
 * @example
 * import { deviance } from "./incomplete-gamma.ts";
 * deviance(101, 100); // => 0.00498341...
 * deviance(0, 3); // => 3
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) > 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const ratio = difference / (x + m);
  let power = 2 * x * ratio;
  let sum = difference * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * log(x^a exp(-x) / Gamma(a + 1)), the log chance of exactly `a` events where x are expected; `a` need not be whole.
 *
 * @param a above zero.
 * @param x above zero.
 * @example
 * import { logPoissonMass } from "./incomplete-gamma.ts";
 * logPoissonMass(1e6, 1e6); // => -7.826693895...
 */
export function logPoissonMass(a: number, x: number): number {
  if (a < 10) return a * Math.log(x) - x - logGamma(a + 1);
  return -deviance(a, x) - stirlingError(a) - 0.5 * Math.log(a) - HALF_LOG_TWO_PI;
}

/** P(a, x) / mass as a series of positive terms; about 9 sqrt(a) of them at worst. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > EPSILON * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) / (a mass) as Legendre's continued fraction by Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const top = n * (a - n);
    b += 2;
    d = 1 / (top * d + b || tiny);
    c = b + top / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) <= EPSILON * 2) return value;
  }
}

/** Q(a, x) for a small a, where the lower tail is nearly one: one minus the first factor and the rest are taken apart. */
function upperOfSmallShape(a: number, x: number): number {
  const logFactor = a * Math.log(x) - logGammaOnePlus(a);
  let term = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    term *= -x / n;
    const next = sum + term / (a + n);
    if (next === sum) break;
    sum = next;
  }
  return -Math.expm1(logFactor) - Math.exp(logFactor) * a * sum;
}

/**
 * Both regularized incomplete gamma functions, P(a, x) and Q(a, x) = 1 - P(a, x).
 *
 * P is the lower tail of a gamma variate with shape a and rate 1. Below a + 1 by the series, above by the continued fraction, so that the
 * smaller tail is always computed and never subtracted; the factor in front goes through the deviance, so that large shapes lose no
 * digits. Time: up to about 10 sqrt(a) steps.
 *
 * @param a the shape, above zero.
 * @param x at least zero; Infinity gives the limit.
 * @throws {RangeError} when a is not above zero or x is negative or NaN.
 * @see https://dlmf.nist.gov/8.2
 * @example
 * import { regularizedGamma } from "./incomplete-gamma.ts";
 * regularizedGamma(3, 0); // => { lower: 0, upper: 1 }
 * regularizedGamma(2, 50).upper < 1e-19; // => true
 */
export function regularizedGamma(a: number, x: number): Tails {
  checkPositive("a", a);
  checkNumber("x", x);
  if (x < 0) throw new RangeError(`x must be at least zero: got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const mass = Math.exp(logPoissonMass(a, x));
  if (x >= a + 1) {
    const upper = mass === 0 ? 0 : mass * a * upperFraction(a, x);
    return { lower: 1 - upper, upper };
  }
  const lower = mass === 0 ? 0 : Math.min(1, mass * lowerSeries(a, x));
  return { lower, upper: a < 1 ? upperOfSmallShape(a, x) : 1 - lower };
}
