import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { isCurrency } from "../../../kernel/money.ts";
import { isZone } from "../../../kernel/zone.ts";
import { parseCuts } from "./fixed-width.ts";
import { ownWords } from "./order-status.ts";

/** A field of an order that a column can hold. */
export interface TableField {
  readonly name: string;
  readonly label: string;
  /** Headers under which it is found, in the form of `comparableHeader`. */
  readonly headers: readonly string[];
}

const field = (name: string, label: string, headers: string): TableField => ({ name, label, headers: headers.split("|") });

/** Every field that a table of orders can fill. */
export const tableFields: readonly TableField[] = [
  field(
    "order_id",
    "Order id",
    "order id|orderid|order number|order no|order|id|transaction id|bestellnummer|auftragsnummer|numero de commande|bestell nr|invoice number|reference",
  ),
  field(
    "occurred_at",
    "Date or time",
    "date|created at|created|order date|ordered at|time|timestamp|datetime|purchase date|paid at|datum|bestelldatum|fecha|transaction date",
  ),
  field(
    "total",
    "Total",
    "total|amount|order total|grand total|total amount|revenue|value|total price|sale amount|price|betrag|summe|gesamt|gesamtbetrag|umsatz|importe|montant",
  ),
  field("currency", "Currency", "currency|currency code|wahrung|moneda|devise"),
  field("status", "Status", "status|order status|payment status|financial status|state"),
  field(
    "email",
    "Customer's e-mail address",
    "email|e mail|customer email|customer e mail|email address|e mail address|billing email|buyer email|mail",
  ),
  field("customer_id", "Customer's id", "customer id|customerid|customer|user id|userid|client id|kundennummer|kunde|buyer id|member id"),
  field(
    "code",
    "Discount codes",
    "discount code|coupon|coupon code|code|promo code|voucher|voucher code|discount codes|coupons|gutschein|gutscheincode|rabattcode",
  ),
  field("click_id", "Click id", "vclid|click id|clickid|vouch click"),
  field("country", "Country (two letters)", "country|country code|shipping country|billing country|land|pais|pays"),
  field("discount", "Discount", "discount|discount amount|total discount|rabatt"),
  field("tax", "Tax", "tax|taxes|vat|tax amount|total tax|mwst|ust|iva|tva"),
  field("shipping", "Shipping", "shipping|shipping cost|shipping amount|shipping total|delivery|versand|versandkosten"),
  field("refunded", "Refunded so far", "refunded|refunded amount|refund|refund amount|amount refunded|total refunded|erstattet"),
  field("subscription_id", "Subscription", "subscription|subscription id"),
  field("sku", "Product number (SKU)", "sku|item sku|article|article number|artikelnummer|product sku|lineitem sku"),
  field("product", "Product", "product|product name|item|item name|title|artikel|produkt|lineitem name"),
  field("quantity", "Quantity", "quantity|qty|units|menge|anzahl|cantidad|lineitem quantity"),
  field("unit_price", "Price of one unit", "unit price|item price|price each|stuckpreis|einzelpreis|lineitem price"),
];

/** What else can be said about a table of orders. */
export const tableOptions: Readonly<Record<string, string>> = {
  currency: "Currency of amounts that do not say their own, such as EUR",
  zone: "Whose clock times without an offset are, such as Europe/Berlin",
  date_order: "ymd, dmy or mdy",
  decimal: "point or comma",
  tax_included: "yes or no: whether prices contain their tax",
  status_words: "The file's own words, such as versandt=paid; storno=cancelled",
  no_status: "paid or pending: what an order without a status is",
  widths: "Columns of a file of fixed width, such as 1-6,7-11",
};

const optionFaults: Readonly<Record<string, (text: string) => string | undefined>> = {
  currency: (text) => (isCurrency(text) ? undefined : `${text} is no currency code of ISO 4217`),
  zone: (text) => (isZone(text) ? undefined : `${text} is no IANA time zone`),
  date_order: (text) => (["ymd", "dmy", "mdy"].includes(text) ? undefined : "must be ymd, dmy or mdy"),
  decimal: (text) => (["point", "comma"].includes(text) ? undefined : "must be point or comma"),
  tax_included: (text) => (["yes", "no"].includes(text) ? undefined : "must be yes or no"),
  no_status: (text) => (["paid", "pending"].includes(text) ? undefined : "must be paid or pending"),
  widths: (text) => (parseCuts(text) === undefined ? "must list columns from left to right, such as 1-6,7-11" : undefined),
  status_words: (text) => {
    const { faults } = ownWords(text);
    return faults.length === 0 ? undefined : `cannot be read: ${faults.join("; ")}. Write word=paid, pending, cancelled, refunded or test`;
  },
};

/** What is wrong with an option; undefined when nothing is. */
export function optionFault(name: string, text: string): string | undefined {
  if (tableOptions[name] === undefined) return "is no option of orders";
  return optionFaults[name]?.(text);
}

/**
 * Which column holds which field, by the headers: the first column under each field's first matching name.
 *
 * @param headers the cells of the first row.
 * @returns field name to column index; empty when the row names nothing that is known, so that it is probably no header.
 * @example
 * import { guessedFields } from "./table-fields.ts";
 * [...guessedFields(["Bestellnummer", "Datum", "Betrag"])]; // => [["order_id", 0], ["occurred_at", 1], ["total", 2]]
 */
export function guessedFields(headers: readonly string[]): Map<string, number> {
  const plain = headers.map(comparableHeader);
  const taken = new Set<number>();
  const found = new Map<string, number>();
  for (const { name, headers: known } of tableFields) {
    const index = known.map((header) => plain.findIndex((each, at) => each === header && !taken.has(at))).find((at) => at !== -1);
    if (index === undefined) continue;
    taken.add(index);
    found.set(name, index);
  }
  return found;
}
