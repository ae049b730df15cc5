import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { doubtfulDate, likelyDateOrder, likelyDecimalSign, type DateOrder, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { shopifyColumns } from "./shopify-file.ts";
import { stripeColumns } from "./stripe-file.ts";
import { guessedFields } from "./table-fields.ts";

/** How a file of orders may be written. */
export const orderFormats = [
  { name: "shopify", label: "Shopify orders export" },
  { name: "stripe", label: "Stripe payments export" },
  { name: "table", label: "Any other table (CSV)" },
  { name: "fixed_width", label: "Columns of fixed width" },
] as const;
/**
 * Whose export a file is, by its headers.
 *
 * @param headers the cells of the first row.
 * @returns "table" for everybody else's.
 * @example
 * import { exportFormat } from "./file-formats.ts";
 * exportFormat(["id", "Amount", "Amount Refunded", "Currency", "Status"]); // => "stripe"
 */
export function exportFormat(headers: readonly string[]): "shopify" | "stripe" | "table" {
  const plain = new Set(headers.map(comparableHeader));
  if (shopifyColumns.every((name) => plain.has(name))) return "shopify";
  return stripeColumns.every((name) => plain.has(name)) ? "stripe" : "table";
}

const isDate = (text: string): boolean =>
  /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$|^\d{4}-\d{1,2}-\d{1,2}|^\d{1,2}[./]\d{1,2}[./](\d{2}|\d{4})\b/.test(text.trim());
const isDecimal = (text: string): boolean => /^[^\d]{0,3}\d[\d.,' ]*[.,]\d{2}[^\d]{0,4}$/.test(text.trim()) && !isDate(text);

/** The fields of a table without headers, as far as its values show them. */
function guessedByContent(rows: readonly (readonly string[])[]): Map<string, number> {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => rows.map((row) => (row[at] ?? "").trim()).filter((text) => text !== ""));
  const allIn = (test: (text: string) => boolean): number => columns.findIndex((texts) => texts.length > 0 && texts.every(test));
  const lastIn = (test: (text: string) => boolean): number => columns.findLastIndex((texts) => texts.length > 0 && texts.every(test));
  const guesses: [string, number][] = [
    ["occurred_at", allIn(isDate)],
    ["total", lastIn(isDecimal)],
    ["email", allIn((text) => /^\S+@\S+\.\S+$/.test(text))],
  ];
  return new Map(guesses.filter(([, at]) => at !== -1));
}

/**
 * Which column of a table holds which field: by the headers where the first row names any, else by what the values look like.
 *
 * @param rows the first rows, the one that may be the header included.
 * @returns the fields by column index, and whether the first row is a header.
 */
export function guessedTable(rows: readonly (readonly string[])[]): {
  readonly hasHeader: boolean;
  readonly fields: ReadonlyMap<string, number>;
} {
  const byHeader = guessedFields(rows[0] ?? []);
  return byHeader.size > 0 ? { hasHeader: true, fields: byHeader } : { hasHeader: false, fields: guessedByContent(rows) };
}

/** How the values of a table are written, where nobody says so. */
export function guessedWriting(
  rows: readonly (readonly string[])[],
  indexes: ReadonlyMap<string, number>,
): { readonly dateOrder: DateOrder; readonly doubtful: string | undefined; readonly decimal: DecimalSign } {
  const texts = (field: string): string[] => {
    const at = indexes.get(field);
    return at === undefined ? [] : rows.map((row) => row[at] ?? "");
  };
  const amounts = ["total", "unit_price", "discount", "tax", "shipping", "refunded"].flatMap(texts);
  const dates = texts("occurred_at");
  return { dateOrder: likelyDateOrder(dates), doubtful: doubtfulDate(dates), decimal: likelyDecimalSign(amounts) };
}
