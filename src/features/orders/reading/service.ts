import type { Selectable } from "kysely";
import { formatId } from "../../../kernel/ids.ts";
import { startOfDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { listPersonRows } from "../../customers/service.ts";
import { listStoresInUse } from "../../stores/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import * as adjustmentQueries from "../adjustments/queries.ts";
import type { AdjustmentKind } from "../adjustments/refund-total.ts";
import type { OrderKind, OrderName, OrderSource } from "../order-document.ts";
import * as queries from "../queries.ts";
import { nameIn, nameText, orderNumber } from "../record/order-names.ts";
import type { OrderTables } from "../tables.ts";

type Row = Selectable<OrderTables["conversions"]>;
type Line = Selectable<OrderTables["conversion_lines"]>;

const money = (amount: bigint, currency: string) => ({ amount: amount.toString(), currency });

const amounts = (row: Row) => ({
  total: money(row.total_minor, row.currency),
  refunded: money(row.refunded_minor, row.currency),
  items: money(row.items_minor, row.currency),
  discount: money(row.discount_minor, row.currency),
  tax: money(row.tax_minor, row.currency),
  tax_included: row.tax_included,
  shipping: money(row.shipping_minor, row.currency),
  shipping_tax: money(row.shipping_tax_minor, row.currency),
  tip: money(row.tip_minor, row.currency),
  gift_card: money(row.gift_card_minor, row.currency),
});

const shown = (row: Row) => ({
  id: formatId("ord", row.id),
  store_id: formatId("sto", row.store_id),
  external_id: row.external_id,
  status: row.status,
  version: row.version,
  kind: row.kind as OrderKind,
  occurred_at: row.occurred_at.toISOString(),
  occurred_precision: row.occurred_precision as "ms" | "s" | "day",
  received_at: row.received_at.toISOString(),
  source: row.source as OrderSource,
  ...amounts(row),
  codes: row.codes,
  flags: row.flags,
  customer_id: row.customer_id === null ? null : formatId("cus", row.customer_id),
  is_new_customer: row.is_new_customer,
  novelty_reason: row.novelty_reason,
  click_id: row.click_id === null ? null : formatId("clk", row.click_id),
  visitor_id: row.visitor_id === null ? null : formatId("vis", row.visitor_id),
  country: row.country,
  subscription_id: row.subscription_id,
  renewal_number: row.renewal_number,
  joined_into_id: row.joined_into_id === null ? null : formatId("ord", row.joined_into_id),
});

const shownLine = (line: Line, currency: string) => ({
  position: line.position,
  external_id: line.external_id,
  sku: line.sku,
  product: line.product,
  category: line.category,
  title: line.title,
  quantity: line.quantity.toString(),
  list_price: money(line.list_price_minor, currency),
  code_discount: money(line.code_discount_minor, currency),
  other_discount: money(line.other_discount_minor, currency),
  tax: money(line.tax_minor, currency),
  is_gift_card: line.is_gift_card,
  unit_cost: line.unit_cost_minor === null ? null : money(line.unit_cost_minor, currency),
});

/** What a list of orders may be narrowed by. */
export interface ConversionQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly store_id?: string | undefined;
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly external_id?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const startOf = (day: string | undefined, zone: string): Date | undefined =>
  day === undefined ? undefined : new Date(startOfDay(day, zone));

/** What a text may mean: the store's id of an order, or the number that a store prints on it. */
async function ordersNamed(ctx: WorkspaceContext, text: string) {
  const storeIds = (await listStoresInUse(ctx)).map(({ id }) => id);
  const numbered = storeIds.length === 0 ? [] : await queries.listNumbered(ctx.db, ctx.workspaceId, storeIds, orderNumber(text));
  return [{ storeId: undefined, externalId: text }, ...numbered];
}

/** Orders, newest first; those of a customer include the rows merged into the same person. */
export async function listConversions(ctx: WorkspaceContext, query: ConversionQuery) {
  const { customer_id: customerId } = query;
  const { zone } = await loadWorkspace(ctx);
  const customerIds = customerId === undefined ? undefined : ((await listPersonRows(ctx, [customerId])).get(customerId) ?? [customerId]);
  const rows = await queries.listConversions(ctx.db, ctx.workspaceId, {
    before: parseCursor(query.cursor),
    limit: query.limit,
    storeId: query.store_id,
    status: query.status,
    kind: query.kind,
    named: query.external_id === undefined ? undefined : await ordersNamed(ctx, query.external_id),
    customerIds,
    placedFrom: startOf(query.from, zone),
    placedBefore: startOf(query.to, zone),
  });
  return pageFrom(rows, query.limit, (row) => ({ at: row.occurred_at, id: row.id }), shown);
}

/** One order with its lines, its history and its other names. @throws Problem not-found for any other id */
export async function getConversion(ctx: WorkspaceContext, id: string) {
  const row = await queries.findConversion(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("conversion", formatId("ord", id));
  const lines = await queries.listLines(ctx.db, ctx.workspaceId, [row]);
  const statuses = await queries.listStatuses(ctx.db, ctx.workspaceId, id);
  const versions = await queries.listVersions(ctx.db, ctx.workspaceId, id);
  const names = await queries.listNames(ctx.db, ctx.workspaceId, row.store_id, row.external_id);
  return {
    ...shown(row),
    lines: lines.map((line) => shownLine(line, row.currency)),
    statuses: statuses.map((each) => ({
      status: each.status,
      occurred_at: each.occurred_at.toISOString(),
      recorded_at: each.recorded_at.toISOString(),
      source: each.source,
    })),
    versions: versions.map((each) => ({
      version: each.version,
      source: each.source,
      recorded_at: each.recorded_at.toISOString(),
      raw_payload_id: each.raw_payload_id === null ? null : formatId("raw", each.raw_payload_id),
    })),
    references: names.map((name) => ({ kind: name.kind, value: name.reference })),
    metadata: row.metadata as Record<string, unknown>,
  };
}

/** What a list of adjustments may be narrowed by. */
export interface AdjustmentQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly store_id?: string | undefined;
  readonly kind?: string | undefined;
  readonly conversion_id?: string | undefined;
}

/** Every name under which an order's adjustments may be kept. */
async function namesOfOrder(ctx: WorkspaceContext, id: string): Promise<{ storeId: string; names: string[] }> {
  const row = await queries.findConversion(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("conversion", formatId("ord", id));
  const names = await queries.listNames(ctx.db, ctx.workspaceId, row.store_id, row.external_id);
  const texts = names.map((name) => nameText({ kind: name.kind as OrderName["kind"], value: name.reference }));
  return { storeId: row.store_id, names: [row.external_id, ...texts] };
}

/** What was taken back, newest first. */
export async function listAdjustments(ctx: WorkspaceContext, query: AdjustmentQuery) {
  const order = query.conversion_id === undefined ? undefined : await namesOfOrder(ctx, query.conversion_id);
  const rows = await adjustmentQueries.listAdjustments(ctx.db, ctx.workspaceId, {
    before: parseCursor(query.cursor),
    limit: query.limit,
    storeId: order?.storeId ?? query.store_id,
    kind: query.kind,
    names: order?.names,
  });
  const orders = await findAdjustedOrders(ctx, rows);
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.occurred_at, id: row.id }),
    (row) => shownAdjustment(row, orders.get(row.id)),
  );
}

/** One adjustment. @throws Problem not-found for any other id */
export async function getAdjustment(ctx: WorkspaceContext, id: string) {
  const row = await adjustmentQueries.findAdjustment(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("adjustment", formatId("adj", id));
  return shownAdjustment(row, (await findAdjustedOrders(ctx, [row])).get(id));
}

const shownAdjustment = (row: Selectable<OrderTables["adjustments"]>, conversionId: string | undefined) => ({
  id: formatId("adj", row.id),
  store_id: formatId("sto", row.store_id),
  conversion_id: conversionId === undefined ? null : formatId("ord", conversionId),
  conversion_external_id: row.conversion_external_id,
  kind: row.kind as AdjustmentKind,
  external_id: row.external_id,
  occurred_at: row.occurred_at.toISOString(),
  recorded_at: row.recorded_at.toISOString(),
  amount: row.amount_minor === null || row.currency === null ? null : money(row.amount_minor, row.currency),
  is_cumulative: row.is_cumulative,
  source: row.source,
});

/** The order that each adjustment takes from, where it has come. */
async function findAdjustedOrders(
  ctx: WorkspaceContext,
  rows: readonly Selectable<OrderTables["adjustments"]>[],
): Promise<Map<string, string>> {
  const found =
    rows.length === 0
      ? []
      : await queries.findNamedOrders(
          ctx.db,
          ctx.workspaceId,
          rows.map((row) => ({ id: row.id, store_id: row.store_id, ...nameIn(row.conversion_external_id) })),
        );
  return new Map(found.map((row) => [row.id, row.conversion_id]));
}

/** The stores' own ids of some orders, by id. */
export async function externalIdsOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.listExternalIds(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, row.external_id]));
}
