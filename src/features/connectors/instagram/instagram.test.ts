import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { must, type Made } from "../../../../test/builders.ts";
import { brandToken, ownInstagram, platformWorld, type ShownConnection } from "../../../../test/platform-runs.ts";
import { madeApp, madeVersion, type MadeAccount, type MadeMedia } from "../../../../test/played-instagram.ts";
import { parseId } from "../../../kernel/ids.ts";
import { bioOf } from "../bios/service.ts";
import { renewTokens } from "../tokens/service.ts";

const world = platformWorld();
const { perform, findings, start, rowsOf, connection } = world;
const connect = () => world.connectInstagram();

const account = (at: number, more: Partial<MadeAccount> = {}): MadeAccount => ({
  ...{ id: `17841${at.toString().padStart(12, "0")}`, username: `creator${at}`, name: `Creator ${at}`, biography: "Hiking in the Alps" },
  ...{ followers: 12_345, kind: "professional" },
  media: [
    {
      id: `p${at}a`,
      caption: "Up #Wandern",
      timestamp: "2026-04-20T10:00:00+0000",
      type: "VIDEO",
      product: "REELS",
      likes: 10,
      comments: 0,
    },
    { id: `p${at}b`, caption: "Down", timestamp: "2026-04-10T10:00:00+0000", type: "CAROUSEL_ALBUM", comments: 4 },
    { id: `p${at}c`, timestamp: "2025-01-01T10:00:00+0000", likes: 999, comments: 99 },
  ],
  ...more,
});

const refused = async (more: object) => (await world.w.call("POST", "/v1/platform-connections", { ...ownInstagram, ...more })).body;
const onInstagram = (at: number, handle = `creator${at}`): Promise<Made> => world.creatorOn("instagram", handle);
async function fill(count: number): Promise<ShownConnection> {
  for (let at = 1; at <= count; at++) {
    world.platforms.instagram.accounts.push(account(at));
    await onInstagram(at);
  }
  return connect();
}
describe("a token", () => {
  test("is exchanged for one that holds sixty days and tried on the account before it is kept; its end is shown", async () => {
    expect(await connect()).toMatchObject({
      ...{ method: "access_token", state: "working", account: "our.brand", expires_at: "2026-06-30T10:00:00.000Z" },
      quotas: [
        { key: "instagram_calls", limit: 200, used: 0 },
        { key: "instagram_insights", limit: 4_800, used: 0 },
        { key: "instagram_hashtags", limit: 30, used: 0 },
      ],
    });
    expect(world.platforms.asked.map(({ path }) => path)).toEqual([
      `/${madeVersion}/oauth/access_token`,
      `/${madeVersion}/${madeApp.account}`,
    ]);
    expect(world.platforms.asked[1]!.query.get("access_token")).toMatch(/^long-token/);
  });

  test("that has ended, of another app or without the account is refused in words, and nothing is kept", async () => {
    expect(await refused({ access_token: "a-token-that-is-not-known" })).toMatchObject({
      detail: expect.stringContaining("has ended") as string,
    });
    expect(await refused({ app_secret: "another-secret" })).toMatchObject({ detail: expect.stringContaining("id and secret") as string });
    expect(await refused({ account_id: "17841499999999999" })).toMatchObject({
      detail: expect.stringContaining("does not reach this account") as string,
    });
    expect(await refused({ account_id: "our.brand" })).toMatchObject({ errors: [{ pointer: "/account_id" }] });
    expect(await must(world.w, "GET", "/v1/platform-connections")).toEqual({ data: [] });
  });

  test("and the app's secret are nowhere to be read: not in an answer, not in the database, not in the audit", async () => {
    const shown = await connect();
    const { rows } = await sql<{ text: string }>`
      select row(c.*)::text as text from platform_connections c union all select row(e.*)::text from audit_events e`.execute(
      world.t.ctx.db,
    );
    for (const text of [JSON.stringify(shown), ...rows.map((row) => row.text)])
      for (const secret of [brandToken, "long-token", madeApp.secret]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString("hex"));
      }
  });

  test("is renewed by the worker within thirty days of its end, not before, and while Meta is away nothing changes", async () => {
    await connect();
    world.t.clock.set("2026-05-30T10:00:00Z");
    await renewTokens(world.t.ctx);
    expect(await connection()).toMatchObject({ expires_at: "2026-06-30T10:00:00.000Z" });
    world.t.clock.set("2026-06-02T10:00:00Z");
    world.platforms.outages.push("drops");
    await renewTokens(world.t.ctx);
    expect(await connection()).toMatchObject({ state: "working", expires_at: "2026-06-30T10:00:00.000Z" });
    await renewTokens(world.t.ctx);
    expect(await connection()).toMatchObject({ state: "working", expires_at: "2026-08-01T10:00:00.000Z" });
    world.platforms.instagram.accounts.push(account(1));
    await onInstagram(1);
    expect(await perform(await start(await connection()))).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("that was revoked becomes a state that says what to do, and another one makes it work again", async () => {
    const before = await fill(1);
    const run = await start(before);
    world.platforms.instagram.refusals.push({ code: 190, subcode: 467, message: "Invalid access token" });
    expect(await perform(run)).toMatchObject({ state: "stopped", problem: expect.stringContaining("revoked") as string });
    expect(await connection()).toMatchObject({ state: "refused", problem: expect.stringContaining("Graph API Explorer") as string });
    const change = (body: object) => world.w.call("PATCH", `/v1/platform-connections/${before.id}`, body);
    expect((await change({ api_key: "a-good-key" })).body).toMatchObject({ errors: [{ pointer: "/access_token" }] });
    expect((await change({ access_token: brandToken })).body).toMatchObject({ state: "working", problem: null });
    await must(world.w, "POST", `/v1/platform-runs/${run.id}/continue`);
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("that ended says so and is not tried for ever", async () => {
    await connect();
    world.platforms.instagram.tokens.clear();
    world.t.clock.set("2026-07-01T10:00:00Z");
    await renewTokens(world.t.ctx);
    expect(await connection()).toMatchObject({ state: "refused", problem: expect.stringContaining("has ended") as string });
    world.platforms.asked.length = 0;
    await renewTokens(world.t.ctx);
    expect(world.platforms.asked).toEqual([]);
  });

  test("that ended while Meta was away says that it was not renewed", async () => {
    await connect();
    world.t.clock.set("2026-07-01T10:00:00Z");
    world.platforms.outages.push("drops");
    await renewTokens(world.t.ctx);
    expect(await connection()).toMatchObject({ state: "refused", problem: expect.stringContaining("without being renewed") as string });
  });
});

describe("the figures of an account", () => {
  test("come by one call with source, time and grade; what is hidden or not told is not known, never zero", async () => {
    const run = await perform(await start(await fill(1)));
    expect(run).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    expect(await rowsOf("account_snapshots")).toMatchObject([
      {
        ...{ followers: 12_345n, posts_count: 3n, avg_likes: "10.000", avg_comments: "2.000", avg_views: null, avg_shares: null },
        ...{ following: null, source: "instagram", grade: "B", observed_on: "2026-05-01" },
      },
    ]);
    expect(await rowsOf("account_profiles")).toMatchObject([
      { state: "public", display_name: "Creator 1", bio: "Hiking in the Alps", country: null, is_verified: null },
    ]);
    expect(await world.postRows()).toMatchObject([
      { external_id: "p1a", format: "reel", hashtags: ["wandern"], views: null, likes: 10n, comments: 0n },
      { external_id: "p1b", format: "carousel", hashtags: [], views: null, likes: null, comments: 4n },
      { external_id: "p1c", format: "image", hashtags: [], views: null, likes: 999n, comments: 99n },
    ]);
  });

  test.each(["personal", "age-gated"] as const)(
    "of one that is %s are not to be had: a state with its reason, and no zeros",
    async (kind) => {
      world.platforms.instagram.accounts.push(account(1, { kind }));
      await onInstagram(1);
      const run = await perform(await start(await connect()));
      expect(run).toMatchObject({ state: "done", counts: { unavailable: 1 } });
      expect(await findings(run)).toMatchObject([{ detail: expect.stringContaining("private or personal, has an age limit") as string }]);
      expect(await rowsOf("account_profiles")).toMatchObject([{ state: "unavailable" }]);
      expect(await rowsOf("account_snapshots")).toEqual([]);
    },
  );

  test("that lost its name to another account are not given to the first one", async () => {
    const before = await fill(1);
    await perform(await start(before));
    world.platforms.instagram.accounts[0] = account(2, { username: "creator1", followers: 5 });
    const run = await perform(await start(before));
    expect(run.counts).toEqual({ unavailable: 1 });
    expect(await findings(run)).toMatchObject([{ detail: expect.stringContaining("another account now") as string }]);
    expect(await rowsOf("account_snapshots")).toMatchObject([{ followers: 12_345n }]);
  });

  test("are kept when Instagram goes away in the middle; nothing is overwritten, and the run goes on by itself", async () => {
    const run = await start(await fill(2));
    world.platforms.outages.push({ status: 200, body: "<html>down</html>" });
    expect(await perform(run)).toMatchObject({
      state: "paused",
      steps_done: 0,
      problem: expect.stringContaining("cannot be read") as string,
    });
    world.platforms.outages.push({
      status: 500,
      body: { error: { code: 2, message: "Service temporarily unavailable", is_transient: true } },
    });
    expect(await perform(run)).toMatchObject({ state: "paused", steps_done: 0 });
    expect(await rowsOf("account_snapshots")).toEqual([]);
    expect(await rowsOf("account_profiles")).toEqual([]);
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 2 } });
  });

  test("of one account that Instagram refuses do not hold up the others", async () => {
    const run = await start(await fill(2));
    world.platforms.instagram.refusals.push({ code: 100, message: "Invalid parameter" });
    const done = await perform(run);
    expect(done).toMatchObject({ state: "done", counts: { denied: 1, taken: 1 } });
    expect(await findings(done)).toMatchObject([{ detail: "Instagram refused (100: Invalid parameter)." }, { outcome: "taken" }]);
  });
});

describe("the bio of an account", () => {
  test("is asked for by one call; why it is not known is a sentence, also while Instagram is away", async () => {
    await fill(1);
    const bio = (handle: string) => bioOf(world.w.ctx, { platform: "instagram", handle });
    expect(await bio("creator1")).toEqual({ kind: "text", text: "Hiking in the Alps" });
    expect(await bio("nobody")).toEqual({ kind: "nothing", sentence: "Instagram shows no such account." });
    world.platforms.outages.push("drops");
    expect(await bio("creator1")).toMatchObject({ sentence: expect.stringContaining("Nothing was changed") as string });
  });
});

describe("the rate", () => {
  test.each([4, 17, 32, 613])("that code %i says is exceeded is waited for as long as the header says", async (code) => {
    const run = await start(await fill(1));
    world.platforms.instagram.headers = {
      "x-business-use-case-usage": JSON.stringify({
        [madeApp.account]: [{ type: "instagram", call_count: 100, total_time: 1, total_cputime: 1, estimated_time_to_regain_access: 19 }],
      }),
    };
    world.platforms.instagram.refusals.push({ code, message: "Application request limit reached" });
    const waiting = await perform(run);
    expect(waiting).toMatchObject({ state: "paused", problem: expect.stringContaining(`less often (${code})`) as string });
    const waitMs = Date.parse(waiting.resumes_at!) - world.t.ctx.now();
    expect(waitMs).toBeGreaterThanOrEqual(19 * 60_000);
    expect(waitMs).toBeLessThanOrEqual(20 * 60_000);
  });

  test("that is nearly used up is respected before Instagram refuses, and what was told is kept", async () => {
    const run = await start(await fill(2));
    world.platforms.instagram.headers = { "x-app-usage": '{"call_count":96,"total_time":25,"total_cputime":25}' };
    expect(await perform(run)).toMatchObject({ state: "paused", steps_done: 1, problem: expect.stringContaining("96 %") as string });
    world.platforms.instagram.headers = { "x-app-usage": "not what was agreed" };
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 2 } });
  });

  test("of two hundred calls an hour is counted here, and the run goes on in the next hour", async () => {
    const before = await fill(1);
    await sql`insert into platform_quota_uses (workspace_id, connection_id, quota, window_at, used)
      values (${world.w.id}, ${parseId("plc", before.id)!}, 'instagram_calls', '2026-05-01T10:00:00Z', 200)`.execute(world.t.ctx.db);
    const waiting = await perform(await start(before));
    expect(waiting).toMatchObject({ state: "paused", problem: expect.stringContaining("200 calls of this hour") as string });
    expect(Date.parse(waiting.resumes_at!)).toBeGreaterThanOrEqual(Date.parse("2026-05-01T11:00:00Z"));
    expect(Date.parse(waiting.resumes_at!)).toBeLessThanOrEqual(Date.parse("2026-05-01T11:01:00Z"));
  });
});

describe("a hashtag", () => {
  const media = (count: number): MadeMedia[] =>
    Array.from({ length: count }, (_, at) => ({ id: `h${at}`, caption: "Up", timestamp: "2026-05-01T08:00:00+0000", comments: at }));
  const ask = (of: ShownConnection, query: string, more: object = {}) => start(of, { kind: "hashtag", query, ...more });

  test("gives posts page by page without their authors, and makes nobody a creator's", async () => {
    world.platforms.instagram.hashtags.set("wandern", media(60));
    const run = await perform(await ask(await connect(), "#Wandern", { pages: 3, order: "recent" }));
    expect(run).toMatchObject({ state: "done", steps_done: 2, counts: { found: 60 } });
    expect((await findings(run))[1]).toMatchObject({
      ...{ handle: null, creator_id: null, found: null },
      post: { url: "https://www.instagram.com/p/h1/", likes: null, comments: 1, posted_at: "2026-05-01T08:00:00.000Z" },
    });
    expect(world.platforms.asked.map(({ path }) => path).slice(2)).toEqual([
      `/${madeVersion}/ig_hashtag_search`,
      ...Array<string>(2).fill(`/${madeVersion}/1000/recent_media`),
    ]);
    expect(await rowsOf("account_snapshots")).toEqual([]);
  });

  test("counts once in seven days, is shown before a run, and the thirty-first is refused with when the next is free", async () => {
    const of = await connect();
    const budget = (query: string) => must(world.w, "POST", "/v1/platform-runs/budget", { connection_id: of.id, kind: "hashtag", query });
    for (let at = 0; at < 30; at++) {
      expect(await budget(`tag${at}`)).toMatchObject({ quotas: [{ needed: 2 }, { key: "instagram_hashtags", needed: 1, left: 30 - at }] });
      await perform(await ask(of, `tag${at}`));
      world.t.clock.advanceMs(60_000);
    }
    expect(await budget("TAG0")).toMatchObject({ quotas: [{}, { needed: 0, left: 0, resets_at: "2026-05-08T10:00:00.000Z" }] });
    expect(await perform(await ask(of, "#tag0"))).toMatchObject({ state: "done" });
    const late = { connection_id: of.id, kind: "hashtag", query: "another" };
    const reply = await world.w.call("POST", "/v1/platform-runs", late);
    expect(reply).toMatchObject({ status: 409, body: { detail: expect.stringContaining("2026-05-08T10:00:00.000Z") as string } });
    await must(world.w, "POST", `/v1/platform-connections/${of.id}/remove`);
    expect((await connect()).quotas[2]).toMatchObject({ used: 30, left: 0 });
    world.t.clock.set("2026-05-08T10:00:01Z");
    expect((await connection()).quotas[2]).toMatchObject({ used: 29, left: 1 });
  });

  test("of which two runs take the last place waits in the one that came later", async () => {
    const of = await connect();
    for (let at = 0; at < 29; at++) await perform(await ask(of, `tag${at}`));
    world.t.clock.advanceMs(60_000);
    const [first, second] = [await ask(of, "first"), await ask(of, "second")];
    const ended = await Promise.all([perform(first), perform(second)]);
    expect(ended.map(({ state }) => state).toSorted()).toEqual(["done", "paused"]);
    const waiting = ended.find(({ state }) => state === "paused")!;
    expect(waiting.resumes_at! >= "2026-05-08T10:00:00.000Z").toBe(true);
  });

  test("that nobody used gives nothing; without the permission the run stops, says so, and figures still work", async () => {
    world.platforms.instagram.accounts.push(account(1));
    await onInstagram(1);
    const of = await connect();
    expect(await perform(await ask(of, "nobody"))).toMatchObject({ state: "done", counts: {} });
    world.platforms.instagram.hasPublicContent = false;
    expect(await perform(await ask(of, "wandern"))).toMatchObject({
      ...{ state: "stopped", problem: expect.stringContaining("Instagram Public Content Access") as string },
    });
    expect(await connection()).toMatchObject({ state: "working" });
    expect(await perform(await start(of))).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("with a space or an emoji is refused at its place, as is a search, which Instagram has not", async () => {
    const of = await connect();
    const wrong = async (body: object) => (await world.w.call("POST", "/v1/platform-runs", { connection_id: of.id, ...body })).body;
    expect(await wrong({ kind: "hashtag", query: "two words" })).toMatchObject({ errors: [{ pointer: "/query" }] });
    expect(await wrong({ kind: "hashtag", query: "#sun🌞" })).toMatchObject({ errors: [{ pointer: "/query" }] });
    expect(await wrong({ kind: "search", query: "hiking" })).toMatchObject({ errors: [{ pointer: "/kind" }] });
  });
});
