import { costKinds } from "../../../kernel/costs/cost-kind.ts";
import { ppbText, quotientText } from "../decimal-text.ts";
import { roiText, type CampaignReturn, type Ends } from "./campaign-return.ts";

const level = "0.95";

const money = (amountMinor: bigint | undefined, currency: string) =>
  amountMinor === undefined ? null : { amount: amountMinor.toString(), currency };

const shownEnds = ({ low, high }: Ends) => ({ low, high: high ?? null });

/**
 * A return as the API writes it.
 *
 * @param back what came back for what was spent.
 * @param currency what its amounts are in.
 * @returns every kind of cost, those that nobody entered as null.
 */
export function shownReturn(back: CampaignReturn, currency: string) {
  const { margin, costMinor, interval } = back;
  const isKnown = margin.amountMinor !== undefined && costMinor !== undefined;
  return {
    orders: ppbText(back.ordersPpb),
    later_orders: ppbText(back.carriedPpb),
    new_customers: ppbText(back.newCustomersPpb),
    unknown_novelty: back.unknownNovelty,
    revenue: money(back.revenueMinor, currency),
    commission: money(back.commissionMinor, currency),
    costs: costKinds.map((kind) => ({ kind, amount: money(back.kinds.find((each) => each.kind === kind)?.amountMinor, currency) })),
    cost: money(costMinor, currency),
    roi: back.roi ?? null,
    revenue_per_spent: back.revenuePerSpent ?? null,
    interval: interval === undefined ? null : { ...shownEnds(interval), level, per_spent: shownEnds(interval.perSpent) },
    margin: {
      amount: money(margin.amountMinor, currency),
      after_cost: isKnown ? money(margin.amountMinor! - costMinor, currency) : null,
      basis: margin.basis,
      unknown_orders: margin.unknownOrders,
    },
  };
}

/** What a campaign is said to have caused over one span. */
export interface StatedEffect {
  readonly revenueMinor: bigint;
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
  readonly level: string;
  readonly source: string;
}

/**
 * The return on what a campaign is said to have caused.
 *
 * @param stated revenue with its interval in minor units; undefined: nobody stated it.
 * @param costMinor what was spent; undefined: not known, so there is no return on it. It is taken as certain.
 * @param currency what the amounts are in.
 */
export function shownIncremental(stated: StatedEffect | undefined, costMinor: bigint | undefined, currency: string) {
  if (stated === undefined) return null;
  const { revenueMinor, lowMinor, highMinor } = stated;
  const isSpent = costMinor !== undefined && costMinor > 0n;
  const roi = (amount: bigint) => (isSpent ? roiText(amount, costMinor) : null);
  const perSpent = (amount: bigint) => (isSpent ? quotientText(amount, costMinor, 4) : null);
  return {
    revenue: money(revenueMinor, currency)!,
    low: money(lowMinor, currency)!,
    high: money(highMinor, currency)!,
    level: stated.level,
    source: stated.source,
    roi: roi(revenueMinor),
    roi_low: roi(lowMinor),
    roi_high: roi(highMinor),
    revenue_per_spent: perSpent(revenueMinor),
    per_spent_low: perSpent(lowMinor),
    per_spent_high: perSpent(highMinor),
  };
}
