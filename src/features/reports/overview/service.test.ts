import type { VisitorClass } from "@vouch/redirect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld } from "../../../../test/pay-world.ts";
import { openReportWorld } from "../../../../test/report-world.ts";

interface Figure {
  readonly value: unknown;
  readonly formula: string;
  readonly source: string;
  readonly as_of: string;
}
interface Overview {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly days: readonly { readonly on: string; readonly orders: number; readonly clicks: number; readonly revenue: unknown }[];
  readonly top_creators: readonly unknown[];
}

let t: TestApp;
let w: TestWorkspace;
const euro = (amount: string) => [{ amount, currency: "EUR" }];
const both = (eur: string, usd: string) => [...euro(eur), { amount: usd, currency: "USD" }];
const overview = async (query: string, of = w) => (await of.call("GET", `/v1/reports/overview?${query}`)).body as Overview;
const values = ({ figures }: Overview) => Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure.value]));

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  await openReportWorld(t, w);
});
afterAll(() => t.close());

test("the figures of a period count what stands, currency by currency", async () => {
  expect(values(await overview("from=2026-05-01&to=2026-06-01"))).toEqual({
    orders: 4,
    other_conversions: 0,
    new_customers: 1,
    revenue: both("15501", "20000"),
    refunded: euro("2500"),
    credited_revenue: both("12501", "20000"),
    clicks: 4,
    commission: both("1250", "2000"),
    pending: both("1250", "2000"),
    payable: euro("0"),
    owed_pending: both("1250", "2000"),
    owed_payable: euro("0"),
  });
});

test("whether a customer is new is counted where it is known, and unknown where it is not", async () => {
  const { figures } = await overview("from=2026-05-01&to=2026-06-01");
  expect(figures["new_customers"]).toMatchObject({ value: 1, unknown: 3 });
});

test("every figure says how it is computed, from what, and as of when", async () => {
  const { figures } = await overview("");
  for (const figure of Object.values(figures)) expect(figure.formula.endsWith(".") && figure.source !== "").toBe(true);
  expect(figures["orders"]).toMatchObject({ source: "orders by API", as_of: "2026-05-10T10:00:00.000Z" });
  expect(figures["credited_revenue"]?.formula).toContain("Model: Last non-direct touch.");
});

test("days are the brand's: an order a moment before midnight there and one at midnight are a day apart", async () => {
  const { days } = await overview("from=2026-05-01&to=2026-05-05");
  expect(days).toEqual([
    { on: "2026-05-01", orders: 0, clicks: 1, revenue: euro("0") },
    { on: "2026-05-02", orders: 1, clicks: 2, revenue: euro("7500") },
    { on: "2026-05-03", orders: 2, clicks: 1, revenue: euro("8001") },
    { on: "2026-05-04", orders: 1, clicks: 0, revenue: [{ amount: "20000", currency: "USD" }] },
  ]);
});

test("creators stand by what the model credits to them, with what the pay rule paid", async () => {
  expect((await overview("from=2026-05-01&to=2026-06-01")).top_creators).toMatchObject([
    { name: "Ben", credited_orders: "1", credited_revenue: euro("7500")[0], paid_orders: 2, commission: both("750", "2000") },
    { name: "Ana", credited_orders: "1", credited_revenue: euro("5001")[0], paid_orders: 1, commission: euro("500") },
  ]);
});

test("before the first order everything is zero and nothing is listed", async () => {
  const empty = await overview("from=2026-05-01&to=2026-05-03", await t.makeWorkspace({ currency: "JPY" }));
  expect(values(empty)).toMatchObject({ orders: 0, clicks: 0, revenue: [{ amount: "0", currency: "JPY" }] });
  expect(empty.days).toHaveLength(2);
  expect(empty.top_creators).toEqual([]);
});

test("a click counts in a report when it can be a touch by itself, as it does beside its link", async () => {
  const v = await t.makeWorkspace({});
  const world = await openPayWorld(t, v);
  const ana = await world.addCreator("Ana");
  for (const visitorClass of ["human", "declared_bot", "prefetch", "preview", "head", "hosting", "unknown"] satisfies VisitorClass[])
    await world.click(ana, "2026-05-02T09:00:00Z", { visitorClass });
  const { data } = (await v.call("GET", "/v1/links")).body as { data: readonly { clicks: { human: number } }[] };
  expect((await overview("from=2026-05-01&to=2026-06-01", v)).figures["clicks"]?.value).toBe(2);
  expect(data.map((link) => link.clicks.human)).toEqual([2]);
});

test("clicks are complete up to what the slowest edge has shipped, and the figure says so", async () => {
  const shippedTo = new Date("2026-05-10T09:00:00Z");
  const edge = { id: t.ctx.newId(), name: "slow", started_at: shippedTo, last_seen_at: shippedTo, shipped_to: shippedTo };
  await t.ctx.db.insertInto("edges").values(edge).execute();
  expect((await overview("")).figures["clicks"]?.as_of).toBe("2026-05-10T09:00:00.000Z");
});
