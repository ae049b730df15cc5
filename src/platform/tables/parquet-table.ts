import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { valueIn, type Row, type Value } from "./table-rows.ts";
import type { ColumnType, TableColumn } from "./table-shape.ts";

/** Rows of one group: as many as are in memory at a time. */
const groupRows = 10_000;

/** Digits after the point of an exact decimal; what is finer is cut off. */
const decimalScale = 18;

const elements: Readonly<Record<ColumnType, Omit<SchemaElement, "name">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT64" },
  decimal: { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, converted_type: "DECIMAL", scale: decimalScale, precision: 38 },
  number: { type: "DOUBLE" },
  yes_no: { type: "BOOLEAN" },
  instant: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
  day: { type: "INT32", converted_type: "DATE" },
};

const msPerDay = 86_400_000;

function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(`${whole}${fraction.slice(0, decimalScale).padEnd(decimalScale, "0")}`);
}

const convert: Readonly<Record<ColumnType, (value: NonNullable<Value>) => unknown>> = {
  text: String,
  integer: (value) => BigInt(value),
  decimal: (value) => scaled(String(value)),
  number: Number,
  yes_no: (value) => value,
  instant: (value) => new Date(String(value)),
  day: (value) => Math.round(Date.parse(`${String(value)}T00:00:00Z`) / msPerDay),
};

const valuesOf = (column: TableColumn, rows: readonly Row[]): unknown[] =>
  rows.map((row) => {
    const value = valueIn(row, column);
    return value === null ? null : convert[column.type](value);
  });

/** What was written since the last time; the writer goes on where it was. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

async function* grouped(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let waiting: Row[] = [];
  for await (const rows of pages) {
    waiting = waiting.length === 0 ? [...rows] : waiting.concat(rows);
    if (waiting.length < groupRows) continue;
    yield waiting;
    waiting = [];
  }
  if (waiting.length > 0) yield waiting;
}

/** A table as Parquet, a group of rows at a time; what each column means and what the table is of stand in the file's own notes. */
export async function* parquetTable(
  columns: readonly TableColumn[],
  pages: AsyncIterable<readonly Row[]>,
  notes: unknown,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const told = columns.map(({ name, unit, description }) => ({ name, unit, description }));
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: "table", num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, repetition_type: "OPTIONAL" as const, ...elements[type] })),
    ],
    kvMetadata: [
      { key: "vouch.columns", value: JSON.stringify(told) },
      { key: "vouch.report", value: JSON.stringify(notes) },
    ],
    createdBy: "Vouch",
  });
  for await (const rows of grouped(pages)) {
    await parquet.write({
      columnData: columns.map((column) => ({ name: column.name, data: valuesOf(column, rows) })),
      rowGroupSize: rows.length,
    });
    yield taken(writer);
  }
  await parquet.finish();
  yield taken(writer);
}
