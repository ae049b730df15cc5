import { locale } from "../value/locale.ts";

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, options);
}

/** An instant as day and minute in a zone: "20 Nov 2026, 14:05". */
export function instantText(at: string, zone: string): string {
  return format({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: zone,
  }).format(new Date(at));
}

/** The day on which an instant falls in a zone: "20 Nov 2026". */
export function dayText(at: string, zone: string): string {
  return format({ day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(new Date(at));
}

/** A calendar day (YYYY-MM-DD) as it stands, without any zone: "20 Nov 2026". */
export function calendarDayText(day: string): string {
  return dayText(`${day}T00:00:00Z`, "UTC");
}

/**
 * A sentence of the server with the days in it as people write them.
 *
 * @example
 * import { withDays } from "./time-text.ts";
 * withDays("From 2026-11-20 on"); // => "From 20 Nov 2026 on"
 */
export const withDays = (text: string): string => text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, calendarDayText);

/** The short name of a zone at an instant: "CET", "CEST", "GMT+9". */
export function zoneName(at: string, zone: string): string {
  const parts = format({ timeZone: zone, timeZoneName: "short" }).formatToParts(new Date(at));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}
