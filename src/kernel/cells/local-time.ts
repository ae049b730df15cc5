import { civilDateOf, dayText, DAY_MS, epochDayOf, parseDay } from "../civil.ts";
import { addCalendarDays, startOfDay } from "../zone.ts";

/** Turns wall-clock times of one zone into instants, remembering days it has seen. */
export interface ZoneReader {
  /**
   * @param day "YYYY-MM-DD".
   * @param timeMs milliseconds since local midnight.
   * @returns epoch milliseconds; a time that the clocks leap over becomes the first instant after the leap.
   */
  instant(day: string, timeMs: number): number;
}

const dayAfter = (day: string, days: number): string => dayText(civilDateOf(epochDayOf(parseDay(day)!) + days));

/**
 * A reader of local times for files of many rows: asking for a zone's offset is slow, days repeat.
 *
 * @param zone an IANA zone name.
 * @returns a reader that keeps a few thousand days in memory.
 * @throws {RangeError} by `instant`, when a text is no day or the zone is unknown.
 * @example
 * import { zoneReader } from "./local-time.ts";
 * new Date(zoneReader("Europe/Berlin").instant("2026-03-29", 12 * 3_600_000)).toISOString(); // => "2026-03-29T10:00:00.000Z"
 */
export function zoneReader(zone: string): ZoneReader {
  const starts = new Map<string, number>();
  const startOf = (day: string): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    if (starts.size > 10_000) starts.clear();
    const start = startOfDay(day, zone);
    starts.set(day, start);
    return start;
  };
  return {
    instant(day, timeMs) {
      const start = startOf(day);
      if (timeMs === 0) return start;
      if (startOf(dayAfter(day, 1)) - start === DAY_MS) return start + timeMs;
      return addCalendarDays(startOf(dayAfter(day, -1)) + timeMs, 1, zone);
    },
  };
}
