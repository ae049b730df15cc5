import { inspectCsv, readCsv, type CsvFormat } from "../csv/csv-file.ts";
import type { OpenFile, TextEncoding } from "../csv/text-encoding.ts";
import type { ImportMapping } from "./import-kind.ts";

/**
 * How a mapping refers to a table's columns: by the text of the header where it is unique and there is one, else by `#` and the number
 * from 1.
 */
export function columnReferences(firstRow: readonly string[], hasHeader: boolean): string[] {
  const times = new Map<string, number>();
  for (const text of firstRow) times.set(text.trim(), (times.get(text.trim()) ?? 0) + 1);
  return firstRow.map((text, at) => {
    const header = text.trim();
    const isName = hasHeader && header !== "" && !header.startsWith("#") && times.get(header) === 1;
    return isName ? header : `#${at + 1}`;
  });
}

/** Where each mapped field stands in a row, and which references lead nowhere. */
export function columnIndexes(
  mapping: ImportMapping,
  references: readonly string[],
): { readonly indexes: ReadonlyMap<string, number>; readonly missing: readonly string[] } {
  const at = new Map(references.map((reference, index) => [reference, index]));
  const found = Object.entries(mapping.columns).map(([field, reference]) => ({ field, reference, index: at.get(reference) }));
  return {
    indexes: new Map(found.flatMap(({ field, index }) => (index === undefined ? [] : [[field, index]]))),
    missing: found.filter(({ index }) => index === undefined).map(({ reference }) => reference),
  };
}

/** What was chosen for the last earlier file whose columns are all in this one; undefined: there is none. */
export function earlierMapping(
  guess: ImportMapping,
  remembered: readonly ImportMapping[],
  firstRow: readonly string[],
): ImportMapping | undefined {
  const references = columnReferences(firstRow, true);
  return remembered.find(
    (mapping) => mapping.format === guess.format && mapping.has_header && columnIndexes(mapping, references).missing.length === 0,
  );
}

/** Whether every column that has a header is one that the mapping reads. */
export function readsEveryColumn(mapping: ImportMapping, firstRow: readonly string[]): boolean {
  const read = new Set(Object.values(mapping.columns));
  return columnReferences(firstRow, true).every((reference, at) => firstRow[at]!.trim() === "" || read.has(reference));
}

/**
 * A guess, corrected by what was chosen for an earlier file whose columns are all in this one; columns that the earlier file did not have
 * stay as guessed, and a column holds one field.
 *
 * @param guess the guess for this file.
 * @param remembered mappings of earlier files, newest first.
 * @param firstRow the cells that name the columns.
 */
export function correctedMapping(guess: ImportMapping, remembered: readonly ImportMapping[], firstRow: readonly string[]): ImportMapping {
  const known = earlierMapping(guess, remembered, firstRow);
  if (known === undefined) return guess;
  if (!guess.has_header) return known;
  const chosen = new Set(Object.values(known.columns));
  const others = Object.entries(guess.columns).filter(([, reference]) => !chosen.has(reference));
  return { ...known, columns: { ...Object.fromEntries(others), ...known.columns } };
}

/** The beginning of a table: how it is written, and its first rows. */
export interface TableBeginning {
  readonly kind: "table";
  readonly format: CsvFormat;
  readonly rows: readonly { readonly rowNumber: number; readonly cells: readonly string[] }[];
}

/** Reads the first rows of a file, or says why it is no table. */
export async function tableBeginning(
  open: OpenFile,
  most: number,
): Promise<TableBeginning | { readonly kind: "unreadable"; readonly reason: string }> {
  const format = await inspectCsv(open);
  if (format.kind !== "csv") return { kind: "unreadable", reason: format.reason };
  const rows: TableBeginning["rows"][number][] = [];
  for await (const row of readCsv(open, format)) {
    if (row.kind === "row") rows.push(row);
    else if (rows.length === 0) return { kind: "unreadable", reason: `row ${row.rowNumber}: ${row.reason}` };
    if (rows.length >= most) break;
  }
  return rows.length === 0 ? { kind: "unreadable", reason: "the file holds no rows" } : { kind: "table", format, rows };
}

const encodingNames: { readonly [E in TextEncoding]: string } = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

/** What a person should know about how a table was read. */
export function formatNotes({ encoding, isEncodingGuessed, delimiter }: CsvFormat): string[] {
  const sign = delimiter === "\t" ? "tabs" : `"${delimiter}"`;
  const guess = isEncodingGuessed ? ", which is a guess: look at the accents" : "";
  return [`Read as ${encodingNames[encoding]}${guess}.`, `Cells are separated by ${sign}.`];
}
