import { likelyDateOrder, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportTask } from "../../../platform/imports/import-kind.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { sampleTexts, takeTable, type ColumnTexts } from "../../../platform/imports/table-rows.ts";
import { creatorsCalled } from "../../creators/service.ts";
import * as queries from "../queries.ts";
import { likelyKind, seriesUnits, type SeriesKind } from "../series-kind.ts";
import { seriesFields, seriesMappingFaults } from "./series-fields.ts";
import { readSeriesRow, type SeriesRow } from "./series-row.ts";

const nameOf = ({ name }: Pick<ImportFile, "name">, { options }: Pick<ImportMapping, "options">): string =>
  (options["series"] ?? (name.replace(/\.[a-z]{2,4}$/i, "").trim() || "Series")).trim();

const orderBy = (options: Readonly<Record<string, string>>, texts: ColumnTexts): DateOrder =>
  (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("told_on"));

const previewSeries = (_ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) =>
  previewTable(file, chosen, {
    fields: seriesFields,
    required: ["told_on", "value"],
    own: ["series", "kind", "creator"],
    options: () => ({ series: nameOf(file, { options: {} }), kind: likelyKind(file.name) }),
    reader: ({ options }, texts) => {
      const [order, told] = [orderBy(options, texts), new Map<string, number>()];
      return {
        read: (cells, rowNumber) => {
          const { row, faults } = readSeriesRow(cells, order, { told, rowNumber });
          return { values: row === undefined ? {} : { told_on: row.on, value: row.value.toString() }, faults };
        },
        notes: [
          `Numbers are read as ${seriesUnits[(options["kind"] ?? "other") as SeriesKind]}. A day without a row is not known; it is not taken for zero.`,
        ],
      };
    },
  });

const unreadable = (reason: string): TableReading => ({ outcome: { kind: "unreadable", reason }, refusals: [] });

/** What the file's series is: one that is here, or one to be made; or why the file cannot join it. */
async function targetOf(ctx: WorkspaceContext, task: ImportTask) {
  const { options } = task.mapping;
  const name = nameOf(task.file, task.mapping);
  const kind = options["kind"] as SeriesKind;
  const asked = options["creator"]?.trim();
  const called =
    asked === undefined
      ? []
      : (await creatorsCalled(ctx, [asked.toLowerCase()])).filter((one) => one.name.toLowerCase() === asked.toLowerCase());
  if (asked !== undefined && called.length !== 1)
    return unreadable(`${JSON.stringify(asked)} is the name of ${called.length === 0 ? "no creator" : "several creators"} here`);
  const creatorId = called[0]?.id ?? null;
  const found = await queries.findSeriesByName(ctx.db, ctx.workspaceId, name);
  if (found !== undefined && (found.kind !== kind || found.creator_id !== creatorId))
    return unreadable(`${JSON.stringify(name)} is a series of another kind or creator here: choose another name`);
  return { name, kind, creatorId, known: found?.id };
}

async function passOver(ctx: WorkspaceContext, task: ImportTask, isWritten: boolean): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const target = await targetOf(ctx, task);
  if ("outcome" in target) return target;
  const [order, told] = [orderBy(task.mapping.options, await sampleTexts(task.file, table)), new Map<string, number>()];
  const place = { workspaceId: ctx.workspaceId, seriesId: target.known ?? ctx.newId(), importId: task.importId, recordedAt: nowAt(ctx) };
  if (isWritten && target.known === undefined)
    await queries.insertSeries(ctx.db, {
      workspace_id: ctx.workspaceId,
      id: place.seriesId,
      name: target.name,
      kind: target.kind,
      creator_id: target.creatorId,
      created_at: place.recordedAt,
    });
  return takeTable<SeriesRow>(task, table, {
    read: (texts, rowNumber) => readSeriesRow(texts, order, { told, rowNumber }),
    take: async (stated) => {
      const rows = stated.map(({ row }) => row);
      const unchanged = target.known === undefined ? 0 : await queries.countKnown(ctx.db, place, rows);
      if (isWritten) await queries.writeValues(ctx.db, place, rows);
      return { taken: rows.length - unchanged, unchanged };
    },
  });
}

/** A series by day from a table, taken whole or not at all; a file adds to the series that it names, and corrects it. */
export const seriesImport: ImportKind = {
  maxBytes: 16 * 1024 * 1024,
  preview: previewSeries,
  mappingFaults: seriesMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, false)),
  run: async (ctx, task) =>
    reported(task, await wholeOrNothing(ctx, `daily series ${ctx.workspaceId}`, (within) => passOver(within, task, true))),
};
