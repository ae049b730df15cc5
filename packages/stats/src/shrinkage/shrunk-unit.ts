import type { Distribution } from "../distributions/distribution.ts";

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

/** How the parameters of the prior are found: by marginal maximum likelihood, or by equating moments. */
export type PriorEstimator = "marginal-likelihood" | "moments";

/** What is asked of a shrinkage of rates or counts. */
export interface ShrinkageOptions {
  /** Missing means `marginal-likelihood`, which uses units of few and of many trials each for what they are worth. */
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
