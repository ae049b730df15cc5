import { checkCount, checkFinite, type Numbers } from "../input/check.ts";

/**
 * A sparse matrix, column by column: the elements of column j are `values[k]` in rows `indices[k]` for k from `starts[j]` up to but
 * without `starts[j + 1]`, rows ascending.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** One element: row, column, value. */
export type Entry = readonly [row: number, column: number, value: number];

function checkEntry([row, column, value]: Entry, rows: number, columns: number): void {
  checkCount("a row", row);
  checkCount("a column", column);
  checkFinite("a value", value);
  if (row >= rows || column >= columns) throw new RangeError(`an entry must lie within ${rows} x ${columns}: got ${row}, ${column}`);
}

/**
 * A sparse matrix from its elements.
 *
 * @param rows at least zero.
 * @param columns at least zero.
 * @param entries any order; those at one place are added up.
 * @throws {RangeError} when a place lies outside or a value is not finite.
 * @example
 * import { sparseMatrixOf } from "./sparse-matrix.ts";
 * sparseMatrixOf(2, 2, [[1, 0, 3], [0, 1, 4], [1, 0, 2]]).values; // => Float64Array.of(5, 4)
 */
export function sparseMatrixOf(rows: number, columns: number, entries: readonly Entry[]): SparseMatrix {
  checkCount("rows", rows);
  checkCount("columns", columns);
  for (const entry of entries) checkEntry(entry, rows, columns);
  const sorted = entries.toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
  const isNew = sorted.map(([row, column], at) => row !== sorted[at - 1]?.[0] || column !== sorted[at - 1]?.[1]);
  const count = isNew.filter(Boolean).length;
  const out = { rows, columns, starts: new Int32Array(columns + 1), indices: new Int32Array(count), values: new Float64Array(count) };
  let at = -1;
  sorted.forEach(([row, column, value], from) => {
    if (isNew[from]) at++;
    out.indices[at] = row;
    out.values[at] = (out.values[at] as number) + value;
    out.starts[column + 1] = at + 1;
  });
  for (let j = 1; j <= columns; j++) out.starts[j] = Math.max(out.starts[j] as number, out.starts[j - 1] as number);
  return out;
}

/**
 * A sparse matrix times a vector.
 *
 * @throws {RangeError} when the vector has not as many numbers as the matrix has columns.
 * @example
 * import { sparseMatrixOf, sparseTimes } from "./sparse-matrix.ts";
 * sparseTimes(sparseMatrixOf(2, 2, [[0, 1, 3]]), [1, 2]); // => Float64Array.of(6, 0)
 */
export function sparseTimes({ rows, columns, starts, indices, values }: SparseMatrix, vector: Numbers): Float64Array {
  if (vector.length !== columns) throw new RangeError(`vector must have ${columns} numbers: got ${vector.length}`);
  const out = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    const factor = vector[j] as number;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const row = indices[k] as number;
      out[row] = (out[row] as number) + factor * (values[k] as number);
    }
  }
  return out;
}

/**
 * The transpose of a sparse matrix times a vector.
 *
 * @throws {RangeError} when the vector has not as many numbers as the matrix has rows.
 * @example
 * import { sparseMatrixOf, sparseTransposeTimes } from "./sparse-matrix.ts";
 * sparseTransposeTimes(sparseMatrixOf(2, 2, [[0, 1, 3]]), [1, 2]); // => Float64Array.of(0, 3)
 */
export function sparseTransposeTimes({ rows, columns, starts, indices, values }: SparseMatrix, vector: Numbers): Float64Array {
  if (vector.length !== rows) throw new RangeError(`vector must have ${rows} numbers: got ${vector.length}`);
  const out = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let total = 0;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      total += (values[k] as number) * (vector[indices[k] as number] as number);
    out[j] = total;
  }
  return out;
}
