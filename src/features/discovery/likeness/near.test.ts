import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { aCard } from "../../../../test/cards.ts";
import { must } from "../../../../test/builders.ts";
import { keepTestCards } from "../../../../test/kept-cards.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Card } from "../query/card.ts";

let t: TestApp;
let w: TestWorkspace;
const id = (at: number) => `0190a000-0001-7000-8000-${String(at).padStart(12, "0")}`;
const cre = (at: number) => formatId("cre", id(at));
const food = { platform: "instagram", category: "food", country: "DE", language: "de", erFollowers: 0.03 } as const;
const someone = (at: number, known: Partial<Card>) =>
  aCard({ creatorId: id(at), accountId: id(100 + at), name: `C${at}`, handle: `c${at}`, ...known });
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  await keepTestCards(w.ctx, [
    someone(1, { ...food, followers: 10_000, audience: { countries: { DE: 0.8, AT: 0.2 } } }),
    someone(2, { ...food, followers: 12_000, audience: { countries: { DE: 0.7, AT: 0.3 } } }),
    someone(3, { ...food, followers: 90_000, category: "cars", country: "FR" }),
    someone(4, { ...food, followers: 11_000, platform: "tiktok" }),
    someone(5, { platform: "instagram", followers: 10_000 }),
    someone(6, { ...food, followers: 500_000 }),
  ]);
});
afterAll(() => t.close());

interface Near {
  compared: number;
  data: { creator: { name: string }; like_name: string; likeness: number; features: { feature: string }[] }[];
}

test("lookalikes are of the same platform and size, the most alike first, with the reasons, and of whom little is known nothing is said", async () => {
  const near = await must<Near>(w, "POST", "/v1/creators/lookalikes", { creator_ids: [cre(1)] });
  expect(near.data.map(({ creator }) => creator.name)).toEqual(["C2", "C3"]);
  expect(near.compared).toBe(3);
  expect(near.data[0]!.features.map(({ feature }) => feature)).toContain("audience_countries");
  expect(near.data[0]).toMatchObject({ like_name: "C1" });
});

test("who is on a list is not among those who are like it", async () => {
  const { id: listId } = await must<{ id: string }>(w, "POST", "/v1/creator-lists", { name: "Both", creator_ids: [cre(1), cre(3)] });
  const near = await must<Near>(w, "POST", "/v1/creators/lookalikes", { creator_ids: [], list_id: listId });
  expect(near.data.map(({ creator, like_name }) => [creator.name, like_name])).toEqual([
    ["C2", "C1"],
    ["C6", "C1"],
  ]);
  expect((await w.call("POST", "/v1/creators/lookalikes", {})).status).toBe(422);
});

test("creators stand side by side, and shares say only how much their audiences can overlap at most", async () => {
  const body = { creator_ids: [cre(1), cre(2)] };
  const { creators, overlaps, unique_followers } = await must<{
    creators: { name: string }[];
    overlaps: object[];
    unique_followers: object;
  }>(w, "POST", "/v1/creators/compare", body);
  expect(creators.map(({ name }) => name)).toEqual(["x", "x"]);
  expect(overlaps).toEqual([
    {
      account_ids: [formatId("acc", id(101)), formatId("acc", id(102))],
      make_up: { countries: expect.closeTo(0.9) },
      most_shared: 10_000,
      most_shared_of_smaller: 1,
      from_samples: null,
      not_known: { reason: "no_sample", account_ids: [formatId("acc", id(101)), formatId("acc", id(102))] },
    },
  ]);
  expect(unique_followers).toEqual({ estimate: null, low: 12_000, high: 22_000, pairs: 1, pairs_from_samples: 0 });
  expect((await w.call("POST", "/v1/creators/compare", { creator_ids: [cre(1), cre(1)] })).status).toBe(422);
});

test("the map has those of whom size and rate are known, and what is published as usual", async () => {
  const map = await must<{ total: number; points: { name: string; followers: number; rate: string }[]; usual: { low: number }[] }>(
    w,
    "POST",
    "/v1/creators/map",
    { platform: "instagram", rate: "er_followers" },
  );
  expect(map.points.map(({ name }) => name)).toEqual(["C6", "C3", "C2", "C1"]);
  expect(map.points[3]).toMatchObject({ followers: 10_000, rate: "0.03000000" });
  expect(map.usual.length).toBeGreaterThan(3);
});
