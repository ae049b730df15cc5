import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { CsvBreak, CsvRow } from "../../../platform/csv/csv-file.ts";
import { withoutApostrophe } from "../../../platform/csv/formula.ts";
import type { ImportCounts, ImportFile, ImportKind, ImportMapping, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import { tableBeginning } from "../../../platform/imports/table-columns.ts";
import {
  endOfReading,
  openTable,
  reported,
  tableBatches,
  wholeOrNothing,
  type OpenTable,
  type TableReading,
} from "../../../platform/imports/table-pass.ts";
import { previewSales } from "../previewing/service.ts";
import * as queries from "../sales/queries.ts";
import { salesMappingFaults } from "./sales-fields.ts";
import { salesReading, seriesNameOf } from "./sales-guess.ts";
import { openSalesMemory, readSalesRow, type SalesMemory, type SalesReading, type SalesRow } from "./sales-row.ts";

const sampleRows = 200;

/** One reading of a file from its beginning to its end. */
interface Pass {
  readonly counts: { -readonly [C in keyof ImportCounts]: number };
  readonly refusals: RowRefusal[];
  readonly memory: SalesMemory;
  readonly how: SalesReading;
  readonly table: OpenTable;
}

function refuse(pass: Pass, rowNumber: number, faults: readonly { field: string; message: string }[]): [] {
  pass.counts.refused++;
  pass.refusals.push(...faults.map((fault) => ({ rowNumber, ...fault })));
  return [];
}

function stated(pass: Pass, { rowNumber, cells }: CsvRow): SalesRow[] {
  pass.counts.rows++;
  const texts = new Map([...pass.table.indexes].map(([field, at]) => [field, withoutApostrophe(cells[at] ?? "")]));
  const { row, faults } = readSalesRow(texts, pass.how);
  if (row === undefined) return refuse(pass, rowNumber, faults);
  const fault = pass.memory.look(rowNumber, row);
  return fault === undefined ? [row] : refuse(pass, rowNumber, [fault]);
}

/** The texts of one field in the first rows. */
const column = (rows: readonly { readonly cells: readonly string[] }[], at: number | undefined): string[] =>
  at === undefined ? [] : rows.map(({ cells }) => cells[at] ?? "");

async function readingOf(file: ImportFile, mapping: ImportMapping, table: OpenTable): Promise<SalesReading> {
  const beginning = await tableBeginning(file.open, sampleRows);
  const rows = beginning.kind === "table" ? beginning.rows.filter(({ rowNumber }) => rowNumber !== table.headerRow) : [];
  const { indexes } = table;
  const amounts = [...column(rows, indexes.get("sales")), ...column(rows, indexes.get("spend"))];
  return salesReading(mapping.options, column(rows, indexes.get("sold_on")), amounts, "EUR");
}

interface Place {
  readonly workspaceId: string;
  /** Undefined: the series is not there yet. */
  readonly seriesId: string | undefined;
}

type Write = (rows: readonly SalesRow[]) => Promise<void>;

/** Reads the whole file; `write` is given what each batch says. */
async function passOver(ctx: WorkspaceContext, task: ImportTask, place: Place, write: Write): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { workspaceId, seriesId } = place;
  const known = seriesId === undefined ? [] : await queries.listRegions(ctx.db, workspaceId, seriesId);
  const memory = openSalesMemory(known.map(({ region }) => region));
  const how = await readingOf(task.file, task.mapping, table);
  const pass: Pass = { counts: { rows: 0, taken: 0, unchanged: 0, refused: 0 }, refusals: [], memory, how, table };
  let [bytes, isBroken] = [0, false];
  const take = (row: CsvRow | CsvBreak): SalesRow[] => {
    if (row.kind === "row") return stated(pass, row);
    isBroken = true;
    return refuse(pass, row.rowNumber, [{ field: "", message: row.reason }]);
  };
  for await (const batch of tableBatches(task, table, (total) => (bytes = total))) {
    const rows = batch.flatMap(take);
    const unchanged = seriesId === undefined ? 0 : await queries.countKnown(ctx.db, { workspaceId, seriesId }, rows);
    pass.counts.unchanged += unchanged;
    pass.counts.taken += rows.length - unchanged;
    await write(rows);
    await task.progress(bytes, { ...pass.counts });
  }
  return { outcome: endOfReading(task, pass.counts, isBroken), refusals: pass.refusals };
}

const nameOf = ({ mapping, file }: ImportTask): string => (mapping.options["series"] ?? seriesNameOf(file.name)).trim();

/** Why a file's sales cannot join those that have the name already; undefined: they can. */
function unitClash(task: ImportTask, found: { readonly currency: string | null } | undefined): TableReading | undefined {
  const unit = task.mapping.options["unit"];
  const known = found?.currency ?? "count";
  if (found === undefined || known === unit) return undefined;
  const reason = `${JSON.stringify(nameOf(task))} holds sales in ${known}, and this file is read in ${unit ?? "nothing"}; choose the same unit, or another name`;
  return { outcome: { kind: "unreadable", reason }, refusals: [] };
}

async function check(ctx: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  const found = await queries.findSeriesByName(ctx.db, ctx.workspaceId, nameOf(task));
  const place = { workspaceId: ctx.workspaceId, seriesId: found?.id };
  return unitClash(task, found) ?? passOver(ctx, task, place, async () => {});
}

async function write(within: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  const { workspaceId } = within;
  const found = await queries.findSeriesByName(within.db, workspaceId, nameOf(task));
  const clash = unitClash(task, found);
  if (clash !== undefined) return clash;
  const [seriesId, recordedAt] = [found?.id ?? within.newId(), nowAt(within)];
  if (found === undefined) {
    const unit = task.mapping.options["unit"];
    const currency = unit === undefined || unit === "count" ? null : unit;
    await queries.insertSeries(within.db, {
      workspace_id: workspaceId,
      id: seriesId,
      name: nameOf(task),
      currency,
      created_at: recordedAt,
    });
  }
  const place = { workspaceId, seriesId, importId: task.importId, recordedAt };
  return passOver(within, task, place, async (rows) => void (await queries.writeCells(within.db, place, rows)));
}

/** Sales by region and day from a table, taken whole or not at all; a file adds to the series that it names, and corrects it. */
export const salesImport: ImportKind = {
  maxBytes: 64 * 1024 * 1024,
  preview: previewSales,
  mappingFaults: salesMappingFaults,
  check: async (ctx, task) => reported(task, await check(ctx, task)),
  run: async (ctx, task) => reported(task, await wholeOrNothing(ctx, `sales import ${ctx.workspaceId}`, (within) => write(within, task))),
};
