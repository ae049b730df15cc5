import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openReportWorld } from "../../../../test/report-world.ts";

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly credits: readonly { readonly model: string; readonly orders: string; readonly revenue: { readonly amount: string } }[];
  readonly paid: { readonly orders: number; readonly revenue: { readonly amount: string }; readonly commission: unknown };
}
interface Comparison {
  readonly orders: number;
  readonly revenue: { readonly amount: string; readonly currency: string };
  readonly waiting: { readonly orders: number };
  readonly other_currencies: unknown;
  readonly models: readonly { readonly id: string; readonly explanation: string }[];
  readonly rows: readonly Row[];
}

let t: TestApp;
let w: TestWorkspace;
const may = "from=2026-05-01&to=2026-06-01";
const compare = async (query: string, of = w) => (await of.call("GET", `/v1/attribution/comparison?${query}`)).body as Comparison;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  await openReportWorld(t, w);
});
afterAll(() => t.close());

const column = ({ rows }: Comparison, model: string) =>
  Object.fromEntries(
    rows.map((row) => {
      const credit = row.credits.find((each) => each.model === model);
      return [row.name, [credit?.orders, credit?.revenue.amount]];
    }),
  );

test("each model shares the orders and their revenue after refunds among creators, and what nobody touched is a row", async () => {
  const may2026 = await compare(may);
  expect(may2026).toMatchObject({ orders: 3, revenue: { amount: "15501", currency: "EUR" }, waiting: { orders: 0 } });
  expect(column(may2026, "first")).toEqual({ Ana: ["2", "12501"], Ben: ["0", "0"], Unattributed: ["1", "3000"] });
  expect(column(may2026, "last")).toEqual({ Ana: ["1", "5001"], Ben: ["1", "7500"], Unattributed: ["1", "3000"] });
  expect(column(may2026, "linear")).toEqual({ Ana: ["1.5", "8751"], Ben: ["0.5", "3750"], Unattributed: ["1", "3000"] });
});

test("every model's column sums to exactly all orders and all revenue", async () => {
  const { rows, models, revenue, orders } = await compare(may);
  expect(models).toHaveLength(6);
  const billionths = (text: string) => BigInt(Math.round(Number(text) * 1e9));
  for (const [place] of models.entries()) {
    expect(rows.reduce((sum, row) => sum + BigInt(row.credits[place]!.revenue.amount), 0n)).toBe(BigInt(revenue.amount));
    expect(rows.reduce((sum, row) => sum + billionths(row.credits[place]!.orders), 0n)).toBe(BigInt(orders) * 1_000_000_000n);
  }
});

test("beside the models stands what the pay rule paid, which sums to all orders too", async () => {
  const { rows, orders, revenue } = await compare(may);
  const paid = Object.fromEntries(rows.map((row) => [row.name, [row.paid.orders, row.paid.revenue.amount, row.paid.commission]]));
  expect(paid).toEqual({
    Ana: [1, "5001", [{ amount: "500", currency: "EUR" }]],
    Ben: [1, "7500", [{ amount: "750", currency: "EUR" }]],
    Unattributed: [1, "3000", [{ amount: "0", currency: "EUR" }]],
  });
  expect(rows.reduce((sum, row) => sum + row.paid.orders, 0)).toBe(orders);
  expect(rows.reduce((sum, row) => sum + BigInt(row.paid.revenue.amount), 0n)).toBe(BigInt(revenue.amount));
});

test("currencies are compared one at a time, and the others are named", async () => {
  expect((await compare(may)).other_currencies).toEqual([{ currency: "USD", orders: 1 }]);
  const dollars = await compare(`${may}&currency=USD`);
  expect(dollars).toMatchObject({ orders: 1, revenue: { amount: "20000", currency: "USD" } });
  expect(column(dollars, "linear")).toEqual({ Ben: ["1", "20000"], Unattributed: ["0", "0"] });
  expect(dollars.rows[0]?.paid).toMatchObject({ orders: 1, commission: [{ amount: "2000", currency: "USD" }] });
});

test("days begin and end at the brand's midnight", async () => {
  expect((await compare("from=2026-05-02&to=2026-05-03")).revenue.amount).toBe("7500");
  expect((await compare("from=2026-05-03&to=2026-05-04")).revenue.amount).toBe("8001");
});

test("without orders there is one row of zeros, and another workspace's orders do not count", async () => {
  const other = await t.makeWorkspace();
  const empty = await compare(may, other);
  expect(empty).toMatchObject({ orders: 0, revenue: { amount: "0", currency: "EUR" }, other_currencies: [] });
  expect(column(empty, "time_decay_7d")).toEqual({ Unattributed: ["0", "0"] });
});

test("a period that is empty or too long is refused at its place", async () => {
  for (const query of ["from=2026-05-02&to=2026-05-02", "from=2020-01-01&to=2026-01-01"]) {
    const { status, body } = await w.call("GET", `/v1/attribution/comparison?${query}`);
    expect([status, (body as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([422, "/to"]);
  }
});
