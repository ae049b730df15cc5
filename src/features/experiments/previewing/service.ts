import { guessedColumns } from "../../../kernel/cells/guessed-columns.ts";
import { formatMajor } from "../../../kernel/money.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { withoutApostrophe } from "../../../platform/csv/formula.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview } from "../../../platform/imports/import-kind.ts";
import {
  columnIndexes,
  columnReferences,
  correctedMapping,
  formatNotes,
  tableBeginning,
  type TableBeginning,
} from "../../../platform/imports/table-columns.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { salesFields } from "../importing/sales-fields.ts";
import { salesReading, seriesNameOf } from "../importing/sales-guess.ts";
import { readSalesRow, type SalesReading, type SalesRow } from "../importing/sales-row.ts";

const [previewRows, sampleRows] = [20, 200];

type Rows = TableBeginning["rows"];

const textsOf = (rows: Rows, at: number | undefined): string[] => (at === undefined ? [] : rows.map(({ cells }) => cells[at] ?? ""));

function readingBy(mapping: Pick<ImportMapping, "options">, rows: Rows, at: ReadonlyMap<string, number>, currency: string): SalesReading {
  const amounts = [...textsOf(rows, at.get("sales")), ...textsOf(rows, at.get("spend"))];
  return salesReading(mapping.options, textsOf(rows, at.get("sold_on")), amounts, currency);
}

function guessedMapping(file: ImportFile, rows: Rows, currency: string): ImportMapping {
  const first = rows[0]!;
  const guess = guessedColumns(salesFields, first.cells);
  const references = columnReferences(first.cells, guess.size > 0);
  const columns = Object.fromEntries([...guess].map(([field, at]) => [field, references[at]!]));
  const { unit } = readingBy({ options: {} }, rows.slice(1), guess, currency);
  return { format: "table", has_header: guess.size > 0, columns, options: { series: seriesNameOf(file.name), unit } };
}

/** Columns as for an earlier file, under a name of its own: two files of one shape need not be one series. */
function likelyMapping(file: ImportFile, rows: Rows, currency: string, remembered: readonly ImportMapping[]): ImportMapping {
  const mapping = correctedMapping(guessedMapping(file, rows, currency), remembered, rows[0]!.cells);
  return { ...mapping, options: { ...mapping.options, series: seriesNameOf(file.name) } };
}

const amountText = (amount: bigint, unit: string): string => (unit === "count" ? String(amount) : `${formatMajor(amount, unit)} ${unit}`);

function valuesOf({ region, soldOn, sales, spend }: SalesRow, unit: string): Record<string, string> {
  return { region, sold_on: soldOn, sales: amountText(sales, unit), ...(spend === null ? {} : { spend: amountText(spend, unit) }) };
}

/** The beginning of a file of sales as it would be read. */
export async function previewSales(
  ctx: WorkspaceContext,
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
): Promise<ImportPreview | { kind: "unreadable"; reason: string }> {
  const beginning = await tableBeginning(file.open, sampleRows);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const { currency } = await loadWorkspace(ctx);
  const mapping = chosen.mapping ?? likelyMapping(file, beginning.rows, currency, chosen.remembered ?? []);
  const references = columnReferences(first.cells, mapping.has_header);
  const { indexes } = columnIndexes(mapping, references);
  const rows = mapping.has_header ? beginning.rows.slice(1) : beginning.rows;
  const how = readingBy(mapping, rows, indexes, currency);
  return {
    kind: "preview",
    mapping,
    formats: [{ name: "table", label: "Table (CSV)" }],
    fields: salesFields.map(({ name, label }) => ({ name, label, isRequired: ["region", "sold_on", "sales"].includes(name) })),
    columns: references.map((reference, at) => ({ reference, example: rows.find((row) => (row.cells[at] ?? "") !== "")?.cells[at] ?? "" })),
    rows: rows.slice(0, previewRows).map(({ rowNumber, cells }) => {
      const read = readSalesRow(new Map([...indexes].map(([field, at]) => [field, withoutApostrophe(cells[at] ?? "")])), how);
      return { rowNumber, values: read.row === undefined ? {} : valuesOf(read.row, how.unit), faults: [...read.faults] };
    }),
    notes: [
      ...formatNotes(beginning.format),
      how.unit === "count"
        ? "Sales are read as counts. Where they are money, choose their currency as the unit."
        : `Sales are read in ${how.unit}.`,
    ],
  };
}
