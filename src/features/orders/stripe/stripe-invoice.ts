import { beginning } from "../../../kernel/text.ts";
import { emptyLine, orderAmounts, type OrderAmounts, type OrderLine } from "../order-amounts.ts";
import type { ArrivingOrder } from "../order-document.ts";
import { at, firstText, instantAt, listAt, textAt, type Payload } from "../payload/payload.ts";
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

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const sumOf = (object: Payload, lists: readonly string[], path: string, currency: string): bigint => {
  const list = lists.map((name) => listAt(object, name)).find((each) => each.length > 0) ?? [];
  return sum(list.map((each) => stripeMinor(each, path, currency)));
};

/** A line of an invoice; Stripe states what the line comes to, so a price that does not divide is one piece. */
function lineOf(line: Payload, currency: string): OrderLine {
  const amount = stripeMinor(line, "amount", currency);
  const stated = at(line, "quantity");
  const quantity = typeof stated === "number" && Number.isSafeInteger(stated) && stated > 0 ? BigInt(stated) : 1n;
  const divides = amount % quantity === 0n;
  return {
    ...emptyLine,
    externalId: textAt(line, "id") ?? "",
    sku: firstText(line, ["pricing.price_details.price", "price.id"]) ?? "",
    product: firstText(line, ["pricing.price_details.product", "price.product"]) ?? "",
    title: beginning(textAt(line, "description") ?? "", 500),
    quantity: divides ? quantity : 1n,
    listPriceMinor: divides ? amount / quantity : amount,
  };
}

const isTaxInside = (invoice: Payload): boolean =>
  listAt(invoice, "total_taxes").some((tax) => textAt(tax, "tax_behavior") === "inclusive") ||
  listAt(invoice, "total_tax_amounts").some((tax) => at(tax, "inclusive") === true);

/**
 * The amounts of an invoice. What a credit paid (prorations of this invoice, and the customer's balance from earlier ones) is a discount,
 * so that a downgrade and the invoices after it together come to what was really paid.
 */
function invoiceAmounts(invoice: Payload, currency: string): OrderAmounts {
  const lines = listAt(invoice, "lines.data").map((line) => lineOf(line, currency));
  const credits = -sum(lines.filter((line) => line.listPriceMinor < 0n).map((line) => line.quantity * line.listPriceMinor));
  const total = stripeMinor(invoice, "total", currency);
  const offStripe = stripeMinor(invoice, "amount_paid_off_stripe", currency);
  const paid = at(invoice, "amount_paid") === undefined ? total : stripeMinor(invoice, "amount_paid", currency) + offStripe;
  const fromBalance = paid < total ? total - paid : 0n;
  return orderAmounts({
    currency,
    lines: lines.filter((line) => line.listPriceMinor >= 0n),
    taxIncluded: isTaxInside(invoice),
    codeDiscountMinor: sumOf(invoice, ["total_discount_amounts"], "amount", currency),
    otherDiscountMinor: credits + fromBalance,
    taxMinor: sumOf(invoice, ["total_taxes", "total_tax_amounts"], "amount", currency),
    shippingMinor: stripeMinor(invoice, "shipping_cost.amount_subtotal", currency),
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
    totalMinor: total - fromBalance,
  });
}

const paymentsOf = (invoice: Payload): (string | null)[] => [
  stripeId(invoice, "payment_intent"),
  ...listAt(invoice, "payments.data").map((each) => stripeId(each, "payment.payment_intent")),
  stripeId(invoice, "charge"),
];

const metadataPaths = ["metadata", "parent.subscription_details.metadata", "subscription_details.metadata"];

/**
 * An order from `invoice.paid`: the first payment of a subscription, a renewal, or a trial for nothing. Its number within the
 * subscription is counted when it is recorded.
 */
export function readInvoice(event: StripeEvent, store: PayloadStore): PayloadReading {
  const { object } = event;
  const currency = stripeCurrency(object);
  if (stripeMinor(object, "total", currency) < 0n) return { kind: "ignored", reason: "an invoice below zero is a credit for later ones" };
  const paidAt = instantAt(object, "status_transitions.paid_at") ?? event.createdAtMs;
  const order: ArrivingOrder = {
    ...stripeOrderBase(event, store),
    ...orderIdentity(storeOrderIn(object, metadataPaths), [needed(textAt(object, "id"), "the invoice's id"), ...paymentsOf(object)]),
    ...payerOf(object),
    ...trackedIn(object, metadataPaths, store),
    occurredAtMs: paidAt,
    statusAtMs: paidAt,
    amounts: invoiceAmounts(object, currency),
    codes: codesIn(object, metadataPaths),
    subscriptionId: stripeId(object, "subscription") ?? stripeId(object, "parent.subscription_details.subscription"),
  };
  return { kind: "arrivals", orders: [{ order, source: "stripe_invoice" }], adjustments: [] };
}
