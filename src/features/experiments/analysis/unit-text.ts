import { exponentOf } from "../../../kernel/money.ts";

/**
 * An estimate in words: of money in the currency with its decimals, of counts with at most two.
 *
 * @param amount minor units, or a count; any sign, need not be whole.
 * @param unit a currency of ISO 4217, or `count`.
 * @example
 * import { unitText } from "./unit-text.ts";
 * unitText(14733712.17, "EUR"); // => "147,337.12 EUR"
 * unitText(-155.5557, "count"); // => "−155.56"
 */
export function unitText(amount: number, unit: string): string {
  const sign = amount < 0 ? "−" : "";
  if (unit === "count") return sign + Math.abs(amount).toLocaleString("en", { maximumFractionDigits: 2 });
  const digits = exponentOf(unit);
  const major = (Math.abs(amount) / 10 ** digits).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${sign}${major} ${unit}`;
}

/**
 * A share as percent with one decimal.
 *
 * @example
 * import { percentText } from "./unit-text.ts";
 * percentText(0.05423); // => "5.4 %"
 */
export const percentText = (share: number): string =>
  `${share < 0 ? "−" : ""}${Math.abs(100 * share).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

/**
 * A p value in sentences.
 *
 * @example
 * import { pText } from "./unit-text.ts";
 * pText(0.04321); // => "0.043"
 * pText(0.0001); // => "below 0.001"
 */
export const pText = (p: number): string => (p < 0.001 ? "below 0.001" : p.toFixed(3));
