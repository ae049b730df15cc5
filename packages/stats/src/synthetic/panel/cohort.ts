import type { Matrix } from "../../linear/matrix.ts";
import type { Panel } from "./panel.ts";

/** Units that are treated from one period on, as their mean, beside the donors: what every estimator works on. */
export interface Cohort {
  /** The place of the first treated period, which is how many periods lie before it. */
  readonly before: number;
  /** Names of the treated units. */
  readonly treated: readonly string[];
  readonly donors: readonly string[];
  /** The mean outcome of the treated units in each period. */
  readonly target: Float64Array;
  /** A row a donor, a column a period. */
  readonly outcomes: Matrix;
}

const row = ({ columns, values }: Matrix, at: number): Float64Array => values.subarray(at * columns, (at + 1) * columns);

/**
 * Rows of a matrix, in the order of their places.
 *
 * @example
 * import { rowsOf } from "./cohort.ts";
 * rowsOf({ rows: 3, columns: 1, values: Float64Array.of(7, 8, 9) }, [2, 0]).values; // => Float64Array.of(9, 7)
 */
export function rowsOf(matrix: Matrix, places: readonly number[]): Matrix {
  const values = new Float64Array(places.length * matrix.columns);
  places.forEach((place, at) => values.set(row(matrix, place), at * matrix.columns));
  return { rows: places.length, columns: matrix.columns, values };
}

/**
 * The mean of some rows, column by column.
 *
 * @example
 * import { meanRow } from "./cohort.ts";
 * meanRow({ rows: 3, columns: 1, values: Float64Array.of(7, 8, 9) }, [2, 0]); // => Float64Array.of(8)
 */
export function meanRow(matrix: Matrix, places: readonly number[]): Float64Array {
  const mean = new Float64Array(matrix.columns);
  for (const place of places) row(matrix, place).forEach((value, at) => (mean[at] = (mean[at] as number) + value / places.length));
  return mean;
}

/**
 * Columns of a matrix from one place up to but without another.
 *
 * @example
 * import { columnsOf } from "./cohort.ts";
 * columnsOf({ rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) }, 1, 2).values; // => Float64Array.of(2, 4)
 */
export function columnsOf({ rows, columns, values }: Matrix, from: number, to: number): Matrix {
  const out = new Float64Array(rows * (to - from));
  for (let at = 0; at < rows; at++) out.set(values.subarray(at * columns + from, at * columns + to), at * (to - from));
  return { rows, columns: to - from, values: out };
}

const placesWhere = (list: Int32Array, is: (start: number) => boolean): number[] => [...list.keys()].filter((at) => is(list[at] as number));

/**
 * The cohorts of a panel, by when they begin, each beside all units that are never treated.
 *
 * Units that are treated later are no donors: their later effect would be taken for what happens anyway.
 *
 * @param panel checked.
 * @example
 * import { cohortsOf } from "./cohort.ts";
 * const outcomes = { rows: 2, columns: 2, values: Float64Array.of(1, 5, 2, 3) };
 * const [cohort] = cohortsOf({ units: ["a", "b"], periods: [1, 2], outcomes, treatedFrom: Int32Array.of(1, 2) });
 * [cohort.before, cohort.treated, cohort.donors]; // => [1, ["a"], ["b"]]
 */
export function cohortsOf({ units, periods, outcomes, treatedFrom }: Panel): Cohort[] {
  const never = placesWhere(treatedFrom, (start) => start === periods.length);
  const starts = [...new Set(treatedFrom)].filter((start) => start < periods.length).sort((a, b) => a - b);
  const named = (places: readonly number[]): string[] => places.map((place) => units[place] as string);
  return starts.map((before) => {
    const treated = placesWhere(treatedFrom, (start) => start === before);
    return { before, treated: named(treated), donors: named(never), target: meanRow(outcomes, treated), outcomes: rowsOf(outcomes, never) };
  });
}
