import { checkFinite, checkProbability } from "../../input/check.ts";
import { DEFAULT_ESTIMATOR, type CohortFitOutcome } from "../estimate/estimator.ts";
import { fitCohort } from "../estimate/fit.ts";
import type { Cohort } from "../panel/cohort.ts";
import type { Panel } from "../panel/panel.ts";
import { shareAsLarge, treatedPlaces, type Arrangement } from "./arrangements.ts";
import { blockDesign, type NoBlock } from "./block-design.ts";
import { confidenceSet, type ConfidenceSet } from "./confidence-set.ts";
import { refitter, type PooledEstimator, type Refit } from "./refit.ts";

/** What is tested. */
export interface ConformalOptions {
  /** Missing means a synthetic control with fixed effects. A ridge penalty must be given. */
  readonly estimator?: PooledEstimator;
  /** Missing means block: sales of days and weeks are correlated, which makes p-values of iid too small. */
  readonly arrangement?: Arrangement;
  /** Of the interval, in (0, 1); missing means 0.9. */
  readonly level?: number;
  /** The effect to be tested, the same in each treated period; missing means 0. */
  readonly effect?: number;
}

/** A p-value and the set of constant effects that are not refused, by one and the same test. */
export type ConformalOutcome =
  | {
      readonly kind: "tested";
      readonly method: "conformal-block" | "conformal-iid";
      readonly effect: number;
      readonly p: number;
      /** How many arrangements the p-value counts, the one that happened among them: it is never below 1 by that. */
      readonly arrangements: number;
      readonly level: number;
      readonly set: ConfidenceSet;
    }
  | NoBlock
  | Exclude<CohortFitOutcome, { kind: "fitted" }>;

interface Test {
  readonly refit: Refit;
  readonly places: readonly Int32Array[];
}

/** The p-value of an effect; a fit that does not converge refuses nothing. */
const pOf =
  ({ refit, places }: Test) =>
  (effect: number): number => {
    const fit = refit(effect);
    return fit.kind === "fitted" ? shareAsLarge(fit.residuals, places) : 1;
  };

/** Where to look for the set: around the estimate, in steps of the residuals' size over the root of the treated periods. */
function scale(cohort: Cohort, att: number, residuals: Float64Array): number {
  const size = Math.sqrt(residuals.reduce((total, value) => total + value * value, 0) / residuals.length);
  return (size || Math.abs(att) || 1) / Math.sqrt(cohort.target.length - cohort.before) / 4;
}

/**
 * A conformal test of the effect, and the interval of constant effects that the same test does not refuse.
 *
 * For each effect the periods are fitted all over with the effect taken off, and the residuals of the treated periods, summed in absolute
 * value, are compared with those that other arrangements of the same residuals would give. The p-value and the set come from one test,
 * so they never contradict each other. The set may be empty: then no effect that is the same in every period explains the data, and
 * there is no interval to show.
 *
 * @param panel all treated units begin at once.
 * @throws {RangeError} when the panel does not fit together, a ridge has no penalty, or an option is out of range.
 * @see Chernozhukov, Wüthrich, Zhu (2021), An exact and robust conformal inference method for counterfactual and synthetic controls, JASA 116
 * @example
 * import { conformalTest } from "./conformal.ts";
 * const values = Float64Array.of(3, 5, 4, 6, 5, 19, 2, 4, 3, 5, 4.5, 8, 6, 1, 8, 2, 7, 3);
 * const outcomes = { rows: 3, columns: 6, values };
 * const panel = { units: ["a", "b", "c"], periods: [1, 2, 3, 4, 5, 6], outcomes, treatedFrom: Int32Array.of(5, 6, 6) };
 * const found = conformalTest(panel, { level: 0.8 });
 * found.kind === "tested" && [found.method, found.arrangements, found.p.toFixed(4)]; // => ["conformal-block", 6, "0.1667"]
 */
export function conformalTest(panel: Panel, options: ConformalOptions = {}): ConformalOutcome {
  const { estimator = DEFAULT_ESTIMATOR as PooledEstimator, arrangement = { kind: "block" }, level = 0.9, effect = 0 } = options;
  checkProbability("level", level);
  checkFinite("effect", effect);
  const block = blockDesign(panel);
  if (block.kind !== "block") return block;
  const { cohort } = block;
  const refit = refitter(cohort, estimator);
  const fit = fitCohort(cohort, estimator);
  if (fit.kind !== "fitted") return fit;
  const periods = cohort.target.length;
  const gaps = cohort.target.map((value, at) => value - (fit.counterfactual[at] as number)).subarray(cohort.before);
  const att = gaps.reduce((total, gap) => total + gap, 0) / gaps.length;
  const [under, asked] = [refit(att), refit(effect)];
  if (under.kind !== "fitted") return under;
  if (asked.kind !== "fitted") return asked;
  const test = { refit, places: treatedPlaces(arrangement, periods, periods - cohort.before) };
  const search = { pValue: pOf(test), alpha: 1 - level, centre: att, step: scale(cohort, att, under.residuals), also: effect };
  return {
    kind: "tested",
    method: `conformal-${arrangement.kind}`,
    effect,
    p: shareAsLarge(asked.residuals, test.places),
    arrangements: test.places.length,
    level,
    set: confidenceSet(search),
  };
}
