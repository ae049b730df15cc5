import type { AdjustedLine, ArrivingAdjustment } from "../adjustments/adjustment.ts";
import { at, instantAt, listAt, textAt, type Payload } from "../payload/payload.ts";
import { needed, readingOf, type PayloadReading, type PayloadStore } from "../payload/reading.ts";
import { shopifyMinor } from "./shopify-amounts.ts";
import { shopifyOrder } from "./shopify-order.ts";

/** The money that really went back: successful refund transactions. */
function refundMinor(refund: Payload, currency: string): bigint {
  return listAt(refund, "transactions")
    .filter((each) => textAt(each, "kind") === "refund" && textAt(each, "status") === "success")
    .reduce<bigint>((sum, each) => sum + shopifyMinor(each, "amount", currency), 0n);
}

const currencyOf = (refund: Payload, fallback: string): string =>
  listAt(refund, "transactions")
    .map((each) => textAt(each, "currency"))
    .find((each) => each !== null) ?? fallback;

/**
 * Which lines came back, by pieces. What those cost is known from the order: a refund states it as well, but not whether that is with tax,
 * and a refund that is told by itself says nothing of how its order's prices are meant.
 */
function linesOf(refund: Payload): AdjustedLine[] {
  return listAt(refund, "refund_line_items").map((each) => {
    const quantity = at(each, "quantity");
    return {
      externalId: textAt(each, "line_item_id") ?? "",
      position: null,
      quantity: typeof quantity === "number" && Number.isSafeInteger(quantity) ? BigInt(quantity) : null,
      amountMinor: null,
    };
  });
}

/**
 * What went back by a Shopify refund, on its own or inside its order: both carry the same id and count once.
 *
 * @param refund the payload.
 * @param orderId the order's id.
 * @param store whose it is.
 * @returns none for a refund by which no money moved, such as a mere restocking.
 */
export function shopifyRefund(refund: Payload, orderId: string, store: PayloadStore): ArrivingAdjustment[] {
  const currency = currencyOf(refund, store.currency);
  const amountMinor = refundMinor(refund, currency);
  if (amountMinor <= 0n) return [];
  return [
    {
      storeId: store.id,
      names: [{ kind: "order", value: orderId }],
      kind: "refund",
      externalId: `refund:${needed(textAt(refund, "id"), "the refund's id")}`,
      occurredAtMs: needed(instantAt(refund, "processed_at") ?? instantAt(refund, "created_at"), "the refund's time"),
      amountMinor,
      currency,
      isCumulative: false,
      lines: linesOf(refund),
      source: "shopify",
    },
  ];
}

function readOrder(payload: Payload, store: PayloadStore): PayloadReading {
  const order = shopifyOrder(payload, store);
  const adjustments = listAt(payload, "refunds").flatMap((refund) =>
    shopifyRefund(refund, order.externalId, { ...store, currency: order.amounts!.currency }),
  );
  return { kind: "arrivals", orders: [{ order, source: "shopify" }], adjustments };
}

function readRefund(payload: Payload, store: PayloadStore): PayloadReading {
  const id = needed(textAt(payload, "order_id"), "the refund's order_id");
  const adjustments = shopifyRefund(payload, id, store);
  return adjustments.length === 0
    ? { kind: "ignored", reason: "no money went back by this refund" }
    : { kind: "arrivals", orders: [], adjustments };
}

/** A chargeback that was settled by a refund is over; the refund is reported by itself. */
const disputeKinds: Readonly<Record<string, ArrivingAdjustment["kind"]>> = {
  won: "dispute_won",
  charge_refunded: "dispute_won",
  lost: "dispute_lost",
  accepted: "dispute_lost",
};

function readDispute(payload: Payload, store: PayloadStore): PayloadReading {
  if (textAt(payload, "type") === "inquiry") return { kind: "ignored", reason: "an inquiry moves no money" };
  const kind = disputeKinds[textAt(payload, "status") ?? ""] ?? "dispute_opened";
  const currency = textAt(payload, "currency") ?? store.currency;
  const adjustment: ArrivingAdjustment = {
    storeId: store.id,
    names: [{ kind: "order", value: needed(textAt(payload, "order_id"), "the dispute's order_id") }],
    kind,
    externalId: `dispute:${needed(textAt(payload, "id"), "the dispute's id")}:${kind.slice("dispute_".length)}`,
    occurredAtMs: needed(
      instantAt(payload, kind === "dispute_opened" ? "initiated_at" : "finalized_on") ?? instantAt(payload, "initiated_at"),
      "the dispute's time",
    ),
    amountMinor: textAt(payload, "amount") === null ? null : shopifyMinor(payload, "amount", currency),
    currency,
    isCumulative: false,
    lines: [],
    source: "shopify",
  };
  return { kind: "arrivals", orders: [], adjustments: [adjustment] };
}

const orderTopics = new Set([
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/cancelled",
  "orders/fulfilled",
  "orders/partially_fulfilled",
]);

/**
 * What a Shopify webhook says.
 *
 * @param topic the header X-Shopify-Topic.
 * @param payload the parsed body.
 * @param store the store the connection belongs to.
 * @returns orders and adjustments to record, or why there are none.
 */
export function readShopify(topic: string, payload: Payload, store: PayloadStore): PayloadReading {
  return readingOf(() => {
    if (orderTopics.has(topic)) return readOrder(payload, store);
    if (topic === "refunds/create") return readRefund(payload, store);
    if (topic === "disputes/create" || topic === "disputes/update") return readDispute(payload, store);
    return { kind: "ignored", reason: `the topic ${topic} says nothing about orders` };
  });
}
