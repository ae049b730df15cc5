import { isCurrency } from "../../../kernel/money.ts";
import type { MatchableField } from "../../../kernel/cells/guessed-columns.ts";

const field = (name: string, label: string, headers: string): MatchableField => ({ name, label, headers: headers.split("|") });

/** Every field that a file of sales by region and day can fill. */
export const salesFields: readonly MatchableField[] = [
  field(
    "region",
    "Region",
    "region|geo|market|dma|city|state|location|area|store region|county|province|bundesland|stadt|gebiet|post code area|region name|geo id",
  ),
  field("sold_on", "Day", "date|day|sold on|order date|datum|tag|fecha|period"),
  field("sales", "Sales", "sales|revenue|orders|y|value|amount|total|net sales|gross sales|conversions|units|umsatz|ventas|total sales"),
  field("spend", "Spend in the region", "spend|cost|media cost|ad spend|media spend|kosten|budget|ad cost"),
  field("currency", "Currency", "currency|currency code|wahrung|moneda|devise"),
];

const optionFaults: Readonly<Record<string, (text: string) => string | undefined>> = {
  series: (text) => (text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be a name of 1 to 200 characters"),
  unit: (text) =>
    text === "count" || isCurrency(text) ? undefined : `must be a currency such as EUR, or count where sales are counted, found ${text}`,
  decimal: (text) => (["point", "comma"].includes(text) ? undefined : "must be point or comma"),
  date_order: (text) => (["ymd", "dmy", "mdy"].includes(text) ? undefined : "must be ymd, dmy or mdy"),
};

/** A fault of a mapping: a pointer into it, and a sentence. */
interface PlacedFault {
  readonly pointer: string;
  readonly detail: string;
}

function columnFaults(columns: Readonly<Record<string, string>>, unit: string | undefined): PlacedFault[] {
  const fault = (name: string, text: string): PlacedFault => ({ pointer: `/columns/${name}`, detail: `columns.${name}: ${text}` });
  const known = new Set(salesFields.map(({ name }) => name));
  const missing = [
    ["region", "choose the column of the region"],
    ["sold_on", "choose the column of the day"],
    ["sales", "choose the column of the sales"],
  ] as const;
  return [
    ...Object.keys(columns)
      .filter((name) => !known.has(name))
      .map((name) => fault(name, "is no field of sales")),
    ...missing.filter(([name]) => columns[name] === undefined).map(([name, text]) => fault(name, text)),
    ...(unit === "count" && columns["spend"] !== undefined
      ? [fault("spend", "spend is money: say the currency of the file as its unit, or leave the column out")]
      : []),
  ];
}

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
export function salesMappingFaults(mapping: {
  readonly format: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}): PlacedFault[] {
  const { format, columns, options } = mapping;
  const unit = options["unit"];
  return [
    ...(format === "table" ? [] : [{ pointer: "/format", detail: `format: must be table, found ${format}` }]),
    ...columnFaults(columns, unit),
    ...(unit === undefined
      ? [{ pointer: "/options/unit", detail: "options.unit: say the currency of the sales, such as EUR, or count where they are counted" }]
      : []),
    ...Object.entries(options).flatMap(([name, text]) => {
      const fault = optionFaults[name] === undefined ? "is no option of sales" : optionFaults[name](text);
      return fault === undefined ? [] : [{ pointer: `/options/${name}`, detail: `options.${name}: ${fault}` }];
    }),
  ];
}
