import type { Numbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { minimizeBfgs, type SmoothMinimum } from "../../optimize/bfgs.ts";
import type { MinimizeOptions } from "../../optimize/problem.ts";
import { checkObservations } from "../model/observations.ts";
import { checkRegressors, columnsOfMatrix, standardColumn, type StandardColumn } from "../model/regressors.ts";
import { stateSpaceOf, type StructuralModel, type StructuralShape } from "../model/structural-model.ts";
import { generalizedFit, whitened } from "./whitened.ts";

/** What may drift, and what is left over. */
export type StructuralPart = "observation" | "level" | "slope" | "season";

/** What a fit takes besides the series. */
export interface StructuralFitOptions extends MinimizeOptions {
  /** What explains the series besides, a row a period and a column each, without gaps; missing means nothing. */
  readonly regressors?: Matrix;
}

/** Where the search for variances ended. */
export interface StructuralFit {
  /** The model with its variances, in the square of the values' unit; it has a diffuse start. */
  readonly model: StructuralModel;
  /** What one more of a regressor adds, a number a column. */
  readonly coefficients: Float64Array;
  /** Of the coefficients, with the variances taken as known. */
  readonly standardErrors: Float64Array;
  /** As `kalmanFilter` counts it, of the series less its regression. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** The variances that are zero: the likelihood is largest there. */
  readonly atZero: readonly StructuralPart[];
}

/** A maximum of the likelihood, what was reached, or why there is none. */
export type StructuralFitOutcome =
  | (StructuralFit & { readonly kind: "fitted" | "not-converged" })
  /** The shape and its regressors go through every observation, so that there is no variance to find. */
  | { readonly kind: "exact" }
  /** So many more observations are needed. */
  | { readonly kind: "too-few"; readonly missing: number }
  /** These regressors are constant, or combinations of others and of what the shape can do by itself, over the periods observed. */
  | { readonly kind: "rank-deficient"; readonly dependent: readonly number[] };

/** The series and regressors as the search sees them: without mean and in units of their standard deviations. */
interface Task {
  readonly shape: StructuralShape;
  readonly parts: readonly StructuralPart[];
  readonly values: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly count: number;
}

/** Standard deviations to begin with, in those of the series: mostly noise, mostly drift, and both. */
const BEGINNINGS: readonly Readonly<Record<StructuralPart, number>>[] = [
  { observation: 0.5, level: 0.1, slope: 0.01, season: 0.05 },
  { observation: 0.1, level: 0.5, slope: 0.03, season: 0.1 },
  { observation: 0.3, level: 0.3, slope: 0.1, season: 0.3 },
];

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** A share that is rounding: a regressor of which the shape leaves no more is one with it, and so is a series. */
const ROUNDING = 1e-9;

/** The model with a variance a part. */
function modelOf(shape: StructuralShape, parts: readonly StructuralPart[], variances: Numbers): StructuralModel {
  const of = (part: StructuralPart): number => variances[parts.indexOf(part)] ?? 0;
  return {
    observation: of("observation"),
    level: of("level"),
    ...(shape.slope === true ? { slope: of("slope") } : {}),
    ...(shape.season === undefined ? {} : { season: { ...shape.season, variance: of("season") } }),
  };
}

/** The log likelihood with the best coefficients; undefined where there is no density. */
function likelihoodAt({ shape, parts, values, columns, count }: Task, deviations: Float64Array) {
  const model = modelOf(
    shape,
    parts,
    deviations.map((deviation) => deviation * deviation),
  );
  const outcome = whitened(values, columns, stateSpaceOf(model));
  if (outcome.kind !== "whitened") return undefined;
  const fit = generalizedFit(outcome);
  const logLikelihood = -(count * LOG_TWO_PI + outcome.logVariances + fit.residualSumOfSquares) / 2;
  return { logLikelihood, fit, beyond: outcome.innovations.length };
}

/** The search from every beginning, and the best of what they came to. */
function searched(task: Task, options: MinimizeOptions): SmoothMinimum {
  const objective = (deviations: Float64Array): number => -(likelihoodAt(task, deviations)?.logLikelihood ?? Number.NaN) / task.count;
  const ends = BEGINNINGS.map((beginning) => {
    const start = task.parts.map((part) => beginning[part]);
    return minimizeBfgs({ objective }, start, options);
  });
  return ends.reduce((best, end) => (end.value < best.value - 1e-12 ? end : best));
}

/** The deviations with those put to zero that the likelihood does not need. */
function withoutIdle(task: Task, { at, value }: SmoothMinimum): Float64Array {
  let deviations = at.map(Math.abs);
  for (let index = 0; index < deviations.length; index++) {
    const without = deviations.map((deviation, other) => (other === index ? 0 : deviation));
    const reached = likelihoodAt(task, without);
    if (reached !== undefined && -reached.logLikelihood / task.count <= value + 1e-10) deviations = without;
  }
  return deviations;
}

const PARTS: readonly StructuralPart[] = ["observation", "level", "slope", "season"];

const partsOf = ({ slope, season }: StructuralShape): StructuralPart[] =>
  PARTS.filter((part) => (part !== "slope" || slope === true) && (part !== "season" || season !== undefined));

/** Whether the task has an answer: enough observations, regressors that are independent, and something left over. */
function obstacleOf(task: Task, size: number): Exclude<StructuralFitOutcome, { kind: "fitted" | "not-converged" }> | undefined {
  const needed = size + task.columns.length + task.parts.length;
  if (task.count < needed) return { kind: "too-few", missing: needed - task.count };
  const steady = task.parts.map((part) => (part === "observation" ? 1 : 0));
  const outcome = whitened(task.values, task.columns, stateSpaceOf(modelOf(task.shape, task.parts, steady)));
  if (outcome.kind !== "whitened") return { kind: "too-few", missing: outcome.kind === "too-few" ? outcome.missing : 1 };
  const fit = generalizedFit(outcome);
  const dependent = dependentColumns(outcome.regressors, fit.dependent);
  if (dependent.length > 0) return { kind: "rank-deficient", dependent };
  return fit.residualSumOfSquares <= ROUNDING * ROUNDING * task.count ? { kind: "exact" } : undefined;
}

/** The columns that QR leaves out, and those of which the shape leaves nothing: every column had length one an observation before. */
function dependentColumns(whitenedColumns: Matrix, dependent: readonly number[]): number[] {
  const lengths = columnsOfMatrix(whitenedColumns).map((column) => Math.hypot(...column) / Math.sqrt(column.length));
  return Array.from(lengths.keys()).filter((at) => dependent.includes(at) || (lengths[at] as number) <= ROUNDING);
}

/** The fit in the units of the series. */
function inUnits(task: Task, deviations: Float64Array, scales: readonly StandardColumn[], scale: number) {
  const { logLikelihood, fit, beyond } = likelihoodAt(task, deviations) as NonNullable<ReturnType<typeof likelihoodAt>>;
  const unit = (at: number): number => scale / (scales[at] as StandardColumn).scale;
  return {
    model: modelOf(
      task.shape,
      task.parts,
      deviations.map((deviation) => (scale * deviation) ** 2),
    ),
    coefficients: fit.coefficients.map((value, at) => value * unit(at)),
    standardErrors: fit.coefficients.map(
      (_, at) => Math.sqrt(fit.covariance.values[at * (fit.coefficients.length + 1)] as number) * unit(at),
    ),
    logLikelihood: logLikelihood - beyond * Math.log(scale),
    atZero: task.parts.filter((_, at) => deviations[at] === 0),
  };
}

/**
 * The variances of a structural time series at which its likelihood is largest, with the coefficients of what explains it besides.
 *
 * By BFGS over standard deviations from three beginnings, since such likelihoods have several maxima; the series is first put in units of its
 * own standard deviation, so that no unit matters. For each set of variances the coefficients are those of generalized least squares, by QR
 * of what the filter leaves of series and regressors. A variance is often largest in likelihood at exactly zero (a level that does not
 * drift): then it is zero in the answer, and named. The errors of coefficients take the variances as known, which makes them a little small;
 * `structuralPosterior` counts that in. The regression is of maximum likelihood, not of the restricted kind.
 *
 * @param values the series in order, at equal distances; NaN where an observation is missing.
 * @param shape what the series is made of; `{}` is a level that may drift, with noise.
 * @param options `regressors`; `tolerance` and `most` as for `minimizeBfgs`.
 * @throws {RangeError} when there is no value, one is infinite, or shape or regressors are none.
 * @see Durbin and Koopman (2012), Time Series Analysis by State Space Methods, sections 3.2, 6.2 and 7.3
 * @example
 * import { structuralFit } from "./structural-fit.ts";
 * const fit = structuralFit([3, 5, 2, 6, 4, 3, 5, 4, 6, 2], {});
 * fit.kind === "fitted" && [fit.atZero, fit.model.observation.toFixed(4)]; // => [["level"], "2.2222"]
 */
export function structuralFit(values: Numbers, shape: StructuralShape, options: StructuralFitOptions = {}): StructuralFitOutcome {
  const count = checkObservations("values", values);
  const { regressors = zeroMatrix(values.length, 0), ...limits } = options;
  checkRegressors(regressors, values.length);
  const parts = partsOf(shape);
  const { size } = stateSpaceOf(modelOf(shape, parts, []));
  const periods = Array.from(Float64Array.from(values).keys()).filter((period) => !Number.isNaN(values[period]));
  if (count === 0) return { kind: "too-few", missing: size + regressors.columns + parts.length };
  const series = standardColumn(Float64Array.from(values), periods);
  const columns = columnsOfMatrix(regressors).map((column) => standardColumn(column, periods));
  const dependent = Array.from(columns.keys()).filter((at) => columns[at]?.scale === 0);
  if (dependent.length > 0) return { kind: "rank-deficient", dependent };
  const task: Task = { shape, parts, values: series.values, columns: columns.map((column) => column.values), count };
  const obstacle = obstacleOf(task, size);
  if (obstacle !== undefined) return obstacle;
  const end = searched(task, limits);
  const kind = end.kind === "converged" ? "fitted" : "not-converged";
  return { kind, iterations: end.iterations, ...inUnits(task, withoutIdle(task, end), columns, series.scale) };
}
