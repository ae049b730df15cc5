import { exchanged, parseFactor, rateOf, type Rate } from "../../../kernel/rate.ts";
import type { Money } from "../../../kernel/money.ts";

/** A rate of exchange as imported: 1 `from` = `rate` `to`, per major unit, as a decimal text, with its day and source. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly onDay: string;
  readonly source: string;
}

/** The rate that an amount was exchanged at; `isInverse` where only the opposite direction was known and was turned round exactly. */
export interface UsedRate extends ExchangeRate {
  readonly isInverse: boolean;
}

/** An exact factor from one currency to another, with the rate it comes from; null for a currency and itself. */
export interface Exchange {
  readonly factor: Rate;
  readonly used: UsedRate | null;
}

const ONE: Rate = { num: 1n, den: 1n };

/**
 * How to exchange one currency into another with the rates at hand, or undefined where none is known.
 *
 * Takes the stated direction first, else the opposite one as an exact fraction. It never goes through a third currency, because such a
 * rate was never quoted.
 *
 * @param rates the rates in effect on the order's day, one a pair at most.
 * @param from ISO 4217.
 * @param to ISO 4217.
 * @throws {RangeError} when a rate's text is no decimal above zero.
 * @example
 * import { exchangeBetween } from "./pay-exchange.ts";
 * exchangeBetween([], "EUR", "EUR"); // => { factor: { num: 1n, den: 1n }, used: null }
 * exchangeBetween([], "EUR", "USD"); // => undefined
 */
export function exchangeBetween(rates: readonly ExchangeRate[], from: string, to: string): Exchange | undefined {
  if (from === to) return { factor: ONE, used: null };
  const direct = rates.find((rate) => rate.from === from && rate.to === to);
  if (direct !== undefined) return { factor: factorOf(direct), used: { ...direct, isInverse: false } };
  const opposite = rates.find((rate) => rate.from === to && rate.to === from);
  if (opposite === undefined) return undefined;
  const { num, den } = factorOf(opposite);
  return { factor: { num: den, den: num }, used: { ...opposite, isInverse: true } };
}

function factorOf({ from, to, rate }: ExchangeRate): Rate {
  const factor = parseFactor(rate);
  if (factor === undefined || factor.num === 0n) throw new RangeError(`the rate from ${from} to ${to} is not a decimal above zero`);
  return factor;
}

/**
 * A share of an amount in another currency, rounded once.
 *
 * @param money the base.
 * @param share an exact fraction of it.
 * @param to the target currency.
 * @param factor from the base's currency to the target, from `exchangeBetween`.
 * @example
 * import { exchangedShare } from "./pay-exchange.ts";
 * exchangedShare({ amountMinor: 999n, currency: "EUR" }, { num: 1n, den: 10n }, "EUR", { num: 1n, den: 1n }); // => 100n
 */
export function exchangedShare(money: Money, share: Rate, to: string, factor: Rate): bigint {
  if (money.currency === to) return rateOf(money.amountMinor, share);
  return exchanged(money, to, { num: share.num * factor.num, den: share.den * factor.den }).amountMinor;
}
