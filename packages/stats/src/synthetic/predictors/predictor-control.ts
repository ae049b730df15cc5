import { checkCount, checkNotNegative, checkNumbers, type Numbers } from "../../input/check.ts";
import { transposeTimes, type Matrix } from "../../linear/matrix.ts";
import { standardDeviation } from "../../summary/moments.ts";
import type { CohortFitOutcome } from "../estimate/estimator.ts";
import { blockDesign, type NoBlock } from "../inference/block-design.ts";
import { columnsOf, meanRow, rowsOf, type Cohort } from "../panel/cohort.ts";
import type { Panel } from "../panel/panel.ts";
import { bestPredictorFit, predictorFit, type PredictorFit, type PredictorProblem } from "./predictor-weights.ts";

/** Which periods judge the predictors, and how they count. */
export interface PredictorOptions {
  /** The place of the first period that is to be brought near; missing means the first of all. They end where treatment begins. */
  readonly fitFrom?: number;
  /** A number a predictor, at least zero; missing means that they are searched for. */
  readonly predictorWeights?: Numbers;
}

/** The effect against donors that are alike in predictors, or why there is none. */
export type PredictorControlOutcome =
  | (PredictorFit & {
      readonly kind: "estimated";
      readonly method: "synthetic-control-with-predictors";
      readonly donors: readonly string[];
      readonly counterfactual: Float64Array;
      /** Observed, as the mean of the treated, less counterfactual, in every period. */
      readonly gaps: Float64Array;
      /** The mean gap over the treated periods. */
      readonly att: number;
      /** Places of predictors that are the same for all units, which say nothing and count for nothing. */
      readonly constant: readonly number[];
    })
  | NoBlock
  | Exclude<CohortFitOutcome, { kind: "fitted" | "no-donors" }>;

/** Predictors of the treated and the donors, in units of their spread over all of these. */
function scaled(panel: Panel, predictors: Matrix): { own: Float64Array; donors: Matrix; constant: number[] } {
  const places = [...panel.units.keys()];
  const isTreated = (at: number): boolean => (panel.treatedFrom[at] as number) < panel.periods.length;
  const own = meanRow(
    predictors,
    places.filter((at) => isTreated(at)),
  );
  const donors = rowsOf(
    predictors,
    places.filter((at) => !isTreated(at)),
  );
  const spreads = own.map((value, at) =>
    standardDeviation([value, ...Array.from({ length: donors.rows }, (_, row) => donors.values[row * donors.columns + at] as number)]),
  );
  const constant = [...spreads.keys()].filter((at) => spreads[at] === 0);
  const by = (value: number, at: number): number => (spreads[at] === 0 ? 0 : value / (spreads[at] as number));
  return { own: own.map(by), donors: { ...donors, values: donors.values.map((value, at) => by(value, at % donors.columns)) }, constant };
}

function checkPredictors({ units }: Panel, predictors: Matrix, weights: Numbers | undefined): void {
  if (predictors.rows !== units.length)
    throw new RangeError(`predictors must have a row a unit: got ${predictors.rows} for ${units.length}`);
  checkNumbers("predictors.values", predictors.values);
  if (weights === undefined) return;
  if (weights.length !== predictors.columns)
    throw new RangeError(`predictorWeights must have ${predictors.columns} numbers: got ${weights.length}`);
  for (let at = 0; at < weights.length; at++) checkNotNegative(`predictorWeights[${at}]`, weights[at] as number);
  if (!Array.from(weights).some((weight) => weight > 0)) throw new RangeError("predictorWeights must not all be zero");
}

function problemOf(cohort: Cohort, fitFrom: number, own: Float64Array, donors: Matrix): PredictorProblem {
  const { outcomes, target, before } = cohort;
  return { own, donors, outcomes: target.slice(fitFrom, before), donorOutcomes: columnsOf(outcomes, fitFrom, before) };
}

/**
 * The synthetic control of Abadie and Gardeazabal: donors that are alike in predictors, such as income or the outcome of some years, where
 * each predictor counts by how well it leads to the outcomes before treatment.
 *
 * Predictors are divided by their standard deviation over donors and treated first. Given the weights of predictors, those of donors are at
 * the true optimum; the search for the former is not convex (`bestPredictorFit`), and different ones often lead to the same donors, so do
 * not read them as importance. Where outcomes before treatment are all that matters, `syntheticEffect` has no such search.
 *
 * @param panel all treated units begin at once; several are taken as their mean.
 * @param predictors a row a unit in the order of the panel, a column a predictor.
 * @throws {RangeError} when the panel or the predictors do not fit together, a number is not finite, or `fitFrom` is not before treatment.
 * @see Abadie and Gardeazabal (2003), The economic costs of conflict, American Economic Review 93, appendix B
 * @example
 * import { predictorControl } from "./predictor-control.ts";
 * const outcomes = { rows: 3, columns: 3, values: Float64Array.of(1, 2, 8, 0, 1, 2, 4, 5, 6) };
 * const panel = { units: ["a", "b", "c"], periods: [1, 2, 3], outcomes, treatedFrom: Int32Array.of(2, 3, 3) };
 * const found = predictorControl(panel, { rows: 3, columns: 1, values: Float64Array.of(10, 9, 13) });
 * found.kind === "estimated" && [found.weights[0].toFixed(6), found.att.toFixed(6)]; // => ["0.750000", "5.000000"]
 */
export function predictorControl(panel: Panel, predictors: Matrix, options: PredictorOptions = {}): PredictorControlOutcome {
  const { fitFrom = 0, predictorWeights } = options;
  checkCount("fitFrom", fitFrom);
  const block = blockDesign(panel);
  checkPredictors(panel, predictors, predictorWeights);
  if (block.kind !== "block") return block;
  const { cohort } = block;
  if (cohort.before === 0) return { kind: "no-history", before: 0, needed: 1 };
  if (fitFrom >= cohort.before) throw new RangeError(`fitFrom must be before treatment, which begins at ${cohort.before}: got ${fitFrom}`);
  const { own, donors, constant } = scaled(panel, predictors);
  const problem = problemOf(cohort, fitFrom, own, donors);
  const fit = predictorWeights === undefined ? bestPredictorFit(problem) : predictorFit(problem, Float64Array.from(predictorWeights));
  if (fit === undefined) return { kind: "not-converged", kktError: Infinity };
  const counterfactual = transposeTimes(cohort.outcomes, fit.weights);
  const gaps = cohort.target.map((value, at) => value - (counterfactual[at] as number));
  const after = gaps.subarray(cohort.before);
  const att = after.reduce((total, gap) => total + gap, 0) / after.length;
  return {
    kind: "estimated",
    method: "synthetic-control-with-predictors",
    ...fit,
    donors: cohort.donors,
    counterfactual,
    gaps,
    att,
    constant,
  };
}
