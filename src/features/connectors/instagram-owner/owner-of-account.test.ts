import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { makeOwn, type OwnMedia } from "../../../../test/played-insights.ts";
import { insightsPermission, madeInstagramApp } from "../../../../test/played-instagram-login.ts";
import { openSignInWorld, type SignInRun, type SignInWorld } from "../../../../test/sign-in-world.ts";
import { untilSomebodyWaits } from "../../../../test/until-somebody-waits.ts";
import { parseId } from "../../../kernel/ids.ts";
import { inTransaction, type Database } from "../../../platform/db/database.ts";
import { eraseCreator } from "../../privacy/service.ts";
import { readAllStories } from "../stories/service.ts";
import { renewGrants } from "../tokens/service.ts";

let world: SignInWorld;
let w: TestWorkspace;
let ana: Made;
const userId = "17841400000000007";
const numbers = { views: 900, reach: 500, likes: 10, comments: 2, saved: 5, shares: 1 };
const reel = (id: string, day: number, more: Partial<OwnMedia> = {}): OwnMedia => ({
  ...{ id, timestamp: `2026-04-${day}T10:00:00+0000`, caption: "Up #wandern", type: "VIDEO", product: "REELS" },
  ...{ likes: 10, comments: 2, insights: numbers },
  ...more,
});
const demographics = {
  age: { "18-24": 300, "25-34": 700 },
  gender: { F: 600, M: 300, U: 100 },
  country: { DE: 700, AT: 200 },
  city: { "Berlin, Berlin": 150 },
};
const audience = {
  ages: { "18-24": 0.3, "25-34": 0.7 },
  genders: { female: 0.6, male: 0.3 },
  countries: { DE: 0.7, AT: 0.2 },
  cities: { "Berlin, Berlin": 0.15 },
};
beforeAll(async () => {
  world = await openSignInWorld();
});
beforeEach(async () => {
  const { instagramLogin, asked, outages } = world.platforms;
  world.t.clock.set("2026-05-01T10:00:00Z");
  asked.length = outages.length = instagramLogin.refusals.length = 0;
  instagramLogin.tokens.clear();
  instagramLogin.denied.clear();
  const own = { ...makeOwn(), followers: 12_345, following: 12, posts: 2, demographics, totals: { views: 9_000, reach: 4_000 } };
  own.media.push(reel("x1", 21), reel("x2", 20, { insights: { ...numbers, reach: 300 } }));
  instagramLogin.signedIn = { userId, username: "ana.gram", own };
  w = await world.t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana.gram" }] });
});
afterAll(() => world.close());

const login = () => world.platforms.instagramLogin;
const own = () => login().signedIn!.own;

/** The creator signs in: the run that reads the figures, not yet begun. */
async function connect(): Promise<SignInRun> {
  await must(w, "POST", "/v1/sign-in-platforms", madeInstagramApp);
  expect((await world.signIn(await world.invite(w, ana), "instagram")).statusCode).toBe(200);
  world.platforms.asked.length = 0;
  return (await world.runs(w))[0]!;
}
const connectAndRead = async (): Promise<SignInRun> => world.perform(w, await connect());
async function readAgain(): Promise<SignInRun> {
  const { id } = await world.connection(w);
  return world.perform(w, await must<SignInRun>(w, "POST", "/v1/platform-runs", { connection_id: id, kind: "figures" }));
}
/** Holds the creator as whoever erases her does: who keeps something of her waits. */
const hold = (db: Database) => sql`select from creators where id = ${parseId("cre", ana.id)!} for update`.execute(db);
const snapshots = () => world.rowsOf(w, "account_snapshots");
const postNumbers = () => world.rowsOf(w, "post_snapshots");
const details = async ({ id }: SignInRun) =>
  (
    await must<{ data: { outcome: string; detail: string; totals: object | null }[] }>(
      w,
      "GET",
      `/v1/platform-runs/${id}/findings?limit=200`,
    )
  ).data;
const pathsAsked = () => world.platforms.asked.map(({ path }) => path.replace(/^\/v\d+\.0\//, ""));
const answered = (count: number): undefined[] => Array.from({ length: count }, () => undefined);

test("an app that Instagram does not take is refused in plain words", async () => {
  for (const wrong of [{ client_id: "1234567" }, { client_secret: "another-secret" }]) {
    const reply = await w.call("POST", "/v1/sign-in-platforms", { ...madeInstagramApp, ...wrong });
    expect(reply).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Instagram does not take the app") as string } });
  }
});

describe("with insights", () => {
  test("the owner gives figures of grade A, who follows in shares, reach, saves and means with the rate by reach, and 28 days", async () => {
    const run = await connectAndRead();
    expect(run).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    const evidence = "Instagram API with Instagram Login, permitted by the account's owner; insights for the owner: without advertisements";
    expect(await snapshots()).toMatchObject([
      { source: "instagram", grade: "A", followers: 12_345n, following: 12n, posts_count: 2n, avg_likes: null, audience },
      {
        grade: "A",
        avg_likes: "10.000",
        avg_comments: "2.000",
        avg_views: "900.000",
        avg_shares: "1.000",
        stated_rates: { er_reach: 0.045 },
      },
    ]);
    for (const row of await snapshots()) expect(row["evidence"]).toContain(evidence);
    expect(await world.rowsOf(w, "posts", "posted_at")).toMatchObject([{ format: "reel", hashtags: ["wandern"] }, { format: "reel" }]);
    expect(new Set((await postNumbers()).map(({ reach }) => reach))).toEqual(new Set([300n, 500n]));
    expect(await postNumbers()).toMatchObject([
      { views: 900n, saves: 5n, shares: 1n },
      { views: 900n, saves: 5n, shares: 1n },
    ]);
    expect(await details(run)).toMatchObject([
      { outcome: "taken", detail: "", totals: { views: 9_000, reach: 4_000, until: "2026-04-29" } },
    ]);
    expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ accounts: [{ external_id: userId }] });
    const ofAccount = [userId, ...Array<string>(6).fill(`${userId}/insights`)];
    expect(pathsAsked()).toEqual([...ofAccount, `${userId}/stories`, `${userId}/media`, "x1/insights", "x2/insights"]);
  });

  test("fifty posts are read, each page a step, and the calls are said before, against as many as the owners who signed in have", async () => {
    for (let n = 0; n < 60; n++) own().media.push(reel(`y${n}`, 10, { likes: 20, insights: { ...numbers, likes: 20 } }));
    expect(await connectAndRead()).toMatchObject({ state: "done", steps: 4, steps_done: 4, counts: { taken: 1 } });
    expect(await postNumbers()).toHaveLength(50);
    expect((await snapshots()).at(-1)!["evidence"]).toContain("means over 50 posts of the last 90 days");
    expect(world.platforms.asked).toHaveLength(60);
    const { id } = await world.connection(w);
    expect(await must(w, "POST", "/v1/platform-runs/budget", { connection_id: id, kind: "figures" })).toMatchObject({
      ...{ accounts: 1, steps: 4, days: 1 },
      quotas: [{ key: "instagram_insights", needed: 160, left: 4_800 - 61 }],
    });
    const eva = await makeCreator(w, { name: "Eva", accounts: [{ platform: "instagram", handle: "eva.gram" }] });
    login().signedIn = { ...login().signedIn!, userId: "17841400000000008", username: "eva.gram" };
    expect((await world.signIn(await world.invite(w, eva), "instagram")).statusCode).toBe(200);
    expect(await must(w, "POST", "/v1/platform-runs/budget", { connection_id: id, kind: "figures" })).toMatchObject({
      quotas: [{ key: "instagram_insights", needed: 320, left: 9_600 - 62 }],
    });
  });

  test("below a hundred followers who follows is not asked for, not known and said; the rest is kept", async () => {
    own().followers = 99;
    const run = await connectAndRead();
    expect(await details(run)).toMatchObject([
      { outcome: "taken", detail: "Instagram tells who follows from 100 followers on; this account has 99." },
    ]);
    expect(await snapshots()).toMatchObject([{ followers: 99n, audience: {} }, { stated_rates: { er_reach: 0.045 } }]);
    expect(pathsAsked().filter((path) => path === `${userId}/insights`)).toHaveLength(2);
  });

  test.each([
    ["before the account was professional", { code: 100, subcode: 2_108_006, message: "The media was posted before the conversion" }],
    ["that is gone", { code: 100, subcode: 33, message: "Unsupported get request." }],
    ["that is not permitted", { code: 10, message: "(#10) Application does not have permission for this action" }],
    ["whose metric is refused", { code: 100, message: "(#100) The Media Insights API does not support the shares metric" }],
  ])("a post %s has no numbers but likes and comments, and the others go on", async (_which, insights) => {
    own().media.push(reel("x0", 22, { insights }));
    expect(await connectAndRead()).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    const rows = (await postNumbers()).toSorted((a, b) => Number(a["reach"]) - Number(b["reach"]));
    const told = rows.map(({ likes, comments, views, reach, saves }) => [likes, comments, views, reach, saves]);
    expect(told).toEqual([
      [10n, 2n, null, null, null],
      [10n, 2n, 900n, 300n, 5n],
      [10n, 2n, 900n, 500n, 5n],
    ]);
    expect((await snapshots()).at(-1)).toMatchObject({ avg_likes: "10.000", avg_views: "900.000", stated_rates: { er_reach: 0.045 } });
  });
});

describe("without insights", () => {
  const unknown = "The owner did not permit the insights. Who follows is not known.";

  test("figures and posts are kept, the audience is said to be not known, and none are asked for", async () => {
    login().denied.add(insightsPermission);
    const run = await connectAndRead();
    expect(run).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(await snapshots()).toMatchObject([
      { grade: "A", followers: 12_345n, audience: {}, stated_rates: {} },
      { avg_likes: "10.000", avg_views: null, stated_rates: {} },
    ]);
    expect((await snapshots())[0]!["evidence"]).not.toContain("insights");
    expect(await postNumbers()).toMatchObject([
      { likes: 10n, views: null, reach: null, saves: null },
      { likes: 10n, views: null },
    ]);
    expect(await details(run)).toMatchObject([{ outcome: "taken", detail: unknown, totals: { views: null, reach: null } }]);
    expect(pathsAsked()).toEqual([userId, `${userId}/stories`, `${userId}/media`]);
  });

  test("that were permitted before, what was known stays as it was seen", async () => {
    await connectAndRead();
    login().denied.add(insightsPermission);
    expect((await world.signIn(await world.invite(w, ana), "instagram")).statusCode).toBe(200);
    world.t.clock.set("2026-05-02T10:00:00Z");
    expect(await readAgain()).toMatchObject({ counts: { taken: 1 } });
    expect((await snapshots()).map((row) => [row["observed_on"], row["audience"]])).toEqual([
      ["2026-05-01", audience],
      ["2026-05-01", {}],
      ["2026-05-02", {}],
      ["2026-05-02", {}],
    ]);
    const { accounts } = await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${ana.id}`);
    const known = await must<object>(w, "GET", `/v1/creators/${ana.id}/accounts/${accounts[0]!.id}/figures`);
    expect(JSON.stringify(known)).toContain('"Berlin, Berlin":0.15');
  });

  test("although the owner permitted them, as while Meta has not approved the app, it is the same, in Instagram's words", async () => {
    const run = await connect();
    for (const [token, held] of login().tokens) login().tokens.set(token, { ...held, permissions: ["instagram_business_basic"] });
    expect(await world.perform(w, run)).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(await details(run)).toMatchObject([
      {
        detail: expect.stringMatching(
          /^Instagram refused \(10: .*Meta has not approved the app for it\. Who follows is not known\.$/,
        ) as string,
      },
    ]);
    expect(pathsAsked()).toEqual([userId, `${userId}/insights`, `${userId}/insights`, `${userId}/stories`, `${userId}/media`]);
    expect(await world.connection(w)).toMatchObject({ state: "working", problem: null });
  });
});

describe("stories that are up", () => {
  const story = (id: string, hour: string, insights: OwnMedia["insights"]): OwnMedia => ({
    id,
    timestamp: `2026-05-01T${hour}:00:00+0000`,
    insights,
  });
  const few = { code: 10, message: "(#10) Not enough viewers for the media to show insights" };
  const seenStories = async () => (await world.rowsOf(w, "posts", "posted_at")).filter(({ format }) => format === "story");
  const numbersOfStories = async () => {
    const ids = new Set((await seenStories()).map(({ id }) => id));
    return (await postNumbers()).filter(({ post_id }) => ids.has(post_id));
  };
  const storiesOf = async () => (await must<{ data: object[] }>(w, "GET", `/v1/posts?creator_id=${ana.id}&format=story`)).data;

  test("are read with the figures, each with its numbers, source, time and grade; fewer than five viewers are not known", async () => {
    own().stories.push(story("s1", "08", { views: 50, reach: 40, shares: 1, link_clicks: 0 }), story("s2", "09", few));
    const run = await connectAndRead();
    expect(run).toMatchObject({ state: "done", counts: { taken: 2, none: 1 }, problem: null });
    expect(await details(run)).toMatchObject([
      { outcome: "taken", detail: "" },
      { outcome: "none", detail: "Instagram does not tell how often it was seen." },
      { outcome: "taken", detail: "" },
    ]);
    const evidence = expect.stringContaining("permitted by the account's owner") as string;
    expect(await numbersOfStories()).toMatchObject([
      { views: 50n, reach: 40n, shares: 1n, clicks: 0n, likes: null, comments: null, source: "instagram", grade: "A", evidence },
    ]);
    const at = { observed_at: "2026-05-01T10:00:00.000Z", source: "instagram", grade: "A" };
    expect(await storiesOf()).toMatchObject([
      { external_id: "s2", counts: { views: null, reach: null, clicks: null } },
      { external_id: "s1", counts: { views: { count: 50, ...at }, clicks: { count: 0, ...at }, likes: null } },
    ]);
  });

  test("come once however often they are read, their last numbers stand, and after a day what is missing is not known", async () => {
    own().stories.push(story("s1", "08", { views: 50, reach: 40 }));
    await connectAndRead();
    own().stories[0] = story("s1", "08", { views: 90, reach: 70, link_clicks: 3 });
    own().stories.push(story("s2", "20", { views: 7, reach: 6 }));
    world.t.clock.set("2026-05-02T07:00:00Z");
    await readAllStories(world.t.ctx);
    expect(await readAgain()).toMatchObject({ state: "done" });
    world.t.clock.set("2026-05-02T08:00:00Z");
    await readAllStories(world.t.ctx);
    world.t.clock.set("2026-05-03T08:00:00Z");
    await readAllStories(world.t.ctx);
    expect(await readAgain()).toMatchObject({ state: "done", counts: { taken: 1 } });
    expect(await storiesOf()).toMatchObject([
      { external_id: "s2", counts: { views: { count: 7, observed_at: "2026-05-02T08:00:00.000Z" } } },
      { external_id: "s1", counts: { views: { count: 90, observed_at: "2026-05-02T07:00:00.000Z" }, clicks: { count: 3 } } },
    ]);
    expect((await numbersOfStories()).filter(({ views }) => views === 0n)).toEqual([]);
  });

  test("are the newest fifty, with no more calls than the run said before, and it is said that there are more", async () => {
    const early = (n: number) => `08:${n.toString().padStart(2, "0")}`;
    for (let n = 0; n < 58; n++) own().stories.push({ id: `s${n}`, timestamp: `2026-05-01T${early(n)}:00+0000`, insights: few });
    const unsupported = { code: 100, message: "(#100) metric[3] must be one of the following values: reach" };
    own().stories.push(story("s58", "09", unsupported));
    const run = await connectAndRead();
    expect(run).toMatchObject({ state: "done", steps: 4, steps_done: 4 });
    const findings = await details(run);
    expect(findings.at(-1)).toMatchObject({
      outcome: "none",
      detail: "More stories are up than the newest 50: of the others nothing is known.",
    });
    expect(await seenStories()).toHaveLength(50);
    const { id } = await world.connection(w);
    expect(await must(w, "POST", "/v1/platform-runs/budget", { connection_id: id, kind: "figures" })).toMatchObject({
      calls: expect.arrayContaining([
        { call: "ig-user/stories", count: 1, units: 1, quota: "instagram_insights" },
        { call: "ig-media/insights", count: 150, units: 150, quota: "instagram_insights" },
      ]) as object,
      quotas: [{ needed: 160 }],
    });
    expect(pathsAsked().filter((path) => path.startsWith("s"))).toHaveLength(51);
    expect(world.platforms.asked.length).toBeLessThanOrEqual(160);
  });

  test("of an owner who did not permit the insights are kept without numbers; where Instagram refuses them that is said and the posts go on", async () => {
    own().stories.push(story("s1", "08", { views: 50, reach: 40 }));
    login().denied.add(insightsPermission);
    expect(await connectAndRead()).toMatchObject({ state: "done", counts: { taken: 1, none: 1 } });
    expect(await storiesOf()).toMatchObject([{ external_id: "s1", counts: { views: null } }]);
    login().refusals.push(...answered(1), { code: 10, message: "(#10) Application does not have permission for this action" });
    const run = await readAgain();
    expect(run).toMatchObject({ state: "done", counts: { taken: 1, denied: 1 } });
    expect((await details(run))[1]).toMatchObject({ detail: expect.stringContaining("Stories are not known.") as string });
    expect(await numbersOfStories()).toEqual([]);
  });

  test("wait where Instagram says that there were too many calls, write nothing half, and go on from there", async () => {
    own().stories.push(story("s1", "08", { views: 50, reach: 40 }), story("s2", "09", { views: 5, reach: 5 }));
    const run = await connect();
    own().callsLeft = 9;
    expect(await world.perform(w, run)).toMatchObject({
      state: "paused",
      steps_done: 1,
      problem: expect.stringContaining("80002") as string,
    });
    expect(await seenStories()).toEqual([]);
    await readAllStories(world.t.ctx);
    expect(await seenStories()).toEqual([]);
    Object.assign(own(), { callsLeft: 1_000 });
    world.t.clock.advanceMs(3_600_000);
    expect(await world.perform(w, run)).toMatchObject({ state: "done", counts: { taken: 3 }, problem: null });
    expect(await numbersOfStories()).toHaveLength(2);
  });

  test("are read every hour of whoever's permission holds, and of nobody whose has ended", async () => {
    await connectAndRead();
    await readAllStories(world.t.ctx);
    own().stories.push(story("s1", "09", { views: 50, reach: 40 }));
    world.platforms.asked.length = 0;
    await readAllStories(world.t.ctx);
    expect(pathsAsked()).toEqual([`${userId}/stories`, "s1/insights"]);
    const [grant] = (await world.connected(w, ana)).data;
    await must(w, "POST", `/v1/connected-accounts/${grant!.id}/disconnect`);
    world.platforms.asked.length = 0;
    await readAllStories(world.t.ctx);
    expect(world.platforms.asked).toEqual([]);
  });

  test("are not asked for of whoever takes the permission back while others are being read", async () => {
    await connectAndRead();
    own().stories.push(story("s1", "09", { views: 50, reach: 40 }));
    const eva = await makeCreator(w, { name: "Eva", accounts: [{ platform: "instagram", handle: "eva.gram" }] });
    const evas = makeOwn();
    evas.stories.push(story("e1", "09", { views: 9, reach: 9 }));
    login().signedIn = { userId: "17841400000000009", username: "eva.gram", own: evas };
    expect((await world.signIn(await world.invite(w, eva), "instagram")).statusCode).toBe(200);
    const [grant] = (await world.connected(w, eva)).data;
    world.platforms.asked.length = 0;
    const { reading } = await inTransaction(w.ctx, async (within) => {
      await hold(within.db);
      const reading = readAllStories(world.t.ctx);
      await untilSomebodyWaits(world.t.ctx.db);
      await must(w, "POST", `/v1/connected-accounts/${grant!.id}/disconnect`);
      return { reading };
    });
    await reading;
    expect(pathsAsked()).toEqual([`${userId}/stories`, "s1/insights"]);
    expect(await seenStories()).toMatchObject([{ external_id: "s1" }]);
  });
});

describe("whoever is erased while they are read", () => {
  /** Erases the creator when whatever reads them is about to keep what it was told. */
  async function eraseWhile(read: () => Promise<unknown>): Promise<void> {
    const { reading } = await inTransaction(w.ctx, async (within) => {
      await hold(within.db);
      const reading = read();
      await untilSomebodyWaits(world.t.ctx.db);
      await eraseCreator(within, parseId("cre", ana.id)!, { do_not_contact: false, reason: "asked for" });
      return { reading };
    });
    await reading;
  }
  const kept = async () =>
    (await Promise.all(["account_profiles", "account_snapshots", "posts"].map((table) => world.rowsOf(w, table, "id")))).flat();

  test("in a run is not written down again, and the run goes on", async () => {
    const run = await connect();
    await eraseWhile(() => world.perform(w, run));
    expect(await kept()).toEqual([]);
    expect(await details(run)).toEqual([]);
    expect((await world.runs(w))[0]).toMatchObject({ state: "done", problem: null });
  });

  test("by their stories is not either", async () => {
    await connect();
    own().stories.push({ id: "s1", timestamp: "2026-05-01T09:00:00+0000", caption: "Up", insights: { views: 50, reach: 40 } });
    await eraseWhile(() => readAllStories(world.t.ctx));
    expect(await kept()).toEqual([]);
  });
});

describe("in the middle of an account", () => {
  test("a fault of Instagram's overwrites nothing: what was known stays, and the run goes on where it was", async () => {
    await connectAndRead();
    const before = [await snapshots(), await postNumbers()];
    world.t.clock.set("2026-05-02T10:00:00Z");
    const fault = { status: 500, body: { error: { code: 2, message: "An unexpected error has occurred." } } };
    world.platforms.outages.push(...answered(4), fault);
    const { id } = await readAgain();
    expect([await snapshots(), await postNumbers()]).toEqual(before);
    world.t.clock.advanceMs(3_600_000);
    world.platforms.outages.push(...answered(9), fault);
    const run = await must<SignInRun>(w, "GET", `/v1/platform-runs/${id}`);
    expect(await world.perform(w, run)).toMatchObject({
      state: "paused",
      steps_done: 2,
      problem: expect.stringContaining("overwritten") as string,
    });
    expect(await postNumbers()).toEqual(before[1]);
    expect((await snapshots()).slice(0, 2)).toEqual(before[0]);
    expect((await snapshots()).at(-1)).toMatchObject({ followers: 12_345n, audience });
    world.t.clock.advanceMs(3_600_000);
    world.platforms.asked.length = 0;
    expect(await world.perform(w, run)).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(pathsAsked()).toEqual([`${userId}/media`, "x1/insights", "x2/insights"]);
    expect(await postNumbers()).toHaveLength(4);
  });

  test.each([4, 17, 32])("a rate that is exceeded (%d) is waited for", async (code) => {
    const run = await connect();
    login().refusals.push(...answered(5), { code, message: "Application request limit reached" });
    expect(await world.perform(w, run)).toMatchObject({ state: "paused", steps_done: 0, counts: {} });
    expect(await snapshots()).toEqual([]);
    world.t.clock.set("2026-05-01T12:00:00Z");
    expect(await world.perform(w, run)).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("a token that is not taken is renewed, and one that stays untaken ends the permission; what was read before stays", async () => {
    const run = await connect();
    const stale = { code: 190, message: "Error validating access token" };
    login().refusals.push(...answered(8), stale);
    expect(await world.perform(w, run)).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(world.calls("/refresh_access_token")).toBe(1);
    world.t.clock.set("2026-05-02T10:00:00Z");
    login().refusals.push(...answered(7), stale, stale);
    expect(await readAgain()).toMatchObject({ state: "done", counts: { taken: 1, denied: 1 } });
    expect((await world.connected(w, ana)).data).toMatchObject([{ state: "ended" }]);
    expect((await snapshots()).at(-1)).toMatchObject({ observed_on: "2026-05-02", followers: 12_345n, audience });
  });
});

test("a version that Meta does not answer any more stops the run with what to do, and is not the owner's matter", async () => {
  const run = await connect();
  login().refusals.push({ code: 2_635, message: "You are calling a deprecated version" });
  expect(await world.perform(w, run)).toMatchObject({
    state: "stopped",
    problem: expect.stringContaining("VOUCH_META_GRAPH_VERSION") as string,
  });
  expect((await world.connected(w, ana)).data).toMatchObject([{ state: "working" }]);
});

test("the page says what insights are for, and that the rest is read without them", async () => {
  await must(w, "POST", "/v1/sign-in-platforms", madeInstagramApp);
  const page = await world.get(await world.invite(w, ana));
  expect(page.body).toContain("if you permit the insights, and from 100 followers on: of which ages and genders your followers are");
  expect(page.body).toContain("Without them the rest is still read");
});

test("a token of sixty days is renewed in the last thirty, and one that Instagram took back becomes a state", async () => {
  await connectAndRead();
  const held = () => [...login().tokens.keys()].at(-1);
  const first = held();
  world.t.clock.advanceMs(29 * 86_400_000);
  await renewGrants(world.t.ctx);
  expect(held()).toBe(first);
  world.t.clock.advanceMs(2 * 86_400_000);
  await renewGrants(world.t.ctx);
  expect(held()).not.toBe(first);
  world.t.clock.advanceMs(40 * 86_400_000);
  expect(await readAgain()).toMatchObject({ counts: { taken: 1 } });
  login().tokens.clear();
  expect(await readAgain()).toMatchObject({ state: "done", counts: { denied: 1 } });
  expect((await world.connected(w, ana)).data).toMatchObject([{ state: "ended" }]);
});
