import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import { at, instantAt, textAt, type Payload } from "../payload/payload.ts";
import { needed, readingOf, type PayloadReading, type PayloadStore } from "../payload/reading.ts";
import { paymentNames, stripeCurrency, stripeId, stripeMinor, type StripeEvent } from "./stripe-fields.ts";
import { readInvoice } from "./stripe-invoice.ts";
import { readInvoicePayment, readPayment, readSession } from "./stripe-orders.ts";

type Reader = (event: StripeEvent, store: PayloadStore) => PayloadReading;
type Taken = Pick<ArrivingAdjustment, "kind" | "externalId" | "amountMinor" | "isCumulative"> & { readonly occurredAtMs?: number };

const ignored = (reason: string): PayloadReading => ({ kind: "ignored", reason });

function adjustment(event: StripeEvent, store: PayloadStore, ...taken: Taken[]): PayloadReading {
  const { object } = event;
  const names = paymentNames([
    stripeId(object, "payment_intent"),
    textAt(object, "object") === "charge" ? textAt(object, "id") : stripeId(object, "charge"),
  ]);
  needed(names[0], "the payment it belongs to");
  const common = {
    storeId: store.id,
    names,
    occurredAtMs: event.createdAtMs,
    currency: stripeCurrency(object),
    lines: [],
    source: "stripe",
  };
  const adjustments = taken.map((each): ArrivingAdjustment => ({ ...common, ...each }));
  return { kind: "arrivals", orders: [], adjustments };
}

const idOf = (event: StripeEvent): string => needed(textAt(event.object, "id"), "the object's id");

/** `charge.refunded` states all that was refunded so far; after a refund that failed it may come to the same again, at another time. */
const readRefundedCharge: Reader = (event, store) => {
  const amountMinor = stripeMinor(event.object, "amount_refunded", stripeCurrency(event.object));
  if (amountMinor === 0n) return ignored("nothing was refunded");
  return adjustment(event, store, {
    kind: "refund",
    externalId: `${idOf(event)}:refunded:${amountMinor}:${event.createdAtMs / 1000}`,
    amountMinor,
    isCumulative: true,
  });
};

/** A single refund, once it is under way. One that failed is told with its failure, because nobody may have told of it before. */
const readRefund: Reader = (event, store) => {
  const { object } = event;
  const refund: Taken = {
    kind: "refund",
    externalId: idOf(event),
    amountMinor: stripeMinor(object, "amount", stripeCurrency(object)),
    isCumulative: false,
    occurredAtMs: instantAt(object, "created") ?? event.createdAtMs,
  };
  if (!["failed", "canceled"].includes(textAt(object, "status") ?? "")) return adjustment(event, store, refund);
  const { occurredAtMs: _refundedAtMs, ...failure } = refund;
  return adjustment(event, store, refund, { ...failure, kind: "refund_failed", externalId: `${refund.externalId}:failed` });
};

const isInquiry = (event: StripeEvent): boolean => (textAt(event.object, "status") ?? "").startsWith("warning_");

const disputed = (event: StripeEvent, store: PayloadStore, kind: "dispute_opened" | "dispute_won" | "dispute_lost"): PayloadReading =>
  adjustment(event, store, {
    kind,
    externalId: `${idOf(event)}:${kind.slice("dispute_".length)}`,
    amountMinor: stripeMinor(event.object, "amount", stripeCurrency(event.object)),
    isCumulative: false,
  });

const readDispute: Reader = (event, store) =>
  isInquiry(event) ? ignored("an inquiry moves no money") : disputed(event, store, "dispute_opened");

const readClosedDispute: Reader = (event, store) => {
  if (isInquiry(event)) return ignored("an inquiry moves no money");
  return disputed(event, store, textAt(event.object, "status") === "won" ? "dispute_won" : "dispute_lost");
};

const readers: ReadonlyMap<string, Reader> = new Map([
  ["checkout.session.completed", readSession],
  ["checkout.session.async_payment_succeeded", readSession],
  ["payment_intent.succeeded", readPayment],
  ["invoice.paid", readInvoice],
  ["invoice.payment_succeeded", readInvoice],
  ["invoice_payment.paid", readInvoicePayment],
  ["charge.refunded", readRefundedCharge],
  ["refund.created", readRefund],
  ["refund.updated", readRefund],
  ["refund.failed", readRefund],
  ["charge.refund.updated", readRefund],
  ["charge.dispute.created", readDispute],
  ["charge.dispute.closed", readClosedDispute],
]);

/**
 * What a Stripe event says.
 *
 * @param payload the parsed body.
 * @param store the store the connection belongs to.
 * @returns orders and adjustments to record, or why there are none.
 */
export function readStripe(payload: Payload, store: PayloadStore): PayloadReading {
  return readingOf(() => {
    const type = needed(textAt(payload, "type"), "the event's type");
    const reader = readers.get(type);
    if (reader === undefined) return ignored(`the event ${type} says nothing about orders`);
    const createdAtMs = needed(instantAt(payload, "created"), "the event's time");
    return reader(
      { type, createdAtMs, isLive: at(payload, "livemode") !== false, object: needed(at(payload, "data.object"), "the event's object") },
      store,
    );
  });
}
