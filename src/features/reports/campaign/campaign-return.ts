import { weightedTotal, type WeightSums } from "@vouch/stats";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import type { Rate } from "../../../kernel/rate.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import { quotientText } from "../decimal-text.ts";
import { moneySums, type MoneySums } from "../money-sums.ts";
import type { CommissionCell, OrderCell } from "./order-cell.ts";

/** A cost that stands, of one kind, creator and currency. */
export interface CampaignCostSum {
  /** Null: the campaign's as a whole. */
  readonly creatorId: string | null;
  readonly kind: CostKind;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** Of whom: a creator, or undefined for the whole campaign. */
export type Scope = string | undefined;

/** What a return is worked out from. */
export interface Measured {
  /** By creator, and under undefined those of all together. */
  readonly orders: ReadonlyMap<Scope, readonly OrderCell[]>;
  /** By creator, and under undefined everybody's. */
  readonly commissions: ReadonlyMap<Scope, readonly CommissionCell[]>;
  readonly costs: readonly CampaignCostSum[];
  readonly marginRate: Rate | undefined;
  /** Sums in one currency; undefined where a rate is missing. */
  readonly converted: (sums: MoneySums) => bigint | undefined;
}

const whole = 1_000_000_000n;

/** Sums of cells by currency, each currency rounded once; `amountOf` is in billionths of a minor unit. */
export function roundedSums<C extends OrderCell>(cells: readonly C[], amountOf: (cell: C) => bigint): MoneySums {
  const exact = moneySums(cells.map((cell) => [cell.currency, amountOf(cell)]));
  return new Map([...exact].map(([currency, amount]) => [currency, roundedQuotient(amount, whole)]));
}

const marginPpb = ({ costedMarginPpb, uncostedKeptPpb }: OrderCell, rate: Rate | undefined): bigint =>
  costedMarginPpb + (rate === undefined ? 0n : roundedQuotient(uncostedKeptPpb * rate.num, rate.den));

/** What is left of the orders of a scope, and from what that is known. */
export interface Margin {
  /** Minor units; undefined where one order's is not known or a rate of exchange is missing. */
  readonly amountMinor: bigint | undefined;
  readonly basis: "unit_costs" | "margin_rate" | "both" | "none";
  /** Orders whose margin is not known. */
  readonly unknownOrders: number;
}

function marginOf({ marginRate, converted }: Measured, own: readonly OrderCell[]): Margin {
  const [costed, uncosted] = [sumOfCounts(own, (cell) => cell.costedOrders), sumOfCounts(own, (cell) => cell.uncostedOrders)];
  const hasRate = marginRate !== undefined && uncosted > 0;
  const basis = costed > 0 && hasRate ? "both" : costed > 0 ? "unit_costs" : hasRate ? "margin_rate" : "none";
  if (uncosted > 0 && !hasRate) return { amountMinor: undefined, basis, unknownOrders: uncosted };
  return { amountMinor: converted(roundedSums(own, (cell) => marginPpb(cell, marginRate))), basis, unknownOrders: 0 };
}

const sumOfCounts = (cells: readonly OrderCell[], of: (cell: OrderCell) => number): number =>
  cells.reduce((sum, cell) => sum + of(cell), 0);
/** A sum over cells, in billionths. */
export const sumOfPpb = <C extends OrderCell>(cells: readonly C[], of: (cell: C) => bigint): bigint =>
  cells.reduce((sum, cell) => sum + of(cell), 0n);

/** A cost of one kind, in the campaign's currency. */
export interface KindCost {
  readonly kind: CostKind;
  readonly amountMinor: bigint | undefined;
}

/** The ends of an interval; high undefined: without bound. */
export interface Ends {
  readonly low: string;
  readonly high: string | undefined;
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
  /** Ends of the return's interval of 95 %, and the same of revenue for one spent; undefined where there is no return or only commissions were paid. */
  readonly interval: (Ends & { readonly perSpent: Ends }) | undefined;
  readonly margin: Margin;
}

const decimals = 4;

/** (revenue − cost) ÷ cost. */
export const roiText = (revenueMinor: bigint, costMinor: bigint): string => quotientText(revenueMinor - costMinor, costMinor, decimals);

/**
 * The ends of the return; undefined where only commissions were paid, which rise and fall with the orders and leave it as it
 * is. Were the campaign run again, how many orders of which size come is chance; commissions follow the orders, and the other costs stay.
 */
function roiInterval(sums: WeightSums, money: { readonly commission: number; readonly fixed: number }): CampaignReturn["interval"] {
  if (sums.largest === 0 || money.fixed === 0) return undefined;
  const { estimate, low, high } = weightedTotal(sums);
  const commissionShare = estimate === 0 ? 0 : money.commission / estimate;
  const costAt = (revenue: number): number => money.fixed + revenue * commissionShare;
  const at = (revenue: number): string | undefined =>
    costAt(revenue) > 0 ? ((revenue - costAt(revenue)) / costAt(revenue)).toFixed(decimals) : undefined;
  const perSpentAt = (revenue: number): string | undefined =>
    costAt(revenue) > 0 ? (revenue / costAt(revenue)).toFixed(decimals) : undefined;
  const least = costAt(low) > 0 ? low : estimate;
  return { low: at(least)!, high: at(high), perSpent: { low: perSpentAt(least)!, high: perSpentAt(high) } };
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

/**
 * The return of a campaign, or of one of its creators, on orders placed before an instant.
 *
 * Every entered cost counts whatever its day: it was spent for the campaign, and no span gets a share of it for nothing. A creator's cost
 * is what was entered for them and what they earned; costs of the campaign as a whole are in its own return only. Commissions are those of
 * the same orders. The interval takes the orders as chance, see `weightedTotal` of the statistics.
 *
 * @param data what is known, all of it.
 * @param span orders and commissions before this day, undefined: of all days; and of whom.
 * @returns amounts in the currency that `converted` gives; undefined is unknown, never zero.
 */
export function campaignReturn(data: Measured, span: { readonly beforeOn: string | undefined; readonly scope: Scope }): CampaignReturn {
  const { scope, beforeOn } = span;
  const isIn = ({ day }: { readonly day: string }): boolean => beforeOn === undefined || day < beforeOn;
  const [own, all] = [scope, undefined].map((of) => (data.orders.get(of) ?? []).filter(isIn)) as [OrderCell[], OrderCell[]];
  const commissions = (data.commissions.get(scope) ?? []).filter(isIn);
  const revenueMinor = data.converted(roundedSums(own, (cell) => cell.keptPpb));
  const commissionMinor = data.converted(moneySums(commissions.map((each) => [each.currency, each.amountMinor])));
  const kinds = costsOf(data, scope);
  const costMinor = sumOf([...kinds.map((each) => each.amountMinor), commissionMinor]);
  return {
    ordersPpb: sumOfPpb(own, (cell) => cell.ordersPpb),
    carriedPpb: sumOfPpb(
      own.filter((cell) => cell.isCarried),
      (cell) => cell.ordersPpb,
    ),
    newCustomersPpb: sumOfPpb(own, (cell) => cell.firstsPpb),
    unknownNovelty: sumOfCounts(own, (cell) => cell.unknownNovelty),
    revenueMinor,
    commissionMinor,
    kinds,
    costMinor,
    ...quotients(data, { own, all }, { revenueMinor, commissionMinor, costMinor }),
    margin: marginOf(data, own),
  };
}

/** One unit of a currency in the one that sums are brought into, through an amount that keeps its digits; 0 where there is no rate. */
const unitOf = ({ converted }: Measured, currency: string): number => Number(converted(new Map([[currency, whole]])) ?? 0n) / Number(whole);

/** Weights of the orders of a scope; the largest is that of everybody's orders, which the scope's own might have been. */
function weightSums(data: Measured, cells: { readonly own: readonly OrderCell[]; readonly all: readonly OrderCell[] }): WeightSums {
  const units = new Map([...new Set(cells.all.map((cell) => cell.currency))].map((currency) => [currency, unitOf(data, currency)]));
  const unit = ({ currency }: OrderCell): number => units.get(currency) ?? 0;
  const sum = (of: (cell: OrderCell) => number): number => cells.own.reduce((total, cell) => total + of(cell), 0);
  return {
    total: Math.max(
      0,
      sum((cell) => (Number(cell.keptPpb) / Number(whole)) * unit(cell)),
    ),
    squares: sum((cell) => cell.squares * unit(cell) ** 2),
    largest: cells.all.reduce((most, cell) => Math.max(most, Number(cell.largestMinor) * unit(cell)), 0),
  };
}

function quotients(
  data: Measured,
  cells: { readonly own: readonly OrderCell[]; readonly all: readonly OrderCell[] },
  sums: { revenueMinor: bigint | undefined; commissionMinor: bigint | undefined; costMinor: bigint | undefined },
): Pick<CampaignReturn, "roi" | "revenuePerSpent" | "interval"> {
  const { revenueMinor, commissionMinor, costMinor } = sums;
  if (revenueMinor === undefined || commissionMinor === undefined || costMinor === undefined || costMinor <= 0n)
    return { roi: undefined, revenuePerSpent: undefined, interval: undefined };
  const money = { commission: Number(commissionMinor), fixed: Number(costMinor - commissionMinor) };
  return {
    roi: roiText(revenueMinor, costMinor),
    revenuePerSpent: quotientText(revenueMinor, costMinor, decimals),
    interval: roiInterval(weightSums(data, cells), money),
  };
}

/**
 * The first day by whose end what came back covers everything that was spent until then.
 *
 * @param data what is known.
 * @param scope a creator, or undefined for the whole campaign.
 * @param uses margin where every order's is known, else revenue.
 * @returns YYYY-MM-DD in the brand's zone; undefined: not yet, not known, or nothing was spent.
 */
export function paybackOn(data: Measured, scope: Scope, uses: "margin" | "revenue"): string | undefined {
  const fixedMinor = sumOf(costsOf(data, scope).map((each) => each.amountMinor));
  const spent = data.commissions.get(scope) ?? [];
  if (fixedMinor === undefined || (fixedMinor === 0n && spent.length === 0)) return undefined;
  const gain = (cell: OrderCell): bigint => (uses === "revenue" ? cell.keptPpb : marginPpb(cell, data.marginRate));
  const steps = [
    ...(data.orders.get(scope) ?? []).map((cell) => ({ ...cell, amount: gain(cell) })),
    ...spent.map((cell) => ({ ...cell, amount: -cell.amountMinor * whole })),
  ];
  let left = -fixedMinor * whole;
  const days = new Map<string, typeof steps>();
  for (const step of steps) days.set(step.day, [...(days.get(step.day) ?? []), step]);
  for (const [day, ofDay] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const change = data.converted(moneySums(ofDay.map((step) => [step.currency, step.amount])));
    if (change === undefined) return undefined;
    left += change;
    if (left >= 0n && ofDay.some((step) => step.amount > 0n)) return day;
  }
  return undefined;
}
