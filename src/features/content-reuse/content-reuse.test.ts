import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../test/report-world.ts";
import { addedValues, measuredValue } from "./reuse-value.ts";

interface Value {
  readonly basis: string;
  readonly currency: string;
  readonly [field: string]: unknown;
}
let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
let campaign: string;
const eur = (amount: string) => ({ amount, currency: "EUR" });
const use = (more: object = {}) => ({
  creator_id: world.ana.publicId,
  used_in: "paid_ads",
  from_on: "2026-05-10",
  until_on: "2026-06-10",
  basis: "replacement_cost",
  amount: eur("120000"),
  source: "Quote of Studio Nord",
  ...more,
});
const splitTest = {
  with: { shown: 10_000, ordered: 250 },
  without: { shown: 10_000, ordered: 200 },
  shown_in_all: 20_000,
  each: eur("2000"),
};
const measured = (more: object = {}) =>
  use({ basis: "measured", amount: undefined, test: splitTest, source: "Split test of May", ...more });
const reuses = () => `${campaign}/content-reuses`;
const enter = (body: object) => must<{ id: string }>(w, "POST", reuses(), body);
const values = async () => (await must<{ values: Value[] }>(w, "GET", `${campaign}/content-reuse-value`)).values;
const pointers = async (body: object) => {
  const reply = await w.call("POST", reuses(), body);
  return [reply.status, ...((reply.body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer)];
};

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  const plan = { name: "Launch", starts_on: "2026-05-01", ends_on: "2026-05-04", creator_ids: [world.ana.publicId, world.ben.publicId] };
  campaign = `/v1/campaigns/${(await must<{ id: string }>(w, "POST", "/v1/campaigns", plan)).id}`;
  await must(w, "POST", `${campaign}/costs`, {
    kind: "fee",
    amount: eur("4000"),
    incurred_on: "2026-04-20",
    creator_id: world.ana.publicId,
  });
});
afterAll(() => t.close());

describe("what a split test says that content was worth", () => {
  test("is the difference of the rates times who saw it times an order's worth, with Newcombe's interval", () => {
    const { each, ...counts } = splitTest;
    // Wilson ends by hand: 0.02 in [0.017435, 0.022934], 0.025 in [0.022118, 0.028247]; Newcombe: 0.005 in [0.000887, 0.009138].
    expect(measuredValue({ ...counts, each_minor: each.amount })).toEqual({
      amountMinor: 200_000n,
      lowMinor: 35_482n,
      highMinor: 365_531n,
    });
  });

  test("is below zero where fewer ordered with it, and has a width where nobody ordered at all", () => {
    const turned = { with: splitTest.without, without: splitTest.with, shown_in_all: 20_000, each_minor: "2000" };
    expect(measuredValue(turned).amountMinor).toBe(-200_000n);
    const nobody = measuredValue({
      with: { shown: 50, ordered: 0 },
      without: { shown: 60, ordered: 0 },
      shown_in_all: 50,
      each_minor: "2000",
    });
    expect([nobody.amountMinor, nobody.lowMinor < 0n, nobody.highMinor > 0n]).toEqual([0n, true, true]);
  });

  test("of two tests is as uncertain as both together, not as the worst of each", () => {
    const one = { amountMinor: 100n, lowMinor: 40n, highMinor: 160n };
    expect(addedValues([one, { amountMinor: 100n, lowMinor: 20n, highMinor: 180n }])).toEqual({
      amountMinor: 200n,
      lowMinor: 100n,
      highMinor: 300n,
    });
    expect(addedValues([{ amountMinor: 5n, lowMinor: null, highMinor: null }]).lowMinor).toBeUndefined();
  });
});

describe("content that is used again", () => {
  test("changes nothing of the campaign's return, nor of the comparison of creators: their answers stay the same to the byte", async () => {
    const answers = async () =>
      JSON.stringify([
        await must(w, "GET", `${campaign}/return`),
        await must(w, "GET", "/v1/reports/creators-by-campaign?horizon=lifetime"),
        await must(w, "GET", "/v1/reports/overview?from=2026-05-01&to=2026-05-10"),
      ]);
    const before = await answers();
    for (const body of [use(), use({ basis: "licence_fee", used_in: "email", amount: eur("30000") }), measured()]) await enter(body);
    expect(await answers()).toBe(before);
  });

  test("is told by ground and currency, each by itself", async () => {
    await enter(use({ creator_id: world.ben.publicId, amount: { amount: "50000", currency: "USD" }, until_on: null }));
    expect(await values()).toEqual([
      { basis: "replacement_cost", currency: "EUR", uses: 1, creators: 1, amount: eur("120000"), low: null, high: null },
      expect.objectContaining({ basis: "replacement_cost", currency: "USD", amount: { amount: "50000", currency: "USD" } }),
      expect.objectContaining({ basis: "licence_fee", amount: eur("30000") }),
      expect.objectContaining({ basis: "measured", amount: eur("200000"), low: eur("35482"), high: eur("365531") }),
    ]);
  });

  test("is voided with a reason and never edited, and leaves the line", async () => {
    const { id } = await enter(use({ basis: "licence_fee", amount: eur("99900") }));
    const voided = await must(w, "POST", `${reuses()}/${id}/void`, { reason: "entered twice" });
    expect(voided).toMatchObject({ void_reason: "entered twice" });
    expect(await must(w, "POST", `${reuses()}/${id}/void`, { reason: "again" })).toMatchObject({ void_reason: "entered twice" });
    expect((await values()).find(({ basis }) => basis === "licence_fee")).toMatchObject({ uses: 1 });
    expect((await must<{ data: { id: string }[] }>(w, "GET", `${reuses()}?voided=true`)).data.map((row) => row.id)).toEqual([id]);
    await expect(t.ctx.db.updateTable("content_reuses").set({ amount_minor: 1n }).execute()).rejects.toThrow(/permission denied/);
  });

  test("without a source, an amount or a test, with both, or with counts that do not add up is refused where it is wrong", async () => {
    expect(await pointers(use({ source: " " }))).toEqual([422, "/source"]);
    expect(await pointers(use({ amount: undefined }))).toEqual([422, "/amount"]);
    expect(await pointers(use({ amount: eur("0") }))).toEqual([422, "/amount/amount"]);
    expect(await pointers(use({ test: splitTest }))).toEqual([422, "/test"]);
    expect(await pointers(measured({ amount: eur("1") }))).toEqual([422, "/amount"]);
    expect(await pointers(measured({ test: undefined }))).toEqual([422, "/test"]);
    const odd = { ...splitTest, with: { shown: 10, ordered: 11 }, shown_in_all: 9 };
    expect(await pointers(measured({ test: odd }))).toEqual([422, "/test/with", "/test/shown_in_all"]);
    expect(await pointers(use({ until_on: "2026-05-10" }))).toEqual([422, "/until_on"]);
  });

  test("is of one creator's own post, and of nobody of another workspace", async () => {
    const post = { url: "https://www.instagram.com/reel/Cx1abc/", creator_id: world.ben.publicId };
    const { id: post_id } = await must<{ id: string }>(w, "POST", "/v1/posts", { ...post, posted_on: "2026-05-02" });
    expect(await pointers(use({ post_id }))).toEqual([422, "/post_id"]);
    expect(await enter(use({ post_id, creator_id: world.ben.publicId }))).toMatchObject({ post_id });
    const other = await t.makeWorkspace();
    expect((await other.call("GET", reuses())).status).toBe(404);
  });

  test("entered twice under one idempotency key is one use", async () => {
    const send = () => w.call("POST", reuses(), use({ amount: eur("777") }), { "idempotency-key": "one-use-of-the-third-of-may" });
    const [one, other] = [await send(), await send()];
    expect((one.body as { id: string }).id).toBe((other.body as { id: string }).id);
  });
});
