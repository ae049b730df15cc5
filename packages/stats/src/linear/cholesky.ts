import { checkSameLength, type Numbers } from "../input/check.ts";
import { checkSymmetric, identityMatrix, zeroMatrix, type Matrix } from "./matrix.ts";

/** A = L L' with L lower triangular, or the first row at which A turns out not to be positive definite. */
export type CholeskyOutcome =
  | { readonly kind: "factored"; readonly lower: Matrix; readonly logDeterminant: number }
  | { readonly kind: "not-positive-definite"; readonly row: number };

/** Element i, j of L times the pivot: what is left of A's element after the columns before. */
function remainder(a: Matrix, lower: Matrix, i: number, j: number): number {
  const n = a.rows;
  let rest = a.values[i * n + j] as number;
  for (let k = 0; k < j; k++) rest -= (lower.values[i * n + k] as number) * (lower.values[j * n + k] as number);
  return rest;
}

/**
 * The Cholesky factor of a symmetric positive definite matrix.
 *
 * It exists exactly when the matrix is positive definite, so a failure says something about the data: a covariance that is singular, a
 * likelihood whose maximum is not one. Time: n^3 / 6 products.
 *
 * @param a square and symmetric.
 * @param tolerance a pivot counts as zero when it is at most this share of the diagonal element it came from; missing means n 2^-52.
 * @returns the factor with the logarithm of A's determinant, or the row at which it ends.
 * @throws {RangeError} when the matrix is not square and symmetric or holds something that is not finite.
 * @see Golub and Van Loan, Matrix Computations, section 4.2
 * @example
 * import { choleskyFactor } from "./cholesky.ts";
 * import { matrixOf } from "./matrix.ts";
 * const outcome = choleskyFactor(matrixOf([[4, 2], [2, 5]]));
 * outcome.kind === "factored" && outcome.lower.values; // => Float64Array.of(2, 0, 1, 2)
 * choleskyFactor(matrixOf([[1, 2], [2, 1]])); // => { kind: "not-positive-definite", row: 1 }
 */
export function choleskyFactor(a: Matrix, tolerance = a.rows * Number.EPSILON): CholeskyOutcome {
  checkSymmetric("a", a);
  const n = a.rows;
  const lower = zeroMatrix(n, n);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) lower.values[i * n + j] = remainder(a, lower, i, j) / (lower.values[j * n + j] as number);
    const pivot = remainder(a, lower, i, i);
    if (!(pivot > tolerance * (a.values[i * n + i] as number))) return { kind: "not-positive-definite", row: i };
    lower.values[i * n + i] = Math.sqrt(pivot);
    logDeterminant += Math.log(pivot);
  }
  return { kind: "factored", lower, logDeterminant };
}

/**
 * Solves A x = b, given the Cholesky factor of A.
 *
 * @param lower the factor.
 * @param b the right side.
 * @returns x, as long as b.
 * @throws {RangeError} when b has not as many numbers as the factor has rows.
 * @example
 * import { choleskySolution } from "./cholesky.ts";
 * import { matrixOf } from "./matrix.ts";
 * choleskySolution(matrixOf([[2, 0], [1, 2]]), [8, 10]); // => Float64Array.of(1.25, 1.5)
 */
export function choleskySolution(lower: Matrix, b: Numbers): Float64Array {
  const n = lower.rows;
  checkSameLength("b", b, "a row of the factor", { length: n });
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let rest = x[i] as number;
    for (let k = 0; k < i; k++) rest -= (lower.values[i * n + k] as number) * (x[k] as number);
    x[i] = rest / (lower.values[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i] as number;
    for (let k = i + 1; k < n; k++) rest -= (lower.values[k * n + i] as number) * (x[k] as number);
    x[i] = rest / (lower.values[i * n + i] as number);
  }
  return x;
}

/**
 * The inverse of A, given its Cholesky factor: a covariance from an information matrix.
 *
 * To solve for one right side `choleskySolution` is faster and more exact.
 *
 * @param lower the factor.
 * @returns a symmetric matrix.
 * @example
 * import { choleskyInverse } from "./cholesky.ts";
 * import { matrixOf } from "./matrix.ts";
 * choleskyInverse(matrixOf([[2, 0], [1, 2]])).values; // => Float64Array.of(0.3125, -0.125, -0.125, 0.25)
 */
export function choleskyInverse(lower: Matrix): Matrix {
  const n = lower.rows;
  const inverse = identityMatrix(n);
  for (let i = 0; i < n; i++) inverse.values.set(choleskySolution(lower, inverse.values.subarray(i * n, (i + 1) * n)), i * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse.values[j * n + i] = inverse.values[i * n + j] as number;
  return inverse;
}
