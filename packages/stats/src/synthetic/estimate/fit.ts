import { checkPositive } from "../../input/check.ts";
import { transposed, transposeTimes, type Matrix } from "../../linear/matrix.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { columnsOf, type Cohort } from "../panel/cohort.ts";
import { ridgePenalty } from "../weights/ridge-penalty.ts";
import { centred, ridgeWeights } from "../weights/ridge-weights.ts";
import { donorFit, simplexWeights, type WeightsOutcome } from "../weights/simplex-weights.ts";
import type { Estimator, Fit, CohortFitOutcome } from "./estimator.ts";
import { donorScales, scaledDonors, treatedLevel } from "./proportion.ts";

type Unfitted = Exclude<WeightsOutcome, { kind: "fitted" }>;
type Weighted = { readonly kind: "fitted"; readonly weights: Float64Array; readonly penalty?: number } | Unfitted;

const evenly = (count: number): Float64Array => new Float64Array(count).fill(1 / count);
const product = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, at) => total + value * (b[at] as number), 0);

/** Rows less their mean under weights of the columns. */
function rowsAround({ rows, columns, values }: Matrix, periodWeights: Float64Array): Matrix {
  const means = Float64Array.from({ length: rows }, (_, at) => product(periodWeights, values.subarray(at * columns, (at + 1) * columns)));
  return { rows, columns, values: values.map((value, at) => value - (means[Math.floor(at / columns)] as number)) };
}

const around = (target: Float64Array, periodWeights: Float64Array): Float64Array => {
  const middle = product(periodWeights, target);
  return target.map((value) => value - middle);
};

/** The intercept and the counterfactual that donor weights make, where the intercept is what the treated lie above them in some periods. */
function fitOf(cohort: Cohort, weights: Float64Array, periodWeights: Float64Array, hasIntercept: boolean): Fit {
  const synthetic = transposeTimes(cohort.outcomes, weights);
  const gap = (at: number): number => (cohort.target[at] as number) - (synthetic[at] as number);
  const intercept = hasIntercept ? periodWeights.reduce((total, weight, at) => total + weight * gap(at), 0) : 0;
  return { weights, intercept, periodWeights, counterfactual: synthetic.map((value) => value + intercept) };
}

/** What a synthetic control matches: outcomes before treatment, less each unit's mean there with fixed effects. */
export interface Matched {
  readonly donors: Matrix;
  readonly target: Float64Array;
}

/**
 * The outcomes that weights are fitted to.
 *
 * @example
 * import { matched } from "./fit.ts";
 * const outcomes = { rows: 1, columns: 3, values: Float64Array.of(1, 3, 3) };
 * const cohort = { before: 2, treated: ["a"], donors: ["b"], target: Float64Array.of(5, 6, 9), outcomes };
 * matched(cohort, true).donors.values; // => Float64Array.of(-1, 1)
 */
export function matched({ outcomes, target, before }: Cohort, fixedEffects: boolean): Matched {
  const [donors, own] = [columnsOf(outcomes, 0, before), target.slice(0, before)];
  return fixedEffects ? { donors: rowsAround(donors, evenly(before)), target: around(own, evenly(before)) } : { donors, target: own };
}

function controlWeights({ donors, target }: Matched): Weighted {
  return simplexWeights(donorFit(donors, 0), target);
}

function augmentedWeights({ donors, target }: Matched, given: number | undefined): Weighted {
  const simplex = simplexWeights(donorFit(donors, 0), target);
  if (simplex.kind !== "fitted") return simplex;
  const parts = centred(donors, target);
  const chosen = given === undefined ? ridgePenalty(parts) : { kind: "chosen" as const, penalty: given };
  if (chosen.kind === "not-converged") return chosen;
  if (chosen.kind === "donors-alike") return simplex;
  return { kind: "fitted", weights: ridgeWeights(parts, simplex.weights, chosen.penalty), penalty: chosen.penalty };
}

/**
 * The spread of the donors' changes from period to period before treatment, n - 1 below the line over all of them.
 *
 * @example
 * import { noiseLevel } from "./fit.ts";
 * noiseLevel({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 1, 3, 5) }).toFixed(6); // => "0.577350"
 */
export function noiseLevel(donors: Matrix): number {
  const { rows, columns, values } = donors;
  const changes: number[] = [];
  for (let at = 0; at < rows * columns; at++) if (at % columns > 0) changes.push((values[at] as number) - (values[at - 1] as number));
  return changes.length > 1 ? standardDeviation(changes) : 0;
}

/**
 * The ridge of each donor: even, or larger the more a donor was multiplied, since the variance of sales grows as they do. Weights of mere noise
 * then go by size; even ones would take the ratio of a small donor's noisy sums to be as good as that of a large one, and too high on average.
 */
function ridgeOf(ridge: number, scales: Float64Array | undefined): number | Float64Array {
  if (scales === undefined) return ridge;
  const middle = scales.reduce((total, scale) => total + scale, 0) / scales.length;
  return scales.map((scale) => (ridge * scale) / middle);
}

interface Double {
  readonly spreadPeriods: boolean;
  readonly scales: Float64Array | undefined;
}

/** Weights of donors, then of the periods before treatment, each by a fit with an intercept. */
function doubleWeights(cohort: Cohort, { spreadPeriods, scales }: Double): { donors: WeightsOutcome; periods: WeightsOutcome } {
  const { outcomes, target, before, treated } = cohort;
  const { rows, columns } = outcomes;
  const history = columnsOf(outcomes, 0, before);
  const noise = noiseLevel(history);
  const spread = Math.sqrt(treated.length * (columns - before)) * noise ** 2;
  const own = around(target.slice(0, before), evenly(before));
  const donors = simplexWeights(donorFit(rowsAround(history, evenly(before)), ridgeOf(before * spread, scales)), own);
  const later = columnsOf(outcomes, before, columns);
  const means = Float64Array.from({ length: rows }, (_, at) =>
    product(evenly(later.columns), later.values.subarray(at * later.columns, (at + 1) * later.columns)),
  );
  const byPeriod = rowsAround(transposed(history), evenly(rows));
  const ridge = rows * (spreadPeriods ? spread : (1e-6 * noise) ** 2);
  const periods = simplexWeights(donorFit(byPeriod, ridge), around(means, evenly(rows)), spreadPeriods ? "even" : "few");
  return { donors, periods };
}

function doubleFit(cohort: Cohort, double: Double): CohortFitOutcome {
  const { donors, periods } = doubleWeights(cohort, double);
  if (donors.kind !== "fitted") return donors;
  if (periods.kind !== "fitted") return periods;
  return { kind: "fitted", ...fitOf(cohort, donors.weights, periods.weights, true) };
}

/**
 * The periods before treatment that an estimator needs: to see a change, and with a penalty to leave one out.
 *
 * @example
 * import { neededHistory } from "./fit.ts";
 * neededHistory({ kind: "synthetic-control" }); // => 2
 */
export function neededHistory(estimator: Estimator): number {
  if (estimator.kind === "difference-in-differences") return 1;
  if (estimator.kind === "synthetic-difference-in-differences") return 2;
  if (estimator.kind === "ridge-augmented" && estimator.penalty === undefined) return 3;
  return estimator.fixedEffects === false ? 1 : 2;
}

function fitAsIs(cohort: Cohort, estimator: Estimator, scales?: Float64Array): CohortFitOutcome {
  if (estimator.kind === "synthetic-difference-in-differences")
    return doubleFit(cohort, { spreadPeriods: estimator.spreadPeriods ?? false, scales });
  const periodWeights = evenly(cohort.before);
  if (estimator.kind === "difference-in-differences")
    return { kind: "fitted", ...fitOf(cohort, evenly(cohort.donors.length), periodWeights, true) };
  const fixedEffects = estimator.fixedEffects ?? true;
  const parts = matched(cohort, fixedEffects);
  const found = estimator.kind === "ridge-augmented" ? augmentedWeights(parts, estimator.penalty) : controlWeights(parts);
  if (found.kind !== "fitted") return found;
  return { ...found, ...fitOf(cohort, found.weights, periodWeights, fixedEffects) };
}

/**
 * Fits one cohort.
 *
 * @param cohort from a checked panel.
 * @param estimator where it is proportional, donors are brought to the treated's level first; treated without a level above zero are fitted as
 * they are.
 * @throws {RangeError} for a penalty that is not above zero.
 * @example
 * import { fitCohort } from "./fit.ts";
 * const outcomes = { rows: 1, columns: 3, values: Float64Array.of(1, 2, 3) };
 * const cohort = { before: 2, treated: ["a"], donors: ["b"], target: Float64Array.of(5, 6, 9), outcomes };
 * fitCohort(cohort, { kind: "difference-in-differences" }).counterfactual; // => Float64Array.of(5, 6, 7)
 */
export function fitCohort(cohort: Cohort, estimator: Estimator): CohortFitOutcome {
  if (estimator.kind === "ridge-augmented" && estimator.penalty !== undefined) checkPositive("penalty", estimator.penalty);
  const needed = neededHistory(estimator);
  if (cohort.donors.length === 0) return { kind: "no-donors" };
  if (cohort.before < needed) return { kind: "no-history", before: cohort.before, needed };
  const level = estimator.proportional === true ? treatedLevel(cohort) : undefined;
  if (level === undefined) return fitAsIs(cohort, estimator);
  const scales = donorScales(cohort, level);
  const fit = fitAsIs(scaledDonors(cohort, scales), estimator, scales);
  return fit.kind === "fitted" ? { ...fit, scales } : fit;
}
