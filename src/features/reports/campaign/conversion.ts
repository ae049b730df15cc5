import { exchanged } from "../../../kernel/rate.ts";
import type { MoneySums } from "../money-sums.ts";
import { rateInto, type StatedRate } from "../results/return-on-cost.ts";

/** How amounts come into one currency, and what was used for it. */
export interface Conversion {
  readonly converted: (sums: MoneySums) => bigint | undefined;
  /** The rates that were used so far, and the currencies that have none. */
  readonly used: () => { readonly rates: readonly StatedRate[]; readonly missing: readonly string[] };
}

/**
 * Brings sums into one currency at stated rates, each currency's sum rounded once; a sum with a currency that has no rate is unknown, because
 * a part of the whole would be a wrong answer.
 *
 * @param home ISO 4217 code of what sums are brought into.
 * @param rates at most one a pair, either way round.
 */
export function conversionInto(home: string, rates: readonly StatedRate[]): Conversion {
  const used = new Map<string, StatedRate>();
  const missing = new Set<string>();
  const one = (currency: string, amountMinor: bigint): bigint | undefined => {
    if (currency === home || amountMinor === 0n) return amountMinor;
    const found = rateInto(currency, home, rates);
    if (found === undefined) {
      missing.add(currency);
      return undefined;
    }
    used.set(currency, found.stated);
    return exchanged({ amountMinor, currency }, home, found.rate).amountMinor;
  };
  return {
    converted: (sums) => {
      const parts = [...sums].map(([currency, amountMinor]) => one(currency, amountMinor));
      return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0n as bigint | undefined);
    },
    used: () => ({ rates: [...used.values()], missing: [...missing] }),
  };
}
