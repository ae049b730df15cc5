import { checkFinite, checkPositive } from "../input/check.ts";
import type { Generator } from "../random/generator.ts";
import { gammaVariate } from "../random/gamma-variate.ts";
import { normalVariate } from "../random/normal-variate.ts";
import { spreadPosterior } from "../shrinkage/spread-posterior.ts";
import { weightedAt, type Estimates } from "../shrinkage/spread.ts";

/** What was seen of a unit, on a scale on which noise is about normal, such as the logarithm of reach by followers. */
export interface CohortUnit {
  /** The mean of its values. */
  readonly mean: number;
  /** How many there are, above zero. */
  readonly count: number;
  /** The sum of their squared distances from the mean; 0 where only the mean is told, which says nothing of the noise. */
  readonly squares: number;
}

/** What is believed of one unit's future values, or why nothing is. */
export type CohortForecast =
  | {
      readonly kind: "forecast";
      /** The mean of its level, and how far it may lie off, as a standard deviation. */
      readonly level: number;
      readonly deviation: number;
      /** The standard deviation of single values around it. */
      readonly within: number;
      /** The share in [0, 1] that the cohort has in the level; 1 for a unit of which nothing was seen. */
      readonly cohortWeight: number;
      /** One likely level with one likely standard deviation of values around it. */
      readonly draw: (generator: Generator) => { readonly level: number; readonly within: number };
    }
  | { readonly kind: "too-few"; readonly units: number; readonly freedom: number };

/** Below so many degrees of freedom the noise is not known at all. */
const LEAST_FREEDOM = 3;

interface Belief {
  readonly chance: number;
  readonly level: number;
  readonly variance: number;
  readonly cohortWeight: number;
}

/** What is believed of a level at each variance of levels that the cohort leaves likely. */
function beliefsOf(unit: CohortUnit | undefined, estimates: Estimates, noise: number): Belief[] {
  const { variances, chances } = spreadPosterior(estimates);
  return Array.from(variances, (variance, at) => {
    const { mean, sum } = weightedAt(estimates, variance);
    const chance = chances[at] as number;
    if (unit === undefined) return { chance, level: mean, variance: variance + 1 / sum, cohortWeight: 1 };
    const square = noise / unit.count;
    const cohortWeight = square / (square + variance);
    const level = unit.mean + cohortWeight * (mean - unit.mean);
    return { chance, level, variance: square * (1 - cohortWeight) + cohortWeight ** 2 / sum, cohortWeight };
  });
}

function drawn(beliefs: readonly Belief[], generator: Generator): number {
  let left = generator.uniform();
  for (const { chance, level, variance } of beliefs) {
    left -= chance;
    if (left < 0) return level + Math.sqrt(variance) * normalVariate(generator);
  }
  const last = beliefs.at(-1) as Belief;
  return last.level + Math.sqrt(last.variance) * normalVariate(generator);
}

function check(name: string, { mean, count, squares }: CohortUnit): void {
  checkFinite(`${name}.mean`, mean);
  checkPositive(`${name}.count`, count);
  if (!(squares >= 0)) throw new RangeError(`${name}.squares must be at least 0: got ${squares}`);
}

/**
 * What is believed of one unit's future values, from its own few and those of a cohort of its like: normal empirical Bayes, as a forecast.
 *
 * Values scatter around each unit's level with one variance for all, which is estimated from the squares within units; levels scatter around
 * the cohort's mean, and the answer averages over every such spread that the cohort leaves likely (flat on its standard deviation). A unit of
 * which nothing was seen has the level of any member. Where fewer than three units are known, the unit's own values alone count, if there are
 * three or more. Future values are drawn by the caller: `level + within * normal`, each with a fresh `draw` for each future; `within` itself is
 * drawn from what the squares leave open, so that a few values have wide tails.
 *
 * @param unit the one to forecast; undefined: nothing of it was seen.
 * @param others its cohort without it.
 * @returns `too-few` where neither the cohort nor the unit itself says enough, or the squares have fewer than 3 degrees of freedom.
 * @throws {RangeError} when a mean is no number, a count is not above zero, or squares are below zero.
 * @see Gelman et al. (2013), Bayesian Data Analysis, sections 5.4 and 3.2
 * @example
 * import { cohortForecast } from "./cohort-forecast.ts";
 * const others = [1, 2, 3, 4].map((mean) => ({ mean, count: 4, squares: 1.2 }));
 * const forecast = cohortForecast({ mean: 6, count: 1, squares: 0 }, others);
 * forecast.kind === "forecast" && forecast.level < 6; // => true
 * cohortForecast(undefined, []).kind; // => "too-few"
 */
export function cohortForecast(unit: CohortUnit | undefined, others: readonly CohortUnit[]): CohortForecast {
  others.forEach((other, at) => check(`others[${at}]`, other));
  if (unit !== undefined) check("unit", unit);
  const all = unit === undefined ? others : [unit, ...others];
  const seen = all.filter(({ squares, count }) => count > 1 && squares > 0);
  const freedom = seen.reduce((sum, { count }) => sum + count - 1, 0);
  const squares = seen.reduce((sum, each) => sum + each.squares, 0);
  if (freedom < LEAST_FREEDOM || (all.length < 3 && (unit === undefined || unit.count < 3)))
    return { kind: "too-few", units: all.length, freedom };
  const noise = squares / freedom;
  const estimates = { y: Float64Array.from(all, ({ mean }) => mean), noise: Float64Array.from(all, ({ count }) => noise / count) };
  const beliefs =
    all.length < 3 ? [{ chance: 1, level: unit!.mean, variance: noise / unit!.count, cohortWeight: 0 }] : beliefsOf(unit, estimates, noise);
  const over = (of: (belief: Belief) => number): number => beliefs.reduce((sum, belief) => sum + belief.chance * of(belief), 0);
  const level = over((belief) => belief.level);
  return {
    kind: "forecast",
    level,
    deviation: Math.sqrt(over((belief) => belief.variance + (belief.level - level) ** 2)),
    within: Math.sqrt(noise),
    cohortWeight: over((belief) => belief.cohortWeight),
    draw: (generator) => ({
      level: drawn(beliefs, generator),
      within: Math.sqrt(squares / (2 * gammaVariate(generator, freedom / 2))),
    }),
  };
}
