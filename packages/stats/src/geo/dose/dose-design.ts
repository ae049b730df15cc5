import { checkNumbers, checkPositive, checkSameLength, type Numbers } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";

/** Regions over periods, each with a dose of its own. */
export interface DosePanel {
  /** A row a region, a column a period. */
  readonly outcomes: Matrix;
  /** Of the same shape, in any one unit, at least zero. */
  readonly doses: Matrix;
  /** What each region's outcome usually is in a period, above zero: outcomes and doses are divided by it, and regions weigh by it. */
  readonly bases: Numbers;
}

/** What an estimate needs to know of the doses, whatever the outcomes were. */
export interface DoseDesign {
  readonly bases: Float64Array;
  /** The sum of the bases. */
  readonly total: number;
  /** Doses by the base, less what region and period say of them: a row a region. */
  readonly free: Matrix;
  /** Each region's part of the spread that the slope rests on: shares that sum to one. */
  readonly shares: Float64Array;
  /** The spread itself: zero where region and period say everything of the doses. */
  readonly spread: number;
  /** How far each region pulls its own residuals to zero, in [0, 1]. */
  readonly leverage: Float64Array;
}

const rowOf = ({ columns, values }: Matrix, row: number): Float64Array => values.subarray(row * columns, (row + 1) * columns);

/**
 * The sum of products of two lists of the same length.
 *
 * @example
 * import { productSum } from "./dose-design.ts";
 * productSum(Float64Array.of(1, 2), Float64Array.of(3, 4)); // => 11
 */
export function productSum(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/**
 * Each row of a matrix.
 *
 * @example
 * import { rowsOf } from "./dose-design.ts";
 * rowsOf({ rows: 1, columns: 2, values: Float64Array.of(1, 2) }); // => [Float64Array.of(1, 2)]
 */
export const rowsOf = (matrix: Matrix): Float64Array[] => Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row));

/**
 * Numbers by the base of their region, less the region's mean.
 *
 * @example
 * import { byBase } from "./dose-design.ts";
 * byBase({ rows: 1, columns: 2, values: Float64Array.of(2, 6) }, [2]).values; // => Float64Array.of(-1, 1)
 */
export function byBase(matrix: Matrix, bases: Numbers): Matrix {
  const values = new Float64Array(matrix.values.length);
  rowsOf(matrix).forEach((row, region) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    row.forEach((value, at) => {
      values[region * matrix.columns + at] = (value - mean) / (bases[region] as number);
    });
  });
  return { ...matrix, values };
}

/** The mean over regions, by their bases, of each period. */
function periodMeans(matrix: Matrix, bases: Float64Array, total: number): Float64Array {
  const means = new Float64Array(matrix.columns);
  rowsOf(matrix).forEach((row, region) => {
    const weight = (bases[region] as number) / total;
    row.forEach((value, at) => {
      means[at] = (means[at] as number) + weight * value;
    });
  });
  return means;
}

/**
 * Numbers by the base of their region, less what region and period say of them: the residuals of a regression on both, weighted by the bases.
 *
 * @example
 * import { freeOf } from "./dose-design.ts";
 * freeOf({ rows: 2, columns: 2, values: Float64Array.of(0, 4, 0, 0) }, Float64Array.of(1, 1)).values; // => Float64Array.of(-1, 1, 1, -1)
 */
export function freeOf(matrix: Matrix, bases: Float64Array): Matrix {
  const total = bases.reduce((sum, base) => sum + base, 0);
  const { rows, columns, values } = byBase(matrix, bases);
  const means = periodMeans({ rows, columns, values }, bases, total);
  return { rows, columns, values: values.map((value, at) => value - (means[at % columns] as number)) };
}

/**
 * Refuses doses, outcomes and bases that do not belong together.
 *
 * @throws {RangeError} for unlike shapes, a number that is not finite, a negative dose, or a base that is not above zero.
 * @example
 * import { checkDoses } from "./dose-design.ts";
 * const matrix = { rows: 1, columns: 1, values: Float64Array.of(1) };
 * checkDoses({ outcomes: matrix, doses: matrix, bases: [0] }); // => throws RangeError
 */
export function checkDoses({ outcomes, doses, bases }: DosePanel): void {
  if (outcomes.rows !== doses.rows || outcomes.columns !== doses.columns)
    throw new RangeError(`doses must be ${outcomes.rows} x ${outcomes.columns}: got ${doses.rows} x ${doses.columns}`);
  checkSameLength("bases", bases, "regions", { length: doses.rows });
  checkNumbers("outcomes.values", outcomes.values, 0);
  checkNumbers("doses.values", doses.values, 0);
  for (let at = 0; at < bases.length; at++) checkPositive(`bases[${at}]`, bases[at] as number);
  const below = doses.values.findIndex((dose) => dose < 0);
  if (below >= 0) throw new RangeError(`doses must be at least zero: got ${String(doses.values[below])}`);
}

/**
 * What an estimate needs to know of the doses.
 *
 * @example
 * import { doseDesign } from "./dose-design.ts";
 * const doses = { rows: 2, columns: 2, values: Float64Array.of(0, 4, 0, 0) };
 * doseDesign(doses, [1, 1]).shares; // => Float64Array.of(0.5, 0.5)
 */
export function doseDesign(doses: Matrix, given: Numbers): DoseDesign {
  const bases = Float64Array.from(given);
  const total = bases.reduce((sum, base) => sum + base, 0);
  const free = freeOf(doses, bases);
  const parts = Float64Array.from(rowsOf(free), (row, region) => (bases[region] as number) * productSum(row, row));
  const size = rowsOf(byBase(doses, bases)).reduce((sum, row, region) => sum + (bases[region] as number) * productSum(row, row), 0);
  const sum = parts.reduce((all, part) => all + part, 0);
  const spread = sum > 1e-12 * size ? sum : 0;
  const shares = parts.map((part) => (spread > 0 ? part / spread : 0));
  return { bases, total, free, shares, spread, leverage: shares.map((share, region) => share + (bases[region] as number) / total) };
}

/**
 * Bell and McCaffrey's degrees of freedom of the slope's standard error: how many regions it truly rests on.
 *
 * Satterthwaite's, for errors that are as large and as free as the weights say: of the matrix of the covariances of what each region
 * contributes, the squared trace by the sum of squares. Time: regions squared times periods.
 *
 * @example
 * import { doseDesign, freedomOf } from "./dose-design.ts";
 * const doses = { rows: 4, columns: 2, values: Float64Array.of(0, 1, 0, 1, 0, 0, 0, 0) };
 * freedomOf(doseDesign(doses, [1, 1, 1, 1])).toFixed(1); // => "2.0"
 */
export function freedomOf({ bases, total, free, shares, spread, leverage }: DoseDesign): number {
  const rows = rowsOf(free);
  let squares = 0;
  rows.forEach((one, r) => {
    squares += (shares[r] as number) ** 2;
    for (let s = r + 1; s < rows.length; s++) {
      const common = ((bases[r] as number) * (bases[s] as number) * productSum(one, rows[s] as Float64Array)) / (total * spread);
      const both = common + (shares[r] as number) * (shares[s] as number);
      squares += (2 * both ** 2) / ((1 - (leverage[r] as number)) * (1 - (leverage[s] as number)));
    }
  });
  return 1 / squares;
}
