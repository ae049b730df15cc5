import { checkPositive } from "../input/check.ts";

/** The zero of digamma in two parts, and psi^(k)(zero) / k! for k = 1 ... 25 (mpmath, 60 digits). */
const ZERO = 1.4616321449683622;
const ZERO_REST = 9.549995429965697e-17;
const TAYLOR_AT_ZERO = Float64Array.of(
  0.9676722454476212,
  -0.4427631689835921,
  0.258499760955651,
  -0.16394270544240652,
  0.10782405069126237,
  -0.07219956125645471,
  0.04880428816414311,
  -0.03316112647484736,
  0.022597648232218104,
  -0.01542476590494896,
  0.010538791616612175,
  -0.007204534386356869,
  0.004926781395729853,
  -0.003369801655439328,
  0.002305126326734928,
  -0.0015769367714301972,
  0.0010788252019162967,
  -0.0007380709389960052,
  0.000504953265834602,
  -0.0003454680251063077,
  0.00023635601564027053,
  -0.00016170622091974803,
  0.0001106337276874741,
  -7.569179582195066e-5,
  5.178575795222081e-5,
).reverse();

/** B(2k) / (2k), k = 8 ... 1. */
const DIGAMMA_TAIL = Float64Array.of(-3617 / 8160, 1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12);
/** B(2k), k = 8 ... 1. */
const TRIGAMMA_TAIL = Float64Array.of(-3617 / 510, 7 / 6, -691 / 2730, 5 / 66, -1 / 30, 1 / 42, -1 / 30, 1 / 6);

const inPowersOf = (square: number, coefficients: Float64Array): number => {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * square + coefficient;
  return sum;
};

/**
 * The digamma function, the slope of log Gamma.
 *
 * Around its zero at 1.4616... by its Taylor series there, so that the relative error stays small; else by the recurrence up to 10 and
 * the asymptotic series. Constant time.
 *
 * @param x above zero.
 * @throws {RangeError} when x is not a finite number above zero.
 * @see https://dlmf.nist.gov/5.11.E2
 * @example
 * import { digamma } from "./polygamma.ts";
 * digamma(1); // => -0.577215664901532...
 */
export function digamma(x: number): number {
  checkPositive("x", x);
  const fromZero = x - ZERO - ZERO_REST;
  if (Math.abs(fromZero) < 0.3) return fromZero * inPowersOf(fromZero, TAYLOR_AT_ZERO);
  let sum = 0;
  let at = x;
  for (; at < 10; at += 1) sum -= 1 / at;
  const square = 1 / (at * at);
  return sum + Math.log(at) - 0.5 / at - square * inPowersOf(square, DIGAMMA_TAIL);
}

/**
 * The trigamma function, the slope of digamma: the variance of the logarithm of a gamma variate.
 *
 * Recurrence up to 10, then the asymptotic series. Constant time.
 *
 * @param x above zero.
 * @throws {RangeError} when x is not a finite number above zero.
 * @see https://dlmf.nist.gov/5.15
 * @example
 * import { trigamma } from "./polygamma.ts";
 * trigamma(1); // => 1.64493406684822...
 */
export function trigamma(x: number): number {
  checkPositive("x", x);
  let sum = 0;
  let at = x;
  for (; at < 10; at += 1) sum += 1 / (at * at);
  const square = 1 / (at * at);
  return sum + 1 / at + square / 2 + (square / at) * inPowersOf(square, TRIGAMMA_TAIL);
}
