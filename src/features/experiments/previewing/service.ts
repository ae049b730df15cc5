import { formatMajor } from "../../../kernel/money.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind } from "../../../platform/imports/import-kind.ts";
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
    reader: (mapping, texts) => {
      const how = reading(mapping.options, texts);
      return {
        read: (cells) => {
          const { row, faults } = readSalesRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row, how.unit), faults };
        },
        notes: [
          how.unit === "count"
            ? "Sales are read as counts. Where they are money, choose their currency as the unit."
            : `Sales are read in ${how.unit}.`,
        ],
      };
    },
  });
}
