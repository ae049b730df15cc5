import { gammaDistribution } from "../distributions/gamma.ts";
import { checkLevel } from "../experiments/level.ts";
import { checkCount, checkNotNegative } from "../input/check.ts";
import { positiveFit, type ModelParameters } from "../lifetime/likelihood/positive-fit.ts";
import { logGamma, logGammaRatio } from "../special/log-gamma.ts";
import { digamma } from "../special/polygamma.ts";
import { sumOf } from "../summary/compensated-sum.ts";
import { shrunkUnit, type PriorEstimator, type ShrinkageOptions, type ShrunkUnit } from "./shrunk-unit.ts";

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
      readonly prior: CountPrior;
      /** Of the prior's parameters; missing by moments, and where the likelihood hardly curves. */
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

/**
 * Rates of counts, each drawn towards the mean of all by as much as its own exposure leaves open: gamma-Poisson empirical Bayes.
 *
 * For orders by creator over days, or over posts: counts without an upper end. The rate of each unit is taken as drawn from one gamma
 * distribution, which is estimated from all; each posterior is gamma again. The prior comes from the marginal (negative binomial)
 * likelihood, or from moments with units weighed by exposure; the answer says which. Intervals take the prior as known: over all units they hold
 * the true rate as often as they say from some fifty units on. The unit of exposure does not matter. Time: some dozens of passes.
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
 * outcome.kind === "shrunk" && outcome.units[1]?.estimate.toFixed(3); // => "0.314"
 */
export function gammaPoissonShrinkage(units: readonly CountUnit[], options: ShrinkageOptions = {}): GammaPoissonOutcome {
  const { estimator = "marginal-likelihood", level = 0.95 } = options;
  checkUnits(units);
  checkLevel(level);
  const seen = units.filter(({ exposure }) => exposure > 0);
  if (seen.length < 2) return { kind: "too-few", units: seen.length };
  const mean = sumOf(seen.length, (at) => seen[at]?.count ?? 0) / sumOf(seen.length, (at) => seen[at]?.exposure ?? 0);
  if (mean === 0) return { kind: "constant", estimator, mean };
  const pooled = { seen, mean, variance: momentVariance(seen, mean) };
  const found = estimator === "moments" ? byMoments(pooled) : byLikelihood(pooled);
  if (found.kind === "no-spread") return { kind: "no-spread", estimator, mean };
  if (found.kind === "not-converged") return found;
  const { kind: _, prior, ...errors } = found;
  const logLikelihood = logConstant(seen) - seen.length * gammaPoissonLoss(seen, Float64Array.of(prior.shape, prior.rate)).value;
  const shrunk = units.map(({ count, exposure }) =>
    shrunkUnit(gammaDistribution(prior.shape + count, prior.rate + exposure), {
      raw: exposure > 0 ? count / exposure : undefined,
      level,
      priorWeight: prior.rate / (prior.rate + exposure),
    }),
  );
  return { kind: "shrunk", estimator, prior, ...errors, logLikelihood, units: shrunk };
}
