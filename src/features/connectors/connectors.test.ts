import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { testSecret } from "../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../test/builders.ts";
import { platformWorld, type ShownConnection, type ShownRun } from "../../../test/platform-runs.ts";
import type { MadeChannel } from "../../../test/played-youtube.ts";
import { parseId } from "../../kernel/ids.ts";

const world = platformWorld();
const { perform, findings, start, rowsOf } = world;
const connect = () => world.connectYoutube();

const channel = (at: number, more: Partial<MadeChannel> = {}): MadeChannel => ({
  ...{ id: `UC${at.toString().padStart(22, "0")}`, handle: `channel${at}`, title: `Channel ${at}`, subscribers: 12_345 },
  ...{ description: "Hiking in the Alps", country: "AT" },
  videos: [
    { id: `v${at}a`, title: "Up #Wandern", publishedAt: "2026-04-20T10:00:00Z", views: 100, likes: 10, comments: 0 },
    { id: `v${at}b`, title: "Down", publishedAt: "2026-04-10T10:00:00Z", views: 300 },
    { id: `v${at}c`, title: "Long ago", publishedAt: "2025-01-01T10:00:00Z", views: 9_999, likes: 999, comments: 99 },
  ],
  ...more,
});

const onYoutube = (at: number, handle = `channel${at}`): Promise<Made> => world.creatorOn("youtube", handle);
/** Makes channels and a creator of each. */
async function fill(count: number): Promise<ShownConnection> {
  for (let at = 1; at <= count; at++) {
    world.platforms.youtube.channels.push(channel(at));
    await onYoutube(at);
  }
  return connect();
}
const calls = (): string[] => world.platforms.asked.map(({ path }) => path.split("/").at(-1)!);

describe("a key", () => {
  test("is tried before it is kept, and a wrong one is refused in YouTube's words", async () => {
    const reply = await world.w.call("POST", "/v1/platform-connections", { platform: "youtube", label: "x", api_key: "a-bad-key" });
    expect(reply).toMatchObject({ status: 422, body: { detail: expect.stringContaining("key is not valid") as string } });
    expect(await must(world.w, "GET", "/v1/platform-connections")).toEqual({ data: [] });
    expect(await connect()).toMatchObject({
      state: "working",
      quotas: [
        { limit: 10_000, used: 0 },
        { key: "youtube_searches", limit: 100 },
      ],
    });
  });

  test("is nowhere to be read: not in an answer, not in the database, not in the audit", async () => {
    const connection = await connect();
    const { rows } = await sql<{ text: string }>`
      select row(c.*)::text as text from platform_connections c union all select row(e.*)::text from audit_events e`.execute(
      world.t.ctx.db,
    );
    for (const text of [JSON.stringify(connection), ...rows.map((row) => row.text)]) expect(text).not.toContain("a-good-key");
  });

  test("that is forgotten is gone from the database", async () => {
    const { id } = await connect();
    expect(await must(world.w, "POST", `/v1/platform-connections/${id}/remove`)).toMatchObject({ state: "removed" });
    const { rows } = await sql<{ bytes: number }>`select length(secret_ciphertext) as bytes from platform_connections
      where workspace_id = ${world.w.id}`.execute(world.t.ctx.db);
    expect(rows).toEqual([{ bytes: 0 }]);
    expect((await world.w.call("PATCH", `/v1/platform-connections/${id}`, { api_key: "a-good-key" })).status).toBe(404);
  });
});

describe("the figures of a channel", () => {
  test("come with source, time and grade; means are over the last 90 days, and what is hidden is left out of them, not zero", async () => {
    const run = await perform(await start(await fill(1)));
    expect(run).toMatchObject({ state: "done", steps: 1, steps_done: 1, counts: { taken: 1 }, problem: null, clock_ahead_s: null });
    expect(calls()).toEqual(["channels", "channels", "playlistItems", "videos"]);
    const [figures] = await rowsOf("account_snapshots");
    expect(figures).toMatchObject({
      followers: 12_300n,
      posts_count: 3n,
      avg_views: "200.000",
      avg_likes: "10.000",
      avg_comments: "0.000",
    });
    expect(figures).toMatchObject({ source: "youtube", grade: "B", avg_shares: null, following: null, observed_on: "2026-05-01" });
    expect(figures!["evidence"]).toContain("means over 2 posts of the last 90 days");
    expect(await rowsOf("account_profiles")).toMatchObject([
      { state: "public", display_name: "Channel 1", bio: "Hiking in the Alps", country: "AT", topics: ["Physical fitness"], grade: "B" },
    ]);
    expect(await world.postRows()).toMatchObject([
      { external_id: "v1a", hashtags: ["wandern"], language: "de", views: 100n, likes: 10n, comments: 0n },
      { external_id: "v1b", hashtags: [], language: "de", views: 300n, likes: null, comments: null },
      { external_id: "v1c", hashtags: [], language: "de", views: 9_999n, likes: 999n, comments: 99n },
    ]);
  });

  test("are asked for by its id once that is known, so that a new handle does not lose it", async () => {
    const connection = await fill(1);
    await perform(await start(connection));
    world.platforms.youtube.channels[0] = channel(1, { handle: "renamed" });
    world.t.clock.advanceMs(86_400_000);
    const again = await perform(await start(connection));
    expect(await findings(again)).toMatchObject([{ outcome: "taken", handle: "channel1", detail: "It goes by @renamed now." }]);
    expect(await rowsOf("account_profiles")).toHaveLength(1);
    expect(await rowsOf("account_snapshots")).toHaveLength(2);
  });

  test("that it hides stay unknown, and it is said", async () => {
    world.platforms.youtube.channels.push(channel(1, { isHidden: true, videos: [] }));
    await onYoutube(1);
    const run = await perform(await start(await connect()));
    expect(await rowsOf("account_snapshots")).toMatchObject([{ followers: null, posts_count: 0n, avg_views: null }]);
    expect(await findings(run)).toMatchObject([{ detail: "The channel hides how many subscribers it has." }]);
  });

  test("that is gone become a state; the figures known of it stay", async () => {
    const connection = await fill(1);
    await onYoutube(2, "nobody");
    await perform(await start(connection));
    world.platforms.youtube.channels.length = 0;
    const run = await perform(await start(connection));
    expect(run.counts).toEqual({ deleted: 1, unavailable: 1 });
    expect((await rowsOf("account_profiles")).map(({ state }) => state)).toEqual(
      expect.arrayContaining(["public", "deleted", "unavailable"]),
    );
    expect(await rowsOf("account_snapshots")).toHaveLength(1);
  });

  test("can be asked for of one creator alone", async () => {
    const connection = await fill(1);
    const ana = await makeCreator(world.w, { name: "Ana", accounts: [{ platform: "youtube", handle: "ana" }] });
    expect(await start(connection, { creator_id: ana.id })).toMatchObject({ steps: 1, creator_id: ana.id });
    const none = await makeCreator(world.w, { name: "Nobody" });
    const reply = await world.w.call("POST", "/v1/platform-runs", { connection_id: connection.id, kind: "figures", creator_id: none.id });
    expect(reply).toMatchObject({ status: 422, body: { detail: "No account on YouTube is in use here." } });
  });
});

describe("a run", () => {
  test("says what it would use before it is started, and counts what it uses", async () => {
    const connection = await fill(2);
    const budget = await must(world.w, "POST", "/v1/platform-runs/budget", { connection_id: connection.id, kind: "figures" });
    expect(budget).toMatchObject({ steps: 2, quotas: [{ key: "youtube_units", needed: 6, left: 10_000 }], days: 1 });
    await perform(await start(connection));
    const { data } = await must<{ data: ShownConnection[] }>(world.w, "GET", "/v1/platform-connections");
    expect(data[0]!.quotas[0]).toMatchObject({ used: 6, left: 9_994, resets_at: "2026-05-02T07:00:00.000Z" });
  });

  test("waits for midnight in California when the quota is used up, and then goes on where it was", async () => {
    const connection = await fill(3);
    const run = await start(connection);
    world.platforms.youtube.units = 4;
    const waiting = await perform(run);
    expect(waiting).toMatchObject({ state: "paused", steps_done: 1, problem: expect.stringContaining("used up") as string });
    expect(Date.parse(waiting.resumes_at!) - Date.parse("2026-05-02T07:00:00Z")).toBeGreaterThanOrEqual(0);
    world.platforms.youtube.units = 10_000;
    world.t.clock.set("2026-05-02T07:01:00Z");
    expect(await perform(run)).toMatchObject({ state: "done", steps_done: 3, counts: { taken: 3 } });
    expect(await rowsOf("account_snapshots")).toHaveLength(3);
  });

  test("keeps what it was told when the platform goes away in the middle, overwrites nothing, and goes on by itself", async () => {
    const connection = await fill(2);
    await perform(await start(connection));
    const before = await rowsOf("account_snapshots");
    world.platforms.youtube.channels[0] = channel(1, { subscribers: 20_000 });
    const run = await start(connection);
    const fine = Array.from({ length: 3 }, () => undefined) as never[];
    world.platforms.outages.push(...fine, { status: 503, headers: { "retry-after": "120" }, body: "down" });
    const away = await perform(run);
    expect(away).toMatchObject({ state: "paused", steps_done: 1, counts: { taken: 1 } });
    expect(away.problem).toMatch(/has a fault of its own.*tried again.*kept \(1 of 2\), and nothing was overwritten/);
    expect(Date.parse(away.resumes_at!) - world.t.ctx.now()).toBeGreaterThanOrEqual(120_000);
    expect(Date.parse(away.resumes_at!) - world.t.ctx.now()).toBeLessThanOrEqual(132_000);
    const after = await rowsOf("account_snapshots");
    expect(after).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 2 }, problem: null });
  });

  test("is stopped after nine failures in a row, says so, and goes on when it is told to", async () => {
    const run = await start(await fill(1));
    let last = run;
    for (let tries = 0; tries < 9; tries++) {
      world.platforms.outages.push("drops");
      last = await perform(run);
    }
    expect(last).toMatchObject({ state: "stopped", steps_done: 0, problem: expect.stringContaining("tried 9 times") as string });
    await perform(run);
    expect(calls()).toHaveLength(10);
    expect(await must(world.w, "POST", `/v1/platform-runs/${run.id}/continue`)).toMatchObject({ state: "running", problem: null });
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("is stopped by a key that is no longer taken; the connection says what to do, and works again with another key", async () => {
    const connection = await fill(1);
    const run = await start(connection);
    world.platforms.youtube.keys.clear();
    expect(await perform(run)).toMatchObject({ state: "stopped", problem: expect.stringContaining("key is not valid") as string });
    const { data } = await must<{ data: ShownConnection[] }>(world.w, "GET", "/v1/platform-connections");
    expect(data).toMatchObject([{ state: "refused", problem: expect.stringContaining("Credentials") as string }]);
    expect((await world.w.call("POST", "/v1/platform-runs", { connection_id: connection.id, kind: "figures" })).status).toBe(409);
    world.platforms.youtube.keys.add("another-key");
    expect(await must(world.w, "PATCH", `/v1/platform-connections/${connection.id}`, { api_key: "another-key" })).toMatchObject({
      state: "working",
    });
    await must(world.w, "POST", `/v1/platform-runs/${run.id}/continue`);
    expect(await perform(run)).toMatchObject({ state: "done" });
  });

  test("carried out by two workers at once keeps everything once", async () => {
    const run = await start(await fill(4));
    await Promise.all([perform(run), perform(run), perform(run)]);
    expect(await perform(run)).toMatchObject({ state: "done", counts: { taken: 4 } });
    expect(await rowsOf("account_snapshots")).toHaveLength(4);
    expect(await rowsOf("post_snapshots")).toHaveLength(12);
  });

  test("whose worker is killed goes on where it was and keeps everything once", async () => {
    const run = await start(await fill(6));
    world.platforms.delayMs = 60;
    const script = fileURLToPath(new URL("../../../test/platform-worker.ts", import.meta.url));
    const args = [script, world.t.database.appUrl, testSecret, world.platforms.url, world.w.id, parseId("plr", run.id)!];
    const worker = spawn(process.execPath, ["--conditions=@vouch/source", "--import", "tsx", ...args], { stdio: "ignore" });
    const ended = new Promise((resolve) => worker.once("exit", (_code, signal) => resolve(signal)));
    await vi.waitUntil(() => calls().length >= 9, { timeout: 20_000, interval: 5 });
    worker.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    world.platforms.delayMs = 0;
    const left = await must<ShownRun>(world.w, "GET", `/v1/platform-runs/${run.id}`);
    expect(left.steps_done).toBeGreaterThan(0);
    expect(left.steps_done).toBeLessThan(6);
    expect(await perform(run)).toMatchObject({ state: "done", steps_done: 6, counts: { taken: 6 } });
    expect(await rowsOf("account_snapshots")).toHaveLength(6);
    expect(await rowsOf("post_snapshots")).toHaveLength(18);
  });

  test("can be stopped, and what it was told stays", async () => {
    const connection = await fill(2);
    const run = await start(connection);
    expect(await must(world.w, "POST", `/v1/platform-runs/${run.id}/cancel`)).toMatchObject({ state: "cancelled" });
    expect(await perform(run)).toMatchObject({ state: "cancelled", steps_done: 0 });
    expect(await must(world.w, "POST", `/v1/platform-runs/${run.id}/continue`)).toMatchObject({ state: "cancelled" });
  });

  test("says when the platform's clock is another than ours; what is kept has our time", async () => {
    const connection = await fill(1);
    world.platforms.now = () => world.t.ctx.now() - 3_600_000;
    expect(await perform(await start(connection))).toMatchObject({ clock_ahead_s: -3_600 });
    expect(await rowsOf("account_snapshots")).toMatchObject([{ observed_at: new Date("2026-05-01T10:00:00Z") }]);
  });
});

describe("a search", () => {
  test("goes from page to page, costs searches, and knows who is here already", async () => {
    for (let at = 1; at <= 60; at++) world.platforms.youtube.channels.push(channel(at, { videos: [] }));
    const ana = await onYoutube(7);
    const connection = await connect();
    const wanted = { connection_id: connection.id, kind: "search", query: "hiking", pages: 3 };
    expect(await must(world.w, "POST", "/v1/platform-runs/budget", wanted)).toMatchObject({
      quotas: [
        { key: "youtube_units", needed: 3 },
        { key: "youtube_searches", needed: 3, left: 100 },
      ],
    });
    const run = await perform(await must<ShownRun>(world.w, "POST", "/v1/platform-runs", wanted));
    expect(run).toMatchObject({ state: "done", steps: 3, steps_done: 2, counts: { found: 60 } });
    const found = await findings(run);
    expect(found).toHaveLength(50);
    expect(found[6]).toMatchObject({
      handle: "channel7",
      creator_id: ana.id,
      found: { followers: 12_300, url: "https://www.youtube.com/@channel7" },
    });
    expect(found[7]).toMatchObject({ creator_id: null });
    expect(await rowsOf("account_snapshots")).toEqual([]);
  });

  test("without words, and figures with words, are refused with the place of the fault", async () => {
    const { id } = await connect();
    const wrong = async (body: object) => (await world.w.call("POST", "/v1/platform-runs", { connection_id: id, ...body })).body;
    expect(await wrong({ kind: "search" })).toMatchObject({ errors: [{ pointer: "/query" }] });
    expect(await wrong({ kind: "figures", query: "hiking" })).toMatchObject({ errors: [{ pointer: "/query" }] });
    expect(await wrong({ kind: "search", query: "a", pages: 11 })).toMatchObject({ status: 422 });
  });
});
