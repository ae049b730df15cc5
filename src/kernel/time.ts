import { localPeriod, type TimeRange } from "./zone.ts";

/** How exactly a source states a time: to the millisecond, the second, or only the calendar day. */
export type TimePrecision = "ms" | "s" | "day";

/** The first and the last instant that is taken from outside: the years 1900 to 9999 in UTC, milliseconds since 1970. */
export const takenInstants = { firstMs: -2_208_988_800_000, lastMs: 253_402_300_799_999 } as const;

/**
 * Whether an instant is one that calendars, texts and the database can all hold: it lies in the years 1900 to 9999 in UTC.
 *
 * @param atMs milliseconds since 1970; NaN is none.
 * @example
 * import { isTakenInstant } from "./time.ts";
 * isTakenInstant(Date.UTC(1899, 11, 31)); // => false
 */
export const isTakenInstant = (atMs: number): boolean => atMs >= takenInstants.firstMs && atMs <= takenInstants.lastMs;

/**
 * Whether an instant lies in a half-open range: its start does, its end does not.
 *
 * @param atMs milliseconds since 1970.
 * @param range a range; one whose end is not after its start holds nothing.
 * @example
 * import { isWithin } from "./time.ts";
 * isWithin(10, { fromMs: 0, toMs: 10 }); // => false
 */
export function isWithin(atMs: number, range: TimeRange): boolean {
  return atMs >= range.fromMs && atMs < range.toMs;
}

/**
 * The instant before which a touch must lie to precede an event that is stated with limited precision.
 *
 * At millisecond precision the event is an instant, so the bound is the event itself. An event stated to the second or the day may
 * have happened at any time of it, so the bound is the first instant after that second or local day.
 *
 * @param atMs milliseconds since 1970, any instant of the unit.
 * @param precision how exactly `atMs` is known.
 * @param zone an IANA zone name; it decides what a day is and is read for "day" only.
 * @returns milliseconds since 1970.
 * @throws {RangeError} for an unknown zone at "day" precision.
 * @example
 * import { endOfUnit } from "./time.ts";
 * endOfUnit(1_500, "s", "UTC"); // => 2000
 * endOfUnit(1_500, "ms", "UTC"); // => 1500
 */
export function endOfUnit(atMs: number, precision: TimePrecision, zone: string): number {
  if (precision === "ms") return atMs;
  if (precision === "s") return Math.floor(atMs / 1_000) * 1_000 + 1_000;
  return localPeriod(atMs, "day", zone).toMs;
}

/**
 * The first instant at which an event that is stated with limited precision may have happened.
 *
 * @param atMs milliseconds since 1970, any instant of the unit.
 * @param precision how exactly `atMs` is known.
 * @param zone an IANA zone name; it decides what a day is and is read for "day" only.
 * @returns milliseconds since 1970.
 * @throws {RangeError} for an unknown zone at "day" precision.
 * @example
 * import { startOfUnit } from "./time.ts";
 * startOfUnit(1_500, "s", "UTC"); // => 1000
 */
export function startOfUnit(atMs: number, precision: TimePrecision, zone: string): number {
  if (precision === "ms") return atMs;
  if (precision === "s") return Math.floor(atMs / 1_000) * 1_000;
  return localPeriod(atMs, "day", zone).fromMs;
}

/** An event's time as its source states it. */
export interface StatedTime {
  readonly atMs: number;
  readonly precision: TimePrecision;
}

/**
 * Whether a touch counts as coming before an order: it lies before the end of the order's unit of time.
 *
 * An equal instant does not count where both are known to the millisecond; where the order is known to the second or the day only,
 * a touch of that same second or local day does, because the order may have come after it.
 *
 * @param touchAtMs milliseconds since 1970.
 * @param order the order's time and its precision.
 * @param zone an IANA zone name, the workspace's.
 * @throws {RangeError} for an unknown zone at "day" precision.
 * @example
 * import { precedes } from "./time.ts";
 * precedes(1_000, { atMs: 1_000, precision: "ms" }, "UTC"); // => false
 * precedes(1_900, { atMs: 1_000, precision: "s" }, "UTC"); // => true
 */
export function precedes(touchAtMs: number, order: StatedTime, zone: string): boolean {
  return touchAtMs < endOfUnit(order.atMs, order.precision, zone);
}
