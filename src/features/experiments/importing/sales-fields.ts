import { isCurrency } from "../../../kernel/money.ts";
import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";

/** Every field that a file of sales by region and day can fill. */
export const salesFields: readonly MatchableField[] = [
  field(
    "region",
    "Region",
    "region|geo|market|dma|city|state|location|area|store region|county|province|bundesland|stadt|gebiet|post code area|region name|geo id|creator|creator name|handle",
  ),
  field("sold_on", "Day", "date|day|sold on|order date|datum|tag|fecha|period"),
  field("sales", "Sales", "sales|revenue|orders|y|value|amount|total|net sales|gross sales|conversions|units|umsatz|ventas|total sales"),
  field("spend", "Spend in the region", "spend|cost|media cost|ad spend|media spend|kosten|budget|ad cost"),
  field("currency", "Currency", "currency|currency code|wahrung|moneda|devise"),
];

const rules: MappingRules = {
  rows: "sales",
  fields: salesFields,
  required: {
    region: "choose the column of the region",
    sold_on: "choose the column of the day",
    sales: "choose the column of the sales",
  },
  options: {
    ...writingOptions,
    series: (text) => (text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be a name of 1 to 200 characters"),
    unit: (text) =>
      text === "count" || isCurrency(text) ? undefined : `must be a currency such as EUR, or count where sales are counted, found ${text}`,
  },
};

/**
 * What is wrong with a mapping of a file of sales, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { salesMappingFaults } from "./sales-fields.ts";
 * const columns = { region: "Geo", sold_on: "Date", sales: "Y" };
 * salesMappingFaults({ format: "table", columns, options: { unit: "EURO" } }).map(({ pointer }) => pointer); // => ["/options/unit"]
 */
export function salesMappingFaults(mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] {
  const { unit } = mapping.options;
  return [
    ...mappingFaults(mapping, rules),
    ...(unit === "count" && mapping.columns["spend"] !== undefined
      ? [
          {
            pointer: "/columns/spend",
            detail: "columns.spend: spend is money: say the currency of the file as its unit, or leave the column out",
          },
        ]
      : []),
    ...(unit === undefined
      ? [{ pointer: "/options/unit", detail: "options.unit: say the currency of the sales, such as EUR, or count where they are counted" }]
      : []),
  ];
}
