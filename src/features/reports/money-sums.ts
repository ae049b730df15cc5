/** Sums of money, each currency by itself: minor units by ISO 4217 code. Currencies are never mixed. */
export type MoneySums = ReadonlyMap<string, bigint>;

/** Money as the API writes it. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/**
 * Amounts added up by currency.
 *
 * @param parts minor units with their currency, any number of each.
 * @returns one sum a currency, in the order in which the currencies appear.
 * @example
 * import { moneySums } from "./money-sums.ts";
 * moneySums([["EUR", 5n], ["USD", 1n], ["EUR", 2n]]).get("EUR"); // => 7n
 */
export function moneySums(parts: Iterable<readonly [currency: string, amountMinor: bigint]>): MoneySums {
  const sums = new Map<string, bigint>();
  for (const [currency, amount] of parts) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return sums;
}

/**
 * Several sums as one.
 *
 * @param all sums by currency.
 */
export const addedSums = (...all: readonly MoneySums[]): MoneySums => moneySums(all.flatMap((sums) => [...sums]));

/**
 * Sums as the API writes them, the brand's own currency first.
 *
 * @param sums by currency.
 * @param home the brand's currency: nothing at all is written as zero of it, because a sum of nothing is known.
 * @returns one amount a currency; currencies whose sum is zero are left out where another has one.
 * @example
 * import { moneyTexts } from "./money-sums.ts";
 * moneyTexts(new Map(), "EUR"); // => [{ amount: "0", currency: "EUR" }]
 */
export function moneyTexts(sums: MoneySums, home: string): MoneyText[] {
  const rows = [...sums].filter(([, amount]) => amount !== 0n);
  if (rows.length === 0) return [{ amount: "0", currency: home }];
  const rank = (currency: string): string => (currency === home ? "" : currency);
  return rows.toSorted(([a], [b]) => (rank(a) < rank(b) ? -1 : 1)).map(([currency, amount]) => ({ amount: amount.toString(), currency }));
}
