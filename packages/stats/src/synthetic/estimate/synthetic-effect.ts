import { checkPanel, type Panel, type Period } from "../panel/panel.ts";
import { cohortsOf, type Cohort } from "../panel/cohort.ts";
import { isOnlyOptimum } from "../weights/simplex-weights.ts";
import { DEFAULT_ESTIMATOR, type Estimator, type Fit, type CohortFitOutcome } from "./estimator.ts";
import { fitCohort, matched } from "./fit.ts";
import { scaledDonors } from "./proportion.ts";

/** What to know before believing an estimate. */
export type Flag =
  /** The outcomes of the treated do not change before treatment: there is nothing to match. */
  | "constant-target"
  /** Some donors do not change before treatment. */
  | "constant-donors"
  /** Other weights fit as well, and may predict something else. */
  | "not-the-only-weights"
  /** Nobody else has the level of the treated: without fixed effects, the fit before treatment is off by more than even weights are. */
  | "poor-fit"
  /** The ridge penalty could not be chosen, since the donors do not differ, and nothing was added. */
  | "donors-alike";

/** The effect on units that began in the same period. */
export interface CohortEffect extends Fit {
  readonly from: Period;
  /** The place of that period. */
  readonly before: number;
  readonly treated: readonly string[];
  readonly donors: readonly string[];
  /** The mean outcome of the treated in every period. */
  readonly observed: Float64Array;
  /** Observed less counterfactual, in every period. */
  readonly gaps: Float64Array;
  /** The mean gap over the treated periods: a treated unit a period. */
  readonly att: number;
  /** The root of the summed squared gaps before treatment, and the same by that of even weights; 1 says that weighing gained nothing. */
  readonly l2: number;
  /** Missing where even weights already fit without a gap. */
  readonly scaledL2?: number;
  readonly flags: readonly Flag[];
}

/** The effect, or why there is none. */
export type SyntheticEffectOutcome =
  | {
      readonly kind: "estimated";
      readonly estimator: Estimator;
      /** The mean effect over all treated units and periods, in the outcomes' unit. */
      readonly att: number;
      /** The sum of the effects over all treated units and periods. */
      readonly incremental: number;
      /** The sum of the effects by that of the counterfactual; missing where the latter is not above zero. */
      readonly lift?: number;
      /** One for each period in which units began to be treated, the earliest first. */
      readonly cohorts: readonly CohortEffect[];
    }
  | { readonly kind: "no-treated" }
  | ({ readonly from: Period } & Exclude<CohortFitOutcome, { kind: "fitted" }>);

const norm = (list: Float64Array): number => Math.sqrt(list.reduce((total, value) => total + value * value, 0));
const isConstant = (list: Float64Array): boolean => list.every((value) => value === list[0]);
const meanOf = (list: Float64Array): number => list.reduce((total, value) => total + value, 0) / list.length;

/** Whether no other weights fit as well; only of a synthetic control is that asked. */
function areOnlyWeights(cohort: Cohort, estimator: Estimator, { scales, weights }: Fit): boolean {
  if (estimator.kind !== "synthetic-control") return true;
  const compared = scales === undefined ? cohort : scaledDonors(cohort, scales);
  const { donors, target } = matched(compared, estimator.fixedEffects ?? true);
  return isOnlyOptimum(donors, target, weights);
}

function flagsOf(cohort: Cohort, estimator: Estimator, fit: Fit, scaledL2: number | undefined): Flag[] {
  const flags: Flag[] = [];
  const { before, outcomes, target } = cohort;
  const history = (at: number): Float64Array => outcomes.values.subarray(at * outcomes.columns, at * outcomes.columns + before);
  if (before > 1 && isConstant(target.subarray(0, before))) flags.push("constant-target");
  if (before > 1 && cohort.donors.some((_, at) => isConstant(history(at)))) flags.push("constant-donors");
  if (!areOnlyWeights(cohort, estimator, fit)) flags.push("not-the-only-weights");
  if (estimator.kind === "ridge-augmented" && fit.penalty === undefined) flags.push("donors-alike");
  if (scaledL2 !== undefined && scaledL2 > 1) flags.push("poor-fit");
  return flags;
}

function cohortEffect(cohort: Cohort, estimator: Estimator, fit: Fit, periods: readonly Period[]): CohortEffect {
  const { before, target, treated, donors } = cohort;
  const gaps = target.map((value, at) => value - (fit.counterfactual[at] as number));
  const l2 = norm(gaps.subarray(0, before));
  const even = fitCohort(cohort, { kind: "difference-in-differences", proportional: fit.scales !== undefined });
  const base =
    even.kind === "fitted" ? norm(target.subarray(0, before).map((value, at) => value - (even.counterfactual[at] as number))) : 0;
  const scaledL2 = base > 1e-13 * norm(target.subarray(0, before)) ? l2 / base : undefined;
  return {
    ...fit,
    from: periods[before] as Period,
    before,
    treated,
    donors,
    observed: target,
    gaps,
    att: meanOf(gaps.subarray(before)),
    l2,
    ...(scaledL2 === undefined ? {} : { scaledL2 }),
    flags: flagsOf(cohort, estimator, fit, scaledL2),
  };
}

/**
 * The effect of a treatment on those treated, against a counterfactual made of units that never were.
 *
 * Units that begin in the same period are fitted together, as their mean: one fit of a less noisy series. Units that begin at different
 * times are cohorts, each fitted against the never-treated; the whole effect weighs them by treated units times treated periods. It rests on
 * donors that the treatment did not reach, and on going on as before: look at the gaps before treatment, and at a placebo.
 *
 * @param panel outcomes without missing cells, at least one unit treated and one not.
 * @param estimator missing means a synthetic control with fixed effects.
 * @returns the effect with its cohorts; or that no unit is treated, there are no donors, too few periods before, or a fit did not converge.
 * @throws {RangeError} when the panel does not fit together, a cell is not finite, or a penalty is not above zero.
 * @see Abadie, Diamond, Hainmueller (2010), Synthetic control methods for comparative case studies, JASA 105
 * @see Arkhangelsky, Athey, Hirshberg, Imbens, Wager (2021), Synthetic difference-in-differences, AER 111
 * @example
 * import { syntheticEffect } from "./synthetic-effect.ts";
 * const outcomes = { rows: 3, columns: 4, values: Float64Array.of(3, 5, 4, 9, 2, 4, 3, 5, 6, 1, 8, 2) };
 * const panel = { units: ["a", "b", "c"], periods: [1, 2, 3, 4], outcomes, treatedFrom: Int32Array.of(3, 4, 4) };
 * const effect = syntheticEffect(panel);
 * effect.kind === "estimated" && [effect.att, effect.lift]; // => [3, 0.5]
 */
export function syntheticEffect(panel: Panel, estimator: Estimator = DEFAULT_ESTIMATOR): SyntheticEffectOutcome {
  checkPanel(panel);
  const found = cohortsOf(panel);
  if (found.length === 0) return { kind: "no-treated" };
  const cohorts: CohortEffect[] = [];
  let [cells, incremental, expected] = [0, 0, 0];
  for (const cohort of found) {
    const fit = fitCohort(cohort, estimator);
    if (fit.kind !== "fitted") return { from: panel.periods[cohort.before] as Period, ...fit };
    const { kind: _, ...rest } = fit;
    const effect = cohortEffect(cohort, estimator, rest, panel.periods);
    cohorts.push(effect);
    const [units, periods] = [cohort.treated.length, panel.periods.length - cohort.before];
    cells += units * periods;
    incremental += effect.att * units * periods;
    expected += meanOf(effect.counterfactual.subarray(cohort.before)) * units * periods;
  }
  const lift = expected > 0 ? { lift: incremental / expected } : {};
  return { kind: "estimated", estimator, att: incremental / cells, incremental, ...lift, cohorts };
}
