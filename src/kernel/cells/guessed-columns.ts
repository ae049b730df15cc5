/** A field that a column of a file can hold. */
export interface MatchableField {
  readonly name: string;
  readonly label: string;
  /** Headers under which it is found, in the form of {@link comparableHeader}. */
  readonly headers: readonly string[];
}

/**
 * A field with the headers under which it is found.
 *
 * @param name what it is called in a mapping.
 * @param label what people read.
 * @param headers in the form of {@link comparableHeader}, between vertical bars.
 * @example
 * import { matchableField } from "./guessed-columns.ts";
 * matchableField("order", "Order", "order|order id").headers; // => ["order", "order id"]
 */
export const matchableField = (name: string, label: string, headers: string): MatchableField => ({
  name,
  label,
  headers: headers.split("|"),
});

/**
 * A header in the form in which headers are compared: lower case, without accents, everything but letters and digits one space.
 *
 * @param text a header as it stands in the file.
 * @example
 * import { comparableHeader } from "./guessed-columns.ts";
 * comparableHeader("  E-Mail_Address ") // => "e mail address"
 */
export const comparableHeader = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** How many single changes turn one text into the other, at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

/** How well a header fits a field: 3 the very word, 2 a slip of the pen, 1 all words of a name of several, 0 not at all. */
function fit(header: string, { headers }: MatchableField): number {
  if (headers.includes(header)) return 3;
  if (header.length > 4 && headers.some((known) => known.length > 4 && distance(header, known, 1) === 1)) return 2;
  const words = new Set(header.split(" "));
  return headers.some((known) => known.includes(" ") && known.split(" ").every((word) => words.has(word))) ? 1 : 0;
}

/** No table that people keep is wider, and every header is compared with every name of every field. */
const mostGuessed = 1_000;

/**
 * Which field each of the first thousand columns most likely holds. A field gets one column, the best; of equals the first.
 *
 * @param fields every field that the file can fill, those first that win where two fit a column as well.
 * @param headers the texts of the file's first row.
 * @returns field name to the index of its column; fields without a column are missing.
 * @example
 * import { guessedColumns } from "./guessed-columns.ts";
 * const fields = [{ name: "region", label: "Region", headers: ["region", "post code area"] }, { name: "sales", label: "Sales", headers: ["sales"] }];
 * guessedColumns(fields, ["Sales", "Postcode", "Area: post code"]); // => new Map([["sales", 0], ["region", 2]])
 */
export function guessedColumns(fields: readonly MatchableField[], headers: readonly string[]): Map<string, number> {
  const fits = headers.slice(0, mostGuessed).flatMap((text, column) => {
    const header = comparableHeader(text);
    return fields.map((field, order) => ({ name: field.name, order, column, score: fit(header, field) }));
  });
  const chosen = new Map<string, number>();
  const taken = new Set<number>();
  for (const { name, column, score } of fits.toSorted((a, b) => b.score - a.score || a.column - b.column || a.order - b.order)) {
    if (score === 0 || chosen.has(name) || taken.has(column)) continue;
    chosen.set(name, column);
    taken.add(column);
  }
  return new Map([...chosen].toSorted((a, b) => a[1] - b[1]));
}
