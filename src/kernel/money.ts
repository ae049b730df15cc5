import { roundedQuotient } from "./rounding.ts";

/** ISO 4217 codes whose minor unit is the unit itself. */
const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

/** ISO 4217 codes with a thousandth as minor unit. */
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

/** ISO 4217 codes with a hundredth as minor unit (MGA and MRU divide by five, but the standard gives them two decimals). */
const TWO_DECIMALS = [
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK",
  "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD",
  "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP",
  "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH",
  "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
].join(" ");

/** Withdrawn since 2020, still found in the order exports that brands bring along: all with two decimals. */
const WITHDRAWN = "ANG BGN CUC HRK SLL ZWL";

function exponents(codes: string, exponent: number): [string, number][] {
  return codes.split(" ").map((code) => [code, exponent]);
}

/**
 * The number of decimals of every ISO 4217 currency that people pay with, by upper-case code.
 *
 * Left out on purpose: metals, funds and test codes (XAU, CLF, UYW, XTS, XXX ...): no store sells in them, and two of them
 * have four decimals. Withdrawn codes of recent years stay, because an import reaches back.
 *
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html (list one and list three)
 * @example
 * import { CURRENCY_EXPONENTS } from "./money.ts";
 * CURRENCY_EXPONENTS.get("KWD"); // => 3
 */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...exponents(NO_DECIMALS, 0),
  ...exponents(TWO_DECIMALS, 2),
  ...exponents(THREE_DECIMALS, 3),
  ...exponents(WITHDRAWN, 2),
]);

/** An exact amount: whole minor units (cents, yen, fils) beside the ISO 4217 code that says what they are. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What reading an amount gives: the exact minor units, or the reason why the text is none. */
export type ParsedAmount =
  | { readonly kind: "amount"; readonly amountMinor: bigint }
  | { readonly kind: "refused"; readonly reason: "not_a_decimal" | "too_many_decimals" | "too_large" | "unknown_currency" };

/** How to read digits beyond the currency's own: refuse them (the default), or round a half away from zero. */
export interface ParseMajorOptions {
  readonly excessDecimals?: "refuse" | "half_up";
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const LONGEST_TEXT = 64;
const LARGEST_MINOR = 2n ** 63n - 1n;

/** The most minor units that an order or a cost may be stated with: far above any price, and a thousand of them can still be added up. */
export const mostMinor = 10n ** 15n;

/**
 * Whether a text is the upper-case code of a currency that Vouch can keep amounts in.
 *
 * @param text any text; lower case is not a code.
 * @example
 * import { isCurrency } from "./money.ts";
 * isCurrency("EUR"); // => true
 * isCurrency("eur"); // => false
 */
export function isCurrency(text: string): boolean {
  return CURRENCY_EXPONENTS.has(text);
}

/**
 * The number of decimals of a currency: 0, 2 or 3.
 *
 * @param currency an ISO 4217 code, upper case.
 * @throws {RangeError} for a code that is no known currency; ask `isCurrency` first where it comes from outside.
 * @example
 * import { exponentOf } from "./money.ts";
 * exponentOf("JPY"); // => 0
 */
export function exponentOf(currency: string): number {
  const exponent = CURRENCY_EXPONENTS.get(currency);
  if (exponent === undefined) throw new RangeError(`${currency} is not a currency code of ISO 4217`);
  return exponent;
}

/**
 * Minor units from an amount written in major units, exactly: no floating point on the way.
 *
 * Reads an optional sign, digits and one dot, nothing else: no thousands separator, exponent, symbol or space. A file with decimal
 * commas is turned into this form by the importer, which knows the file; guessing here would turn 1,234 into 1.234.
 *
 * @param text the amount, such as "19.99", "-5" or ".5", of at most 64 characters.
 * @param currency an ISO 4217 code, upper case; an unknown one is refused, never guessed.
 * @param options `excessDecimals` says what happens with digits the currency does not have; trailing zeros are always fine.
 * @returns the amount, or the reason for refusing it; an amount beyond 64 bits is refused, because a database column could not hold it.
 * @example
 * import { parseMajor } from "./money.ts";
 * parseMajor("19.99", "EUR"); // => { kind: "amount", amountMinor: 1999n }
 * parseMajor("19.99", "JPY"); // => { kind: "refused", reason: "too_many_decimals" }
 * parseMajor("19.5", "JPY", { excessDecimals: "half_up" }); // => { kind: "amount", amountMinor: 20n }
 */
export function parseMajor(text: string, currency: string, options: ParseMajorOptions = {}): ParsedAmount {
  const exponent = CURRENCY_EXPONENTS.get(currency);
  if (exponent === undefined) return { kind: "refused", reason: "unknown_currency" };
  const decimal = decimalIn(text);
  if (decimal === undefined) return { kind: "refused", reason: "not_a_decimal" };
  const excess = Math.max(0, decimal.fraction.length - exponent);
  if (excess > 0 && options.excessDecimals !== "half_up") return { kind: "refused", reason: "too_many_decimals" };
  const unscaled = BigInt(decimal.whole + decimal.fraction.padEnd(exponent, "0"));
  const size = roundedQuotient(unscaled, 10n ** BigInt(excess));
  if (size > LARGEST_MINOR) return { kind: "refused", reason: "too_large" };
  return { kind: "amount", amountMinor: decimal.isNegative ? -size : size };
}

function decimalIn(text: string): { isNegative: boolean; whole: string; fraction: string } | undefined {
  const match = text.length > LONGEST_TEXT ? null : DECIMAL.exec(text);
  if (match === null || match[2] + (match[3] ?? "") === "") return undefined;
  return { isNegative: match[1] === "-", whole: match[2] ?? "", fraction: (match[3] ?? "").replace(/0+$/, "") };
}

/**
 * An amount in major units as plain text with all of its currency's decimals, the exact inverse of `parseMajor`.
 *
 * For files, messages and reasons; a screen formats for its reader's language instead.
 *
 * @param amountMinor minor units, any sign.
 * @param currency an ISO 4217 code, upper case.
 * @returns digits with a dot and a leading minus where negative, without the code.
 * @throws {RangeError} for an unknown currency.
 * @example
 * import { formatMajor } from "./money.ts";
 * formatMajor(-5n, "EUR"); // => "-0.05"
 * formatMajor(1234n, "KWD"); // => "1.234"
 */
export function formatMajor(amountMinor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const sign = amountMinor < 0n ? "-" : "";
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
