import { likelyDateOrder, likelyDecimalSign, type DateOrder, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { isCurrency } from "../../../kernel/money.ts";
import type { SalesReading } from "./sales-row.ts";

/** A series' name from that of a file: without its ending. */
export const seriesNameOf = (fileName: string): string => fileName.replace(/\.[a-z]{2,4}$/i, "").trim() || "Sales";

/**
 * The currency that the rows of a file name themselves.
 *
 * @param texts of the column of the currency in the first rows; empty where there is none.
 * @returns the first currency of ISO 4217 among them; undefined: they name none.
 * @example
 * import { currencyTold } from "./sales-guess.ts";
 * currencyTold(["", " eur "]); // => "EUR"
 * currencyTold([]); // => undefined
 */
export const currencyTold = (texts: readonly string[]): string | undefined =>
  texts.map((text) => text.trim().toUpperCase()).find((text) => isCurrency(text));

/**
 * How the cells of a file are read: as is said, else as its first rows show.
 *
 * @param options what is said about the file, as a mapping has it.
 * @param days the texts of its first days.
 * @param amounts the texts of its first sales and spend.
 * @returns the reading; without a unit that was said, `unit` is a count where every amount is a whole number without a currency's sign.
 * @example
 * import { salesReading } from "./sales-guess.ts";
 * salesReading({}, ["2026-05-01"], ["1.234,50"], "EUR"); // => { unit: "EUR", decimal: ",", order: "ymd" }
 * salesReading({}, ["2026-05-01"], ["1234"], "EUR").unit; // => "count"
 */
export function salesReading(
  options: Readonly<Record<string, string>>,
  days: readonly string[],
  amounts: readonly string[],
  currency: string,
): SalesReading {
  const said: Readonly<Record<string, DecimalSign>> = { point: ".", comma: "," };
  const told = amounts.filter((text) => text.trim() !== "");
  const areWhole = told.length > 0 && told.every((text) => /^\d+([,.' ]\d{3})*$/.test(text.trim()));
  return {
    unit: options["unit"] ?? (areWhole ? "count" : currency),
    decimal: said[options["decimal"] ?? ""] ?? likelyDecimalSign(amounts),
    order: (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(days),
  };
}
