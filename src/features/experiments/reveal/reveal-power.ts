import { proportionSampleSize } from "@vouch/stats";
import { daysBetween, type RevealPlan } from "./reveal-plan.ts";

/** How many came by the workspace's own links lately, and how many orders had a creator on the way. */
export interface OwnVisits {
  readonly days: number;
  readonly visitors: number;
  readonly orders: number;
}

/** How large a difference a plan would find. */
export interface RevealPower {
  readonly alpha: number;
  /** In which share of cases a difference must be found. */
  readonly power: number;
  /** The share of visitors who order without the code. */
  readonly rate: number;
  readonly visitors_a_day: number;
  /** Where the two come from, in a sentence. */
  readonly source: string;
  readonly days: number;
  /** Visitors in both halves, and days, that each lift needs; null where so many cannot order. */
  readonly cells: { readonly lift: number; readonly visitors: number | null; readonly days: number | null }[];
  /** The smallest lift that the planned days are enough for; null where none of those tried is. */
  readonly least_lift: number | null;
}

/** The power, or why there is none, in words. */
export type RevealPowerOutcome = ({ readonly kind: "told" } & RevealPower) | { readonly kind: "unknown"; readonly reason: string };

const power = 0.8;
const lifts = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1];

/**
 * How large a difference a plan would find, by the formula for two rates, before anybody sees a code.
 *
 * @param plan its days, and what is expected where it says so.
 * @param own what came lately; stands in for what the plan does not say.
 * @returns how many visitors each lift needs, and the smallest that the planned days are enough for; or what is not known.
 * @example
 * import { revealPower } from "./reveal-power.ts";
 * const plan = { from_on: "2026-05-04", to_on: "2026-06-01", expected_rate: "0.02", visitors_a_day: 1_000, direction: "gain", alpha: "0.1" };
 * revealPower(plan, { days: 56, visitors: 0, orders: 0 }).least_lift; // => 0.3
 */
export function revealPower(
  plan: Pick<RevealPlan, "from_on" | "to_on" | "expected_rate" | "visitors_a_day" | "direction" | "alpha">,
  own: OwnVisits,
): RevealPowerOutcome {
  const rate = plan.expected_rate === null ? own.orders / own.visitors : Number(plan.expected_rate);
  const visitors = plan.visitors_a_day ?? own.visitors / own.days;
  if (!(rate > 0 && rate < 1) || !(visitors > 0))
    return {
      kind: "unknown",
      reason: `In the last ${own.days} days ${own.visitors} people came by your links and ${own.orders} orders had a creator on the way, which does not say how many order. Write into the plan what you expect.`,
    };
  const [alpha, days] = [Number(plan.alpha), daysBetween(plan.from_on, plan.to_on)];
  const sign = plan.direction === "loss" ? -1 : 1;
  const cells = lifts.map((size) => {
    const expected = rate * (1 + sign * size);
    if (expected >= 1) return { lift: sign * size, visitors: null, days: null };
    const needed = 2 * proportionSampleSize({ baseline: rate, expected, alpha, power }).perGroup;
    return { lift: sign * size, visitors: needed, days: Math.ceil(needed / visitors) };
  });
  const least = cells.find((cell) => cell.days !== null && cell.days <= days);
  const source =
    plan.expected_rate !== null && plan.visitors_a_day !== null
      ? "as the plan expects"
      : `your own links in the last ${own.days} days: ${own.visitors} clicks, ${own.orders} orders with a creator on the way`;
  return { kind: "told", alpha, power, rate, visitors_a_day: visitors, source, days, cells, least_lift: least?.lift ?? null };
}
