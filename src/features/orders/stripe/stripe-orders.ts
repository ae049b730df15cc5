import { orderAmounts, type OrderAmounts, type StatedAmounts } from "../order-amounts.ts";
import type { ArrivingOrder } from "../order-document.ts";
import { at, textAt } from "../payload/payload.ts";
import { needed, type PayloadReading, type PayloadStore } from "../payload/reading.ts";
import {
  codesIn,
  orderIdentity,
  payerOf,
  storeOrderIn,
  stripeCurrency,
  stripeId,
  stripeMinor,
  stripeOrderBase,
  trackedIn,
  type StripeEvent,
} from "./stripe-fields.ts";

const plain = (currency: string): StatedAmounts => ({
  currency,
  lines: [],
  taxIncluded: false,
  codeDiscountMinor: 0n,
  otherDiscountMinor: 0n,
  taxMinor: 0n,
  shippingMinor: 0n,
  shippingTaxMinor: 0n,
  tipMinor: 0n,
  giftCardMinor: 0n,
  totalMinor: 0n,
});

/** Whether tax is inside the prices follows from the sum: Checkout states it nowhere else. */
function sessionAmounts(event: StripeEvent): OrderAmounts {
  const { object } = event;
  const currency = stripeCurrency(object);
  const minor = (path: string) => stripeMinor(object, path, currency);
  const [total, discount, tax, shipping] = [
    "amount_total",
    "total_details.amount_discount",
    "total_details.amount_tax",
    "total_details.amount_shipping",
  ].map(minor) as [bigint, bigint, bigint, bigint];
  const isOnTop = minor("amount_subtotal") - discount + shipping + tax === total;
  return orderAmounts({
    ...plain(currency),
    taxIncluded: tax > 0n && !isOnTop,
    codeDiscountMinor: discount,
    taxMinor: tax,
    shippingMinor: shipping,
    totalMinor: total,
  });
}

/**
 * An order from `checkout.session.completed` or its later `async_payment_succeeded`: the only event that has `client_reference_id`, the
 * usual carrier of a click id.
 */
export function readSession(event: StripeEvent, store: PayloadStore): PayloadReading {
  const { object } = event;
  if (textAt(object, "mode") === "setup") return { kind: "ignored", reason: "a session that only saves a card is no order" };
  const paths = ["metadata"];
  const session = needed(textAt(object, "id"), "the session's id");
  const order: ArrivingOrder = {
    ...stripeOrderBase(event, store),
    ...orderIdentity(storeOrderIn(object, paths), [stripeId(object, "payment_intent"), stripeId(object, "invoice"), session]),
    ...payerOf(object),
    ...trackedIn(object, paths, store),
    amounts: sessionAmounts(event),
    status: textAt(object, "payment_status") === "unpaid" ? "pending" : "paid",
    codes: codesIn(object, paths),
    subscriptionId: stripeId(object, "subscription"),
  };
  return { kind: "arrivals", orders: [{ order, source: "stripe_checkout" }], adjustments: [] };
}

/** How Stripe itself describes the payments that it makes for invoices: their orders come with the invoice. */
const invoiceDescriptions = new Set(["Subscription creation", "Subscription update", "Payment for Invoice"]);

/** An order from `payment_intent.succeeded`. */
export function readPayment(event: StripeEvent, store: PayloadStore): PayloadReading {
  const { object } = event;
  const paths = ["metadata"];
  const storeOrder = storeOrderIn(object, paths);
  const invoice = stripeId(object, "invoice");
  if (storeOrder === null && invoice === null && invoiceDescriptions.has(textAt(object, "description") ?? ""))
    return { kind: "ignored", reason: "this payment is for an invoice, whose own event brings the order" };
  const currency = stripeCurrency(object);
  const payment = needed(textAt(object, "id"), "the payment's id");
  const order: ArrivingOrder = {
    ...stripeOrderBase(event, store),
    ...orderIdentity(storeOrder, [invoice, payment, stripeId(object, "latest_charge")]),
    ...payerOf(object),
    ...trackedIn(object, paths, store),
    amounts: orderAmounts({
      ...plain(currency),
      tipMinor: stripeMinor(object, "amount_details.tip.amount", currency),
      totalMinor: stripeMinor(object, at(object, "amount_received") === undefined ? "amount" : "amount_received", currency),
    }),
    codes: codesIn(object, paths),
  };
  return { kind: "arrivals", orders: [{ order, source: "stripe_payment" }], adjustments: [] };
}

/** `invoice_payment.paid`: which payment paid which invoice. Newer versions of Stripe's API say so nowhere else. */
export function readInvoicePayment(event: StripeEvent, store: PayloadStore): PayloadReading {
  const { object } = event;
  const currency = stripeCurrency(object);
  const invoice = needed(stripeId(object, "invoice"), "the payment's invoice");
  const order: ArrivingOrder = {
    ...stripeOrderBase(event, store),
    ...orderIdentity(null, [invoice, stripeId(object, "payment.payment_intent"), stripeId(object, "payment.charge")]),
    email: null,
    customerExternalId: null,
    country: null,
    clickId: null,
    clickWay: null,
    visitorId: null,
    amounts: orderAmounts({ ...plain(currency), totalMinor: stripeMinor(object, "amount_paid", currency) }),
  };
  return { kind: "arrivals", orders: [{ order, source: "stripe_link" }], adjustments: [] };
}
