import { checkNumbers } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";

/** A column without its mean and in units of its standard deviation over some of the periods. */
export interface StandardColumn {
  readonly values: Float64Array;
  readonly mean: number;
  /** 0 where the column does not vary, and its values are all zero. */
  readonly scale: number;
}

/** A standard deviation of this share of the largest number is the rounding of a constant. */
const CONSTANT = 1e-12;

/**
 * A series without its mean and in units of its standard deviation, both over some of its periods.
 *
 * @param values a number a period.
 * @param periods those that count.
 * @example
 * import { standardColumn } from "./regressors.ts";
 * standardColumn(Float64Array.of(1, 3, 9), [0, 1]).mean; // => 2
 */
export function standardColumn(values: Float64Array, periods: readonly number[]): StandardColumn {
  const counted = periods.map((period) => values[period] as number);
  const middle = mean(counted);
  const spread = counted.length > 1 ? standardDeviation(counted) : 0;
  const isConstant = spread <= CONSTANT * counted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = isConstant ? 0 : spread;
  return { values: values.map((value) => (isConstant ? 0 : (value - middle) / scale)), mean: middle, scale };
}

/**
 * Refuses regressors that have not a row a period, or a number that is missing: a series that is seen may have holes, what explains it
 * must be known.
 *
 * @throws {RangeError} when the rows differ from the periods or a number is not finite.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { checkRegressors } from "./regressors.ts";
 * checkRegressors(matrixOf([[1], [2]]), 3); // => throws RangeError
 */
export function checkRegressors({ rows, values }: Matrix, periods: number): void {
  if (rows !== periods) throw new RangeError(`regressors must have a row a period: got ${rows} rows and ${periods} periods`);
  checkNumbers("regressors.values", values, 0);
}

/**
 * The columns of a matrix, each as a list.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { columnsOfMatrix } from "./regressors.ts";
 * columnsOfMatrix(matrixOf([[1, 2], [3, 4]]))[1]; // => Float64Array.of(2, 4)
 */
export function columnsOfMatrix({ rows, columns, values }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, j) => Float64Array.from({ length: rows }, (_row, i) => values[i * columns + j] as number));
}
