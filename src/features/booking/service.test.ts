import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openPayWorld } from "../../../test/pay-world.ts";

interface Newest {
  readonly computation_id: string;
  readonly state: string;
  readonly result: {
    readonly model_name: string;
    readonly cycles: number;
    readonly left_out: object;
    readonly margin_per_cost: {
      readonly beside: string;
      readonly is_few: boolean;
      readonly besides: readonly { name: string }[];
      readonly creators: readonly { creator_id: string; name: string; raw: number }[];
    } | null;
    readonly why_not: string | null;
  } | null;
}

let t: TestApp;
let w: TestWorkspace;
const eur = (amount: string) => ({ amount, currency: "EUR" });
const campaigns: string[] = [];
const ids: Record<string, string> = {};

/** Three creators in three campaigns of a day each; Ana brings most, and each has a fee of 50.00 and earns 10 %. */
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-06-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "UTC" });
  const world = await openPayWorld(t, w);
  const creators = await Promise.all(["Ana", "Ben", "Cleo"].map((name) => world.addCreator(name)));
  creators.forEach((creator, at) => (ids[["Ana", "Ben", "Cleo"][at]!] = creator.publicId));
  await must(w, "PUT", "/v1/margin-rate", { rate: "0.5" });
  for (const day of [1, 2, 3]) {
    const on = `2026-05-0${day}`;
    const plan = { name: `Day ${day}`, starts_on: on, ends_on: `2026-05-0${day + 1}`, creator_ids: creators.map((each) => each.publicId) };
    const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", plan);
    campaigns.push(id);
    for (const [at, creator] of creators.entries()) {
      await must(w, "POST", `/v1/campaigns/${id}/costs`, {
        kind: "fee",
        amount: eur("5000"),
        incurred_on: on,
        creator_id: creator.publicId,
      });
      const clickId = await world.click(creator, `${on}T09:00:00Z`);
      const totalMinor = BigInt(40_000 - 10_000 * at + 500 * day + 700 * ((at * day) % 3));
      await world.order({ externalId: `${day}-${at}`, clickId, totalMinor, occurredAtMs: Date.parse(`${on}T10:00:00Z`) });
    }
  }
}, 120_000);
afterAll(() => t.close());

async function workedOut(asked: object = {}): Promise<NonNullable<Newest["result"]>> {
  const { computation_id: id } = await must<Newest>(w, "POST", "/v1/creator-effects", asked);
  await t.compute(w, id);
  const { newest } = await must<{ newest: Newest }>(w, "GET", "/v1/creator-effects");
  expect(newest).toMatchObject({ computation_id: id, state: "done" });
  return newest.result!;
}

test("before it is worked out nothing is known, and no fee is guessed", async () => {
  expect(await must(w, "GET", "/v1/creator-effects")).toEqual({ newest: null });
  const reply = await w.call("GET", `/v1/creators/${ids["Ana"]}/highest-fee`);
  expect(reply).toMatchObject({ status: 409, body: { type: expect.stringContaining("effects-unknown") as string } });
});

test("creators of campaigns that are over are ranked by margin for one spent, with the warning that these are few", async () => {
  const result = await workedOut();
  expect(result).toMatchObject({ cycles: 9, campaigns: 3, currency: "EUR", basis: "attributed", why_not: null });
  expect(result.margin_per_cost).toMatchObject({ beside: "campaign", is_few: true });
  expect(result.margin_per_cost!.besides.map(({ name }) => name).toSorted()).toEqual(["Day 1", "Day 2", "Day 3"]);
  expect(result.model_name).toBe("Last non-direct touch");
  expect(result.margin_per_cost!.creators.map(({ name }) => name)).toEqual(["Ana", "Ben", "Cleo"]);
  // 405.00, 410.00 and 415.00 × 0.5 for 50.00 and 10 %.
  const raw = [40_500, 41_000, 41_500].map((total) => (total * 0.5) / (5_000 + total * 0.1));
  expect(result.margin_per_cost!.creators[0]!.raw).toBeCloseTo(raw.reduce((sum, each) => sum + each, 0) / 3, 6);
});

test("by what was caused takes the campaigns whose effect is stated, and names how many are left out", async () => {
  const estimate = { revenue: eur("45000"), low: eur("20000"), high: eur("70000"), level: "0.9", source: "Geo holdout" };
  for (const id of campaigns.slice(0, 2)) await must(w, "POST", `/v1/campaigns/${id}/incremental`, { horizon: "days_90", ...estimate });
  const result = await workedOut({ basis: "incremental" });
  expect(result).toMatchObject({ cycles: 6, left_out: { without_effect: 3, without_cost: 0, without_margin: 0, other_currency: 0 } });
  await workedOut();
});

test("offer and format of a part are kept when other creators are chosen, and only of those who take part", async () => {
  const [id] = campaigns;
  const part = { discount: "0.15", format: "reel" };
  const set = await must<{ creators: object[] }>(w, "PUT", `/v1/campaigns/${id}/creators/${ids["Ana"]}`, part);
  expect(set.creators).toContainEqual({ creator_id: ids["Ana"], name: "Ana", ...part });
  const kept = await must<{ creators: object[] }>(w, "PATCH", `/v1/campaigns/${id}`, { creator_ids: [ids["Ana"], ids["Ben"]] });
  expect(kept.creators).toContainEqual({ creator_id: ids["Ana"], name: "Ana", ...part });
  expect((await w.call("PUT", `/v1/campaigns/${id}/creators/${ids["Cleo"]}`, part)).status).toBe(404);
  expect((await w.call("PUT", `/v1/campaigns/${id}/creators/${ids["Ana"]}`, { discount: "1.5", format: "dance" })).status).toBe(422);
});

test("the highest fee is the expected margin ÷ (1 + return) − other costs, and none where nothing is left", async () => {
  const fee = (query: string) =>
    must<{ expected_margin: { estimate: { amount: string } }; highest_fee: { estimate: { amount: string } | null }; cycles: number }>(
      w,
      "GET",
      `/v1/creators/${ids["Ana"]}/highest-fee?${query}`,
    );
  const plain = await fee("target_return=0.5&other_cost=1000");
  const margin = Number(plain.expected_margin.estimate.amount);
  expect(plain.cycles).toBe(3);
  expect(Math.abs(Number(plain.highest_fee.estimate!.amount) - (margin / 1.5 - 1_000))).toBeLessThanOrEqual(2);
  expect((await fee("target_return=0&other_cost=999999")).highest_fee.estimate).toBeNull();
  expect((await w.call("GET", `/v1/creators/${ids["Ana"]}/highest-fee?target_return=-1&other_cost=x`)).status).toBe(422);
});
