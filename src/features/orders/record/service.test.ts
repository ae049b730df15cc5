import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { arrivingOrder, plainAmounts } from "../../../../test/arriving-order.ts";
import { untilSomebodyWaits } from "../../../../test/until-somebody-waits.ts";
import { uuidV7 } from "../../../kernel/ids.ts";
import type { ArrivingOrder, OrderSource } from "../order-document.ts";
import { loadAdjustments, loadConversion, recordArrivals, type ArrivingAdjustment, type RecordedOrder } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  w = await t.makeWorkspace();
});

const placedAt = Date.parse("2026-04-30T09:00:00Z");

const order = (fields: Partial<ArrivingOrder> = {}): ArrivingOrder =>
  arrivingOrder({
    storeId: w.storeId,
    externalId: "1001",
    occurredAtMs: placedAt,
    precision: "s",
    statusAtMs: placedAt,
    amounts: plainAmounts(10_000n),
    ...fields,
  });

const record = async (fields: Partial<ArrivingOrder> = {}, source: OrderSource = "api"): Promise<RecordedOrder> =>
  (await recordArrivals(w.ctx, { orders: [{ order: order(fields), source, isStrict: source === "api" }], adjustments: [] })).orders[0]!;

const refund = (fields: Partial<ArrivingAdjustment> = {}): ArrivingAdjustment => ({
  storeId: w.storeId,
  names: [{ kind: "order", value: "1001" }],
  kind: "refund",
  externalId: "r1",
  occurredAtMs: placedAt + 1000,
  amountMinor: 2_000n,
  currency: "EUR",
  isCumulative: false,
  lines: [],
  source: "api",
  ...fields,
});

const takeBack = async (fields: Partial<ArrivingAdjustment> = {}) =>
  (await recordArrivals(w.ctx, { orders: [], adjustments: [refund(fields)] })).adjustments[0]!;

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)} where workspace_id = ${w.id}`.execute(t.ctx.db);
  return Number(rows[0]!.n);
};

const outbox = async () => {
  const { rows } = await sql<{
    topic: string;
    key: string;
  }>`select topic, key from outbox where workspace_id = ${w.id} order by id`.execute(t.ctx.db);
  return rows;
};

describe("an order that arrives", () => {
  it("becomes one row with its lines, its status, and one row in the outbox", async () => {
    const result = await record();
    expect(result).toMatchObject({ outcome: "created", externalId: "1001", status: "paid", version: 1 });
    const conversion = await loadConversion(w.ctx, result.id);
    expect(conversion).toMatchObject({
      totalMinor: 10_000n,
      currency: "EUR",
      source: "api",
      flags: [],
      isNewCustomer: null,
      noveltyReason: "no_customer",
    });
    expect(conversion?.lines).toMatchObject([{ position: 1, sku: "A", quantity: 1n, listPriceMinor: 10_000n }]);
    expect(await outbox()).toEqual([{ topic: "conversion.recorded", key: result.id }]);
  });

  it("E6 the same body again adds no second row and no second effect", async () => {
    const first = await record();
    expect(await record()).toMatchObject({ outcome: "duplicate", id: first.id });
    expect([await count("conversions"), await count("conversion_versions"), (await outbox()).length]).toEqual([1, 1, 1]);
  });

  it("E6 another body under the same id is refused where the channel is strict, and says what differs", async () => {
    await record();
    const result = await record({ country: "DE", amounts: plainAmounts(9_000n) });
    expect(result.outcome).toBe("conflict");
    expect(result.differences).toContainEqual({ pointer: "/country", was: null, now: "DE" });
    expect(result.differences).toContainEqual({ pointer: "/amounts/totalMinor", was: "10000", now: "9000" });
  });

  it("E6 the same id in another workspace is another order", async () => {
    const first = await record();
    w = await t.makeWorkspace();
    const second = await record();
    expect(second.outcome).toBe("created");
    expect(second.id).not.toBe(first.id);
  });

  it("E6 fifty at once become one row with one effect", async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => record({ email: "ana@example.com" })));
    expect(results.filter((each) => each.outcome === "created")).toHaveLength(1);
    expect(new Set(results.map((each) => each.id)).size).toBe(1);
    expect([await count("conversions"), await count("customers"), (await outbox()).length]).toEqual([1, 1, 1]);
  });

  it("E6 the one of two at once that comes too late leaves the history of the first as it is, though its own id is older", async () => {
    const late = { ...w.ctx, newId: () => uuidV7(0, randomBytes(10)) };
    const arrivals = { orders: [{ order: order({ email: "ana@example.com" }), source: "api" as const }], adjustments: [] };
    const { first, second } = await t.ctx.db.transaction().execute(async (db) => {
      const recorded = await recordArrivals({ ...w.ctx, db }, arrivals);
      const recording = recordArrivals(late, arrivals);
      await untilSomebodyWaits(t.ctx.db);
      return { first: recorded, second: () => recording };
    });
    expect((await second()).orders[0]).toMatchObject({ outcome: "duplicate", id: first.orders[0]!.id });
    expect(await loadConversion(w.ctx, first.orders[0]!.id)).toMatchObject({ isNewCustomer: true, noveltyReason: "first_order" });
    expect(await outbox()).toHaveLength(1);
  });

  it("a name that another transaction gives away meanwhile makes it that other order, and leaves nothing of a second one", async () => {
    const first = await record({ externalId: "n0" });
    const names = [{ kind: "order_name" as const, value: "77" }];
    const recording = await t.ctx.db.transaction().execute(async (db) => {
      await sql`insert into conversion_references (workspace_id, store_id, kind, reference, conversion_external_id, recorded_at)
        values (${w.id}, ${w.storeId}, 'order_name', '77', 'n0', now())`.execute(db);
      const started = record({ externalId: "n1", names }, "shopify_csv");
      await untilSomebodyWaits(t.ctx.db);
      return { started };
    });
    expect(await recording.started).toMatchObject({ outcome: "joined", id: first.id });
    expect(await count("conversions")).toBe(1);
  });

  it("of several at once that are told with their refund, one row and one refund come", async () => {
    const names = [{ kind: "order_name" as const, value: "77" }];
    const arrivals = { orders: [{ order: order({ names }), source: "shopify_csv" as const }], adjustments: [refund()] };
    const results = await Promise.all(Array.from({ length: 12 }, () => recordArrivals(w.ctx, arrivals)));
    expect((await loadConversion(w.ctx, results[0]!.orders[0]!.id))?.refundedMinor).toBe(2_000n);
    expect([await count("conversions"), await count("adjustments")]).toEqual([1, 1]);
  });

  it("many at once in one call share their statements and keep their order", async () => {
    const orders = Array.from({ length: 300 }, (_, index) => ({
      order: order({ externalId: `n${index}` }),
      source: "api" as const,
      isStrict: true,
    }));
    const { orders: results } = await recordArrivals(w.ctx, { orders: [...orders, orders[7]!], adjustments: [] });
    expect(results.map((each) => each.externalId).slice(0, 300)).toEqual(orders.map((each) => each.order.externalId));
    expect(results.at(-1)).toMatchObject({ outcome: "duplicate", id: results[7]!.id });
  });

  it("E9 keeps the sender's total where the parts do not add up to it, and flags it", async () => {
    const { id } = await record({ amounts: { ...plainAmounts(10_000n), totalMinor: 9_999n, statedTotalMinor: 9_999n } });
    expect(await loadConversion(w.ctx, id)).toMatchObject({ totalMinor: 9_999n, itemsMinor: 10_000n, flags: ["total_mismatch"] });
  });

  it("E18 a pending order becomes paid by a later word, and a cancelled one stays cancelled until it is paid later", async () => {
    const { id } = await record({ status: "pending" }, "csv");
    await record({ status: "paid", statusAtMs: placedAt + 5 }, "csv");
    expect((await loadConversion(w.ctx, id))?.status).toBe("paid");
    await record({ status: "cancelled", statusAtMs: placedAt + 6 }, "csv");
    expect((await loadConversion(w.ctx, id))?.status).toBe("cancelled");
    await record({ status: "paid", statusAtMs: placedAt + 9 }, "csv");
    expect((await loadConversion(w.ctx, id))?.status).toBe("paid");
    const { rows } = await sql<{
      status: string;
    }>`select status from conversion_statuses where conversion_id = ${id} order by recorded_at, id`.execute(t.ctx.db);
    expect(rows.map((row) => row.status).toSorted()).toEqual(["cancelled", "paid", "paid", "pending"]);
  });

  it("E25 a test order is a test whatever its payment", async () => {
    const { id } = await record({ isTest: true });
    expect((await loadConversion(w.ctx, id))?.status).toBe("test");
  });

  it("a file that was read before changes nothing, even after a newer one", async () => {
    await record({ status: "pending" }, "csv");
    await record({ status: "paid", statusAtMs: placedAt + 5 }, "csv");
    expect((await record({ status: "pending" }, "csv")).outcome).toBe("duplicate");
  });
});

describe("what a channel says anew", () => {
  it("replaces the amounts until the order is paid", async () => {
    const { id } = await record({ status: "pending" }, "shopify");
    await record({ status: "pending", amounts: plainAmounts(8_000n) }, "shopify");
    expect(await loadConversion(w.ctx, id)).toMatchObject({ totalMinor: 8_000n, refundedMinor: 0n, version: 2 });
  });

  it("E1 records what a paid order's total fell by as a refund, and leaves the amounts it was paid on", async () => {
    const { id } = await record({}, "csv");
    await record({ amounts: plainAmounts(7_500n) }, "csv");
    expect(await loadConversion(w.ctx, id)).toMatchObject({ totalMinor: 10_000n, refundedMinor: 2_500n });
    expect(await loadAdjustments(w.ctx, id)).toMatchObject([{ kind: "refund", amountMinor: 2_500n, source: "csv" }]);
    expect((await outbox()).map((row) => row.topic)).toEqual(["conversion.recorded", "adjustment.recorded", "conversion.recorded"]);
  });

  it("E2 a total that rises again after it fell nets out", async () => {
    const { id } = await record({}, "csv");
    await record({ amounts: plainAmounts(7_500n) }, "csv");
    await record({ amounts: plainAmounts(9_000n) }, "csv");
    const conversion = await loadConversion(w.ctx, id);
    expect(conversion!.totalMinor - conversion!.refundedMinor).toBe(9_000n);
  });

  it("is left out when it is older than what the channel said last", async () => {
    const { id } = await record({ statedAtMs: 2_000, status: "paid" }, "shopify");
    expect((await record({ statedAtMs: 1_000, status: "pending" }, "shopify")).outcome).toBe("stale");
    expect((await loadConversion(w.ctx, id))?.status).toBe("paid");
  });

  it("E8 does not take the amounts of a paid order in another currency, and flags it", async () => {
    const { id } = await record({}, "csv");
    await record({ amounts: plainAmounts(10_000n, "USD") }, "csv");
    expect(await loadConversion(w.ctx, id)).toMatchObject({ currency: "EUR", flags: ["currency_changed"] });
  });
});

describe("what is taken back", () => {
  it("E5 a refund before its sale waits for it, and both are in the outbox", async () => {
    expect(await takeBack()).toMatchObject({ outcome: "early", conversionId: null });
    const { id } = await record();
    expect(await loadConversion(w.ctx, id)).toMatchObject({ status: "paid", refundedMinor: 2_000n });
    expect(await loadAdjustments(w.ctx, id)).toMatchObject([{ amountMinor: 2_000n }]);
  });

  it("E5 a cancellation before its sale cancels it", async () => {
    await takeBack({ kind: "cancellation", amountMinor: null });
    const { id } = await record();
    expect((await loadConversion(w.ctx, id))?.status).toBe("cancelled");
  });

  it("E5 a refund that names the payment alone is found when the order names that payment", async () => {
    await takeBack({ names: [{ kind: "payment", value: "pi_1" }], source: "stripe" });
    const { id } = await record({ names: [{ kind: "payment", value: "pi_1" }] });
    expect((await loadConversion(w.ctx, id))?.refundedMinor).toBe(2_000n);
  });

  it("E2 refunds never take back more than the order", async () => {
    const { id } = await record();
    await takeBack({ externalId: "r1", amountMinor: 9_000n });
    await takeBack({ externalId: "r2", amountMinor: 9_000n });
    expect((await loadConversion(w.ctx, id))?.refundedMinor).toBe(10_000n);
    expect((await loadAdjustments(w.ctx, id)).map((each) => each.amountMinor)).toEqual([9_000n, 1_000n]);
  });

  it("E4 one refund that the store and the payment provider both report counts once", async () => {
    const { id } = await record();
    await takeBack({ externalId: "store-1", source: "shopify" });
    await takeBack({ externalId: "re_1", source: "stripe" });
    await takeBack({ externalId: "ch_1:2000", source: "stripe", isCumulative: true });
    expect((await loadConversion(w.ctx, id))?.refundedMinor).toBe(2_000n);
    expect((await loadAdjustments(w.ctx, id)).map((each) => each.amountMinor)).toEqual([2_000n, 0n, 0n]);
  });

  it("E8 a refund in another currency is kept and flagged, never subtracted", async () => {
    const { id } = await record();
    await takeBack({ currency: "USD" });
    expect(await loadConversion(w.ctx, id)).toMatchObject({ refundedMinor: 0n, flags: ["refund_in_other_currency"] });
  });

  it("the same refund again is a duplicate, another body under its id is refused where the channel is strict", async () => {
    await record();
    await takeBack({ isStrict: true });
    expect((await takeBack({ isStrict: true })).outcome).toBe("duplicate");
    expect((await takeBack({ isStrict: true, amountMinor: 1n })).outcome).toBe("conflict");
  });

  it("E5 a refund or a cancellation at the same moment as its order is never lost", async () => {
    for (let round = 0; round < 20; round++) {
      const externalId = `raced-${round}`;
      const names = [{ kind: "order" as const, value: externalId }];
      const [{ id }] = await Promise.all([
        record({ externalId }),
        takeBack({ names, externalId: `r-${round}` }),
        takeBack({ names, externalId: `c-${round}`, kind: "cancellation", amountMinor: null }),
      ]);
      expect(await loadConversion(w.ctx, id)).toMatchObject({ status: "cancelled", refundedMinor: 2_000n });
    }
  });
});
