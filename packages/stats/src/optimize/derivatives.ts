import { checkNumbers, type Numbers } from "../input/check.ts";
import { choleskyFactor, choleskyInverse } from "../linear/cholesky.ts";
import { zeroMatrix, type Matrix } from "../linear/matrix.ts";
import type { Objective } from "./problem.ts";

/** Steps are taken against the size of a parameter, but not below this: a parameter that happens to be zero has a scale too. */
const LEAST_SCALE = 0.01;

const stepOf = (x: number, share: number): number => {
  const step = share * Math.max(Math.abs(x), LEAST_SCALE);
  return x + step - x; // a step that a double can take exactly
};

/** The point moved in some of its coordinates. */
const moved = (at: Float64Array, ...moves: readonly (readonly [coordinate: number, by: number])[]): Float64Array => {
  const point = at.slice();
  for (const [coordinate, by] of moves) point[coordinate] = (point[coordinate] as number) + by;
  return point;
};

/**
 * The gradient of a function, by differences of fourth order.
 *
 * Four values a parameter, on both sides, at a thousandth of its size: the error is some 1e-12 of the function's. One-sided or two-point
 * differences lose half the digits and stop an optimizer early.
 *
 * @param objective finite in a neighbourhood of the point.
 * @param at the point.
 * @returns a number a parameter; not finite where the objective is not.
 * @throws {RangeError} when the point is empty or not finite.
 * @see https://dlmf.nist.gov/3.4.E11
 * @example
 * import { numericalGradient } from "./derivatives.ts";
 * numericalGradient(([x = 0]) => x ** 2, [3])[0]?.toFixed(8); // => "6.00000000"
 */
export function numericalGradient(objective: Objective, at: Numbers): Float64Array {
  checkNumbers("at", at);
  const point = Float64Array.from(at);
  return point.map((x, i) => {
    const h = stepOf(x, 1e-3);
    const near = objective(moved(point, [i, h])) - objective(moved(point, [i, -h]));
    const far = objective(moved(point, [i, 2 * h])) - objective(moved(point, [i, -2 * h]));
    return (8 * near - far) / (12 * h);
  });
}

/** The second difference in two coordinates, or in one. */
function secondDifference(objective: Objective, point: Float64Array, i: number, j: number): (scale: number) => number {
  const [h, k] = [stepOf(point[i] as number, 2.5e-3), stepOf(point[j] as number, 2.5e-3)];
  const f = (a: number, b: number): number => objective(moved(point, [i, a * h], [j, b * k]));
  if (i === j) return (scale) => (f(scale, 0) - 2 * f(0, 0) + f(-scale, 0)) / (scale * h) ** 2;
  return (scale) => (f(scale, scale) - f(scale, -scale) - f(-scale, scale) + f(-scale, -scale)) / (4 * scale * scale * h * k);
}

/**
 * The matrix of second derivatives of a function, by differences of fourth order: two second differences, extrapolated.
 *
 * At the minimum of a negative log likelihood it is the information, whose inverse is the covariance of the estimates. The error is some
 * 1e-9 of the function's, by the squares of the parameters.
 *
 * @param objective finite in a neighbourhood of the point.
 * @param at the point.
 * @returns a symmetric matrix.
 * @throws {RangeError} when the point is empty or not finite.
 * @example
 * import { numericalHessian } from "./derivatives.ts";
 * const hessian = numericalHessian(([x = 0, y = 0]) => x * x * y, [2, 3]);
 * Array.from(hessian.values, (value) => value.toFixed(5)); // => ["6.00000", "4.00000", "4.00000", "0.00000"]
 */
export function numericalHessian(objective: Objective, at: Numbers): Matrix {
  checkNumbers("at", at);
  const point = Float64Array.from(at);
  const n = point.length;
  const hessian = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const difference = secondDifference(objective, point, i, j);
      const value = (4 * difference(1) - difference(2)) / 3;
      hessian.values[i * n + j] = value;
      hessian.values[j * n + i] = value;
    }
  }
  return hessian;
}

/** Standard errors with the covariance they are the roots of, or that the point is no minimum along some direction. */
export type ErrorsOutcome =
  { readonly kind: "known"; readonly errors: Float64Array; readonly covariance: Matrix } | { readonly kind: "not-positive-definite" };

/**
 * The standard errors of estimates, from the second derivatives of the negative log likelihood at its minimum.
 *
 * @param hessian symmetric and finite, as `numericalHessian` gives it.
 * @returns `not-positive-definite` when the likelihood is flat or rises along some direction: then there is no error to give.
 * @throws {RangeError} when the matrix is not symmetric or not finite.
 * @see https://en.wikipedia.org/wiki/Observed_information
 * @example
 * import { matrixOf } from "../linear/matrix.ts";
 * import { standardErrors } from "./derivatives.ts";
 * const outcome = standardErrors(matrixOf([[4, 0], [0, 25]]));
 * outcome.kind === "known" && outcome.errors; // => Float64Array.of(0.5, 0.2)
 */
export function standardErrors(hessian: Matrix): ErrorsOutcome {
  const factor = choleskyFactor(hessian, 1e-12);
  if (factor.kind === "not-positive-definite") return { kind: "not-positive-definite" };
  const covariance = choleskyInverse(factor.lower);
  const errors = Float64Array.from({ length: hessian.rows }, (_, at) => Math.sqrt(covariance.values[at * hessian.rows + at] as number));
  return { kind: "known", errors, covariance };
}
