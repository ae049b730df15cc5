import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { instantIn, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import { civilDateOf, DAY_MS, dayText } from "../../../kernel/civil.ts";

/** A day of a series with its number. */
export interface SeriesRow {
  readonly on: string;
  readonly value: bigint;
}

const zone = zoneReader("UTC");
const shortened = (text: string): string => JSON.stringify(text.slice(0, 40));

function readDay(text: string, order: DateOrder): string | FieldFault {
  if (text.trim() === "") return { field: "told_on", message: "is empty: say which day the row is of" };
  const read = instantIn(text, { order, zone });
  return read.kind === "fault" ? { field: "told_on", message: read.message } : dayText(civilDateOf(Math.floor(read.value.atMs / DAY_MS)));
}

function readValue(text: string): bigint | FieldFault {
  const fault = (message: string): FieldFault => ({ field: "value", message });
  if (text === "") return fault("is empty: write 0 where there was none, and leave the row out where it is not known");
  const read = countIn(text);
  if (read.kind === "count") return BigInt(read.count);
  if (read.kind === "unknown") return fault("is not known: leave the row out");
  if (/^[-−]\s*\d/.test(text)) return fault(`must not be negative, found ${shortened(text)}`);
  return fault(`is no whole number such as 1234, found ${shortened(text)}`);
}

/**
 * A day and its number, from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param order the sequence of day and month.
 * @param told the row of each day that the file told before; the row's day is added.
 * @param rowNumber as a spreadsheet shows it.
 * @example
 * import { readSeriesRow } from "./series-row.ts";
 * const texts = new Map([["told_on", "1.5.2026"], ["value", "1.234"]]);
 * readSeriesRow(texts, "dmy", { told: new Map(), rowNumber: 2 }).row; // => { on: "2026-05-01", value: 1234n }
 */
export function readSeriesRow(
  texts: ReadonlyMap<string, string>,
  order: DateOrder,
  { told, rowNumber }: { readonly told: Map<string, number>; readonly rowNumber: number },
): { readonly row: SeriesRow | undefined; readonly faults: readonly FieldFault[] } {
  const on = readDay(texts.get("told_on") ?? "", order);
  const value = readValue((texts.get("value") ?? "").trim());
  const faults = [on, value].filter((each): each is FieldFault => typeof each === "object");
  if (typeof on === "string") {
    const before = told.get(on);
    if (before !== undefined) faults.push({ field: "told_on", message: `row ${before} tells ${on} already: keep one of the two` });
    else told.set(on, rowNumber);
  }
  if (faults.length > 0 || typeof on !== "string" || typeof value !== "bigint") return { row: undefined, faults };
  return { row: { on, value }, faults: [] };
}
