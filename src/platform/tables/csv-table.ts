import { byteOrderMark, csvLines, type Cell } from "../csv/csv-lines.ts";
import { valueIn, type Row, type Value } from "./table-rows.ts";
import type { ColumnType, TableColumn } from "./table-shape.ts";

function cellOf(value: Value, type: ColumnType): Cell {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string" && (type === "integer" || type === "decimal")) return { digits: value };
  return value;
}

/** A table as CSV, some rows at a time. */
export async function* csvTable(columns: readonly TableColumn[], pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([columns.map(({ name }) => name)]);
  for await (const rows of pages)
    if (rows.length > 0) yield csvLines(rows.map((row) => columns.map((column) => cellOf(valueIn(row, column), column.type))));
}
