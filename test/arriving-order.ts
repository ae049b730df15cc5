import { emptyLine, orderAmounts } from "../src/features/orders/order-amounts.ts";
import type { ArrivingOrder } from "../src/features/orders/service.ts";

type Given = Pick<ArrivingOrder, "storeId" | "externalId" | "occurredAtMs" | "amounts"> & Partial<ArrivingOrder>;

/** A paid order as a channel brings it, of nobody and from nowhere but for what is given. */
export const arrivingOrder = (given: Given): ArrivingOrder => ({
  kind: "order",
  precision: "ms",
  status: "paid",
  statusAtMs: given.occurredAtMs,
  isTest: false,
  statedAtMs: null,
  codes: [],
  clickId: null,
  clickWay: null,
  visitorId: null,
  subscriptionId: null,
  renewalNumber: null,
  country: null,
  isNewCustomer: null,
  names: [],
  email: null,
  customerExternalId: null,
  metadata: {},
  ...given,
});

/** The amounts of an order of one line that costs so much, without tax, discount or shipping. */
export const plainAmounts = (totalMinor: bigint, currency = "EUR") =>
  orderAmounts({
    currency,
    lines: [{ ...emptyLine, sku: "A", title: "Tea", listPriceMinor: totalMinor }],
    taxIncluded: true,
    codeDiscountMinor: 0n,
    otherDiscountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
    totalMinor: null,
  });
