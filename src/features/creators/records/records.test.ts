import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { sql } from "kysely";
import { platforms } from "../../../kernel/social/platform.ts";
import { viewReactions } from "../../../kernel/social/view-reactions.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { parseId } from "../../../kernel/ids.ts";
import { noFigures, noProfile, recordFigures, recordProfiles } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let url: string;
let accountId: string;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana" }] });
  const { accounts } = await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${ana.id}`);
  url = `/v1/creators/${ana.id}/accounts/${accounts[0]!.id}`;
  accountId = parseId("acc", accounts[0]!.id)!;
});
afterAll(() => t.close());

interface Known {
  figures: { name: string; value: number; source: string; grade: string; observed_on: string }[];
  audience: { value: object; source: string } | null;
  words: { name: string; value: unknown; source: string }[];
}
const known = () => must<Known>(w, "GET", `${url}/figures`);
const figure = async (name: string) => {
  const found = (await known()).figures.find((each) => each.name === name);
  return found === undefined ? undefined : [found.value, found.source, found.grade, found.observed_on];
};
const record = async (body: Record<string, unknown>) => {
  t.clock.advanceMs(1000);
  return must<object>(w, "POST", `${url}/snapshots`, { observed_on: "2026-05-10", ...body });
};

const seen = (source: string, grade: "A" | "B" | "C", observedOn: string) =>
  ({ accountId, observedOn, observedAt: null, source, grade, evidence: "", importId: null }) as const;

test("what is shown is figure by figure the newest known; of one day the better grade; of one grade the later recorded", async () => {
  await record({ followers: 1000, avg_likes: 50, observed_on: "2026-05-01", source: "export", grade: "C" });
  await record({ followers: 1200, observed_on: "2026-05-09", source: "export", grade: "C" });
  expect(await figure("followers")).toEqual([1200, "export", "C", "2026-05-09"]);
  expect(await figure("avg_likes")).toEqual([50, "export", "C", "2026-05-01"]);
  await inTransaction(w.ctx, (within) =>
    recordFigures(within, [{ ...seen("instagram", "B", "2026-05-09"), figures: { ...noFigures, followers: 1190 } }]),
  );
  await record({ followers: 1300, observed_on: "2026-05-09", grade: "E", source: "told" });
  expect(await figure("followers")).toEqual([1190, "instagram", "B", "2026-05-09"]);
  await record({ followers: 1250, observed_on: "2026-05-09", source: "another export", grade: "C" });
  expect(await figure("followers")).toEqual([1190, "instagram", "B", "2026-05-09"]);
  const creator = await must<{ accounts: { followers: object }[] }>(w, "GET", `/v1/creators/${ana.id}`);
  expect(creator.accounts[0]!.followers).toEqual({ count: 1190, observed_on: "2026-05-09", source: "instagram" });
});

test("a rate is worked out from the parts of one record, else as its source states it, and never under another formula's name", async () => {
  await record({ followers: 1000, avg_likes: 30, observed_on: "2026-05-01", stated_rates: { er_followers: 0.2, er_reach: 0.07 } });
  expect(await figure("er_followers")).toEqual([0.2, "manual", "D", "2026-05-01"]);
  expect(await figure("er_followers_likes")).toEqual([0.03, "manual", "D", "2026-05-01"]);
  expect(await figure("er_reach")).toEqual([0.07, "manual", "D", "2026-05-01"]);
  expect(await figure("er_impressions")).toBeUndefined();
  await record({ followers: 2000, avg_likes: 90, avg_comments: 10, observed_on: "2026-05-02" });
  expect(await figure("er_followers")).toEqual([0.05, "manual", "D", "2026-05-02"]);
  await record({ followers: 0, avg_likes: 0, avg_comments: 0, observed_on: "2026-05-03" });
  expect(await figure("er_followers")).toEqual([0.05, "manual", "D", "2026-05-02"]);
});

test("the same figures from the same source are written once, and a look that failed writes nothing", async () => {
  const write = (figures: object, observedOn: string, isDayAssumed: boolean) =>
    inTransaction(w.ctx, (within) =>
      recordFigures(within, [{ ...seen("modash", "C", observedOn), isDayAssumed, figures: { ...noFigures, ...figures } }]),
    );
  expect((await write({}, "2026-05-01", false)).size).toBe(0);
  expect((await write({ followers: 5, audience: { countries: { DE: 0.5 } } }, "2026-05-01", false)).size).toBe(1);
  expect((await write({ followers: 5 }, "2026-05-01", false)).size).toBe(0);
  expect((await write({ followers: 5 }, "2026-05-04", true)).size).toBe(0);
  expect((await write({ followers: 5 }, "2026-05-04", false)).size).toBe(1);
  expect((await write({ audience: { countries: { DE: 0.6 } } }, "2026-05-05", true)).size).toBe(1);
  const { data } = await must<{ data: { followers: number | null; audience: object }[] }>(w, "GET", `${url}/snapshots`);
  expect(data).toHaveLength(3);
  expect((await known()).audience).toMatchObject({ value: { countries: { DE: 0.6 } }, source: "modash" });
  expect(await figure("followers")).toEqual([5, "modash", "C", "2026-05-04"]);
});

test("what an account says of itself is kept source by source, and what a source does not say clears nothing", async () => {
  const say = (words: object) => must(w, "POST", `${url}/profiles`, { observed_on: "2026-05-09", ...words });
  await say({ bio: "Hiking", language: "de", topics: ["Outdoor"] });
  t.clock.advanceMs(1000);
  await say({ bio: "Hiking" });
  await say({ bio: "Hiking and tea", city: "Köln", is_verified: false });
  await inTransaction(w.ctx, (within) =>
    recordProfiles(within, [{ ...seen("instagram", "B", "2026-05-08"), profile: { ...noProfile, bio: "Old words", category: "Blogger" } }]),
  );
  const { data } = await must<{ data: { bio: string; source: string }[] }>(w, "GET", `${url}/profiles`);
  expect(data.map(({ bio, source }) => `${bio}, ${source}`).toSorted()).toEqual([
    "Hiking and tea, manual",
    "Hiking, manual",
    "Old words, instagram",
  ]);
  const words = Object.fromEntries((await known()).words.map(({ name, value }) => [name, value]));
  expect(words).toEqual({
    bio: "Hiking and tea",
    language: "de",
    topics: ["Outdoor"],
    city: "Köln",
    is_verified: false,
    category: "Blogger",
  });
});

test("shares outside 0 to 1, ethnicity, a grade of the platforms' own and a moment on another day are refused, all at once", async () => {
  const bad = await w.call("POST", `${url}/snapshots`, {
    observed_on: "2026-05-09",
    grade: "A",
    audience: { countries: { DE: 1.5 }, ethnicities: { any: 0.5 } },
  });
  expect(bad.status).toBe(422);
  const { errors } = bad.body as { errors: { pointer: string }[] };
  expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(["/audience/countries/DE", "/audience/ethnicities", "/grade"]);
  const moment = { observed_on: "2026-05-09", observed_at: "2026-05-09T22:30:00Z", followers: 1 };
  expect((await w.call("POST", `${url}/snapshots`, moment)).body).toMatchObject({ errors: [{ pointer: "/observed_at" }] });
  expect((await w.call("POST", `${url}/profiles`, { observed_on: "2026-05-09" })).status).toBe(422);
});

test("a rate by views counts on every platform what the rule in the kernel says, and is not known where one of it is not", async () => {
  const counts = { likes: 100, comments: 10, shares: 5 };
  for (const platform of platforms) {
    const reactions = viewReactions(platform);
    const { rows } = await sql<{ whole: string; untold: string | null }>`select view_reactions(${platform}, 100, 10, 5)::text as whole,
      view_reactions(${platform}, 100, 10, null)::text as untold`.execute(w.ctx.db);
    const whole = reactions.reduce((sum, reaction) => sum + counts[reaction], 0);
    expect([platform, rows[0]]).toEqual([platform, { whole: `${whole}`, untold: reactions.includes("shares") ? null : `${whole}` }]);
  }
  await record({ avg_likes: 100, avg_comments: 10, avg_views: 1000, source: "export" });
  expect(await figure("er_views")).toBeUndefined();
  await record({ avg_likes: 100, avg_comments: 10, avg_shares: 5, avg_views: 1000, source: "export" });
  expect((await figure("er_views"))?.[0]).toBe(0.115);
});

test("records are listed by the newest day, of one day the last recorded first, page by page without a gap", async () => {
  const days = ["2026-05-09", "2026-05-01", "2026-05-10", "2026-05-01", "2026-05-04"];
  for (const [at, day] of days.entries()) await record({ followers: 100 + at, observed_on: day, source: `export ${at}` });
  const listed: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const page = await must<{ data: { followers: number }[]; next_cursor: string | null }>(w, "GET", `${url}/snapshots?limit=2${query}`);
    listed.push(...page.data.map(({ followers }) => followers));
    cursor = page.next_cursor;
  }
  expect(listed).toEqual([102, 100, 104, 103, 101]);
});
