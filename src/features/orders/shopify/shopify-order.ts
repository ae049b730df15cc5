import { beginning } from "../../../kernel/text.ts";
import { clickFields, idAmong, idInAddress, visitorFields } from "../click-text.ts";
import type { ArrivingOrder, ClickWay, OrderName } from "../order-document.ts";
import { at, firstText, instantAt, listAt, pairsAt, textAt, type Payload } from "../payload/payload.ts";
import { needed, type PayloadStore } from "../payload/reading.ts";
import { orderNumber } from "../record/order-names.ts";
import { shopifyAmounts } from "./shopify-amounts.ts";

const statuses: Readonly<Record<string, ArrivingOrder["status"]>> = {
  paid: "paid",
  partially_refunded: "paid",
  refunded: "paid",
  voided: "cancelled",
  expired: "cancelled",
};

/**
 * What Shopify's financial status means here: refunded orders were paid, and what went back are adjustments; authorized and partially
 * paid ones are not paid yet.
 *
 * @param text the financial status in any case; unknown ones count as pending.
 * @example
 * import { shopifyStatus } from "./shopify-order.ts";
 * shopifyStatus("Partially_Refunded"); // => "paid"
 */
export const shopifyStatus = (text: string | null): ArrivingOrder["status"] =>
  statuses[(text ?? "").trim().toLowerCase().replaceAll(" ", "_")] ?? "pending";

function statusOf(order: Payload, orderedAtMs: number): Pick<ArrivingOrder, "status" | "statusAtMs"> {
  const cancelledAt = instantAt(order, "cancelled_at");
  if (cancelledAt !== null) return { status: "cancelled", statusAtMs: cancelledAt };
  const status = shopifyStatus(textAt(order, "financial_status"));
  const statusAtMs =
    status === "cancelled" ? (instantAt(order, "updated_at") ?? orderedAtMs) : (instantAt(order, "processed_at") ?? orderedAtMs);
  return { status, statusAtMs };
}

/** The order's own attributes first, then those of its lines, then the page on which the visit began. */
function clickOf(order: Payload, store: PayloadStore): { clickId: string | null; clickWay: ClickWay | null } {
  const fields = [...store.clickFields, ...clickFields];
  const pairs = [...pairsAt(order, "note_attributes"), ...listAt(order, "line_items").flatMap((line) => pairsAt(line, "properties"))];
  const attribute = idAmong(pairs, fields, "clk");
  if (attribute !== null) return { clickId: attribute, clickWay: "cart_attribute" };
  const landing = idInAddress(textAt(order, "landing_site"), fields, "clk");
  return { clickId: landing, clickWay: landing === null ? null : "landing_page" };
}

const named = (kind: OrderName["kind"], value: string | null): OrderName[] =>
  value === null ? [] : [{ kind, value: beginning(value, 200) }];

const namesOf = (order: Payload): OrderName[] => [
  ...named("order_name", orderNumber(textAt(order, "name") ?? "") || null),
  ...named("checkout", textAt(order, "checkout_token")),
  ...named("checkout", textAt(order, "cart_token")),
];

const gidNumber = (order: Payload): string | null => textAt(order, "admin_graphql_api_id")?.split("/").at(-1) ?? null;

/**
 * One order from a Shopify order payload, as the webhooks orders/create, orders/paid, orders/updated and orders/cancelled send it.
 *
 * @param order the payload.
 * @param store whose order it is.
 * @returns the order; its refunds are not in it.
 * @throws {UnreadablePayload} without an id, a time, a currency or a total.
 */
export function shopifyOrder(order: Payload, store: PayloadStore): ArrivingOrder {
  const occurredAtMs = needed(instantAt(order, "created_at"), "the order's created_at");
  const pairs = pairsAt(order, "note_attributes");
  return {
    storeId: store.id,
    externalId: beginning(needed(textAt(order, "id") ?? gidNumber(order), "the order's id"), 200),
    kind: "order",
    occurredAtMs,
    precision: "s",
    ...statusOf(order, occurredAtMs),
    isTest: at(order, "test") === true,
    statedAtMs: instantAt(order, "updated_at"),
    amounts: shopifyAmounts(order),
    codes: listAt(order, "discount_codes").flatMap((each) => textAt(each, "code") ?? []),
    ...clickOf(order, store),
    visitorId: idAmong(pairs, visitorFields, "vis"),
    subscriptionId: null,
    renewalNumber: null,
    country: firstText(order, ["shipping_address.country_code", "billing_address.country_code"]),
    isNewCustomer: null,
    names: namesOf(order),
    email: firstText(order, ["email", "contact_email", "customer.email"]),
    customerExternalId: textAt(order, "customer.id"),
    metadata: {},
  };
}
