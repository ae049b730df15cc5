import { roundedQuotient } from "../../../kernel/rounding.ts";
import type { Rate } from "../../../kernel/rate.ts";
import type { CampaignOrder } from "./campaign-orders.ts";

/** What is left of an order after its goods. */
export interface OrderMargin {
  readonly kind: "unit_costs" | "margin_rate";
  readonly marginMinor: bigint;
}

/**
 * What is left of an order before the campaign is paid: by the unit costs of its lines where all are known, else by the brand's margin rate.
 *
 * By unit costs it is the order without tax, shipping and tip, less its goods, in the proportion that was not refunded: what goes back is
 * taken to be resold. By the rate it is the kept total times the rate, rounded once.
 *
 * @param order an order's amounts; its currency is the margin's.
 * @param rate the share of revenue that is left after goods and delivery; undefined: not stated.
 * @returns undefined where neither is known: unknown is not zero.
 */
export function orderMargin(
  order: Pick<CampaignOrder, "keptMinor" | "totalMinor" | "netMinor" | "goodsMinor">,
  rate: Rate | undefined,
): OrderMargin | undefined {
  const { keptMinor, totalMinor, netMinor, goodsMinor } = order;
  if (goodsMinor !== null && totalMinor > 0n)
    return { kind: "unit_costs", marginMinor: roundedQuotient((netMinor - goodsMinor) * keptMinor, totalMinor) };
  return rate === undefined ? undefined : { kind: "margin_rate", marginMinor: roundedQuotient(keptMinor * rate.num, rate.den) };
}
