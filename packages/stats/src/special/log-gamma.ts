import { checkPositive } from "../input/check.ts";

/** (zeta(k) - 1) (-1)^k / k for k = 2 ... 28: the Taylor coefficients of log Gamma at 2 after the first (mpmath, 60 digits). */
const TAYLOR_AT_TWO = Float64Array.of(
  0.3224670334241132,
  -0.0673523010531981,
  0.020580808427784546,
  -0.007385551028673986,
  0.0028905103307415234,
  -0.001192753911703261,
  0.0005096695247430425,
  -0.00022315475845357939,
  9.945751278180853e-5,
  -4.492623673813314e-5,
  2.050721277567069e-5,
  -9.439488275268397e-6,
  4.374866789907488e-6,
  -2.039215753801366e-6,
  9.55141213040742e-7,
  -4.492469198764566e-7,
  2.1207184805554665e-7,
  -1.0043224823968099e-7,
  4.7698101693639804e-8,
  -2.2711094608943164e-8,
  1.0838659214896955e-8,
  -5.183475041970047e-9,
  2.4836745438024785e-9,
  -1.1921401405860912e-9,
  5.731367241678862e-10,
  -2.7595228851242334e-10,
  1.330476437424449e-10,
);

const EULER = 0.5772156649015329;

/** log(2 pi) / 2. */
export const HALF_LOG_TWO_PI = 0.9189385332046728;

/** From here on the asymptotic series is exact to a double. */
const LARGE = 10;

/** B(2k) / (2k (2k - 1)), k = 8 ... 1: Stirling's series, highest power first. */
const STIRLING = Float64Array.of(-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12);

/** log Gamma(2 + z) for |z| <= 1/2. */
function aroundTwo(z: number): number {
  let sum = 0;
  for (let at = TAYLOR_AT_TWO.length - 1; at >= 0; at--) sum = sum * z + (TAYLOR_AT_TWO[at] ?? 0);
  return z * (1 - EULER + z * sum);
}

/**
 * What Stirling's formula leaves out: log Gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2.
 *
 * It is small and smooth, so that ratios of large gamma functions are computed from it without cancellation.
 *
 * @param x above zero.
 * @returns about 1 / (12 x), with an absolute error of a few 1e-16.
 * @see https://dlmf.nist.gov/5.11.E1
 * @example
 * import { stirlingError } from "./log-gamma.ts";
 * stirlingError(100); // => 0.00083333055...
 */
export function stirlingError(x: number): number {
  if (x < LARGE) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  const square = 1 / (x * x);
  let sum = 0;
  for (const coefficient of STIRLING) sum = sum * square + coefficient;
  return sum / x;
}

/**
 * log Gamma(1 + z) for z > -1/2, exact also where 1 + z would be rounded.
 *
 * @param z above -1/2.
 * @example
 * import { logGammaOnePlus } from "./log-gamma.ts";
 * logGammaOnePlus(-0.25); // => 0.203280951431295...
 */
export function logGammaOnePlus(z: number): number {
  return z <= 0.5 ? aroundTwo(z) - Math.log1p(z) : logGamma(1 + z);
}

/**
 * The logarithm of the gamma function.
 *
 * Around 1 and 2, where it crosses zero, by its Taylor series with the zero taken out, so that the relative error stays at a few units in
 * the last place; up to 10 by the recurrence from there, beyond by Stirling's series. Constant time.
 *
 * @param x above zero.
 * @returns the natural logarithm of Gamma(x).
 * @throws {RangeError} when x is not a finite number above zero.
 * @see https://dlmf.nist.gov/5.7.E3
 * @example
 * import { logGamma } from "./log-gamma.ts";
 * logGamma(0.5); // => 0.572364942924700...
 * logGamma(1e6); // => 12815504.56914761...
 */
export function logGamma(x: number): number {
  checkPositive("x", x);
  if (x >= LARGE) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
  if (x < 0.5) return aroundTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1);
  let rest = x;
  let product = 1;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return aroundTwo(rest - 2) + Math.log(product);
}

/** stirlingError(x + d) - stirlingError(x), term by term, so that a tiny d leaves a tiny difference; `growth` is log((x + d) / x). */
function stirlingDifference(x: number, growth: number): number {
  let power = 1 / x;
  let sum = 0;
  for (let at = STIRLING.length - 1; at >= 0; at--) {
    sum += (STIRLING[at] ?? 0) * power * Math.expm1(-(2 * (STIRLING.length - at) - 1) * growth);
    power /= x * x;
  }
  return sum;
}

/** log(Gamma(x + d) / Gamma(x)) where both arguments are large. */
function largeRatio(x: number, d: number): number {
  const growth = Math.log1p(d / x);
  return d * (Math.log(x + d) - 1) + (x - 0.5) * growth + stirlingDifference(x, growth);
}

/**
 * The logarithm of Gamma(x + d) / Gamma(x), without the cancellation of two large logarithms.
 *
 * Both arguments are shifted up until Stirling's series holds; the shift costs a sum of log1p(d / (x + i)), which is exact also for a
 * small d. Use it instead of `logGamma(x + d) - logGamma(x)`. Constant time.
 *
 * @param x above zero.
 * @param d such that x + d is above zero; may be negative, tiny or large.
 * @throws {RangeError} when x or x + d is not a finite number above zero.
 * @see https://dlmf.nist.gov/5.11.E13
 * @example
 * import { logGammaRatio } from "./log-gamma.ts";
 * logGammaRatio(5, 2); // => 3.4011973816621...
 * logGammaRatio(1e9, 1e-9); // => 2.0723265836...
 */
export function logGammaRatio(x: number, d: number): number {
  checkPositive("x", x);
  checkPositive("x + d", x + d);
  let shifted = 0;
  let base = x;
  while (base < LARGE || base + d < LARGE) {
    shifted += Math.log1p(d / base);
    base += 1;
  }
  return largeRatio(base, d) - shifted;
}
