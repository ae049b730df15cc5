import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T23:30:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  ana = await makeCreator(w, { name: "Ana" });
});
afterAll(() => t.close());

interface Account {
  id: string;
  handle: string;
  url: string | null;
  followers: { count: number | null; observed_on: string; source: string } | null;
}
const add = (body: Record<string, unknown>, to: Made = ana) => w.call("POST", `/v1/creators/${to.id}/accounts`, body);
const mustAdd = async (body: Record<string, unknown>) => (await add(body)).body as Account;

test("a handle belongs to one creator at a time, however it is written", async () => {
  const ben = await makeCreator(w, { name: "Ben" });
  await mustAdd({ platform: "instagram", handle: "ana" });
  const reply = await add({ platform: "instagram", handle: "https://www.instagram.com/ANA/" }, ben);
  expect(reply).toMatchObject({ status: 409, body: { detail: expect.stringContaining(ana.id) as string } });
  expect((await add({ platform: "tiktok", handle: "ana" }, ben)).status).toBe(201);
});

test("a handle that was given up may be taken by somebody else", async () => {
  const account = await mustAdd({ platform: "instagram", handle: "ana" });
  await must(w, "POST", `/v1/creators/${ana.id}/accounts/${account.id}/archive`);
  const ben = await makeCreator(w);
  expect((await add({ platform: "instagram", handle: "ana" }, ben)).status).toBe(201);
  expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ accounts: [] });
});

test("one handle taken by ten creators at once is one creator's", async () => {
  const creators = await Promise.all(Array.from({ length: 10 }, () => makeCreator(w)));
  const replies = await Promise.all(creators.map((creator) => add({ platform: "x", handle: "wanted" }, creator)));
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  expect(replies.filter((reply) => reply.status === 409)).toHaveLength(9);
});

test("another handle brings its own address, unless one is given", async () => {
  const account = await mustAdd({ platform: "tiktok", handle: "ana" });
  const url = `/v1/creators/${ana.id}/accounts/${account.id}`;
  expect(await must(w, "PATCH", url, { handle: "ana.l" })).toMatchObject({ handle: "ana.l", url: "https://www.tiktok.com/@ana.l" });
  expect(await must(w, "PATCH", url, { handle: "ana", url: "https://a.example/" })).toMatchObject({ url: "https://a.example/" });
  expect(await must(w, "PATCH", url, {})).toMatchObject({ handle: "ana" });
  expect((await w.call("PATCH", url, { handle: "not a handle" })).body).toMatchObject({ errors: [{ pointer: "/handle" }] });
});

test("a change cannot take another creator's handle", async () => {
  const account = await mustAdd({ platform: "x", handle: "ana" });
  await makeCreator(w, { accounts: [{ platform: "x", handle: "ben" }] });
  const reply = await w.call("PATCH", `/v1/creators/${ana.id}/accounts/${account.id}`, { handle: "@BEN" });
  expect(reply.status).toBe(409);
});

test("numbers stand side by side by day and source, the newest day shown; recording a day again corrects it", async () => {
  const account = await mustAdd({ platform: "x", handle: "ana" });
  const url = `/v1/creators/${ana.id}/accounts/${account.id}/snapshots`;
  await must(w, "POST", url, { followers: 1000, observed_on: "2026-04-30" });
  t.clock.advanceMs(1000);
  await must(w, "POST", url, { followers: 900, observed_on: "2026-04-01", source: "export" });
  t.clock.advanceMs(1000);
  await must(w, "POST", url, { followers: 1001, observed_on: "2026-04-30" });
  await must(w, "POST", url, { followers: 1001, observed_on: "2026-04-30" });
  const creator = await must<{ accounts: Account[] }>(w, "GET", `/v1/creators/${ana.id}`);
  expect(creator.accounts[0]!.followers).toEqual({ count: 1001, observed_on: "2026-04-30", source: "manual" });
  const { data } = await must<{ data: { followers: number }[] }>(w, "GET", url);
  expect(data.map((row) => row.followers)).toEqual([1001, 1000, 900]);
});

test("the day that has begun in the workspace's zone is no future day", async () => {
  const account = await mustAdd({ platform: "x", handle: "ana" });
  const url = `/v1/creators/${ana.id}/accounts/${account.id}/snapshots`;
  expect((await w.call("POST", url, { followers: 1, observed_on: "2026-05-02" })).status).toBe(201);
  expect((await w.call("POST", url, { followers: 1, observed_on: "2026-05-03" })).status).toBe(422);
});

test("another creator's or workspace's account is not there", async () => {
  const account = await mustAdd({ platform: "x", handle: "ana" });
  const ben = await makeCreator(w);
  const elsewhere = await t.makeWorkspace();
  for (const [place, creator] of [
    [w, ben],
    [elsewhere, ana],
  ] as const) {
    const url = `/v1/creators/${creator.id}/accounts/${account.id}`;
    expect((await place.call("PATCH", url, { handle: "mine" })).status).toBe(404);
    expect((await place.call("POST", `${url}/archive`)).status).toBe(404);
    expect((await place.call("POST", `${url}/snapshots`, { followers: 1, observed_on: "2026-05-01" })).status).toBe(404);
    expect((await place.call("GET", `${url}/snapshots`)).status).toBe(404);
  }
});
