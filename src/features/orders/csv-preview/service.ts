import { formatMajor } from "../../../kernel/money.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview, MappingFault } from "../../../platform/imports/import-kind.ts";
import { columnReferences, correctedMapping, formatNotes } from "../../../platform/imports/table-columns.ts";
import { exportFormat, guessedTable, orderFormats } from "../csv/file-formats.ts";
import type { FileItem } from "../csv/file-item.ts";
import { cutsText, likelyCuts } from "../csv/fixed-width.ts";
import { openMapped, openOrderFile, openReader, storeOf, type OrderFile, type Unreadable } from "../csv/service.ts";
import { optionFault, tableFields, tableOptions } from "../csv/table-fields.ts";
import type { ArrivingOrder } from "../order-document.ts";

const previewRows = 20;
const formatNames: readonly string[] = orderFormats.map(({ name }) => name);

type Cells = readonly (readonly string[])[];

function guessedMapping(format: "table" | "fixed_width", rows: Cells, options: Record<string, string>): ImportMapping {
  const { hasHeader, fields } = guessedTable(rows);
  const references = columnReferences(rows[0]!, hasHeader);
  const columns = Object.fromEntries([...fields].map(([field, at]) => [field, references[at]!]));
  return { format, has_header: hasHeader, columns, options };
}

/** Lines in which nothing separates cells, but which have several columns at the same places, are of fixed width. */
async function guessedFormat(file: ImportFile, table: OrderFile): Promise<{ mapping: ImportMapping; opened: OrderFile }> {
  const cells = table.sample.map((row) => row.cells);
  const format = exportFormat(cells[0]!);
  if (format !== "table") return { mapping: { format, has_header: true, columns: {}, options: {} }, opened: table };
  const isOneCell = cells.every((row) => row.length === 1);
  const cuts = isOneCell ? likelyCuts(cells.map((row) => row[0]!)) : [];
  if (cuts.length < 2) return { mapping: guessedMapping("table", cells, {}), opened: table };
  const widths = cutsText(cuts);
  const cut = await openOrderFile(file, widths);
  if (cut.kind === "unreadable") return { mapping: guessedMapping("table", cells, {}), opened: table };
  const rows = cut.sample.map((row) => row.cells);
  return { mapping: guessedMapping("fixed_width", rows, { widths }), opened: cut };
}

async function choose(
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
): Promise<{ mapping: ImportMapping; opened: OrderFile } | Unreadable> {
  if (chosen.mapping !== undefined) {
    const opened = await openMapped(file, chosen.mapping);
    return opened.kind === "unreadable" ? opened : { mapping: chosen.mapping, opened };
  }
  const table = await openOrderFile(file);
  if (table.kind === "unreadable") return table;
  const guess = await guessedFormat(file, table);
  const mapping =
    guess.mapping.format === "table" ? correctedMapping(guess.mapping, chosen.remembered ?? [], table.sample[0]!.cells) : guess.mapping;
  return { ...guess, mapping };
}

function valuesOf(order: ArrivingOrder): Record<string, string> {
  const amounts = order.amounts!;
  const total = `${formatMajor(amounts.totalMinor, amounts.currency)} ${amounts.currency}`;
  const time = new Date(order.occurredAtMs).toISOString();
  const texts = {
    order_id: order.externalId,
    occurred_at: order.precision === "day" ? `${time} (day)` : time,
    total,
    status: order.isTest ? "test" : order.status,
    email: order.email,
    customer_id: order.customerExternalId,
    code: order.codes.length === 0 ? null : order.codes.join(", "),
    click_id: order.clickId,
    country: order.country,
    lines: String(amounts.lines.length),
  };
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null));
}

const shown = (item: FileItem): ImportPreview["rows"][number] =>
  item.kind === "order"
    ? { rowNumber: item.rowNumber, values: valuesOf(item.arrival.order), faults: [] }
    : { rowNumber: item.rowNumber, values: {}, faults: item.faults };

/** The beginning of a file of orders as it would be read, under the chosen mapping or a guessed one. */
export async function previewOrders(
  ctx: WorkspaceContext,
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
): Promise<ImportPreview | Unreadable> {
  const choice = await choose(file, chosen);
  if ("kind" in choice) return choice;
  const { mapping, opened } = choice;
  const open = openReader(opened, mapping, await storeOf(ctx, file));
  if (open.kind === "unreadable") return open;
  const rows = opened.sample.filter((row) => row.rowNumber !== open.headerRow);
  const items = [...rows.slice(0, previewRows * 4).flatMap((row) => open.reader.add(row)), ...open.reader.end()];
  const first = opened.sample[0]!;
  return {
    kind: "preview",
    mapping,
    formats: orderFormats,
    fields: tableFields.map(({ name, label }) => ({ name, label, isRequired: name === "occurred_at" })),
    columns: columnReferences(first.cells, mapping.has_header).map((reference, at) => ({
      reference,
      example: rows.find((row) => (row.cells[at] ?? "").trim() !== "")?.cells[at]?.trim() ?? "",
    })),
    rows: items.slice(0, previewRows).map(shown),
    notes: [...formatNotes(opened.format).slice(0, mapping.format === "fixed_width" ? 1 : 2), ...open.notes],
  };
}

function columnFaults(mapping: ImportMapping): MappingFault[] {
  const known = new Set(tableFields.map(({ name }) => name));
  const unknown = Object.keys(mapping.columns).filter((field) => !known.has(field));
  const has = (field: string): boolean => mapping.columns[field] !== undefined;
  return [
    ...unknown.map((field) => ({ pointer: `/columns/${field}`, detail: `columns.${field}: is no field of an order` })),
    ...(has("occurred_at") ? [] : [{ pointer: "/columns/occurred_at", detail: "columns.occurred_at: choose the column of the date" }]),
    ...(has("total") || has("unit_price")
      ? []
      : [{ pointer: "/columns/total", detail: "columns.total: choose the column of the total or of the price of one unit" }]),
  ];
}

/** What is wrong with a mapping of a file of orders. */
export function mappingFaults(mapping: ImportMapping): MappingFault[] {
  if (!formatNames.includes(mapping.format)) return [{ pointer: "/format", detail: `format: must be one of ${formatNames.join(", ")}` }];
  const isTable = mapping.format === "table" || mapping.format === "fixed_width";
  const options = Object.entries(mapping.options).flatMap(([name, text]) => {
    const fault = isTable ? optionFault(name, text) : `the format ${mapping.format} has no options`;
    return fault === undefined ? [] : [{ pointer: `/options/${name}`, detail: `options.${name}: ${fault}` }];
  });
  const widths = mapping.format === "fixed_width" && mapping.options["widths"] === undefined;
  const missing = widths ? [{ pointer: "/options/widths", detail: `options.widths: ${tableOptions["widths"]!}` }] : [];
  return [...(isTable ? columnFaults(mapping) : []), ...missing, ...options];
}
