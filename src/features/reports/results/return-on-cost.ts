import { exchanged, parseFactor, type Rate } from "../../../kernel/rate.ts";
import { quotientText } from "../decimal-text.ts";
import type { MoneySums } from "../money-sums.ts";

/** A rate of exchange as it was imported: units of quote for one of base. */
export interface StatedRate {
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly on: string;
  readonly source: string;
}

/** What came back for what was spent, in one currency. */
export interface ReturnOnCost {
  readonly currency: string;
  /** Null where they could not be brought into one currency. */
  readonly revenueMinor: bigint | null;
  readonly costMinor: bigint | null;
  /** (revenue − cost) ÷ cost with four decimals; null where it has no meaning. */
  readonly roi: string | null;
  /** Revenue ÷ cost with four decimals. */
  readonly revenuePerSpent: string | null;
  readonly whyNot: "nothing_spent" | "rate_missing" | null;
  /** The rates that amounts in other currencies were converted with. */
  readonly rates: readonly StatedRate[];
}

/** What a return is computed from. */
export interface ReturnInput {
  readonly revenue: MoneySums;
  readonly cost: MoneySums;
  /** The currency to convert into where there are several: the brand's. */
  readonly home: string;
  /** At most one rate a pair, either way round. */
  readonly rates: readonly StatedRate[];
}

const decimals = 4;

/**
 * The rate that brings amounts of one currency into another, and where it is stated, either way round.
 *
 * @param currency what amounts are in.
 * @param home what they are brought into.
 * @param rates at most one a pair.
 * @returns undefined where none is stated.
 */
export function rateInto(currency: string, home: string, rates: readonly StatedRate[]): { stated: StatedRate; rate: Rate } | undefined {
  const direct = rates.find((each) => each.base === currency && each.quote === home);
  const inverse = rates.find((each) => each.base === home && each.quote === currency);
  const stated = direct ?? inverse;
  const rate = stated === undefined ? undefined : parseFactor(stated.rate);
  if (stated === undefined || rate === undefined) return undefined;
  return { stated, rate: stated === direct ? rate : { num: rate.den, den: rate.num } };
}

const namedCurrencies = (...all: readonly MoneySums[]): string[] => [
  ...new Set(all.flatMap((sums) => [...sums].flatMap(([currency, amount]) => (amount === 0n ? [] : [currency])))),
];

/**
 * The return on what was spent.
 *
 * Amounts of one currency are compared as they are. Of several, each is converted into the brand's own at a stated rate, rounded once; one
 * missing rate leaves the return unknown, because a part of the whole would be a wrong answer. Without any cost there is no return.
 *
 * @param input revenue and cost by currency.
 * @returns the two sums in one currency, their quotients, and the rates that were used.
 * @example
 * import { returnOnCost } from "./return-on-cost.ts";
 * const [revenue, cost] = [new Map([["EUR", 1000n]]), new Map([["EUR", 300n]])];
 * returnOnCost({ revenue, cost, home: "EUR", rates: [] }).roi; // => "2.3333"
 */
export function returnOnCost({ revenue, cost, home, rates }: ReturnInput): ReturnOnCost {
  const currencies = namedCurrencies(revenue, cost);
  const currency = currencies.length === 1 ? currencies[0]! : home;
  const needed = currencies.filter((each) => each !== currency).map((each) => ({ each, found: rateInto(each, currency, rates) }));
  if (needed.some(({ found }) => found === undefined)) {
    return { currency, revenueMinor: null, costMinor: null, roi: null, revenuePerSpent: null, whyNot: "rate_missing", rates: [] };
  }
  const rateOf = new Map(needed.map(({ each, found }) => [each, found!.rate]));
  const inOne = (sums: MoneySums): bigint =>
    [...sums].reduce((total, [from, amountMinor]) => {
      const rate = rateOf.get(from);
      return total + (rate === undefined ? amountMinor : exchanged({ amountMinor, currency: from }, currency, rate).amountMinor);
    }, 0n);
  const used = needed.map(({ found }) => found!.stated);
  return { currency, ...quotients(inOne(revenue), inOne(cost)), rates: used };
}

function quotients(
  revenueMinor: bigint,
  costMinor: bigint,
): Pick<ReturnOnCost, "revenueMinor" | "costMinor" | "roi" | "revenuePerSpent" | "whyNot"> {
  if (costMinor <= 0n) return { revenueMinor, costMinor, roi: null, revenuePerSpent: null, whyNot: "nothing_spent" };
  return {
    revenueMinor,
    costMinor,
    roi: quotientText(revenueMinor - costMinor, costMinor, decimals),
    revenuePerSpent: quotientText(revenueMinor, costMinor, decimals),
    whyNot: null,
  };
}
