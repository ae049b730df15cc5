import { isoMinorFromStripe } from "../../../kernel/stripe-exponents.ts";
import { isCurrency } from "../../../kernel/money.ts";
import { beginning } from "../../../kernel/text.ts";
import { clickFields, idAmong, idIn, visitorFields } from "../click-text.ts";
import type { ArrivingOrder, OrderName } from "../order-document.ts";
import { at, firstText, pairsAt, textAt, type Payload } from "../payload/payload.ts";
import { needed, UnreadablePayload, type PayloadStore } from "../payload/reading.ts";
import { looseNames } from "../record/order-names.ts";

/** A Stripe event, as far as its envelope matters. */
export interface StripeEvent {
  /** What happened to which object, such as `invoice.paid`. */
  readonly type: string;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  /** False for test mode. */
  readonly isLive: boolean;
  readonly object: Payload;
}

/**
 * The currency of a Stripe object.
 *
 * @param object has `currency` in lower case.
 * @returns ISO 4217 code.
 * @throws {UnreadablePayload} for none or an unknown one.
 */
export function stripeCurrency(object: Payload): string {
  const currency = (textAt(object, "currency") ?? "").toUpperCase();
  if (!isCurrency(currency)) throw new UnreadablePayload(`the currency ${JSON.stringify(currency)} is unknown`);
  return currency;
}

/**
 * ISO minor units of an amount as Stripe states it, by Stripe's own number of decimals.
 *
 * @param object has the amount.
 * @param path where it stands; a missing amount is nothing.
 * @param currency ISO 4217 code.
 * @throws {UnreadablePayload} for something that is no whole number.
 */
export function stripeMinor(object: Payload, path: string, currency: string): bigint {
  const value = at(object, path);
  if (value === undefined || value === null) return 0n;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new UnreadablePayload(`the amount at ${path} is no whole number`);
  return isoMinorFromStripe(BigInt(value), currency).amountMinor;
}

/** The id of an object that may be expanded in place. */
export const stripeId = (object: Payload, path: string): string | null => textAt(object, path) ?? textAt(object, `${path}.id`);

const orderFields = ["order_id", "shopify_order_id", "order_number", "order", "orderid", "external_order_id"];

const lowerPairs = (object: Payload, path: string): [string, string][] =>
  pairsAt(object, path).map(([name, value]) => [name.toLowerCase(), value]);

/** The store's order that a payment says it pays for, in its metadata; null when it names none. */
export function storeOrderIn(object: Payload, paths: readonly string[]): string | null {
  for (const path of paths) {
    const pairs = lowerPairs(object, path);
    const found = orderFields
      .map((field) => pairs.find(([name]) => name === field)?.[1].trim())
      .find((value) => value !== undefined && value !== "");
    if (found !== undefined) return beginning(found, 200);
  }
  return null;
}

/** Click and visitor that a payment carries: its reference first, then its metadata. */
export function trackedIn(
  object: Payload,
  paths: readonly string[],
  store: PayloadStore,
): Pick<ArrivingOrder, "clickId" | "clickWay" | "visitorId"> {
  const pairs = paths.flatMap((path) => pairsAt(object, path));
  const clickId = idIn(textAt(object, "client_reference_id"), "clk") ?? idAmong(pairs, [...store.clickFields, ...clickFields], "clk");
  return { clickId, clickWay: clickId === null ? null : "payment_reference", visitorId: idAmong(pairs, visitorFields, "vis") };
}

/** Codes that a checkout wrote into its metadata. */
export function codesIn(object: Payload, paths: readonly string[]): string[] {
  const fields = ["discount_code", "coupon_code", "promo_code", "code"];
  const found = paths.flatMap((path) => lowerPairs(object, path)).filter(([name, value]) => fields.includes(name) && value.trim() !== "");
  return [...new Set(found.map(([, value]) => beginning(value.trim(), 64)))];
}

/** Names by which a payment provider means an order: each of its own ids, once. */
export const paymentNames = (ids: readonly (string | null)[]): OrderName[] =>
  [...new Set(ids)].filter((id) => id !== null).map((value) => ({ kind: "payment", value }));

/** What identifies an order that a payment pays for: the store's own id where it is named, else the payment's. */
export function orderIdentity(
  storeOrder: string | null,
  paymentIds: readonly (string | null)[],
): Pick<ArrivingOrder, "externalId" | "names"> {
  const names = paymentNames(paymentIds);
  if (storeOrder !== null) return { externalId: storeOrder, names: [...looseNames(storeOrder), ...names] };
  return {
    externalId: needed(
      paymentIds.find((id) => id !== null),
      "the payment's id",
    ),
    names,
  };
}

/** Who paid, as Stripe knows them. */
export const payerOf = (object: Payload): Pick<ArrivingOrder, "email" | "customerExternalId" | "country"> => ({
  email: firstText(object, ["customer_details.email", "customer_email", "receipt_email", "billing_details.email"]),
  customerExternalId: stripeId(object, "customer"),
  country: firstText(object, [
    "customer_details.address.country",
    "customer_address.country",
    "shipping.address.country",
    "billing_details.address.country",
  ]),
});

/** What every order read from a Stripe event has in common. */
export const stripeOrderBase = (
  event: StripeEvent,
  store: PayloadStore,
): Omit<
  ArrivingOrder,
  "externalId" | "names" | "amounts" | "clickId" | "clickWay" | "visitorId" | "email" | "customerExternalId" | "country"
> => ({
  storeId: store.id,
  kind: "order",
  occurredAtMs: event.createdAtMs,
  precision: "s",
  status: "paid",
  statusAtMs: event.createdAtMs,
  isTest: !event.isLive,
  statedAtMs: event.createdAtMs,
  codes: [],
  subscriptionId: null,
  renewalNumber: null,
  isNewCustomer: null,
  metadata: {},
});
