import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { arrivingOrder, plainAmounts } from "../../../../test/arriving-order.ts";
import { must } from "../../../../test/builders.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { recordArrivals, type ArrivingOrder } from "../../orders/service.ts";
import { settleOrder, settleUntouched } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

async function begin(): Promise<void> {
  t.clock.set("2026-05-20T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openPayWorld(t, w, { recurrence: { kind: "first_orders", count: 1 } });
  ana = await world.addCreator("Ana");
  await world.addCode(ana, "ANA10");
}

/** Records orders without anything that follows from them. */
async function record(orders: readonly (Partial<ArrivingOrder> & Pick<ArrivingOrder, "externalId">)[]): Promise<Map<string, string>> {
  const arrivals = orders.map((fields) => ({
    order: arrivingOrder({
      storeId: w.storeId,
      amounts: plainAmounts(10_000n),
      occurredAtMs: Date.parse("2026-05-02T09:00:00Z"),
      ...fields,
    }),
    source: "api" as const,
    isStrict: false,
  }));
  const recorded = await recordArrivals(w.ctx, { orders: arrivals, adjustments: [] });
  return new Map(recorded.orders.map((order) => [order.externalId, order.id]));
}

/** Orders of every kind, of the two that matter here: nobody can have touched the first, and all others are for the usual way. */
async function recordAll(): Promise<{ untouched: Map<string, string>; others: Map<string, string> }> {
  const visitorId = t.ctx.newId();
  const clickId = await world.click(ana, "2026-05-01T09:00:00Z", { visitorId });
  await recordArrivals(w.ctx, {
    orders: [],
    adjustments: [
      {
        storeId: w.storeId,
        names: [{ kind: "order", value: "refunded" }],
        kind: "refund",
        externalId: "r-1",
        occurredAtMs: Date.parse("2026-05-03T09:00:00Z"),
        amountMinor: 2_500n,
        currency: "EUR",
        isCumulative: false,
        lines: [],
        source: "api",
      },
    ],
  });
  const untouched = await record([
    { externalId: "nobody" },
    { externalId: "bought", email: "eva@example.com" },
    { externalId: "bought again", email: "eva@example.com", occurredAtMs: Date.parse("2026-05-04T09:00:00Z") },
    { externalId: "a code of nobody", codes: ["SUMMER", "not a code at all!"] },
    { externalId: "pending", status: "pending" },
    { externalId: "cancelled", status: "cancelled" },
    { externalId: "a test", isTest: true },
    { externalId: "of a day", precision: "day", occurredAtMs: Date.parse("2026-05-02T00:00:00Z") },
    { externalId: "refunded", country: "DE" },
    { externalId: "free", amounts: plainAmounts(0n) },
  ]);
  const others = await record([
    { externalId: "names a click", clickId, email: "max@example.com" },
    { externalId: "whose buyer named one before", email: "max@example.com", occurredAtMs: Date.parse("2026-05-05T09:00:00Z") },
    { externalId: "by a known browser", visitorId },
    { externalId: "by an unknown browser", visitorId: t.ctx.newId() },
    { externalId: "with a code", codes: ["ana10"] },
    { externalId: "of a subscription", subscriptionId: "s-1" },
  ]);
  return { untouched, others };
}

/** All that settling writes of these orders; decisions without their own ids. */
async function written(ctx: WorkspaceContext, ids: Iterable<string>): Promise<unknown[]> {
  const list = [...ids];
  const { rows } = await sql`
    select t.*, c.touch_version, c.models, c.shares, c.unattributed, c.computed_at, to_jsonb(d) - 'id' as decision,
      (select count(*) from pay_decisions o where o.workspace_id = t.workspace_id and o.conversion_id = t.conversion_id) as decisions,
      (select count(*) from commissions m where m.workspace_id = t.workspace_id and m.conversion_id = t.conversion_id) as commissions
    from touches t
    join credits c on c.workspace_id = t.workspace_id and c.conversion_id = t.conversion_id
    join pay_decisions d on d.workspace_id = t.workspace_id and d.conversion_id = t.conversion_id
    where t.workspace_id = ${ctx.workspaceId} and t.conversion_id = any(${list}::uuid[]) order by t.conversion_id, d.version`.execute(
    ctx.db,
  );
  return rows;
}

class Undone extends Error {}

/** What would be written, without keeping it. */
async function tried(work: (ctx: WorkspaceContext) => Promise<unknown>, ids: Iterable<string>): Promise<unknown[]> {
  let rows: unknown[] = [];
  await inTransaction(w.ctx, async (within) => {
    await work(within);
    rows = await written(within, ids);
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return rows;
}

test("orders that nobody can have touched are settled at once, to the same rows as one by one; all others are left", async () => {
  await begin();
  const { untouched, others } = await recordAll();
  const ids = [...untouched.values()];
  const singly = await tried(async (ctx) => {
    for (const id of ids) await settleOrder(ctx, id);
  }, ids);
  expect(await settleUntouched(w.ctx, [...ids, ...others.values()])).toEqual(new Set(ids));
  expect(await written(w.ctx, ids)).toEqual(singly);
  expect(singly).toHaveLength(ids.length);
  expect(await written(w.ctx, others.values())).toEqual([]);
});

test("settled at once, an order is left as it is when it is settled again, singly or at once", async () => {
  await begin();
  const { untouched } = await recordAll();
  const ids = [...untouched.values()];
  await settleUntouched(w.ctx, ids);
  const before = await written(w.ctx, ids);
  for (const id of ids) await settleOrder(w.ctx, id);
  expect(await written(w.ctx, ids)).toEqual(before);
  expect(await settleUntouched(w.ctx, ids)).toEqual(new Set(ids));
  expect(await written(w.ctx, ids)).toEqual(before);
});

test("orders that changed since are decided again at once, to the same rows as one by one", async () => {
  await begin();
  const { untouched } = await recordAll();
  await settleUntouched(w.ctx, [...untouched.values()]);
  t.clock.set("2026-05-21T10:00:00Z");
  await record([
    { externalId: "earlier", email: "eva@example.com", occurredAtMs: Date.parse("2026-05-01T09:00:00Z") },
    { externalId: "pending", status: "paid" },
  ]);
  const ids = [...untouched.values()];
  const singly = await tried(async (ctx) => {
    for (const id of ids) await settleOrder(ctx, id);
  }, ids);
  expect(await tried((ctx) => settleUntouched(ctx, ids), ids)).toEqual(singly);
  expect(singly.length).toBe(ids.length + 2);
});

test("an order that somebody is paid for, or was touched before, is for the usual way", async () => {
  await begin();
  const { others } = await recordAll();
  for (const id of others.values()) await settleOrder(w.ctx, id);
  expect(await settleUntouched(w.ctx, [...others.values()])).toEqual(new Set());
});

test("an order whose clicks may still come waits for them in the usual way", async () => {
  await begin();
  const shippedTo = new Date("2026-05-01T00:00:00Z");
  const edge = { id: t.ctx.newId(), name: "slow", started_at: shippedTo, last_seen_at: new Date(t.ctx.now()), shipped_to: shippedTo };
  await t.ctx.db.insertInto("edges").values(edge).execute();
  const ids = [...(await record([{ externalId: "late" }])).values()];
  expect(await settleUntouched(w.ctx, ids)).toEqual(new Set());
  await t.ctx.db
    .updateTable("edges")
    .set({ shipped_to: new Date(t.ctx.now()) })
    .where("id", "=", edge.id)
    .execute();
  expect(await settleUntouched(w.ctx, ids)).toEqual(new Set(ids));
});

test("many orders that come at once are each decided once, and told once to whom asks for it", async () => {
  await begin();
  await must(w, "POST", "/v1/webhook-endpoints", { url: "https://hooks.example/", event_types: ["order.created.v1"] });
  const { untouched, others } = await recordAll();
  await t.settle();
  const all = [...untouched.values(), ...others.values()];
  const events = await sql<{ n: number }>`select count(*)::int as n from webhook_events where workspace_id = ${w.id}`.execute(t.ctx.db);
  expect(events.rows[0]!.n).toBe(all.length);
  expect(
    await sql<{ n: number }>`select count(distinct conversion_id)::int as n from pay_decisions where workspace_id = ${w.id}`
      .execute(t.ctx.db)
      .then(({ rows }) => rows[0]!.n),
  ).toBe(all.length);
  expect(await sql`select 1 from outbox where workspace_id = ${w.id}`.execute(t.ctx.db).then(({ rows }) => rows.length)).toBe(0);
  expect((await world.balances())[ana.publicId]?.pending).toBe("3000");
});
