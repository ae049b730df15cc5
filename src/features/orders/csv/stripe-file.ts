import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { parseMajor } from "../../../kernel/money.ts";
import { beginning } from "../../../kernel/text.ts";
import { clickFields, idAmong, idIn, visitorFields } from "../click-text.ts";
import { orderAmounts } from "../order-amounts.ts";
import type { ArrivingOrder } from "../order-document.ts";
import { looseNames } from "../record/order-names.ts";
import { instantIn } from "../../../kernel/cells/cell-values.ts";
import { itemOf, RowFault, type FileReader, type FileRow, type FileStore } from "./file-item.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";

/** Columns by which Stripe's payments export is recognised. */
export const stripeColumns: readonly string[] = ["id", "amount", "amount refunded", "currency", "status"];

type Cell = (field: string) => string;

const utc = zoneReader("UTC");

/** Stripe exports amounts in the major unit, also of currencies whose API amounts have other decimals. */
function minorIn(cell: Cell, field: string, currency: string): bigint {
  const text = cell(field).trim().replaceAll(",", "");
  const parsed = parseMajor(text === "" ? "0" : text, currency, { excessDecimals: "half_up" });
  if (parsed.kind === "refused") throw new RowFault(field, `${JSON.stringify(text.slice(0, 40))} is no amount in ${currency}`);
  if (parsed.amountMinor < 0n) throw new RowFault(field, "must not be negative");
  return parsed.amountMinor;
}

function createdAt(cell: Cell) {
  const text = ["created date utc", "created utc", "created"].map(cell).find((each) => each.trim() !== "") ?? "";
  const read = instantIn(text, { order: "ymd", zone: utc });
  if (read.kind === "fault") throw new RowFault("created date utc", read.message);
  return read.value;
}

const statuses: Readonly<Record<string, "paid" | "pending">> = {
  paid: "paid",
  succeeded: "paid",
  refunded: "paid",
  "partially refunded": "paid",
  disputed: "paid",
  pending: "pending",
  uncaptured: "pending",
  requires_capture: "pending",
};

/** A payment that failed is no order; the next attempt has a row of its own. */
function statusOf(cell: Cell): "paid" | "pending" {
  const text = cell("status").trim().toLowerCase();
  const status = statuses[text];
  if (status === undefined) throw new RowFault("status", `${JSON.stringify(text.slice(0, 40))}: only payments that were made are orders`);
  return status === "paid" && cell("captured").trim().toLowerCase() === "false" ? "pending" : status;
}

const orderFields = ["order_id", "shopify_order_id", "order_number"];

function orderOf(cell: Cell, metadata: readonly [string, string][], of: { store: FileStore; currency: string }): ArrivingOrder {
  const { atMs, precision } = createdAt(cell);
  const storeOrder = orderFields
    .map((field) => metadata.find(([name]) => name === field)?.[1].trim())
    .find((text) => text !== undefined && text !== "");
  const ids = ["invoice id", "paymentintent id", "id"].map((field) => cell(field).trim()).filter((id) => id !== "");
  if (ids.length === 0) throw new RowFault("id", "is missing");
  const clickId = idIn(cell("client reference id"), "clk") ?? idAmong(metadata, clickFields, "clk");
  const nothing = {
    codeDiscountMinor: 0n,
    otherDiscountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
  };
  return {
    storeId: of.store.id,
    externalId: beginning(storeOrder ?? ids[0]!, 200),
    kind: "order",
    occurredAtMs: atMs,
    precision,
    status: statusOf(cell),
    statusAtMs: atMs,
    isTest: cell("mode").trim().toLowerCase() === "test",
    statedAtMs: null,
    amounts: orderAmounts({
      currency: of.currency,
      lines: [],
      taxIncluded: true,
      ...nothing,
      totalMinor: minorIn(cell, "amount", of.currency),
    }),
    codes: [],
    clickId,
    clickWay: clickId === null ? null : "payment_reference",
    subscriptionId: null,
    renewalNumber: null,
    country: null,
    isNewCustomer: null,
    names: [...(storeOrder === undefined ? [] : looseNames(storeOrder)), ...ids.map((value) => ({ kind: "payment" as const, value }))],
    email: cell("customer email").trim() || null,
    customerExternalId: cell("customer id").trim() || null,
    visitorId: idAmong(metadata, visitorFields, "vis"),
    metadata: {},
  };
}

function refundOf(cell: Cell, order: ArrivingOrder, currency: string) {
  const amountMinor = minorIn(cell, "amount refunded", currency);
  if (amountMinor === 0n) return [];
  const refunded = instantIn(cell("refunded date utc"), { order: "ymd", zone: utc });
  return [
    {
      storeId: order.storeId,
      names: order.names.filter((name) => name.kind === "payment"),
      kind: "refund" as const,
      externalId: `file:${order.externalId}:refunded:${amountMinor}`,
      occurredAtMs: refunded.kind === "value" ? refunded.value.atMs : order.occurredAtMs,
      amountMinor,
      currency,
      isCumulative: true,
      lines: [],
      source: "stripe_csv",
    },
  ];
}

/** Columns of metadata end in `(metadata)`. */
const metadataColumns = (header: readonly string[]): [string, number][] =>
  header.flatMap((text, index): [string, number][] => {
    const match = /^(.*)\(metadata\)\s*$/i.exec(text);
    return match === null ? [] : [[match[1]!.trim().toLowerCase(), index]];
  });

/**
 * Reads Stripe's payments export, a payment a row.
 *
 * @param header the cells of the first row.
 * @param store the store the payments are for.
 * @returns a reader that gives each row's order at once.
 */
export function stripeFileReader(header: readonly string[], store: FileStore): FileReader {
  const indexes = new Map(header.map((text, index) => [comparableHeader(text), index]));
  const ofMetadata = metadataColumns(header);
  const read = (row: FileRow) => {
    const cell: Cell = (field) => row.cells[indexes.get(field) ?? -1] ?? "";
    const metadata = ofMetadata.map(([name, index]): [string, string] => [name, row.cells[index] ?? ""]);
    return itemOf({ rowNumber: row.rowNumber, rows: 1 }, () => {
      const currency = cell("currency").trim().toUpperCase() || store.currency;
      const order = orderOf(cell, metadata, { store, currency });
      return { arrival: { order, source: "stripe_csv" }, adjustments: refundOf(cell, order, currency) };
    });
  };
  return { add: (row) => [read(row)], end: () => [] };
}
