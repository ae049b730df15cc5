import { checkProbability } from "../../input/check.ts";
import { DEFAULT_ESTIMATOR, type Estimator, type CohortFitOutcome } from "../estimate/estimator.ts";
import { fitCohort, neededHistory } from "../estimate/fit.ts";
import type { Cohort } from "../panel/cohort.ts";
import type { Panel } from "../panel/panel.ts";
import { blockDesign, type NoBlock } from "./block-design.ts";

/** An interval for the effect, open to a side where so few periods say nothing about it. */
export interface EffectInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Intervals by leaving out one period before treatment after the other, or why there are none. */
export type JackknifePlusOutcome =
  | {
      readonly kind: "estimated";
      readonly method: "jackknife-plus";
      readonly level: number;
      readonly att: number;
      /** For the mean effect. It takes the mean to miss by as much as a single period does: wider than needed unless periods miss alike. */
      readonly average: EffectInterval;
      /** For the effect in each treated period. */
      readonly periods: readonly EffectInterval[];
    }
  | NoBlock
  | Exclude<CohortFitOutcome, { kind: "fitted" }>
  /** So few periods lie before treatment that an interval of this level has no ends. */
  | { readonly kind: "level-out-of-reach"; readonly before: number; readonly needed: number };

/** A fit without one period: how far it misses there, and its counterfactual in the treated periods. */
interface LeftOut {
  readonly miss: number;
  readonly counterfactual: Float64Array;
}

function without(list: Float64Array, place: number): Float64Array {
  return list.filter((_, at) => at !== place);
}

function leaveOut(cohort: Cohort, estimator: Estimator, place: number): LeftOut | Exclude<CohortFitOutcome, { kind: "fitted" }> {
  const { outcomes, target, before } = cohort;
  const values = outcomes.values.filter((_, at) => at % outcomes.columns !== place);
  const rest = {
    ...cohort,
    before: before - 1,
    target: without(target, place),
    outcomes: { rows: outcomes.rows, columns: outcomes.columns - 1, values },
  };
  const fit = fitCohort(rest, estimator);
  if (fit.kind !== "fitted") return fit;
  const there = fit.weights.reduce(
    (total, weight, at) => total + weight * (fit.scales?.[at] ?? 1) * (outcomes.values[at * outcomes.columns + place] as number),
    fit.intercept,
  );
  return { miss: Math.abs((target[place] as number) - there), counterfactual: fit.counterfactual.subarray(before - 1) };
}

/** The effect's interval from what was observed, each fit's counterfactual and each fit's miss. */
function interval(observed: number, counterfactuals: readonly number[], misses: readonly number[], level: number): EffectInterval {
  const rank = Math.ceil(level * (misses.length + 1)) - 1;
  const high = counterfactuals.map((value, at) => value + (misses[at] as number)).sort((a, b) => a - b);
  const low = counterfactuals.map((value, at) => (misses[at] as number) - value).sort((a, b) => a - b);
  return { lower: observed - (high[rank] as number), upper: observed + (low[rank] as number) };
}

const meanOf = (list: Float64Array): number => list.reduce((total, value) => total + value, 0) / list.length;

/**
 * Intervals for the effect by the jackknife+, from how far fits miss a period before treatment that they did not see.
 *
 * It assumes no shape of errors, only that the periods after treatment would have been missed like those before: a model that worsens with
 * time is not covered. Of every hundred intervals of level 0.9 at least 80 hold the effect whatever the estimator does, and about 90 do.
 * Time: a fit for each period before treatment.
 *
 * @param panel all treated units begin at once.
 * @param estimator missing means a synthetic control with fixed effects; without a given ridge penalty each fit chooses its own.
 * @param level in (0, 1); missing means 0.9, which needs nine periods before treatment.
 * @throws {RangeError} when the panel does not fit together or the level is out of range.
 * @see Barber, Candès, Ramdas, Tibshirani (2021), Predictive inference with the jackknife+, Annals of Statistics 49
 * @example
 * import { jackknifePlus } from "./jackknife-plus.ts";
 * const outcomes = { rows: 2, columns: 4, values: Float64Array.of(3, 4, 6, 9, 1, 2, 3, 4) };
 * const panel = { units: ["a", "b"], periods: [1, 2, 3, 4], outcomes, treatedFrom: Int32Array.of(3, 4) };
 * const found = jackknifePlus(panel, { kind: "difference-in-differences" }, 0.5);
 * found.kind === "estimated" && found.average; // => { lower: 2, upper: 3 }
 */
export function jackknifePlus(panel: Panel, estimator: Estimator = DEFAULT_ESTIMATOR, level = 0.9): JackknifePlusOutcome {
  checkProbability("level", level);
  const block = blockDesign(panel);
  if (block.kind !== "block") return block;
  const { cohort } = block;
  const { before, target } = cohort;
  const whole = fitCohort(cohort, estimator);
  if (whole.kind !== "fitted") return whole;
  const needed = Math.max(neededHistory(estimator) + 1, Math.ceil(level / (1 - level) - 1e-9));
  if (before < needed) return { kind: "level-out-of-reach", before, needed };
  const left: LeftOut[] = [];
  for (let place = 0; place < before; place++) {
    const found = leaveOut(cohort, estimator, place);
    if ("kind" in found) return found;
    left.push(found);
  }
  const misses = left.map(({ miss }) => miss);
  const observed = target.subarray(before);
  const att = meanOf(observed) - meanOf(whole.counterfactual.subarray(before));
  const means = left.map(({ counterfactual }) => meanOf(counterfactual));
  const periods = Array.from(observed, (value, at) =>
    interval(
      value,
      left.map(({ counterfactual }) => counterfactual[at] as number),
      misses,
      level,
    ),
  );
  return { kind: "estimated", method: "jackknife-plus", level, att, average: interval(meanOf(observed), means, misses, level), periods };
}
