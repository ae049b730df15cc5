import { checkCount } from "../input/check.ts";
import { poissonVariate } from "../random/count-variate.ts";
import { gammaVariate } from "../random/gamma-variate.ts";
import type { Generator } from "../random/generator.ts";
import { likelyCountPriors, type CountUnit } from "../shrinkage/gamma-poisson.ts";

/** What is believed of one unit's future counts, or why nothing is. */
export type CountForecast =
  | {
      readonly kind: "forecast";
      /** The expected count of one occasion. */
      readonly rate: number;
      /** The variance of a count over its mean, at least 1. */
      readonly dispersion: number;
      /** The share in [0, 1] that the cohort has in the rate; 1 for a unit of which nothing was seen. */
      readonly cohortWeight: number;
      /** The count of so many future occasions together, once. */
      readonly draw: (generator: Generator, occasions: number) => number;
    }
  | { readonly kind: "too-few"; readonly units: number };

/** Gamma distributions of a rate with their chances, which sum to one. */
interface Belief {
  readonly chance: number;
  readonly shape: number;
  readonly rate: number;
  readonly cohortWeight: number;
}

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The variance of counts over their means within units, pooled: as Poisson where it is not above 1. */
function dispersionOf(units: readonly (readonly number[])[]): number {
  let [squares, expected] = [0, 0];
  for (const counts of units) {
    if (counts.length < 2) continue;
    const mean = totalOf(counts) / counts.length;
    squares += counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
    expected += (counts.length - 1) * mean;
  }
  return expected === 0 ? 1 : Math.max(1, squares / expected);
}

const unitOf = (counts: readonly number[], dispersion: number): CountUnit => ({
  count: totalOf(counts) / dispersion,
  exposure: counts.length / dispersion,
});

/** What is believed of the rate: from the cohort where there is one, else by what was seen of the unit alone. */
function beliefsOf(own: CountUnit, others: readonly CountUnit[]): Belief[] {
  const seen = [own, ...others].filter(({ exposure }) => exposure > 0);
  const mean = seen.reduce((sum, { count }) => sum + count, 0) / seen.reduce((sum, { exposure }) => sum + exposure, 0);
  if (seen.length < 2 || mean === 0) {
    const all = seen.length < 2 ? own : { count: 0, exposure: seen.reduce((sum, { exposure }) => sum + exposure, 0) };
    return [{ chance: 1, shape: 0.5 + all.count, rate: all.exposure, cohortWeight: own.exposure > 0 ? 0 : 1 }];
  }
  return likelyCountPriors(seen, mean).map(({ prior: { shape, rate }, chance }) => ({
    ...{ chance, shape: shape + own.count, rate: rate + own.exposure, cohortWeight: rate / (rate + own.exposure) },
  }));
}

function drawnRate(beliefs: readonly Belief[], generator: Generator): number {
  let left = generator.uniform();
  const found = beliefs.find(({ chance }) => (left -= chance) < 0) ?? (beliefs.at(-1) as Belief);
  return gammaVariate(generator, found.shape) / found.rate;
}

/** A count of a mean whose variance is so many times it. */
function drawnCount(generator: Generator, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  const excess = dispersion - 1;
  return poissonVariate(generator, excess < 1e-9 ? mean : gammaVariate(generator, mean / excess) * excess);
}

/**
 * What is believed of one unit's future counts, from its own few and those of a cohort of its like: gamma-Poisson empirical Bayes, as a forecast.
 *
 * For clicks or orders by post. Counts of one unit may scatter more than Poisson's: their variance over the mean is pooled over all units, and
 * what was seen counts by so much less (quasi-likelihood). Rates of units are gamma, and the answer averages over all such distributions that the
 * cohort leaves likely, as the `integrated` shrinkage does. Future counts are negative binomial with the same variance over the mean. Where fewer
 * than two units are known the unit's own counts alone count, by Jeffreys's prior, if there are three or more.
 *
 * @param own a count for each occasion that was seen of the unit; empty: nothing was.
 * @param others the same for each unit of its cohort without it.
 * @returns `too-few` where neither says enough.
 * @throws {RangeError} when a count is none.
 * @see Clayton and Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks, Biometrics 43
 * @see McCullagh and Nelder (1989), Generalized Linear Models, chapter 9
 * @example
 * import { countForecast } from "./count-forecast.ts";
 * const forecast = countForecast([9, 12], [[3, 4, 2], [5, 7], [1, 2, 2], [6, 5, 8]]);
 * forecast.kind === "forecast" && forecast.rate < 10.5; // => true
 * countForecast([1], []).kind; // => "too-few"
 */
export function countForecast(own: readonly number[], others: readonly (readonly number[])[]): CountForecast {
  [own, ...others].forEach((counts, unit) => counts.forEach((count, at) => checkCount(`units[${unit}][${at}]`, count)));
  const known = others.filter((counts) => counts.length > 0);
  const units = known.length + (own.length > 0 ? 1 : 0);
  if (units < 2 && own.length < 3) return { kind: "too-few", units };
  const dispersion = dispersionOf([own, ...known]);
  const beliefs = beliefsOf(
    unitOf(own, dispersion),
    known.map((counts) => unitOf(counts, dispersion)),
  );
  const over = (of: (belief: Belief) => number): number => beliefs.reduce((sum, belief) => sum + belief.chance * of(belief), 0);
  return {
    kind: "forecast",
    rate: over(({ shape, rate }) => shape / rate),
    dispersion,
    cohortWeight: over(({ cohortWeight }) => cohortWeight),
    draw: (generator, occasions) => drawnCount(generator, drawnRate(beliefs, generator) * occasions, dispersion),
  };
}
