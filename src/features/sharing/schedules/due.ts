import { civilDateOf, dayText, daysLater, epochDayOf, monthsLater, parseDay } from "../../../kernel/civil.ts";
import { hourOfDay, localDay } from "../../../kernel/zone.ts";

/** When a report is mailed, by the workspace's clock. */
export interface DueRule {
  readonly every: "day" | "week" | "month";
  /** Of the week, Monday is 1, or of the month, 1 to 28; 1 for every day. */
  readonly onDay: number;
  /** 0 to 23. */
  readonly atHour: number;
}

const mondayOffset = 3; // 1970-01-01 was a Thursday

function isDueOn({ every, onDay }: DueRule, day: string): boolean {
  const date = parseDay(day)!;
  if (every === "day") return true;
  if (every === "month") return date.day === onDay;
  return ((epochDayOf(date) + mondayOffset) % 7) + 1 === onDay;
}

/**
 * The next instant at which a report is due: an hour of a day by the clocks of the zone, so that it stays where it is when they change.
 *
 * @param rule which days and which hour.
 * @param afterMs milliseconds since 1970; what is due at this very instant is not the next.
 * @param zone IANA name.
 * @example
 * import { nextDueMs } from "./due.ts";
 * const monday = { every: "week", onDay: 1, atHour: 8 } as const;
 * new Date(nextDueMs(monday, Date.parse("2026-03-25T00:00:00Z"), "Europe/Berlin")).toISOString(); // => "2026-03-30T06:00:00.000Z"
 */
export function nextDueMs(rule: DueRule, afterMs: number, zone: string): number {
  for (let day = localDay(afterMs, zone); ; day = daysLater(day, 1)) {
    if (!isDueOn(rule, day)) continue;
    const dueMs = hourOfDay(day, rule.atHour, zone);
    if (dueMs > afterMs) return dueMs;
  }
}

/**
 * The days that a report is of when it is due: the day, the seven days, or the calendar month before.
 *
 * @param every how often it is mailed.
 * @param dueMs milliseconds since 1970.
 * @param zone IANA name.
 * @returns the first day and the day after the last one.
 * @example
 * import { daysBefore } from "./due.ts";
 * daysBefore("month", Date.parse("2026-03-05T07:00:00Z"), "UTC"); // => { from: "2026-02-01", to: "2026-03-01" }
 */
export function daysBefore(every: DueRule["every"], dueMs: number, zone: string): { readonly from: string; readonly to: string } {
  const today = localDay(dueMs, zone);
  if (every === "day") return { from: daysLater(today, -1), to: today };
  if (every === "week") return { from: daysLater(today, -7), to: today };
  const first = { ...civilDateOf(epochDayOf(parseDay(today)!)), day: 1 };
  return { from: dayText(monthsLater(first, -1)), to: dayText(first) };
}
