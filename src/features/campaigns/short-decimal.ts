/**
 * A decimal text without zeros at its end, as numbers of the database have them.
 *
 * @param text digits, perhaps with a dot and more digits.
 * @example
 * import { shortDecimal } from "./short-decimal.ts";
 * shortDecimal("2.5000"); // => "2.5"
 * shortDecimal("40.0000"); // => "40"
 */
export const shortDecimal = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
