import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { daysLater } from "../../kernel/civil.ts";
import { importFile } from "../imports/service.ts";

let t: TestApp;
let w: TestWorkspace;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-06-20T12:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  await makeCreator(w, { name: "Ana", accounts: [{ platform: "tiktok", handle: "ana" }] });
  await makeCreator(w, { name: "Ben", accounts: [{ platform: "tiktok", handle: "ben" }] });
});
afterAll(() => t.close());

const columns = { told_on: "Date", value: "Clicks" };
const take = (text: string, options: Record<string, string>) =>
  importFile(w.ctx, {
    kind: "daily_series",
    file_name: "series.csv",
    content: Readable.from([Buffer.from(text)]),
    skipFaulty: false,
    mapping: { format: "table", has_header: true, columns, options },
  });
const brand = { series: "Brand queries", kind: "branded_search" };
const seriesNamed = async (name: string) =>
  (await must<{ data: { id: string; name: string; missing_days: number }[] }>(w, "GET", "/v1/daily-series")).data.find(
    (each) => each.name === name,
  )!;

/** Sixty days of about 100 with a weekly habit, and 80 more from day 50 on. */
const lines = Array.from({ length: 60 }, (_, at) => `${daysLater("2026-04-01", at)},${100 + ((at * 29) % 17) + (at >= 50 ? 80 : 0)}`);
const text = `Date,Clicks\n${lines.join("\n")}\n`;

describe("a series by day", () => {
  test("comes in whole, and the same file changes nothing", async () => {
    expect(await take(text, brand)).toMatchObject({ status: "done", taken: 60, unchanged: 0 });
    expect(await take(text, brand)).toMatchObject({ status: "done", taken: 0, unchanged: 60 });
    expect(await seriesNamed("Brand queries")).toMatchObject({ days: 60, missing_days: 0, unit: "searches", first_on: "2026-04-01" });
  });

  test("with days missing, doubled, negative or unreadable is told so: gaps are counted, the others refused, all at once", async () => {
    const faulty = "Date,Clicks\n2026-05-01,5\n2026-05-01,6\n2026-05-02,-3\n2026-05-03,\n2026-05-04,1.5\nsoon,2\n";
    const made = await take(faulty, { series: "Faulty", kind: "direct_traffic" });
    expect(made).toMatchObject({ status: "failed", refused: 5 });
    const { data } = await must<{ data: { row: number; field: string }[] }>(w, "GET", `/v1/imports/${made.id}/refusals`);
    expect(data.map(({ row, field }) => `${row} ${field}`)).toEqual(["3 told_on", "4 value", "5 value", "6 value", "7 told_on"]);
    await take("Date,Clicks\n2026-05-01,5\n2026-05-04,6\n", { series: "Gaps", kind: "direct_traffic" });
    expect((await seriesNamed("Gaps")).missing_days).toBe(2);
  });

  test("of followers belongs to a creator here, and one name is one series", async () => {
    const followers = { series: "Ana on TikTok", kind: "followers", creator: "ana" };
    expect(await take("Date,Clicks\n2026-05-01,5\n", followers)).toMatchObject({ status: "done" });
    expect(await take("Date,Clicks\n2026-05-01,5\n", { ...followers, series: "x", creator: "Nobody" })).toMatchObject({
      status: "failed",
      problem: expect.stringContaining("no creator here"),
    });
    expect(await take("Date,Clicks\n2026-05-01,5\n", { series: "Ana on TikTok", kind: "other" })).toMatchObject({ status: "failed" });
  });
});

describe("what a post did to a series", () => {
  const addPost = async (handle: string, on: string) =>
    (await must<{ id: string }>(w, "POST", "/v1/posts", { url: `https://tiktok.com/@${handle}/video/${Date.parse(on)}`, posted_on: on }))
      .id;

  test("is worked out in a thread, and says which other posts fall into its days", async () => {
    const [post, before, beside] = [
      await addPost("ana", "2026-05-21"),
      await addPost("ben", "2026-05-18"),
      await addPost("ben", "2026-05-24"),
    ];
    const { id } = await seriesNamed("Brand queries");
    const path = `/v1/daily-series/${id}/effect`;
    type State = {
      computation_id: string;
      together: { post_id: string }[];
      still_working: { post_id: string }[];
      effect: { total: { low: number; high: number }; known_after: number } | null;
    };
    const asked = await must<State>(w, "POST", path, { post_id: post, days: 7 });
    expect([asked.together.map((one) => one.post_id), asked.still_working.map((one) => one.post_id)]).toEqual([[beside], [before]]);
    await t.compute(w, asked.computation_id);
    const { effect } = await must<State>(w, "GET", `${path}?post_id=${post}&days=7`);
    expect(effect!.known_after).toBe(7);
    expect([effect!.total.low < 560, effect!.total.high > 560, effect!.total.low > 200]).toEqual([true, true, true]);
    const series = await must<{ posts: { post_id: string }[]; values: object[] }>(w, "GET", `/v1/daily-series/${id}`);
    expect([series.posts.length, series.values.length]).toEqual([3, 60]);
  });

  test("leaves out what was only seen on creators' accounts, until it is of a campaign or known to be sponsored", async () => {
    const { id } = await seriesNamed("Brand queries");
    const shown = async () =>
      (await must<{ posts: { post_id: string }[] }>(w, "GET", `/v1/daily-series/${id}`)).posts.map((one) => one.post_id);
    const before = await shown();
    const seen = async (number: number) => {
      const url = `https://tiktok.com/@ana/video/70${number}`;
      const body = { url, posted_on: "2026-05-10", source: "tiktok", external_id: `70${number}` };
      return (await must<{ id: string }>(w, "POST", "/v1/posts", body)).id;
    };
    const [organic, sponsored, planned] = [await seen(1), await seen(2), await seen(3)];
    expect(await shown()).toEqual(before);
    const campaign = await must<{ id: string }>(w, "POST", "/v1/campaigns", {
      ...{ name: "May", starts_on: "2026-05-01", ends_on: "2026-06-01" },
      creator_ids: (await must<{ data: { id: string; name: string }[] }>(w, "GET", "/v1/creators")).data
        .filter(({ name }) => name === "Ana")
        .map((one) => one.id),
    });
    await must(w, "PATCH", `/v1/posts/${sponsored}`, { is_sponsored: true });
    await must(w, "PATCH", `/v1/posts/${planned}`, { campaign_id: campaign.id });
    expect((await shown()).toSorted()).toEqual([...before, sponsored, planned].toSorted());
    expect(await shown()).not.toContain(organic);
  });

  test("is refused where the days before are too few, in words", async () => {
    const post = await addPost("ana", "2026-04-10");
    const { id } = await seriesNamed("Brand queries");
    expect(await w.call("POST", `/v1/daily-series/${id}/effect`, { post_id: post })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("9 are") },
    });
    expect(await must(w, "GET", `/v1/daily-series/${id}/effect?post_id=${post}`)).toMatchObject({
      problem: expect.any(String),
      effect: null,
    });
  });
});
