import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inspectCsv, readCsv, type CsvBreak, type CsvFormat, type CsvRow } from "../../../platform/csv/csv-file.ts";
import { withoutApostrophe } from "../../../platform/csv/formula.ts";
import type { ImportFile, ImportMapping } from "../../../platform/imports/import-kind.ts";
import { columnIndexes, columnReferences } from "../../../platform/imports/table-columns.ts";
import { loadFirstStore, loadStore } from "../../stores/service.ts";
import type { DateOrder } from "../../../kernel/cells/cell-values.ts";
import type { FileReader, FileRow, FileStore } from "./file-item.ts";
import { guessedWriting } from "./file-formats.ts";
import { cutLine, parseCuts } from "./fixed-width.ts";
import { shopifyFileReader } from "./shopify-file.ts";
import { stripeFileReader } from "./stripe-file.ts";
import { tableFileReader } from "./table-file.ts";

const sampleRows = 200;
/** A sign that no text file has: the whole line is one cell. */
const noDelimiter = "\u0001";

/** A file of orders, ready to be read from its beginning. */
export interface OrderFile {
  readonly kind: "file";
  readonly format: CsvFormat;
  /** The first rows as they stand, the header included. */
  readonly sample: readonly FileRow[];
  /** Its rows; those of fixed width are cut into cells. */
  rows(onBytes?: (total: number) => void): AsyncGenerator<CsvRow | CsvBreak>;
}

/** Why a file cannot be read. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: string;
}

/** The store whose orders a file holds: the one named, else the first. */
export async function storeOf(ctx: WorkspaceContext, file: ImportFile): Promise<FileStore> {
  const store = file.storeId === null ? await loadFirstStore(ctx) : await loadStore(ctx, file.storeId);
  return { id: store.id, currency: store.currency, zone: store.zone };
}

async function* cutRows(rows: AsyncGenerator<CsvRow | CsvBreak>, widths: string): AsyncGenerator<CsvRow | CsvBreak> {
  const cuts = parseCuts(widths) ?? [];
  for await (const row of rows) yield row.kind === "row" ? { ...row, cells: cutLine(row.cells[0] ?? "", cuts) } : row;
}

/** Opens a file; `widths` cuts lines of fixed width, and an empty text leaves them whole. */
export async function openOrderFile(file: ImportFile, widths?: string): Promise<OrderFile | Unreadable> {
  const found = await inspectCsv(file.open);
  if (found.kind !== "csv") return { kind: "unreadable", reason: found.reason };
  const format = widths === undefined ? found : { ...found, delimiter: noDelimiter };
  const rows = (onBytes?: (total: number) => void) => {
    const read = readCsv(file.open, format, onBytes);
    return widths === undefined || widths === "" ? read : cutRows(read, widths);
  };
  const sample: FileRow[] = [];
  for await (const row of rows()) {
    if (row.kind === "broken") break;
    sample.push(row);
    if (sample.length >= sampleRows) break;
  }
  return sample.length === 0 ? { kind: "unreadable", reason: "the file holds no rows" } : { kind: "file", format, sample, rows };
}

/** A short text for a row's content: 96 bits of its SHA-256. */
const digest = (text: string): string => sha256(text).toString("hex").slice(0, 24);

/** A reader for a file under its mapping, and the number of the row that only names the columns; 0: there is none. */
export interface OpenReader {
  readonly kind: "reader";
  readonly reader: FileReader;
  readonly headerRow: number;
  /** What a person should know about how values are read. */
  readonly notes: readonly string[];
}

const doubtNote = (date: string, order: DateOrder): string =>
  `Dates such as ${date} are read ${order === "mdy" ? "month" : "day"} first, which is a guess: if it is wrong, say how dates are written (date_order).`;

function tableReader(file: OrderFile, mapping: ImportMapping, store: FileStore): OpenReader | Unreadable {
  const first = file.sample[0]!;
  const { indexes, missing } = columnIndexes(mapping, columnReferences(first.cells, mapping.has_header));
  if (missing.length > 0) return { kind: "unreadable", reason: `the file has no column ${missing.join(", ")}: choose the columns again` };
  const { options } = mapping;
  const values = file.sample.slice(mapping.has_header ? 1 : 0).map((row) => row.cells);
  const guessed = guessedWriting(values, indexes);
  const dateOrder = (options["date_order"] as typeof guessed.dateOrder | undefined) ?? guessed.dateOrder;
  const decimal = options["decimal"] === undefined ? guessed.decimal : options["decimal"] === "comma" ? "," : ".";
  const reader = tableFileReader({ store, indexes, options, dateOrder, decimal, digest });
  const notes = options["date_order"] === undefined && guessed.doubtful !== undefined ? [doubtNote(guessed.doubtful, dateOrder)] : [];
  return { kind: "reader", reader: unescaped(reader), headerRow: mapping.has_header ? first.rowNumber : 0, notes };
}

/** Cells that were written so that no spreadsheet takes them for formulas are read as they were. */
const unescaped = (reader: FileReader): FileReader => ({
  add: (row) => reader.add({ ...row, cells: row.cells.map(withoutApostrophe) }),
  end: () => reader.end(),
});

/** Chooses the reader for a file's format. */
export function openReader(file: OrderFile, mapping: ImportMapping, store: FileStore): OpenReader | Unreadable {
  const first = file.sample[0]!;
  if (mapping.format === "shopify")
    return { kind: "reader", reader: shopifyFileReader(first.cells, store), headerRow: first.rowNumber, notes: [] };
  if (mapping.format === "stripe")
    return { kind: "reader", reader: stripeFileReader(first.cells, store), headerRow: first.rowNumber, notes: [] };
  return tableReader(file, mapping, store);
}

/** Opens a file as its mapping says. */
export const openMapped = (file: ImportFile, mapping: ImportMapping): Promise<OrderFile | Unreadable> =>
  openOrderFile(file, mapping.format === "fixed_width" ? (mapping.options["widths"] ?? "") : undefined);
