import { leastSquares } from "../../linear/least-squares.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { mean } from "../../summary/moments.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { cellsOf, type Cells } from "../panel/cells.ts";
import { setsOfCells } from "../panel/connected-sets.ts";
import type { EffectsPanel } from "../panel/effects-panel.ts";
import { levelSums, twoWaySystem, type SolverReport, type TwoWaySystem, type TwoWayVector } from "./two-way-system.ts";

/** A column that is fitted besides the two factors, less its mean. */
interface Column {
  readonly values: Float64Array;
  readonly mean: number;
  readonly norm: number;
}

/** Everything that a fit of two factors and some columns gives. */
export interface TwoWayFit {
  readonly system: TwoWaySystem;
  readonly setOf: Int32Array;
  readonly setCount: number;
  /** The outcome less its mean. */
  readonly centred: Float64Array;
  readonly residuals: Float64Array;
  readonly effects: TwoWayVector;
  /** What both factors say of each column, and each column less that, as a matrix of a row a row. */
  readonly absorbed: readonly TwoWayVector[];
  readonly rest: Matrix;
  /** A number a column, 0 for those that depend on others. */
  readonly coefficients: Float64Array;
  readonly dependent: readonly number[];
  /** The size of each column: those of `rest` and `absorbed` are by it, coefficients are not. */
  readonly norms: readonly number[];
  /** (X'X)^-1 of the columns of `rest`. */
  readonly unscaledCovariance: Matrix;
  readonly degreesOfFreedom: number;
  readonly residualSumOfSquares: number;
  readonly solver: SolverReport;
}

const normOf = (values: Float64Array): number => Math.sqrt(sumOf(values.length, (at) => (values[at] as number) ** 2));

function centredColumn(values: Float64Array): Column {
  const middle = mean(values);
  const less = values.map((value) => value - middle);
  return { values: less, mean: middle, norm: normOf(less) };
}

/** The columns besides the factors: covariates, then a column of ones and zeros for each format but the first. */
function columnsOf({ outcome, covariates, format }: EffectsPanel): Column[] {
  const p = covariates?.columns ?? 0;
  const own = Array.from({ length: p }, (_, j) => Float64Array.from(outcome, (_value, row) => covariates?.values[row * p + j] as number));
  const levels = format?.levels.length ?? 1;
  const formats = Array.from({ length: levels - 1 }, (_, at) =>
    Float64Array.from(format?.codes ?? [], (code) => (code === at + 1 ? 1 : 0)),
  );
  return [...own, ...formats].map(centredColumn);
}

/** A column less what the two factors say of it. */
function lessFactors(cells: Cells, values: Float64Array, { many, few }: TwoWayVector): Float64Array {
  const [manyCodes, fewCodes] = [cells.many.codes, cells.few.codes];
  return values.map((value, row) => value - (many[manyCodes[row] as number] as number) - (few[fewCodes[row] as number] as number));
}

/** Below this share of a column's own size what the factors leave of it is rounding. */
const NOTHING = 1e-9;

interface Part {
  readonly absorbed: TwoWayVector;
  readonly rest: Float64Array;
}

/** What the factors say of some values, and the rest; solved directly it is done twice, which keeps the digits where little is left. */
function takenOut(system: TwoWaySystem, values: Float64Array): Part {
  const first = system.solve(levelSums(system.cells, values));
  const rest = lessFactors(system.cells, values, first);
  if (system.lower === undefined) return { absorbed: first, rest };
  const second = system.solve(levelSums(system.cells, rest));
  const add = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => value + (b[at] as number));
  return {
    absorbed: { many: add(first.many, second.many), few: add(first.few, second.few) },
    rest: lessFactors(system.cells, rest, second),
  };
}

/** The rests side by side, each by its column's own size; nothing where only rounding is left. */
function restMatrix(rows: number, columns: readonly Column[], parts: readonly Part[]): Matrix {
  const out = zeroMatrix(rows, columns.length);
  parts.forEach(({ rest }, j) => {
    const { norm } = columns[j] as Column;
    if (!(normOf(rest) > NOTHING * norm)) return;
    rest.forEach((value, row) => (out.values[row * columns.length + j] = value / norm));
  });
  return out;
}

/**
 * Least squares of an outcome on two factors and some columns: both factors are taken out of everything first (Frisch, Waugh and Lovell).
 *
 * @param panel checked.
 * @returns `undefined` where the system cannot be factored.
 * @example
 * import { factorOf } from "../panel/factor.ts";
 * import { fitTwoWay } from "./fit-two-way.ts";
 * const fit = fitTwoWay({ outcome: [1, 2, 3, 4], creator: factorOf(["a", "b", "a", "b"]), offer: factorOf(["x", "x", "y", "y"]) });
 * fit?.degreesOfFreedom; // => 1
 */
export function fitTwoWay(panel: EffectsPanel, mostDirect?: number): TwoWayFit | undefined {
  const cells = cellsOf(panel);
  const { setOf, rows: setRows } = setsOfCells(cells);
  const system = twoWaySystem(cells, setOf, mostDirect);
  if (system === undefined) return undefined;
  const columns = columnsOf(panel);
  const outcome = centredColumn(Float64Array.from(panel.outcome));
  const parts = columns.map(({ values }) => takenOut(system, values));
  const ofOutcome = takenOut(system, outcome.values);
  const rest = restMatrix(outcome.values.length, columns, parts);
  const scaled = columns.length === 0 ? undefined : leastSquares(rest, ofOutcome.rest, 1e-10);
  const norms = columns.map(({ norm }) => norm || 1);
  const coefficients = Float64Array.from(norms, (norm, j) => (scaled?.coefficients[j] ?? 0) / norm);
  const shift = outcome.mean - columns.reduce((sum, column, j) => sum + column.mean * (coefficients[j] as number), 0);
  const effect = (side: "many" | "few"): Float64Array =>
    ofOutcome.absorbed[side].map((value, at) =>
      parts.reduce((left, part, j) => left - (coefficients[j] as number) * (part.absorbed[side][at] as number), value),
    );
  const residuals = scaled?.residuals ?? ofOutcome.rest;
  const levels = cells.manyRows.length + cells.fewRows.length - setRows.length;
  const n = columns.length;
  return {
    system,
    setOf,
    setCount: setRows.length,
    centred: outcome.values,
    residuals,
    effects: { many: effect("many").map((value) => value + shift), few: effect("few") },
    absorbed: parts.map(({ absorbed }, j) => ({
      many: absorbed.many.map((value) => value / (norms[j] as number)),
      few: absorbed.few.map((value) => value / (norms[j] as number)),
    })),
    rest,
    coefficients,
    norms,
    dependent: scaled?.kind === "rank-deficient" ? scaled.dependent : [],
    unscaledCovariance: scaled?.unscaledCovariance ?? zeroMatrix(n, n),
    degreesOfFreedom: residuals.length - levels - (scaled?.rank ?? 0),
    residualSumOfSquares: sumOf(residuals.length, (row) => (residuals[row] as number) ** 2),
    solver: system.report(),
  };
}
