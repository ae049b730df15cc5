import type { DueRule } from "./due.ts";

/**
 * When a schedule's report is mailed.
 *
 * @param row the three columns that say it.
 * @example
 * import { ruleOf } from "./rule.ts";
 * ruleOf({ every: "day", on_day: 1, at_hour: 8 }); // => { every: "day", onDay: 1, atHour: 8 }
 */
export const ruleOf = (row: { readonly every: string; readonly on_day: number; readonly at_hour: number }): DueRule => ({
  every: row.every as DueRule["every"],
  onDay: row.on_day,
  atHour: row.at_hour,
});
