/** Customers whose first order was in one month, and how many of them ordered again in each month after it. */
export interface MonthCohort {
  /** YYYY-MM. */
  readonly month: string;
  readonly customers: number;
  /** The share that ordered in the 1st, 2nd, ... month after; only months that are over. */
  readonly ordered: readonly number[];
}

/** One customer's days with orders, in their order, days since 1970. */
type Days = readonly number[];

const dayMs = 86_400_000;
const monthNumber = (day: number): number => {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const monthText = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;

const mostMonths = 12;

/**
 * Customers by the month of their first order, and what share of them ordered in each month after it.
 *
 * @param customers each customer's days with orders, in their order; at least one day each.
 * @param untilDay the last day that is looked at; a month that it lies in and does not end is left out.
 * @returns the last twelve months of first orders, the oldest first, each with at most twelve months after it.
 * @example
 * import { monthCohorts } from "./cohort-months.ts";
 * // 1 January, 3 February and 5 March 1970, seen until the end of March.
 * monthCohorts([[0, 33], [0, 63], [33]], 89)[0]; // => { month: "1970-01", customers: 2, ordered: [0.5, 0.5] }
 */
export function monthCohorts(customers: readonly Days[], untilDay: number): MonthCohort[] {
  const over = monthNumber(untilDay + 1) - 1;
  const cohorts = new Map<number, { customers: number; ordered: number[] }>();
  for (const days of customers) {
    const first = monthNumber(days[0]!);
    if (first > over) continue;
    const cohort = cohorts.get(first) ?? { customers: 0, ordered: Array.from({ length: Math.min(mostMonths, over - first) }, () => 0) };
    cohort.customers++;
    const after = new Set(days.map((day) => monthNumber(day) - first - 1).filter((at) => at >= 0 && at < cohort.ordered.length));
    for (const at of after) cohort.ordered[at] = cohort.ordered[at]! + 1;
    cohorts.set(first, cohort);
  }
  return [...cohorts]
    .toSorted(([a], [b]) => a - b)
    .slice(-mostMonths)
    .map(([month, each]) => ({
      month: monthText(month),
      customers: each.customers,
      ordered: each.ordered.map((count) => count / each.customers),
    }));
}
