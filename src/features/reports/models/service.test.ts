import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";

interface Ends {
  readonly low: string;
  readonly high: string;
}
interface Row {
  readonly kind: string;
  readonly name: string;
  readonly touched_orders: number;
  readonly touched_journeys: number;
  readonly credits: readonly {
    readonly model: string;
    readonly orders: string;
    readonly revenue: { readonly amount: string; readonly currency: string };
    readonly interval: { readonly orders: Ends } | null;
  }[];
}
interface Newest {
  readonly computation_id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly result: {
    readonly orders: number;
    readonly journeys: Readonly<Record<string, number>>;
    readonly rows: readonly Row[];
    readonly models: readonly { readonly id: string }[];
    readonly interval: { readonly replicates: number; readonly failed: number } | null;
    readonly warnings: readonly { readonly kind: string }[];
  } | null;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
const may = { from: "2026-05-01", to: "2026-06-01" };

async function visit(at: string, of: { visitorId?: string; clickId?: string; channel?: string }): Promise<void> {
  await sql`select ensure_month_partition('visits', ${new Date(at)})`.execute(t.ctx.db);
  await t.ctx.db
    .insertInto("visits")
    .values({
      ...{ workspace_id: w.id, occurred_at: new Date(at), id: t.ctx.newId(), edge_id: t.ctx.newId(), store_id: w.storeId },
      ...{ visitor_id: of.visitorId ?? null, click_id: of.clickId ?? null, channel: of.channel ?? "direct", channel_rules_version: 1 },
      ...{ landing_path: "/", visitor_class: "human", class_reason: "test", consent: "granted" },
    })
    .execute();
}

async function workedOut(body: object = may, of = w, query = ""): Promise<NonNullable<Newest["result"]>> {
  const { computation_id: id, state } = await must<Newest>(of, "POST", "/v1/attribution/models", { replicates: 50, ...body });
  expect(state).toBe("waiting");
  await t.compute(of, id);
  const { newest } = await must<{ newest: Newest }>(of, "GET", `/v1/attribution/models${query}`);
  expect(newest).toMatchObject({ computation_id: id, state: "done", problem: null });
  return newest.result!;
}

const named = (rows: readonly Row[], name: string): Row => rows.find((row) => row.name === name)!;
const credit = (row: Row, model: string) => row.credits.find((each) => each.model === model)!;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  const [once, twice, before] = [t.ctx.newId(), t.ctx.newId(), t.ctx.newId()];
  await world.click(world.ana, "2026-05-03T09:00:00Z", { visitorId: once });
  const led = await world.click(world.ben, "2026-05-03T10:00:00Z");
  await visit("2026-05-03T10:00:02Z", { visitorId: twice, clickId: led, channel: "creator" });
  await visit("2026-05-04T10:00:00Z", { visitorId: twice });
  await world.click(world.ben, "2026-05-05T10:00:00Z");
  await visit("2026-05-05T11:00:00Z", {});
  await world.click(world.ana, "2026-04-01T10:00:00Z", { visitorId: before });
  await visit("2026-04-02T10:00:00Z", { visitorId: t.ctx.newId() });
  await visit("2026-05-06T10:00:00Z", { visitorId: before, channel: "email" });
});
afterAll(() => t.close());

describe("data-driven credit", () => {
  test("is made of orders with a touch and of journeys without an order: of browsers, of single clicks, begun before the days too", async () => {
    const { journeys, orders } = await workedOut();
    expect(orders).toBe(3);
    // Without an order: Ana; Ben and then direct; a click of Ben's alone; Ana in April and an e-mail in May.
    expect(journeys).toEqual({
      ...{ orders_with_path: 2, without_order: 4, of_persons: 0, of_browsers: 3, of_single_clicks: 1, loose_visits: 1 },
    });
  });

  test("sums to all orders and revenue under every model, and stands beside the same rule models as the comparison", async () => {
    const { rows, models, interval } = await workedOut();
    expect(models.map(({ id }) => id).slice(-3)).toEqual(["markov_1", "markov_2", "shapley"]);
    for (const at of models.keys()) {
      const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
      expect(sum((row) => Number(row.credits[at]!.orders))).toBeCloseTo(3, 8);
      expect(sum((row) => Number(row.credits[at]!.revenue.amount))).toBe(7_500 + 5_001 + 3_000);
    }
    const comparison = await must<{ rows: Row[] }>(w, "GET", "/v1/attribution/comparison?from=2026-05-01&to=2026-06-01");
    for (const name of ["Ana", "Ben", "Unattributed"])
      expect(named(rows, name).credits.slice(0, 6)).toMatchObject(
        named(comparison.rows, name).credits.map(({ model, orders, revenue }) => ({ model, orders, revenue })),
      );
    expect(interval).toMatchObject({ method: "percentile bootstrap over journeys", level: 0.9, seed: 1 });
    const { replicates, failed } = interval!;
    expect(replicates + failed).toBe(50);
  });

  test("is by hand what Markov's chain of one touch gives: what is lost without each", async () => {
    // Orders: Ana > Ben, Ana. Without: Ana, Ben > direct, Ben, Ana > e-mail. From Ana 4 leave: 1 to Ben, 1 to e-mail, 1 buys, 1 goes.
    // From Ben 3 leave: 1 buys, 1 to direct, 1 goes. Begin: Ana 4 of 6, Ben 2 of 6. A buyer's chance: 2/6; 1/9 without Ana; 1/6 without Ben.
    const { rows } = await workedOut();
    const [ana, ben] = [1 - 1 / 9 / (1 / 3), 1 - 1 / 6 / (1 / 3)];
    expect(Number(credit(named(rows, "Ana"), "markov_1").orders)).toBeCloseTo((2 * ana) / (ana + ben), 8);
    expect(Number(credit(named(rows, "Ben"), "markov_1").orders)).toBeCloseTo((2 * ben) / (ana + ben), 8);
    expect(named(rows, "Ana")).toMatchObject({ touched_orders: 2, touched_journeys: 4 });
  });

  test("has an interval round every data-driven figure and none round what a rule gives", async () => {
    const { rows } = await workedOut();
    const { credits } = named(rows, "Ana");
    expect(credits.filter(({ interval }) => interval === null).map(({ model }) => model)).toEqual(
      credits.slice(0, 6).map(({ model }) => model),
    );
    for (const { orders, interval } of credits.slice(6)) {
      expect(Number(interval!.orders.low)).toBeLessThanOrEqual(Number(orders));
      expect(Number(interval!.orders.high)).toBeGreaterThanOrEqual(Number(orders));
    }
  });

  test("is the same again for the same seed, and says in words why it is not to be believed yet", async () => {
    const [one, other] = [await workedOut(), await workedOut()];
    expect(other).toEqual(one);
    expect(one.warnings.map(({ kind }) => kind)).toEqual(["few_orders", "few_journeys", "sparse_creators", "many_states"]);
  });

  test("is worked out for channels and for other currencies by themselves", async () => {
    const { rows } = await workedOut({ ...may, level: "channels", models: ["markov_1"] }, w, "?level=channels");
    expect(rows.map(({ name, touched_orders: met }) => [name, met])).toEqual([
      ["Creators", 2],
      ["Direct visits", 0],
      ["E-mail", 0],
      ["Unattributed", 0],
    ]);
    const dollars = await workedOut({ ...may, currency: "USD" }, w, "?currency=USD");
    expect(credit(named(dollars.rows, "Ben"), "shapley")).toMatchObject({ orders: "1", revenue: { amount: "20000", currency: "USD" } });
  });

  test("divides nothing where no order has a touch, and is nothing before somebody asked", async () => {
    const empty = await t.makeWorkspace();
    expect(await must(empty, "GET", "/v1/attribution/models")).toEqual({ newest: null });
    const result = await workedOut(may, empty);
    expect(result).toMatchObject({ orders: 0, interval: null, models: expect.not.arrayContaining([{ id: "shapley" }]) });
    expect(result.warnings.map(({ kind }) => kind)).toEqual(["few_orders", "no_other_journeys"]);
  });

  test.each([
    ["days that end before they begin", { from: "2026-06-01", to: "2026-05-01" }, "/to"],
    ["too few samples", { replicates: 3 }, "/replicates"],
    ["a model that is none", { models: ["magic"] }, "/models/0"],
    ["no model", { models: [] }, "/models"],
  ])("refuses %s", async (_what, body, pointer) => {
    const reply = await w.call("POST", "/v1/attribution/models", body);
    expect([reply.status, (reply.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, pointer]);
  });
});
