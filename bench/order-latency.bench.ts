import { sql } from "kysely";
import { attributeOrder } from "../src/features/attribution/service.ts";
import { settleOrder } from "../src/features/commissions/service.ts";
import { emptyLine, orderAmounts } from "../src/features/orders/order-amounts.ts";
import { recordArrivals, type ArrivingOrder } from "../src/features/orders/service.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { arrivingOrder } from "../test/arriving-order.ts";
import { regular, workspaceUuid } from "./attribution-rows.ts";
import { openAttributionWorld } from "./attribution-world.ts";
import type { BenchRow } from "./bench-row.ts";

const warmUp = 50;
const rounds = regular.customers - warmUp;
const orderedAtMs = Date.UTC(2026, 3, 30);

const line = { ...emptyLine, quantity: 1n, listPriceMinor: 5_000n, taxMinor: 800n };
const amounts = orderAmounts({
  currency: "EUR",
  lines: [
    { ...line, externalId: "1", sku: "SKU-104" },
    { ...line, externalId: "2", sku: "SKU-377" },
  ],
  taxIncluded: true,
  codeDiscountMinor: 0n,
  otherDiscountMinor: 0n,
  taxMinor: 1_600n,
  shippingMinor: 0n,
  shippingTaxMinor: 0n,
  tipMinor: 0n,
  giftCardMinor: 0n,
  totalMinor: 10_000n,
});

/** The order of one of the regular customers, known by their browser. */
const orderOf = (index: number): ArrivingOrder =>
  arrivingOrder({
    storeId: workspaceUuid,
    externalId: `regular-${index}`,
    occurredAtMs: orderedAtMs,
    amounts,
    visitorId: regular.visitorId(index),
  });

async function recordOrders(ctx: WorkspaceContext): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < regular.customers; index++) {
    const recorded = await recordArrivals(ctx, { orders: [{ order: orderOf(index), source: "api" }], adjustments: [] });
    ids.push(recorded.orders[0]!.id);
  }
  return ids;
}

/** Milliseconds of the work on each order, least first, those of the first few left out. */
async function timesOf(ids: readonly string[], work: (id: string, index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const [index, id] of ids.entries()) {
    const startedAt = performance.now();
    await work(id, index);
    if (index >= warmUp) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

const undo = new Error("undone on purpose");

/** Does the work in a transaction that is undone, so that the order is as new as before. */
const undone = (ctx: WorkspaceContext, work: (within: WorkspaceContext) => Promise<unknown>): Promise<void> =>
  ctx.db
    .transaction()
    .execute(async (db) => {
      await work({ ...ctx, db });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });

async function attribute(ctx: WorkspaceContext, conversionId: string, index: number): Promise<void> {
  const order = { conversionId, atMs: orderedAtMs, precision: "ms" as const, clickIds: [], codes: [], reachDays: 31 };
  const { touches } = await attributeOrder(ctx, { ...order, visitorIds: [regular.visitorId(index)] }, "UTC");
  if (touches.length !== regular.touches) throw new Error(`${touches.length} touches were found`);
}

/** @throws when an order did not get what it is here for: its touches, one decision that pays, one commission and its transfer of 10 %. */
async function checkBooked(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; touches: number; decisions: number; commissions: number; earned: string }>`
    select v.id, (select cardinality(t.kinds) from touches t where t.workspace_id = v.workspace_id and t.conversion_id = v.id) as touches,
      (select count(*)::int from pay_decisions d where d.workspace_id = v.workspace_id and d.conversion_id = v.id and d.outcome = 'pay' and not d.is_provisional) as decisions,
      (select count(*)::int from commissions c where c.workspace_id = v.workspace_id and c.conversion_id = v.id) as commissions,
      (select coalesce(sum(t.amount_minor), 0)::text from commissions c join postings p on p.workspace_id = c.workspace_id and p.source_kind = 'commission' and p.source_id = c.id
        join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id where c.workspace_id = v.workspace_id and c.conversion_id = v.id) as earned
    from conversions v where v.workspace_id = ${ctx.workspaceId} and v.external_id like 'regular-%'`.execute(ctx.db);
  const wrong = rows.filter(
    (row) => row.touches !== regular.touches || row.decisions !== 1 || row.commissions !== 1 || row.earned !== "840",
  );
  if (rows.length !== ids.length || wrong.length > 0)
    throw new Error(`${wrong.length} orders were not booked, such as ${JSON.stringify(wrong[0])}`);
}

function rowOf(name: string, times: readonly number[]): BenchRow {
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const detail = `median ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, ${rounds} orders of ${regular.touches} touches`;
  return { name, asked: "< 20", measured: at(0.95), unit: "ms at p95", detail };
}

/**
 * Orders as they arrive, each of another customer with 50 touches among so many clicks: their attribution alone, undone each time, and then
 * all that follows from an order, committed and synced: its touches, credit, decision, commission and transfers.
 */
export async function run(clicks = 5_000_000): Promise<BenchRow[]> {
  const world = await openAttributionWorld({ clicks, orders: clicks / 50 });
  const { ctx } = world;
  try {
    const ids = await recordOrders(ctx);
    const attribution = await timesOf(ids, (id, index) => undone(ctx, (within) => attribute(within, id, index)));
    const settling = await timesOf(ids, (id) => settleOrder(ctx, id));
    await checkBooked(ctx, ids);
    return [rowOf("one order attributed", attribution), rowOf("one order attributed, decided and booked", settling)];
  } finally {
    await world.close();
  }
}
