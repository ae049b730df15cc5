import { checkCount, checkPositive } from "../input/check.ts";
import { HALF_LOG_TWO_PI, logGamma, logGammaRatio, stirlingError } from "./log-gamma.ts";

/**
 * The logarithm of the beta function B(a, b) = Gamma(a) Gamma(b) / Gamma(a + b).
 *
 * Two large arguments go through Stirling's errors, else the ratio of the larger pair is taken as one, so that nothing cancels when one
 * argument is far larger than the other. Constant time.
 *
 * @param a above zero.
 * @param b above zero.
 * @throws {RangeError} when one is not a finite number above zero.
 * @see https://dlmf.nist.gov/5.12
 * @example
 * import { logBeta } from "./log-beta.ts";
 * logBeta(2, 3); // => -2.484906649788...
 * logBeta(1e-3, 1e12); // => 6.87954...
 */
export function logBeta(a: number, b: number): number {
  checkPositive("a", a);
  checkPositive("b", b);
  const [small, large] = a < b ? [a, b] : [b, a];
  if (small < 10) return logGamma(small) - logGammaRatio(large, small);
  const errors = stirlingError(small) + stirlingError(large) - stirlingError(small + large);
  const share = small / (small + large);
  return HALF_LOG_TWO_PI - 0.5 * Math.log(large) + (small - 0.5) * Math.log(share) + large * Math.log1p(-share) + errors;
}

/**
 * The logarithm of the number of ways to choose `chosen` out of `n`.
 *
 * @param n a whole number of at least zero.
 * @param chosen a whole number from 0 to n.
 * @throws {RangeError} when one is no count, or more are chosen than there are.
 * @example
 * import { logChoose } from "./log-beta.ts";
 * logChoose(52, 5); // => 14.770621922970...
 * logChoose(7, 0); // => 0
 */
export function logChoose(n: number, chosen: number): number {
  checkCount("n", n);
  checkCount("chosen", chosen);
  if (chosen > n) throw new RangeError(`chosen must be at most n: got ${chosen} of ${n}`);
  if (chosen === 0 || chosen === n) return 0;
  return -Math.log1p(n) - logBeta(chosen + 1, n - chosen + 1);
}
