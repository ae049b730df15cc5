import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { listStoresInUse, loadFirstStore, loadStore } from "../../stores/service.ts";
import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import type { AdjustmentKind } from "../adjustments/refund-total.ts";
import { orderFromBody, type MoneyText, type OrderBody } from "../api-order.ts";
import { parseDocument } from "../order-document.ts";
import { orderProblems } from "../problems.ts";
import * as reads from "../queries.ts";
import type { RecordedOrder } from "../record/arrival.ts";
import * as queries from "../record/queries.ts";
import { recordArrivals } from "../record/service.ts";

/** An order as the API takes it; without a store the workspace's first is meant. */
export type SentOrder = OrderBody & { readonly store_id?: string | undefined };

type Accepted = Exclude<RecordedOrder["outcome"], "conflict">;

const receipt = (storeId: string, result: RecordedOrder) => ({
  outcome: result.outcome as Accepted,
  id: formatId("ord", result.id),
  store_id: formatId("sto", storeId),
  external_id: result.externalId,
  status: result.status,
  version: result.version,
});

/** What the API answers for one order. */
export type Receipt = ReturnType<typeof receipt>;

const differs = (order: SentOrder, result: RecordedOrder): Problem => {
  const places = (result.differences ?? []).map((each) => each.pointer).join(", ");
  const where = places === "" ? "customer or metadata" : places;
  return new Problem(
    orderProblems["conversion-differs"],
    `The order ${order.external_id} was sent before and differs in ${where}. Send it with its first body, or send what changed as an adjustment or a status.`,
    { extra: { conversion_id: formatId("ord", result.id), differences: result.differences ?? [] } },
  );
};

/** Records orders that the API was sent, all in one transaction; each by its receipt, or by the problem that concerns it alone. */
export async function sendConversions(ctx: WorkspaceContext, orders: readonly SentOrder[]): Promise<(Receipt | Problem)[]> {
  return inTransaction(ctx, async (within) => {
    const stores = new Map((await listStoresInUse(within)).map((store) => [store.id, store]));
    const [first] = stores.values();
    const placed = orders.map((order) => {
      const store = order.store_id === undefined ? first : stores.get(order.store_id);
      return store === undefined ? notFound("store", formatId("sto", order.store_id ?? within.workspaceId)) : { order, store };
    });
    const taken = placed.flatMap((each) => (each instanceof Problem ? [] : [each]));
    const arrivals = taken.map(({ order, store }) => ({ order: orderFromBody(order, store), source: "api" as const, isStrict: true }));
    const { orders: results } = await recordArrivals(within, { orders: arrivals, adjustments: [] });
    const byPlace = new Map(taken.map((each, index) => [each, results[index]!]));
    return placed.map((each) => {
      if (each instanceof Problem) return each;
      const result = byPlace.get(each)!;
      return result.outcome === "conflict" ? differs(each.order, result) : receipt(each.store.id, result);
    });
  });
}

/** The same for a batch: a problem is shown in the place of its order. */
export async function sendBatch(ctx: WorkspaceContext, orders: readonly SentOrder[]) {
  const results = await sendConversions(ctx, orders);
  return results.map((result, index) => {
    if (!(result instanceof Problem)) return result;
    const { kind, message, extra } = result;
    const problem = { type: `${ctx.publicUrl}/problems/${kind.slug}`, title: kind.title, status: kind.status, detail: message };
    const differences = extra["differences"] as unknown[] | undefined;
    return {
      outcome: "refused" as const,
      external_id: orders[index]!.external_id,
      problem: differences === undefined ? problem : { ...problem, differences },
    };
  });
}

/** Sets an order's status, as a new version of the order from the API. */
export async function addStatus(
  ctx: WorkspaceContext,
  id: string,
  step: { readonly status: "pending" | "paid" | "cancelled"; readonly occurred_at: string },
): Promise<Receipt> {
  return inTransaction(ctx, async (within) => {
    const row = await reads.findConversion(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("conversion", formatId("ord", id));
    const said = (await queries.listChannelVersions(within.db, within.workspaceId, [id])).find((each) => each.source === "api");
    const kept = parseDocument((said?.document ?? {}) as Readonly<Record<string, unknown>>);
    const own = {
      storeId: row.store_id,
      externalId: row.external_id,
      kind: row.kind,
      occurredAtMs: row.occurred_at.getTime(),
      precision: row.occurred_precision,
    };
    const document = {
      ...(said === undefined ? { ...kept, ...own } : kept),
      status: step.status,
      statusAtMs: Date.parse(step.occurred_at),
    };
    const order = { ...document, email: null, customerExternalId: null, visitorId: null, metadata: {} } as Parameters<
      typeof recordArrivals
    >[1]["orders"][number]["order"];
    const { orders } = await recordArrivals(within, { orders: [{ order, source: "api" }], adjustments: [] });
    return receipt(row.store_id, orders[0]!);
  });
}

/** A refund, a cancellation or a dispute as the API takes it. */
export interface SentAdjustment {
  readonly store_id?: string | undefined;
  readonly conversion_external_id: string;
  readonly kind: AdjustmentKind;
  readonly external_id: string;
  readonly occurred_at: string;
  readonly amount?: MoneyText | undefined;
  readonly lines: readonly {
    readonly external_id?: string | undefined;
    readonly position?: number | undefined;
    readonly quantity?: number | undefined;
    readonly amount?: MoneyText | undefined;
  }[];
}

const adjustmentFrom = (body: SentAdjustment, storeId: string): ArrivingAdjustment => ({
  storeId,
  names: [{ kind: "order", value: body.conversion_external_id }],
  kind: body.kind,
  externalId: body.external_id,
  occurredAtMs: Date.parse(body.occurred_at),
  amountMinor: body.amount === undefined ? null : BigInt(body.amount.amount),
  currency: body.amount?.currency ?? null,
  isCumulative: false,
  lines: body.lines.map((line) => ({
    externalId: line.external_id ?? "",
    position: line.position ?? null,
    quantity: line.quantity === undefined ? null : BigInt(line.quantity),
    amountMinor: line.amount === undefined ? null : BigInt(line.amount.amount),
  })),
  source: "api",
  isStrict: true,
});

/** Records what was taken back of an order, which may not have come yet. @throws Problem adjustment-differs */
export async function sendAdjustment(ctx: WorkspaceContext, body: SentAdjustment) {
  const store = body.store_id === undefined ? await loadFirstStore(ctx) : await loadStore(ctx, body.store_id);
  const { adjustments } = await recordArrivals(ctx, { orders: [], adjustments: [adjustmentFrom(body, store.id)] });
  const { outcome, id, conversionId } = adjustments[0]!;
  if (outcome === "conflict")
    throw new Problem(
      orderProblems["adjustment-differs"],
      `The adjustment ${body.external_id} was sent before with another body. Send another refund or dispute under an id of its own.`,
      { extra: { adjustment_id: formatId("adj", id) } },
    );
  return { outcome, id: formatId("adj", id), conversion_id: conversionId === null ? null : formatId("ord", conversionId) };
}
