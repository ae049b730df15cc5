import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { addedSums, moneySums, type MoneySums } from "../money-sums.ts";

/** What was brought and spent, before it is written out. */
export interface ResultSums {
  readonly clicks: bigint;
  readonly orders: bigint;
  readonly revenue: MoneySums;
  readonly refunded: MoneySums;
  readonly commission: MoneySums;
  /** Entered costs: kind, currency and minor units, one a kind and currency. */
  readonly entered: readonly EnteredCost[];
}

/** Costs of one kind and currency that somebody entered. */
export interface EnteredCost {
  readonly kind: CostKind;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** Nothing brought, nothing spent. */
export const noResult: ResultSums = {
  clicks: 0n,
  orders: 0n,
  revenue: new Map(),
  refunded: new Map(),
  commission: new Map(),
  entered: [],
};

/**
 * Costs of the same kind and currency as one.
 *
 * @param costs in any order.
 * @returns by kind, then currency.
 */
export function costsByKind(costs: readonly EnteredCost[]): EnteredCost[] {
  const sums = new Map<string, EnteredCost>();
  for (const cost of costs) {
    const name = `${cost.kind} ${cost.currency}`;
    sums.set(name, { ...cost, amountMinor: cost.amountMinor + (sums.get(name)?.amountMinor ?? 0n) });
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cost]) => cost);
}

/**
 * Two results as one.
 *
 * @param one what was brought and spent.
 * @param other and what else.
 */
export const addedResults = (one: ResultSums, other: ResultSums): ResultSums => ({
  clicks: one.clicks + other.clicks,
  orders: one.orders + other.orders,
  revenue: addedSums(one.revenue, other.revenue),
  refunded: addedSums(one.refunded, other.refunded),
  commission: addedSums(one.commission, other.commission),
  entered: costsByKind([...one.entered, ...other.entered]),
});

/**
 * All that was spent: commissions and what was entered.
 *
 * @param result what was brought and spent.
 * @example
 * import { costOf, noResult } from "./result-sums.ts";
 * const entered = [{ kind: "fee", currency: "EUR", amountMinor: 5n }];
 * costOf({ ...noResult, commission: new Map([["EUR", 2n]]), entered }).get("EUR"); // => 7n
 */
export const costOf = (result: ResultSums): MoneySums =>
  moneySums([...result.commission, ...result.entered.map((cost) => [cost.currency, cost.amountMinor] as const)]);

/**
 * Results by name, each part added to the one it belongs to.
 *
 * @param parts a name and something to add to it; null belongs to nobody and is left out.
 */
export function resultsByName(parts: Iterable<readonly [name: string | null, part: Partial<ResultSums>]>): Map<string, ResultSums> {
  const results = new Map<string, ResultSums>();
  for (const [name, part] of parts) {
    if (name !== null) results.set(name, addedResults(results.get(name) ?? noResult, { ...noResult, ...part }));
  }
  return results;
}
