import { checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";

/**
 * The sum of any number of numbers, as exact as if it were taken with twice the digits.
 *
 * Neumaier's compensated sum: what each addition rounds away is collected and added at the end. A plain loop over ten million amounts
 * loses three digits; this loses none, whatever the order, unless the numbers cancel each other almost entirely. Linear time.
 *
 * @param values finite numbers; none at all sum to 0.
 * @throws {RangeError} when one is not finite.
 * @see https://en.wikipedia.org/wiki/Kahan_summation_algorithm#Further_enhancements
 * @example
 * import { sum } from "./compensated-sum.ts";
 * sum([1, 1e100, 1, -1e100]); // => 2
 */
export function sum(values: Numbers): number {
  checkNumbers("values", values, 0);
  return sumOf(values.length, (at) => values[at] ?? 0);
}

/**
 * The sum of a formula over indices 0 ... count - 1, compensated as in `sum`.
 *
 * @param count how many terms.
 * @param term gives the term at an index.
 * @example
 * import { sumOf } from "./compensated-sum.ts";
 * sumOf(4, (k) => k * k); // => 14
 */
export function sumOf(count: number, term: (at: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let at = 0; at < count; at++) {
    const next = term(at);
    const added = total + next;
    lost += Math.abs(total) >= Math.abs(next) ? total - added + next : next - added + total;
    total = added;
  }
  return total + lost;
}

/**
 * The sum of the products of two lists, index by index, compensated.
 *
 * The products themselves are rounded; their sum is not rounded further.
 *
 * @throws {RangeError} when the lengths differ or a number is not finite.
 * @example
 * import { dot } from "./compensated-sum.ts";
 * dot([1, 2, 3], [4, 5, 6]); // => 32
 */
export function dot(x: Numbers, y: Numbers): number {
  checkSameLength("x", x, "y", y);
  checkNumbers("x", x, 0);
  checkNumbers("y", y, 0);
  return sumOf(x.length, (at) => (x[at] ?? 0) * (y[at] ?? 0));
}
