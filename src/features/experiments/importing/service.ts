import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type OpenTable, type TableReading } from "../../../platform/imports/table-pass.ts";
import { sampleTexts, takeTable, type FieldTexts } from "../../../platform/imports/table-rows.ts";
import { previewSales } from "../previewing/service.ts";
import * as queries from "../sales/queries.ts";
import { salesMappingFaults } from "./sales-fields.ts";
import { salesReading, seriesNameOf } from "./sales-guess.ts";
import { openSalesMemory, readSalesRow, type SalesMemory, type SalesReading, type SalesRow } from "./sales-row.ts";

const readingOf = async ({ file, mapping }: ImportTask, table: OpenTable): Promise<SalesReading> => {
  const texts = await sampleTexts(file, table);
  return salesReading(mapping.options, texts("sold_on"), [...texts("sales"), ...texts("spend")], "EUR");
};

interface Place {
  readonly workspaceId: string;
  /** Undefined: the series is not there yet. */
  readonly seriesId: string | undefined;
}

type Write = (rows: readonly SalesRow[]) => Promise<void>;

function readStated(texts: FieldTexts, rowNumber: number, { how, memory }: { how: SalesReading; memory: SalesMemory }) {
  const read = readSalesRow(texts, how);
  const fault = read.row === undefined ? undefined : memory.look(rowNumber, read.row);
  return fault === undefined ? read : { row: undefined, faults: [fault] };
}

/** Reads the whole file; `write` is given what each batch says. */
async function passOver(ctx: WorkspaceContext, task: ImportTask, place: Place, write: Write): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { workspaceId, seriesId } = place;
  const known = seriesId === undefined ? [] : await queries.listRegions(ctx.db, workspaceId, seriesId);
  const reading = { how: await readingOf(task, table), memory: openSalesMemory(known.map(({ region }) => region)) };
  return takeTable<SalesRow>(task, table, {
    read: (texts, rowNumber) => readStated(texts, rowNumber, reading),
    take: async (stated) => {
      const rows = stated.map(({ row }) => row);
      const unchanged = seriesId === undefined ? 0 : await queries.countKnown(ctx.db, { workspaceId, seriesId }, rows);
      await write(rows);
      return { taken: rows.length - unchanged, unchanged };
    },
  });
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
