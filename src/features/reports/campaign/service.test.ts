import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { emptyLine, orderAmounts } from "../../orders/order-amounts.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";

interface Back {
  readonly horizon: string;
  readonly revenue: unknown;
  readonly [field: string]: unknown;
}
interface Report {
  readonly horizons: readonly Back[];
  readonly creators: readonly { readonly name: string; readonly horizons: readonly Back[] }[];
  readonly [field: string]: unknown;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
let url: string;
const eur = (amount: string) => ({ amount, currency: "EUR" });
const days = { starts_on: "2026-05-01", ends_on: "2026-05-04" };
const plan = async (more: object = {}) => {
  const creators = { creator_ids: [world.ana.publicId, world.ben.publicId] };
  const made = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days, ...creators, ...more });
  return `/v1/campaigns/${made.id}`;
};
const back = (path: string, query = "") => must<Report>(w, "GET", `${path}/return${query}`);
const byHorizon = ({ horizons }: Pick<Report, "horizons">, field: string) => horizons.map((each) => each[field]);

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  url = await plan();
});
afterAll(() => t.close());

describe("the return of a campaign", () => {
  test("before any cost is entered has commissions, and no kind of cost counts as zero", async () => {
    const [campaign] = (await back(url)).horizons;
    expect(campaign).toMatchObject({ orders: "2", revenue: eur("12501"), commission: eur("1250"), cost: eur("1250"), roi: "9.0008" });
    expect((campaign!["costs"] as { amount: unknown }[]).map(({ amount }) => amount)).toEqual([null, null, null, null, null, null]);
    expect(campaign).toMatchObject({ margin: { amount: null, after_cost: null, basis: "none", unknown_orders: 2 } });
  });

  test("of 90 days has an order of the day after whose click was in the campaign's days, and names the rate that is missing", async () => {
    const report = await back(url);
    expect(byHorizon(report, "orders")).toEqual(["2", "3", "3"]);
    expect(byHorizon(report, "revenue")).toEqual([eur("12501"), null, null]);
    expect(report).toMatchObject({
      missing_rates: ["USD"],
      horizons: [{ is_over: true, until: "2026-05-04" }, { is_over: false }, { until: null }],
    });
  });

  test("with a rate is converted, and says with which", async () => {
    const rate = { base: "USD", quote: "EUR", rate: "0.9", on: "2026-05-03", source: "ECB" };
    await must(w, "POST", "/v1/exchange-rates", { rates: [rate] });
    const report = await back(url);
    // 125.01 + 200.00 × 0.9
    expect(byHorizon(report, "revenue")).toEqual([eur("12501"), eur("30501"), eur("30501")]);
    expect(report).toMatchObject({ rates: [{ base: "USD", on: "2026-05-03", source: "ECB" }], missing_rates: [] });
  });

  test("follows the model that is asked for, and refuses one that there is not", async () => {
    const ofModel = async (model: string) =>
      (await back(url, `?model=${model}`)).creators.map(({ name, horizons }) => [name, horizons[0]!["orders"], horizons[0]!.revenue]);
    expect(await ofModel("last_non_direct")).toEqual([
      ["Ana", "1", eur("5001")],
      ["Ben", "1", eur("7500")],
    ]);
    expect(await ofModel("linear")).toEqual([
      ["Ana", "1.5", eur("8751")],
      ["Ben", "0.5", eur("3750")],
    ]);
    expect((await w.call("GET", `${url}/return?model=guess`)).body).toMatchObject({ errors: [{ pointer: "/model" }] });
  });

  test("has each creator's own costs, everybody's in the whole, and a payback day", async () => {
    const cost = (more: object) => must(w, "POST", `${url}/costs`, { kind: "fee", incurred_on: "2026-04-20", ...more });
    await cost({ amount: eur("4000"), creator_id: world.ana.publicId });
    await cost({ kind: "staff_time", quantity: "0.5", each: eur("2000") });
    const wrong = (await cost({ kind: "tools", amount: eur("99999") })) as { id: string };
    await must(w, "POST", `${url}/costs/${wrong.id}/void`, { reason: "another campaign's" });
    const { horizons, creators, ...report } = await back(url);
    expect(creators.map(({ name, horizons: [own] }) => [name, own!["cost"], own!["roi"]])).toEqual([
      ["Ana", eur("4500"), "0.1113"],
      ["Ben", eur("750"), "9"],
    ]);
    expect(horizons[0]).toMatchObject({ cost: eur("6250"), roi: "1.0002", revenue_per_spent: "2.0002" });
    expect(report).toMatchObject({ payback_on: "2026-05-02", payback_by: "revenue" });
  });

  test("has an interval around it, in the order of its ends", async () => {
    const [campaign] = (await back(url)).horizons;
    const { low, high } = campaign!["interval"] as { low: string; high: string };
    expect(Number(low)).toBeLessThan(1.0002);
    expect(Number(high)).toBeGreaterThan(1.0002);
  });

  test("knows a margin once the brand's rate is stated", async () => {
    await must(w, "PUT", "/v1/margin-rate", { rate: "0.4" });
    const [campaign] = (await back(url)).horizons;
    expect(campaign).toMatchObject({ margin: { amount: eur("5000"), after_cost: eur("-1250"), basis: "margin_rate", unknown_orders: 0 } });
    expect(await must(w, "GET", "/v1/margin-rate")).toMatchObject({ rate: "0.4" });
  });
});

describe("what a campaign is said to have caused", () => {
  const estimate = {
    horizon: "campaign",
    revenue: eur("10000"),
    low: eur("2500"),
    high: eur("17500"),
    level: "0.9",
    source: "Geo holdout",
  };

  test("stands beside what it is credited with, with the return at each end of its interval, and the newest holds", async () => {
    await must(w, "POST", `${url}/incremental`, { ...estimate, revenue: eur("3000") });
    await must(w, "POST", `${url}/incremental`, estimate);
    const { horizons } = await back(url);
    expect(horizons.map((each) => each["incremental"])).toEqual([
      expect.objectContaining({ roi: "0.6", roi_low: "-0.6", roi_high: "1.8", revenue_per_spent: "1.6", source: "Geo holdout" }),
      null,
      null,
    ]);
  });

  test("is refused in another currency, outside its own interval, or without a level between 0 and 1", async () => {
    const wrong = { ...estimate, revenue: { amount: "1", currency: "USD" }, level: "1" };
    const reply = await w.call("POST", `${url}/incremental`, wrong);
    expect((reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      "/revenue/currency",
      "/low",
      "/level",
    ]);
  });
});

test("a campaign of certain programs leaves out touches of others, and has what those programs cost in its days", async () => {
  const amount = eur("321");
  await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, { kind: "shipping", amount, incurred_on: "2026-05-02" });
  await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, { kind: "shipping", amount, incurred_on: "2026-05-04" });
  const own = await plan({ program_ids: [world.publicProgramId] });
  const [campaign] = (await back(own)).horizons;
  expect(campaign).toMatchObject({ orders: "2", cost: eur("1571") });
  const other = await must<{ id: string }>(w, "POST", "/v1/programs", { name: "Other", kind: "influencer" });
  const [none] = (await back(await plan({ program_ids: [other.id] }))).horizons;
  expect(none).toMatchObject({ orders: "0", revenue: eur("0"), commission: eur("0"), roi: null, interval: null });
});

test("a campaign without creators, or before anything happened, has zeros that are known and no return", async () => {
  const [campaign] = (await back(await plan({ creator_ids: [] }))).horizons;
  expect(campaign).toMatchObject({ orders: "0", revenue: eur("0"), roi: null });
});

test("a later order of a customer whom the campaign brought counts in the lifetime, and one who bought before does not", async () => {
  const buyer = await world.addCreator("Cem");
  const visitor = t.ctx.newId();
  const at = (instant: string) => ({ occurredAtMs: Date.parse(instant), visitorId: visitor });
  await world.click(buyer, "2026-05-01T09:00:00Z", { visitorId: visitor });
  await world.order({ externalId: "first", ...at("2026-05-01T10:00:00Z"), isNewCustomer: true });
  const campaign = await plan({ creator_ids: [buyer.publicId] });
  expect((await back(campaign)).horizons.map((each) => [each["orders"], each["later_orders"]])).toEqual([
    ["1", "0"],
    ["1", "0"],
    ["1", "0"],
  ]);
  await world.order({ externalId: "second", ...at("2026-09-01T10:00:00Z") });
  expect((await back(campaign)).horizons.map((each) => [each["orders"], each["later_orders"], each["new_customers"]])).toEqual([
    ["1", "0", "1"],
    ["1", "0", "1"],
    ["2", "1", "1"],
  ]);
});

test("a margin by unit costs is the order without tax and shipping, less its goods, in the proportion that was not refunded", async () => {
  const seller = await world.addCreator("Dora");
  const clickId = await world.click(seller, "2026-05-01T09:00:00Z");
  const amounts = orderAmounts({
    currency: "EUR",
    lines: [{ ...emptyLine, sku: "B", title: "Tent", listPriceMinor: 8_000n, quantity: 1n, unitCostMinor: 3_000n }],
    taxIncluded: true,
    codeDiscountMinor: 0n,
    otherDiscountMinor: 0n,
    taxMinor: 1_000n,
    shippingMinor: 2_000n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
    totalMinor: null,
  });
  await world.order({ externalId: "tent", clickId, occurredAtMs: Date.parse("2026-05-01T10:00:00Z"), amounts });
  await world.takeBack({ externalId: "half", names: [{ kind: "order", value: "tent" }], amountMinor: 5_000n });
  const campaign = await plan({ creator_ids: [seller.publicId] });
  // (100.00 − 10.00 − 20.00 − 30.00) × half of it kept, whatever the brand's rate is.
  expect((await back(campaign)).horizons[0]).toMatchObject({ margin: { amount: eur("2000"), basis: "unit_costs", unknown_orders: 0 } });
});

test("campaigns that count the same orders name each other; those of other days, creators or programs do not", async () => {
  const [one, other] = [await world.addCreator("Eva"), await world.addCreator("Finn")];
  const of = (creator: { publicId: string }, more: object = {}) => plan({ creator_ids: [creator.publicId], ...more });
  const first = await of(one);
  const same = await of(one, { name: "Same days", starts_on: "2026-05-03", ends_on: "2026-05-09" });
  await of(one, { starts_on: "2026-05-04", ends_on: "2026-05-09" });
  await of(other);
  await of(one, {
    name: "Elsewhere",
    store_id: null,
    program_ids: [world.publicProgramId],
    starts_on: "2026-06-01",
    ends_on: "2026-06-02",
  });
  expect((await back(first))["overlaps"]).toEqual([{ campaign_id: same.split("/").at(-1), name: "Same days" }]);
});
