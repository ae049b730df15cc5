/** How numbers and days are written. The interface is in English; with month names and a decimal point nothing can be misread. */
export const locale = "en-GB";

/**
 * An exact decimal text as people read it: thousands apart, at most so many decimals, the rest cut off.
 *
 * @param text digits with perhaps a sign, a dot and more digits.
 * @param digits the most decimals that are shown.
 * @example
 * import { decimalWords } from "./locale.ts";
 * decimalWords("25000.5"); // => "25,000.5"
 * decimalWords("-0.3333", 2); // => "−0.33"
 */
export function decimalWords(text: string, digits = 9): string {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const shown = fraction.slice(0, digits).replace(/0+$/, "");
  return `${text.startsWith("-") ? "−" : ""}${BigInt(whole).toLocaleString(locale)}${shown === "" ? "" : `.${shown}`}`;
}

/**
 * An estimate as people read it: thousands apart, rounded to at most so many decimals.
 *
 * @param text digits with perhaps a sign, a dot and more digits.
 * @param digits the most decimals that are shown.
 * @example
 * import { roundedWords } from "./locale.ts";
 * roundedWords("1.596", 2); // => "1.6"
 * roundedWords("-0.3367", 2); // => "−0.34"
 */
export const roundedWords = (text: string, digits: number): string =>
  Number(text).toLocaleString(locale, { maximumFractionDigits: digits, signDisplay: "negative" }).replace("-", "−");
