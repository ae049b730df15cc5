import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";

type Money = { readonly amount: string; readonly currency: string } | null;
interface Cell {
  readonly campaign_id: string;
  readonly orders: string;
  readonly revenue: Money;
  readonly cost: Money;
  readonly again: { readonly orders: string; readonly revenue: Money; readonly cost: Money };
  readonly [field: string]: unknown;
}
interface Row extends Cell {
  readonly name: string;
  readonly cells: readonly Cell[];
}
interface Matrix {
  readonly campaigns: readonly (Cell & { readonly name: string })[];
  readonly creators: readonly Row[];
  readonly total: Cell;
  readonly next_cursor: string | null;
  readonly [field: string]: unknown;
}
interface Return {
  readonly horizons: readonly Cell[];
  readonly creators: readonly { readonly name: string; readonly horizons: readonly Cell[] }[];
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
/** Two campaigns that share the second and third of May and Ana, one before them in which nobody sold, and one in dollars. */
const campaigns: Record<"quiet" | "launch" | "echo" | "dollars", string> = { quiet: "", launch: "", echo: "", dollars: "" };
const eur = (amount: string) => ({ amount, currency: "EUR" });
const matrix = (query = "") => must<Matrix>(w, "GET", `/v1/reports/creators-by-campaign?${query}`);
const back = (id: string, model: string) => must<Return>(w, "GET", `/v1/campaigns/${id}/return?model=${model}`);
const rowOf = ({ creators }: Matrix, name: string): Row => creators.find((row) => row.name === name)!;
const plan = async (name: string, starts_on: string, ends_on: string, more: object) =>
  (await must<{ id: string }>(w, "POST", "/v1/campaigns", { name, starts_on, ends_on, ...more })).id;
const cost = (id: string, amount: string, more: object = {}) =>
  must(w, "POST", `/v1/campaigns/${id}/costs`, { kind: "fee", amount: eur(amount), incurred_on: "2026-04-20", ...more });
const sum = (amounts: readonly Money[]): number => amounts.reduce((total, money) => total + Number(money?.amount ?? 0), 0);

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  await must(w, "POST", "/v1/exchange-rates", {
    rates: [{ base: "USD", quote: "EUR", rate: "0.9", on: "2026-05-03", source: "ECB" }],
  });
  const [ana, ben, eve] = [world.ana.publicId, world.ben.publicId, (await world.addCreator("Eve")).publicId];
  const program_ids = [world.publicProgramId];
  campaigns.quiet = await plan("Quiet", "2026-04-01", "2026-04-08", { creator_ids: [eve, ben] });
  campaigns.launch = await plan("Launch", "2026-05-01", "2026-05-04", { creator_ids: [ana, ben], program_ids });
  campaigns.echo = await plan("Echo", "2026-05-02", "2026-05-06", { creator_ids: [ana], program_ids });
  campaigns.dollars = await plan("Dollars", "2026-05-01", "2026-05-09", { creator_ids: [ben], currency: "USD" });
  await cost(campaigns.quiet, "7000", { creator_id: eve });
  await cost(campaigns.launch, "4000", { creator_id: ana });
  await cost(campaigns.launch, "2000", { kind: "tools" });
  const shared = { kind: "shipping", amount: eur("300"), incurred_on: "2026-05-02", creator_id: ana };
  await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, shared);
});
afterAll(() => t.close());

describe("creators by campaign", () => {
  test.each(["campaign", "days_90", "lifetime"])(
    "over the span %s has in each cell, and in each campaign's total, what the campaign's own return says",
    async (horizon) => {
      for (const model of ["last_non_direct", "linear"]) {
        const found = await matrix(`horizon=${horizon}&model=${model}`);
        expect(found.campaigns.map(({ name }) => name)).toEqual(["Quiet", "Launch", "Echo"]);
        for (const campaign of found.campaigns) {
          const own = await back(campaign.campaign_id, model);
          const of = (horizons: readonly Cell[]) => horizons.find((each) => each["horizon"] === horizon)!;
          const { orders, revenue, cost: full, roi, interval, incremental } = of(own.horizons);
          expect(campaign).toMatchObject({ orders, revenue, cost: full, roi, interval, incremental });
          for (const creator of own.creators) {
            const cell = rowOf(found, creator.name).cells.find((each) => each.campaign_id === campaign.campaign_id)!;
            const { costs, commission, ...theirs } = of(creator.horizons) as Cell & { costs: { amount: Money }[]; commission: Money };
            const isUnknown = costs.every(({ amount }) => amount === null) && commission?.amount === "0";
            expect([cell.orders, cell.revenue, cell["roi"], cell["interval"]]).toEqual([
              theirs.orders,
              theirs.revenue,
              theirs["roi"],
              theirs["interval"],
            ]);
            expect(cell.cost).toEqual(isUnknown ? null : theirs.cost);
          }
        }
      }
    },
  );

  test("counts what two campaigns have only once in a row's sum, and says how much that was", async () => {
    const ana = rowOf(await matrix("horizon=days_90&model=linear"), "Ana");
    // Her click of 1 May is in one campaign's days, that of 2 May in both: 50.01 EUR and its commission, and 3.00 of shipping.
    expect(ana.cells.map(({ orders, again }) => [orders, again.orders, again.revenue, again.cost])).toEqual([
      ["1.5", "0", eur("0"), eur("0")],
      ["1", "1", eur("5001"), eur("800")],
    ]);
    expect(ana).toMatchObject({ campaigns: 2, orders: "1.5", revenue: eur("8751"), again: { orders: "1", revenue: eur("5001") } });
    expect(sum(ana.cells.map((cell) => cell.revenue))).toBe(sum([ana.revenue, ana.again.revenue]));
    expect(sum(ana.cells.map((cell) => cell.cost))).toBe(sum([ana.cost, ana.again.cost]));
  });

  test("adds up over all campaigns to their own totals less what is counted twice", async () => {
    const { total, campaigns: all } = await matrix("horizon=lifetime");
    expect(sum(all.map((each) => each.revenue))).toBe(sum([total.revenue, total.again.revenue]));
    expect(sum(all.map((each) => each.cost))).toBe(sum([total.cost, total.again.cost]));
    expect(total.again.revenue).toEqual(eur("5001"));
  });

  test("has a row for a creator who cost something and sold nothing, and no cost for one of whom none is known", async () => {
    const found = await matrix();
    const [eve] = rowOf(found, "Eve").cells;
    expect(eve).toMatchObject({ orders: "0", revenue: eur("0"), cost: eur("7000"), roi: "-1" });
    const ben = rowOf(found, "Ben");
    expect(ben.cells.map((cell) => cell.cost)).toEqual([null, eur("750")]);
    expect(ben).toMatchObject({ cost: eur("750"), without_cost: 1, roi: null });
    expect(found.campaigns.map((each) => each["cost_of_whole"])).toEqual([null, eur("2000"), null]);
  });

  test("keeps currencies apart and says which there are", async () => {
    const found = await matrix("currency=USD");
    expect(found).toMatchObject({
      currency: "USD",
      currencies: [
        { currency: "EUR", campaigns: 3 },
        { currency: "USD", campaigns: 1 },
      ],
      campaigns: [{ name: "Dollars" }],
    });
    expect((await matrix("currency=SEK")).creators).toEqual([]);
  });

  test("shows what an experiment said that a campaign caused", async () => {
    const estimate = {
      horizon: "days_90",
      revenue: eur("9000"),
      low: eur("1000"),
      high: eur("17000"),
      level: "0.9",
      source: "Geo holdout",
    };
    await must(w, "POST", `/v1/campaigns/${campaigns.launch}/incremental`, estimate);
    const caused = (await matrix("horizon=days_90")).campaigns.map((each) => each["incremental"]);
    expect(caused).toEqual([null, expect.objectContaining({ revenue: eur("9000"), source: "Geo holdout" }), null]);
  });

  test("comes in pages of campaigns, the newest first, and as a file that has all of them", async () => {
    const first = await matrix("limit=2");
    expect(first.campaigns.map(({ name }) => name)).toEqual(["Launch", "Echo"]);
    const second = await matrix(`limit=2&cursor=${first.next_cursor}`);
    expect([second.campaigns.map(({ name }) => name), second.next_cursor]).toEqual([["Quiet"], null]);
    const file = await w.call("GET", "/v1/reports/creators-by-campaign?limit=2", undefined, { accept: "text/csv" });
    const lines = String(file.body).trim().split("\n");
    expect(lines[0]).toContain("again_revenue_minor");
    const names = lines.slice(1).map((line) => line.split(",")[1]);
    expect(new Set(names)).toEqual(new Set(["Ana", "Ben", "Eve"]));
    expect(names).toHaveLength(5);
  });

  test("refuses a model that there is not, a span that there is not and a cursor of another list", async () => {
    const pointers = async (query: string) =>
      ((await w.call("GET", `/v1/reports/creators-by-campaign?${query}`)).body as { errors: { pointer: string }[] }).errors.map(
        ({ pointer }) => pointer,
      );
    expect([await pointers("model=guess"), await pointers("horizon=year&limit=25"), await pointers("cursor=abc")]).toEqual([
      ["/model"],
      ["/horizon", "/limit"],
      ["/cursor"],
    ]);
  });
});
