import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../test/pay-world.ts";

interface Prediction {
  readonly id: string;
  readonly is_late: boolean;
  readonly sha256: string;
  readonly metrics: readonly { metric: string; range: { low: number; middle: number; high: number } | null; why_not: string | null }[];
}
interface PriceRange {
  readonly currency: string;
  readonly exchange: string;
  readonly left_out: number;
  readonly prices: readonly {
    kind: string;
    range: { middle: { amount: string } } | null;
    deals: number;
    own_deals: number;
    why_not: string | null;
  }[];
}
interface Mix {
  readonly budget: { amount: string };
  readonly metric: string | null;
  readonly planned: { amount: string };
  readonly tiers: readonly { tier: string; creators: number; note: string | null }[];
}

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
const creators: Paid[] = [];
const eur = (amount: string, currency = "EUR") => ({ amount, currency });
const kindOf = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { type: string }).type.split("/").at(-1)];
const faults = (reply: { body: unknown }) => (reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

async function publish(creator: Paid, on: string, likes: number): Promise<void> {
  const url = `https://instagram.com/p/${creator.publicId.slice(-6)}${on.replaceAll("-", "")}`;
  const snapshot = { likes, comments: 5, reach: likes * 10 };
  await must(w, "POST", "/v1/posts", {
    url,
    platform: "instagram",
    creator_id: creator.publicId,
    posted_on: on,
    is_sponsored: true,
    snapshot,
  });
}

/** Four creators with 20,000 followers each, three sponsored posts a month apart, two clicks after each and an order after the first. */
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-06-01T10:00:00Z");
  w = await t.makeWorkspace({ zone: "UTC" });
  world = await openPayWorld(t, w);
  for (const [at, name] of ["Ana", "Ben", "Cleo", "Dev"].entries()) {
    const creator = await world.addCreator(name);
    creators.push(creator);
    await must(w, "POST", `/v1/creators/${creator.publicId}/accounts`, { platform: "instagram", handle: `${name}x`, followers: 20_000 });
    for (const month of ["02", "03", "04"]) {
      await publish(creator, `2026-${month}-01`, 400 + 100 * at + Number(month));
      for (const day of ["02", "03"]) await world.click(creator, `2026-${month}-${day}T09:00:00Z`);
    }
  }
  const clickId = await world.click(creators[0]!, "2026-02-02T10:00:00Z");
  await world.order({ externalId: "1", clickId, occurredAtMs: Date.parse("2026-02-02T11:00:00Z") });
}, 120_000);
afterAll(() => t.close());

const asked = { deliverables: [{ platform: "instagram", posts: 2 }] };

describe("a prediction", () => {
  test("says what two posts may reach and bring, and what is not known and why", async () => {
    const { metrics } = await must<Prediction>(w, "POST", `/v1/creators/${creators[0]!.publicId}/prediction`, asked);
    const of = (metric: string) => metrics.find((each) => each.metric === metric)!;
    expect(of("engagements").range!.middle).toBeGreaterThan(600);
    expect(of("engagements").range!.middle).toBeLessThan(1_300);
    expect(of("clicks").range!.low).toBeGreaterThanOrEqual(1);
    expect(of("clicks").range!.high).toBeLessThanOrEqual(10);
    expect(of("views")).toMatchObject({ range: null, why_not: expect.stringContaining("three posts of the creator") as string });
    expect((await w.call("POST", `/v1/creators/${creators[0]!.publicId}/prediction`, { deliverables: [] })).status).toBe(422);
  });

  test("that was locked is held against what came once two weeks have passed, and waits until then", async () => {
    const [ana, ben] = creators;
    const days = { from_on: "2026-06-03", until_on: "2026-06-10" };
    const locked = await must<Prediction>(w, "POST", "/v1/creator-predictions", { creator_id: ana!.publicId, ...asked, ...days });
    expect([locked.is_late, locked.sha256.length]).toEqual([false, 64]);
    await must(w, "POST", "/v1/creator-predictions", { creator_id: ben!.publicId, ...asked, ...days });
    expect(
      faults(
        await w.call("POST", "/v1/creator-predictions", {
          creator_id: ana!.publicId,
          ...asked,
          from_on: "2026-06-03",
          until_on: "2026-06-03",
        }),
      ),
    ).toEqual(["/until_on"]);
    expect(await must(w, "GET", "/v1/prediction-calibration")).toMatchObject({ predictions: 2, waiting: 2, points: [] });
    t.clock.set("2026-06-09T10:00:00Z");
    await publish(ana!, "2026-06-04", 450);
    await publish(ana!, "2026-06-08", 430);
    t.clock.set("2026-06-25T10:00:00Z");
    const after = await must<{
      not_posted: number;
      points: { metric: string; outcome: number }[];
      all: { points: number; covered: object };
    }>(w, "GET", "/v1/prediction-calibration");
    expect(after).toMatchObject({ predictions: 2, waiting: 0, not_posted: 1, all: { covered: { below: expect.any(Number) as number } } });
    expect(after.points.find(({ metric }) => metric === "engagements")!.outcome).toBe(890);
    expect(after.points.find(({ metric }) => metric === "clicks")!.outcome).toBe(0);
    t.clock.set("2026-06-01T10:00:00Z");
  });
});

describe("prices", () => {
  const quote = (more: object = {}) => ({
    ...{ kind: "content", state: "asked", platform: "instagram", price: eur("40000"), quoted_on: "2026-05-20", source: "An e-mail" },
    ...more,
  });
  const add = (creator: Paid, more: object = {}) => must<{ id: string }>(w, "POST", `/v1/creators/${creator.publicId}/quotes`, quote(more));
  const range = (creator: Paid, query = "") => must<PriceRange>(w, "GET", `/v1/creators/${creator.publicId}/price-range${query}`);
  const cardPrice = async (creator: Paid) =>
    (
      await sql<{ price_minor: bigint; currency: string }>`
        select price_minor, currency from creator_prices where workspace_id = ${w.id} and creator_id = ${creator.creatorId}`.execute(
        t.ctx.db,
      )
    ).rows;

  test("are five, each by itself; public tables are read at par where no rate is known, and it is said", async () => {
    const found = await range(creators[3]!);
    expect(found.prices.map(({ kind }) => kind)).toEqual(["content", "organic_repost", "brand_ads", "creator_ads", "exclusivity"]);
    expect(found.exchange).toContain("as if 1 USD were 1 EUR");
    expect(found.prices[0]!.range).not.toBeNull();
    expect(found.prices[4]).toMatchObject({ range: null, why_not: expect.stringContaining("no own deals are") as string });
  });

  test("learn from quotes and from fees of campaigns by post, a paid quote instead of the campaign's fee", async () => {
    const [ana, ben] = creators;
    const before = Number((await range(ana!)).prices[0]!.range!.middle.amount);
    const plan = { name: "May", starts_on: "2026-05-01", ends_on: "2026-05-10", creator_ids: [ben!.publicId] };
    const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", plan);
    await must(w, "POST", `/v1/campaigns/${id}/costs`, {
      kind: "fee",
      amount: eur("200000"),
      incurred_on: "2026-05-01",
      creator_id: ben!.publicId,
    });
    const post = {
      platform: "instagram",
      creator_id: ben!.publicId,
      campaign_id: id,
      posted_on: "2026-05-02",
      url: "https://instagram.com/p/Fee1",
    };
    await must(w, "POST", "/v1/posts", post);
    const after = (await range(ana!)).prices[0]!;
    expect([after.deals, after.own_deals, Number(after.range!.middle.amount) > before]).toEqual([1, 0, true]);
    await add(ben!, { state: "paid", campaign_id: id, price: eur("210000") });
    expect((await range(ana!)).prices[0]!.deals).toBe(1);
    await add(ana!);
    expect((await range(ana!)).prices[0]).toMatchObject({ deals: 2, own_deals: 1 });
  });

  test("in another currency count once a rate is known, and are left out and counted until then", async () => {
    await add(creators[2]!, { price: eur("90000", "SEK") });
    expect((await range(creators[2]!)).left_out).toBe(1);
  });

  test("the newest standing price of content by piece is what a card shows, and creators are noted for it", async () => {
    const [, , , dev] = creators;
    await sql`delete from creator_marks where workspace_id = ${w.id}`.execute(t.ctx.db);
    const old = await add(dev!, { quoted_on: "2026-05-02", price: eur("30000") });
    const newest = await add(dev!, { quoted_on: "2026-05-09", price: eur("100000"), quantity: 3 });
    await add(dev!, { kind: "exclusivity", months: "2", price: eur("5000") });
    expect(await cardPrice(dev!)).toEqual([{ price_minor: 33_333n, currency: "EUR" }]);
    const { rows } = await sql<{ creator_id: string }>`select distinct creator_id from creator_marks where workspace_id = ${w.id}`.execute(
      t.ctx.db,
    );
    expect(rows).toEqual([{ creator_id: dev!.creatorId }]);
    await must(w, "POST", `/v1/creator-quotes/${newest.id}/void`, { reason: "Another creator’s" });
    await must(w, "POST", `/v1/creator-quotes/${newest.id}/void`, { reason: "Again" });
    expect(await cardPrice(dev!)).toEqual([{ price_minor: 30_000n, currency: "EUR" }]);
    const { data } = await must<{ data: { id: string; void_reason: string }[] }>(
      w,
      "GET",
      `/v1/creator-quotes?creator_id=${dev!.publicId}&voided=true`,
    );
    expect(data.map(({ void_reason: reason }) => reason)).toEqual(["Another creator’s"]);
    expect(old.id).not.toBe(newest.id);
  });

  test("are refused where content has months, a use has none, or the day lies ahead", async () => {
    const [ana] = creators;
    const refused = async (more: object) => faults(await w.call("POST", `/v1/creators/${ana!.publicId}/quotes`, quote(more)));
    expect(await refused({ months: "1" })).toEqual(["/months"]);
    expect(await refused({ kind: "brand_ads", quoted_on: "2027-01-01" })).toEqual(["/months", "/quoted_on"]);
    expect(await refused({ price: eur("0"), quantity: 0, months: "0" })).toEqual(["/quantity", "/months", "/price/amount"]);
  });
});

describe("rules", () => {
  test("of platforms name who spoke and who did not, and the workspace's own hold once they are set", async () => {
    const profile = { ages: { from: 18, to: 25 }, product_kinds: ["visual"] };
    const { id } = await must<{ id: string }>(w, "POST", "/v1/buyer-profiles", { name: "Young", profile });
    const advice = await must<{
      advice: { platform: string; points: number; rules: { id: string }[] }[];
      silent: { id: string; why: string }[];
    }>(w, "GET", `/v1/buyer-profiles/${id}/platform-advice?goal=sales`);
    expect(advice.advice.map(({ platform, points }) => [platform, points])).toEqual([
      ["instagram", 5],
      ["tiktok", 3],
      ["pinterest", 2],
    ]);
    expect(advice.advice[0]!.rules.map((rule) => rule.id)).toEqual(["young", "visual", "sales"]);
    expect(advice.silent.find((rule) => rule.id === "their_own")!.why).toBe("the profile names no platform");
    const own = { id: "ours", says: "We like podcasts", source: "Our own", when: {}, points: { podcast: 1 } };
    await must(w, "PUT", "/v1/platform-rules", { rules: [own], source: "Our own" });
    expect(await must(w, "GET", `/v1/buyer-profiles/${id}/platform-advice?goal=sales`)).toMatchObject({
      advice: [{ platform: "podcast" }],
      silent: [],
    });
    expect(faults(await w.call("PUT", "/v1/platform-rules", { rules: [own, own], source: "x" }))).toEqual(["/rules"]);
  });

  test("of prices and of mixes can be set, and a range whose end lies before its beginning is refused", async () => {
    const rules = await must<{ content: object[]; uses: object[]; currency: string }>(w, "GET", "/v1/price-rules");
    const content = [{ platform: null, from_followers: 0, to_followers: null, low: 10, high: 5, source: "x" }];
    expect(faults(await w.call("PUT", "/v1/price-rules", { currency: "EUR", content, uses: [], source: "x" }))).toEqual([
      "/content/0/high",
    ]);
    expect(rules.content.length).toBeGreaterThan(10);
    const mixed = await must<{ shares: object; tilt: number }>(w, "GET", "/v1/mix-rules");
    const set = { shares: mixed.shares, tilt: 1, source: "Our own" };
    expect(await must(w, "PUT", "/v1/mix-rules", set)).toMatchObject({ tilt: 1, source: "Our own" });
  });
});

test("a mix is of whole creators within the budget, as a file too, and a budget of nothing is refused", async () => {
  const query = "goal=sales&platform=instagram&budget=500000&most_over_chance=0.2";
  const mix = await must<Mix>(w, "GET", `/v1/creator-mix?${query}`);
  expect(mix.tiers.map(({ tier }) => tier)).toEqual(["nano", "micro", "macro", "mega"]);
  expect(mix.tiers.every(({ creators: count }) => Number.isInteger(count))).toBe(true);
  expect(Number(mix.planned.amount)).toBeLessThanOrEqual(500_000);
  expect(mix.tiers[1]!.creators).toBeGreaterThan(0);
  expect(mix.metric).toBe("engagements");
  expect((await w.call("GET", "/v1/creator-mix?goal=sales&platform=instagram&budget=0")).status).toBe(422);
  expect(kindOf(await w.call("GET", "/v1/creator-mix?goal=fame&platform=instagram&budget=1"))[0]).toBe(422);
});
