import type { WorkspaceContext } from "../context.ts";
import { readCsv, type CsvBreak, type CsvFormat, type CsvRow } from "../csv/csv-file.ts";
import { inTransaction, lockOn } from "../db/database.ts";
import type { ImportCounts, ImportOutcome, ImportTask, RowRefusal } from "./import-kind.ts";
import { columnIndexes, columnReferences, tableBeginning } from "./table-columns.ts";

const batchRows = 500;

/** A table whose columns are chosen, ready to be read. */
export interface OpenTable {
  readonly kind: "table";
  readonly format: CsvFormat;
  /** Where each mapped field stands in a row. */
  readonly indexes: ReadonlyMap<string, number>;
  /** The number of the row that names the columns; 0: there is none. */
  readonly headerRow: number;
}

/** Opens the table of a task under its mapping, or says why it cannot be read. */
export async function openTable({ file, mapping }: ImportTask): Promise<OpenTable | { kind: "unreadable"; reason: string }> {
  const beginning = await tableBeginning(file.open, 1);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const { indexes, missing } = columnIndexes(mapping, columnReferences(first.cells, mapping.has_header));
  if (missing.length > 0) return { kind: "unreadable", reason: `the file has no column ${missing.join(", ")}: choose the columns again` };
  return { kind: "table", format: beginning.format, indexes, headerRow: mapping.has_header ? first.rowNumber : 0 };
}

/** The rows of a table, five hundred at a time, the header left out; the last batch may be empty. */
export async function* tableBatches(
  task: ImportTask,
  { format, headerRow }: OpenTable,
  onBytes: (total: number) => void,
): AsyncGenerator<(CsvRow | CsvBreak)[]> {
  let batch: (CsvRow | CsvBreak)[] = [];
  for await (const row of readCsv(task.file.open, format, onBytes)) {
    if (row.kind === "row" && row.rowNumber === headerRow) continue;
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** What one reading of a file comes to. */
export interface TableReading {
  readonly outcome: ImportOutcome;
  readonly refusals: readonly RowRefusal[];
}

/** How a reading ended whose rows were all looked at. */
export function endOfReading(task: ImportTask, counts: ImportCounts, isBroken: boolean): Exclude<ImportOutcome, { kind: "unreadable" }> {
  if (isBroken) return { kind: "broken", counts, isWritten: false };
  return { kind: counts.refused > 0 && !task.skipFaulty ? "refused" : "read", counts };
}

/** Undoes everything that a refused file wrote on the way to its first fault. */
class Undone extends Error {
  readonly result: TableReading;

  constructor(result: TableReading) {
    super("nothing is written");
    this.result = result;
  }
}

/**
 * Reads and writes a file in one transaction, so that it is taken whole or not at all; files that name the same lock wait for each other.
 */
export async function wholeOrNothing(
  ctx: WorkspaceContext,
  lock: string,
  read: (within: WorkspaceContext) => Promise<TableReading>,
): Promise<TableReading> {
  try {
    return await inTransaction(ctx, async (within) => {
      await lockOn(within.db, lock);
      const result = await read(within);
      if (result.outcome.kind !== "read") throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}

/** Takes down what a reading refused and gives how it ended. */
export async function reported(task: ImportTask, result: TableReading): Promise<ImportOutcome> {
  await task.refuse(result.refusals);
  return result.outcome;
}
