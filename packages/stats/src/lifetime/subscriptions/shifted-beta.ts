import { checkCount, checkOneOf, checkNotNegative, checkPositive, checkSameLength, type Numbers } from "../../input/check.ts";
import { logHypergeometric } from "../../special/hypergeometric.ts";
import { logBeta } from "../../special/log-beta.ts";
import { logSubtractExp } from "../../special/log-sum-exp.ts";
import { positiveFit, type FitOptions, type FitOutcome, type ModelParameters } from "../likelihood/positive-fit.ts";

/** Shifted beta-geometric: at each renewal a subscriber leaves with a chance that is beta(alpha, beta) over subscribers. */
export type ShiftedBeta = ModelParameters<"alpha" | "beta">;

/** Beta-discrete-Weibull: as `ShiftedBeta`, and the chance of leaving falls (shape below 1) or rises (above 1) with every renewal. */
export type BetaWeibull = ModelParameters<"alpha" | "beta" | "shape">;

/** Subscribers by the period in which they left or were seen last; index 0 is the first period. */
export interface Renewals {
  /** How many left in each period. */
  readonly lost: Numbers;
  /** How many were still there at the end of each period and are not seen further: the last period's survivors, and younger cohorts. */
  readonly censored: Numbers;
}

/** A fit, or that nobody left or nobody stayed, so that no chance between 0 and 1 can be told. */
export type RenewalOutcome<Name extends string> = FitOutcome<Name> | { readonly kind: "nobody-left" | "nobody-stayed" };

/**
 * Renewals of one cohort from how many are left after each period.
 *
 * @param survivors how many there were at the start, then after each period; it must not rise.
 * @throws {RangeError} when a number is no count, there are fewer than two, or they rise.
 * @example
 * import { renewalsOf } from "./shifted-beta.ts";
 * renewalsOf([1000, 631, 468]); // => { lost: [369, 163], censored: [0, 468] }
 */
export function renewalsOf(survivors: Numbers): { lost: number[]; censored: number[] } {
  if (survivors.length < 2) throw new RangeError(`survivors must be a list of at least two: got ${survivors.length}`);
  const lost = Array.from({ length: survivors.length - 1 }, (_, at) => {
    checkCount(`survivors[${at}]`, survivors[at] as number);
    checkCount(`survivors[${at + 1}]`, survivors[at + 1] as number);
    return (survivors[at] as number) - (survivors[at + 1] as number);
  });
  const rise = lost.findIndex((count) => count < 0);
  if (rise >= 0) throw new RangeError(`survivors must not rise: got ${survivors[rise]} and then ${survivors[rise + 1]}`);
  return { lost, censored: lost.map((_, at) => (at === lost.length - 1 ? (survivors[lost.length] as number) : 0)) };
}

function checkRenewals({ lost, censored }: Renewals): { left: number; stayed: number } {
  checkSameLength("lost", lost, "censored", censored);
  if (lost.length === 0) throw new RangeError("lost must be a list of at least one period");
  let [left, stayed] = [0, 0];
  for (let at = 0; at < lost.length; at++) {
    checkCount(`lost[${at}]`, lost[at] as number);
    checkCount(`censored[${at}]`, censored[at] as number);
    left += lost[at] as number;
    stayed += (censored[at] as number) + (at > 0 ? (lost[at] as number) : 0);
  }
  return { left, stayed };
}

/** The log of the share that is still there after so many periods. */
const logSurvival = (alpha: number, beta: number, shape: number, periods: number): number =>
  periods === 0 ? 0 : logBeta(alpha, beta + periods ** shape) - logBeta(alpha, beta);

function logLikelihood({ lost, censored }: Renewals, alpha: number, beta: number, shape: number): number {
  let [before, total] = [0, 0];
  for (let at = 0; at < lost.length; at++) {
    const after = Math.min(before, logSurvival(alpha, beta, shape, at + 1));
    const [left, last] = [lost[at] as number, censored[at] as number];
    if (left > 0) total += left * logSubtractExp(before, after);
    if (last > 0) total += last * after;
    before = after;
  }
  return total;
}

/**
 * The log likelihood of renewals under the shifted beta-geometric model, or the beta-discrete-Weibull where a shape is given.
 *
 * @param model its parameters, each above zero.
 * @param renewals how many left and how many were seen last, a number a period.
 * @throws {RangeError} when a number is none.
 * @see Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21, appendix B
 * @example
 * import { renewalLogLikelihood } from "./shifted-beta.ts";
 * renewalLogLikelihood({ alpha: 1, beta: 1 }, { lost: [1], censored: [1] }).toFixed(9); // => "-1.386294361"
 */
export function renewalLogLikelihood(model: ShiftedBeta & Partial<BetaWeibull>, renewals: Renewals): number {
  checkRenewals(renewals);
  return logLikelihood(renewals, model.alpha, model.beta, model.shape ?? 1);
}

/** The outcomes in which there is nothing to fit. */
function emptyOutcome(renewals: Renewals): { kind: "nobody-left" | "nobody-stayed" } | undefined {
  const { left, stayed } = checkRenewals(renewals);
  if (left === 0) return { kind: "nobody-left" };
  return stayed === 0 ? { kind: "nobody-stayed" } : undefined;
}

const countOf = ({ lost, censored }: Renewals): number =>
  Array.from(lost).reduce((sum, one, at) => sum + one + (censored[at] as number), 0);

/**
 * The shifted beta-geometric model fitted to renewals, by maximum likelihood.
 *
 * Retention seems to rise with age because those who leave easily leave first: an average churn rate, carried forward, throws away half of
 * a cohort's value. The last period's survivors count as seen last, not as staying forever.
 *
 * @param renewals how many left and how many were seen last, a number a period; `renewalsOf` makes them from survivors.
 * @returns `nobody-left` or `nobody-stayed` where there is nothing to tell; `at-boundary` where subscribers do not differ; else as
 *   `positiveFit`.
 * @throws {RangeError} when a number is none.
 * @see Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21
 * @example
 * import { renewalsOf, shiftedBetaFit } from "./shifted-beta.ts";
 * const fit = shiftedBetaFit(renewalsOf([1000, 631, 468, 382, 326, 289, 262, 241]));
 * fit.kind === "fitted" && fit.parameters.alpha.toFixed(4); // => "0.7041"
 */
export function shiftedBetaFit(renewals: Renewals, options: FitOptions<"alpha" | "beta"> = {}): RenewalOutcome<"alpha" | "beta"> {
  const count = countOf(renewals);
  const loss = ([alpha = 1, beta = 1]: Float64Array) => ({ value: -logLikelihood(renewals, alpha, beta, 1) / count });
  return emptyOutcome(renewals) ?? positiveFit({ start: { alpha: 1, beta: 2 }, loss, count }, options);
}

/**
 * The beta-discrete-Weibull model fitted to renewals, by maximum likelihood: `shiftedBetaFit` with one more parameter, for cohorts in which
 * the same person becomes likelier or less likely to leave with time.
 *
 * @param renewals as for `shiftedBetaFit`, at least four periods for errors worth reading.
 * @returns as `shiftedBetaFit`.
 * @throws {RangeError} when a number is none.
 * @see Fader, Hardie, Liu, Davin and Steenburgh (2018), "How to project customer retention" revisited, Journal of Interactive Marketing 43
 * @example
 * import { betaWeibullFit, renewalsOf } from "./shifted-beta.ts";
 * const fit = betaWeibullFit(renewalsOf([1000, 869, 743, 653, 593, 551, 517, 491]));
 * fit.kind === "fitted" && fit.parameters.shape.toFixed(3); // => "1.724"
 */
export function betaWeibullFit(renewals: Renewals, options: FitOptions<keyof BetaWeibull> = {}): RenewalOutcome<keyof BetaWeibull> {
  const count = countOf(renewals);
  const loss = ([alpha = 1, beta = 1, shape = 1]: Float64Array) => ({ value: -logLikelihood(renewals, alpha, beta, shape) / count });
  return emptyOutcome(renewals) ?? positiveFit({ start: { alpha: 1, beta: 2, shape: 1 }, loss, count }, options);
}

function checkModel({ alpha, beta, shape = 1 }: ShiftedBeta & Partial<BetaWeibull>): void {
  checkPositive("alpha", alpha);
  checkPositive("beta", beta);
  checkPositive("shape", shape);
}

/**
 * The share of a cohort that is still there after so many periods.
 *
 * @param model of either kind; a missing shape means 1.
 * @param periods at least 0.
 * @throws {RangeError} when an argument is none.
 * @see Fader and Hardie (2007), equation 6
 * @example
 * import { renewalSurvival } from "./shifted-beta.ts";
 * renewalSurvival({ alpha: 0.7040772, beta: 1.1820429 }, 12).toFixed(5); // => "0.17004"
 */
export function renewalSurvival(model: ShiftedBeta & Partial<BetaWeibull>, periods: number): number {
  checkModel(model);
  checkNotNegative("periods", periods);
  return Math.exp(logSurvival(model.alpha, model.beta, model.shape ?? 1, periods));
}

/** At which moment a subscriber is valued. */
export interface RenewalMoment {
  /** Which renewal, at least 1; missing means 1, the first. */
  readonly renewal?: number;
  /** `before` it, when the subscriber may still leave; `after` it, when its payment has come in, which counts too. Missing means `before`. */
  readonly moment?: "before" | "after";
}

/**
 * How many more periods a subscriber is expected to pay for, each counted by what it is worth at a renewal (DERL).
 *
 * For the shifted beta-geometric model; times the margin of a period it is what the subscriber is still worth. It grows with the renewals
 * so far, since those who leave easily are gone.
 *
 * @param model alpha and beta.
 * @param discount the rate by period, above zero: 0.1 is 10 %.
 * @throws {RangeError} when an argument is none.
 * @see Fader and Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29, equation 8
 * @example
 * import { shiftedBetaDiscounted } from "./shifted-beta.ts";
 * const model = { alpha: 0.7040772, beta: 1.1820429 };
 * shiftedBetaDiscounted(model, 0.1).toFixed(5); // => "2.96440"
 * shiftedBetaDiscounted(model, 0.1, { moment: "after" }).toFixed(5); // => "4.73013"
 */
export function shiftedBetaDiscounted(
  model: ShiftedBeta,
  discount: number,
  { renewal = 1, moment = "before" }: RenewalMoment = {},
): number {
  checkModel(model);
  checkPositive("discount", discount);
  checkCount("renewal", renewal, 1);
  checkOneOf("moment", moment, ["before", "after"]);
  const { alpha, beta } = model;
  const after = Math.exp(logHypergeometric(1, beta + renewal, alpha + beta + renewal, 1 / (1 + discount)));
  return moment === "after" ? after : (after * (beta + renewal - 1)) / (alpha + beta + renewal - 1);
}
