import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkCount, checkProbability } from "../../input/check.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { DEFAULT_ESTIMATOR, type Estimator, type CohortFitOutcome } from "../estimate/estimator.ts";
import { fitCohort, neededHistory } from "../estimate/fit.ts";
import type { Cohort } from "../panel/cohort.ts";
import type { Panel } from "../panel/panel.ts";
import { blockDesign, type NoBlock } from "./block-design.ts";
import type { EffectInterval } from "./jackknife-plus.ts";

/** How periods before treatment are split. */
export interface CrossFittedOptions {
  /** Missing means a synthetic control with fixed effects. */
  readonly estimator?: Estimator;
  /** Blocks that are left out in turn, at least 2; missing means 3. More make narrower intervals that hold less well. */
  readonly folds?: number;
  /** In (0, 1); missing means 0.9. */
  readonly level?: number;
}

/** The mean effect with its interval, or why there is none. */
export type CrossFittedOutcome =
  | {
      readonly kind: "estimated";
      readonly method: "cross-fitted-t-test";
      readonly level: number;
      /** The mean over the folds. It is not the effect of the fit on all periods, though near it. */
      readonly att: number;
      readonly standardError: number;
      readonly degreesOfFreedom: number;
      /** Two-sided, of no mean effect. */
      readonly p: number;
      readonly interval: EffectInterval;
      /** What each fold says. */
      readonly folds: readonly number[];
    }
  | NoBlock
  | Exclude<CohortFitOutcome, { kind: "fitted" }>
  /** Fewer periods lie before treatment than folds. */
  | { readonly kind: "too-short"; readonly before: number; readonly needed: number };

/** The periods of a block after those before treatment, and treatment after both: a fit that does not see the block can be judged on it. */
function blockLast(cohort: Cohort, from: number, length: number): Cohort {
  const { target, before, outcomes } = cohort;
  const places = [...target.keys()].filter((at) => at >= before || at < from || at >= from + length);
  places.splice(before - length, 0, ...Array.from({ length }, (_, at) => from + at));
  const values = new Float64Array(outcomes.values.length);
  for (let row = 0; row < outcomes.rows; row++)
    places.forEach((place, at) => (values[row * outcomes.columns + at] = outcomes.values[row * outcomes.columns + place] as number));
  return {
    ...cohort,
    before: before - length,
    target: Float64Array.from(places, (place) => target[place] as number),
    outcomes: { ...outcomes, values },
  };
}

/** The mean effect after treatment, less what the same fit misses in a block before it that it did not see. */
function foldEffect(cohort: Cohort, estimator: Estimator, length: number): CohortFitOutcome | number {
  const fit = fitCohort(cohort, estimator);
  if (fit.kind !== "fitted") return fit;
  const { target, before } = cohort;
  const missed = (from: number, to: number): number => {
    let total = 0;
    for (let at = from; at < to; at++) total += (target[at] as number) - (fit.counterfactual[at] as number);
    return total / (to - from);
  };
  return missed(before + length, target.length) - missed(before, before + length);
}

/**
 * The mean effect of a synthetic control and a t-test of it, by leaving out blocks of the periods before treatment in turn.
 *
 * Each fold fits without its block and takes what the fit misses there off what it misses after treatment; the folds' spread makes the
 * standard error, with one degree of freedom less than there are folds. The effect may differ from period to period: this is an interval of
 * its mean, where one of constant effects need not hold it. It takes the misses to be of one law before and after treatment; relations
 * between units that drift are not covered. Time: a fit for each fold.
 *
 * @param panel all treated units begin at once.
 * @param options how many blocks, the level and the estimator. Blocks are as long as treatment, or as periods allow.
 * @throws {RangeError} when the panel does not fit together, the level is out of range or the folds are no count of at least 2.
 * @see Chernozhukov, Wüthrich, Zhu (2018), A t-test for synthetic controls, arXiv 1812.10820
 * @example
 * import { crossFittedEffect } from "./cross-fitted.ts";
 * const outcomes = { rows: 2, columns: 5, values: Float64Array.of(3, 4, 6, 6, 9, 1, 2, 3, 4, 5) };
 * const panel = { units: ["a", "b"], periods: [1, 2, 3, 4, 5], outcomes, treatedFrom: Int32Array.of(4, 5) };
 * const found = crossFittedEffect(panel, { estimator: { kind: "difference-in-differences" }, folds: 4 });
 * found.kind === "estimated" && [found.att, found.folds]; // => [1.75, [2, 2, 1, 2]]
 */
export function crossFittedEffect(panel: Panel, options: CrossFittedOptions = {}): CrossFittedOutcome {
  const { estimator = DEFAULT_ESTIMATOR, folds: count = 3, level = 0.9 } = options;
  checkProbability("level", level);
  checkCount("folds", count, 2);
  const block = blockDesign(panel);
  if (block.kind !== "block") return block;
  const { before, target } = block.cohort;
  const treated = target.length - before;
  const length = Math.min(Math.floor(before / count), treated);
  if (before < neededHistory(estimator)) return { kind: "no-history", before, needed: neededHistory(estimator) };
  if (length === 0) return { kind: "too-short", before, needed: count };
  const folds: number[] = [];
  for (let from = before - count * length; from < before; from += length) {
    const found = foldEffect(blockLast(block.cohort, from, length), estimator, length);
    if (typeof found !== "number") return found as Exclude<CohortFitOutcome, { kind: "fitted" }>;
    folds.push(found);
  }
  const att = folds.reduce((total, fold) => total + fold, 0) / count;
  const standardError = Math.sqrt(1 + (count * length) / treated) * (standardDeviation(folds) / Math.sqrt(count));
  const law = studentTDistribution(count - 1);
  const reach = -law.quantile((1 - level) / 2) * standardError;
  const p = standardError > 0 ? 2 * law.survival(Math.abs(att) / standardError) : att === 0 ? 1 : 0;
  const interval = { lower: att - reach, upper: att + reach };
  return { kind: "estimated", method: "cross-fitted-t-test", level, att, standardError, degreesOfFreedom: count - 1, p, interval, folds };
}
