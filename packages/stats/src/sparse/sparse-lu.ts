import { checkSameLength, type Numbers } from "../input/check.ts";
import { minimumDegreeOrder } from "./minimum-degree.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { GrowingColumns, solveLower, solveLowerTransposed, solveUpper, solveUpperTransposed, type Triangle } from "./triangle.ts";

/** Working space of the factorization. */
interface Work {
  readonly lower: GrowingColumns;
  readonly upper: GrowingColumns;
  readonly pivots: Float64Array;
  /** The step at which a row became a pivot, -1 before. */
  readonly stepOfRow: Int32Array;
  readonly x: Float64Array;
  /** The last step at which a row was reached. */
  readonly mark: Int32Array;
  readonly stack: Int32Array;
  readonly heads: Int32Array;
}

/** Rows that column `column` of L^-1 A reaches, the last to be needed first; depth-first without recursion. */
function reach(a: SparseMatrix, column: number, step: number, work: Work): number[] {
  const out: number[] = [];
  for (let k = a.starts[column] as number; k < (a.starts[column + 1] as number); k++) {
    const row = a.indices[k] as number;
    if (work.mark[row] !== step) visit(row, step, work, out);
  }
  return out;
}

function visit(first: number, step: number, work: Work, out: number[]): void {
  const { lower, stepOfRow, mark, stack, heads } = work;
  let depth = 0;
  stack[0] = first;
  heads[0] = -1;
  while (depth >= 0) {
    const row = stack[depth] as number;
    const pivot = stepOfRow[row] as number;
    if (heads[depth] === -1) {
      mark[row] = step;
      heads[depth] = pivot < 0 ? 0 : (lower.starts[pivot] as number);
    }
    const end = pivot < 0 ? 0 : (lower.starts[pivot + 1] as number);
    let next = -1;
    while ((heads[depth] as number) < end && next < 0) {
      const below = lower.indices[heads[depth] as number] as number;
      heads[depth] = (heads[depth] as number) + 1;
      if (mark[below] !== step) next = below;
    }
    if (next < 0) {
      out.push(row);
      depth--;
    } else {
      stack[++depth] = next;
      heads[depth] = -1;
    }
  }
}

/** Fills x with L^-1 times a column of A, on the rows that it reaches. */
function solveColumn(a: SparseMatrix, column: number, rows: readonly number[], { lower, stepOfRow, x }: Work): void {
  for (const row of rows) x[row] = 0;
  for (let k = a.starts[column] as number; k < (a.starts[column + 1] as number); k++) x[a.indices[k] as number] = a.values[k] as number;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] as number;
    const pivot = stepOfRow[row] as number;
    if (pivot < 0) continue;
    const factor = x[row] as number;
    for (let k = lower.starts[pivot] as number; k < (lower.starts[pivot + 1] as number); k++) {
      const below = lower.indices[k] as number;
      x[below] = (x[below] as number) - factor * (lower.values[k] as number);
    }
  }
}

/** The row to divide by: the diagonal one while it is not much smaller than the largest, since it keeps the order's sparsity. */
function pivotRow(rows: readonly number[], diagonal: number, step: number, { mark, stepOfRow, x }: Work): number {
  let [best, most] = [-1, 0];
  for (const row of rows) {
    if ((stepOfRow[row] as number) >= 0) continue;
    const size = Math.abs(x[row] as number);
    if (size > most) [best, most] = [row, size];
  }
  const isGood = mark[diagonal] === step && (stepOfRow[diagonal] as number) < 0 && Math.abs(x[diagonal] as number) >= 0.1 * most;
  return isGood && best >= 0 ? diagonal : best;
}

/** Keeps a solved column: what lies in rows that are pivots already in U, the rest, divided by the pivot, in L. */
function keepColumn(rows: readonly number[], pivot: number, step: number, { lower, upper, pivots, stepOfRow, x }: Work): void {
  const divisor = x[pivot] as number;
  pivots[step] = divisor;
  stepOfRow[pivot] = step;
  for (const row of rows) {
    const at = stepOfRow[row] as number;
    if (row === pivot || x[row] === 0) continue;
    if (at >= 0) upper.push(at, x[row] as number);
    else lower.push(row, (x[row] as number) / divisor);
  }
  lower.close();
  upper.close();
}

/** A factored matrix: it solves any number of right sides. */
export interface SparseLu {
  readonly kind: "factored";
  /** x with A x = b. */
  solve(b: Numbers): Float64Array;
  /** x with A' x = b. */
  solveTransposed(b: Numbers): Float64Array;
  /** Elements of both factors, against those of A: how much it filled in. */
  readonly elements: number;
}

/** Factors, or that the matrix is singular: the column at which no pivot was left. */
export type SparseLuOutcome = SparseLu | { readonly kind: "singular"; readonly column: number };

function solversOf(order: Int32Array, { lower, upper, pivots, stepOfRow }: Work): SparseLu {
  const n = order.length;
  const rowOfStep = new Int32Array(n);
  stepOfRow.forEach((step, row) => (rowOfStep[step] = row));
  const l: Triangle = lower.triangle((row) => stepOfRow[row] as number);
  const u: Triangle = upper.triangle((step) => step);
  const check = (b: Numbers): void => checkSameLength("b", b, "a column of the matrix", { length: n });
  return {
    kind: "factored",
    elements: l.values.length + u.values.length + n,
    solve(b) {
      check(b);
      const x = Float64Array.from(rowOfStep, (row) => b[row] as number);
      solveLower(l, x);
      solveUpper(u, pivots, x);
      return placed(x, order);
    },
    solveTransposed(b) {
      check(b);
      const x = Float64Array.from(order, (column) => b[column] as number);
      solveUpperTransposed(u, pivots, x);
      solveLowerTransposed(l, x);
      return placed(x, rowOfStep);
    },
  };
}

function placed(x: Float64Array, order: Int32Array): Float64Array {
  const out = new Float64Array(x.length);
  order.forEach((to, from) => (out[to] = x[from] as number));
  return out;
}

/**
 * The LU factors of a sparse square matrix: P A Q = L U.
 *
 * Columns are taken in minimum-degree order, each solved only where it is not zero (Gilbert and Peierls), so that the time follows the
 * arithmetic that is really done. Rows are pivoted, the diagonal being kept while it is at least a tenth of the largest: the matrix I - P of
 * a Markov chain hardly fills in and is never divided by something small.
 *
 * @param a square.
 * @param order the columns in the order in which they are eliminated; missing means minimum degree.
 * @returns the solvers, or the column at which no pivot was left.
 * @throws {RangeError} when the matrix is not square.
 * @see Davis, Direct Methods for Sparse Linear Systems, chapter 6
 * @example
 * import { sparseLu } from "./sparse-lu.ts";
 * import { sparseMatrixOf } from "./sparse-matrix.ts";
 * const lu = sparseLu(sparseMatrixOf(2, 2, [[0, 0, 2], [1, 0, 1], [1, 1, 4]]));
 * lu.kind === "factored" && lu.solve([2, 9]); // => Float64Array.of(1, 2)
 * sparseLu(sparseMatrixOf(2, 2, [[0, 0, 1], [1, 0, 1]])); // => { kind: "singular", column: 1 }
 */
export function sparseLu(a: SparseMatrix, order: Int32Array = minimumDegreeOrder(a)): SparseLuOutcome {
  if (a.rows !== a.columns) throw new RangeError(`a must be square: got ${a.rows} x ${a.columns}`);
  const n = a.rows;
  const work: Work = {
    lower: new GrowingColumns(),
    upper: new GrowingColumns(),
    pivots: new Float64Array(n),
    stepOfRow: new Int32Array(n).fill(-1),
    x: new Float64Array(n),
    mark: new Int32Array(n).fill(-1),
    stack: new Int32Array(n),
    heads: new Int32Array(n),
  };
  for (let step = 0; step < n; step++) {
    const column = order[step] as number;
    const rows = reach(a, column, step, work);
    solveColumn(a, column, rows, work);
    const pivot = pivotRow(rows, column, step, work);
    if (pivot < 0) return { kind: "singular", column };
    keepColumn(rows, pivot, step, work);
  }
  return solversOf(order, work);
}
