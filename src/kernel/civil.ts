/** A calendar date of the Gregorian calendar, without a zone: `month` 1-12, `day` 1-31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds of a day of 24 hours, as UTC has them; a local day may have 23 or 25. */
export const DAY_MS = 86_400_000;

/** The days of a week by name, from its first of ISO 8601. */
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/**
 * The number of days in a month, leap years included.
 *
 * @param year any year of the Gregorian calendar.
 * @param month 1-12.
 * @example
 * import { daysInMonth } from "./civil.ts";
 * daysInMonth(2024, 2); // => 29
 * daysInMonth(1900, 2); // => 28
 */
export function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/**
 * Days from 1970-01-01 to a date, negative before it.
 *
 * Counts in years that begin in March, so that the leap day is the last of its year and the months' lengths follow one linear formula.
 *
 * @param date a calendar date; a day beyond its month counts on into the next.
 * @see https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 * @example
 * import { epochDayOf } from "./civil.ts";
 * epochDayOf({ year: 2000, month: 3, day: 1 }); // => 11017
 */
export function epochDayOf(date: CivilDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const monthFromMarch = (date.month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date.day - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + dayOfYear - 719_468;
}

/**
 * The date that lies a number of days after 1970-01-01, the inverse of `epochDayOf`.
 *
 * @param epochDay an integer, negative before 1970.
 * @see https://howardhinnant.github.io/date_algorithms.html#civil_from_days
 * @example
 * import { civilDateOf } from "./civil.ts";
 * civilDateOf(11_017); // => { year: 2000, month: 3, day: 1 }
 */
export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * A date as "YYYY-MM-DD", the form of every day column and field.
 *
 * @param date a calendar date of the years 0 to 9999.
 * @example
 * import { dayText } from "./civil.ts";
 * dayText({ year: 2024, month: 2, day: 9 }); // => "2024-02-09"
 */
export function dayText(date: CivilDate): string {
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;
}

/**
 * The date of a "YYYY-MM-DD" text, or undefined when it is no day of the calendar.
 *
 * @param text any text; 30 February is no date.
 * @example
 * import { parseDay } from "./civil.ts";
 * parseDay("2023-02-29"); // => undefined
 */
export function parseDay(text: string): CivilDate | undefined {
  const match = DAY_TEXT.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return { year, month, day };
}

/**
 * A date moved by whole months, on the same day of the month or, where the month is shorter, on its last day.
 *
 * 31 January and one month is 28 or 29 February; counting on from the original date keeps 31 March after it.
 *
 * @param date a calendar date.
 * @param months an integer, negative to go back.
 * @example
 * import { monthsLater } from "./civil.ts";
 * monthsLater({ year: 2024, month: 1, day: 31 }, 1); // => { year: 2024, month: 2, day: 29 }
 */
export function monthsLater(date: CivilDate, months: number): CivilDate {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}

function padded(value: number, length: number): string {
  return value.toString().padStart(length, "0");
}

/**
 * A day some days later on the calendar.
 *
 * @param day YYYY-MM-DD.
 * @param days whole, below zero for earlier.
 * @returns YYYY-MM-DD.
 * @throws {RangeError} when the text is no day.
 * @example
 * import { daysLater } from "./civil.ts";
 * daysLater("2026-02-28", 1); // => "2026-03-01"
 */
export const daysLater = (day: string, days: number): string => dayText(civilDateOf(epochDayOf(dayOf(day)) + days));

function dayOf(day: string): CivilDate {
  const date = parseDay(day);
  if (date === undefined) throw new RangeError(`${day} is not a day written YYYY-MM-DD`);
  return date;
}

/**
 * How many days lie between two days of the calendar.
 *
 * @param from YYYY-MM-DD.
 * @param to YYYY-MM-DD.
 * @returns below zero where `to` is earlier.
 * @throws {RangeError} when a text is no day.
 * @example
 * import { daysBetween } from "./civil.ts";
 * daysBetween("2026-02-28", "2026-03-02"); // => 2
 */
export const daysBetween = (from: string, to: string): number => epochDayOf(dayOf(to)) - epochDayOf(dayOf(from));
