import type { TimePrecision } from "../../kernel/time.ts";
import type { OrderAmounts, OrderLine } from "./order-amounts.ts";

/** What a conversion is. */
export const orderKinds = ["order", "lead", "sign_up", "install", "rsvp", "booking"] as const;
/** One of `orderKinds`. */
export type OrderKind = (typeof orderKinds)[number];

/** The channels by which an order may come; where two disagree, the earlier in this list counts. */
export const orderSources = [
  "shopify",
  "api",
  "shopify_csv",
  "csv",
  "stripe_invoice",
  "stripe_checkout",
  "stripe_payment",
  "stripe_link",
  "stripe_csv",
  "browser",
] as const;
/** One of `orderSources`. */
export type OrderSource = (typeof orderSources)[number];

/** Where an order stands. Only a paid one earns; a test order never does. */
export type OrderStatus = "pending" | "paid" | "cancelled" | "test";

/** Another name of an order: the store's own number, a checkout's token, or a payment provider's id of session, payment, charge or invoice. */
export interface OrderName {
  readonly kind: "order" | "order_name" | "checkout" | "payment";
  readonly value: string;
}

/** How the click of an order was found; the API field and the store's own attributes before what a payment or a browser carried. */
export type ClickWay = "api_field" | "form_field" | "cart_attribute" | "landing_page" | "payment_reference" | "browser";

/** One order as a connector, the API or a file states it, in the same shape for all of them. */
export interface OrderDocument {
  readonly storeId: string;
  /** The order's id in its store, 1 to 200 characters. */
  readonly externalId: string;
  readonly kind: OrderKind;
  /** Epoch milliseconds. */
  readonly occurredAtMs: number;
  readonly precision: TimePrecision;
  readonly status: "pending" | "paid" | "cancelled";
  /** When the stated status began, epoch milliseconds. */
  readonly statusAtMs: number;
  readonly isTest: boolean;
  /** When the sender's own record was written, epoch milliseconds; an older record of the same sender is stale. Null when it does not say. */
  readonly statedAtMs: number | null;
  /** Null when the sender names the order without its amounts. */
  readonly amounts: OrderAmounts | null;
  readonly codes: readonly string[];
  readonly clickId: string | null;
  readonly clickWay: ClickWay | null;
  readonly subscriptionId: string | null;
  /** How many paid orders of the subscription came before; null: counted here. */
  readonly renewalNumber: number | null;
  readonly country: string | null;
  /** Whether the sender itself says that the customer is new; null when it does not. */
  readonly isNewCustomer: boolean | null;
  readonly names: readonly OrderName[];
}

/** What comes with an order but is kept apart from its versions, so that it can be erased. */
export interface OrderCompanions {
  readonly visitorId: string | null;
  readonly email: string | null;
  readonly customerExternalId: string | null;
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>;
}

/** A whole order as it arrives. */
export type ArrivingOrder = OrderDocument & OrderCompanions;

type Kept = Record<string, unknown>;

/** Sets a property, unless its value is null, empty, zero or false. */
function put(into: Kept, name: string, value: unknown): void {
  if (value === null || value === undefined || value === false || value === "" || value === 0n) return;
  if (Array.isArray(value) && value.length === 0) return;
  into[name] = typeof value === "bigint" ? value.toString() : value;
}

const lineTexts = [
  "externalId",
  "sku",
  "product",
  "category",
  "title",
  "quantity",
  "listPriceMinor",
  "codeDiscountMinor",
  "otherDiscountMinor",
  "taxMinor",
  "isGiftCard",
] as const;

function lineJson(line: OrderLine): Kept {
  const kept: Kept = {};
  for (const name of lineTexts) put(kept, name, line[name]);
  if (line.unitCostMinor !== null) kept["cost"] = line.unitCostMinor.toString();
  return kept;
}

const amountNames = ["currency", "taxIncluded", "shippingMinor", "shippingTaxMinor", "tipMinor", "giftCardMinor"] as const;

function amountsJson(amounts: OrderAmounts): Kept {
  const kept: Kept = {};
  for (const name of amountNames) put(kept, name, amounts[name]);
  kept["totalMinor"] = amounts.totalMinor.toString();
  if (amounts.statedTotalMinor !== null) kept["statedTotalMinor"] = amounts.statedTotalMinor.toString();
  if (amounts.reducedToMinor !== null) kept["reducedToMinor"] = amounts.reducedToMinor.toString();
  kept["lines"] = amounts.lines.map(lineJson);
  return kept;
}

const documentNames = [
  ...["storeId", "externalId", "kind", "occurredAtMs", "precision", "status", "statusAtMs", "isTest", "statedAtMs", "codes"],
  ...["clickId", "clickWay", "subscriptionId", "renewalNumber", "country", "names"],
] as readonly (keyof OrderDocument)[];

/**
 * The text under which a version of an order is kept and compared: always the same for equal orders, and without anything that names a
 * person. What is empty, zero or false is left out, so that a field added later does not change the text of orders that lack it.
 *
 * @param document an order; fields of {@link OrderCompanions} are left out.
 * @returns JSON; amounts are texts of digits.
 * @example
 * import { documentText, parseDocument } from "./order-document.ts";
 * const order = { storeId: "s", externalId: "1", kind: "lead", occurredAtMs: 0, precision: "s", status: "paid", statusAtMs: 0, isTest: false } as const;
 * const rest = { statedAtMs: null, amounts: null, codes: [], clickId: null, clickWay: null, subscriptionId: null } as const;
 * const more = { renewalNumber: null, country: null, isNewCustomer: null, names: [] } as const;
 * parseDocument(documentText({ ...order, ...rest, ...more })).externalId; // => "1"
 */
export function documentText(document: OrderDocument): string {
  const kept: Kept = {};
  for (const name of documentNames) put(kept, name, document[name]);
  if (document.isNewCustomer !== null) kept["isNewCustomer"] = document.isNewCustomer;
  if (document.amounts !== null) kept["amounts"] = amountsJson(document.amounts);
  return JSON.stringify(kept);
}

type Json = Readonly<Record<string, unknown>>;

const text = (json: Json, field: string): string => (typeof json[field] === "string" ? json[field] : "");
const minor = (json: Json, field: string): bigint => BigInt(text(json, field) || "0");
const optionalMinor = (json: Json, field: string): bigint | null => (json[field] === undefined ? null : minor(json, field));

const parseLine = (json: Json): OrderLine => ({
  externalId: text(json, "externalId"),
  sku: text(json, "sku"),
  product: text(json, "product"),
  category: text(json, "category"),
  title: text(json, "title"),
  quantity: minor(json, "quantity"),
  listPriceMinor: minor(json, "listPriceMinor"),
  codeDiscountMinor: minor(json, "codeDiscountMinor"),
  otherDiscountMinor: minor(json, "otherDiscountMinor"),
  taxMinor: minor(json, "taxMinor"),
  isGiftCard: json["isGiftCard"] === true,
  unitCostMinor: optionalMinor(json, "cost"),
});

const parseAmounts = (json: Json): OrderAmounts => ({
  currency: text(json, "currency"),
  lines: (json["lines"] as readonly Json[]).map(parseLine),
  taxIncluded: json["taxIncluded"] === true,
  shippingMinor: minor(json, "shippingMinor"),
  shippingTaxMinor: minor(json, "shippingTaxMinor"),
  tipMinor: minor(json, "tipMinor"),
  giftCardMinor: minor(json, "giftCardMinor"),
  totalMinor: minor(json, "totalMinor"),
  statedTotalMinor: optionalMinor(json, "statedTotalMinor"),
  reducedToMinor: optionalMinor(json, "reducedToMinor"),
});

/**
 * The order of a text that {@link documentText} wrote.
 *
 * @param source the text, or the object that it parses to.
 * @returns the order; what the text leaves out is empty again.
 * @throws {SyntaxError} when the text is no JSON.
 * @example
 * import { parseDocument } from "./order-document.ts";
 * parseDocument('{"storeId":"s","externalId":"1","kind":"order"}').amounts; // => null
 */
export function parseDocument(source: string | Json): OrderDocument {
  const json = typeof source === "string" ? (JSON.parse(source) as Json) : source;
  const optional = <T>(field: string): T | null => (json[field] ?? null) as T | null;
  const stated = optional<Json>("amounts");
  return {
    storeId: text(json, "storeId"),
    externalId: text(json, "externalId"),
    kind: json["kind"] as OrderKind,
    occurredAtMs: Number(json["occurredAtMs"] ?? 0),
    precision: json["precision"] as TimePrecision,
    status: json["status"] as OrderDocument["status"],
    statusAtMs: Number(json["statusAtMs"] ?? 0),
    isTest: json["isTest"] === true,
    statedAtMs: optional("statedAtMs"),
    amounts: stated === null ? null : parseAmounts(stated),
    codes: optional<string[]>("codes") ?? [],
    clickId: optional("clickId"),
    clickWay: optional("clickWay"),
    subscriptionId: optional("subscriptionId"),
    renewalNumber: optional("renewalNumber"),
    country: optional("country"),
    isNewCustomer: optional("isNewCustomer"),
    names: optional<OrderName[]>("names") ?? [],
  };
}
