import { checkSymmetric, identityMatrix, type Matrix } from "./matrix.ts";

/** Eigenvalues, the largest first, and their vectors. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** Row k is the unit vector that belongs to value k. */
  readonly vectors: Matrix;
}

/** The rotation that makes one element off the diagonal zero. */
interface Rotation {
  readonly p: number;
  readonly q: number;
  readonly tangent: number;
  readonly sine: number;
  readonly tau: number;
}

function rotationAt(a: Float64Array, n: number, p: number, q: number): Rotation {
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * (a[p * n + q] as number));
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  return { p, q, tangent, sine, tau: sine / (1 + cosine) };
}

function rotate(values: Float64Array, one: number, other: number, { sine, tau }: Rotation): void {
  const [g, h] = [values[one] as number, values[other] as number];
  values[one] = g - sine * (h + g * tau);
  values[other] = h + sine * (g - h * tau);
}

/** Rotates rows and columns p and q of the upper triangle, and the vectors kept as rows. */
function applyRotation(a: Float64Array, vectors: Float64Array, n: number, by: Rotation): void {
  const { p, q, tangent } = by;
  const shift = tangent * (a[p * n + q] as number);
  a[p * n + p] = (a[p * n + p] as number) - shift;
  a[q * n + q] = (a[q * n + q] as number) + shift;
  a[p * n + q] = 0;
  for (let k = 0; k < p; k++) rotate(a, k * n + p, k * n + q, by);
  for (let k = p + 1; k < q; k++) rotate(a, p * n + k, k * n + q, by);
  for (let k = q + 1; k < n; k++) rotate(a, p * n + k, q * n + k, by);
  for (let k = 0; k < n; k++) rotate(vectors, p * n + k, q * n + k, by);
}

/** Goes once over all elements above the diagonal; says whether one was worth turning. */
function sweep(a: Float64Array, vectors: Float64Array, n: number): boolean {
  let isTurned = false;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const size = Math.abs(a[p * n + q] as number);
      const scale = Math.sqrt(Math.abs((a[p * n + p] as number) * (a[q * n + q] as number)));
      if (size === 0 || size <= 1e-17 * scale || size < 1e-300) continue;
      applyRotation(a, vectors, n, rotationAt(a, n, p, q));
      isTurned = true;
    }
  }
  return isTurned;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix.
 *
 * Jacobi's rotations, swept until nothing off the diagonal is left: slower than QL for hundreds of rows and more exact for small
 * eigenvalues. Time: some eight sweeps of 2 n^3; 200 rows take about a second.
 *
 * @param matrix square and symmetric.
 * @returns values in falling order; the vectors are orthonormal, the first element of each that is not zero positive.
 * @throws {RangeError} when the matrix is not square and symmetric or holds something that is not finite.
 * @see Golub and Van Loan, Matrix Computations, section 8.5
 * @example
 * import { matrixOf } from "./matrix.ts";
 * import { symmetricEigen } from "./symmetric-eigen.ts";
 * Array.from(symmetricEigen(matrixOf([[2, 1], [1, 2]])).values, (value) => value.toFixed(9)); // => ["3.000000000", "1.000000000"]
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  checkSymmetric("matrix", matrix);
  const n = matrix.rows;
  const a = matrix.values.slice();
  const turned = identityMatrix(n);
  for (let round = 0; round < 60 && sweep(a, turned.values, n); round++);
  const order = Array.from({ length: n }, (_, at) => at).sort(
    (one, other) => (a[other * n + other] as number) - (a[one * n + one] as number),
  );
  const vectors = identityMatrix(n);
  order.forEach((from, to) => vectors.values.set(facingUp(turned.values.subarray(from * n, (from + 1) * n)), to * n));
  return { values: Float64Array.from(order, (at) => a[at * n + at] as number), vectors };
}

function facingUp(vector: Float64Array): Float64Array {
  const first = vector.find((value) => Math.abs(value) > 1e-12) ?? 0;
  return first < 0 ? vector.map((value) => -value) : vector;
}
