import { civilDateOf, dayText, epochDayOf, monthsLater, parseDay } from "../../kernel/civil.ts";

/** Spans of days that reports are asked for, by the word in the address. */
export const periodChoices = [
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
  { value: "month", label: "This month" },
  { value: "last-month", label: "Last month" },
  { value: "year", label: "This year" },
  { value: "days", label: "Other days" },
] as const;
export type PeriodChoice = (typeof periodChoices)[number]["value"];

/** A span of days as the API takes it: the last one is the day before `to`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * A calendar day some days later.
 * @example
 * import { daysLater } from "./period.ts";
 * daysLater("2026-02-28", 1); // => "2026-03-01"
 */
export function daysLater(day: string, days: number): string {
  const date = parseDay(day);
  return date === undefined ? day : dayText(civilDateOf(epochDayOf(date) + days));
}

const monthStart = (day: string, months: number): string => {
  const date = parseDay(day);
  return date === undefined ? day : dayText(monthsLater({ ...date, day: 1 }, months));
};

/**
 * The days that a choice means, today included.
 * @param choice a word of {@link periodChoices} except `days`
 * @param today in the brand's zone, YYYY-MM-DD
 * @example
 * import { chosenDays } from "./period.ts";
 * chosenDays("last-month", "2026-03-15"); // => { from: "2026-02-01", to: "2026-03-01" }
 */
export function chosenDays(choice: Exclude<PeriodChoice, "days">, today: string): Days {
  const tomorrow = daysLater(today, 1);
  if (choice === "month") return { from: monthStart(today, 0), to: tomorrow };
  if (choice === "last-month") return { from: monthStart(today, -1), to: monthStart(today, 0) };
  if (choice === "year") return { from: `${today.slice(0, 4)}-01-01`, to: tomorrow };
  return { from: daysLater(tomorrow, -Number.parseInt(choice, 10)), to: tomorrow };
}
