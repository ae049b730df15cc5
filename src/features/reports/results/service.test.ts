import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";

interface Result {
  readonly name: string;
  readonly clicks: number;
  readonly orders: number;
  readonly revenue: unknown;
  readonly refunded: unknown;
  readonly commission: unknown;
  readonly cost: unknown;
  readonly known_costs: string;
  readonly return: { readonly roi: string | null; readonly why_not: string | null; readonly rates: readonly unknown[] };
}
interface Report {
  readonly creators: readonly Result[];
  readonly programs: readonly Result[];
  readonly total: Result;
  readonly program_costs: unknown;
  readonly owed: unknown;
  readonly earlier_costs: unknown;
  readonly campaign_costs: unknown;
  readonly formulas: Readonly<Record<string, string>>;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
const may = "from=2026-05-01&to=2026-06-01";
const euro = (amount: string) => [{ amount, currency: "EUR" }];
const both = (eur: string, usd: string) => [...euro(eur), { amount: usd, currency: "USD" }];
const ofProgram = async (query = may) => (await w.call("GET", `/v1/reports/programs/${world.publicProgramId}?${query}`)).body as Report;
const ofCreator = async (id: string, query = may) => (await w.call("GET", `/v1/reports/creators/${id}?${query}`)).body as Report;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

describe("before any cost is entered", () => {
  test("each creator has the clicks people made, the orders they are paid for, and what those kept", async () => {
    const { creators } = await ofProgram();
    expect(
      creators.map(({ name, clicks, orders, revenue, refunded, commission }) => [name, clicks, orders, revenue, refunded, commission]),
    ).toEqual([
      ["Ben", 2, 2, both("7500", "20000"), euro("2500"), both("750", "2000")],
      ["Ana", 2, 1, euro("5001"), euro("0"), euro("500")],
    ]);
  });

  test("only commissions are known as cost, and the return rests on them", async () => {
    const [, ana] = (await ofProgram()).creators;
    expect(ana).toMatchObject({
      known_costs: "commissions_only",
      cost: euro("500"),
      return: { roi: "9.002", revenue_per_spent: "10.002", currency: "EUR" },
    });
  });

  test("two currencies without a rate between them have no common return", async () => {
    const { total, formulas } = await ofProgram();
    expect(total).toMatchObject({ orders: 3, clicks: 4, revenue: both("12501", "20000"), return: { roi: null, why_not: "rate_missing" } });
    expect(formulas["roi"]).toBe("(revenue − cost) ÷ cost");
  });
});

describe("a creator's results", () => {
  test("stand by program, with what they are owed now", async () => {
    const report = await ofCreator(world.ben.publicId);
    expect(report.programs.map(({ name, orders, revenue }) => [name, orders, revenue])).toEqual([["Spring", 2, both("7500", "20000")]]);
    expect(report).toMatchObject({ name: "Ben", total: { clicks: 2 }, owed: { pending: both("750", "2000"), payable: euro("0") } });
  });

  test("are zeros where nothing happened, not unknown", async () => {
    const { total, programs } = await ofCreator(world.ana.publicId, "from=2025-01-01&to=2025-02-01");
    expect(programs).toEqual([]);
    expect(total).toMatchObject({ clicks: 0, orders: 0, revenue: euro("0"), return: { roi: null, why_not: "nothing_spent" } });
  });
});

describe("with costs and rates", () => {
  beforeAll(async () => {
    const cost = (body: object) =>
      must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, { kind: "fee", incurred_on: "2026-05-05", ...body });
    await cost({ amount: { amount: "4500", currency: "EUR" }, creator_id: world.ana.publicId });
    await cost({ kind: "tools", amount: { amount: "1000", currency: "EUR" } });
    await cost({ amount: { amount: "99900", currency: "EUR" }, incurred_on: "2026-06-01" });
    const rate = { base: "USD", quote: "EUR", rate: "0.9", on: "2026-05-31", source: "ECB" };
    const later = { ...rate, rate: "0.1", on: "2026-06-01" };
    await must(w, "POST", "/v1/exchange-rates", { rates: [rate, later] });
  });

  test("a creator's own costs lower their return, those of the whole program only the total's", async () => {
    const { creators, program_costs, total } = await ofProgram();
    expect(creators[1]).toMatchObject({ cost: euro("5000"), known_costs: "commissions_and_entered", return: { roi: "0.0002" } });
    expect(creators[0]).toMatchObject({ known_costs: "commissions_only" });
    expect(program_costs).toEqual([{ kind: "tools", amount: { amount: "1000", currency: "EUR" } }]);
    expect(total.cost).toEqual(both("6750", "2000"));
  });

  test("what was entered for the 90 days before is in no return, and is said beside it", async () => {
    expect(await ofProgram()).toMatchObject({ earlier_costs: [] });
    // From the 5th on the fee and the tools of the 5th are in the period; from the 6th on they lie before it, as do orders that they brought.
    expect(await ofProgram("from=2026-05-05&to=2026-06-01")).toMatchObject({ earlier_costs: [] });
    expect(await ofProgram("from=2026-05-06&to=2026-06-01")).toMatchObject({ earlier_costs: euro("5500") });
    expect(await ofCreator(world.ana.publicId, "from=2026-05-06&to=2026-06-01")).toMatchObject({ earlier_costs: euro("4500") });
    expect(await ofCreator(world.ben.publicId, "from=2026-05-06&to=2026-06-01")).toMatchObject({ earlier_costs: [] });
    expect(await ofProgram("from=2026-08-04&to=2026-08-05")).toMatchObject({ earlier_costs: euro("99900") });
  });

  test("what was entered for a creator with a campaign is in their total, and in no program's row", async () => {
    const before = await ofCreator(world.ben.publicId);
    const days = { starts_on: "2026-05-01", ends_on: "2026-05-08", creator_ids: [world.ben.publicId] };
    const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days });
    const cost = (more: object) =>
      must<{ id: string }>(w, "POST", `/v1/campaigns/${id}/costs`, { kind: "fee", incurred_on: "2026-05-02", ...more });
    await cost({ amount: euro("3000")[0], creator_id: world.ben.publicId });
    await cost({ amount: euro("700")[0] });
    const wrong = await cost({ amount: euro("900")[0], creator_id: world.ben.publicId });
    await must(w, "POST", `/v1/campaigns/${id}/costs/${wrong.id}/void`, { reason: "twice" });
    const after = await ofCreator(world.ben.publicId);
    expect(before.total.known_costs).toBe("commissions_only");
    expect(after).toMatchObject({ campaign_costs: [{ kind: "fee", amount: euro("3000")[0] }], programs: before.programs });
    expect(after.total.known_costs).toBe("commissions_and_entered");
    const minor = (costs: unknown) =>
      BigInt((costs as { amount: string; currency: string }[]).find((each) => each.currency === "EUR")?.amount ?? "0");
    expect(minor(after.total.cost) - minor(before.total.cost)).toBe(3000n);
    expect(await ofCreator(world.ben.publicId, "from=2026-05-06&to=2026-06-01")).toMatchObject({ earlier_costs: euro("3000") });
    expect((await ofCreator(world.ana.publicId)).total).toMatchObject({ cost: euro("5000") });
    await must(w, "POST", `/v1/campaigns/${id}/archive`);
  });

  test("a total of two currencies is converted at the rate of the last day, which it names", async () => {
    const { total } = await ofProgram();
    // 125.01 + 200.00 × 0.9 = 305.01 for 67.50 + 20.00 × 0.9 = 85.50
    expect(total.return).toMatchObject({
      currency: "EUR",
      revenue: { amount: "30501", currency: "EUR" },
      cost: { amount: "8550", currency: "EUR" },
      roi: "2.5674",
      revenue_per_spent: "3.5674",
      rates: [{ base: "USD", quote: "EUR", rate: expect.stringMatching(/^0\.90*$/), on: "2026-05-31", source: "ECB" }],
    });
  });
});

test("another workspace's program and creator do not exist here", async () => {
  const other = await t.makeWorkspace();
  for (const path of [`programs/${world.publicProgramId}`, `creators/${world.ana.publicId}`])
    expect((await other.call("GET", `/v1/reports/${path}`)).status).toBe(404);
});
