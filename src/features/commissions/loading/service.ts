import { groupBy } from "../../../platform/db/group-by.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { loadPersons, type Person } from "../../customers/service.ts";
import {
  adjustmentsOf,
  findFirstOfSubscription,
  lineChargedMinor,
  listConversionsOf,
  loadConversions,
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

type Known = Pick<OrderToPay, "zone" | "firstOfSubscriptionId"> & {
  readonly person: Person | undefined;
  /** Every order of that person, oldest first. */
  readonly orders: Awaited<ReturnType<typeof listConversionsOf>>;
  readonly adjustments: readonly Adjustment[];
};

function orderToPay(conversion: Conversion, { person, orders, adjustments, zone, firstOfSubscriptionId }: Known): OrderToPay {
  const earlier = orders.filter((order) => order.occurredAt < conversion.occurredAt).map((order) => order.clickId);
  const clickIds = [conversion.clickId, ...earlier].filter((id) => id !== null);
  const pay = payOf(conversion);
  return {
    pay,
    storeId: conversion.storeId,
    version: conversion.version,
    buyerEmailHashes: person?.emailHashes ?? [],
    codes: conversion.codes,
    customerId: conversion.customerId,
    personId: person?.id ?? null,
    visitorIds: browsersOf(conversion, person),
    namedClickId: conversion.clickId,
    clickIds: [...new Set(clickIds)],
    customerOrders: orders.map((order) => ({ id: order.id, atMs: order.occurredAt.getTime() })),
    subscriptionId: conversion.subscriptionId,
    firstOfSubscriptionId,
    charged: chargedOf(conversion),
    adjustments: [...adjustments.flatMap(takenBackBy), ...endOf(pay.status, conversion)],
    zone,
  };
}

const firstOf = async (ctx: WorkspaceContext, { subscriptionId }: Conversion): Promise<string | null> =>
  subscriptionId === null ? null : ((await findFirstOfSubscription(ctx, subscriptionId)) ?? null);

/** The orders of each person, under every customer row of theirs, oldest first. */
async function ordersOfPersons(ctx: WorkspaceContext, persons: Iterable<Person>): Promise<Map<Person, Known["orders"]>> {
  const rowIds = [...new Set([...persons].flatMap((person) => person.customerIds))];
  const orders = rowIds.length === 0 ? [] : await listConversionsOf(ctx, rowIds);
  const ofRow = groupBy(orders, (order) => order.customerId!);
  const rank = new Map(orders.map((order, index) => [order.id, index]));
  const ofPerson = (person: Person): Known["orders"] =>
    person.customerIds.flatMap((id) => ofRow.get(id) ?? []).toSorted((a, b) => rank.get(a.id)! - rank.get(b.id)!);
  return new Map([...persons].map((person) => [person, ofPerson(person)]));
}

/** Orders with all that deciding and booking their commissions needs, by id; other ids are left out. */
export async function loadOrdersToPay(ctx: WorkspaceContext, conversionIds: readonly string[]): Promise<Map<string, OrderToPay>> {
  const conversions = [...(await loadConversions(ctx, conversionIds)).values()];
  if (conversions.length === 0) return new Map();
  const customerIds = conversions.map(({ customerId }) => customerId).filter((id) => id !== null);
  const persons = await loadPersons(ctx, [...new Set(customerIds)]);
  const orders = await ordersOfPersons(ctx, new Set(persons.values()));
  const adjustments = await adjustmentsOf(ctx, conversions);
  const { zone } = await loadWorkspace(ctx);
  const found = new Map<string, OrderToPay>();
  for (const conversion of conversions) {
    const person = conversion.customerId === null ? undefined : persons.get(conversion.customerId);
    found.set(
      conversion.id,
      orderToPay(conversion, {
        person,
        orders: person === undefined ? [] : orders.get(person)!,
        adjustments: adjustments.get(conversion.id)!,
        zone,
        firstOfSubscriptionId: await firstOf(ctx, conversion),
      }),
    );
  }
  return found;
}

/** One such order; undefined for any other id. */
export const loadOrderToPay = async (ctx: WorkspaceContext, conversionId: string): Promise<OrderToPay | undefined> =>
  (await loadOrdersToPay(ctx, [conversionId])).get(conversionId);
