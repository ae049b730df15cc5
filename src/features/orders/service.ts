import type { Selectable } from "kysely";
import { groupBy } from "../../platform/db/group-by.ts";
import type { TimePrecision } from "../../kernel/time.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { listPersonRows } from "../customers/service.ts";
import { parseLines, type AdjustedLine } from "./adjustments/adjustment.ts";
import * as adjustmentQueries from "./adjustments/queries.ts";
import { effectiveAmounts, failedRefunds, type AdjustmentKind } from "./adjustments/refund-total.ts";
import { asStated } from "./adjustments/standing.ts";
import type { OrderLine } from "./order-amounts.ts";
import type { OrderKind, OrderName, OrderSource, OrderStatus } from "./order-document.ts";
import * as queries from "./queries.ts";
import { nameIn, nameText } from "./record/order-names.ts";
import { listReferences } from "./record/queries.ts";
import type { OrderTables } from "./tables.ts";

export { amountsOfOrders, listTakenBack, orderDifference, type ProofOrder } from "./proof/service.ts";
export { eraseOrderFields } from "./erasing/service.ts";
export { orderImport } from "./csv-import/service.ts";
export { takeBrowserOrder } from "./browser/service.ts";
export { externalIdsOf, getAdjustment, getConversion, listAdjustments, listConversions } from "./reading/service.ts";
export { addStatus, sendAdjustment, sendBatch, sendConversions } from "./sending/service.ts";
export { refreshNovelty } from "./history/service.ts";
export { tellAdjustment, tellOrders, type OrderChange } from "./telling/service.ts";
export { recordArrivals } from "./record/service.ts";
export { readShopify } from "./shopify/shopify-webhook.ts";
export { readStripe } from "./stripe/stripe-webhook.ts";
export type { PayloadReading } from "./payload/reading.ts";
export type { Arrival, RecordedOrder } from "./record/arrival.ts";
export type { AdjustedLine, ArrivingAdjustment } from "./adjustments/adjustment.ts";
export type { ArrivingOrder, OrderKind, OrderSource, OrderStatus } from "./order-document.ts";
export { subjectId } from "./adjustments/refund-total.ts";
export { emptyLine, lineChargedMinor, orderAmounts, type OrderLine } from "./order-amounts.ts";

/** One order as it now is: joined from the newest version of each of its channels. */
export interface Conversion {
  readonly id: string;
  readonly storeId: string;
  readonly externalId: string;
  readonly kind: OrderKind;
  readonly occurredAt: Date;
  readonly precision: TimePrecision;
  readonly receivedAt: Date;
  readonly source: OrderSource;
  readonly version: number;
  readonly status: OrderStatus;
  /** The row the order was recorded for; customers.loadPerson gives the person behind it. */
  readonly customerId: string | null;
  readonly visitorId: string | null;
  readonly clickId: string | null;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** What was refunded of it so far, as the refunds take effect. */
  readonly refundedMinor: bigint;
  readonly itemsMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxIncluded: boolean;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  readonly giftCardMinor: bigint;
  readonly codes: readonly string[];
  readonly flags: readonly string[];
  readonly isNewCustomer: boolean | null;
  readonly noveltyReason: string;
  readonly country: string | null;
  readonly subscriptionId: string | null;
  readonly renewalNumber: number | null;
  /** The order that this one turned out to be the same as; then this one is cancelled and that one counts. Null for none. */
  readonly joinedIntoId: string | null;
  /** Counted from one by their place; empty when the amounts are unknown. */
  readonly lines: readonly (OrderLine & { readonly position: number })[];
}

type Row = Selectable<OrderTables["conversions"]>;

const asConversion = (row: Row, lines: Conversion["lines"]): Conversion => ({
  id: row.id,
  storeId: row.store_id,
  externalId: row.external_id,
  kind: row.kind as OrderKind,
  occurredAt: row.occurred_at,
  precision: row.occurred_precision as TimePrecision,
  receivedAt: row.received_at,
  source: row.source as OrderSource,
  version: row.version,
  status: row.status as OrderStatus,
  customerId: row.customer_id,
  visitorId: row.visitor_id,
  clickId: row.click_id,
  currency: row.currency,
  totalMinor: row.total_minor,
  refundedMinor: row.refunded_minor,
  itemsMinor: row.items_minor,
  discountMinor: row.discount_minor,
  taxMinor: row.tax_minor,
  taxIncluded: row.tax_included,
  shippingMinor: row.shipping_minor,
  shippingTaxMinor: row.shipping_tax_minor,
  tipMinor: row.tip_minor,
  giftCardMinor: row.gift_card_minor,
  codes: row.codes,
  flags: row.flags,
  isNewCustomer: row.is_new_customer,
  noveltyReason: row.novelty_reason,
  country: row.country,
  subscriptionId: row.subscription_id,
  renewalNumber: row.renewal_number,
  joinedIntoId: row.joined_into_id,
  lines,
});

const asLine = (row: Selectable<OrderTables["conversion_lines"]>) => ({
  position: row.position,
  externalId: row.external_id,
  sku: row.sku,
  product: row.product,
  category: row.category,
  title: row.title,
  quantity: row.quantity,
  listPriceMinor: row.list_price_minor,
  codeDiscountMinor: row.code_discount_minor,
  otherDiscountMinor: row.other_discount_minor,
  taxMinor: row.tax_minor,
  isGiftCard: row.is_gift_card,
  unitCostMinor: row.unit_cost_minor,
});

/** Orders of the workspace with their lines, by id; other ids are left out. */
export async function loadConversions(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Conversion>> {
  const rows = ids.length === 0 ? [] : await queries.listByIds(ctx.db, ctx.workspaceId, ids);
  const lines = rows.length === 0 ? [] : await queries.listLines(ctx.db, ctx.workspaceId, rows);
  const linesOf = groupBy(lines, (line) => line.conversion_id);
  return new Map(rows.map((row) => [row.id, asConversion(row, (linesOf.get(row.id) ?? []).map(asLine))]));
}

/** An order of the workspace with its lines; undefined for any other id. */
export const loadConversion = async (ctx: WorkspaceContext, id: string): Promise<Conversion | undefined> =>
  (await loadConversions(ctx, [id])).get(id);

/** Something taken back of an order, or a dispute, as it takes effect. */
export interface Adjustment {
  readonly id: string;
  readonly kind: AdjustmentKind;
  readonly externalId: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly source: string;
  /** What the sender stated; null: the whole order. */
  readonly statedMinor: bigint | null;
  /**
   * By how much it raises what was refunded: a refund that another channel reported already takes no effect a second time. For disputes
   * what is disputed; null: the whole order.
   */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly isCumulative: boolean;
  /** A refund that failed afterwards, or the report that it failed: it takes nothing back. */
  readonly isVoid: boolean;
  readonly lines: readonly AdjustedLine[];
}

/** Every name under which an adjustment may mean each order. */
async function namesOf(ctx: WorkspaceContext, orders: readonly Conversion[]): Promise<Map<Conversion, string[]>> {
  const ids = orders.map((order) => ({ store_id: order.storeId, external_id: order.externalId }));
  const keyOf = (storeId: string, externalId: string): string => `${storeId} ${externalId}`;
  const others = groupBy(await listReferences(ctx.db, ctx.workspaceId, ids), (row) => keyOf(row.store_id, row.conversion_external_id));
  const namesBy = (order: Conversion): string[] =>
    (others.get(keyOf(order.storeId, order.externalId)) ?? []).map((name) =>
      nameText({ kind: name.kind as OrderName["kind"], value: name.reference }),
    );
  return new Map(orders.map((order) => [order, [order.externalId, ...namesBy(order)]]));
}

function asAdjustments(records: readonly adjustmentQueries.OrderAdjustment[], order: Conversion): Adjustment[] {
  const stated = records.map((record) => asStated(record, order));
  const amounts = effectiveAmounts(stated, order);
  const failed = failedRefunds(stated);
  return records.map((record, index) => ({
    id: record.id,
    kind: record.kind as AdjustmentKind,
    externalId: record.external_id,
    occurredAt: record.occurred_at,
    recordedAt: record.recorded_at,
    source: record.source,
    statedMinor: record.amount_minor,
    amountMinor: amounts[index] ?? null,
    currency: record.currency,
    isCumulative: record.is_cumulative,
    isVoid: record.kind === "refund_failed" || failed.has(record.external_id),
    lines: parseLines(record.lines),
  }));
}

/** What was taken back of orders, in the order in which it was recorded, whatever name it was reported under and whenever it came. */
export async function adjustmentsOf(ctx: WorkspaceContext, orders: readonly Conversion[]): Promise<Map<string, Adjustment[]>> {
  if (orders.length === 0) return new Map();
  const names = await namesOf(ctx, orders);
  const all = [...names].flatMap(([order, list]) => list.map((name) => ({ store_id: order.storeId, name })));
  const asked = [...new Map(all.map((each) => [`${each.store_id} ${each.name}`, each])).values()];
  const records = await adjustmentQueries.findAdjustments(ctx.db, ctx.workspaceId, asked);
  const ownOf = (order: Conversion) =>
    records.filter((row) => row.store_id === order.storeId && names.get(order)!.includes(row.conversion_external_id));
  return new Map(orders.map((order) => [order.id, asAdjustments(ownOf(order), order)]));
}

/** The adjustments of an order by its id; empty for any other id. */
export async function loadAdjustments(ctx: WorkspaceContext, conversionId: string): Promise<Adjustment[]> {
  const order = await loadConversion(ctx, conversionId);
  return order === undefined ? [] : (await adjustmentsOf(ctx, [order])).get(conversionId)!;
}

/** The order an adjustment takes from; undefined while that order has not come. */
export async function findAdjustedConversion(ctx: WorkspaceContext, adjustmentId: string): Promise<string | undefined> {
  const adjustment = await adjustmentQueries.findAdjustment(ctx.db, ctx.workspaceId, adjustmentId);
  if (adjustment === undefined) return undefined;
  const { id, store_id, conversion_external_id } = adjustment;
  const [found] = await queries.findNamedOrders(ctx.db, ctx.workspaceId, [{ id, store_id, ...nameIn(conversion_external_id) }]);
  return found?.conversion_id;
}

/** Orders of some customer rows, oldest first. */
export async function listConversionsOf(
  ctx: WorkspaceContext,
  customerIds: readonly string[],
): Promise<{ id: string; customerId: string | null; occurredAt: Date; clickId: string | null }[]> {
  const conversions = await queries.listOfCustomers(ctx.db, ctx.workspaceId, customerIds);
  return conversions.map((row) => ({ id: row.id, customerId: row.customer_id, occurredAt: row.occurred_at, clickId: row.click_id }));
}

/** Every order of the person behind a customer row, oldest first: after a merge the other row's as well. */
export const listConversionsOfPerson = async (ctx: WorkspaceContext, customerId: string): ReturnType<typeof listConversionsOf> =>
  listConversionsOf(ctx, (await listPersonRows(ctx, [customerId])).get(customerId) ?? [customerId]);

/** The orders placed after one, oldest first: those of the same person and those of the same subscription. Null: that kind is left out. */
export async function listLaterOrders(
  ctx: WorkspaceContext,
  order: { id: string; at: Date; customerId: string | null; subscriptionId: string | null },
): Promise<string[]> {
  const { id, at, customerId, subscriptionId } = order;
  const customerIds = customerId === null ? [] : ((await listPersonRows(ctx, [customerId])).get(customerId) ?? [customerId]);
  return (await queries.listLater(ctx.db, ctx.workspaceId, { customerIds, subscriptionId, at, id })).map((row) => row.id);
}

/** A page of the orders that were placed in a span of time, oldest first. */
export async function listPlacedOrders(
  ctx: WorkspaceContext,
  span: queries.PlacedSpan,
  limit: number,
): Promise<{ id: string; occurredAt: Date }[]> {
  const rows = await queries.listPlaced(ctx.db, ctx.workspaceId, span, limit);
  return rows.map((row) => ({ id: row.id, occurredAt: row.occurred_at }));
}

/** The first order of a subscription; undefined while none is known. */
export const findFirstOfSubscription = async (ctx: WorkspaceContext, subscriptionId: string): Promise<string | undefined> =>
  (await queries.findFirstOfSubscription(ctx.db, ctx.workspaceId, subscriptionId))?.id;

/** Paid orders by the number that their store gave them, with what their goods cost the brand; null where a line does not say. */
export async function listOrderGoods(ctx: WorkspaceContext, of: { readonly name: string; readonly storeId: string | null }) {
  const rows = await queries.findWithGoods(ctx.db, ctx.workspaceId, of);
  return rows.map((row) => ({ id: row.conversion_id, currency: row.currency, goodsMinor: row.goods_minor }));
}
