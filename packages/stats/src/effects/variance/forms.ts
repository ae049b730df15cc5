import { choleskyInverse } from "../../linear/cholesky.ts";
import { matrixProduct, matrixTimes, type Matrix } from "../../linear/matrix.ts";
import type { Cells } from "../panel/cells.ts";
import type { TwoWayFit } from "../two-way/fit-two-way.ts";
import { timesFew, timesMany, type TwoWaySystem, type TwoWayVector } from "../two-way/two-way-system.ts";

/** The three quadratic forms of effects that are asked for. */
export const COMPONENTS = ["many", "few", "covariance"] as const;

/** By cell, what one row's error does to its own fitted value (`leverage`), and what its variance adds to each form of effects. */
export interface Forms {
  readonly leverage: Float64Array;
  readonly many: Float64Array;
  readonly few: Float64Array;
  readonly covariance: Float64Array;
}

/** A cell of a row vector of the few: matrix times what the cell's level of the many says of the few. */
function carriedBy(cells: Cells, matrix: Matrix, m: number): { place: Int32Array; share: Float64Array; image: Float64Array } {
  const [from, to] = [cells.starts[m] as number, cells.starts[m + 1] as number];
  const place = cells.fewOf.subarray(from, to);
  const share = cells.counts.subarray(from, to).map((count) => count / (cells.manyRows[m] as number));
  const q = matrix.columns;
  const image = Float64Array.from(place, (f) => {
    let total = 0;
    for (let at = 0; at < place.length; at++) total += (matrix.values[f * q + (place[at] as number)] as number) * (share[at] as number);
    return total;
  });
  return { place, share, image };
}

/** h' matrix h by cell, h being the cell's one of the few less what its one of the many says of them; and matrix h as the many see it. */
function squareForm(cells: Cells, matrix: Matrix): { square: Float64Array; across: Float64Array } {
  const [square, across] = [new Float64Array(cells.counts.length), new Float64Array(cells.counts.length)];
  for (let m = 0; m < cells.manyRows.length; m++) {
    const { place, share, image } = carriedBy(cells, matrix, m);
    let own = 0;
    for (let at = 0; at < place.length; at++) own += (share[at] as number) * (image[at] as number);
    place.forEach((f, at) => {
      const cell = (cells.starts[m] as number) + at;
      const seen = image[at] as number;
      square[cell] = (matrix.values[f * matrix.columns + f] as number) - 2 * seen + own;
      across[cell] = seen - own;
    });
  }
  return { square, across };
}

/** The inverse of what is left on the few, zero where they are held at zero. */
function fewInverse({ lower, isGrounded }: TwoWaySystem): Matrix {
  const inverse = choleskyInverse(lower as Matrix);
  isGrounded.forEach((held, f) => {
    if (held === 1) inverse.values[f * inverse.columns + f] = 0;
  });
  return inverse;
}

/** Rows of a matrix times a number each. */
const scaledRows = ({ rows, columns, values }: Matrix, factors: Float64Array): Matrix => ({
  rows,
  columns,
  values: values.map((value, at) => value * (factors[Math.floor(at / columns)] as number)),
});

/**
 * The forms of every cell, exactly, from the inverse of what is left on the few. One connected set is needed.
 *
 * With P that inverse, h the cell's one of the few less what its one of the many says of them, g = P h, and N the rows of the few: leverage
 * is 1 / rows + h'P h, and each form is a square of g or of what g leaves to the many. Time: (few)^3 and cells times the few of a level.
 * @example
 * import { factorOf } from "../panel/factor.ts";
 * import { fitTwoWay } from "../two-way/fit-two-way.ts";
 * import { exactForms } from "./forms.ts";
 * const fit = fitTwoWay({ outcome: [1, 2, 3, 4], creator: factorOf(["a", "b", "a", "b"]), offer: factorOf(["x", "x", "y", "y"]) });
 * fit && exactForms(fit.system).leverage[0]?.toFixed(6); // => "0.750000"
 */
export function exactForms(system: TwoWaySystem): Forms {
  const { cells } = system;
  const n = cells.cellOf.length;
  const inverse = fewInverse(system);
  const byRows = scaledRows(inverse, cells.fewRows);
  const { square, across } = squareForm(cells, inverse);
  const { square: weighted } = squareForm(cells, matrixProduct(inverse, byRows));
  const totals = matrixTimes(inverse, cells.fewRows);
  const seenTotals = timesFew(cells, totals);
  const forms = { leverage: square.slice(), many: square.slice(), few: square.slice(), covariance: square.slice() };
  for (let cell = 0; cell < square.length; cell++) {
    const m = cells.manyOf[cell] as number;
    const rows = cells.manyRows[m] as number;
    const [left, toMany, ofFew] = [square[cell] as number, across[cell] as number, weighted[cell] as number];
    const sum = (totals[cells.fewOf[cell] as number] as number) - (seenTotals[m] as number) / rows;
    forms.leverage[cell] = 1 / rows + left;
    forms.few[cell] = (ofFew - sum ** 2 / n) / n;
    forms.many[cell] = (1 / rows - 2 * toMany + ofFew - left - (1 - sum) ** 2 / n) / n;
    forms.covariance[cell] = (toMany - ofFew + left - ((1 - sum) * sum) / n) / n;
  }
  return forms;
}

const weightedSum = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

/**
 * A form's matrix times a vector of effects: what the form would be, times that vector. One connected set of n rows.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { formTimes } from "./forms.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * formTimes(cells, "few", { many: Float64Array.of(0, 0), few: Float64Array.of(0, 3) }).few[1]?.toFixed(6); // => "0.666667"
 */
export function formTimes(cells: Cells, form: (typeof COMPONENTS)[number], { many, few }: TwoWayVector): TwoWayVector {
  const n = cells.cellOf.length;
  const around = (rows: Float64Array, effects: Float64Array): Float64Array => {
    const mean = weightedSum(rows, effects) / n;
    return effects.map((effect, at) => ((rows[at] as number) * (effect - mean)) / n);
  };
  if (form === "many") return { many: around(cells.manyRows, many), few: new Float64Array(few.length) };
  if (form === "few") return { many: new Float64Array(many.length), few: around(cells.fewRows, few) };
  const [meanMany, meanFew] = [weightedSum(cells.manyRows, many) / n, weightedSum(cells.fewRows, few) / n];
  const [ofFew, ofMany] = [timesFew(cells, few), timesMany(cells, many)];
  return {
    many: ofFew.map((value, m) => (value - (cells.manyRows[m] as number) * meanFew) / (2 * n)),
    few: ofMany.map((value, f) => (value - (cells.fewRows[f] as number) * meanMany) / (2 * n)),
  };
}

/**
 * The form of the effects themselves.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { formOf } from "./forms.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * formOf(cells, "few", { many: Float64Array.of(0, 0), few: Float64Array.of(0, 3) }).toFixed(6); // => "2.000000"
 */
export function formOf(cells: Cells, form: (typeof COMPONENTS)[number], effects: TwoWayVector): number {
  const image = formTimes(cells, form, effects);
  return weightedSum(image.many, effects.many) + weightedSum(image.few, effects.few);
}

/** What columns besides the factors add to a row's leverage and forms. */
export interface ColumnTerms {
  readonly leverage: (row: number, weights: Float64Array) => number;
  readonly form: (row: number, component: (typeof COMPONENTS)[number], weights: Float64Array) => number;
  /** (X'X)^-1 times a row of the columns. */
  readonly weightsOf: (row: number) => Float64Array;
}

/**
 * The terms of the columns of a fit: their part of the inverse, carried through what the factors say of them.
 *
 * @example
 * import { factorOf } from "../panel/factor.ts";
 * import { fitTwoWay } from "../two-way/fit-two-way.ts";
 * import { columnTerms } from "./forms.ts";
 * const fit = fitTwoWay({ outcome: [1, 2, 3, 4], creator: factorOf(["a", "b", "a", "b"]), offer: factorOf(["x", "x", "y", "y"]) });
 * fit && columnTerms(fit).weightsOf(0).length; // => 0
 */
export function columnTerms({ system, absorbed, rest, unscaledCovariance }: TwoWayFit): ColumnTerms {
  const { cells } = system;
  const p = rest.columns;
  const parts = Object.fromEntries(
    COMPONENTS.map((form) => {
      const images = absorbed.map((column) => formTimes(cells, form, column));
      const solved = images.map((image) => system.solve(image));
      const dot = (a: TwoWayVector, b: TwoWayVector): number => weightedSum(a.many, b.many) + weightedSum(a.few, b.few);
      const inner = Float64Array.from({ length: p * p }, (_, at) =>
        dot(absorbed[Math.floor(at / p)] as TwoWayVector, images[at % p] as TwoWayVector),
      );
      return [form, { solved, inner }];
    }),
  ) as Record<(typeof COMPONENTS)[number], { solved: TwoWayVector[]; inner: Float64Array }>;
  return {
    weightsOf: (row) => matrixTimes(unscaledCovariance, rest.values.subarray(row * p, (row + 1) * p)),
    leverage: (row, weights) => weightedSum(weights, rest.values.subarray(row * p, (row + 1) * p)),
    form(row, component, weights) {
      const cell = cells.cellOf[row] as number;
      const [m, f] = [cells.manyOf[cell] as number, cells.fewOf[cell] as number];
      const { solved, inner } = parts[component];
      return weights.reduce((sum, weight, j) => {
        const own = solved[j] as TwoWayVector;
        const others = weights.reduce((total, other, k) => total + other * (inner[j * p + k] as number), 0);
        return sum + weight * (others - 2 * ((own.many[m] as number) + (own.few[f] as number)));
      }, 0);
    },
  };
}
