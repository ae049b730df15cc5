import { formatMajor } from "../../../kernel/money.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportMapping } from "../../../platform/imports/import-kind.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import type { ColumnTexts } from "../../../platform/imports/table-rows.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { salesFields } from "../importing/sales-fields.ts";
import { currencyTold, salesReading, seriesNameOf } from "../importing/sales-guess.ts";
import { readSalesRow, type SalesRow } from "../importing/sales-row.ts";

const amountText = (amount: bigint, unit: string): string => (unit === "count" ? String(amount) : `${formatMajor(amount, unit)} ${unit}`);

function valuesOf({ region, soldOn, sales, spend }: SalesRow, unit: string): Record<string, string> {
  return { region, sold_on: soldOn, sales: amountText(sales, unit), ...(spend === null ? {} : { spend: amountText(spend, unit) }) };
}

/** In which unit sales are read, and from where that is known; `remembered` is empty where the mapping was chosen for this file. */
function unitNote({ columns, options }: ImportMapping, unit: string, remembered: readonly ImportMapping[]): string {
  const ask = "Choose the currency of the sales, or counts.";
  if (options["unit"] === undefined)
    return remembered.length === 0
      ? ask
      : `The unit is open: the columns are others than those of the last file, whose unit is not taken over. ${ask}`;
  const read = new Set(Object.values(columns));
  const isEarlier = (each: ImportMapping): boolean =>
    each.options["unit"] === unit && Object.values(each.columns).every((name) => read.has(name));
  const from = remembered.some(isEarlier) ? ", as those of the last file with these columns were" : "";
  return unit === "count"
    ? `Sales are read as counts${from}. Where they are money, choose their currency as the unit.`
    : `Sales are read in ${unit}${from}.`;
}

/** The beginning of a file of sales as it would be read. */
export async function previewSales(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const { currency } = await loadWorkspace(ctx);
  const reading = (options: Readonly<Record<string, string>>, texts: ColumnTexts) =>
    salesReading(options, texts("sold_on"), [...texts("sales"), ...texts("spend")], currency);
  return previewTable(file, chosen, {
    fields: salesFields,
    required: ["region", "sold_on", "sales"],
    own: ["series"],
    options: (texts) => ({ series: seriesNameOf(file.name), unit: currencyTold(texts("currency")) ?? reading({}, texts).unit }),
    told: (texts) => ({ unit: currencyTold(texts("currency")) }),
    reader: (mapping, texts) => {
      const how = reading(mapping.options, texts);
      return {
        read: (cells) => {
          const { row, faults } = readSalesRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row, how.unit), faults };
        },
        notes: [unitNote(mapping, how.unit, chosen.mapping === undefined ? (chosen.remembered ?? []) : [])],
      };
    },
  });
}
