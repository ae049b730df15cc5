import { createHmac } from "node:crypto";

let counted = 0;

/** An event as Stripe delivers it, around an object; each has an id of its own unless one is given. */
export const stripeEvent = (
  type: string,
  object: object,
  options: { id?: string; created?: number; livemode?: boolean } = {},
): Record<string, unknown> => ({
  id: options.id ?? `evt_test_${++counted}`,
  object: "event",
  api_version: "2026-10-28.endive",
  created: options.created ?? Date.parse("2026-04-30T09:00:05Z") / 1000,
  data: { object },
  livemode: options.livemode ?? true,
  pending_webhooks: 1,
  request: { id: "req_1", idempotency_key: null },
  type,
});

/** A finished checkout of 58.90 EUR paid by card. */
export const stripeSession = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: "cs_live_a1",
  object: "checkout.session",
  amount_subtotal: 6000,
  amount_total: 5890,
  client_reference_id: null,
  created: 1_777_539_500,
  currency: "eur",
  customer: "cus_1",
  customer_details: {
    address: { country: "DE", city: null, line1: null, line2: null, postal_code: null, state: null },
    email: "mia.kunde@example.com",
    name: "Mia Kunde",
    phone: null,
  },
  customer_email: null,
  discounts: [],
  invoice: null,
  livemode: true,
  metadata: {},
  mode: "payment",
  payment_intent: "pi_1",
  payment_status: "paid",
  shipping_cost: { amount_subtotal: 490, amount_tax: 0, amount_total: 490, shipping_rate: "shr_1" },
  status: "complete",
  subscription: null,
  total_details: { amount_discount: 600, amount_shipping: 490, amount_tax: 0 },
  ...changes,
});

/** A payment of 58.90 EUR that succeeded. */
export const stripePayment = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: "pi_1",
  object: "payment_intent",
  amount: 5890,
  amount_received: 5890,
  amount_details: { tip: {} },
  created: 1_777_539_600,
  currency: "eur",
  customer: "cus_1",
  description: null,
  latest_charge: "ch_1",
  livemode: true,
  metadata: {},
  payment_method_types: ["card"],
  receipt_email: "mia.kunde@example.com",
  status: "succeeded",
  ...changes,
});

/** A paid invoice of a subscription, 29.00 EUR for a month. */
export const stripeInvoice = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: "in_1",
  object: "invoice",
  amount_due: 2900,
  amount_paid: 2900,
  amount_remaining: 0,
  billing_reason: "subscription_create",
  currency: "eur",
  customer: "cus_1",
  customer_email: "mia.kunde@example.com",
  customer_address: { country: "DE" },
  created: 1_777_539_600,
  lines: {
    object: "list",
    data: [
      {
        id: "il_1",
        object: "line_item",
        amount: 2900,
        currency: "eur",
        description: "1 × Pro (at €29.00 / month)",
        quantity: 1,
        pricing: { price_details: { price: "price_1", product: "prod_1" }, type: "price_details", unit_amount_decimal: "2900" },
      },
    ],
    has_more: false,
  },
  livemode: true,
  metadata: {},
  parent: { type: "subscription_details", subscription_details: { metadata: {}, subscription: "sub_1" }, quote_details: null },
  status: "paid",
  status_transitions: { finalized_at: 1_777_539_600, paid_at: 1_777_539_605, voided_at: null, marked_uncollectible_at: null },
  subtotal: 2900,
  total: 2900,
  total_discount_amounts: [],
  total_taxes: [],
  ...changes,
});

/** The charge of a payment, some of which was refunded. */
export const stripeCharge = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: "ch_1",
  object: "charge",
  amount: 5890,
  amount_captured: 5890,
  amount_refunded: 2000,
  currency: "eur",
  customer: "cus_1",
  livemode: true,
  metadata: {},
  paid: true,
  payment_intent: "pi_1",
  refunded: false,
  status: "succeeded",
  ...changes,
});

/** The headers under which Stripe delivers a body. */
export function stripeHeaders(body: string, options: { secret?: string; signedAtMs?: number } = {}): Record<string, string> {
  const signedAt = Math.floor((options.signedAtMs ?? Date.parse("2026-05-01T10:00:00Z")) / 1000);
  const signature = createHmac("sha256", options.secret ?? "stripe secret")
    .update(`${signedAt}.${body}`)
    .digest("hex");
  return { "content-type": "application/json", "stripe-signature": `t=${signedAt},v1=${signature},v0=00` };
}
