import { checkCount, checkProbability } from "../../input/check.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { studentTDistribution } from "../../distributions/student-t.ts";
import type { Generator } from "../../random/generator.ts";
import { sampleWithoutReplacement } from "../../random/order.ts";
import { DEFAULT_ESTIMATOR, type Estimator } from "../estimate/estimator.ts";
import { syntheticEffect, type CohortEffect, type SyntheticEffectOutcome } from "../estimate/synthetic-effect.ts";
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
  /**
   * What the standard error is made of. `as-drawn`, as published: the spread of the placebos' effects. `by-weights`: each of them is divided
   * first by what independent noise of unit size would make of its own weights, and the spread multiplied by the same of the true units, since
   * a placebo has fewer donors than they have. It is never below what the true units' own gaps before treatment make of it where periods are
   * independent, since few donors tell the size of noise badly. The interval is Student's with one degree of freedom less than there are donors,
   * for all placebos are made of those. Missing means as-drawn.
   */
  readonly spread?: "as-drawn" | "by-weights";
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
      /** The spread of the placebos' effects, and the interval that it makes: right where treated and donors are alike in noise. */
      readonly standardError: number;
      /** Two-sided, of no effect, by the law of the interval. Beside `p`, which ranks, it can be as small as it likes. */
      readonly errorP: number;
      /** Of Student's t; missing: the normal law. */
      readonly degreesOfFreedom?: number;
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

const squares = (weights: Float64Array): number => weights.reduce((total, weight) => total + weight * weight, 0);

/** Squared weights of donors, each by the variance of its outcomes; that of sales grows as they do, so donors that were multiplied have more. */
const donorSquares = ({ weights, scales }: CohortEffect): number =>
  weights.reduce((total, weight, at) => total + weight * weight * (scales?.[at] ?? 1), 0);

/** What a variance of each period's gap makes of the mean effect over all cohorts: its standard deviation, periods being independent. */
function byPeriods({ cohorts }: Estimated, varianceOf: (cohort: CohortEffect) => number): number {
  const cells = ({ treated, gaps, before }: CohortEffect): number => treated.length * (gaps.length - before);
  const all = cohorts.reduce((total, cohort) => total + cells(cohort), 0);
  const variance = cohorts.reduce((total, cohort) => {
    const own = varianceOf(cohort) * (1 / (cohort.gaps.length - cohort.before) + squares(cohort.periodWeights));
    return total + own * (cells(cohort) / all) ** 2;
  }, 0);
  return Math.sqrt(variance);
}

/** What independent noise of unit size in every cell makes of the weights. */
const noiseFactor = (effect: Estimated): number => byPeriods(effect, (cohort) => 1 / cohort.treated.length + donorSquares(cohort));

/** The variance of gaps before treatment around their mean. */
function gapVariance({ gaps, before }: CohortEffect): number {
  return before < 2 ? 0 : (spreadOf(gaps.subarray(0, before)) ** 2 * before) / (before - 1);
}

interface Spread {
  readonly standardError: number;
  readonly degreesOfFreedom?: number;
}

function spreadOf(effects: Float64Array): number {
  const middle = effects.reduce((total, effect) => total + effect, 0) / effects.length;
  return Math.sqrt(meanSquare(effects.map((effect) => effect - middle)));
}

/** The standard error, and its degrees of freedom where it is by weights. */
function errorOf(actual: Estimated, placebos: readonly Estimated[], donors: number, spread: PlaceboSpaceOptions["spread"]): Spread {
  if (spread !== "by-weights") return { standardError: spreadOf(Float64Array.from(placebos, ({ att }) => att)) };
  const ofUnitNoise = Float64Array.from(placebos, (placebo) => placebo.att / noiseFactor(placebo));
  const standardError = Math.max(noiseFactor(actual) * spreadOf(ofUnitNoise), byPeriods(actual, gapVariance));
  return { standardError, degreesOfFreedom: donors - 1 };
}

type Ranged = Pick<Extract<PlaceboSpaceOutcome, { kind: "compared" }>, "standardError" | "errorP" | "degreesOfFreedom" | "interval">;

function ranged(att: number, spread: Spread, level: number): Ranged {
  const { standardError, degreesOfFreedom } = spread;
  const law = degreesOfFreedom === undefined ? normalDistribution() : studentTDistribution(degreesOfFreedom);
  const reach = standardError * law.quantile((1 + level) / 2);
  const errorP = standardError > 0 ? 2 * law.survival(Math.abs(att) / standardError) : att === 0 ? 1 : 0;
  return { ...spread, errorP, interval: { lower: att - reach, upper: att + reach } };
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
 * With a standard error by weights, placebos of half the donors against the other half are not taken for as good as the true fit: with eight
 * units treated and sixteen not, the spread as drawn is wider by about a seventh. It takes noise to be independent from unit to unit, and treated
 * and donors to be alike in it.
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
  const { estimator = DEFAULT_ESTIMATOR, generator, placebos = 200, level = 0.9, spread } = options;
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
  const ratio = gapRatio(actual);
  return {
    kind: "compared",
    method: "placebo-in-space",
    att: actual.att,
    effects,
    p: (1 + ratios.filter((other) => other >= ratio * (1 - 1e-9)).length) / (1 + ratios.length),
    ratio,
    ratios,
    ...ranged(actual.att, errorOf(actual, found, donors.length, spread), level),
    level,
    failed: (starts.length === 1 ? donors.length : placebos) - found.length,
  };
}
