import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { parseMajor } from "../../../kernel/money.ts";
import { beginning } from "../../../kernel/text.ts";
import { isTakenInstant } from "../../../kernel/time.ts";
import { clickFields, idAmong, visitorFields } from "../click-text.ts";
import { emptyLine, orderAmounts, type OrderAmounts, type OrderLine } from "../order-amounts.ts";
import type { ArrivingOrder } from "../order-document.ts";
import { orderNumber } from "../record/order-names.ts";
import { shopifyStatus } from "../shopify/shopify-order.ts";
import { itemOf, RowFault, wholeId, type FileItem, type FileReader, type FileRow, type FileStore } from "./file-item.ts";

/** Columns by which Shopify's export is recognised. */
export const shopifyColumns: readonly string[] = ["name", "financial status", "created at", "total", "lineitem quantity", "lineitem price"];

type Cell = (field: string) => string;

function minorIn(cell: Cell, field: string, currency: string): bigint {
  const text = cell(field).trim();
  if (text === "") return 0n;
  const parsed = parseMajor(text, currency, { excessDecimals: "half_up" });
  if (parsed.kind === "refused") throw new RowFault(field, `${JSON.stringify(text.slice(0, 40))} is no amount in ${currency}`);
  if (parsed.amountMinor < 0n) throw new RowFault(field, "must not be negative");
  return parsed.amountMinor;
}

const exportedTime = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})\s*(Z|UTC|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of a time as the export writes it, `2026-05-01 10:00:00 +0200`; null for an empty cell. */
function timeIn(cell: Cell, field: string): number | null {
  const text = cell(field).trim();
  if (text === "") return null;
  const match = exportedTime.exec(text);
  const offset = match === null ? "" : match[3]!.replace("UTC", "Z").replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const ms = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}${offset}`);
  if (!isTakenInstant(ms)) throw new RowFault(field, `${JSON.stringify(text.slice(0, 40))} is no time such as 2026-05-01 10:00:00 +0200`);
  return ms;
}

function lineOf(cell: Cell, currency: string): OrderLine {
  const quantity = cell("lineitem quantity").trim();
  if (!/^\d{1,7}$/.test(quantity)) throw new RowFault("lineitem quantity", `${JSON.stringify(quantity.slice(0, 40))} is no quantity`);
  return {
    ...emptyLine,
    sku: beginning(cell("lineitem sku").trim(), 500),
    title: beginning(cell("lineitem name").trim(), 500),
    quantity: BigInt(quantity),
    listPriceMinor: minorIn(cell, "lineitem price", currency),
    otherDiscountMinor: minorIn(cell, "lineitem discount", currency),
  };
}

/** Codes of the order; what a person typed as a discount is none. */
const codesIn = (text: string): string[] =>
  text
    .split(",")
    .map((code) => code.trim())
    .filter((code) => code !== "" && code.toLowerCase() !== "custom discount" && code.length <= 64);

/**
 * The amounts of an exported order. What the lines come to beyond the stated subtotal was taken off the order as a whole; tax is inside
 * the prices when the total is only right without it; a rest beyond all that is a tip.
 */
function amountsOf(cell: Cell, lines: readonly OrderLine[], currency: string): OrderAmounts {
  const minor = (field: string) => minorIn(cell, field, currency);
  const [total, subtotal, shipping, taxes] = [minor("total"), minor("subtotal"), minor("shipping"), minor("taxes") + minor("duties")];
  const net = lines.reduce((sum, line) => sum + line.quantity * line.listPriceMinor - line.otherDiscountMinor, 0n);
  const off = net > subtotal ? net - subtotal : 0n;
  const isOnTop = subtotal + shipping + taxes <= total;
  const tip = total - subtotal - shipping - (isOnTop ? taxes : 0n);
  const isByCode = codesIn(cell("discount code")).length > 0;
  return orderAmounts({
    currency,
    lines,
    taxIncluded: !isOnTop,
    codeDiscountMinor: isByCode ? off : 0n,
    otherDiscountMinor: isByCode ? 0n : off,
    taxMinor: taxes,
    shippingMinor: shipping,
    shippingTaxMinor: 0n,
    tipMinor: tip > 0n ? tip : 0n,
    giftCardMinor: 0n,
    totalMinor: total,
  });
}

/** Cart attributes, one a line: `vclid: AYi6...`. */
const attributesIn = (text: string): [string, string][] =>
  text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf(":");
    return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
  });

function statusOf(cell: Cell, createdAtMs: number): Pick<ArrivingOrder, "status" | "statusAtMs"> {
  const cancelledAt = timeIn(cell, "cancelled at");
  if (cancelledAt !== null) return { status: "cancelled", statusAtMs: cancelledAt };
  return { status: shopifyStatus(cell("financial status")), statusAtMs: timeIn(cell, "paid at") ?? createdAtMs };
}

const country = (text: string): string | null => (/^[A-Z]{2}$/.test(text.trim()) ? text.trim() : null);

function orderOf(cell: Cell, lines: readonly OrderLine[], of: { store: FileStore; currency: string }): ArrivingOrder {
  const name = cell("name").trim();
  const occurredAtMs = timeIn(cell, "created at");
  if (occurredAtMs === null) throw new RowFault("created at", "is missing: the row belongs to no order above it");
  const attributes = cell("note attributes") === "" ? [] : attributesIn(cell("note attributes"));
  const clickId = idAmong(attributes, clickFields, "clk");
  return {
    storeId: of.store.id,
    externalId: beginning(wholeId(cell("id").trim()) ?? name, 200),
    kind: "order",
    occurredAtMs,
    precision: "s",
    ...statusOf(cell, occurredAtMs),
    isTest: false,
    statedAtMs: null,
    amounts: amountsOf(cell, lines, of.currency),
    codes: codesIn(cell("discount code")),
    clickId,
    clickWay: clickId === null ? null : "cart_attribute",
    subscriptionId: null,
    renewalNumber: null,
    country: country(cell("shipping country")) ?? country(cell("billing country")),
    isNewCustomer: null,
    names: [{ kind: "order_name", value: orderNumber(name) }],
    email: cell("email").trim() || null,
    customerExternalId: null,
    visitorId: attributes.length === 0 ? null : idAmong(attributes, visitorFields, "vis"),
    metadata: {},
  };
}

/** The export states what was refunded so far, not when: the order's own time stands for it. */
function refundOf(cell: Cell, order: ArrivingOrder, currency: string) {
  const amountMinor = minorIn(cell, "refunded amount", currency);
  if (amountMinor === 0n) return [];
  return [
    {
      storeId: order.storeId,
      names: [{ kind: "order" as const, value: order.externalId }],
      kind: "refund" as const,
      externalId: `file:${order.externalId}:refunded:${amountMinor}`,
      occurredAtMs: order.statusAtMs,
      amountMinor,
      currency,
      isCumulative: true,
      lines: [],
      source: "shopify_csv",
    },
  ];
}

function itemFrom(rows: readonly FileRow[], indexes: ReadonlyMap<string, number>, store: FileStore): FileItem {
  const cellsOf =
    (row: FileRow): Cell =>
    (field) =>
      row.cells[indexes.get(field) ?? -1] ?? "";
  const [first] = rows;
  return itemOf({ rowNumber: first!.rowNumber, rows: rows.length }, () => {
    const cell = cellsOf(first!);
    const currency = cell("currency").trim().toUpperCase() || store.currency;
    const lines = rows.filter((row) => cellsOf(row)("lineitem quantity").trim() !== "").map((row) => lineOf(cellsOf(row), currency));
    const order = orderOf(cell, lines, { store, currency });
    return { arrival: { order, source: "shopify_csv" }, adjustments: refundOf(cell, order, currency) };
  });
}

/**
 * Reads Shopify's orders export: the first row of an order has its fields, the rows below with the same name its further lines.
 *
 * @param header the cells of the first row.
 * @param store the store whose export it is.
 * @returns a reader that gives an order when the next one begins.
 */
export function shopifyFileReader(header: readonly string[], store: FileStore): FileReader {
  const indexes = new Map(header.map((text, index) => [comparableHeader(text), index]));
  const nameAt = indexes.get("name") ?? -1;
  let open: FileRow[] = [];
  const close = (): FileItem[] => {
    const rows = open;
    open = [];
    return rows.length === 0 ? [] : [itemFrom(rows, indexes, store)];
  };
  return {
    add(row) {
      const name = row.cells[nameAt] ?? "";
      const done = open.length > 0 && open[0]!.cells[nameAt] !== name ? close() : [];
      open.push(row);
      return done;
    },
    end: close,
  };
}
