import { roundedQuotient } from "../../kernel/rounding.ts";

function decimalText(scaled: bigint, decimals: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
  const [whole, fraction] = [digits.slice(0, -decimals), digits.slice(-decimals).replace(/0+$/, "")];
  return `${scaled < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/**
 * Parts per billion as a decimal text, exactly.
 *
 * @param ppb any integer: shares of credit, or sums of them over many orders.
 * @returns at most nine decimals, without zeros at the end.
 * @example
 * import { ppbText } from "./decimal-text.ts";
 * ppbText(2_400_000_000n); // => "2.4"
 * ppbText(1n); // => "0.000000001"
 */
export const ppbText = (ppb: bigint): string => decimalText(ppb, 9);

/**
 * A quotient of two integers as a decimal text, rounded once, a half away from zero.
 *
 * @param top any integer.
 * @param bottom any integer but zero.
 * @param decimals digits after the point, 1 to 12.
 * @throws {RangeError} when the bottom is zero.
 * @example
 * import { quotientText } from "./decimal-text.ts";
 * quotientText(-1n, 3n, 4); // => "-0.3333"
 */
export const quotientText = (top: bigint, bottom: bigint, decimals: number): string =>
  decimalText(roundedQuotient(top * 10n ** BigInt(decimals), bottom), decimals);
