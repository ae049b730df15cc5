import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Cells } from "../panel/cells.ts";
import { levelSums, reducedMatrix, timesFew, timesMany, type TwoWayVector } from "../two-way/two-way-system.ts";

/** What the likelihood needs of the data: sums by level and cross products of the fixed columns and, last, the outcome. */
export interface MixedSums {
  readonly cells: Cells;
  /** By column, its sums over the rows of each level. */
  readonly sums: readonly TwoWayVector[];
  /** Columns x columns. */
  readonly cross: Matrix;
  readonly rows: number;
}

/** The standard deviations of both kinds of effects, by that of the errors. */
export interface Ratios {
  readonly many: number;
  readonly few: number;
}

/** The equations at given ratios, with the many removed. */
export interface Reduced {
  /** By the many, one and their rows times the squared ratio. */
  readonly diagonal: Float64Array;
  /** The factor of what is left on the few. */
  readonly lower: Matrix;
  readonly logDeterminant: number;
  /** By column, what is left of its sums on the few. */
  readonly onFew: readonly Float64Array[];
  /** Cross products of the columns with both kinds of effects taken out. */
  readonly cross: Matrix;
}

/**
 * Sums and cross products of columns, the outcome being the last.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { mixedSums } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * mixedSums(cells, [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]).cross.values; // => Float64Array.of(3, 7, 7, 21)
 */
export function mixedSums(cells: Cells, columns: readonly Float64Array[]): MixedSums {
  const cross = zeroMatrix(columns.length, columns.length);
  columns.forEach((one, i) => {
    columns.slice(0, i + 1).forEach((other, j) => {
      let total = 0;
      for (let row = 0; row < one.length; row++) total += (one[row] as number) * (other[row] as number);
      cross.values[i * columns.length + j] = cross.values[j * columns.length + i] = total;
    });
  });
  return { cells, sums: columns.map((column) => levelSums(cells, column)), cross, rows: cells.cellOf.length };
}

const product = (a: Float64Array, b: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += (a[at] as number) * (b[at] as number);
  return total;
};

/**
 * The mixed-model equations at given ratios, with both kinds of effects removed from the cross products of the columns.
 *
 * @returns `undefined` where rounding leaves no factor, as for ratios without end.
 * @see Bates, Maechler, Bolker and Walker (2015), Fitting linear mixed-effects models using lme4, section 3.4
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { mixedSums, reducedEquations } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const data = mixedSums(cells, [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]);
 * reducedEquations(data, { many: 1, few: 1 })?.diagonal; // => Float64Array.of(3, 2)
 */
export function reducedEquations({ cells, sums, cross }: MixedSums, ratios: Ratios): Reduced | undefined {
  const square = ratios.many ** 2;
  const diagonal = cells.manyRows.map((rows) => 1 + square * rows);
  const few = ratios.few ** 2;
  const left = reducedMatrix(
    cells,
    cells.fewRows.map((rows) => 1 + few * rows),
    diagonal.map((value) => (few * square) / value),
  );
  const factor = choleskyFactor(left);
  if (factor.kind !== "factored") return undefined;
  const shares = sums.map(({ many }) => many.map((value, m) => (square * value) / (diagonal[m] as number)));
  const onFew = sums.map(({ few }, j) => {
    const carried = timesMany(cells, shares[j] as Float64Array);
    return few.map((value, f) => ratios.few * (value - (carried[f] as number)));
  });
  const solved = onFew.map((column) => choleskySolution(factor.lower, column));
  const rest = zeroMatrix(cross.rows, cross.columns);
  sums.forEach(({ many }, i) => {
    for (let j = 0; j <= i; j++) {
      const taken = product(many, shares[j] as Float64Array) + product(onFew[i] as Float64Array, solved[j] as Float64Array);
      const value = (cross.values[i * cross.columns + j] as number) - taken;
      rest.values[i * cross.columns + j] = rest.values[j * cross.columns + i] = value;
    }
  });
  const logDeterminant = factor.logDeterminant + diagonal.reduce((sum, value) => sum + Math.log(value), 0);
  return { diagonal, lower: factor.lower, logDeterminant, onFew, cross: rest };
}

/** The fixed coefficients, what they leave of the outcome's squares, and the determinant of their equations. */
export interface FixedPart {
  readonly coefficients: Float64Array;
  readonly squares: number;
  readonly lower: Matrix;
  readonly logDeterminant: number;
}

/**
 * Solves for the fixed columns, all but the last.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { fixedPart, mixedSums, reducedEquations } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const data = mixedSums(cells, [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]);
 * const reduced = reducedEquations(data, { many: 0, few: 0 });
 * reduced && fixedPart(reduced)?.coefficients[0]?.toFixed(6); // => "2.333333"
 */
export function fixedPart({ cross }: Reduced): FixedPart | undefined {
  const all = cross.columns;
  const p = all - 1;
  const own = zeroMatrix(p, p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) own.values[i * p + j] = cross.values[i * all + j] as number;
  const factor = choleskyFactor(own);
  if (factor.kind !== "factored") return undefined;
  const right = Float64Array.from({ length: p }, (_, i) => cross.values[i * all + p] as number);
  const coefficients = choleskySolution(factor.lower, right);
  const squares = (cross.values[p * all + p] as number) - product(right, coefficients);
  return { coefficients, squares, lower: factor.lower, logDeterminant: factor.logDeterminant };
}

/**
 * The best predictors of both kinds of effects, given the fixed coefficients.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { mixedSums, predictorsAt, reducedEquations } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const data = mixedSums(cells, [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]);
 * const ratios = { many: 0, few: 0 };
 * const reduced = reducedEquations(data, ratios);
 * reduced && predictorsAt(data, ratios, reduced, Float64Array.of(2)).many; // => Float64Array.of(0, 0)
 */
export function predictorsAt({ cells, sums }: MixedSums, ratios: Ratios, reduced: Reduced, coefficients: Float64Array): TwoWayVector {
  const p = coefficients.length;
  const less = (of: (column: number) => Float64Array): Float64Array =>
    of(p).map((value, at) => coefficients.reduce((left, slope, j) => left - slope * (of(j)[at] as number), value));
  const solved = choleskySolution(
    reduced.lower,
    less((j) => reduced.onFew[j] as Float64Array),
  );
  const few = solved.map((value) => ratios.few * value);
  const carried = timesFew(cells, few);
  const many = less((j) => (sums[j] as TwoWayVector).many).map(
    (value, m) => (ratios.many ** 2 * (value - (carried[m] as number))) / (reduced.diagonal[m] as number),
  );
  return { many, few };
}
