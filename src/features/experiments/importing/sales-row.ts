import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { amountIn, instantIn, type DateOrder, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { foreignCurrencyIn } from "../../../kernel/cells/price-in.ts";
import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import { civilDateOf, DAY_MS, dayText } from "../../../kernel/civil.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";

/** How the cells of a file of sales are read. */
export interface SalesReading {
  /** A currency of ISO 4217, or `count` where sales are counted. */
  readonly unit: string;
  readonly decimal: DecimalSign;
  readonly order: DateOrder;
}

/** What a region sold on a day. */
export interface SalesRow {
  readonly region: string;
  /** A day such as "2026-05-01". */
  readonly soldOn: string;
  /** Minor units of the currency, or a count; at least 0. */
  readonly sales: bigint;
  /** Minor units; null: not told. */
  readonly spend: bigint | null;
}

const zone = zoneReader("UTC");
const longestRegion = 200;

function readRegion(text: string): string | { fault: string } {
  const region = tidyText(text);
  if (region === "") return { fault: "is empty: name the region of the row" };
  if (!isStorable(region)) return { fault: "holds a character that is not text" };
  return region.length > longestRegion ? { fault: `is longer than ${longestRegion} characters` } : region;
}

function readDay(text: string, order: DateOrder): string | { fault: string } {
  if (text.trim() === "") return { fault: "is empty: say which day the row is of" };
  const read = instantIn(text, { order, zone });
  return read.kind === "fault" ? { fault: read.message } : dayText(civilDateOf(Math.floor(read.value.atMs / DAY_MS)));
}

function readCount(text: string, decimal: DecimalSign): bigint | { fault: string } {
  const read = amountIn(text, "JPY", decimal);
  if (read.kind === "value" && !/\p{Sc}/u.test(text)) return read.value;
  return { fault: `${JSON.stringify(text.slice(0, 40))} is no whole number; where sales are money, choose their currency as the unit` };
}

function readAmount(text: string, { unit, decimal }: SalesReading): bigint | { fault: string } {
  if (unit === "count") return readCount(text, decimal);
  const foreign = foreignCurrencyIn(text, unit);
  if (foreign !== undefined)
    return {
      fault: `is written with ${foreign}, but the file is read in ${unit}: one series has one unit, found ${text.trim().slice(0, 40)}`,
    };
  const read = amountIn(text, unit, decimal);
  return read.kind === "value" ? read.value : { fault: read.message };
}

function readSales(text: string, how: SalesReading): bigint | { fault: string } {
  if (text.trim() === "") return { fault: "is empty: write 0 where nothing was sold, and leave the row out where it is not known" };
  const sales = readAmount(text, how);
  if (typeof sales !== "bigint" || sales >= 0n) return sales;
  return { fault: `must not be negative, found ${text.trim().slice(0, 40)}: take refunds off the day of their order, or leave them out` };
}

function readSpend(text: string, how: SalesReading): bigint | null | { fault: string } {
  if (text.trim() === "") return null;
  const spend = readAmount(text, how);
  if (typeof spend !== "bigint" || spend >= 0n) return spend;
  return { fault: `must not be negative, found ${text.trim().slice(0, 40)}` };
}

/**
 * What a region sold on a day, from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how the unit and the signs of the file.
 * @returns the row, or every fault of it.
 * @example
 * import { readSalesRow } from "./sales-row.ts";
 * const texts = new Map([["region", "Hesse"], ["sold_on", "1.5.2026"], ["sales", "1.234,50 €"]]);
 * readSalesRow(texts, { unit: "EUR", decimal: ",", order: "dmy" }).row; // => { region: "Hesse", soldOn: "2026-05-01", sales: 123450n, spend: null }
 */
export function readSalesRow(
  texts: ReadonlyMap<string, string>,
  how: SalesReading,
): { readonly row: SalesRow; readonly faults: readonly [] } | { readonly row: undefined; readonly faults: readonly FieldFault[] } {
  const text = (field: string): string => texts.get(field) ?? "";
  const currency = text("currency").trim().toUpperCase();
  const read = {
    region: readRegion(text("region")),
    sold_on: readDay(text("sold_on"), how.order),
    sales: readSales(text("sales"), how),
    spend: readSpend(text("spend"), how),
  };
  const faults = Object.entries(read).flatMap(([field, value]) =>
    typeof value === "object" && value !== null ? [{ field, message: value.fault }] : [],
  );
  if (currency !== "" && currency !== how.unit)
    faults.push({
      field: "currency",
      message: `is ${currency.slice(0, 10)}, but the file is read in ${how.unit}: one series has one unit`,
    });
  const { region, sold_on, sales, spend } = read;
  if (faults.length > 0 || typeof region !== "string" || typeof sold_on !== "string") return { row: undefined, faults };
  return { row: { region, soldOn: sold_on, sales: sales as bigint, spend: spend as bigint | null }, faults: [] };
}

/** What a file has said so far, so that no day is told twice and no region spelled two ways. */
export interface SalesMemory {
  /** Why a row cannot stand beside those before it; undefined: it can. */
  look(rowNumber: number, row: SalesRow): FieldFault | undefined;
}

/**
 * A memory for one reading of a file.
 *
 * @param known the regions that the series has already, as they are spelled there.
 * @returns what is asked of each row, in the order of the file. It keeps a number a row.
 * @example
 * import { openSalesMemory } from "./sales-row.ts";
 * const memory = openSalesMemory(["Hesse"]);
 * memory.look(2, { region: "HESSE", soldOn: "2026-05-01", sales: 1n, spend: null })?.field; // => "region"
 */
export function openSalesMemory(known: readonly string[]): SalesMemory {
  const spelled = new Map(known.map((region) => [comparableHeader(region) || region, region]));
  const rowsOfRegion = new Map<string, Map<string, number>>();
  return {
    look(rowNumber, { region, soldOn }) {
      const key = comparableHeader(region) || region;
      const spelling = spelled.get(key) ?? region;
      if (spelling !== region)
        return { field: "region", message: `${JSON.stringify(region)} is written ${JSON.stringify(spelling)} before: write it one way` };
      spelled.set(key, region);
      const days = rowsOfRegion.get(region) ?? new Map<string, number>();
      rowsOfRegion.set(region, days);
      const before = days.get(soldOn);
      if (before !== undefined)
        return { field: "sold_on", message: `row ${before} tells ${region} on ${soldOn} already: keep one of the two` };
      days.set(soldOn, rowNumber);
      return undefined;
    },
  };
}
