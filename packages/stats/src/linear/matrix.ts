import { checkCount, checkNumbers, type Numbers } from "../input/check.ts";

/**
 * A dense matrix, row by row: the element in row i and column j is `values[i * columns + j]`.
 *
 * That is the one convention of the package. Rows are observations, columns are variables, donors or states.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * A matrix of zeros.
 *
 * @param rows at least zero.
 * @param columns at least zero.
 * @throws {RangeError} when one is no count.
 * @example
 * import { zeroMatrix } from "./matrix.ts";
 * zeroMatrix(1, 2).values; // => Float64Array.of(0, 0)
 */
export function zeroMatrix(rows: number, columns: number): Matrix {
  checkCount("rows", rows);
  checkCount("columns", columns);
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/**
 * A matrix from its rows.
 *
 * @param rows at least one row of at least one finite number, all of one length.
 * @throws {RangeError} when there is none, the lengths differ, or a number is not finite.
 * @example
 * import { matrixOf } from "./matrix.ts";
 * matrixOf([[1, 2], [3, 4]]).values; // => Float64Array.of(1, 2, 3, 4)
 */
export function matrixOf(rows: readonly Numbers[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new RangeError("rows must be a list of at least one row with at least one number");
  const matrix = zeroMatrix(rows.length, columns);
  rows.forEach((row, at) => {
    if (row.length !== columns) throw new RangeError(`rows must be of one length: got ${columns} and ${row.length}`);
    checkNumbers(`rows[${at}]`, row);
    matrix.values.set(Array.from(row), at * columns);
  });
  return matrix;
}

/**
 * The identity matrix of a size.
 *
 * @throws {RangeError} when the size is no count.
 * @example
 * import { identityMatrix } from "./matrix.ts";
 * identityMatrix(2).values; // => Float64Array.of(1, 0, 0, 1)
 */
export function identityMatrix(size: number): Matrix {
  const matrix = zeroMatrix(size, size);
  for (let at = 0; at < size; at++) matrix.values[at * size + at] = 1;
  return matrix;
}

/**
 * The matrix with rows and columns exchanged.
 *
 * @example
 * import { matrixOf, transposed } from "./matrix.ts";
 * transposed(matrixOf([[1, 2, 3]])).rows; // => 3
 */
export function transposed({ rows, columns, values }: Matrix): Matrix {
  const out = zeroMatrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.values[j * rows + i] = values[i * columns + j] as number;
  return out;
}

/**
 * The product of two matrices.
 *
 * Time: rows x columns x the inner length, in an order that reads memory in sequence.
 *
 * @throws {RangeError} when the inner lengths differ.
 * @example
 * import { matrixOf, matrixProduct } from "./matrix.ts";
 * matrixProduct(matrixOf([[1, 2]]), matrixOf([[3], [4]])).values; // => Float64Array.of(11)
 */
export function matrixProduct(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new RangeError(`a must have as many columns as b has rows: got ${a.columns} and ${b.rows}`);
  const out = zeroMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) addScaledRow(out, i, b, { row: k, factor: a.values[i * a.columns + k] as number });
  }
  return out;
}

/** Adds a multiple of a row of one matrix to a row of another. */
function addScaledRow(out: Matrix, to: number, b: Matrix, { row, factor }: { row: number; factor: number }): void {
  const [start, from, n] = [to * out.columns, row * b.columns, b.columns];
  for (let j = 0; j < n; j++) out.values[start + j] = (out.values[start + j] as number) + factor * (b.values[from + j] as number);
}

/**
 * A matrix times a vector.
 *
 * @throws {RangeError} when the vector has not as many numbers as the matrix has columns.
 * @example
 * import { matrixOf, matrixTimes } from "./matrix.ts";
 * matrixTimes(matrixOf([[1, 2], [3, 4]]), [1, 1]); // => Float64Array.of(3, 7)
 */
export function matrixTimes({ rows, columns, values }: Matrix, vector: Numbers): Float64Array {
  if (vector.length !== columns) throw new RangeError(`vector must have ${columns} numbers: got ${vector.length}`);
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let j = 0; j < columns; j++) total += (values[i * columns + j] as number) * (vector[j] as number);
    out[i] = total;
  }
  return out;
}

/**
 * The transpose of a matrix times a vector, without making the transpose.
 *
 * @throws {RangeError} when the vector has not as many numbers as the matrix has rows.
 * @example
 * import { matrixOf, transposeTimes } from "./matrix.ts";
 * transposeTimes(matrixOf([[1, 2], [3, 4]]), [1, 1]); // => Float64Array.of(4, 6)
 */
export function transposeTimes({ rows, columns, values }: Matrix, vector: Numbers): Float64Array {
  if (vector.length !== rows) throw new RangeError(`vector must have ${rows} numbers: got ${vector.length}`);
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const factor = vector[i] as number;
    for (let j = 0; j < columns; j++) out[j] = (out[j] as number) + factor * (values[i * columns + j] as number);
  }
  return out;
}

/**
 * The cross product X' X of a matrix with itself: symmetric, columns x columns.
 *
 * @example
 * import { crossProduct, matrixOf } from "./matrix.ts";
 * crossProduct(matrixOf([[1, 2], [3, 4]])).values; // => Float64Array.of(10, 14, 14, 20)
 */
export function crossProduct(x: Matrix): Matrix {
  const n = x.columns;
  const out = zeroMatrix(n, n);
  for (let row = 0; row < x.rows; row++) {
    for (let i = 0; i < n; i++) {
      const factor = x.values[row * n + i] as number;
      for (let j = i; j < n; j++) out.values[i * n + j] = (out.values[i * n + j] as number) + factor * (x.values[row * n + j] as number);
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out.values[i * n + j] = out.values[j * n + i] as number;
  return out;
}

/**
 * Refuses a matrix that is not square or not symmetric, beyond what rounding explains.
 *
 * @throws {RangeError} with the first pair of elements that differ.
 * @example
 * import { checkSymmetric, matrixOf } from "./matrix.ts";
 * checkSymmetric("a", matrixOf([[1, 2], [3, 4]])); // => throws RangeError
 */
export function checkSymmetric(name: string, { rows, columns, values }: Matrix): void {
  if (rows !== columns) throw new RangeError(`${name} must be square: got ${rows} x ${columns}`);
  checkNumbers(`${name}.values`, values, 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      const [one, other] = [values[i * rows + j] as number, values[j * rows + i] as number];
      const isEqual = Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
      if (!isEqual && Math.abs(one - other) > 1e-300)
        throw new RangeError(`${name} must be symmetric: got ${one} and ${other} at ${i}, ${j}`);
    }
  }
}
