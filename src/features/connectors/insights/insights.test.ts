import { describe, expect, test } from "vitest";
import { must, type Made } from "../../../../test/builders.ts";
import { platformWorld, type ShownConnection } from "../../../../test/platform-runs.ts";
import { madeApp, madeVersion } from "../../../../test/played-instagram.ts";
import { insightsPermission } from "../../../../test/played-instagram-login.ts";
import type { OwnMedia } from "../../../../test/played-insights.ts";
import { openLine } from "../calling/service.ts";
import { readAllStories } from "../stories/service.ts";
import { audienceOf, insightValues, reachRateOf } from "./insight-facts.ts";
import { readOwnAccount, readOwnPosts, readStories } from "./service.ts";

const world = platformWorld();
const { perform, findings, start, rowsOf } = world;
const played = () => world.platforms.instagram.own;

const numbers = { views: 900, reach: 500, likes: 40, comments: 4, saved: 5, shares: 1 };
const media = (id: string, more: Partial<OwnMedia> = {}): OwnMedia => ({
  ...{ id, caption: "New #Zelt", timestamp: "2026-04-20T10:00:00+0000", likes: 41, comments: 4, insights: numbers },
  ...more,
});
const demographics = {
  age: { "18-24": 300, "25-34": 500, "65+": 200 },
  gender: { F: 600, M: 300, U: 100 },
  country: { DE: 700, AT: 200 },
  city: { "Berlin, Berlin": 150 },
};

/** The own account, connected, and of a creator here. */
async function own(): Promise<{ connection: ShownConnection; creator: Made }> {
  const creator = await world.creatorOn("instagram", madeApp.username);
  return { connection: await world.connectInstagram(), creator };
}
const read = async (connection: ShownConnection, more: object = {}) => perform(await start(connection, { kind: "insights", ...more }));
const paths = (): string[] => world.platforms.asked.slice(2).map(({ path }) => path.replace(`/${madeVersion}/`, ""));

describe("what Instagram tells the owner", () => {
  test("of the account comes with grade A: followers and who they are, and 28 days that end two days ago", async () => {
    Object.assign(played(), { followers: 1_200, following: 80, posts: 3, demographics, follows: { FOLLOWER: 30, NON_FOLLOWER: 12 } });
    played().totals = { views: 9_000, reach: 4_000, likes: 0 };
    const { connection } = await own();
    const run = await read(connection);
    expect(run).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(await rowsOf("account_snapshots")).toMatchObject([
      {
        ...{
          followers: 1_200n,
          following: 80n,
          posts_count: 3n,
          avg_likes: null,
          source: "instagram",
          grade: "A",
          observed_on: "2026-05-01",
        },
        audience: {
          ages: { "18-24": 0.3, "25-34": 0.5, "65+": 0.2 },
          genders: { female: 0.6, male: 0.3 },
          countries: { DE: 0.7, AT: 0.2 },
          cities: { "Berlin, Berlin": 0.15 },
        },
      },
    ]);
    expect(await findings(run)).toMatchObject([
      {
        ...{ outcome: "taken", detail: "30 began to follow, 12 ceased.", handle: madeApp.username, post: null },
        totals: {
          from: "2026-04-01",
          until: "2026-04-29",
          views: 9_000,
          reach: 4_000,
          likes: 0,
          comments: null,
          followed: 30,
          unfollowed: 12,
        },
      },
    ]);
    expect(paths()).toEqual([...[madeApp.account, ...Array<string>(6).fill(`${madeApp.account}/insights`), `${madeApp.account}/media`]]);
  });

  test("of the audience begins at a hundred followers; below it is not asked for, not known and said", async () => {
    Object.assign(played(), { followers: 99, demographics });
    const { connection } = await own();
    const run = await read(connection);
    expect(await findings(run)).toMatchObject([{ detail: "Instagram tells who follows from 100 followers on; this account has 99." }]);
    expect(await rowsOf("account_snapshots")).toMatchObject([{ followers: 99n, audience: {} }]);
    expect(paths().filter((path) => path.endsWith("/insights"))).toHaveLength(2);
  });

  test("of posts is reach, views, saves and shares; what is missing is not zero, and the rate by reach is over those that say all", async () => {
    played().media.push(
      media("p1"),
      media("p2", { type: "VIDEO", product: "REELS", timestamp: "2026-04-19T10:00:00+0000", insights: { views: 100, reach: 0 } }),
      media("p3", { type: "CAROUSEL_ALBUM", timestamp: "2026-04-18T10:00:00+0000", insights: { ...numbers, saved: 0, reach: 100 } }),
      media("p4", {
        timestamp: "2026-04-17T10:00:00+0000",
        insights: {
          code: 100,
          subcode: 2_108_006,
          message: "The media was posted before the most recent time that the user's account was converted",
        },
      }),
      media("p5", { product: "AD", timestamp: "2026-04-16T10:00:00+0000" }),
    );
    const { connection } = await own();
    const run = await read(connection);
    expect(run).toMatchObject({ state: "done", counts: { taken: 4, none: 2 } });
    expect(await world.postRows()).toMatchObject([
      { external_id: "p1", format: "image", hashtags: ["zelt"], views: 900n, reach: 500n, likes: 40n, comments: 4n, saves: 5n, shares: 1n },
      { external_id: "p2", format: "reel", views: 100n, reach: 0n, likes: 41n, saves: null, shares: null },
      { external_id: "p3", format: "carousel", reach: 100n, saves: 0n },
      { external_id: "p4", views: null, reach: null, likes: 41n },
      { external_id: "p5", views: null, reach: null, likes: 41n },
    ]);
    const means = (await rowsOf("account_snapshots")).at(-1)!;
    expect(means).toMatchObject({ grade: "A", avg_likes: "40.600", avg_views: "633.333", stated_rates: { er_reach: 0.158_333 } });
    expect(means["evidence"]).toContain("without advertisements, up to two days late; means over 5 posts of the last 90 days");
    expect((await findings(run))[4]).toMatchObject({ outcome: "none", detail: "Instagram does not tell how often it was seen." });
  });

  test("is read page by page, with its calls said before, and goes on where it was when a rate is exceeded", async () => {
    const at = (minute: number): string =>
      new Date(Date.parse("2026-04-20T10:00:00Z") - minute * 60_000).toISOString().replace(".000Z", "+0000");
    for (let n = 0; n < 40; n++) played().media.push(media(`p${n}`, { timestamp: at(n) }));
    const { connection } = await own();
    const wanted = { connection_id: connection.id, kind: "insights", pages: 3 };
    expect(await must(world.w, "POST", "/v1/platform-runs/budget", wanted)).toMatchObject({
      ...{ steps: 4, accounts: 1, quotas: [{ key: "instagram_insights", needed: 85, left: 4_800 }] },
    });
    const run = await start(connection, { kind: "insights", pages: 3 });
    world.platforms.instagram.refusals.push(...Array.from({ length: 40 }, () => undefined), {
      code: 4,
      message: "Application request limit reached",
    });
    expect(await perform(run)).toMatchObject({
      state: "paused",
      steps_done: 2,
      problem: expect.stringContaining("less often (4)") as string,
    });
    world.t.clock.set("2026-05-01T12:00:00Z");
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 41 } });
    expect(await rowsOf("post_snapshots")).toHaveLength(40);
    expect((await rowsOf("account_snapshots")).at(-1)!["evidence"]).toContain("means over 40 posts");
  });

  test("wants the account to be a creator's here, and is not of YouTube", async () => {
    const connection = await world.connectInstagram();
    const reply = await world.w.call("POST", "/v1/platform-runs", { connection_id: connection.id, kind: "insights" });
    expect(reply).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("No creator here has the account @our.brand") as string },
    });
    const youtube = await world.connectYoutube();
    const other = await world.w.call("POST", "/v1/platform-runs", { connection_id: youtube.id, kind: "insights" });
    expect(other.body).toMatchObject({ errors: [{ pointer: "/kind" }] });
  });

  test.each([
    [
      "the permission is missing",
      { code: 10, message: "(#10) Application does not have permission for this action" },
      "instagram_manage_insights",
    ],
    ["the account is restricted", { code: 25, subcode: 2_207_050, message: "The Instagram account is restricted." }, "Sign in to the app"],
    ["Meta ended the version", { code: 2_635, message: "You are calling a deprecated version" }, "VOUCH_META_GRAPH_VERSION"],
  ])("stops the run where %s, and says what to do", async (_why, error, said) => {
    const { connection } = await own();
    world.platforms.instagram.refusals.push(error);
    expect(await read(connection)).toMatchObject({ state: "stopped", problem: expect.stringContaining(said) as string });
    expect(await rowsOf("account_snapshots")).toEqual([]);
    expect(await world.connection()).toMatchObject({ state: "working" });
  });
});

describe("stories", () => {
  const story = (id: string, timestamp: string, insights: OwnMedia["insights"]): OwnMedia => ({ id, timestamp, insights });

  test("are read every hour while they are up, their last numbers stand, and fewer than five viewers are not zero", async () => {
    await own();
    const few = { code: 10, message: "(#10) Not enough viewers for the media to show insights" };
    played().stories.push(story("11", "2026-05-01T08:00:00+0000", { views: 50, reach: 40, link_clicks: 0 }));
    played().stories.push(story("12", "2026-05-01T09:00:00+0000", few));
    await readAllStories(world.t.ctx);
    Object.assign(played().stories, [story("11", "2026-05-01T08:00:00+0000", { views: 90, reach: 70, shares: 2, link_clicks: 3 })]);
    world.t.clock.set("2026-05-02T07:00:00Z");
    await readAllStories(world.t.ctx);
    world.t.clock.set("2026-05-02T08:00:00Z");
    await readAllStories(world.t.ctx);
    expect(await rowsOf("post_snapshots")).toMatchObject([
      { views: 50n, reach: 40n, clicks: 0n, shares: null, likes: null, observed_at: new Date("2026-05-01T10:00:00Z") },
      { views: 90n, reach: 70n, clicks: 3n, shares: 2n, observed_at: new Date("2026-05-02T07:00:00Z") },
    ]);
    const { data } = await must<{ data: object[] }>(world.w, "GET", "/v1/posts");
    expect(data).toMatchObject([
      { format: "story", external_id: "12", url: "https://www.instagram.com/stories/our.brand/12" },
      { format: "story", external_id: "11" },
    ]);
  });

  test("are asked about without clicks where Instagram does not tell those", async () => {
    await own();
    played().stories.push(story("11", "2026-05-01T08:00:00+0000", { views: 50, reach: 40, shares: 1 }));
    world.platforms.instagram.refusals.push(undefined, {
      code: 100,
      message: "(#100) metric[3] must be one of the following values: reach",
    });
    await readAllStories(world.t.ctx);
    expect(await world.postRows()).toMatchObject([{ views: 50n, reach: 40n, clicks: null }]);
  });

  test("of an account that no creator here has are not asked about; while Meta is away nothing changes; a revoked token becomes a state", async () => {
    await world.connectInstagram();
    world.platforms.asked.length = 0;
    await readAllStories(world.t.ctx);
    expect(world.platforms.asked).toEqual([]);
    await world.creatorOn("instagram", madeApp.username);
    world.platforms.outages.push("drops");
    await readAllStories(world.t.ctx);
    expect(await world.connection()).toMatchObject({ state: "working", problem: null });
    world.platforms.instagram.refusals.push({ code: 190, subcode: 467, message: "Invalid access token" });
    await readAllStories(world.t.ctx);
    expect(await world.connection()).toMatchObject({ state: "refused", problem: expect.stringContaining("revoked") as string });
    expect(await world.postRows()).toEqual([]);
  });
});

test("an account whose owner signed in with Instagram itself is read by its own token, at Instagram's own host, without a proof", async () => {
  const creators = "17841400000000777";
  const permissions = [insightsPermission];
  const user = { userId: creators, username: "a.creator", own: played() };
  world.platforms.instagramLogin.tokens.set("a-creators-own-token", { user, permissions, endsMs: Number.POSITIVE_INFINITY });
  Object.assign(played(), { followers: 300, demographics, media: [media("p1")] });
  played().stories.push({ id: "11", timestamp: "2026-05-01T08:00:00+0000", insights: { reach: 9 } });
  const line = openLine(world.w.ctx, { id: undefined, platform: "instagram", secret: "" });
  const access = { login: "instagram", token: "a-creators-own-token", accountId: creators, hasInsights: true } as const;
  expect(await readOwnAccount(line, access)).toMatchObject({
    account: { externalId: creators, handle: "a.creator", followers: 300 },
    audience: { genders: { female: 0.6 } },
  });
  expect(await readOwnPosts(line, access, undefined)).toMatchObject({ posts: [{ externalId: "p1", reach: 500 }], nextPage: undefined });
  expect(await readStories(line, access)).toMatchObject({ stories: [{ externalId: "11", format: "story", reach: 9 }], isMore: false });
  await expect(readStories(line, { ...access, token: "another" })).rejects.toMatchObject({ kind: "stale" });
  expect(world.platforms.asked.some(({ query }) => query.has("appsecret_proof"))).toBe(false);
});

describe("numbers", () => {
  test("that are left out, empty or no numbers are not there, and zero is", () => {
    const rows = [
      { name: "a", values: [{ value: 0 }] },
      { name: "b", values: [] },
      { name: "c", total_value: { value: "7" } },
      { name: "d" },
    ];
    expect(insightValues(rows)).toEqual(new Map([["a", 0]]));
  });

  test("of an audience are shares of those of whom something is known, so that 45 cities do not pass for all", () => {
    const none = new Map<string, number>();
    expect(audienceOf({ age: none, gender: none, country: none, city: new Map([["Berlin", 9]]) })).toEqual({});
    const country = new Map([["DE", 100]]);
    expect(audienceOf({ age: none, gender: none, country, city: new Map([["Berlin", 25]]) })).toEqual({
      countries: { DE: 1 },
      cities: { Berlin: 0.25 },
    });
  });

  test("of posts of which a part is not known, or that are older, make no rate by reach", () => {
    const post = { postedAtMs: 10, likes: 1, comments: 1, saves: 1, shares: 1, reach: 40 };
    expect([reachRateOf([post, { ...post, saves: null }], 0), reachRateOf([post], 11), reachRateOf([{ ...post, reach: 0 }], 0)]).toEqual([
      0.1,
      undefined,
      undefined,
    ]);
  });
});
