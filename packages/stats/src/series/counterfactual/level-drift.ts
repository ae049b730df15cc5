import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { findMinimum } from "../../optimize/brent.ts";
import { generalizedFit, whitened } from "../likelihood/whitened.ts";
import { columnsOfMatrix, standardColumn } from "../model/regressors.ts";
import { stateSpaceOf, type StructuralShape } from "../model/structural-model.ts";

/** What a history itself says of how far its level moves, beside the step that was assumed. */
export interface LevelDrift {
  /** The level's step at which the history is likeliest, in its standard deviations, as `priors.level.deviation` is. */
  readonly likeliest: number;
  /** The step that was assumed, in the same unit. */
  readonly assumed: number;
  /** Twice the log likelihood that is gained by it over the step that was assumed: above 3.84 chance hardly explains it. */
  readonly gain: number;
}

/** A history, and the deviations of noise, level, slope and season under which its forecast was made. */
export interface AssumedDrift {
  readonly values: Float64Array;
  readonly shape: StructuralShape;
  readonly regressors?: Matrix;
  readonly deviations: Float64Array;
}

/** Steps of the level from a hundred-millionth to a hundred times the noise are tried. */
const [LEAST, MOST] = [Math.log(1e-8), Math.log(1e2)];

/**
 * How far the level of a history moves by its own likelihood, with the other steps in the proportion to the noise that was assumed and the
 * noise itself as likely as can be.
 *
 * @returns undefined where so few observations are left beside regressors that it says nothing.
 * @example
 * import { levelDrift } from "./level-drift.ts";
 * const values = Float64Array.from({ length: 40 }, (_, day) => day);
 * const drift = levelDrift({ values, shape: {}, deviations: Float64Array.of(5, 0.1) });
 * drift !== undefined && drift.gain > 3.84; // => true
 */
export function levelDrift({ values, shape, regressors = zeroMatrix(values.length, 0), deviations }: AssumedDrift): LevelDrift | undefined {
  const periods = Array.from(values.keys()).filter((period) => !Number.isNaN(values[period]));
  const series = standardColumn(values, periods);
  const columns = columnsOfMatrix(regressors).map((column) => standardColumn(column, periods).values);
  const [noise = 1, level = 0, third = 0, fourth = 0] = deviations;
  const shareOf = (deviation: number): number => (deviation / noise) ** 2;
  /** The log likelihood at a step of the level, by the noise's, with the variance of the noise put at its best; and that variance. */
  const at = (share: number): { logLikelihood: number; variance: number } | undefined => {
    const slope = shape.slope === true ? { slope: shareOf(third) } : {};
    const season = shape.season && { season: { ...shape.season, variance: shareOf(shape.slope === true ? fourth : third) } };
    const outcome = whitened(series.values, columns, stateSpaceOf({ observation: 1, level: share, ...slope, ...season }));
    if (outcome.kind !== "whitened" || outcome.innovations.length < 2 * columns.length + 3) return undefined;
    const count = outcome.innovations.length;
    const variance = generalizedFit(outcome).residualSumOfSquares / count;
    return variance > 0 ? { logLikelihood: -(count * Math.log(variance) + outcome.logVariances) / 2, variance } : undefined;
  };
  const assumed = at(shareOf(level));
  if (assumed === undefined) return undefined;
  const found = findMinimum((logShare) => -(at(Math.exp(logShare))?.logLikelihood ?? Number.POSITIVE_INFINITY), [LEAST, MOST], {
    tolerance: 1e-4,
  });
  const share = Math.exp(found.at);
  const best = at(share);
  const own = level / series.scale;
  if (best === undefined || !(best.logLikelihood > assumed.logLikelihood)) return { likeliest: own, assumed: own, gain: 0 };
  return { likeliest: Math.sqrt(share * best.variance), assumed: own, gain: 2 * (best.logLikelihood - assumed.logLikelihood) };
}
