import { matrixTimes, zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { qrFactor, rotated, triangularSolution } from "../../linear/qr.ts";

/** A corner of the program: as many rows fitted exactly as there are columns. */
export interface Vertex {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** By row, what the dual gives it: tau - 1 below, tau above, between for those that are fitted exactly. */
  readonly duals: Float64Array;
  readonly isOptimal: boolean;
  readonly iterations: number;
}

/** The inverse of the rows of a basis; undefined where they depend on each other. */
function basisInverse(x: Matrix, basis: readonly number[]): Matrix | undefined {
  const p = x.columns;
  const own = zeroMatrix(p, p);
  basis.forEach((row, at) => own.values.set(x.values.subarray(row * p, (row + 1) * p), at * p));
  const factor = qrFactor(own, 1e-13);
  if (factor.rank < p) return undefined;
  const inverse = zeroMatrix(p, p);
  for (let column = 0; column < p; column++) {
    const unit = new Float64Array(p);
    unit[column] = 1;
    triangularSolution(factor, rotated(factor, unit)).forEach(
      (value, at) => (inverse.values[(factor.order[at] as number) * p + column] = value),
    );
  }
  return inverse;
}

/** Rows with small residuals that do not depend on each other, by elimination as they come. */
function firstBasis(x: Matrix, residuals: Float64Array): number[] {
  const p = x.columns;
  const order = Array.from(residuals.keys()).sort((a, b) => Math.abs(residuals[a] as number) - Math.abs(residuals[b] as number));
  const kept: { row: Float64Array; pivot: number }[] = [];
  const basis: number[] = [];
  for (const row of order) {
    const left = x.values.slice(row * p, (row + 1) * p);
    const size = Math.max(...left.map(Math.abs));
    for (const { row: other, pivot } of kept) {
      const factor = (left[pivot] as number) / (other[pivot] as number);
      other.forEach((value, j) => (left[j] = (left[j] as number) - factor * value));
    }
    let pivot = 0;
    left.forEach((value, j) => {
      if (Math.abs(value) > Math.abs(left[pivot] as number)) pivot = j;
    });
    if (!(Math.abs(left[pivot] as number) > 1e-9 * size)) continue;
    kept.push({ row: left, pivot });
    basis.push(row);
    if (basis.length === p) break;
  }
  return basis;
}

interface State {
  readonly basis: number[];
  readonly inverse: Matrix;
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
}

function stateOf(x: Matrix, y: Float64Array, basis: number[]): State | undefined {
  const inverse = basisInverse(x, basis);
  if (inverse === undefined) return undefined;
  const coefficients = matrixTimes(
    inverse,
    basis.map((row) => y[row] as number),
  );
  const fitted = matrixTimes(x, coefficients);
  const residuals = y.map((value, row) => value - (fitted[row] as number));
  for (const row of basis) residuals[row] = 0;
  return { basis, inverse, coefficients, residuals };
}

/** By row its dual; those of the basis follow from the others, since all must cancel in every column. */
function dualsOf(x: Matrix, { basis, inverse, residuals }: State, tau: number): Float64Array {
  const p = x.columns;
  const duals = residuals.map((residual) => (residual < 0 ? tau - 1 : tau));
  const sums = new Float64Array(p);
  const isBasic = new Set(basis);
  duals.forEach((dual, row) => {
    if (isBasic.has(row)) return;
    for (let j = 0; j < p; j++) sums[j] = (sums[j] as number) + dual * (x.values[row * p + j] as number);
  });
  basis.forEach((row, at) => {
    let total = 0;
    for (let j = 0; j < p; j++) total += (sums[j] as number) * (inverse.values[j * p + at] as number);
    duals[row] = -total;
  });
  return duals;
}

/** A row of the basis, the side on which it leaves (1 above the line, -1 below), and the gain by unit of its residual. */
interface Leaving {
  readonly at: number;
  readonly side: 1 | -1;
  readonly gain: number;
}

/** The row of the basis that gains most by leaving; `at` is -1 where none does. */
function leaving({ basis }: State, duals: Float64Array, tau: number): Leaving {
  let best: Leaving = { at: -1, side: 1, gain: 0 };
  basis.forEach((row, at) => {
    const dual = duals[row] as number;
    if (dual - tau > best.gain) best = { at, side: 1, gain: dual - tau };
    if (tau - 1 - dual > best.gain) best = { at, side: -1, gain: tau - 1 - dual };
  });
  return best;
}

/** How far to go: to the row at which the loss begins to rise, which enters the basis. */
function entering(x: Matrix, state: State, { at, side, gain }: Leaving): number {
  const p = x.columns;
  const direction = Float64Array.from({ length: p }, (_, j) => -side * (state.inverse.values[j * p + at] as number));
  const change = matrixTimes(x, direction);
  const isBasic = new Set(state.basis);
  const stops: { row: number; length: number }[] = [];
  const rounding = 1e-12 * Math.max(...change.map(Math.abs));
  change.forEach((by, row) => {
    if (isBasic.has(row) || Math.abs(by) <= rounding) return;
    const length = (state.residuals[row] as number) / by;
    if (length > 0) stops.push({ row, length });
  });
  stops.sort((a, b) => a.length - b.length);
  let left = gain;
  for (const { row } of stops) {
    left -= Math.abs(change[row] as number);
    if (left <= 0) return row;
  }
  return -1;
}

/** Numbers between -0.5 and 0.5 that no row shares: a step of the golden section for each. */
const spreadOut = (row: number): number => (((row + 1) * 0.6180339887498949) % 1) - 0.5;

/**
 * From corner to corner to the lowest pinball loss.
 *
 * Rows that fall on one plane by chance, as whole numbers do, could send it round in a circle: outcomes are moved apart by a billionth of
 * their deviation on the way, and the corner's own outcomes are taken at the end.
 *
 * @param x of full rank, with more rows than columns.
 * @param residuals of a first fit.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { descend } from "./quantile-vertex.ts";
 * const y = Float64Array.of(1, 2, 9);
 * descend(matrixOf([[1], [1], [1]]), y, 0.5, y).coefficients; // => Float64Array.of(2)
 */
export function descend(x: Matrix, y: Float64Array, tau: number, residuals: Float64Array): Vertex {
  const spread = Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / residuals.length);
  const size = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = spread > 1e-10 * size ? spread : size || 1;
  const apart = y.map((value, row) => value + 1e-9 * scale * spreadOut(row));
  const most = 50 * (x.columns + 10) + x.rows;
  let state = stateOf(x, apart, firstBasis(x, residuals)) as State;
  const ended = (isOptimal: boolean, duals: Float64Array, iterations: number): Vertex => {
    const own = stateOf(x, y, state.basis) as State;
    return { coefficients: own.coefficients, residuals: own.residuals, duals, isOptimal, iterations };
  };
  for (let iterations = 0; ; iterations++) {
    const duals = dualsOf(x, state, tau);
    const out = leaving(state, duals, tau);
    if (out.at < 0 || out.gain < 1e-10) return ended(true, duals, iterations);
    const row = entering(x, state, out);
    const next = row < 0 ? undefined : stateOf(x, apart, state.basis.with(out.at, row));
    if (next === undefined || iterations === most) return ended(false, duals, iterations);
    state = next;
  }
}
