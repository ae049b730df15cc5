import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../test/builders.ts";
import { tellAudience } from "../../../test/tell-audience.ts";

interface Page<T> {
  readonly data: readonly T[];
}

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let double: Made;

const quote = { kind: "content", state: "paid", platform: "instagram", quoted_on: "2026-05-01", source: "a contract" };

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-06-01T10:00:00Z");
  w = await t.makeWorkspace({ zone: "UTC" });
  const on = (handle: string, followers: number) => ({ accounts: [{ platform: "instagram", handle, followers }] });
  ana = await makeCreator(w, { name: "Ana", ...on("ana", 20_000) });
  double = await makeCreator(w, { name: "Ana L.", ...on("ana.l", 30_000) });
  await tellAudience(w, double, { countries: { DE: 0.9 } });
  await must(w, "POST", "/v1/buyer-profiles", { name: "Germans", profile: { countries: ["DE"], interests: ["hiking"] } });
  for (const [creator, amount] of [
    [ana, "20000"],
    [double, "50000"],
  ] as const)
    await must(w, "POST", `/v1/creators/${creator.id}/quotes`, { ...quote, price: { amount, currency: "EUR" } });
  for (const creator of [ana, double])
    for (const [at, on] of ["2026-05-02", "2026-05-03", "2026-05-04"].entries())
      await must(w, "POST", "/v1/posts", {
        ...{ platform: "instagram", creator_id: creator.id, url: `https://instagram.com/p/${creator.id.slice(-5)}${at}`, posted_on: on },
        ...{ title: "Hiking", is_sponsored: true, snapshot: { likes: creator === ana ? 100 : 900, comments: 5, reach: 1_000 } },
      });
  const span = { from_on: "2026-05-01", until_on: "2026-05-06", deliverables: [{ platform: "instagram", posts: 3 }] };
  for (const creator of [ana, double]) await must(w, "POST", "/v1/creator-predictions", { creator_id: creator.id, ...span });
});
afterAll(() => t.close());

/** Everything that matching says of a creator. */
async function said(of: Made) {
  const { accounts } = await must<{ accounts: { handle: string; parts: object[] }[] }>(w, "GET", `/v1/creators/${of.id}/fit`);
  const quotes = await must<Page<{ creator_id: string; price: { amount: string } }>>(w, "GET", `/v1/creator-quotes?creator_id=${of.id}`);
  const { prices, followers } = await must<{ prices: { own_deals: number; range: object | null }[]; followers: number }>(
    w,
    "GET",
    `/v1/creators/${of.id}/price-range`,
  );
  const predictions = await must<Page<{ creator_id: string; sha256: string }>>(w, "GET", `/v1/creator-predictions?creator_id=${of.id}`);
  const { metrics } = await must<{ metrics: { metric: string; range: object | null }[] }>(w, "POST", `/v1/creators/${of.id}/prediction`, {
    deliverables: [{ platform: "instagram", posts: 1 }],
  });
  return { accounts, quotes: quotes.data, prices, followers, predictions: predictions.data, metrics };
}

const compared = async () => {
  const { points, not_posted, waiting } = await must<{ points: object[]; not_posted: number; waiting: number }>(
    w,
    "GET",
    "/v1/prediction-calibration",
  );
  return { points: points.length, not_posted, waiting };
};

test("fit, quotes, prices and predictions follow a merge to the creator who is kept, and are exactly what they were once it is taken back", async () => {
  const before = [await said(ana), await said(double)];
  const merge = await must<{ id: string }>(w, "POST", `/v1/creators/${ana.id}/merge`, { duplicate_id: double.id });
  const merged = await said(ana);
  expect(await said(double)).toEqual(merged);
  expect(merged.accounts.map(({ handle }) => handle).toSorted()).toEqual(["ana", "ana.l"]);
  expect(merged.quotes.map(({ creator_id, price }) => [creator_id, price.amount])).toEqual([
    [ana.id, "50000"],
    [ana.id, "20000"],
  ]);
  expect([merged.prices[0]!.own_deals, merged.followers]).toEqual([2, 30_000]);
  expect(merged.predictions.map(({ creator_id }) => creator_id)).toEqual([ana.id, ana.id]);
  expect(merged.predictions.map(({ sha256 }) => sha256).toSorted()).toEqual(
    before.flatMap(({ predictions }) => predictions.map(({ sha256 }) => sha256)).toSorted(),
  );
  const ranking = await must<Page<{ creator_id: string }>>(w, "POST", "/v1/creator-rankings", { creator_ids: [double.id, ana.id] });
  expect(ranking.data.map(({ creator_id }) => creator_id)).toEqual([ana.id]);
  expect(before.map(({ prices }) => prices[0]!.own_deals)).toEqual([1, 1]);
  await must(w, "POST", `/v1/creator-merges/${merge.id}/undo`, {});
  expect([await said(ana), await said(double)]).toEqual(before);
});

test("what came is held against predictions of all records of a creator, and the card shows the newest price of any of them", async () => {
  const before = await compared();
  const merge = await must<{ id: string }>(w, "POST", `/v1/creators/${ana.id}/merge`, { duplicate_id: double.id });
  t.clock.set("2026-07-01T10:00:00Z");
  expect(await compared()).toEqual(before);
  const prices = () =>
    w.ctx.db
      .selectFrom("creator_prices")
      .select(["creator_id", "price_minor"])
      .where("workspace_id", "=", w.id)
      .orderBy("price_minor")
      .execute();
  expect(await prices()).toEqual([{ creator_id: ana.uuid, price_minor: 50_000n }]);
  await must(w, "POST", `/v1/creator-merges/${merge.id}/undo`, {});
  expect(await prices()).toEqual([
    { creator_id: ana.uuid, price_minor: 20_000n },
    { creator_id: double.uuid, price_minor: 50_000n },
  ]);
});
