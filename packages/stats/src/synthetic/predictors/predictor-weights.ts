import type { Matrix } from "../../linear/matrix.ts";
import { matrixTimes, transposed } from "../../linear/matrix.ts";
import { leastSquares } from "../../linear/least-squares.ts";
import { minimizeNelderMead } from "../../optimize/nelder-mead.ts";
import { donorFit, simplexWeights } from "../weights/simplex-weights.ts";

/** Predictors in units of their spread, and the outcomes that predictor weights are judged by. */
export interface PredictorProblem {
  /** A number a predictor. */
  readonly own: Float64Array;
  /** A row a donor, a column a predictor. */
  readonly donors: Matrix;
  /** A number a period. */
  readonly outcomes: Float64Array;
  /** A row a donor, a column a period. */
  readonly donorOutcomes: Matrix;
}

/** Donor weights for given predictor weights, with what they leave: of predictors, and the mean square of outcomes. */
export interface PredictorFit {
  readonly weights: Float64Array;
  readonly predictorWeights: Float64Array;
  readonly predictorLoss: number;
  readonly outcomeLoss: number;
}

const shares = (list: Float64Array): Float64Array => {
  const total = list.reduce((sum, value) => sum + Math.abs(value), 0);
  return list.map((value) => Math.abs(value) / total);
};

const squares = (target: Float64Array, fitted: Float64Array, weights?: Float64Array): number =>
  target.reduce((sum, value, at) => sum + (weights?.[at] ?? 1) * (value - (fitted[at] as number)) ** 2, 0);

/**
 * The donor weights that match predictors best, each predictor counting by its weight.
 *
 * @param predictorWeights at least zero, not all zero; they are scaled to sum to one.
 * @returns nothing where the optimum is not reached.
 * @example
 * import { predictorFit } from "./predictor-weights.ts";
 * const donors = { rows: 2, columns: 1, values: Float64Array.of(0, 4) };
 * const problem = { own: Float64Array.of(1), donors, outcomes: Float64Array.of(2), donorOutcomes: donors };
 * predictorFit(problem, Float64Array.of(3)).weights; // => Float64Array.of(0.75, 0.25)
 */
export function predictorFit(problem: PredictorProblem, predictorWeights: Float64Array): PredictorFit | undefined {
  const { own, donors, outcomes, donorOutcomes } = problem;
  const weighted = shares(predictorWeights);
  const roots = weighted.map(Math.sqrt);
  const scaled = { ...donors, values: donors.values.map((value, at) => value * (roots[at % donors.columns] as number)) };
  const found = simplexWeights(
    donorFit(scaled, 0),
    own.map((value, at) => value * (roots[at] as number)),
  );
  if (found.kind !== "fitted") return undefined;
  const { weights } = found;
  return {
    weights,
    predictorWeights: weighted,
    predictorLoss: squares(own, matrixTimes(transposed(donors), weights), weighted),
    outcomeLoss: squares(outcomes, matrixTimes(transposed(donorOutcomes), weights)) / outcomes.length,
  };
}

/** Predictors weighted by how much outcomes change with each in a regression over all units; nothing where they depend on each other. */
function regressionStart({ own, donors, outcomes, donorOutcomes }: PredictorProblem): Float64Array[] {
  const { rows, columns } = donors;
  const x = Float64Array.from({ length: (rows + 1) * (columns + 1) }, (_, at) => {
    const [unit, column] = [Math.floor(at / (columns + 1)), at % (columns + 1)];
    if (column === columns) return 1;
    return (unit === rows ? own[column] : donors.values[unit * columns + column]) as number;
  });
  const effects = new Float64Array(columns);
  for (let period = 0; period < outcomes.length; period++) {
    const y = Float64Array.from({ length: rows + 1 }, (_, unit) =>
      unit === rows ? (outcomes[period] as number) : (donorOutcomes.values[unit * outcomes.length + period] as number),
    );
    const fit = leastSquares({ rows: rows + 1, columns: columns + 1, values: x }, y);
    effects.forEach((sum, at) => (effects[at] = sum + (fit.coefficients[at] as number) ** 2));
  }
  return effects.some((effect) => effect > 0) ? [shares(effects)] : [];
}

/**
 * Predictor weights whose donor weights bring outcomes nearest, as far as a search finds them.
 *
 * The search is not convex: it starts from even weights and from those of a regression, goes down by Nelder and Mead's simplex from each,
 * and keeps the better end. There may be a better one.
 *
 * @example
 * import { bestPredictorFit } from "./predictor-weights.ts";
 * const donors = { rows: 2, columns: 2, values: Float64Array.of(0, 9, 4, 7) };
 * const donorOutcomes = { rows: 2, columns: 1, values: Float64Array.of(0, 4) };
 * const problem = { own: Float64Array.of(1, 7), donors, outcomes: Float64Array.of(1), donorOutcomes };
 * bestPredictorFit(problem).weights[1].toFixed(4); // => "0.2500"
 */
export function bestPredictorFit(problem: PredictorProblem): PredictorFit | undefined {
  const even = new Float64Array(problem.own.length).fill(1 / problem.own.length);
  const loss = (candidate: Float64Array): number =>
    candidate.some((value) => value !== 0) ? (predictorFit(problem, candidate)?.outcomeLoss ?? Infinity) : Infinity;
  const starts = [even, ...regressionStart(problem)].filter((start) => Number.isFinite(loss(start)));
  const ends = starts.map((start) => minimizeNelderMead(loss, start, { tolerance: 1e-10 }));
  const [best] = ends.sort((one, other) => one.value - other.value);
  return best && predictorFit(problem, best.at);
}
