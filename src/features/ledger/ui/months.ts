import { localDay } from "../../../kernel/zone.ts";

/** The month before one: "2026-01" gives "2025-12". */
function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/**
 * The last months that are over, newest first.
 * @param nowMs milliseconds since 1970
 * @param zone the brand's zone, whose calendar counts
 * @param count how many, at least 1
 * @example
 * import { monthsOver } from "./months.ts";
 * monthsOver(Date.UTC(2026, 1, 10), "Europe/Berlin", 2); // => ["2026-01", "2025-12"]
 */
export function monthsOver(nowMs: number, zone: string, count: number): string[] {
  const months = [monthBefore(localDay(nowMs, zone).slice(0, 7))];
  while (months.length < count) months.push(monthBefore(months.at(-1) ?? ""));
  return months;
}

/** A month in words: "September 2026". */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}
