import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel } from "../../experiments/level.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { checkPanel, type Panel } from "../../synthetic/panel/panel.ts";
import type { EffectRange, TimeBasedRegression } from "./time-based-regression.ts";

/** How unlike regions grow, beyond what chance makes of their days. */
export interface UnlikeGrowth {
  /** The standard deviation of a region's growth relative to that of all: 0.1 where one sells 10 % more than in proportion, another 10 % less. */
  readonly spread: number;
  /** What that adds to the variance of the sum over treated regions and periods, in the square of the series' unit. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/** The spread, or why there is none. */
export type UnlikeGrowthOutcome =
  | ({ readonly kind: "estimated" } & UnlikeGrowth)
  /** Two periods before treatment show how a region's days vary, three untreated regions how growth does. */
  | { readonly kind: "too-few-periods"; readonly before: number; readonly needed: number }
  | { readonly kind: "too-few-regions"; readonly untreated: number; readonly needed: number }
  /** The untreated regions together sold nothing before treatment, or nothing afterwards. */
  | { readonly kind: "no-level" };

interface Region {
  /** What it would sell after `before` if it grew as all untreated do. */
  readonly expected: number;
  /** What it sold beyond that. */
  readonly miss: number;
  /** The variance that days alone give that miss. */
  readonly chance: number;
}

const total = <T>(list: readonly T[], of: (each: T) => number): number => sumOf(list.length, (at) => of(list[at] as T));

/** Sums of a row of the panel. */
const sumBetween = ({ outcomes: { columns, values } }: Panel, row: number, [from, to]: readonly [number, number]): number =>
  sumOf(to - from, (at) => values[row * columns + from + at] as number);

interface Others {
  /** The untreated regions' total in each period before treatment. */
  readonly daily: Float64Array;
  /** The region's part of their sum. */
  readonly share: number;
}

/** The variance of a region's day around its share of the others, by differences from one day to the next: growth hardly takes part in them. */
function dayVariance({ outcomes: { columns, values } }: Panel, row: number, { daily, share }: Others): number {
  const miss = (at: number): number => (values[row * columns + at] as number) - share * (daily[at] as number);
  const steps = daily.length - 1;
  return sumOf(steps, (at) => (miss(at + 1) - miss(at)) ** 2) / (2 * steps);
}

/** The spread's square, by what untreated regions miss; below zero is none. */
function spreadSquared(untreated: readonly Region[]): { readonly tau: number; readonly degreesOfFreedom: number } {
  const level = total(untreated, ({ expected }) => expected);
  const squares = total(untreated, ({ expected }) => expected ** 2);
  const missed = total(untreated, ({ miss, expected }) => miss ** 2 / expected);
  const byChance = total(untreated, ({ chance, expected }) => chance / expected) - total(untreated, ({ chance }) => chance) / level;
  return {
    tau: Math.max(0, (missed - byChance) / (level - squares / level)),
    degreesOfFreedom: Math.max(1, level ** 2 / squares - 1),
  };
}

/**
 * How unlike regions grow, as the untreated show it in the same periods in which the others are treated.
 *
 * A region's sales after treatment began are r (1 + d) times those before, with r the growth of all untreated and d its own, of variance
 * t^2. With E = r times the sales before, m what was sold beyond E, and c the variance that days give m, by moments and weights 1/E:
 * t^2 = max(0, (sum m^2/E - (sum c/E - sum c / sum E)) / (sum E - sum E^2 / sum E)), over untreated regions. The sum over treated regions then
 * varies by t^2 (sum over treated of E^2 + (E of treated / E of untreated)^2 times the sum over untreated of E^2), beyond what days do.
 * Degrees of freedom: those of a weighted sum of squares, (sum E)^2 / sum E^2 - 1. Regions that sold nothing before show nothing.
 *
 * It takes growth to be drawn alike for treated and untreated, as by lot it is, and outcomes to be amounts, not below zero for long.
 * Time: linear.
 *
 * @param panel treated regions all begin in one period; all periods count. Rows of treated regions are not read after that.
 * @returns the spread and its part of the variance; or why there is none.
 * @throws {RangeError} when the panel does not fit together.
 * @see DerSimonian, Laird (1986), Meta-analysis in clinical trials, for the moments; von Neumann (1941), for the variance by differences
 * @example
 * import { unlikeGrowth } from "./unlike-growth.ts";
 * const outcomes = { rows: 4, columns: 3, values: Float64Array.of(10, 10, 30, 10, 10, 5, 10, 10, 10, 10, 10, 15) };
 * const panel = { units: ["a", "b", "c", "d"], periods: [1, 2, 3], outcomes, treatedFrom: Int32Array.of(2, 3, 3, 3) };
 * const found = unlikeGrowth(panel);
 * found.kind === "estimated" && [found.spread, found.degreesOfFreedom]; // => [0.5, 2]
 */
export function unlikeGrowth(panel: Panel): UnlikeGrowthOutcome {
  checkPanel(panel);
  const { columns } = panel.outcomes;
  const before = Math.min(columns, ...panel.treatedFrom);
  if (before < 2) return { kind: "too-few-periods", before, needed: 2 };
  const rows = [...panel.units.keys()].map((row) => ({ row, sold: sumBetween(panel, row, [0, before]) }));
  const isTreated = ({ row }: { readonly row: number }): boolean => (panel.treatedFrom[row] as number) < columns;
  const untreated = rows.filter((each) => !isTreated(each) && each.sold > 0);
  if (untreated.length < 3) return { kind: "too-few-regions", untreated: untreated.length, needed: 3 };
  const sold = total(untreated, (each) => each.sold);
  const growth = total(untreated, ({ row }) => sumBetween(panel, row, [before, columns])) / sold;
  if (!(growth > 0)) return { kind: "no-level" };
  const daily = Float64Array.from({ length: before }, (_, day) => total(untreated, ({ row }) => sumBetween(panel, row, [day, day + 1])));
  const regions = untreated.map(({ row, sold: own }) => ({
    expected: growth * own,
    miss: sumBetween(panel, row, [before, columns]) - growth * own,
    chance: before * dayVariance(panel, row, { daily, share: own / sold }) * (growth + growth ** 2),
  }));
  const { tau, degreesOfFreedom } = spreadSquared(regions);
  const treated = rows.filter(isTreated).map((each) => growth * each.sold);
  const share = total(treated, (expected) => expected) / (growth * sold);
  const squares = total(treated, (expected) => expected ** 2) + share ** 2 * total(regions, ({ expected }) => expected ** 2);
  return { kind: "estimated", spread: Math.sqrt(tau), variance: tau * squares, degreesOfFreedom };
}

/** An effect whose interval allows for unlike growth. */
export interface AllowedEffect extends EffectRange {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/**
 * The effect of a proportional line with an interval that allows for regions that grow unlike each other. Both variances are added; the
 * degrees of freedom are Satterthwaite's.
 *
 * @param found by `timeBasedRegression` with a proportional line, of the totals of the same panel.
 * @param growth of that panel.
 * @param level of the interval, in (0, 1).
 * @throws {RangeError} when the level is out of range.
 * @see Satterthwaite (1946), An approximate distribution of estimates of variance components
 * @example
 * import { allowingForGrowth } from "./unlike-growth.ts";
 * const days = { effect: 50, standardError: 3, degreesOfFreedom: 40 };
 * allowingForGrowth(days, { spread: 0.1, variance: 16, degreesOfFreedom: 10 }, 0.9).standardError; // => 5
 */
export function allowingForGrowth(
  found: Pick<TimeBasedRegression, "effect" | "standardError" | "degreesOfFreedom">,
  growth: UnlikeGrowth,
  level: number,
): AllowedEffect {
  checkLevel(level);
  const { effect } = found;
  const ofDays = found.standardError ** 2;
  const variance = ofDays + growth.variance;
  const parts = ofDays ** 2 / found.degreesOfFreedom + growth.variance ** 2 / growth.degreesOfFreedom;
  const degreesOfFreedom = parts > 0 ? variance ** 2 / parts : found.degreesOfFreedom;
  const standardError = Math.sqrt(variance);
  const { upperQuantile, survival } = studentTDistribution(degreesOfFreedom);
  const half = upperQuantile((1 - level) / 2) * standardError;
  const p = effect === 0 ? 1 : 2 * survival(Math.abs(effect / standardError));
  return { effect, lower: effect - half, upper: effect + half, standardError, degreesOfFreedom, p };
}
