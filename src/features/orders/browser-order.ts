import { isCurrency } from "../../kernel/money.ts";
import { beginning } from "../../kernel/text.ts";
import { orderAmounts } from "./order-amounts.ts";
import type { ArrivingOrder } from "./order-document.ts";
import { listAt, textAt, type Payload } from "./payload/payload.ts";
import { looseNames } from "./record/order-names.ts";

/** An order as a page reported it, in its event. */
export interface BrowserOrderEvent {
  readonly occurredAtMs: number;
  readonly clickId: string | null;
  readonly visitorId: string | null;
  /** `id`, and as far as the page knows them `amount` in minor units with `currency`, `codes` and `customer`. */
  readonly properties: Payload;
}

/** The store whose page it was. */
export interface BrowserStore {
  readonly id: string;
  /** `count`: an order that only a page reported is paid; else it is pending until a server reports it too. */
  readonly page_orders: string;
}

function amountsOf(properties: Payload) {
  const [amount, currency] = [textAt(properties, "amount"), textAt(properties, "currency")];
  if (amount === null || currency === null || !/^\d{1,15}$/.test(amount) || !isCurrency(currency)) return null;
  const nothing = {
    codeDiscountMinor: 0n,
    otherDiscountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
  };
  return orderAmounts({ currency, lines: [], taxIncluded: true, ...nothing, totalMinor: BigInt(amount) });
}

/**
 * An order from the event of a page, to be joined with what the store itself says of it.
 *
 * @param event the event.
 * @param store the store of the page.
 * @returns undefined when the event names no order.
 * @example
 * import { browserOrder } from "./browser-order.ts";
 * const event = { occurredAtMs: 0, clickId: null, visitorId: null, properties: { id: "1001" } };
 * browserOrder(event, { id: "s", page_orders: "count" })?.amounts; // => null
 */
export function browserOrder(event: BrowserOrderEvent, store: BrowserStore): ArrivingOrder | undefined {
  const id = textAt(event.properties, "id");
  if (id === null) return undefined;
  const externalId = beginning(id, 200);
  return {
    storeId: store.id,
    externalId,
    kind: "order",
    occurredAtMs: event.occurredAtMs,
    precision: "ms",
    status: store.page_orders === "count" ? "paid" : "pending",
    statusAtMs: event.occurredAtMs,
    isTest: false,
    statedAtMs: null,
    amounts: amountsOf(event.properties),
    codes: listAt(event.properties, "codes").flatMap((code) =>
      typeof code === "string" && code.trim() !== "" ? [beginning(code.trim(), 64)] : [],
    ),
    clickId: event.clickId,
    clickWay: event.clickId === null ? null : "browser",
    visitorId: event.visitorId,
    subscriptionId: null,
    renewalNumber: null,
    country: null,
    isNewCustomer: null,
    names: looseNames(externalId),
    email: null,
    customerExternalId: textAt(event.properties, "customer"),
    metadata: {},
  };
}
