import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { closePool, openPool } from "../../../platform/db/pool.ts";
import { startJobs } from "../../../platform/jobs/run-jobs.ts";
import { silentLog } from "../../../platform/log.ts";
import { settleOrder } from "../../commissions/service.ts";
import { mergeCustomers } from "../../customers/service.ts";
import { recordTold } from "../../tracking/service.ts";
import { formatId, uuidV7 } from "../../../kernel/ids.ts";
import { attributionJobs } from "../jobs.ts";
import { creditDifference, performRun, recomputeAttribution } from "../service.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

/** mulberry32, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const dayMs = 86_400_000;
const lastDay = Date.parse("2026-05-01T00:00:00Z");
type Below = (below: number) => number;
const pick = <T>(below: Below, list: readonly T[]): T => list[below(list.length)]!;
const idAt = (atMs: number): string => uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));

interface Brand {
  readonly w: TestWorkspace;
  readonly world: PayWorld;
  readonly creators: readonly Paid[];
  readonly visitors: readonly string[];
  readonly clicks: string[];
  readonly orders: string[];
}

const classes = ["human", "human", "human", "human", "hosting", "declared_bot", "head", "unknown"];
// Only a few different instants: touches at the same time, and at the order's own, are common.
const someTime = (below: Below, days: number): number => lastDay - below(days) * dayMs + below(5) * 3_600_000 + below(3) * 500;

async function addTouches({ w, world, creators, visitors, clicks }: Brand, below: Below, count: number): Promise<void> {
  const made = Array.from({ length: count }, () => {
    const atMs = someTime(below, 140);
    return {
      atMs,
      id: idAt(atMs),
      creator: below(5) === 0 ? undefined : pick(below, creators),
      visitor: below(8) === 0 ? null : pick(below, visitors),
    };
  });
  clicks.push(...made.map(({ id }) => id));
  const common = { workspace_id: w.id, edge_id: w.storeId, class_reason: "test", consent: "granted" };
  await recordTold(w.ctx, {
    clicks: made.map(({ atMs, id, creator, visitor }) => ({
      ...common,
      id,
      occurred_at: new Date(atMs),
      domain_id: world.domainId,
      link_id: creator?.linkId ?? null,
      creator_id: creator?.creatorId ?? null,
      visitor_id: visitor,
      visitor_class: pick(below, classes),
      outcome: "redirected",
    })),
    visits: Array.from({ length: count }, () => {
      const atMs = someTime(below, 140);
      return {
        ...common,
        id: idAt(atMs),
        occurred_at: new Date(atMs),
        store_id: w.storeId,
        visitor_id: pick(below, visitors),
        click_id: below(2) === 0 ? pick(below, clicks) : null,
        channel: pick(below, ["direct", "email", "paid", "organic_search"]),
        channel_rules_version: 1,
        landing_path: "/",
        visitor_class: pick(below, classes),
      };
    }),
  });
}

async function addOrders(brand: Brand, below: Below, count: number): Promise<void> {
  for (let made = 0; made < count; made++) {
    brand.orders.push(
      await brand.world.order({
        externalId: `o${brand.orders.length}`,
        occurredAtMs: someTime(below, 40),
        precision: pick(below, ["ms", "ms", "s", "day"] as const),
        email: below(4) === 0 ? null : `buyer${below(8)}@example.com`,
        visitorId: below(3) === 0 ? null : pick(below, brand.visitors),
        clickId: below(3) === 0 ? pick(below, brand.clicks) : null,
        codes: below(3) === 0 ? [pick(below, ["ANA10", "ana 10", "BENOLD", "OWN", "NOBODYS", 'odd "{text}\\'])] : [],
      }),
    );
  }
}

/** Customers' answers, some to orders that are still to come, some several to one order, some in words that mean nobody surely. */
async function addAnswers({ w, creators }: Brand, below: Below, orders: number, count: number): Promise<void> {
  const call = async (url: string, body: object) => (await w.call("POST", url, body)).body as { id: string };
  const choices = [{ kind: "channel", channel: "offline" }];
  const survey = await call("/v1/surveys", { store_id: formatId("sto", w.storeId), question: "How?", choices });
  for (let made = 0; made < count; made++) {
    const said = pick(below, [
      { creator_id: pick(below, creators).publicId },
      { channel: "offline" },
      { text: "ana" },
      { text: "a dream" },
    ]);
    await call(`/v1/surveys/${survey.id}/answers`, { external_order_id: `o${below(orders)}`, ...said });
    t.clock.advanceMs(below(2));
  }
}

async function openBrand(seed: number): Promise<{ brand: Brand; below: Below }> {
  const below = randomFrom(seed);
  const w = await t.makeWorkspace({ zone: "America/New_York" });
  const world = await openPayWorld(t, w);
  const creators = [await world.addCreator("Ana"), await world.addCreator("Ben"), await world.addCreator("Cleo")];
  await world.addCode(creators[0]!, "ANA10");
  await world.addCode(creators[1]!, "BENOLD", { valid_until: new Date(lastDay - 20 * dayMs).toISOString() });
  await world.addCode(creators[2]!, "OWN", { purpose: "personal_use" });
  const visitors = Array.from({ length: 20 }, () => crypto.randomUUID());
  return { brand: { w, world, creators, visitors, clicks: [], orders: [] }, below };
}

const newest = async (w: TestWorkspace) =>
  (
    await sql<{ conversion_id: string; version: number; kinds: string[]; shares: number[] }>`
      select distinct on (t.conversion_id) t.*, c.touch_version, c.models, c.shares, c.unattributed
      from touches t left join credits c on c.workspace_id = t.workspace_id and c.conversion_id = t.conversion_id
      where t.workspace_id = ${w.id} order by t.conversion_id, t.version desc`.execute(t.ctx.db)
  ).rows;

const small = { mostRows: 60, batch: 7 };

describe.each([1, 2])("in the world of seed %i", (seed) => {
  test("recomputing finds for each order exactly the touches and credit that were written as it arrived", async () => {
    const { brand, below } = await openBrand(seed);
    await addTouches(brand, below, 150);
    await addAnswers(brand, below, 16, 4);
    await addOrders(brand, below, 16);
    await addAnswers(brand, below, 16, 10);
    await t.settle();
    for (const order of brand.orders) await settleOrder(brand.w.ctx, order);
    const before = await newest(brand.w);
    expect(before.filter((row) => row.kinds.length > 1).length).toBeGreaterThan(5);
    expect(before.filter((row) => row.kinds.at(-1) === "survey").length).toBeGreaterThan(2);
    const sum = await recomputeAttribution(brand.w.ctx, small);
    expect(sum).toMatchObject({ orders: 16, ordersDone: 16, touchesChanged: 0, creditsChanged: 0 });
    expect(await newest(brand.w)).toEqual(before);
  });

  test("settling each order finds exactly what recomputing wrote after clicks, orders and a merge that came late", async () => {
    const { brand, below } = await openBrand(seed + 100);
    await addTouches(brand, below, 80);
    await addOrders(brand, below, 12);
    await addTouches(brand, below, 80);
    await addAnswers(brand, below, 12, 8);
    const { rows: customers } = await sql<{ id: string }>`
      select id from customers where workspace_id = ${brand.w.id} and canonical_id = id order by id limit 2`.execute(t.ctx.db);
    await mergeCustomers(brand.w.ctx, { from: customers[0]!.id, into: customers[1]!.id, reason: "the same person" });
    const first = await recomputeAttribution(brand.w.ctx, small);
    expect(first!.touchesChanged).toBeGreaterThan(3);
    const found = await newest(brand.w);
    expect(await recomputeAttribution(brand.w.ctx)).toMatchObject({ ordersDone: 12, touchesChanged: 0, creditsChanged: 0 });
    for (const order of brand.orders) await settleOrder(brand.w.ctx, order);
    expect(await newest(brand.w)).toEqual(found);
    expect(await creditDifference(brand.w.ctx)).toBeUndefined();
  });
});

const booked = async (w: TestWorkspace) =>
  Promise.all(
    ["pay_decisions", "commissions", "commission_reversals", "claims", "postings", "transfers", "outbox"].map(
      async (table) => (await sql`select * from ${sql.table(table)} where workspace_id = ${w.id} order by id`.execute(t.ctx.db)).rows,
    ),
  );

test("recomputing never touches decisions, commissions or the ledger, though a late click changes whose credit it is", async () => {
  const { brand } = await openBrand(7);
  const [ana, ben] = brand.creators;
  const visitorId = brand.visitors[0]!;
  await brand.world.click(ana!, "2026-04-20T10:00:00Z", { visitorId });
  const order = await brand.world.order({ visitorId, email: "late@example.com" });
  await brand.world.click(ben!, "2026-04-30T10:00:00Z", { visitorId });
  const before = await booked(brand.w);
  expect(before[1]).toHaveLength(1);
  expect(await recomputeAttribution(brand.w.ctx)).toMatchObject({ touchesChanged: 1, creditsChanged: 1 });
  expect(await booked(brand.w)).toEqual(before);
  expect((await newest(brand.w)).find((row) => row.conversion_id === order)).toMatchObject({ version: 2, kinds: ["click", "click"] });
});

test("an order that was attributed by itself after the run began keeps what was found then", async () => {
  const { brand } = await openBrand(8);
  await brand.world.order({ visitorId: brand.visitors[0]!, occurredAtMs: lastDay });
  await brand.world.click(brand.creators[0]!, "2026-04-30T10:00:00Z", { visitorId: brand.visitors[0]! });
  const began = { ...brand.w.ctx, now: () => t.ctx.now() - 1000 };
  expect(await recomputeAttribution(began)).toMatchObject({ ordersDone: 1, touchesChanged: 0, creditsChanged: 0 });
});

test("another workspace's orders are left as they are", async () => {
  const { brand } = await openBrand(9);
  const other = await t.makeWorkspace();
  await brand.world.order({ visitorId: brand.visitors[0]! });
  expect(await recomputeAttribution(other.ctx)).toMatchObject({ orders: 0, ordersDone: 0 });
});

test("a run that is stopped says so and is taken up again", async () => {
  const { brand } = await openBrand(10);
  await brand.world.order({ visitorId: brand.visitors[0]! });
  await brand.w.call("POST", "/v1/attribution/recompute");
  await expect(performRun(brand.w.ctx, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
  expect((await brand.w.call("GET", "/v1/attribution/recompute")).body).toMatchObject({ run: { state: "running" } });
  await performRun(brand.w.ctx);
  expect((await brand.w.call("GET", "/v1/attribution/recompute")).body).toMatchObject({ run: { state: "done", orders_done: "1" } });
});

test("asked for twice at once, one run is made, the worker carries it out, and the answer says what came of it", async () => {
  const { brand } = await openBrand(11);
  await brand.world.order({ visitorId: brand.visitors[0]!, occurredAtMs: lastDay });
  await brand.world.click(brand.creators[0]!, "2026-04-30T10:00:00Z", { visitorId: brand.visitors[0]! });
  const ask = () => brand.w.call("POST", "/v1/attribution/recompute");
  expect((await brand.w.call("GET", "/v1/attribution/recompute")).body).toEqual({ run: null });
  const asked = await Promise.all(Array.from({ length: 5 }, ask));
  expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  expect(new Set(asked.map(({ body }) => (body as { run: { id: string } }).run.id)).size).toBe(1);
  const pool = openPool({ url: t.database.appUrl, name: "test jobs", log: silentLog() });
  const worker = await startJobs(t.ctx, pool, attributionJobs);
  const latest = async () => ((await brand.w.call("GET", "/v1/attribution/recompute")).body as { run: Record<string, unknown> }).run;
  await expect.poll(async () => (await latest())["state"], { timeout: 30_000, interval: 100 }).toBe("done");
  await worker.stop();
  await closePool(pool);
  expect(await latest()).toMatchObject({ orders: "1", orders_done: "1", clicks: "1", touches_changed: "1", problem: null });
  expect(((await ask()).body as { run: { id: string } }).run.id).not.toBe((asked[0]!.body as { run: { id: string } }).run.id);
});

test("a key that may only read attribution cannot have it recomputed", async () => {
  const reader = await t.makeWorkspace({ scopes: ["attribution:read"] });
  expect((await reader.call("POST", "/v1/attribution/recompute")).status).toBe(403);
});
