import { checkCount } from "../input/check.ts";

/** Points in [-1, 1], ascending, and what each counts: the integral of f is nearly the sum of weight times f(point). */
export interface QuadratureRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** The Legendre polynomial of degree n at x, and its derivative. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}

/** The zero of the polynomial near a first guess, by Newton's method, which doubles its digits each step. */
function zeroNear(n: number, guess: number): number {
  let x = guess;
  for (let step = 0; step < 6; step++) {
    const { value, slope } = legendre(n, x);
    x -= value / slope;
  }
  return x;
}

/**
 * Gauss and Legendre's rule of n points: exact for polynomials up to degree 2 n - 1, and nearly so for what is smooth.
 *
 * The rule of choice where one smooth kernel is integrated many times over one range, as in the bounds of a sequential test; for a single
 * integral of unknown shape take `integral`, which finds out where it is hard. Time: n^2.
 *
 * @param n how many points, at least 1.
 * @returns points and weights for [-1, 1]; for [a, b] take (a + b) / 2 + (b - a) / 2 times the point, and (b - a) / 2 times the weight.
 * @throws {RangeError} when n is no count of at least 1.
 * @see https://dlmf.nist.gov/3.5.v
 * @example
 * import { gaussLegendre } from "./gauss-legendre.ts";
 * Array.from(gaussLegendre(2).points, (x) => x.toFixed(12)); // => ["-0.577350269190", "0.577350269190"]
 */
export function gaussLegendre(n: number): QuadratureRule {
  checkCount("n", n, 1);
  if (n === 1) return { points: Float64Array.of(0), weights: Float64Array.of(2) };
  const points = Float64Array.from({ length: n }, (_, at) => -zeroNear(n, Math.cos((Math.PI * (at + 0.75)) / (n + 0.5))));
  return { points, weights: points.map((x) => 2 / ((1 - x * x) * legendre(n, x).slope ** 2)) };
}
