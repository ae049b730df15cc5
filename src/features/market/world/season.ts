import { civilDateOf, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import type { SeasonDials } from "../dials/dials.ts";

/**
 * Days since 1970 of a day.
 *
 * @param day "YYYY-MM-DD".
 * @throws {RangeError} when it is none.
 */
export function epochDayIn(day: string): number {
  const date = parseDay(day);
  if (date === undefined) throw new RangeError(`${JSON.stringify(day)} is no day such as 2026-03-02`);
  return epochDayOf(date);
}

/**
 * Demand at a time of the year: 1 on average over the year, at most 1 + swing on the day of the peak.
 *
 * @param season its swing and peak.
 * @param epochDay days since 1970.
 */
export function yearFactor({ swing, peakDay }: SeasonDials, epochDay: number): number {
  const dayOfYear = epochDay - epochDayOf({ year: civilDateOf(epochDay).year, month: 1, day: 1 });
  return 1 + swing * Math.cos((2 * Math.PI * (dayOfYear - peakDay)) / 365.25);
}

/**
 * Demand on a day: the year's times the weekday's, whose mean over a week is 1.
 *
 * @param season the dials.
 * @param epochDay days since 1970.
 */
export function dayFactor(season: SeasonDials, epochDay: number): number {
  const mean = season.week.reduce((sum, weight) => sum + weight, 0) / season.week.length;
  const weekday = (epochDay + 3) % 7; // 1970-01-01 was a Thursday, the fourth day from Monday on
  return (season.week[weekday]! / mean) * yearFactor(season, epochDay);
}
