import { daysLater } from "../../kernel/civil.ts";

/** A day with its number; null: not known. */
export interface DayValue {
  readonly on: string;
  readonly value: number | null;
}

/**
 * Every day between the first and the last that is known, those that are not known with null.
 *
 * @param known days in order, each once.
 * @example
 * import { wholeDays } from "./whole-days.ts";
 * wholeDays([{ on: "2026-05-01", value: 3 }, { on: "2026-05-03", value: 5 }])[1]; // => { on: "2026-05-02", value: null }
 */
export function wholeDays(known: readonly { readonly on: string; readonly value: number }[]): DayValue[] {
  const byDay = new Map(known.map(({ on, value }) => [on, value]));
  const [first, last] = [known[0]?.on, known.at(-1)?.on];
  const days: DayValue[] = [];
  for (let on = first; on !== undefined && last !== undefined && on <= last; on = daysLater(on, 1))
    days.push({ on, value: byDay.get(on) ?? null });
  return days;
}
