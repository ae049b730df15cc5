import type { WorkspaceContext } from "../../../platform/context.ts";
import { loadPerson, type Person } from "../../customers/service.ts";
import {
  adjustmentsOf,
  findFirstOfSubscription,
  lineChargedMinor,
  listConversionsOf,
  loadConversion,
  subjectId,
  type Adjustment,
  type Conversion,
} from "../../orders/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";

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

const chargedOf = (conversion: Conversion): OrderToPay["charged"] => ({
  totalMinor: conversion.totalMinor,
  lines:
    conversion.lines.length === 0
      ? [{ lineId: null, externalId: "", chargedMinor: conversion.totalMinor, quantity: 1n }]
      : conversion.lines.map((line) => ({
          lineId: lineId(line),
          externalId: line.externalId,
          chargedMinor: lineChargedMinor(line, conversion.taxIncluded),
          quantity: line.quantity,
        })),
});

// The events of one dispute share the part of their id before the last colon.
const disputeOf = (adjustment: Adjustment): string | null => (adjustment.kind.startsWith("dispute_") ? subjectId(adjustment) : null);

const takenBackBy = (adjustment: Adjustment): OrderToPay["adjustments"] => {
  const { kind, source, amountMinor: effectiveMinor, lines } = adjustment;
  if (kind === "refund_failed" || adjustment.isVoid) return [];
  return [{ kind, source, effectiveMinor, lines, disputeId: disputeOf(adjustment), atMs: adjustment.occurredAt.getTime() }];
};

/** An order that is not paid (any more) counts as cancelled as a whole, so that everything earned on it is taken back. */
const endOf = (status: OrderToPay["pay"]["status"], conversion: Conversion): OrderToPay["adjustments"] =>
  status === "paid"
    ? []
    : [
        {
          kind: "cancellation",
          source: "status",
          effectiveMinor: null,
          lines: [],
          disputeId: null,
          atMs: conversion.occurredAt.getTime(),
        },
      ];

const browsersOf = ({ visitorId }: Conversion, person: Person | undefined): string[] => [
  ...new Set([...(person?.visitorIds ?? []), ...(visitorId === null ? [] : [visitorId])]),
];

/** An order with all that deciding and booking its commission needs; undefined for any other id. */
export async function loadOrderToPay(ctx: WorkspaceContext, conversionId: string): Promise<OrderToPay | undefined> {
  const conversion = await loadConversion(ctx, conversionId);
  if (conversion === undefined) return undefined;
  const { customerId, subscriptionId } = conversion;
  const person = customerId === null ? undefined : await loadPerson(ctx, customerId);
  const orders = person === undefined ? [] : await listConversionsOf(ctx, person.customerIds);
  const earlier = orders.filter((order) => order.occurredAt < conversion.occurredAt).map((order) => order.clickId);
  const clickIds = [conversion.clickId, ...earlier].filter((id) => id !== null);
  const pay = payOf(conversion);
  return {
    pay,
    storeId: conversion.storeId,
    version: conversion.version,
    buyerEmailHashes: person?.emailHashes ?? [],
    codes: conversion.codes,
    customerId,
    personId: person?.id ?? null,
    visitorIds: browsersOf(conversion, person),
    namedClickId: conversion.clickId,
    clickIds: [...new Set(clickIds)],
    customerOrders: orders.map((order) => ({ id: order.id, atMs: order.occurredAt.getTime() })),
    subscriptionId,
    firstOfSubscriptionId: subscriptionId === null ? null : ((await findFirstOfSubscription(ctx, subscriptionId)) ?? null),
    charged: chargedOf(conversion),
    adjustments: [...(await adjustmentsOf(ctx, conversion)).flatMap(takenBackBy), ...endOf(pay.status, conversion)],
    zone: (await loadWorkspace(ctx)).zone,
  };
}
