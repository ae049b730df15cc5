import { weightedTotal } from "@vouch/stats";
import type { Rate } from "../../../kernel/rate.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import { quotientText } from "../decimal-text.ts";
import { moneySums, type MoneySums } from "../money-sums.ts";
import type { CampaignOrder } from "./campaign-orders.ts";
import { orderMargin } from "./order-margin.ts";

/** A cost that stands, of one kind, creator and currency. */
export interface CampaignCostSum {
  /** Null: the campaign's as a whole. */
  readonly creatorId: string | null;
  readonly kind: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What a creator earned with an order, after reversals. */
export interface OrderCommission {
  readonly creatorId: string;
  readonly atMs: number;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What a return is worked out from. */
export interface Measured {
  readonly orders: readonly CampaignOrder[];
  readonly commissions: readonly OrderCommission[];
  readonly costs: readonly CampaignCostSum[];
  readonly marginRate: Rate | undefined;
  /** Sums in one currency; undefined where a rate is missing. */
  readonly converted: (sums: MoneySums) => bigint | undefined;
}

/** Of whom: a creator, or undefined for the whole campaign. */
export type Scope = string | undefined;

const ppbOf = (order: CampaignOrder, scope: Scope): bigint =>
  scope === undefined ? [...order.sharesPpb.values()].reduce((sum, share) => sum + share, 0n) : (order.sharesPpb.get(scope) ?? 0n);

const whole = 1_000_000_000n;

/** Amounts of orders times the share of a scope, by currency, each currency rounded once. */
function sharedSums(orders: readonly CampaignOrder[], scope: Scope, amountOf: (order: CampaignOrder) => bigint): MoneySums {
  const exact = moneySums(orders.map((order) => [order.currency, amountOf(order) * ppbOf(order, scope)]));
  return new Map([...exact].map(([currency, amount]) => [currency, roundedQuotient(amount, whole)]));
}

/** What is left of the orders of a scope, and from what that is known. */
export interface Margin {
  /** Minor units; undefined where one order's is not known or a rate of exchange is missing. */
  readonly amountMinor: bigint | undefined;
  readonly basis: "unit_costs" | "margin_rate" | "both" | "none";
  /** Orders whose margin is not known. */
  readonly unknownOrders: number;
}

function marginOf({ marginRate, converted }: Measured, orders: readonly CampaignOrder[], scope: Scope): Margin {
  const own = orders.filter((order) => order.keptMinor !== 0n && ppbOf(order, scope) !== 0n);
  const margins = new Map(own.map((order) => [order, orderMargin(order, marginRate)]));
  const kinds = new Set([...margins.values()].flatMap((margin) => (margin === undefined ? [] : [margin.kind])));
  const unknownOrders = [...margins.values()].filter((margin) => margin === undefined).length;
  const basis = kinds.size === 2 ? "both" : ([...kinds][0] ?? "none");
  if (unknownOrders > 0) return { amountMinor: undefined, basis, unknownOrders };
  return { amountMinor: converted(sharedSums(own, scope, (order) => margins.get(order)!.marginMinor)), basis, unknownOrders };
}

/** A cost of one kind, in the campaign's currency. */
export interface KindCost {
  readonly kind: string;
  readonly amountMinor: bigint | undefined;
}

/** What came back for what was spent, over one span. */
export interface CampaignReturn {
  readonly ordersPpb: bigint;
  readonly carriedPpb: bigint;
  readonly newCustomersPpb: bigint;
  /** Orders that have a share and of which nobody knows whether they were first ones. */
  readonly unknownNovelty: number;
  readonly revenueMinor: bigint | undefined;
  readonly commissionMinor: bigint | undefined;
  /** Kinds that somebody entered; a kind that is missing is not known. */
  readonly kinds: readonly KindCost[];
  readonly costMinor: bigint | undefined;
  readonly roi: string | undefined;
  readonly revenuePerSpent: string | undefined;
  /** Ends of the return's interval of 95 %; undefined where there is no return or only commissions were paid. */
  readonly interval: { readonly low: string; readonly high: string | undefined } | undefined;
  readonly margin: Margin;
}

const decimals = 4;

/** (revenue − cost) ÷ cost. */
export const roiText = (revenueMinor: bigint, costMinor: bigint): string => quotientText(revenueMinor - costMinor, costMinor, decimals);

/**
 * The ends of the return; undefined where only commissions were paid, which rise and fall with the orders and leave it as it
 * is. Were the campaign run again, how many orders of which size come is chance; commissions follow the orders, and the other costs stay.
 */
function roiInterval(
  weights: readonly number[],
  largest: number,
  money: { readonly revenue: number; readonly commission: number; readonly fixed: number },
): CampaignReturn["interval"] {
  if (largest === 0 || money.fixed === 0) return undefined;
  const { estimate, low, high } = weightedTotal(weights, { largest });
  const commissionShare = estimate === 0 ? 0 : money.commission / estimate;
  const roiAt = (revenue: number): string | undefined => {
    const cost = money.fixed + revenue * commissionShare;
    return cost > 0 ? ((revenue - cost) / cost).toFixed(decimals) : undefined;
  };
  return { low: roiAt(low) ?? roiAt(money.revenue)!, high: roiAt(high) };
}

function costsOf({ costs, converted }: Measured, scope: Scope): KindCost[] {
  const own = costs.filter((cost) => scope === undefined || cost.creatorId === scope);
  return [...new Set(own.map((cost) => cost.kind))].map((kind) => ({
    kind,
    amountMinor: converted(moneySums(own.filter((cost) => cost.kind === kind).map((cost) => [cost.currency, cost.amountMinor]))),
  }));
}

const sumOf = (amounts: readonly (bigint | undefined)[]): bigint | undefined =>
  amounts.reduce((sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount), 0n as bigint | undefined);

const sizeOf = (amountMinor: bigint): number => Number(amountMinor);

/**
 * The return of a campaign, or of one of its creators, on orders placed before an instant.
 *
 * Every entered cost counts whatever its day: it was spent for the campaign, and no span gets a share of it for nothing. A creator's cost
 * is what was entered for them and what they earned; costs of the campaign as a whole are in its own return only. Commissions are those of
 * the same orders. The interval takes the orders as chance, see `weightedTotal` of the statistics.
 *
 * @param data what is known, all of it.
 * @param span orders and commissions before this instant, milliseconds since 1970, and of whom.
 * @returns amounts in the currency that `converted` gives; undefined is unknown, never zero.
 */
export function campaignReturn(data: Measured, span: { readonly beforeMs: number; readonly scope: Scope }): CampaignReturn {
  const { scope, beforeMs } = span;
  const orders = data.orders.filter((order) => order.atMs < beforeMs);
  const commissions = data.commissions.filter((each) => each.atMs < beforeMs && (scope === undefined || each.creatorId === scope));
  const revenueMinor = data.converted(sharedSums(orders, scope, (order) => order.keptMinor));
  const commissionMinor = data.converted(moneySums(commissions.map((each) => [each.currency, each.amountMinor])));
  const kinds = costsOf(data, scope);
  const fixedMinor = sumOf(kinds.map((each) => each.amountMinor));
  const costMinor = sumOf([fixedMinor, commissionMinor]);
  const counted = (each: readonly CampaignOrder[]) => each.filter((o) => o.isOrder).reduce((sum, order) => sum + ppbOf(order, scope), 0n);
  const shared = orders.filter((order) => order.isOrder && ppbOf(order, scope) > 0n);
  return {
    ordersPpb: counted(orders),
    carriedPpb: counted(orders.filter((order) => order.isCarried)),
    newCustomersPpb: counted(orders.filter((order) => !order.isCarried && order.isFirst === true)),
    unknownNovelty: shared.filter((order) => !order.isCarried && order.isFirst === null).length,
    revenueMinor,
    commissionMinor,
    kinds,
    costMinor,
    ...quotients(data, orders, { scope, revenueMinor, commissionMinor, costMinor }),
    margin: marginOf(data, orders, scope),
  };
}

function quotients(
  data: Measured,
  orders: readonly CampaignOrder[],
  sums: { scope: Scope; revenueMinor: bigint | undefined; commissionMinor: bigint | undefined; costMinor: bigint | undefined },
): Pick<CampaignReturn, "roi" | "revenuePerSpent" | "interval"> {
  const { scope, revenueMinor, commissionMinor, costMinor } = sums;
  if (revenueMinor === undefined || commissionMinor === undefined || costMinor === undefined || costMinor <= 0n)
    return { roi: undefined, revenuePerSpent: undefined, interval: undefined };
  // Every order of the scope itself can be converted, else its revenue would not be known.
  const sizes = orders.flatMap((order) => {
    const size = data.converted(new Map([[order.currency, order.keptMinor]]));
    return size === undefined ? [] : [{ size: sizeOf(size), share: sizeOf(ppbOf(order, scope)) / 1e9 }];
  });
  const money = { revenue: sizeOf(revenueMinor), commission: sizeOf(commissionMinor), fixed: sizeOf(costMinor - commissionMinor) };
  return {
    roi: roiText(revenueMinor, costMinor),
    revenuePerSpent: quotientText(revenueMinor, costMinor, decimals),
    interval: roiInterval(
      sizes.map(({ size, share }) => size * share).filter((weight) => weight > 0),
      sizes.reduce((most, { size }) => Math.max(most, size), 0),
      money,
    ),
  };
}

/**
 * The first order by which what came back covers everything that was spent until then.
 *
 * @param data what is known.
 * @param scope a creator, or undefined for the whole campaign.
 * @param uses margin where every order's is known, else revenue.
 * @returns its instant in milliseconds since 1970; undefined: not yet, not known, or nothing was spent.
 */
export function paybackMs(data: Measured, scope: Scope, uses: "margin" | "revenue"): number | undefined {
  const fixedMinor = sumOf(costsOf(data, scope).map((each) => each.amountMinor));
  const own = data.commissions.filter((each) => scope === undefined || each.creatorId === scope);
  if (fixedMinor === undefined || (fixedMinor === 0n && own.length === 0)) return undefined;
  const gain = (order: CampaignOrder) => (uses === "revenue" ? order.keptMinor : (orderMargin(order, data.marginRate)?.marginMinor ?? 0n));
  const steps = [
    ...data.orders.map((order) => ({ atMs: order.atMs, currency: order.currency, amount: gain(order) * ppbOf(order, scope) })),
    ...own.map((each) => ({ atMs: each.atMs, currency: each.currency, amount: -each.amountMinor * whole })),
  ].toSorted((a, b) => a.atMs - b.atMs || (a.amount < b.amount ? -1 : 1));
  let left = -fixedMinor * whole;
  for (const step of steps) {
    const change = data.converted(new Map([[step.currency, step.amount]]));
    if (change === undefined) return undefined;
    left += change;
    if (left >= 0n && step.amount > 0n) return step.atMs;
  }
  return undefined;
}
