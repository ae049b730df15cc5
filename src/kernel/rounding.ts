/**
 * A fraction of two integers rounded to the nearest integer, a half going away from zero.
 *
 * This is the one rounding of the product ("half-up, once, at the line"). It is symmetric: what is earned on an amount is exactly
 * what is taken back on its negative, which rounding a half towards plus infinity would not give.
 *
 * @param numerator any integer.
 * @param denominator any integer but zero.
 * @returns the rounded quotient.
 * @throws {RangeError} when the denominator is zero.
 * @example
 * import { roundedQuotient } from "./rounding.ts";
 * roundedQuotient(5n, 2n); // => 3n
 * roundedQuotient(-5n, 2n); // => -3n
 */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError("a quotient needs a denominator that is not zero");
  const isNegative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const size = (2n * top + bottom) / (2n * bottom);
  return isNegative ? -size : size;
}
