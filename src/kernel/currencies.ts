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
 * import { CURRENCY_EXPONENTS } from "./currencies.ts";
 * CURRENCY_EXPONENTS.get("KWD"); // => 3
 */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...exponents(NO_DECIMALS, 0),
  ...exponents(TWO_DECIMALS, 2),
  ...exponents(THREE_DECIMALS, 3),
  ...exponents(WITHDRAWN, 2),
]);
