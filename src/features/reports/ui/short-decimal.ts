import { locale } from "../../../web/kit/value/locale.ts";

/**
 * A decimal text for reading in a table: at most two digits after the point. Show the exact text beside it or on pointing.
 * @example
 * import { shortDecimal } from "./short-decimal.ts";
 * shortDecimal("2.333333333"); // => "2.33"
 */
export const shortDecimal = (text: string): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(Number(text));
