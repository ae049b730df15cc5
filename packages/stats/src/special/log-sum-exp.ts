import { type Numbers } from "../input/check.ts";

const INFINITY = Number.POSITIVE_INFINITY;

/**
 * The logarithm of a sum of exponentials, where the exponentials themselves would overflow or vanish.
 *
 * The largest is taken out first. Time: two passes.
 *
 * @param logs natural logarithms; -Infinity stands for a part of zero.
 * @returns log(sum of exp(logs)); -Infinity when there is nothing to sum.
 * @throws {RangeError} for NaN or +Infinity among them.
 * @example
 * import { logSumExp } from "./log-sum-exp.ts";
 * logSumExp([1000, 1000]); // => 1000.6931471805599
 * logSumExp([]); // => -Infinity
 */
export function logSumExp(logs: Numbers): number {
  let largest = -INFINITY;
  for (let at = 0; at < logs.length; at++) {
    const log = logs[at] ?? 0;
    if (!(log < INFINITY)) throw new RangeError(`logs[${at}] must be a logarithm below infinity: got ${log}`);
    if (log > largest) largest = log;
  }
  if (largest === -INFINITY) return largest;
  let sum = 0;
  for (let at = 0; at < logs.length; at++) sum += Math.exp((logs[at] ?? 0) - largest);
  return largest + Math.log(sum);
}

/**
 * log(exp(a) + exp(b)).
 *
 * @param a a logarithm; -Infinity stands for zero.
 * @param b the same.
 * @throws {RangeError} for NaN or +Infinity.
 * @example
 * import { logAddExp } from "./log-sum-exp.ts";
 * logAddExp(-1000, -Infinity); // => -1000
 */
export function logAddExp(a: number, b: number): number {
  if (!(a < INFINITY && b < INFINITY)) throw new RangeError(`a and b must be logarithms below infinity: got ${a} and ${b}`);
  const [small, large] = a < b ? [a, b] : [b, a];
  return small === -INFINITY ? large : large + Math.log1p(Math.exp(small - large));
}

/**
 * log(exp(a) - exp(b)), exact also where the two are close.
 *
 * @param a a logarithm of at least b.
 * @param b a logarithm; -Infinity stands for zero.
 * @returns -Infinity when both are equal.
 * @throws {RangeError} when b is larger than a, or one is NaN or +Infinity.
 * @see https://cran.r-project.org/package=Rmpfr (vignette "log1mexp")
 * @example
 * import { logSubtractExp } from "./log-sum-exp.ts";
 * logSubtractExp(7, 7); // => -Infinity
 * logSubtractExp(0, -1e-20); // => -46.051701859880914
 */
export function logSubtractExp(a: number, b: number): number {
  if (!(a < INFINITY && b <= a)) throw new RangeError(`a must be a logarithm below infinity and b none above it: got ${a} and ${b}`);
  if (b === -INFINITY) return a;
  const gap = a - b;
  return a + (gap > Math.LN2 ? Math.log1p(-Math.exp(-gap)) : Math.log(-Math.expm1(-gap)));
}
