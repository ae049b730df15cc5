import { kaplanMeier, logRankTest, type Durations } from "@vouch/stats";

/** How long a customer was watched after the first order, and when they ordered again. */
export interface Watched {
  /** Undefined: not yet. */
  readonly secondAfterDays: number | undefined;
  readonly watchedDays: number;
}

/** The share that had ordered again by each week after the first order. */
export type CameBackBy = readonly {
  readonly week: number;
  readonly estimate: number;
  /** Null before the first one came back: the curve has no error there, which is not certainty. */
  readonly low: number | null;
  readonly high: number | null;
}[];

/** Weeks until the second order, or until now where there is none yet. */
const durationsOf = (all: readonly Watched[]): Durations => ({
  times: all.map((each) => (each.secondAfterDays ?? each.watchedDays) / 7),
  events: all.map((each) => each.secondAfterDays !== undefined),
});

/** The share that had ordered again by each week: 1 − Kaplan and Meier's curve, up to two years. */
export function cameBackBy(all: readonly Watched[]): CameBackBy {
  const curve = kaplanMeier(durationsOf(all));
  const weeks = Array.from({ length: Math.min(104, Math.floor(curve.followUp)) + 1 }, (_, week) => week);
  return weeks.map((week) => {
    const place = curve.times.findLastIndex((time) => time <= week);
    if (place < 0) return { week, estimate: 0, low: null, high: null };
    return { week, estimate: 1 - curve.survival[place]!, low: 1 - curve.high[place]!, high: 1 - curve.low[place]! };
  });
}

/** Whether two groups come back at different rates, by the log-rank test; null where one is empty or none came back. */
export function differenceOf(
  one: readonly Watched[],
  other: readonly Watched[],
): { readonly chi_square: number; readonly p: number } | null {
  if (one.length === 0 || other.length === 0) return null;
  const test = logRankTest([durationsOf(one), durationsOf(other)]);
  return test.kind === "tested" ? { chi_square: test.statistic, p: test.p } : null;
}
