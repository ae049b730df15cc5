import { checkPositive, checkProbability } from "../input/check.ts";
import { deviance, type Tails } from "./incomplete-gamma.ts";
import { logBeta } from "./log-beta.ts";
import { HALF_LOG_TWO_PI, logGammaOnePlus, logGammaRatio, stirlingError } from "./log-gamma.ts";

const EPSILON = Number.EPSILON / 2;

/** A point of (0, 1) told by its distance from both ends, because 1 - x loses the digits of a small x. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * x^a y^b / B(a, b): the beta density times x y.
 *
 * @example
 * import { betaCore } from "./incomplete-beta.ts";
 * betaCore(1, 1, { x: 0.25, y: 0.75 }).toFixed(12); // => "0.187500000000"
 */
export function betaCore(a: number, b: number, { x, y }: UnitPoint): number {
  const [logX, logY] = [x < 0.5 ? Math.log(x) : Math.log1p(-y), y < 0.5 ? Math.log(y) : Math.log1p(-x)];
  if (a < 10 || b < 10) return Math.exp(a * logX + b * logY - logBeta(a, b));
  const n = a + b;
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const distance = deviance(a, n * x) + deviance(b, n * y);
  return Math.exp(errors - distance + 0.5 * Math.log((a / n) * b) - HALF_LOG_TWO_PI);
}

/**
 * I_x(a, b) / core below the mean, as a continued fraction by Lentz's method.
 *
 * The form of DiDonato and Morris: all parts are positive there, and the distance from the mean enters as one number, lambda, which is
 * taken from the nearer end and so does not cancel.
 */
function lowerFraction(a: number, b: number, { x, y }: UnitPoint): number {
  const lambda = x < 0.5 ? a - (a + b) * x : (a + b) * y - b;
  let c = (a / (a + 1)) * (lambda + 1);
  let d = 0;
  let value = c;
  for (let n = 1; ; n++) {
    const odd = a + 2 * n - 1;
    const above = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const below = n + (n * (b - n) * x) / odd + ((a + n) / (odd + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / (below + above * d);
    c = below + above / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= EPSILON * 2) return 1 / value;
  }
}

/** 1 - I_x(a, b) for a below one and b x below one, where the lower tail is nearly one: one minus the first factor and the rest are taken apart. */
function upperOfSmallShape(a: number, b: number, x: number): number {
  const logFactor = a * Math.log(x) - logGammaOnePlus(a) + logGammaRatio(b, a);
  let term = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    term *= ((n - b) / n) * x;
    const next = sum + term / (a + n);
    if (next === sum || term === 0) break;
    sum = next;
  }
  return -Math.expm1(logFactor) - Math.exp(logFactor) * a * sum;
}

/** Both tails where x is below the mean: the lower one is computed and the upper follows, unless a shape below one makes it the larger. */
function tailsBelowMean(a: number, b: number, point: UnitPoint): Tails {
  const upperOfSmall = a < 1 ? upperOfSmallShape(a, b, point.x) : 1;
  if (upperOfSmall < 0.5) return { lower: 1 - upperOfSmall, upper: upperOfSmall };
  const core = betaCore(a, b, point);
  const lower = core === 0 ? 0 : core * lowerFraction(a, b, point);
  return { lower, upper: a < 1 ? upperOfSmall : 1 - lower };
}

/**
 * Both tails of a beta variate at a point that is told by its distance from both ends.
 *
 * @param point x and y = 1 - x, both in [0, 1].
 * @example
 * import { betaTails } from "./incomplete-beta.ts";
 * betaTails(1, 2, { x: 1e-20, y: 1 }).lower.toPrecision(12); // => "2.00000000000e-20"
 */
export function betaTails(a: number, b: number, point: UnitPoint): Tails {
  checkPositive("a", a);
  checkPositive("b", b);
  if (point.x === 0) return { lower: 0, upper: 1 };
  if (point.y === 0) return { lower: 1, upper: 0 };
  if (point.x <= (a + 1) / (a + b + 2)) return tailsBelowMean(a, b, point);
  const { lower, upper } = tailsBelowMean(b, a, { x: point.y, y: point.x });
  return { lower: upper, upper: lower };
}

/**
 * The regularized incomplete beta function I_x(a, b) and its complement.
 *
 * I_x is the lower tail of a beta variate, and by it that of t, F and binomial variates. The continued fraction is taken on the side of
 * the mean where it is fast, so that the smaller tail is computed and never subtracted; the factor in front goes through deviances, so
 * that large shapes lose no digits. Time: up to about sqrt(max(a, b)) steps.
 *
 * @param x in [0, 1].
 * @param a the first shape, above zero.
 * @param b the second shape, above zero.
 * @returns both tails.
 * @throws {RangeError} when x is outside [0, 1] or a shape is not above zero.
 * @see https://dlmf.nist.gov/8.17.E22
 * @example
 * import { regularizedBeta } from "./incomplete-beta.ts";
 * const { lower, upper } = regularizedBeta(0.25, 2, 2);
 * [lower.toFixed(12), upper.toFixed(12)]; // => ["0.156250000000", "0.843750000000"]
 */
export function regularizedBeta(x: number, a: number, b: number): Tails {
  checkProbability("x", x);
  return betaTails(a, b, { x, y: 1 - x });
}
