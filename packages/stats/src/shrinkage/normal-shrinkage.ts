import { normalDistribution } from "../distributions/normal.ts";
import { checkLevel } from "../experiments/level.ts";
import { checkNumbers, checkOneOf, checkPositive } from "../input/check.ts";
import { mixtureSummary } from "./mixture.ts";
import type { ShrunkUnit } from "./shrunk-unit.ts";
import { spreadPosterior } from "./spread-posterior.ts";
import { spreadOf, weightedAt, type Estimates, type SpreadPoint, type Weighted } from "./spread.ts";

/** `integrated`: over all variances that are likely, by a flat prior on the standard deviation of true values; or at one variance. */
export type SpreadEstimator = SpreadPoint | "integrated";

/** An estimate with the standard error it was made with. */
export interface NoisyEstimate {
  readonly estimate: number;
  /** Above zero, in the unit of the estimate. */
  readonly standardError: number;
}

/** A unit drawn towards the mean of all. */
export interface ShrunkEstimate extends ShrunkUnit {
  readonly raw: number;
  /** Of the estimate, what is not known of the mean and of the spread included. */
  readonly standardError: number;
}

/** Estimates drawn together. `no-spread`: they differ no more than their errors make them, and each is drawn to the mean whole. */
export type NormalShrinkageOutcome =
  | {
      readonly kind: "shrunk" | "no-spread";
      readonly estimator: SpreadEstimator;
      readonly mean: number;
      readonly meanStandardError: number;
      /** The variance of the true values at its estimate, which is that of `reml` for `integrated`. */
      readonly variance: number;
      readonly units: readonly ShrunkEstimate[];
    }
  | { readonly kind: "too-few"; readonly units: number };

/** The variance of the spread's estimate, and its bias. */
function spreadError({ sum, squares }: Weighted, n: number, estimator: SpreadPoint): { variance: number; bias: number } {
  if (estimator === "moments") return { variance: (2 * n) / sum ** 2, bias: (2 * (n * squares - sum ** 2)) / sum ** 3 };
  return { variance: 2 / squares, bias: estimator === "ml" ? -1 / sum : 0 };
}

/** What is believed of a unit at one variance of true values: the share of the mean, the estimate, and its variance. */
interface Belief {
  readonly priorWeight: number;
  readonly estimate: number;
  readonly open: number;
}

function beliefOf({ estimate: raw, standardError }: NoisyEstimate, variance: number, { mean, sum }: Weighted): Belief {
  const square = standardError ** 2;
  const priorWeight = square / (square + variance);
  const estimate = raw + priorWeight * (mean - raw);
  return { priorWeight, estimate, open: square * (1 - priorWeight) + priorWeight ** 2 / sum };
}

function pointUnits(all: readonly NoisyEstimate[], estimates: Estimates, variance: number, options: { estimator: SpreadPoint; z: number }) {
  const weighted = weightedAt(estimates, variance);
  const error = spreadError(weighted, all.length, options.estimator);
  return all.map((own): ShrunkEstimate => {
    const { priorWeight, estimate, open } = beliefOf(own, variance, weighted);
    const ofSpread = (2 * priorWeight ** 2 * error.variance) / (own.standardError ** 2 + variance) - priorWeight ** 2 * error.bias;
    const standardError = Math.sqrt(Math.max(open, open + ofSpread));
    const half = options.z * standardError;
    return { raw: own.estimate, estimate, low: estimate - half, high: estimate + half, priorWeight, standardError };
  });
}

function integratedUnits(all: readonly NoisyEstimate[], estimates: Estimates, level: number): ShrunkEstimate[] {
  const { variances, chances } = spreadPosterior(estimates);
  const weighted = Array.from(variances, (variance) => weightedAt(estimates, variance));
  return all.map((own) => {
    const beliefs = weighted.map((sums, at) => beliefOf(own, variances[at] as number, sums));
    const parts = beliefs.map(({ estimate, open }) => normalDistribution(estimate, Math.sqrt(open)));
    const { mean: estimate, deviation: standardError, low, high } = mixtureSummary({ parts, chances }, level);
    const priorWeight = beliefs.reduce((sum, belief, at) => sum + (chances[at] as number) * belief.priorWeight, 0);
    return { raw: own.estimate, estimate, low, high, priorWeight, standardError };
  });
}

/**
 * Estimates of unequal precision, each drawn towards their mean by the share of its variance that is noise: normal empirical Bayes.
 *
 * For lifts, returns or effects that come with standard errors: the largest of many noisy estimates is large by luck in part, and this takes
 * the luck out. By default it averages over every spread of true values that the estimates leave likely, so that intervals hold also with a
 * handful of units that hardly differ. At one spread (`reml`, `ml`, `moments`) the errors are right to second order and intervals are even
 * where units differ clearly, but too narrow where the spread found is next to zero: of a dozen units they then hold some 88 %. Time: some
 * hundred passes, and 50 normal tails for each end of an interval by default.
 *
 * @param estimates at least three, each with its standard error above zero.
 * @param options `estimator`: missing means `integrated`; `level`: missing means 0.95.
 * @returns `no-spread` where one spread was asked for and the estimates differ no more than their errors make them; `too-few` below three.
 * @throws {RangeError} when an estimate or an error is none.
 * @see Gelman (2006), Prior distributions for variance parameters in hierarchical models, Bayesian Analysis 1
 * @see Datta, Rao and Smith (2005), On measuring the variability of small area estimators, Biometrika 92
 * @example
 * import { normalShrinkage } from "./normal-shrinkage.ts";
 * const lifts = [0.1, -0.4, 1.9, 2.6].map((estimate) => ({ estimate, standardError: 0.5 }));
 * const outcome = normalShrinkage(lifts, { estimator: "reml" });
 * outcome.kind === "shrunk" && outcome.units.map(({ estimate }) => estimate.toFixed(3)); // => ["0.216", "-0.223", "1.796", "2.410"]
 */
export function normalShrinkage(
  estimates: readonly NoisyEstimate[],
  options: { readonly estimator?: SpreadEstimator; readonly level?: number } = {},
): NormalShrinkageOutcome {
  const { estimator = "integrated", level = 0.95 } = options;
  checkOneOf("estimator", estimator, ["ml", "reml", "moments", "integrated"]);
  const y = Float64Array.from(estimates, ({ estimate }) => estimate);
  checkNumbers("estimates", y, 0);
  estimates.forEach(({ standardError }, at) => checkPositive(`estimates[${at}].standardError`, standardError));
  checkLevel(level);
  if (estimates.length < 3) return { kind: "too-few", units: estimates.length };
  const own = { y, noise: Float64Array.from(estimates, ({ standardError }) => standardError ** 2) };
  const tail = (1 - level) / 2;
  const variance = spreadOf(own, estimator === "integrated" ? "reml" : estimator);
  const { mean, sum } = weightedAt(own, variance);
  const found = { estimator, mean, meanStandardError: 1 / Math.sqrt(sum), variance };
  if (estimator === "integrated") return { kind: "shrunk", ...found, units: integratedUnits(estimates, own, level) };
  const units = pointUnits(estimates, own, variance, { estimator, z: normalDistribution().upperQuantile(tail) });
  return { kind: variance > 0 ? "shrunk" : "no-spread", ...found, units };
}
