import { exponentOf, type Money } from "./money.ts";
import { roundedQuotient } from "./rounding.ts";

/** An exact non-negative fraction, `num / den`; `den` is a power of ten and positive. */
export interface Rate {
  readonly num: bigint;
  readonly den: bigint;
}

/** Digits after the dot that a rate may have; more is a mistake in the input, not precision. */
const MOST_DECIMALS = 12;
const DECIMAL = /^(\d{1,15})(?:\.(\d+))?$/;

/**
 * A decimal text as an exact fraction, for rates of exchange and other factors; `parseRate` is the one for shares of an amount.
 *
 * @param text digits with an optional dot and at most 12 decimals, no sign and no exponent, such as "1.0845".
 * @returns the fraction, or undefined where the text is not such a number.
 * @example
 * import { parseFactor } from "./rate.ts";
 * parseFactor("1.25"); // => { num: 125n, den: 100n }
 * parseFactor("1e3"); // => undefined
 */
export function parseFactor(text: string): Rate | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > MOST_DECIMALS) return undefined;
  return { num: BigInt(whole + fraction), den: 10n ** BigInt(fraction.length) };
}

/**
 * A share of an amount, such as a commission rate, as an exact fraction in [0, 1].
 *
 * @param text a decimal text, such as "0.125" for twelve and a half percent; percent signs exist only on screens.
 * @returns the fraction, or undefined where the text is no decimal or lies outside [0, 1].
 * @example
 * import { parseRate } from "./rate.ts";
 * parseRate("0.125"); // => { num: 125n, den: 1000n }
 * parseRate("12.5"); // => undefined
 */
export function parseRate(text: string): Rate | undefined {
  const rate = parseFactor(text);
  return rate === undefined || rate.num > rate.den ? undefined : rate;
}

/**
 * The share of an amount that a rate gives, rounded once, a half away from zero.
 *
 * Symmetric: the share of a negative amount is the negative of the share, so taking back the whole takes back exactly what was given.
 *
 * @param amountMinor minor units, any sign.
 * @param rate an exact fraction.
 * @returns minor units of the same currency.
 * @example
 * import { rateOf } from "./rate.ts";
 * rateOf(1999n, { num: 125n, den: 1000n }); // => 250n
 * rateOf(-20n, { num: 125n, den: 1000n }); // => -3n
 */
export function rateOf(amountMinor: bigint, rate: Rate): bigint {
  return roundedQuotient(amountMinor * rate.num, rate.den);
}

/**
 * A rate in percent as readable text, without rounding.
 *
 * @param rate an exact fraction.
 * @returns for example "12.5%".
 * @example
 * import { percentText } from "./rate.ts";
 * percentText({ num: 125n, den: 1000n }); // => "12.5%"
 */
export function percentText(rate: Rate): string {
  const decimals = rate.den.toString().length - 1;
  const digits = (rate.num * 100n).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${whole}${fraction === "" ? "" : `.${fraction}`}%`;
}

/**
 * An amount exchanged into another currency at a stated rate, rounded once, a half away from zero.
 *
 * The rate is per major unit, as banks publish it: 1 of the amount's currency = `rate` of the target. Different numbers of decimals
 * are taken into account.
 *
 * @param money the amount and its currency.
 * @param currency the target, an ISO 4217 code.
 * @param rate an exact fraction, from `parseFactor`.
 * @throws {RangeError} for an unknown currency.
 * @example
 * import { exchanged } from "./rate.ts";
 * exchanged({ amountMinor: 1000n, currency: "EUR" }, "JPY", { num: 16_250n, den: 100n }); // => { amountMinor: 1625n, currency: "JPY" }
 */
export function exchanged(money: Money, currency: string, rate: Rate): Money {
  const top = money.amountMinor * rate.num * 10n ** BigInt(exponentOf(currency));
  const bottom = rate.den * 10n ** BigInt(exponentOf(money.currency));
  return { amountMinor: roundedQuotient(top, bottom), currency };
}
