import { checkCount, checkProbability } from "../../input/check.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import type { Generator } from "../../random/generator.ts";
import { sampleWithoutReplacement } from "../../random/order.ts";
import { DEFAULT_ESTIMATOR, type Estimator } from "../estimate/estimator.ts";
import { syntheticEffect, type SyntheticEffectOutcome } from "../estimate/synthetic-effect.ts";
import { rowsOf } from "../panel/cohort.ts";
import type { Panel } from "../panel/panel.ts";

/** How placebos are made. */
export interface PlaceboSpaceOptions {
  /** Missing means a synthetic control with fixed effects. */
  readonly estimator?: Estimator;
  /** The source of random placebos, needed where more than one unit is treated; one unit has every donor as its placebo once. */
  readonly generator?: Generator;
  /** Random placebos; missing means 200, after which the standard error moves by a twentieth from seed to seed. */
  readonly placebos?: number;
  /** Of the interval, in (0, 1); missing means 0.9. */
  readonly level?: number;
}

/** The effect among effects on units that were not treated, or why there is no comparison. */
export type PlaceboSpaceOutcome =
  | {
      readonly kind: "compared";
      readonly method: "placebo-in-space";
      readonly att: number;
      /** The effect that each placebo shows. */
      readonly effects: Float64Array;
      /** The share of the placebos, the true one among them, whose gaps after treatment are as large by those before. */
      readonly p: number;
      /** Root mean squared gap after treatment by that before; of the true units. Infinite where the fit before is exact. */
      readonly ratio: number;
      readonly ratios: Float64Array;
      /** The spread of the placebos' effects, and the normal interval that it makes: right where treated and donors are alike in noise. */
      readonly standardError: number;
      readonly level: number;
      readonly interval: { readonly lower: number; readonly upper: number };
      /** Placebos whose fit did not converge: left out. */
      readonly failed: number;
    }
  | Exclude<SyntheticEffectOutcome, { kind: "estimated" }>
  /** Placebos leave fewer than one donor over. */
  | { readonly kind: "too-few-donors"; readonly donors: number; readonly treated: number }
  | { readonly kind: "needs-generator" };

type Estimated = Extract<SyntheticEffectOutcome, { kind: "estimated" }>;

function meanSquare(list: Float64Array): number {
  return list.reduce((total, value) => total + value * value, 0) / list.length;
}

/** Squared gaps below this share of squared outcomes are rounding. */
const ROUNDING = 1e-26;

/** Gaps after by gaps before, over all cohorts. */
function gapRatio({ cohorts }: Estimated): number {
  let [after, prior, size] = [0, 0, 0];
  for (const { gaps, before, treated, observed } of cohorts) {
    after += treated.length * meanSquare(gaps.subarray(before));
    prior += treated.length * meanSquare(gaps.subarray(0, before));
    size += treated.length * meanSquare(observed);
  }
  if (after <= ROUNDING * size) return 0;
  return prior <= ROUNDING * size ? Infinity : Math.sqrt(after / prior);
}

/** Donors alone, some of whom take the starts of the treated. */
function placeboPanel(panel: Panel, donors: readonly number[], chosen: readonly number[], starts: readonly number[]): Panel {
  const treatedFrom = new Int32Array(donors.length).fill(panel.periods.length);
  chosen.forEach((at, which) => (treatedFrom[at] = starts[which] as number));
  return {
    units: donors.map((at) => panel.units[at] as string),
    periods: panel.periods,
    outcomes: rowsOf(panel.outcomes, donors),
    treatedFrom,
  };
}

function choices(donors: number, treated: number, count: number, generator: Generator | undefined): number[][] {
  if (treated === 1) return Array.from({ length: donors }, (_, at) => [at]);
  return generator === undefined
    ? []
    : Array.from({ length: count }, () => Array.from(sampleWithoutReplacement(generator, donors, treated)));
}

/**
 * The effect against those that units show which were not treated, when they are taken for treated.
 *
 * Each placebo takes the starts of the treated, is fitted against the other donors, and the true units are left out. The p-value ranks
 * gaps after treatment by gaps before, so that a placebo that is fitted badly does not count as an effect; it is never below 1 by the
 * number of placebos and one. It is exact when the treated were chosen at random. Several and staggered units are allowed: a placebo then is
 * a random draw of as many donors.
 *
 * @param panel outcomes without missing cells.
 * @throws {RangeError} when the panel does not fit together or an option is out of range.
 * @see Abadie, Diamond, Hainmueller (2010), Synthetic control methods for comparative case studies, JASA 105
 * @see Arkhangelsky, Athey, Hirshberg, Imbens, Wager (2021), Synthetic difference-in-differences, AER 111, algorithm 4
 * @example
 * import { placeboInSpace } from "./placebo-space.ts";
 * const outcomes = { rows: 4, columns: 3, values: Float64Array.of(3, 4, 9, 1, 2, 3, 2, 3, 5, 1, 2, 2) };
 * const panel = { units: ["a", "b", "c", "d"], periods: [1, 2, 3], outcomes, treatedFrom: Int32Array.of(2, 3, 3, 3) };
 * const found = placeboInSpace(panel, { estimator: { kind: "difference-in-differences" } });
 * found.kind === "compared" && [found.att.toFixed(4), ...found.effects]; // => ["4.0000", 0, 1.5, -1.5]
 */
export function placeboInSpace(panel: Panel, options: PlaceboSpaceOptions = {}): PlaceboSpaceOutcome {
  const { estimator = DEFAULT_ESTIMATOR, generator, placebos = 200, level = 0.9 } = options;
  checkCount("placebos", placebos, 2);
  checkProbability("level", level);
  const actual = syntheticEffect(panel, estimator);
  if (actual.kind !== "estimated") return actual;
  const starts = [...panel.treatedFrom].filter((start) => start < panel.periods.length);
  const donors = [...panel.units.keys()].filter((at) => panel.treatedFrom[at] === panel.periods.length);
  if (donors.length <= Math.max(1, starts.length)) return { kind: "too-few-donors", donors: donors.length, treated: starts.length };
  if (starts.length > 1 && generator === undefined) return { kind: "needs-generator" };
  const found = choices(donors.length, starts.length, placebos, generator)
    .map((chosen) => syntheticEffect(placeboPanel(panel, donors, chosen, starts), estimator))
    .filter((outcome) => outcome.kind === "estimated");
  const [effects, ratios] = [Float64Array.from(found, ({ att }) => att), Float64Array.from(found, gapRatio)];
  const middle = effects.reduce((total, effect) => total + effect, 0) / effects.length;
  const standardError = Math.sqrt(meanSquare(effects.map((effect) => effect - middle)));
  const [ratio, reach] = [gapRatio(actual), standardError * normalDistribution().quantile((1 + level) / 2)];
  return {
    kind: "compared",
    method: "placebo-in-space",
    att: actual.att,
    effects,
    p: (1 + ratios.filter((other) => other >= ratio * (1 - 1e-9)).length) / (1 + ratios.length),
    ratio,
    ratios,
    standardError,
    level,
    interval: { lower: actual.att - reach, upper: actual.att + reach },
    failed: (starts.length === 1 ? donors.length : placebos) - found.length,
  };
}
