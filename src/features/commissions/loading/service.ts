import type { WorkspaceContext } from "../../../platform/context.ts";
import { loadPerson } from "../../customers/service.ts";
import {
  findFirstOfSubscription,
  listConversionsOfPerson,
  loadAdjustments,
  loadConversion,
  type Adjustment,
  type Conversion,
} from "../../orders/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import type { CommissionAdjustment } from "../reversal/adjusted-order.ts";

type Line = Conversion["lines"][number];

const lineId = (line: Line): string => String(line.position);
const listMinor = (line: Line): bigint => line.listPriceMinor * line.quantity;
const discountMinor = (line: Line): bigint => line.codeDiscountMinor + line.otherDiscountMinor;

const payLine = (line: Line): OrderToPay["pay"]["lines"][number] => ({
  lineId: lineId(line),
  sku: line.sku,
  product: line.product,
  category: line.category,
  listMinor: listMinor(line),
  discountMinor: discountMinor(line),
  taxMinor: line.taxMinor,
  isGiftCard: line.isGiftCard,
});

const novelty = ({ isNewCustomer }: Conversion): "new" | "returning" | "unknown" =>
  isNewCustomer === null ? "unknown" : isNewCustomer ? "new" : "returning";

const payOf = (conversion: Conversion): OrderToPay["pay"] => ({
  orderId: conversion.id,
  kind: conversion.kind,
  status: conversion.joinedIntoId === null ? conversion.status : "cancelled",
  atMs: conversion.occurredAt.getTime(),
  precision: conversion.precision,
  currency: conversion.currency,
  customer: novelty(conversion),
  buyerEmailHash: null,
  country: conversion.country,
  renewalNumber: conversion.renewalNumber,
  lines: conversion.lines.map(payLine),
  itemsMinor: conversion.itemsMinor,
  discountMinor: conversion.discountMinor,
  taxMinor: conversion.taxMinor,
  taxIncluded: conversion.taxIncluded,
  shippingMinor: conversion.shippingMinor,
  shippingTaxMinor: conversion.shippingTaxMinor,
  tipMinor: conversion.tipMinor,
  giftCardMinor: conversion.giftCardMinor,
});

/** What the customer paid for a line: after discounts, with its tax. */
const chargedMinor = (line: Line, { taxIncluded }: Conversion): bigint => {
  const charged = listMinor(line) - discountMinor(line) + (taxIncluded ? 0n : line.taxMinor);
  return charged < 0n ? 0n : charged;
};

const chargedOf = (conversion: Conversion): OrderToPay["charged"] => ({
  totalMinor: conversion.totalMinor,
  lines:
    conversion.lines.length === 0
      ? [{ lineId: null, chargedMinor: conversion.totalMinor, quantity: 1n }]
      : conversion.lines.map((line) => ({ lineId: lineId(line), chargedMinor: chargedMinor(line, conversion), quantity: line.quantity })),
});

// One dispute sends several events; what they share is the part of their id before the last colon.
const disputeOf = (adjustment: Adjustment): string | null =>
  adjustment.kind.startsWith("dispute_") ? adjustment.externalId.replace(/:[^:]*$/, "") : null;

const adjustmentOf =
  (conversion: Conversion) =>
  (adjustment: Adjustment): CommissionAdjustment => ({
    kind: adjustment.kind,
    source: adjustment.source,
    effectiveMinor: adjustment.amountMinor,
    lines: adjustment.lines.flatMap((named) => {
      const line = conversion.lines.find((each) =>
        named.position === null ? each.externalId === named.externalId : each.position === named.position,
      );
      return line === undefined ? [] : [{ lineId: lineId(line), amountMinor: named.amountMinor, quantity: named.quantity }];
    }),
    disputeId: disputeOf(adjustment),
    atMs: adjustment.occurredAt.getTime(),
  });

/** An order with all that deciding and booking its commission needs; undefined for any other id. */
export async function loadOrderToPay(ctx: WorkspaceContext, conversionId: string): Promise<OrderToPay | undefined> {
  const conversion = await loadConversion(ctx, conversionId);
  if (conversion === undefined) return undefined;
  const { customerId, subscriptionId } = conversion;
  const person = customerId === null ? undefined : await loadPerson(ctx, customerId);
  const orders = customerId === null ? [] : await listConversionsOfPerson(ctx, customerId);
  const earlier = orders.filter((order) => order.occurredAt < conversion.occurredAt).map((order) => order.clickId);
  const clickIds = [conversion.clickId, ...earlier].filter((id) => id !== null);
  return {
    pay: payOf(conversion),
    buyerEmailHashes: person?.emailHashes ?? [],
    codes: conversion.codes,
    customerId,
    visitorId: conversion.visitorId,
    namedClickId: conversion.clickId,
    clickIds: [...new Set(clickIds)],
    customerOrders: orders.map((order) => ({ id: order.id, atMs: order.occurredAt.getTime() })),
    firstOfSubscriptionId: subscriptionId === null ? null : ((await findFirstOfSubscription(ctx, subscriptionId)) ?? null),
    charged: chargedOf(conversion),
    adjustments: (await loadAdjustments(ctx, conversionId)).map(adjustmentOf(conversion)),
    zone: (await loadWorkspace(ctx)).zone,
  };
}
