import type { Distribution } from "../distributions/distribution.ts";
import { gammaDistribution } from "../distributions/gamma.ts";
import { checkLevel } from "../experiments/level.ts";
import { checkCount, checkNotNegative, checkOneOf } from "../input/check.ts";
import { positiveFit, type ModelParameters } from "../lifetime/likelihood/positive-fit.ts";
import { logGamma, logGammaRatio } from "../special/log-gamma.ts";
import { digamma } from "../special/polygamma.ts";
import { sumOf } from "../summary/compensated-sum.ts";
import { likelyPriors } from "./prior-grid.ts";
import {
  averagedUnit,
  priorEstimators,
  shrunkUnit,
  usualEstimator,
  type PriorEstimator,
  type ShrinkageOptions,
  type ShrunkUnit,
} from "./shrunk-unit.ts";

/** How often something happened, and over how much: orders by creator, over days, views or posts. */
export interface CountUnit {
  readonly count: number;
  /** In one unit for all, at least zero: what the rates are by. */
  readonly exposure: number;
}

/** The prior of rates: as if every unit had seen `shape` events over `rate` of exposure before. */
export type CountPrior = ModelParameters<"shape" | "rate">;

/** Rates of counts drawn together, or why they are not. */
export type GammaPoissonOutcome =
  | {
      readonly kind: "shrunk";
      readonly estimator: PriorEstimator;
      /** With `integrated` the likeliest of those that were averaged over. */
      readonly prior: CountPrior;
      /** Of the prior's parameters; only by marginal likelihood, and missing where the likelihood hardly curves. */
      readonly standardErrors?: CountPrior;
      readonly logLikelihood: number;
      /** In the order of the units given. */
      readonly units: readonly ShrunkUnit[];
    }
  /** Rates differ no more than chance makes them: the best estimate of each is `mean`. `constant`: nothing happened at all. */
  | { readonly kind: "no-spread" | "constant"; readonly estimator: PriorEstimator; readonly mean: number }
  | { readonly kind: "too-few"; readonly units: number }
  | { readonly kind: "not-converged"; readonly prior: CountPrior };

function checkUnits(units: readonly CountUnit[]): void {
  units.forEach(({ count, exposure }, at) => {
    checkCount(`units[${at}].count`, count);
    checkNotNegative(`units[${at}].exposure`, exposure);
    if (exposure === 0 && count > 0) throw new RangeError(`units[${at}].count must be 0 without exposure: got ${count}`);
  });
}

/** The negative log likelihood by unit, without what does not depend on the prior, and its slopes in shape and rate. */
function gammaPoissonLoss(units: readonly CountUnit[], [shape = 1, rate = 1]: Float64Array) {
  let value = 0;
  const slopes = new Float64Array(2);
  const psi = digamma(shape);
  for (const { count, exposure } of units) {
    const shrink = Math.log1p(exposure / rate);
    value += logGammaRatio(shape, count) - shape * shrink - count * Math.log(rate + exposure);
    slopes[0] = (slopes[0] as number) + digamma(shape + count) - psi - shrink;
    slopes[1] = (slopes[1] as number) + ((shape * exposure) / rate - count) / (rate + exposure);
  }
  return { value: -value / units.length, slopes: slopes.map((slope) => -slope / units.length) };
}

/** Moments with units weighed by exposure: the variance of rates, not above zero where they differ no more than by chance. */
function momentVariance(units: readonly CountUnit[], mean: number): number {
  const over = (term: (unit: CountUnit) => number): number => sumOf(units.length, (at) => term(units[at] as CountUnit));
  const all = over(({ exposure }) => exposure);
  const squares = over(({ count, exposure }) => exposure * (count / exposure - mean) ** 2);
  return (squares - mean * (units.length - 1)) / (all - over(({ exposure }) => exposure ** 2) / all);
}

/** The log likelihood where every unit has the same rate, without what does not depend on it. */
const withoutSpread = (units: readonly CountUnit[], mean: number): number =>
  sumOf(units.length, (at) => {
    const { count, exposure } = units[at] as CountUnit;
    return count * Math.log(mean) - exposure * mean;
  });

interface Pooled {
  readonly seen: readonly CountUnit[];
  readonly mean: number;
  readonly variance: number;
}

type Prior =
  | { readonly kind: "found"; readonly prior: CountPrior; readonly standardErrors?: CountPrior }
  | { readonly kind: "no-spread" }
  | { readonly kind: "not-converged"; readonly prior: CountPrior };

function byMoments({ mean, variance }: Pooled): Prior {
  if (!(variance > 0)) return { kind: "no-spread" };
  return { kind: "found", prior: { shape: mean ** 2 / variance, rate: mean / variance } };
}

function byLikelihood({ seen, mean, variance }: Pooled): Prior {
  const rate = variance > 0 ? mean / variance : sumOf(seen.length, (at) => seen[at]?.exposure ?? 0) / seen.length;
  const start = { shape: mean * rate, rate };
  const fit = positiveFit({ start, units: start, count: seen.length, loss: (values) => gammaPoissonLoss(seen, values) });
  if (fit.kind === "fitted") return { kind: "found", prior: fit.parameters, standardErrors: fit.standardErrors };
  if (fit.kind === "not-converged" || fit.parameters.rate < 1e-3 * rate) return { kind: "not-converged", prior: fit.parameters };
  const isBetter = fit.logLikelihood > withoutSpread(seen, mean) + 1e-9;
  return isBetter ? { kind: "found", prior: fit.parameters } : { kind: "no-spread" };
}

/** What the likelihood has besides the prior. */
const logConstant = (units: readonly CountUnit[]): number =>
  sumOf(units.length, (at) => {
    const { count, exposure } = units[at] as CountUnit;
    return count * Math.log(exposure) - logGamma(count + 1);
  });

const posteriorOf = ({ count, exposure }: CountUnit, { shape, rate }: CountPrior): Distribution =>
  gammaDistribution(shape + count, rate + exposure);

const rawOf = ({ count, exposure }: CountUnit): number | undefined => (exposure > 0 ? count / exposure : undefined);

const weightOf = ({ exposure }: CountUnit, { rate }: CountPrior): number => rate / (rate + exposure);

const logLikelihoodAt = (seen: readonly CountUnit[], { shape, rate }: CountPrior): number =>
  logConstant(seen) - seen.length * gammaPoissonLoss(seen, Float64Array.of(shape, rate)).value;

/**
 * The priors of rates that counts leave likely, with their chances; the mean of all is told by its logarithm, sizes by the shape, which knows
 * no unit.
 *
 * @param seen units with exposure, two or more; counts need not be whole.
 * @param mean all counts by all exposure, above zero.
 * @example
 * import { likelyCountPriors } from "./gamma-poisson.ts";
 * const priors = likelyCountPriors([{ count: 3, exposure: 1 }, { count: 9, exposure: 2 }], 4);
 * priors.reduce((sum, { chance }) => sum + chance, 0).toFixed(9); // => "1.000000000"
 */
export function likelyCountPriors(seen: readonly CountUnit[], mean: number): { readonly prior: CountPrior; readonly chance: number }[] {
  const priorAt = (place: number, size: number): CountPrior => ({ shape: size, rate: size / Math.exp(place) });
  const known = (size: number): number => sumOf(seen.length, (at) => 1 / (1 / size + 1 / (mean * (seen[at]?.exposure ?? 1))));
  return likelyPriors({
    logPosterior: (place, size) => {
      const { shape, rate } = priorAt(place, size);
      return -seen.length * gammaPoissonLoss(seen, Float64Array.of(shape, rate)).value;
    },
    place: Math.log(mean),
    error: (size) => Math.min(3, 1 / Math.sqrt(known(size))),
    mostTrials: mean * Math.max(...seen.map(({ exposure }) => exposure)),
  }).map(({ place, size, chance }) => ({ prior: priorAt(place, size), chance }));
}

/** Every unit under all priors that are likely. */
function integrated(units: readonly CountUnit[], { seen, mean }: Pooled, level: number): GammaPoissonOutcome {
  const priors = likelyCountPriors(seen, mean);
  const chances = priors.map(({ chance }) => chance);
  const shrunk = units.map((unit) => {
    const priorWeight = priors.reduce((sum, { prior, chance }) => sum + chance * weightOf(unit, prior), 0);
    return averagedUnit({ parts: priors.map(({ prior }) => posteriorOf(unit, prior)), chances }, { raw: rawOf(unit), level, priorWeight });
  });
  const [likeliest] = priors.map(({ prior }) => ({ prior, at: logLikelihoodAt(seen, prior) })).sort((a, b) => b.at - a.at);
  const { prior, at: logLikelihood } = likeliest as { prior: CountPrior; at: number };
  return { kind: "shrunk", estimator: "integrated", prior, logLikelihood, units: shrunk };
}

/**
 * Rates of counts, each drawn towards the mean of all by as much as its own exposure leaves open: gamma-Poisson empirical Bayes.
 *
 * For orders by creator over days, or over posts: counts without an upper end. The rate of each unit is taken as drawn from one gamma
 * distribution, which is estimated from all; each posterior is gamma again. The prior comes from the marginal (negative binomial)
 * likelihood, or from moments with units weighed by exposure; the answer says which. Either takes its prior as known,
 * which holds from some hundred units on; `integrated` averages over all priors that are likely
 * (flat on the logarithm of their mean and on their coefficient of variation) and holds with a dozen too. The unit of exposure does not matter. Time: some dozens of passes.
 *
 * @param units a count over an exposure each; one without exposure gets the mean of all.
 * @returns `no-spread` where rates differ no more than chance makes them; `constant` where nothing happened; `too-few` with fewer than two
 *   units that have exposure.
 * @throws {RangeError} when a count or an exposure is none, or something happened without exposure.
 * @see Clayton and Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks, Biometrics 43
 * @example
 * import { gammaPoissonShrinkage } from "./gamma-poisson.ts";
 * const units = [3, 0, 7, 2, 25, 1, 12].map((count, at) => ({ count, exposure: 1 + (at % 3) }));
 * const outcome = gammaPoissonShrinkage(units);
 * outcome.kind === "shrunk" && outcome.units[1]?.estimate.toFixed(3); // => "0.249"
 */
export function gammaPoissonShrinkage(units: readonly CountUnit[], options: ShrinkageOptions = {}): GammaPoissonOutcome {
  const { estimator = usualEstimator(units.length), level = 0.95 } = options;
  checkOneOf("estimator", estimator, priorEstimators);
  checkUnits(units);
  checkLevel(level);
  const seen = units.filter(({ exposure }) => exposure > 0);
  if (seen.length < 2) return { kind: "too-few", units: seen.length };
  const mean = sumOf(seen.length, (at) => seen[at]?.count ?? 0) / sumOf(seen.length, (at) => seen[at]?.exposure ?? 0);
  if (mean === 0) return { kind: "constant", estimator, mean };
  const pooled = { seen, mean, variance: momentVariance(seen, mean) };
  if (estimator === "integrated") return integrated(units, pooled, level);
  const found = estimator === "moments" ? byMoments(pooled) : byLikelihood(pooled);
  if (found.kind === "no-spread") return { kind: "no-spread", estimator, mean };
  if (found.kind === "not-converged") return found;
  const { kind: _, prior, ...errors } = found;
  const shrunk = units.map((unit) => shrunkUnit(posteriorOf(unit, prior), { raw: rawOf(unit), level, priorWeight: weightOf(unit, prior) }));
  return { kind: "shrunk", estimator, prior, ...errors, logLikelihood: logLikelihoodAt(seen, prior), units: shrunk };
}
