import { betaDistribution } from "../distributions/beta.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { checkLevel } from "../experiments/level.ts";
import type { Proportion } from "../experiments/proportions/proportion.ts";
import { checkCount, checkOneOf } from "../input/check.ts";
import { positiveFit, type ModelParameters } from "../lifetime/likelihood/positive-fit.ts";
import { logBeta, logChoose } from "../special/log-beta.ts";
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

/** The prior of rates: as if every unit had seen so many successes and failures before. */
export type RatePrior = ModelParameters<"alpha" | "beta">;

/** Rates drawn together, or why they are not. */
export type BetaBinomialOutcome =
  | {
      readonly kind: "shrunk";
      readonly estimator: PriorEstimator;
      /** With `integrated` the likeliest of those that were averaged over. */
      readonly prior: RatePrior;
      /** Of the prior's parameters; only by marginal likelihood, and missing where the likelihood hardly curves. */
      readonly standardErrors?: RatePrior;
      /** Of the counts under the prior, binomial coefficients included. */
      readonly logLikelihood: number;
      /** In the order of the units given. */
      readonly units: readonly ShrunkUnit[];
    }
  /** Rates differ no more than chance makes them: the best estimate of each is `mean`. `constant`: all or none of the trials succeeded. */
  | { readonly kind: "no-spread" | "constant"; readonly estimator: PriorEstimator; readonly mean: number }
  | { readonly kind: "too-few"; readonly units: number }
  | { readonly kind: "not-converged"; readonly prior: RatePrior };

function checkUnits(units: readonly Proportion[]): void {
  units.forEach(({ successes, trials }, at) => {
    checkCount(`units[${at}].trials`, trials);
    checkCount(`units[${at}].successes`, successes);
    if (successes > trials) throw new RangeError(`units[${at}].successes must be at most its trials: got ${successes} of ${trials}`);
  });
}

/** The negative log likelihood by unit without binomial coefficients, and its slopes in alpha and beta. */
function betaBinomialLoss(units: readonly Proportion[], [alpha = 1, beta = 1]: Float64Array) {
  let value = 0;
  const slopes = new Float64Array(2);
  const [log, psiAlpha, psiBeta, psiAll] = [logBeta(alpha, beta), digamma(alpha), digamma(beta), digamma(alpha + beta)];
  for (const { successes, trials } of units) {
    const failures = trials - successes;
    const all = digamma(alpha + beta + trials) - psiAll;
    value += logBeta(alpha + successes, beta + failures) - log;
    slopes[0] = (slopes[0] as number) + digamma(alpha + successes) - psiAlpha - all;
    slopes[1] = (slopes[1] as number) + digamma(beta + failures) - psiBeta - all;
  }
  return { value: -value / units.length, slopes: slopes.map((slope) => -slope / units.length) };
}

const logCombinations = (units: readonly Proportion[]): number =>
  sumOf(units.length, (at) => logChoose(units[at]?.trials ?? 0, units[at]?.successes ?? 0));

/** Kleinman's moments with units weighed by trials: alpha + beta, not above zero or infinite where rates differ no more than by chance. */
function momentSize(units: readonly Proportion[], mean: number): number {
  const all = units.reduce((total, { trials }) => total + trials, 0);
  const over = (term: (unit: Proportion) => number): number => sumOf(units.length, (at) => term(units[at] as Proportion));
  const squares = over(({ successes, trials }) => trials * (successes / trials - mean) ** 2);
  const byChance = over(({ trials }) => 1 - trials / all);
  const byRates = over(({ trials }) => (trials - 1) * (1 - trials / all));
  const correlation = (squares / (mean * (1 - mean)) - byChance) / byRates;
  return 1 / correlation - 1;
}

/** The log likelihood where every unit has the same rate, without binomial coefficients. */
const withoutSpread = (units: readonly Proportion[], mean: number): number =>
  sumOf(units.length, (at) => {
    const { successes, trials } = units[at] as Proportion;
    return successes * Math.log(mean) + (trials - successes) * Math.log1p(-mean);
  });

interface Pooled {
  readonly seen: readonly Proportion[];
  readonly mean: number;
  /** alpha + beta by moments. */
  readonly size: number;
}

type Prior =
  | { readonly kind: "found"; readonly prior: RatePrior; readonly standardErrors?: RatePrior }
  | { readonly kind: "no-spread" }
  | { readonly kind: "not-converged"; readonly prior: RatePrior };

function byMoments({ mean, size }: Pooled): Prior {
  if (!(size > 0 && Number.isFinite(size))) return { kind: "no-spread" };
  return { kind: "found", prior: { alpha: size * mean, beta: size * (1 - mean) } };
}

function byLikelihood({ seen, mean, size }: Pooled): Prior {
  const trials = seen.reduce((total, unit) => total + unit.trials, 0);
  const near = size > 0 && Number.isFinite(size) ? size : trials / seen.length;
  const start = { alpha: near * mean, beta: near * (1 - mean) };
  const fit = positiveFit({ start, units: start, count: seen.length, loss: (values) => betaBinomialLoss(seen, values) });
  if (fit.kind === "fitted") return { kind: "found", prior: fit.parameters, standardErrors: fit.standardErrors };
  const isBetter = fit.logLikelihood > withoutSpread(seen, mean) + 1e-9;
  if (fit.kind === "not-converged" || fit.parameters.alpha + fit.parameters.beta < 1e-3 * near)
    return { kind: "not-converged", prior: fit.parameters };
  return isBetter ? { kind: "found", prior: fit.parameters } : { kind: "no-spread" };
}

const posteriorOf = ({ successes, trials }: Proportion, { alpha, beta }: RatePrior): Distribution =>
  betaDistribution(alpha + successes, beta + trials - successes);

const rawOf = ({ successes, trials }: Proportion): number | undefined => (trials > 0 ? successes / trials : undefined);

const weightOf = ({ trials }: Proportion, { alpha, beta }: RatePrior): number => (alpha + beta) / (alpha + beta + trials);

const logLikelihoodAt = (seen: readonly Proportion[], { alpha, beta }: RatePrior): number =>
  logCombinations(seen) - seen.length * betaBinomialLoss(seen, Float64Array.of(alpha, beta)).value;

/** Every unit under all priors that are likely; the mean of all is told by its log-odds. */
function integrated(units: readonly Proportion[], { seen, mean }: Pooled, level: number): BetaBinomialOutcome {
  const priorAt = (place: number, size: number): RatePrior => {
    const rate = 1 / (1 + Math.exp(-place));
    return { alpha: size * rate, beta: size * (1 - rate) };
  };
  const known = (size: number): number => sumOf(seen.length, (at) => 1 / (1 / size + 1 / (seen[at]?.trials ?? 1)));
  const priors = likelyPriors({
    logPosterior: (place, size) => {
      const { alpha, beta } = priorAt(place, size);
      return -seen.length * betaBinomialLoss(seen, Float64Array.of(alpha, beta)).value + Math.log(alpha / size) + Math.log(beta / size);
    },
    place: Math.log(mean / (1 - mean)),
    error: (size) => Math.min(3, 1 / Math.sqrt(mean * (1 - mean) * known(size))),
    mostTrials: Math.max(...seen.map(({ trials }) => trials)),
  }).map(({ place, size, chance }) => ({ prior: priorAt(place, size), chance }));
  const chances = priors.map(({ chance }) => chance);
  const shrunk = units.map((unit) => {
    const priorWeight = priors.reduce((sum, { prior, chance }) => sum + chance * weightOf(unit, prior), 0);
    return averagedUnit({ parts: priors.map(({ prior }) => posteriorOf(unit, prior)), chances }, { raw: rawOf(unit), level, priorWeight });
  });
  const [likeliest] = priors.map(({ prior }) => ({ prior, at: logLikelihoodAt(seen, prior) })).sort((a, b) => b.at - a.at);
  const { prior, at: logLikelihood } = likeliest as { prior: RatePrior; at: number };
  return { kind: "shrunk", estimator: "integrated", prior, logLikelihood, units: shrunk };
}

/**
 * Rates of units of unequal size, each drawn towards the mean of all by as much as its own trials leave open: beta-binomial empirical Bayes.
 *
 * A creator with one sale in five clicks is no creator of 20 %: the rate of each is taken as drawn from one beta distribution, which is
 * estimated from all, and each unit's posterior is beta again. Ranks and budgets belong on these estimates, not on raw rates. With few units that
 * prior is hardly known, and `integrated` averages over all that are likely (flat on their mean and on
 * one by the root of their size); its intervals hold the true rate as often as they say with a dozen
 * units too. The marginal likelihood and Kleinman's moments (units weighed by trials) each take one prior as known, and differ much, so the
 * answer says which: with a dozen units their intervals of 95 % hold 61 to 93 of 100, the fewer the less units differ. Time: some dozens of passes;
 * integrated some thousand, and two thousand beta tails a unit.
 *
 * @param units successes of trials, such as buyers of visitors by creator; a unit without trials gets the mean of all.
 * @returns `no-spread` where rates differ no more than chance makes them, which an equal mean describes best; `constant` where every or no
 *   trial succeeded; `too-few` with fewer than two units that have trials.
 * @throws {RangeError} when a count is none, or there are more successes than trials.
 * @see Kleinman (1973), Proportions with extraneous variance, JASA 68; Casella (1985), An introduction to empirical Bayes data analysis
 * @example
 * import { betaBinomialShrinkage } from "./beta-binomial.ts";
 * const units = [[2, 40], [3, 120], [27, 900], [5, 60], [38, 2000], [21, 480], [1, 5]].map(([successes = 0, trials = 0]) => ({ successes, trials }));
 * const outcome = betaBinomialShrinkage(units);
 * outcome.kind === "shrunk" && outcome.units.at(-1)?.estimate.toFixed(4); // => "0.0631"
 */
export function betaBinomialShrinkage(units: readonly Proportion[], options: ShrinkageOptions = {}): BetaBinomialOutcome {
  const { estimator = usualEstimator(units.length), level = 0.95 } = options;
  checkOneOf("estimator", estimator, priorEstimators);
  checkUnits(units);
  checkLevel(level);
  const seen = units.filter(({ trials }) => trials > 0);
  if (seen.length < 2) return { kind: "too-few", units: seen.length };
  const [successes, trials] = [sumOf(seen.length, (at) => seen[at]?.successes ?? 0), sumOf(seen.length, (at) => seen[at]?.trials ?? 0)];
  const mean = successes / trials;
  if (successes === 0 || successes === trials) return { kind: "constant", estimator, mean };
  const pooled = { seen, mean, size: momentSize(seen, mean) };
  if (estimator === "integrated") return integrated(units, pooled, level);
  const found = estimator === "moments" ? byMoments(pooled) : byLikelihood(pooled);
  if (found.kind === "no-spread") return { kind: "no-spread", estimator, mean };
  if (found.kind === "not-converged") return found;
  const { kind: _, prior, ...errors } = found;
  const shrunk = units.map((unit) => shrunkUnit(posteriorOf(unit, prior), { raw: rawOf(unit), level, priorWeight: weightOf(unit, prior) }));
  return { kind: "shrunk", estimator, prior, ...errors, logLikelihood: logLikelihoodAt(seen, prior), units: shrunk };
}
