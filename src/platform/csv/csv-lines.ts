import { stringify } from "csv-stringify/sync";
import { withApostrophe } from "./formula.ts";

/** A number of which every digit counts, as text. */
export interface ExactNumber {
  readonly digits: string;
}

/** What a cell is made of; null gives an empty cell. */
export type Cell = string | number | bigint | ExactNumber | null;

/** The mark by which spreadsheets know UTF-8. It stands once, before the first line. */
export const byteOrderMark = "\uFEFF";

function cellText(cell: Cell): string {
  if (typeof cell === "string") return withApostrophe(cell);
  return typeof cell === "object" ? (cell?.digits ?? "") : cell.toString();
}

/** Rows as lines of CSV (RFC 4180, CRLF). A text that a spreadsheet would take for a formula gets an apostrophe before it; a number does not. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map(cellText)),
    { record_delimiter: "\r\n", quoted_match: /^\s|\s$|[;\t\r\n]/ },
  );
