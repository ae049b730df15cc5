import { civilDateOf, dayText, epochDayOf, monthsLater, parseDay, DAY_MS, type CivilDate } from "./civil.ts";

/** The local wall clock at an instant: the days since 1970-01-01 on the calendar, and the milliseconds since local midnight. */
interface WallClock {
  readonly epochDay: number;
  readonly timeMs: number;
}

/** Instants from `fromMs` up to but without `toMs`, both milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A span of the calendar over which caps and totals are counted. */
export type CalendarPeriod = "day" | "month" | "year";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US", { ...fields, calendar: "gregory", hourCycle: "h23", timeZone: zone });
  formats.set(zone, made);
  return made;
}

/**
 * Whether a text names a time zone that this machine knows, such as "Europe/Berlin".
 *
 * @param text any text.
 * @example
 * import { isZone } from "./zone.ts";
 * isZone("Mars/Olympus"); // => false
 */
export function isZone(text: string): boolean {
  try {
    return formatOf(text) !== undefined;
  } catch {
    return false;
  }
}

function wallClockAt(atMs: number, zone: string): WallClock {
  const values = new Map(
    formatOf(zone)
      .formatToParts(atMs)
      .map((part) => [part.type, part.value]),
  );
  const field = (type: Intl.DateTimeFormatPartTypes): number => Number(values.get(type));
  const seconds = field("hour") * 3_600 + field("minute") * 60 + field("second");
  const fractionMs = atMs - Math.floor(atMs / 1_000) * 1_000;
  return { epochDay: epochDayOf({ year: field("year"), month: field("month"), day: field("day") }), timeMs: seconds * 1_000 + fractionMs };
}

function offsetAt(atMs: number, zone: string): number {
  const { epochDay, timeMs } = wallClockAt(atMs, zone);
  return epochDay * DAY_MS + timeMs - atMs;
}

/**
 * The instant at which a wall clock shows a time. Shown twice (clocks go back): the first. Never shown (clocks go forward): the
 * first instant that shows a later one.
 */
function instantOf(wall: WallClock, zone: string): number {
  const localMs = wall.epochDay * DAY_MS + wall.timeMs;
  const shownAt = (atMs: number): number => atMs + offsetAt(atMs, zone);
  const [one, other] = [localMs - offsetAt(localMs - DAY_MS, zone), localMs - offsetAt(localMs + DAY_MS, zone)];
  let [early, late] = [Math.min(one, other), Math.max(one, other)];
  if (shownAt(early) === localMs) return early;
  if (shownAt(late) === localMs) return late;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (shownAt(middle) < localMs) early = middle;
    else late = middle;
  }
  return late;
}

/**
 * The calendar day on which an instant falls in a zone.
 *
 * @param atMs milliseconds since 1970.
 * @param zone an IANA zone name.
 * @returns "YYYY-MM-DD".
 * @throws {RangeError} for an unknown zone; ask `isZone` first where it comes from outside.
 * @example
 * import { localDay } from "./zone.ts";
 * localDay(1_711_839_600_000, "Europe/Berlin"); // => "2024-03-31"
 */
export function localDay(atMs: number, zone: string): string {
  return dayText(civilDateOf(wallClockAt(atMs, zone).epochDay));
}

/**
 * The first instant of a calendar day in a zone: midnight, or where the clocks leap over midnight, the instant of the leap.
 *
 * @param day "YYYY-MM-DD".
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970.
 * @throws {RangeError} when the text is no day, or for an unknown zone.
 * @example
 * import { startOfDay } from "./zone.ts";
 * startOfDay("2024-03-31", "Europe/Berlin"); // => 1711839600000
 */
export function startOfDay(day: string, zone: string): number {
  const date = parseDay(day);
  if (date === undefined) throw new RangeError(`${day} is not a day written YYYY-MM-DD`);
  return startOfDate(date, zone);
}

/**
 * The instant at which a zone's clocks show a full hour of a day: the first where it is shown twice, the first one after the leap where it is
 * never shown.
 *
 * @param day "YYYY-MM-DD".
 * @param hour an integer from 0 to 23.
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970.
 * @throws {RangeError} when the text is no day, or for an unknown zone.
 * @example
 * import { hourOfDay } from "./zone.ts";
 * hourOfDay("2024-03-31", 8, "Europe/Berlin"); // => 1711864800000
 */
export function hourOfDay(day: string, hour: number, zone: string): number {
  const date = parseDay(day);
  if (date === undefined) throw new RangeError(`${day} is not a day written YYYY-MM-DD`);
  return instantOf({ epochDay: epochDayOf(date), timeMs: hour * 3_600_000 }, zone);
}

function startOfDate(date: CivilDate, zone: string): number {
  return instantOf({ epochDay: epochDayOf(date), timeMs: 0 }, zone);
}

/**
 * The first instant of the local day on which an instant falls.
 *
 * @param atMs milliseconds since 1970.
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970, at or before `atMs`.
 * @throws {RangeError} for an unknown zone.
 * @example
 * import { startOfLocalDay } from "./zone.ts";
 * startOfLocalDay(1_711_880_000_000, "Europe/Berlin"); // => 1711839600000
 */
export function startOfLocalDay(atMs: number, zone: string): number {
  return localPeriod(atMs, "day", zone).fromMs;
}

/**
 * The first instant of the local month in which an instant falls.
 *
 * @param atMs milliseconds since 1970.
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970, at or before `atMs`.
 * @throws {RangeError} for an unknown zone.
 * @example
 * import { startOfLocalMonth } from "./zone.ts";
 * startOfLocalMonth(1_711_880_000_000, "Europe/Berlin"); // => 1709247600000
 */
export function startOfLocalMonth(atMs: number, zone: string): number {
  return localPeriod(atMs, "month", zone).fromMs;
}

/**
 * The local day, month or year in which an instant falls, as a half-open range of instants.
 *
 * A day may have 23 or 25 hours; the range follows the clocks of the zone, and consecutive periods meet without gap or overlap.
 *
 * @param atMs milliseconds since 1970.
 * @param period "day", "month" or "year".
 * @param zone an IANA zone name.
 * @throws {RangeError} for an unknown zone.
 * @example
 * import { localPeriod } from "./zone.ts";
 * localPeriod(1_711_880_000_000, "day", "Europe/Berlin"); // => { fromMs: 1711839600000, toMs: 1711922400000 }
 */
export function localPeriod(atMs: number, period: CalendarPeriod, zone: string): TimeRange {
  const { epochDay } = wallClockAt(atMs, zone);
  const first = firstDateOf(civilDateOf(epochDay), period);
  const next = period === "day" ? civilDateOf(epochDay + 1) : monthsLater(first, period === "month" ? 1 : 12);
  return { fromMs: startOfDate(first, zone), toMs: startOfDate(next, zone) };
}

function firstDateOf(date: CivilDate, period: CalendarPeriod): CivilDate {
  if (period === "day") return date;
  return { year: date.year, month: period === "month" ? date.month : 1, day: 1 };
}

/**
 * An instant moved by whole calendar months on the clocks of a zone: the same time on the same day of the month, or on the month's
 * last day where it is shorter.
 *
 * Always count from the first instant: 31 January plus two months is 31 March, one month added twice is not. A time that the clocks
 * leap over becomes the first instant after the leap, a time shown twice the first of the two.
 *
 * @param atMs milliseconds since 1970.
 * @param months an integer, negative to go back.
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970.
 * @throws {RangeError} for an unknown zone.
 * @example
 * import { addCalendarMonths, localDay, startOfDay } from "./zone.ts";
 * localDay(addCalendarMonths(startOfDay("2024-01-31", "UTC"), 1, "UTC"), "UTC"); // => "2024-02-29"
 */
export function addCalendarMonths(atMs: number, months: number, zone: string): number {
  const { epochDay, timeMs } = wallClockAt(atMs, zone);
  return instantOf({ epochDay: epochDayOf(monthsLater(civilDateOf(epochDay), months)), timeMs }, zone);
}

/**
 * An instant moved by whole calendar days on the clocks of a zone: the same time of day, so 23 or 25 hours away when the clocks change.
 *
 * @param atMs milliseconds since 1970.
 * @param days an integer, negative to go back.
 * @param zone an IANA zone name.
 * @returns milliseconds since 1970.
 * @throws {RangeError} for an unknown zone.
 * @example
 * import { addCalendarDays } from "./zone.ts";
 * addCalendarDays(1_711_839_600_000, 1, "Europe/Berlin") - 1_711_839_600_000; // => 82800000
 */
export function addCalendarDays(atMs: number, days: number, zone: string): number {
  const { epochDay, timeMs } = wallClockAt(atMs, zone);
  return instantOf({ epochDay: epochDay + days, timeMs }, zone);
}
