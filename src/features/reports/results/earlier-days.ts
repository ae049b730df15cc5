import { daysLater } from "../../../kernel/civil.ts";

/** How long before a period costs are looked for that its orders may stem from; orders later than that are rare. */
const daysBefore = 90;

/**
 * The days before a report's period in which costs may have been entered for what the period's orders stem from: a fee that is paid before a
 * campaign is in no period that begins later, while the orders that it brought are.
 *
 * @param period its first day, YYYY-MM-DD.
 * @returns first day, and the day after the last one.
 * @example
 * import { earlierDays } from "./earlier-days.ts";
 * earlierDays({ fromOn: "2026-05-01" }); // => { fromOn: "2026-01-31", toOn: "2026-05-01" }
 */
export const earlierDays = ({ fromOn }: { readonly fromOn: string }): { fromOn: string; toOn: string } => ({
  fromOn: daysLater(fromOn, -daysBefore),
  toOn: fromOn,
});
