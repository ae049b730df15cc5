import { locale } from "../kit/value/locale.ts";

const dayAndMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });

/** A day on an axis: "3 Nov". */
export function shortDay(day: Date): string {
  return dayAndMonth.format(day);
}
