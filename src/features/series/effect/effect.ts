import { counterfactual, generatorOf, type Banded, type CounterfactualFlag } from "@vouch/stats";
import { daysLater } from "../../../kernel/civil.ts";
import type { DayValue } from "../whole-days.ts";

/** So many days before the post must be known, at the least. */
export const leastDaysBefore = 28;
/** A share of the days before that may be missing, at the most. */
const mostMissing = 0.25;
/** Days before the post beyond these are not looked at: habits change. */
const mostDaysBefore = 180;
/** So many weeks must be known before the days of the week are told apart. */
const daysForWeek = 42;
const level = 0.9;

/** A series and the days after a post in which its effect is looked for. */
export interface EffectWindow {
  /** Every day, in order. */
  readonly days: readonly DayValue[];
  /** The day of the post. */
  readonly fromOn: string;
  /** How many days from that day on, at least 1. */
  readonly length: number;
}

/** The part of a series that is looked at. */
export interface StudiedDays {
  readonly days: readonly DayValue[];
  /** How many of them lie before the post. */
  readonly before: number;
}

/**
 * The days that an effect is worked out of, or why there are too few.
 *
 * @param window the series, the day and the length.
 * @returns at most 180 days before the post and the days of the window.
 * @example
 * import { studiedDays } from "./effect.ts";
 * studiedDays({ days: [{ on: "2026-05-01", value: 1 }], fromOn: "2026-05-02", length: 7 }).kind; // => "refused"
 */
export function studiedDays({
  days,
  fromOn,
  length,
}: EffectWindow): (StudiedDays & { readonly kind: "enough" }) | { readonly kind: "refused"; readonly reason: string } {
  const untilOn = daysLater(fromOn, length);
  const before = days.filter(({ on }) => on < fromOn).slice(-mostDaysBefore);
  const after = days.filter(({ on }) => on >= fromOn && on < untilOn);
  const known = before.filter(({ value }) => value !== null).length;
  const refused = (reason: string) => ({ kind: "refused" as const, reason });
  if (known < leastDaysBefore)
    return refused(`At least ${leastDaysBefore} days before ${fromOn} must be known, and ${known} are. Import more of the time before.`);
  if (known < before.length * (1 - mostMissing))
    return refused(
      `${before.length - known} of ${before.length} days before ${fromOn} are missing; at most a quarter may be. Import them.`,
    );
  if (new Set(before.map(({ value }) => value).filter((value) => value !== null)).size === 1)
    return refused("Every day before is the same, so that nothing says how far a day strays by chance.");
  if (!after.some(({ value }) => value !== null))
    return refused(`No day from ${fromOn} to ${daysLater(untilOn, -1)} is known. Import the days after the post.`);
  return { kind: "enough", days: [...before, ...after], before: before.length };
}

/** What came of a post, in the series' unit. */
export interface SeriesEffect {
  readonly level: number;
  /** Over the days of the window that are known. */
  readonly total: Banded;
  readonly daily: Banded;
  readonly observed: number;
  readonly expected: Banded;
  /** Above what was expected, as a share of it; null: what was expected may be nothing. */
  readonly relative: Banded | null;
  /** How likely a total as far out would be without any effect, to that side alone. */
  readonly chance: number;
  readonly flags: readonly CounterfactualFlag[];
  readonly knownBefore: number;
  readonly knownAfter: number;
  readonly missing: number;
  readonly days: readonly {
    readonly on: string;
    readonly observed: number | null;
    readonly expected: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/**
 * What a post did to a series: what was seen less what the time before would have made of the days after.
 *
 * By a Bayesian structural time series with a level that may drift and, from six weeks on, the days of the week. It takes it that nothing else
 * happened in the window: a sale, a television spot or another post in it is counted in as well.
 *
 * @param studied as `studiedDays` gives them.
 * @param seed a whole number: the same seed gives the same answer.
 * @returns the effect with an interval of 90 %.
 * @throws {RangeError} for days that `studiedDays` refuses.
 */
export function seriesEffectOf({ days, before }: StudiedDays, seed: number): SeriesEffect {
  const values = days.map(({ value }) => value ?? Number.NaN);
  const known = values.filter((value, at) => at < before && !Number.isNaN(value)).length;
  const shape = known >= daysForWeek ? { season: { period: 7 } } : {};
  const outcome = counterfactual(generatorOf(seed), values, { from: before }, { draws: 2_000, level, shape });
  if (outcome.kind !== "estimated") throw new RangeError(`days that are enough gave no forecast: ${outcome.kind}`);
  const { predicted, average, total, relative } = outcome;
  return {
    level,
    total: total.effect,
    daily: average.effect,
    observed: total.observed,
    expected: total.predicted,
    relative: relative ?? null,
    chance: outcome.tailProbability,
    flags: outcome.flags,
    knownBefore: known,
    knownAfter: outcome.effects.length,
    missing: values.filter(Number.isNaN).length,
    days: days.map(({ on, value }, at) => ({
      on,
      observed: value,
      expected: predicted.estimate[at]!,
      low: predicted.low[at]!,
      high: predicted.high[at]!,
    })),
  };
}
