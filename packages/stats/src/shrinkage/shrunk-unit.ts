import type { Distribution } from "../distributions/distribution.ts";
import { mixtureSummary, type Mixture } from "./mixture.ts";

/** A unit's estimate after it was drawn towards the others, with the interval of its posterior. */
export interface ShrunkUnit {
  /** What the unit's own data say; missing where it has none. */
  readonly raw?: number;
  /** The posterior mean: between `raw` and the mean of all. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The share in [0, 1] that the mean of all has in the estimate; 1 for a unit without data. */
  readonly priorWeight: number;
}

/** How a prior can be found. */
export const priorEstimators = ["marginal-likelihood", "moments", "integrated"] as const;

/** How the prior is found: by marginal maximum likelihood, by equating moments, or by averaging over all priors that are likely. */
export type PriorEstimator = (typeof priorEstimators)[number];

/** From so many units on the prior is known well enough to be taken as known. */
const MANY_UNITS = 200;

/**
 * The estimator that is taken where none is asked for.
 *
 * @example
 * import { usualEstimator } from "./shrunk-unit.ts";
 * usualEstimator(12); // => "integrated"
 */
export const usualEstimator = (units: number): PriorEstimator => (units < MANY_UNITS ? "integrated" : "marginal-likelihood");

/** What is asked of a shrinkage of rates or counts. */
export interface ShrinkageOptions {
  /**
   * Missing means `integrated` below 200 units, whose intervals hold also where units are few or hardly differ, and from there on
   * `marginal-likelihood`, which takes its prior as known and is a thousand times as fast.
   */
  readonly estimator?: PriorEstimator;
  /** The chance that the interval holds a unit's true value, in (0, 1); missing means 0.95. */
  readonly level?: number;
}

/**
 * A unit from its posterior.
 *
 * @param raw undefined for a unit without data.
 * @example
 * import { betaDistribution } from "../distributions/beta.ts";
 * import { shrunkUnit } from "./shrunk-unit.ts";
 * shrunkUnit(betaDistribution(1, 1), { raw: 0.7, priorWeight: 0.4, level: 0.5 }).estimate; // => 0.5
 */
export function shrunkUnit(
  posterior: Distribution,
  { raw, priorWeight, level }: { raw: number | undefined; priorWeight: number; level: number },
): ShrunkUnit {
  const tail = (1 - level) / 2;
  const ends = { low: posterior.quantile(tail), high: posterior.upperQuantile(tail) };
  return { ...(raw === undefined ? {} : { raw }), estimate: posterior.mean, ...ends, priorWeight };
}

/**
 * A unit from its posteriors under several priors.
 *
 * @param raw undefined for a unit without data.
 * @example
 * import { betaDistribution } from "../distributions/beta.ts";
 * import { averagedUnit } from "./shrunk-unit.ts";
 * const parts = [betaDistribution(1, 3), betaDistribution(3, 1)];
 * averagedUnit({ parts, chances: [0.5, 0.5] }, { raw: 0.7, priorWeight: 0.4, level: 0.5 }).estimate; // => 0.5
 */
export function averagedUnit(
  posteriors: Mixture,
  { raw, priorWeight, level }: { raw: number | undefined; priorWeight: number; level: number },
): ShrunkUnit {
  const { mean: estimate, low, high } = mixtureSummary(posteriors, level);
  return { ...(raw === undefined ? {} : { raw }), estimate, low, high, priorWeight };
}
