import type { FieldFault } from "../../kernel/cells/mapping-faults.ts";
import type { CsvBreak, CsvRow } from "../csv/csv-file.ts";
import { withoutApostrophe } from "../csv/formula.ts";
import type { ImportCounts, ImportFile, ImportTask, RowRefusal } from "./import-kind.ts";
import { tableBeginning } from "./table-columns.ts";
import { endOfReading, tableBatches, type OpenTable, type TableReading } from "./table-pass.ts";

const sampleRows = 200;

/** The texts of a row by field, as they stand in the file; a field without a column is missing. */
export type FieldTexts = ReadonlyMap<string, string>;

/** A row that can be read, with its number as a spreadsheet shows it. */
export interface StatedRow<Row> {
  readonly rowNumber: number;
  readonly row: Row;
}

/** How the rows of a table become what is written. */
export interface RowTaking<Row> {
  /** The row, or everything that is wrong with it; called in the order of the file. */
  read(texts: FieldTexts, rowNumber: number): { readonly row: Row | undefined; readonly faults: readonly FieldFault[] };
  /** Takes a batch; those that cannot stand are refused, of the others it says how many told something new. */
  take(
    rows: readonly StatedRow<Row>[],
    refuse: (rowNumber: number, faults: readonly FieldFault[]) => void,
  ): Promise<{ readonly taken: number; readonly unchanged: number }>;
}

/** The texts of a row's cells by field. */
export const textsOf = (indexes: ReadonlyMap<string, number>, cells: readonly string[]): FieldTexts =>
  new Map([...indexes].map(([field, at]) => [field, withoutApostrophe(cells[at] ?? "")]));

/** The texts of a field in the first rows of a file. */
export type ColumnTexts = (field: string) => string[];

/** The texts of each field in some rows; of one without a column there are none. */
export const columnTexts =
  (rows: readonly { readonly cells: readonly string[] }[], indexes: ReadonlyMap<string, number>): ColumnTexts =>
  (field) => {
    const at = indexes.get(field);
    return at === undefined ? [] : rows.map(({ cells }) => cells[at] ?? "");
  };

/** The texts of each field in the first rows of an open table, by which it is decided how its cells are read. */
export async function sampleTexts(file: ImportFile, { headerRow, indexes }: OpenTable): Promise<ColumnTexts> {
  const beginning = await tableBeginning(file.open, sampleRows);
  const rows = beginning.kind === "table" ? beginning.rows.filter(({ rowNumber }) => rowNumber !== headerRow) : [];
  return columnTexts(rows, indexes);
}

/** Reads a whole table, batch by batch, and accounts for every row of it. */
export async function takeTable<Row>(task: ImportTask, table: OpenTable, taking: RowTaking<Row>): Promise<TableReading> {
  const counts: { -readonly [C in keyof ImportCounts]: number } = { rows: 0, taken: 0, unchanged: 0, refused: 0 };
  const refusals: RowRefusal[] = [];
  let [bytes, isBroken] = [0, false];
  const refuse = (rowNumber: number, faults: readonly FieldFault[]): void => {
    counts.refused++;
    refusals.push(...faults.map((fault) => ({ rowNumber, ...fault })));
  };
  const stated = (row: CsvRow | CsvBreak): StatedRow<Row>[] => {
    if (row.kind !== "row") {
      isBroken = true;
      refuse(row.rowNumber, [{ field: "", message: row.reason }]);
      return [];
    }
    counts.rows++;
    const read = taking.read(textsOf(table.indexes, row.cells), row.rowNumber);
    if (read.row !== undefined) return [{ rowNumber: row.rowNumber, row: read.row }];
    refuse(row.rowNumber, read.faults);
    return [];
  };
  for await (const batch of tableBatches(task, table, (total) => (bytes = total))) {
    const { taken, unchanged } = await taking.take(batch.flatMap(stated), refuse);
    counts.taken += taken;
    counts.unchanged += unchanged;
    await task.progress(bytes, { ...counts });
  }
  return { outcome: endOfReading(task, counts, isBroken), refusals };
}
