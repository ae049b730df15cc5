/** What a campaign's goal can be measured by. */
export const goalMetrics = [
  "attributed_revenue",
  "attributed_orders",
  "new_customers",
  "return_on_cost",
  "clicks",
  "incremental_revenue",
  "other",
] as const;
/** One of {@link goalMetrics}. */
export type GoalMetric = (typeof goalMetrics)[number];

const definitions: { readonly [M in Exclude<GoalMetric, "other">]: string } = {
  attributed_revenue:
    "Totals of paid orders with tax and shipping, after refunds, each times the share that the model “last, not direct” gives to touches of the campaign's creators in the campaign's days; orders placed before the deadline's end.",
  attributed_orders:
    "Paid orders, each counted by the share that the model “last, not direct” gives to touches of the campaign's creators in the campaign's days; orders placed before the deadline's end.",
  new_customers:
    "Attributed orders that were their customer's first, as the store says or as earlier orders show; where neither says, the order is not counted.",
  return_on_cost: "(attributed revenue − full cost) ÷ full cost, over orders placed before the deadline's end and all six kinds of cost.",
  clicks: "Clicks on the links of the campaign's creators in the campaign's days, without bots, previews, prefetches and HEAD requests.",
  incremental_revenue: "Revenue that would not have come without the campaign, as an experiment or another stated source estimates it.",
};

/**
 * The exact definition of a goal's metric as Vouch computes it.
 *
 * @param metric what the goal is measured by.
 * @returns undefined for another metric, which whoever sets the goal defines.
 * @example
 * import { metricDefinition } from "./goal-metric.ts";
 * metricDefinition("other"); // => undefined
 */
export const metricDefinition = (metric: GoalMetric): string | undefined => (metric === "other" ? undefined : definitions[metric]);

/** What a goal's target is counted in, where the metric says so. */
const units: { readonly [M in GoalMetric]?: string } = {
  attributed_orders: "orders",
  new_customers: "customers",
  return_on_cost: "times the cost",
  clicks: "clicks",
};

/**
 * The unit of a metric's target.
 *
 * @param metric what the goal is measured by.
 * @param currency the campaign's: targets of revenue are in whole units of it.
 * @param stated the unit that was written for another metric; missing: "units".
 * @example
 * import { metricUnit } from "./goal-metric.ts";
 * metricUnit("attributed_revenue", "EUR"); // => "EUR"
 * metricUnit("other", "EUR", "sign-ups"); // => "sign-ups"
 */
export const metricUnit = (metric: GoalMetric, currency: string, stated = "units"): string =>
  metric === "other" ? stated : (units[metric] ?? currency);
