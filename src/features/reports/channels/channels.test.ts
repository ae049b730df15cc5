import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld } from "../../../../test/report-world.ts";
import { channelRows, costPerOrder, type ChannelCredit } from "./channel-rows.ts";

const WHOLE = 1_000_000_000n;

describe("channels beside each other", () => {
  const credit = fc.record({
    channel: fc.constantFrom("creator", "email", "paid"),
    isNew: fc.constantFrom(true, false, null),
    creditPpb: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    minorPpb: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  });

  test("their orders and revenue sum to exactly all, whatever was credited", () => {
    fc.assert(
      fc.property(fc.array(credit, { maxLength: 12 }), fc.bigInt({ min: 0n, max: 10n ** 6n }), (credits, more) => {
        const sum = (of: (each: ChannelCredit) => bigint) => credits.reduce((total, each) => total + of(each), 0n);
        const revenue = sum((each) => each.minorPpb) / WHOLE + more;
        const all = { channel: "", isNew: null, creditPpb: sum((each) => each.creditPpb) + WHOLE, minorPpb: revenue * WHOLE };
        const rows = channelRows([all, ...credits]);
        expect(rows.reduce((total, row) => total + row.ordersPpb, 0n)).toBe(all.creditPpb);
        expect(rows.reduce((total, row) => total + row.revenueMinor, 0n)).toBe(revenue);
        expect(rows.at(-1)?.channel).toBe("");
      }),
    );
  });

  test("what an order cost is unknown where there is none", () => {
    expect(costPerOrder(1_000n, 0n)).toBeNull();
    expect(costPerOrder(1_000n, 3n * WHOLE)).toBe(333n);
  });
});

interface Row {
  readonly channel: string;
  readonly orders: string;
  readonly revenue: { readonly amount: string };
  readonly new_share: string | null;
  readonly cost: { readonly amount: string; readonly currency: string } | null;
  readonly cost_note: string;
  readonly cost_per_order: { readonly amount: string } | null;
  readonly revenue_per_spent: string | null;
}

describe("the report of channels", () => {
  let t: TestApp;
  let w: TestWorkspace;
  const may = "from=2026-05-01&to=2026-06-01";
  const report = async (query = may) => must<{ orders: number; rows: Row[] }>(w, "GET", `/v1/attribution/channels?${query}`);
  const rowOf = async (channel: string, query?: string) => (await report(query)).rows.find((row) => row.channel === channel);
  const enter = (cost: Record<string, unknown>) =>
    w.call("POST", "/v1/channel-costs", { channel: "paid", from_on: "2026-04-16", to_on: "2026-05-16", ...cost });

  beforeAll(async () => {
    t = await openTestApp();
    t.clock.set("2026-05-10T10:00:00Z");
    w = await t.makeWorkspace({ zone: "Europe/Berlin" });
    await openReportWorld(t, w);
  });
  afterAll(() => t.close());

  test("sums to all orders of a currency; creators cost what they earned and what was entered", async () => {
    const { orders, rows } = await report();
    expect(orders).toBe(3);
    expect(rows.map((row) => [row.channel, row.orders, row.revenue.amount])).toEqual([
      ["creator", "2", "12501"],
      ["", "1", "3000"],
    ]);
    // 10 % of 75.00 and 50.01 EUR; what Ben earned in dollars has no rate.
    expect(rows[0]).toMatchObject({ cost: null, cost_note: "rate_missing", revenue_per_spent: null });
    expect(rows[1]).toMatchObject({ cost: null, cost_note: "none_entered" });
    await must(w, "POST", "/v1/exchange-rates", { rates: [{ base: "USD", quote: "EUR", rate: "0.5", on: "2026-05-01", source: "test" }] });
    // 7.50 + 5.00 + half of 20.00
    expect(await rowOf("creator")).toMatchObject({ cost: { amount: "2250", currency: "EUR" }, cost_per_order: { amount: "1125" } });
  });

  test("spreads a channel's cost over its days, names a channel without orders, and takes a cost out again", async () => {
    const made = await enter({ amount: { amount: "3000", currency: "EUR" } });
    expect(made.status).toBe(201);
    expect(await rowOf("paid")).toMatchObject({ orders: "0", cost: { amount: "1500" }, cost_per_order: null, revenue_per_spent: "0" });
    expect(await rowOf("paid", "from=2026-04-01&to=2026-05-01")).toMatchObject({ cost: { amount: "1500" } });
    const { id } = made.body as { id: string };
    await must(w, "POST", `/v1/channel-costs/${id}/archive`);
    await must(w, "POST", `/v1/channel-costs/${id}/archive`);
    expect(await rowOf("paid")).toBeUndefined();
    expect(await must(w, "GET", "/v1/channel-costs?archived=true")).toMatchObject({ data: [{ id, channel: "paid" }] });
  });

  test("says what was entered for creators for the days before, which is in no cost of these", async () => {
    const { data } = await must<{ data: { id: string }[] }>(w, "GET", "/v1/programs");
    const fee = { kind: "fee", amount: { amount: "4500", currency: "EUR" }, incurred_on: "2026-04-20" };
    expect(await report()).toMatchObject({ earlier_costs: [] });
    await must(w, "POST", `/v1/programs/${data[0]!.id}/costs`, fee);
    expect(await report()).toMatchObject({ earlier_costs: [fee.amount] });
    expect(await report("from=2026-04-20&to=2026-06-01")).toMatchObject({ earlier_costs: [] });
  });

  test("refuses costs of creators, of no days, of too many and of nothing, and a model that is none", async () => {
    const eur = { amount: "1", currency: "EUR" };
    const faults = async (cost: Record<string, unknown>) =>
      ((await enter({ amount: eur, ...cost })).body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(await faults({ channel: "creator" })).toEqual(["/channel"]);
    expect(await faults({ to_on: "2026-04-16" })).toEqual(["/to_on"]);
    expect(await faults({ to_on: "2028-04-16" })).toEqual(["/to_on"]);
    expect(await faults({ amount: { amount: "0", currency: "EUR" } })).toEqual(["/amount/amount"]);
    expect(await w.call("GET", `/v1/attribution/channels?${may}&model=guess`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/model" }] },
    });
  });

  test("is empty of another workspace's orders and costs", async () => {
    const other = await t.makeWorkspace();
    expect(await must(other, "GET", `/v1/attribution/channels?${may}`)).toMatchObject({
      orders: 0,
      rows: [{ channel: "", orders: "0", new_share: null, cost: null }],
    });
  });
});
