import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { isCurrency } from "../../../kernel/money.ts";

/** Every field that a file of costs can fill. */
export const costFields: readonly MatchableField[] = [
  field("campaign", "Campaign", "campaign|campaign name|campaign id|project|kampagne|campana|campagne"),
  field("kind", "Kind of cost", "kind|cost kind|cost type|type|category|kostenart|art|tipo|type de cout"),
  field("incurred_on", "Day", "date|day|incurred on|invoice date|booked on|datum|tag|fecha|posting date"),
  field("amount", "Amount", "amount|cost|costs|total|sum|net amount|price|betrag|kosten|summe|importe|montant"),
  field("quantity", "How many", "quantity|hours|pieces|parcels|share|units|qty|menge|stunden|stuck|anteil|cantidad"),
  field("each", "What one costs", "each|rate|unit cost|unit price|hourly rate|cost each|satz|stundensatz|stuckpreis|einzelpreis"),
  field("currency", "Currency", "currency|currency code|wahrung|moneda|devise"),
  field("creator", "Creator", "creator|creator name|influencer|handle|creator id|partner|name"),
  field("reference", "Reference", "reference|invoice|invoice number|invoice no|document|ref|rechnung|rechnungsnummer|beleg|factura"),
  field("vat_note", "Value-added tax", "vat|tax|vat note|vat rate|mwst|ust|iva|tva|steuer"),
  field("note", "Note", "note|notes|comment|description|text|memo|notiz|beschreibung|verwendungszweck"),
];

const optionFaults: Readonly<Record<string, (text: string) => string | undefined>> = {
  campaign: (text) => (text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be the name or id of a campaign"),
  currency: (text) => (isCurrency(text) ? undefined : `must be a currency such as EUR, found ${text}`),
  decimal: (text) => (["point", "comma"].includes(text) ? undefined : "must be point or comma"),
  date_order: (text) => (["ymd", "dmy", "mdy"].includes(text) ? undefined : "must be ymd, dmy or mdy"),
};

/** A fault of a mapping: a pointer into it, and a sentence. */
interface PlacedFault {
  readonly pointer: string;
  readonly detail: string;
}

function columnFaults(columns: Readonly<Record<string, string>>): PlacedFault[] {
  const fault = (name: string, text: string): PlacedFault => ({ pointer: `/columns/${name}`, detail: `columns.${name}: ${text}` });
  const known = new Set(costFields.map(({ name }) => name));
  const has = (name: string): boolean => columns[name] !== undefined;
  return [
    ...Object.keys(columns)
      .filter((name) => !known.has(name))
      .map((name) => fault(name, "is no field of costs")),
    ...(has("kind") ? [] : [fault("kind", "choose the column of the kind: fee, product, shipping, staff time, tools or amplification")]),
    ...(has("incurred_on") ? [] : [fault("incurred_on", "choose the column of the day")]),
    ...(has("amount") || (has("quantity") && has("each"))
      ? []
      : [fault("amount", "choose the column of the amount, or those of how many and of what one costs")]),
  ];
}

/**
 * What is wrong with a mapping of a file of costs, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { costMappingFaults } from "./cost-fields.ts";
 * const columns = { kind: "Type", incurred_on: "Date", amount: "Net" };
 * costMappingFaults({ format: "table", columns, options: {} }).map(({ pointer }) => pointer); // => ["/options/campaign"]
 */
export function costMappingFaults(mapping: {
  readonly format: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}): PlacedFault[] {
  const { format, columns, options } = mapping;
  const hasCampaign = columns["campaign"] !== undefined || options["campaign"] !== undefined;
  const optionFault = (name: string, text: string): PlacedFault[] => {
    const reason = optionFaults[name] === undefined ? "is no option of costs" : optionFaults[name](text);
    return reason === undefined ? [] : [{ pointer: `/options/${name}`, detail: `options.${name}: ${reason}` }];
  };
  return [
    ...(format === "table" ? [] : [{ pointer: "/format", detail: `format: must be table, found ${format}` }]),
    ...columnFaults(columns),
    ...(hasCampaign ? [] : [{ pointer: "/options/campaign", detail: "options.campaign: name the campaign, or choose its column" }]),
    ...Object.entries(options).flatMap(([name, text]) => optionFault(name, text)),
  ];
}
