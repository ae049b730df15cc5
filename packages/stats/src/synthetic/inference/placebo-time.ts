import { checkCount } from "../../input/check.ts";
import { DEFAULT_ESTIMATOR, type Estimator, type CohortFitOutcome } from "../estimate/estimator.ts";
import { fitCohort } from "../estimate/fit.ts";
import { columnsOf, type Cohort } from "../panel/cohort.ts";
import type { Panel, Period } from "../panel/panel.ts";
import { blockDesign, type NoBlock } from "./block-design.ts";

/** Which earlier starts are tried. */
export interface PlaceboTimeOptions {
  /** Missing means a synthetic control with fixed effects. */
  readonly estimator?: Estimator;
  /** Periods taken for treated; missing means as many as are treated. */
  readonly length?: number;
  /** The fewest periods before a start; missing means half of those before treatment, so that fits are of comparable quality. */
  readonly history?: number;
}

/** The effect among effects at times when nothing was done, or why there is no comparison. */
export type PlaceboTimeOutcome =
  | {
      readonly kind: "compared";
      readonly method: "placebo-in-time";
      readonly att: number;
      /** The effect that each earlier start shows. Neighbours share periods: they are no independent draws. */
      readonly placebos: readonly { readonly from: Period; readonly att: number }[];
      /** The share of the starts, the true one among them, whose effect is as large in absolute value. */
      readonly p: number;
    }
  | NoBlock
  | Exclude<CohortFitOutcome, { kind: "fitted" }>
  /** No earlier start has enough periods before it and after it. */
  | { readonly kind: "too-short"; readonly before: number; readonly needed: number };

function attOf(cohort: Cohort, estimator: Estimator): CohortFitOutcome | number {
  const fit = fitCohort(cohort, estimator);
  if (fit.kind !== "fitted") return fit;
  const periods = cohort.target.length;
  let total = 0;
  for (let at = cohort.before; at < periods; at++) total += (cohort.target[at] as number) - (fit.counterfactual[at] as number);
  return total / (periods - cohort.before);
}

/**
 * The effect against those that appear when treatment is said to have begun earlier, when nothing was done.
 *
 * Each start is fitted on what lies before it and judged on the periods right after it; treated periods take no part. Effects far from
 * zero say that the donors do not follow the treated well enough for an effect of that size.
 *
 * @param panel all treated units begin at once.
 * @throws {RangeError} when the panel does not fit together or an option is no count.
 * @see Abadie, Diamond, Hainmueller (2015), Comparative politics and the synthetic control method, American Journal of Political Science 59
 * @example
 * import { placeboInTime } from "./placebo-time.ts";
 * const outcomes = { rows: 2, columns: 5, values: Float64Array.of(3, 4, 6, 6, 9, 1, 2, 3, 4, 5) };
 * const panel = { units: ["a", "b"], periods: [1, 2, 3, 4, 5], outcomes, treatedFrom: Int32Array.of(4, 5) };
 * const found = placeboInTime(panel, { estimator: { kind: "difference-in-differences" } });
 * found.kind === "compared" && found.placebos.map(({ from }) => from); // => [3, 4]
 */
export function placeboInTime(panel: Panel, options: PlaceboTimeOptions = {}): PlaceboTimeOutcome {
  const block = blockDesign(panel);
  if (block.kind !== "block") return block;
  const { cohort } = block;
  const { before, outcomes, target } = cohort;
  const { estimator = DEFAULT_ESTIMATOR, length = target.length - before, history = Math.ceil(before / 2) } = options;
  checkCount("length", length, 1);
  checkCount("history", history, 1);
  const actual = attOf(cohort, estimator);
  if (typeof actual !== "number") return actual as Exclude<CohortFitOutcome, { kind: "fitted" }>;
  if (history + length > before) return { kind: "too-short", before, needed: history + length };
  const placebos: { from: Period; att: number }[] = [];
  for (let start = history; start + length <= before; start++) {
    const until = start + length;
    const att = attOf({ ...cohort, before: start, target: target.subarray(0, until), outcomes: columnsOf(outcomes, 0, until) }, estimator);
    if (typeof att !== "number") return att as Exclude<CohortFitOutcome, { kind: "fitted" }>;
    placebos.push({ from: panel.periods[start] as Period, att });
  }
  const asLarge = placebos.filter(({ att }) => Math.abs(att) >= Math.abs(actual) * (1 - 1e-9)).length;
  return { kind: "compared", method: "placebo-in-time", att: actual, placebos, p: (1 + asLarge) / (1 + placebos.length) };
}
