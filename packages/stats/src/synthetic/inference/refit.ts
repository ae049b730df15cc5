import type { Estimator } from "../estimate/estimator.ts";
import { fitCohort, matched } from "../estimate/fit.ts";
import { donorScales, scaledDonors, treatedLevel } from "../estimate/proportion.ts";
import type { Cohort } from "../panel/cohort.ts";
import { centred, ridgeWeights } from "../weights/ridge-weights.ts";
import { donorFit, simplexWeights } from "../weights/simplex-weights.ts";
import { transposeTimes } from "../../linear/matrix.ts";

/** Residuals in every period under a constant effect, or that the fit did not converge. */
export type RefitOutcome =
  { readonly kind: "fitted"; readonly residuals: Float64Array } | { readonly kind: "not-converged"; readonly kktError: number };

/** Fits all periods with an effect taken off the treated ones. */
export type Refit = (effect: number) => RefitOutcome;

/** Fits a target over all periods, as if none were treated. */
export type PooledFit = (target: Float64Array) => RefitOutcome;

/** Estimators that treat all periods alike when none is treated: double differencing weighs periods by those after treatment. */
export type PooledEstimator = Exclude<Estimator, { kind: "synthetic-difference-in-differences" }>;

function withEffect(cohort: Cohort, effect: number): Float64Array {
  return cohort.target.map((value, at) => (at < cohort.before ? value : value - effect));
}

/**
 * A fit of donors over all periods, prepared once for many targets.
 *
 * Where the estimator is proportional, donors and target are both brought to a level of 1, which gives the same weights as bringing the donors
 * to that of each target.
 *
 * @param cohort from a checked panel; its own target does not matter.
 * @param estimator a ridge penalty must be given: choosing it anew for every target would let it depend on an effect in it.
 * @throws {RangeError} when the penalty of a ridge is missing.
 * @example
 * import { pooledFit } from "./refit.ts";
 * const outcomes = { rows: 1, columns: 3, values: Float64Array.of(1, 2, 3) };
 * const cohort = { before: 3, treated: ["a"], donors: ["b"], target: Float64Array.of(0, 0, 0), outcomes };
 * pooledFit(cohort, { kind: "difference-in-differences" })(Float64Array.of(5, 6, 10)).residuals; // => Float64Array.of(-1, -1, 2)
 */
export function pooledFit(cohort: Cohort, estimator: PooledEstimator): PooledFit {
  const whole = { ...cohort, before: cohort.target.length };
  if (estimator.kind === "difference-in-differences")
    return (target) => {
      const fit = fitCohort({ ...whole, target }, estimator);
      const counterfactual = fit.kind === "fitted" ? fit.counterfactual : target;
      return { kind: "fitted", residuals: target.map((value, at) => value - (counterfactual[at] as number)) };
    };
  const { fixedEffects = true, proportional = false } = estimator;
  const compared = proportional ? scaledDonors(whole, donorScales(whole, 1)) : whole;
  const prepared = donorFit(matched(compared, fixedEffects).donors, 0);
  const { penalty } = estimator.kind === "ridge-augmented" ? estimator : { penalty: undefined };
  if (estimator.kind === "ridge-augmented" && penalty === undefined) throw new RangeError("penalty must be given: got undefined");
  return (own) => {
    const level = proportional ? (treatedLevel({ ...whole, target: own }) ?? 1) : 1;
    const { target } = matched({ ...whole, target: own.map((value) => value / level) }, fixedEffects);
    const found = simplexWeights(prepared, target);
    if (found.kind !== "fitted") return found;
    const weights =
      penalty === undefined ? found.weights : ridgeWeights(centred(prepared.donors, target), found.weights, penalty / level ** 2);
    const fitted = transposeTimes(prepared.donors, weights);
    return { kind: "fitted", residuals: target.map((value, at) => (value - (fitted[at] as number)) * level) };
  };
}

/**
 * A fit over all periods under the hypothesis of a constant effect, prepared once for many effects.
 *
 * Under the hypothesis the treated periods are like the others once the effect is taken off, so that they are fitted too: this is what
 * makes residuals exchangeable.
 *
 * @param cohort from a checked panel.
 * @param estimator as for `pooledFit`.
 * @throws {RangeError} when the penalty of a ridge is missing.
 * @example
 * import { refitter } from "./refit.ts";
 * const outcomes = { rows: 1, columns: 3, values: Float64Array.of(1, 2, 3) };
 * const cohort = { before: 2, treated: ["a"], donors: ["b"], target: Float64Array.of(5, 6, 9), outcomes };
 * refitter(cohort, { kind: "difference-in-differences" })(2).residuals; // => Float64Array.of(0, 0, 0)
 */
export function refitter(cohort: Cohort, estimator: PooledEstimator): Refit {
  const fit = pooledFit(cohort, estimator);
  return (effect) => fit(withEffect(cohort, effect));
}
