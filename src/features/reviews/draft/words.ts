import { formatMajor } from "../../../kernel/money.ts";

const grouped = (whole: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");

/**
 * A decimal text with thousands apart and at most so many decimals, a half rounded away from zero.
 *
 * @param value a number, or its text.
 * @param digits decimals that are shown at most, 0 to 9.
 * @example
 * import { numberWords } from "./words.ts";
 * numberWords("12501.256", 2); // => "12,501.26"
 * numberWords(-0.5, 1); // => "−0.5"
 */
export function numberWords(value: string | number, digits: number): string {
  const [whole = "0", fraction] = Math.abs(Number(value)).toFixed(digits).split(".");
  const tail = fraction?.replace(/0+$/, "") ?? "";
  const text = `${grouped(whole)}${tail === "" ? "" : `.${tail}`}`;
  return Number(value) < 0 && text !== "0" ? `−${text}` : text;
}

/**
 * Money in words, exactly.
 *
 * @param amountMinor minor units as text.
 * @param currency ISO 4217 code.
 * @example
 * import { moneyWords } from "./words.ts";
 * moneyWords("1250100", "EUR"); // => "12,501.00 EUR"
 */
export function moneyWords(amountMinor: string, currency: string): string {
  const [whole = "0", fraction] = formatMajor(BigInt(amountMinor), currency).replace("-", "−").split(".");
  return `${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`} ${currency}`;
}

/** A share in whole percent. */
export const percentWords = (share: string | number): string => `${numberWords(Number(share) * 100, 0)} %`;

/** An interval in words. */
export const rangeWords = ({ low, high }: { readonly low: string; readonly high: string | null }): string =>
  high === null ? `from ${numberWords(low, 2)}, without an upper bound` : `${numberWords(low, 2)} to ${numberWords(high, 2)}`;

/**
 * Names as one reads them out, the rest counted.
 *
 * @param names in their order.
 * @param most how many are named.
 * @example
 * import { namesWords } from "./words.ts";
 * namesWords(["Ana", "Ben", "Cem", "Dan"], 2); // => "Ana, Ben and 2 others"
 */
export function namesWords(names: readonly string[], most = 3): string {
  const others = names.length - most;
  if (others > 0) return `${names.slice(0, most).join(", ")} and ${others} ${others === 1 ? "other" : "others"}`;
  return names.length < 2 ? (names[0] ?? "nobody") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}
