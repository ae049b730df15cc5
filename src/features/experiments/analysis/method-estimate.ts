import {
  allowingForGrowth,
  conformalTest,
  crossFittedEffect,
  generatorOf,
  jackknifePlus,
  placeboInSpace,
  syntheticEffect,
  timeBasedRegression,
  unlikeGrowth,
  type CohortEffect,
  type ConformalOutcome,
  type Estimator,
  type Panel,
  type SyntheticEffectOutcome,
  type TimeBasedRegression,
} from "@vouch/stats";
import type { GeoMethod } from "../plan/geo-plan.ts";
import { isInProportion, movementOf, panelTotals, proportionNote } from "./movement.ts";
import { percentText } from "./unit-text.ts";

/** Two ends; null: open to that side. */
export interface Ends {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What one method says of an effect. Effects are of one treated region on one day, in the series' unit. */
export interface MethodEstimate {
  readonly method: GeoMethod;
  readonly effect: number;
  /** Over all treated regions and days. */
  readonly total: number;
  /** The total by what was expected; null where that is not above zero. */
  readonly lift: number | null;
  readonly p: number | null;
  /** How p was made. */
  readonly p_by: string;
  readonly interval: Ends | null;
  /** How the interval was made; empty where there is none. */
  readonly interval_by: string;
  /** Why the interval is another method's than p, or why there is none; empty where nothing is to be said. */
  readonly interval_note: string;
  /** What to know before believing it, in sentences. */
  readonly flags: string[];
  /** The weight of each region that is compared with, the largest first; empty for a regression on their sum. */
  readonly weights: { readonly region: string; readonly weight: number }[];
  /** The mean of the treated regions as expected, day by day. */
  readonly expected: number[];
}

/** An estimate, or why a method has none. */
export type MethodOutcome =
  ({ readonly kind: "estimated" } & MethodEstimate) | { readonly kind: "failed"; readonly method: GeoMethod; readonly reason: string };

const failed = (method: GeoMethod, reason: string): MethodOutcome => ({ kind: "failed", method, reason });

const failures: Readonly<Record<string, string>> = {
  "no-treated": "no region is treated",
  "no-donors": "no region is left to compare with",
  "no-history": "there are too few days before treatment",
  "not-converged": "its fit did not converge: look for regions whose sales are all alike, and leave them out",
  staggered: "treated regions do not begin on one day",
  "too-few-donors": "fewer regions are untreated than treated",
  "needs-generator": "no draws were given",
  "level-out-of-reach": "there are too few days before treatment for an interval of this level",
  "too-few-periods": "there are too few days before treatment",
  "constant-control": "the untreated regions together never change before treatment",
  "no-level": "the untreated regions together sold nothing before treatment",
};

const why = (kind: string): string => failures[kind] ?? kind;

const flagWords: Readonly<Record<string, string>> = {
  "constant-target": "Sales of the treated regions do not change before treatment: there is nothing to match.",
  "constant-donors": "Some regions that are compared with never change before treatment.",
  "not-the-only-weights": "Other weights of the regions fit as well and may say something else.",
  "poor-fit": "Before treatment the fit is worse than the plain mean of the other regions.",
  "donors-alike": "The regions that are compared with do not differ, so nothing was added to the plain weights.",
  "serial-correlation":
    "Misses before treatment follow each other from day to day, so this interval is too narrow: where days are correlated by a half, 67 of 100 intervals of 90 % hold.",
  "weak-control":
    "Treated and untreated regions go along with each other only weakly before treatment (correlation below 0.8): where sales as a whole rise or fall, this line takes part of that for the effect.",
  "beyond-history":
    "The untreated regions sold far more or less during treatment than before: the line is drawn beyond what it was fitted on.",
  "exact-fit": "The line passes through every day before treatment: there is nothing to judge errors by.",
};

const wordsOf = (flags: readonly string[]): string[] => flags.map((flag) => flagWords[flag] ?? flag);

/** An end of an interval; an infinite one is open. */
const ended = (value: number): number | null => (Number.isFinite(value) ? value : null);

type Intervals = Pick<MethodEstimate, "p" | "p_by" | "interval" | "interval_by" | "interval_note">;

type OwnInterval = Pick<Intervals, "interval" | "interval_by" | "interval_note">;

/** The jackknife+, where the days before treatment are too few to be left out in blocks. */
function byJackknife(panel: Panel, estimator: Estimator, level: number): OwnInterval {
  const found = jackknifePlus(panel, estimator, level);
  if (found.kind !== "estimated") return { interval: null, interval_by: "", interval_note: `It has no interval: ${why(found.kind)}.` };
  const { lower, upper } = found.average;
  return { interval: { lower: ended(lower), upper: ended(upper) }, interval_by: "jackknife+", interval_note: "" };
}

/** An interval of the mean effect, which may change from day to day: a test of effects that are the same on every day need not hold it. */
function meanInterval(panel: Panel, estimator: Estimator, level: number): OwnInterval {
  const found = crossFittedEffect(panel, { estimator, level });
  if (found.kind !== "estimated") return byJackknife(panel, estimator, level);
  const by = `t-test over ${found.folds.length} fits, each without a block of days before treatment`;
  return { interval: found.interval, interval_by: by, interval_note: "" };
}

const contradictionNote = "The interval and p are of two tests, and here they contradict each other: take the effect as not settled.";

/** p by the conformal test, beside the interval of the mean effect. */
function testedIntervals(panel: Panel, estimator: Estimator, found: ConformalOutcome, level: number): Intervals {
  const own = meanInterval(panel, estimator, level);
  if (found.kind !== "tested")
    return { p: null, p_by: "", ...own, interval_note: `It has no p: ${why(found.kind)}. ${own.interval_note}`.trim() };
  const { interval } = own;
  const excludesZero = interval !== null && ((interval.lower ?? -1) > 0 || (interval.upper ?? 1) < 0);
  const isContradicted = interval !== null && excludesZero !== found.p <= (1 - level) * (1 + 1e-9);
  return {
    p: found.p,
    p_by: `conformal test over ${found.arrangements} shifts in blocks`,
    ...own,
    interval_note: isContradicted ? contradictionNote : own.interval_note,
  };
}

type Estimated = Extract<SyntheticEffectOutcome, { kind: "estimated" }>;

function common(method: GeoMethod, effect: Estimated, cohort: CohortEffect): Omit<MethodEstimate, keyof Intervals> {
  const weights = cohort.donors.map((region, at) => ({ region, weight: cohort.weights[at] ?? 0 }));
  return {
    method,
    effect: effect.att,
    total: effect.incremental,
    lift: effect.lift ?? null,
    flags: wordsOf(cohort.flags),
    weights: weights.filter(({ weight }) => Math.abs(weight) >= 5e-5).toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    expected: [...cohort.counterfactual],
  };
}

type MixedMethod = Exclude<GeoMethod, "time-based-regression">;

/**
 * How a method mixes untreated regions: with each region's mean taken off, and in proportion where their history is too noisy to learn more.
 *
 * Weights of periods are kept spread, which those that are published are not: with fewer regions than days before treatment they choose days
 * on which the untreated sold much by chance.
 *
 * @param method any but the regression.
 * @param proportional whether regions are taken to move in proportion.
 * @example
 * import { mixOf } from "./method-estimate.ts";
 * mixOf("synthetic-control", false); // => { kind: "synthetic-control", fixedEffects: true, proportional: false }
 */
export function mixOf(method: MixedMethod, proportional: boolean): Estimator {
  if (method === "sdid") return { kind: "synthetic-difference-in-differences", spreadPeriods: true, proportional };
  const kind = method === "augmented-synthetic-control" ? "ridge-augmented" : "synthetic-control";
  return { kind, fixedEffects: true, proportional };
}

/** Synthetic control with each region's mean taken off, without or with a ridge for what the weights leave. */
function bySyntheticControl(panel: Panel, method: Exclude<MixedMethod, "sdid">, level: number, proportional: boolean): MethodOutcome {
  const effect = syntheticEffect(panel, mixOf(method, proportional));
  if (effect.kind !== "estimated") return failed(method, why(effect.kind));
  const cohort = effect.cohorts[0] as CohortEffect;
  const estimator =
    cohort.penalty === undefined
      ? ({ kind: "synthetic-control", fixedEffects: true, proportional } as const)
      : ({ kind: "ridge-augmented", fixedEffects: true, proportional, penalty: cohort.penalty } as const);
  const tested = conformalTest(panel, { estimator, level });
  return { kind: "estimated", ...common(method, effect, cohort), ...testedIntervals(panel, estimator, tested, level) };
}

/** Placebos of a standard error; after 200 it moves by a twentieth from seed to seed. */
const placebos = 200;

function byDoubleDifferences(panel: Panel, level: number, seed: number, proportional: boolean): MethodOutcome {
  const method = "sdid";
  const estimator = mixOf(method, proportional);
  const effect = syntheticEffect(panel, estimator);
  if (effect.kind !== "estimated") return failed(method, why(effect.kind));
  const found = placeboInSpace(panel, { estimator, level, placebos, generator: generatorOf(seed), spread: "by-weights" });
  const shared = common(method, effect, effect.cohorts[0] as CohortEffect);
  if (found.kind !== "compared")
    return {
      kind: "estimated",
      ...shared,
      p: null,
      p_by: "",
      interval: null,
      interval_by: "",
      interval_note: `It has no interval: ${why(found.kind)}.`,
    };
  const by = `Student's t with ${found.degreesOfFreedom} degrees of freedom and the spread of ${found.effects.length} placebos in untreated regions`;
  const p = found.standardError > 0 ? found.errorP : null;
  return { kind: "estimated", ...shared, p, p_by: by, interval: found.interval, interval_by: by, interval_note: "" };
}

interface LineEnds {
  readonly ends: { readonly lower: number; readonly upper: number; readonly p: number };
  readonly by: string;
  readonly note: string;
}

const ofDaysAlone = "Its interval does not know of regions that grow unlike each other: fewer than three untreated ones show it.";

/** The interval of a line through zero knows of regions that grow unlike each other, as far as untreated ones show it. */
function lineEnds(panel: Panel, found: TimeBasedRegression, level: number, proportional: boolean): LineEnds {
  const ofDays = { ends: found, by: `Student's t with ${found.degreesOfFreedom} degrees of freedom`, note: "" };
  if (!proportional) return ofDays;
  const growth = unlikeGrowth(panel);
  if (growth.kind !== "estimated") return { ...ofDays, note: ofDaysAlone };
  if (growth.spread === 0) return ofDays;
  const ends = allowingForGrowth(found, growth, level);
  const unlike = `the ${percentText(growth.spread)} by which untreated regions grow unlike each other beyond chance`;
  return { ends, by: `Student's t with ${ends.degreesOfFreedom.toFixed(1)} degrees of freedom, of days and of ${unlike}`, note: "" };
}

function byRegression(panel: Panel, level: number, proportional: boolean): MethodOutcome {
  const method = "time-based-regression";
  const before = Math.min(...panel.treatedFrom);
  const found = timeBasedRegression({ ...panelTotals(panel), before }, level, proportional ? "proportional" : "fitted");
  if (found.kind !== "estimated") return failed(method, why(found.kind));
  const regions = panel.treatedFrom.filter((start) => start < panel.periods.length).length;
  const cells = regions * (panel.periods.length - before);
  const { ends, by, note } = lineEnds(panel, found, level, proportional);
  return {
    kind: "estimated",
    method,
    effect: found.effect / cells,
    total: found.effect,
    lift: found.lift?.effect ?? null,
    p: ends.p,
    p_by: by,
    interval: { lower: ends.lower / cells, upper: ends.upper / cells },
    interval_by: by,
    interval_note: note,
    flags: wordsOf(proportional ? found.flags.filter((flag) => flag !== "weak-control") : found.flags),
    weights: [],
    expected: Array.from(found.counterfactual, (total) => total / regions),
  };
}

interface Asked {
  readonly method: GeoMethod;
  readonly level: number;
  readonly seed: number;
  readonly proportional: boolean;
}

function byMethod(panel: Panel, { method, level, seed, proportional }: Asked): MethodOutcome {
  if (method === "sdid") return byDoubleDifferences(panel, level, seed, proportional);
  if (method === "time-based-regression") return byRegression(panel, level, proportional);
  return bySyntheticControl(panel, method, level, proportional);
}

/**
 * What a method says of the effect, with its p and its interval and how each was made.
 *
 * Where the history before treatment is too noisy to learn how much regions move together, they are taken to move in proportion, and the first
 * flag says so; see `isInProportion`.
 *
 * @param panel treated regions all begin on one day.
 * @param method one of the four.
 * @param level of the interval, in (0, 1).
 * @param seed of the placebos of synthetic difference in differences: the same gives the same.
 * @returns the estimate; or why there is none, in words.
 * @throws {RangeError} when the panel does not fit together or the level is out of range.
 */
export function methodEstimate(panel: Panel, method: GeoMethod, level: number, seed: number): MethodOutcome {
  const movement = movementOf(panel);
  const outcome = byMethod(panel, { method, level, seed, proportional: isInProportion(movement, method) });
  const note = proportionNote(movement, method);
  return outcome.kind === "failed" || note === undefined ? outcome : { ...outcome, flags: [note, ...outcome.flags] };
}
