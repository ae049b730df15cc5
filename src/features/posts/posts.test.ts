import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../test/builders.ts";
import { importFile } from "../imports/service.ts";

interface Known {
  readonly count: number;
  readonly observed_at: string;
  readonly source: string;
}

interface Post {
  readonly id: string;
  readonly creator_id: string;
  readonly account_id: string | null;
  readonly platform: string;
  readonly format: string;
  readonly posted_at: string;
  readonly posted_on: string;
  readonly is_sponsored: boolean | null;
  readonly campaign_name: string | null;
  readonly counts: Record<string, Known | null>;
}

let t: TestApp;
let w: TestWorkspace;
let ana: Made;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-20T12:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "tiktok", handle: "ana.outdoors" }] });
  await makeCreator(w, { name: "Ben", accounts: [{ platform: "instagram", handle: "ben" }] });
  await must(w, "POST", "/v1/campaigns", { name: "Launch", starts_on: "2026-05-01", ends_on: "2026-06-01" });
});
afterAll(() => t.close());

const add = (body: object) => must<Post>(w, "POST", "/v1/posts", body);
const pointersOf = async (url: string, body: object): Promise<string[]> => {
  const reply = await w.call("POST", url, body);
  expect(reply.status).toBe(422);
  return (reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
};

describe("a post", () => {
  test("is added from its address: platform, format and creator are told by it", async () => {
    const made = await add({ url: "tiktok.com/@Ana.Outdoors/video/71", posted_on: "2026-05-10" });
    expect(made).toMatchObject({ creator_id: ana.id, platform: "tiktok", format: "video", posted_on: "2026-05-10", is_sponsored: null });
    expect([made.posted_at, made.account_id]).toEqual(["2026-05-09T22:00:00.000Z", expect.stringMatching(/^acc_/)]);
    expect(Object.values(made.counts)).toEqual(Array.from({ length: 9 }, () => null));
  });

  test("is kept once, however its address is written, and may be added anew after it is put away", async () => {
    const first = await add({ url: "https://www.tiktok.com/@ana.outdoors/video/72?lang=de", posted_on: "2026-05-10" });
    const again = await w.call("POST", "/v1/posts", { url: "https://m.tiktok.com/@ana.outdoors/video/72", posted_on: "2026-05-10" });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining(first.id) } });
    await must(w, "POST", `/v1/posts/${first.id}/archive`);
    expect((await add({ url: "https://m.tiktok.com/@ana.outdoors/video/72", posted_on: "2026-05-10" })).id).not.toBe(first.id);
  });

  test("of which two people tell at once is kept once", async () => {
    const body = { url: "https://youtu.be/raced", creator_id: ana.id, posted_on: "2026-05-10" };
    const replies = await Promise.all([1, 2, 3].map(() => w.call("POST", "/v1/posts", body)));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test("is refused with everything that is wrong: no creator known, another platform's address, a time to come", async () => {
    expect(
      await pointersOf("/v1/posts", { url: "https://instagram.com/p/x1", platform: "tiktok", posted_at: "2026-05-21T00:00:00Z" }),
    ).toEqual(["/platform", "/posted_at"]);
    expect(await pointersOf("/v1/posts", { url: "no address" })).toEqual(["/url", "/platform", "/posted_at"]);
    expect(await pointersOf("/v1/posts", { url: "https://tiktok.com/@nobody/video/1", posted_on: "2026-05-10" })).toEqual(["/creator_id"]);
  });

  test("is found by creator, format and campaign, and what is known of it can be changed", async () => {
    const made = await add({ url: "https://instagram.com/ben/reel/R9", posted_on: "2026-05-11" });
    const { data } = await must<{ data: { id: string; name: string }[] }>(w, "GET", "/v1/campaigns");
    await must(w, "PATCH", `/v1/posts/${made.id}`, { campaign_id: data[0]!.id, is_sponsored: true, format: "story" });
    const found = async (query: string) => (await must<{ data: Post[] }>(w, "GET", `/v1/posts?${query}`)).data.map(({ id }) => id);
    expect(await found(`campaign_id=${data[0]!.id}&format=story&sponsored=true`)).toEqual([made.id]);
    expect(await found(`creator_id=${ana.id}`)).not.toContain(made.id);
  });
});

describe("what a post reached", () => {
  test("is kept with time and source; a later look that missed a number does not make it unknown, and zero is a number", async () => {
    const { id } = await add({
      url: "https://tiktok.com/@ana.outdoors/video/80",
      posted_at: "2026-05-12T10:00:00Z",
      snapshot: { views: 1000, likes: 50, comments: 0, observed_at: "2026-05-13T10:00:00Z", evidence: "screenshot.png" },
    });
    await must(w, "POST", `/v1/posts/${id}/snapshots`, { views: 4000, observed_on: "2026-05-15", source: "tiktok" });
    const { counts } = await must<Post>(w, "GET", `/v1/posts/${id}`);
    expect(counts["views"]).toEqual({ count: 4000, observed_at: "2026-05-14T22:00:00.000Z", source: "tiktok", grade: "D" });
    expect([counts["likes"]?.count, counts["comments"]?.count, counts["saves"]]).toEqual([50, 0, null]);
  });

  test("is the same when it is told twice, and corrected by other numbers of the same time", async () => {
    const { id } = await add({ url: "https://tiktok.com/@ana.outdoors/video/81", posted_on: "2026-05-12" });
    const tell = (views: number) => must<{ id: string }>(w, "POST", `/v1/posts/${id}/snapshots`, { views, observed_on: "2026-05-13" });
    const [first, second] = [await tell(10), await tell(10)];
    expect(second.id).toBe(first.id);
    await tell(12);
    expect((await must<Post>(w, "GET", `/v1/posts/${id}`)).counts["views"]?.count).toBe(12);
    expect((await must<{ data: object[] }>(w, "GET", `/v1/posts/${id}/snapshots`)).data).toHaveLength(2);
  });

  test("is refused where nothing is said, or was seen before the post went up", async () => {
    const { id } = await add({ url: "https://tiktok.com/@ana.outdoors/video/82", posted_on: "2026-05-12" });
    expect(await pointersOf(`/v1/posts/${id}/snapshots`, {})).toEqual([""]);
    expect(await pointersOf(`/v1/posts/${id}/snapshots`, { views: 1, observed_on: "2026-05-11" })).toEqual(["/observed_on"]);
    const snapshot = { views: -1, observed_on: "2026-05-13" };
    expect(await pointersOf("/v1/posts", { url: "https://tiktok.com/@ana.outdoors/video/83", posted_on: "2026-05-12", snapshot })).toEqual([
      "/snapshot/views",
    ]);
  });
});

describe("how a post is judged", () => {
  const url = "https://tiktok.com/@ana.outdoors/video/95";
  const snapshot = { views: 10_000, likes: 700, comments: 80, shares: 20, followers: 20_000 };

  test("is four rates with formula and reason, a tier by the workspace's ladder, and sources side by side", async () => {
    const { id } = await add({ url, posted_on: "2026-05-12", snapshot });
    const judged = () =>
      must<{ tier: string; rates: { name: string; value: string | null; reason: string | null }[]; benchmarks: object[] }>(
        w,
        "GET",
        `/v1/posts/${id}/engagement`,
      );
    const { tier, rates, benchmarks } = await judged();
    expect(rates.map(({ value }) => value)).toEqual(["0.039", null, "0.08", null]);
    expect([tier, rates[1]?.reason, benchmarks.length > 1]).toEqual(["micro", "reach and saves are not known", true]);
    await must(w, "PUT", "/v1/tier-ladder", { ladder: "hypeauditor" });
    expect((await judged()).tier).toBe("mid");
    const { data } = await must<{ data: { platform: string; posts: number }[] }>(w, "GET", `/v1/engagement?creator_id=${ana.id}`);
    expect(data.map(({ platform }) => platform).toSorted()).toEqual(["tiktok", "youtube"]);
  });

  test("without followers of its own is judged by its account's: the newest known when it went up, else the first known after", async () => {
    const cleo = await makeCreator(w, { name: "Cleo", accounts: [{ platform: "instagram", handle: "cleo" }] });
    const { accounts } = await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${cleo.id}`);
    for (const [observed_on, followers] of [
      ["2026-04-10", 1_000],
      ["2026-05-01", 2_000],
      ["2026-05-18", 4_000],
    ] as const)
      await must(w, "POST", `/v1/creators/${cleo.id}/accounts/${accounts[0]!.id}/snapshots`, { observed_on, followers });
    type Judged = { followers: number; tier: string; rates: { value: string | null; reason: string | null }[] };
    const ofPost = async (code: string, posted_on: string) => {
      const post = { url: `https://instagram.com/p/${code}`, posted_on, creator_id: cleo.id, snapshot: { likes: 90, comments: 10 } };
      const judged = await must<Judged>(w, "GET", `/v1/posts/${(await add(post)).id}/engagement`);
      return [judged.followers, judged.rates[0]!.value];
    };
    expect(await ofPost("CleoPost001", "2026-05-12")).toEqual([2_000, "0.05"]);
    expect(await ofPost("CleoPost002", "2026-04-01")).toEqual([1_000, "0.1"]);
    const { data } = await must<{ data: Judged[] }>(w, "GET", `/v1/engagement?creator_id=${cleo.id}`);
    expect(data[0]).toMatchObject({
      followers: 4_000,
      rates: [{ value: "0.066667", reason: expect.stringContaining("of 2 posts") }, {}, {}, {}],
    });
  });

  test("is seven methods of media value that are no money, by rates that a workspace may say", async () => {
    const made = await add({ url: `${url}1`, posted_on: "2026-05-12", snapshot });
    type Value = { rates_currency: string; methods: { id: string; value: string | null }[]; low: string | null; high: string | null };
    const valued = () => must<Value>(w, "GET", `/v1/posts/${made.id}/media-value`);
    const before = await valued();
    expect(before.methods.map(({ value }) => value)).toEqual([null, "50.00", null, null, "100.00", null, null]);
    expect([before.low, before.high, before.rates_currency]).toEqual(["50.00", "100.00", "USD"]);
    await must(w, "PUT", "/v1/media-rates", {
      currency: "EUR",
      rates: { ignyte_tiktok: "20", duel_engagement: "0.5" },
      source: "our agency",
    });
    const after = await valued();
    expect([after.methods.map(({ value }) => value), after.high]).toEqual([
      [null, "50.00", "398.42", null, "200.00", null, null],
      "398.42",
    ]);
    expect(await w.call("PUT", "/v1/media-rates", { currency: "EUR", rates: { nonsense: "1" }, source: "x" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/rates/nonsense" }] },
    });
  });
});

const take = (text: string, options: Record<string, string> = {}) =>
  importFile(w.ctx, {
    kind: "posts",
    file_name: "posts.csv",
    content: Readable.from([Buffer.from(text)]),
    skipFaulty: false,
    ...mapped(options),
  });

const columns = {
  url: "Permalink",
  handle: "Account",
  platform: "Platform",
  format: "Type",
  posted_at: "Posted",
  views: "Views",
  reach: "Reach",
};
const mapped = (options: Record<string, string>) =>
  Object.keys(options).length === 0 ? {} : { mapping: { format: "table", has_header: true, columns, options } };
const head = "Permalink,Account,Platform,Type,Posted,Views,Reach\n";

describe("a file of posts", () => {
  test("brings posts and numbers in, and changes nothing the second time, also on another day", async () => {
    const text = `${head}https://tiktok.com/@ana.outdoors/video/90,,,,2026-05-14 10:00,1.2K,\n,ben,Instagram,Story,2026-05-14 11:00,,900\n`;
    expect(await take(text)).toMatchObject({ status: "done", taken: 2, unchanged: 0 });
    t.clock.set("2026-05-21T12:00:00Z");
    expect(await take(text)).toMatchObject({ status: "done", taken: 0, unchanged: 2 });
    const { data } = await must<{ data: Post[] }>(w, "GET", "/v1/posts?platform=instagram&format=story");
    const story = data.find(({ posted_on }) => posted_on === "2026-05-14")!;
    expect([story.counts["views"], story.counts["reach"]?.count, story.counts["reach"]?.source]).toEqual([null, 900, "file"]);
  });

  test("with later numbers of the same post adds them", async () => {
    const later = `${head}https://tiktok.com/@ana.outdoors/video/90,,,,2026-05-14 10:00,2400,\n`;
    expect(await take(later, { observed_on: "2026-05-21" })).toMatchObject({ status: "done", taken: 1 });
    const { data } = await must<{ data: Post[] }>(w, "GET", `/v1/posts?creator_id=${ana.id}`);
    expect(data.map(({ counts }) => counts["views"]?.count)).toContain(2400);
  });

  test("is refused whole, with every fault of every row", async () => {
    const text = `${head}https://tiktok.com/@nobody/video/91,,,,2026-05-14,5,\n,ben,Instagram,Poem,,-3,many\n,ben,,Reel,2026-05-14,1,\n`;
    const made = await take(text);
    expect(made).toMatchObject({ status: "failed", refused: 3 });
    const { data } = await must<{ data: { row: number; field: string }[] }>(w, "GET", `/v1/imports/${made.id}/refusals`);
    const places = data.map(({ row, field }) => `${row} ${field}`).toSorted();
    expect(places).toEqual(["2 handle", "3 format", "3 posted_at", "3 reach", "3 views", "4 platform"]);
  });

  test("that tells one post twice at one time is refused at the second", async () => {
    const line = ",ben,Instagram,Reel,2026-05-15 10:00,5,\n";
    const made = await take(`${head}${line}${line}`);
    const { data } = await must<{ data: { row: number; message: string }[] }>(w, "GET", `/v1/imports/${made.id}/refusals`);
    expect(data).toMatchObject([{ row: 3, message: expect.stringContaining("row 2 tells the same post") }]);
  });
});
