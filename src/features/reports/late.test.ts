import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../test/report-world.ts";

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  t.clock.set("2026-07-15T10:00:00Z");
  await must(w, "POST", "/v1/ledger/closed-months", { month: "2026-05" });
});
afterAll(() => t.close());

interface Result {
  readonly name: string;
  readonly orders: number;
  readonly revenue: object;
  readonly commission: object;
  readonly cost: object;
}

const [may, july] = ["from=2026-05-01&to=2026-06-01", "from=2026-07-01&to=2026-08-01"];
const eur = (amount: string) => [{ amount, currency: "EUR" }];

/** What the reports say of a time, without what is owed at the moment of asking. */
async function reports(period: string) {
  const get = (path: string) => must<Record<string, unknown>>(w, "GET", `/v1/${path}?${period}`);
  const program = await get(`reports/programs/${world.publicProgramId}`);
  const creator = await get(`reports/creators/${world.ana.publicId}`);
  const overview = await get("reports/overview");
  const comparison = await get("attribution/comparison");
  return [program["creators"], program["total"], creator["total"], overview["days"], overview["top_creators"], comparison["rows"]];
}

const anaIn = async (period: string): Promise<Result> => {
  const { creators } = await must<{ creators: Result[] }>(w, "GET", `/v1/reports/programs/${world.publicProgramId}?${period}`);
  return creators.find((creator) => creator.name === "Ana")!;
};
const ordersIn = async (period: string): Promise<number> =>
  (await must<{ figures: { orders: { value: number } } }>(w, "GET", `/v1/reports/overview?${period}`)).figures.orders.value;

interface Line {
  readonly booked_on: string;
}
const linesOf = async (month: string): Promise<Line[]> =>
  (await must<{ data: Line[] }>(w, "GET", "/v1/ledger/lines?limit=100")).data.filter((line) => line.booked_on.startsWith(month));

test("E23 a cost and an order that come in July with a day in May change the reports of May, and neither July's nor what was booked in May", async () => {
  const [before, linesBefore] = [await reports(july), await linesOf("2026-05")];
  expect(await anaIn(may)).toMatchObject({ orders: 1, revenue: eur("5001"), commission: eur("500"), cost: eur("500") });
  expect(await ordersIn(may)).toBe(4);

  const fee = { kind: "fee", amount: { amount: "10000", currency: "EUR" }, creator_id: world.ana.publicId, incurred_on: "2026-05-20" };
  const cost = await must<{ id: string }>(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, fee);
  expect(await anaIn(may)).toMatchObject({ commission: eur("500"), cost: eur("10500") });
  const clickId = await world.click(world.ana, "2026-05-20T09:00:00Z");
  await world.order({ externalId: "late", clickId, occurredAtMs: Date.parse("2026-05-21T09:00:00Z") });
  expect(await anaIn(may)).toMatchObject({ orders: 2, revenue: eur("15001"), commission: eur("1500"), cost: eur("11500") });
  expect(await ordersIn(may)).toBe(5);

  expect(await reports(july)).toEqual(before);
  expect(await reports(may)).not.toContain(undefined);
  expect(linesBefore.length).toBeGreaterThan(0);
  expect(await linesOf("2026-05")).toEqual(linesBefore);
  expect(await linesOf("2026-07")).toHaveLength(1);
  await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs/${cost.id}/archive`);
  expect(await anaIn(may)).toMatchObject({ cost: eur("1500") });
});
