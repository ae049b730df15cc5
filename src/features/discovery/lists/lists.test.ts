import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import { placeText } from "../search/finder.ts";
import { cardDifference, keepCards } from "../cards/service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Found {
  data: {
    creator_id: string;
    name: string;
    tier: string | null;
    followers: number | null;
    evidence: Record<string, { source: string; grade: string }>;
  }[];
  total: number;
  next_cursor: string | null;
  facets: { field: string; values: { value: string; name: string; creators: number }[] }[];
}
const search = async (body: object): Promise<Found> => {
  await keepCards(t.ctx);
  return must<Found>(w, "POST", "/v1/creators/search", body);
};
const names = (found: Found) => found.data.map(({ name }) => name);
const on = (handle: string, followers: number | null) => ({ accounts: [{ platform: "instagram", handle, followers }] });

test("creators are found by words and conditions, with counts, tiers, and where each figure comes from", async () => {
  const ana = await makeCreator(w, { name: "Ana Lima", country: "DE", ...on("ana.eats", 12_000) });
  await makeCreator(w, { name: "Ben Ito", country: "FR", ...on("ben", 500) });
  await makeCreator(w, { name: "Cleo", ...on("cleo", null) });
  const found = await search({ text: "lima eats" });
  expect(found).toMatchObject({
    total: 1,
    data: [{ creator_id: ana.id, tier: "micro", evidence: { followers: { source: "manual", grade: "D" } } }],
  });
  expect(found.facets.find(({ field }) => field === "country")!.values).toEqual([{ value: "DE", name: "DE", creators: 1 }]);
  expect(names(await search({ where: { not: { field: "followers", from: 1_000 } } }))).toEqual(["Ben Ito"]);
  expect(names(await search({ where: { known: "followers", is: false } }))).toEqual(["Cleo"]);
});

test("pages go on where the last one ended, and a cursor of another order is refused", async () => {
  const sort = { by: "name", direction: "asc" };
  const first = await search({ sort, limit: 2 });
  const second = await search({ sort, limit: 2, cursor: first.next_cursor });
  expect([names(first), names(second), second.next_cursor]).toEqual([["Ana Lima", "Ben Ito"], ["Cleo"], null]);
  const other = await w.call("POST", "/v1/creators/search", { sort: { by: "added_on", direction: "asc" }, cursor: first.next_cursor });
  expect([other.status, (other.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, "/cursor"]);
});

test("an order by price needs its currency, and no other order has one", async () => {
  const faultOf = async (sort: object) => {
    const { status, body } = await w.call("POST", "/v1/creators/search", { sort });
    return [status, (body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer];
  };
  expect(await faultOf({ by: "price", direction: "asc" })).toEqual([422, "/sort/currency"]);
  expect(await faultOf({ by: "name", direction: "asc", currency: "EUR" })).toEqual([422, "/sort/currency"]);
  expect(await faultOf({ by: "price", direction: "asc", currency: "EUR" })).toEqual([200, undefined]);
});

test("days that no database holds, and texts that are none, are refused wherever they stand", async () => {
  const place = (key: string) => placeText({ key, creatorId: "0190a000-0000-7000-8000-000000000001" });
  const sort = { by: "last_post_on", direction: "asc" };
  for (const cursor of [place("2026-02-30"), place("0000-00-00"), place("0000-01-01")])
    expect((await w.call("POST", "/v1/creators/search", { sort, cursor })).status).toBe(422);
  for (const from of ["0000-01-01", "1899-12-31"])
    expect((await w.call("POST", "/v1/creators/search", { where: { field: "added_on", from } })).status).toBe(422);
  const byName = { by: "name", direction: "asc" };
  expect((await w.call("POST", "/v1/creators/search", { sort: byName, cursor: place("\0") })).status).toBe(422);
  for (const value of ["\0", "\ud800"]) {
    const query = encodeURIComponent(JSON.stringify({ where: { field: "city", in: [value] } }));
    const reply = await w.call("GET", `/v1/creators/found?query=${query}`);
    expect([reply.status, (reply.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, "/query"]);
  }
});

test("every fault of a search comes at once, each with its place", async () => {
  const where = {
    and: [
      { field: "follwers", from: 1 },
      {
        or: [
          { field: "price", from: 5, to: 1 },
          { field: "added_on", from: "2026-02-30" },
        ],
      },
      { not: { audience: "countries", value: "DE", from: 2 } },
      { field: "list", in: [] },
      {},
    ],
  };
  const reply = await w.call("POST", "/v1/creators/search", { where, limit: 0 });
  const { errors } = reply.body as { errors: { pointer: string }[] };
  expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(
    [
      "/limit",
      "/where/and/0/field",
      "/where/and/1/or/0/currency",
      "/where/and/1/or/0/to",
      "/where/and/1/or/1/from",
      "/where/and/2/not/from",
      "/where/and/3/in",
      "/where/and/4",
    ].toSorted(),
  );
  const nested = (levels: number): object => (levels === 0 ? { field: "has_email", is: true } : { not: nested(levels - 1) });
  expect((await w.call("POST", "/v1/creators/search", { where: nested(17) })).status).toBe(422);
  expect((await w.call("POST", "/v1/creators/search", { where: { or: Array.from({ length: 200 }, () => nested(0)) } })).status).toBe(422);
  expect((await w.call("POST", "/v1/creators/search", { text: "a b c d e f g h i j k" })).status).toBe(422);
});

test("who is on a list is found by it, and not when taken off or when the list is put away", async () => {
  const { data } = await search({});
  const ids = data.map(({ creator_id }) => creator_id);
  const list = await must<{ id: string; creators: number }>(w, "POST", "/v1/creator-lists", {
    name: "Spring",
    creator_ids: ids.slice(0, 2),
  });
  expect(list.creators).toBe(2);
  const where = { field: "list", in: [list.id] };
  const found = await search({ where });
  expect(found.total).toBe(2);
  expect(found.facets.find(({ field }) => field === "list")!.values).toEqual([{ value: list.id, name: "Spring", creators: 2 }]);
  expect((await search({ where: { not: where } })).total).toBe(1);
  const again = await must<{ added: number }>(w, "POST", `/v1/creator-lists/${list.id}/members`, { creator_ids: ids });
  expect(again.added).toBe(1);
  await must(w, "POST", `/v1/creator-lists/${list.id}/members/remove`, { creator_ids: [ids[0]] });
  expect((await search({ where })).total).toBe(2);
  await must(w, "POST", `/v1/creator-lists/${list.id}/archive`);
  expect((await search({ where })).total).toBe(0);
  expect(await cardDifference(w.ctx)).toBeUndefined();
});

test("two who make a list of one name at once make one", async () => {
  const replies = await Promise.all(Array.from({ length: 5 }, () => w.call("POST", "/v1/creator-lists", { name: "Race" })));
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409]);
});

test("what is found can be had as a table", async () => {
  await makeProgram(w);
  const query = encodeURIComponent(JSON.stringify({ sort: { by: "name", direction: "asc" } }));
  const reply = await w.call("GET", `/v1/creators/found?query=${query}`, undefined, { accept: "text/csv" });
  const [head, first] = (reply.body as string).split("\r\n");
  expect(head).toMatch(/creator_id,name,status/);
  expect(first).toContain("Ana Lima");
  expect((await w.call("GET", "/v1/creators/found?query=%7B")).status).toBe(422);
});
