import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { must, type Made } from "../../../../test/builders.ts";
import { platformWorld, type ShownConnection } from "../../../../test/platform-runs.ts";
import type { MadeComment, MadeVideo } from "../../../../test/played-youtube.ts";
import { parseId } from "../../../kernel/ids.ts";
import { performRun } from "../performing/service.ts";

const world = platformWorld();
const { perform, findings, start } = world;

const own = `UC${"1".padStart(22, "0")}`;
const day = (at: number): string => new Date(Date.parse("2026-04-30T10:00:00Z") - at * 86_400_000).toISOString();
const video = (at: number, more: Partial<MadeVideo> = {}): MadeVideo => ({
  id: `v${at}`,
  title: `Video ${at}`,
  publishedAt: day(at),
  ...more,
});
const written = (count: number, more: Partial<MadeComment> = {}): MadeComment[] =>
  Array.from({ length: count }, (_, at) => ({
    text: `Where is trail number ${at}? It's steep`,
    author: `UCwriter-of-number-${at}`,
    ...more,
  }));

/** A channel with videos and a creator who has it. */
async function fill(videos: MadeVideo[], handle = "channel1"): Promise<{ connection: ShownConnection; creator: Made; url: string }> {
  world.platforms.youtube.channels.push({ id: own, handle, title: "Channel", subscribers: 500, videos });
  const creator = await world.creatorOn("youtube", handle);
  const { accounts } = await must<{ accounts: { id: string }[] }>(world.w, "GET", `/v1/creators/${creator.id}`);
  const url = `/v1/creators/${creator.id}/accounts/${accounts[0]!.id}`;
  return { connection: await world.connectYoutube(), creator, url };
}
const read = (connection: ShownConnection, more: object = {}) => start(connection, { kind: "comments", ...more });
const samplesOf = async (url: string) => (await must<{ data: Record<string, unknown>[] }>(world.w, "GET", `${url}/comment-samples`)).data;
const waiting = async (): Promise<number> => {
  const { rows } = await sql<{ count: string }>`select count(*) from platform_comments where workspace_id = ${world.w.id}`.execute(
    world.t.ctx.db,
  );
  return Number(rows[0]!.count);
};
const asked = (path: string): number => world.platforms.asked.filter((each) => each.path === `/v3/${path}`).length;

describe("the comments under an account's videos", () => {
  test("become a sample of grade B that names nobody, page by page, and the score rests on it", async () => {
    const mine = { text: "Thanks to all of you", author: own };
    const videos = [video(1, { written: [mine, ...written(130)] }), video(2, { written: written(30) }), video(3), video(4)];
    const { connection, url } = await fill(videos);
    await must(world.w, "POST", `${url}/profiles`, { observed_on: "2026-05-01", language: "en" });
    const run = await perform(await read(connection, { videos: 3, pages: 2 }));
    expect(run).toMatchObject({ state: "done", steps: 4, steps_done: 4, counts: { taken: 1 }, problem: null });
    expect(await findings(run)).toMatchObject([{ outcome: "taken", detail: "160 comments under 3 videos." }]);
    expect(asked("commentThreads")).toBe(4);
    expect(await samplesOf(url)).toMatchObject([
      {
        ...{ source: "youtube", grade: "B", taken_on: "2026-05-01", language: "en" },
        evidence: expect.stringContaining("newest under 3 videos, without answers and the channel's own") as string,
        reading: { comments: 160, signs: { question: { count: 160, of: 160 } } },
      },
    ]);
    const kept = await sql<{ comments: unknown[] }>`select comments from comment_samples where workspace_id = ${world.w.id}`.execute(
      world.t.ctx.db,
    );
    expect(kept.rows[0]!.comments[0]).toEqual(["Where is trail number 0? It's steep", "a1", "p1"]);
    expect(kept.rows[0]!.comments[130]).toEqual(["Where is trail number 0? It's steep", "a1", "p2"]);
    expect(JSON.stringify(kept.rows)).not.toContain("UCwriter");
    expect(await waiting()).toBe(0);
    const card = await must<{ id: string }>(world.w, "POST", `${url}/scorecards`);
    const input = await must<{ comment_sample: object }>(world.w, "GET", `/v1/scorecards/${card.id}/input`);
    expect(input.comment_sample).toMatchObject({ source: "youtube", grade: "B", reading: { comments: 160 } });
  });

  test("that are closed are said to be, and are no failure; a video that is gone or may not be read is left out", async () => {
    const closed = { refuses: "commentsDisabled" } as const;
    const all = await fill([video(1, closed), video(2, closed)]);
    const run = await perform(await read(all.connection));
    expect(run).toMatchObject({ state: "done", counts: { none: 1 }, problem: null });
    expect(await findings(run)).toMatchObject([{ detail: "Comments are closed under every video that was asked about." }]);
    expect(await samplesOf(all.url)).toEqual([]);
    world.platforms.youtube.channels[0] = {
      ...world.platforms.youtube.channels[0]!,
      videos: [video(1, closed), video(2, { refuses: "forbidden" }), video(3, { written: written(25) })],
    };
    const some = await perform(await read(all.connection));
    expect(await findings(some)).toMatchObject([
      {
        outcome: "taken",
        detail: "25 comments under 3 videos. Under 1 of them comments are closed. YouTube does not show 1 of them any more.",
      },
    ]);
  });

  test("of a channel without videos, and of one that is gone, are none, with why; the next account is asked about", async () => {
    const { connection } = await fill([]);
    await world.creatorOn("youtube", "nobody");
    const run = await perform(await read(connection, { videos: 5 }));
    expect(run).toMatchObject({ state: "done", steps: 12, steps_done: 12, counts: { none: 1, unavailable: 1 } });
    expect((await findings(run)).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(["The channel has no video that anybody can see.", expect.stringContaining("no channel called @nobody")]),
    );
  });

  test("cost one unit a page, which is said before; a sample of more than fifty pages is refused at its place", async () => {
    const { connection, creator } = await fill([video(1)]);
    const body = { connection_id: connection.id, kind: "comments", creator_id: creator.id, videos: 10, pages: 3 };
    expect(await must(world.w, "POST", "/v1/platform-runs/budget", body)).toMatchObject({
      ...{ steps: 11, accounts: 1, days: 1, quotas: [{ key: "youtube_units", needed: 32, left: 10_000 }] },
      calls: expect.arrayContaining([{ call: "commentThreads.list", count: 30, units: 30, quota: "youtube_units" }]) as object,
    });
    const refused = async (more: object) => (await world.w.call("POST", "/v1/platform-runs", { ...body, ...more })).body;
    expect(await refused({ videos: 20 })).toMatchObject({ errors: [{ pointer: "/pages" }] });
    expect(await refused({ query: "hiking" })).toMatchObject({ errors: [{ pointer: "/query" }] });
    expect(await refused({ videos: 51 })).toMatchObject({ status: 422 });
  });

  test("go on at the video where the quota was used up or YouTube went away, and nothing is kept twice", async () => {
    const { connection, url } = await fill([video(1, { written: written(20) }), video(2, { written: written(20) })]);
    const run = await read(connection);
    world.platforms.youtube.units = 3;
    expect(await perform(run)).toMatchObject({ state: "paused", steps_done: 2, problem: expect.stringContaining("used up") as string });
    expect(await waiting()).toBe(20);
    expect(await samplesOf(url)).toEqual([]);
    world.platforms.youtube.units = 10_000;
    world.t.clock.set("2026-05-02T07:01:00Z");
    world.platforms.outages.push({ status: 503, body: "down" });
    expect(await perform(run)).toMatchObject({ state: "paused", steps_done: 2, problem: expect.stringContaining("tried again") as string });
    await Promise.all([perform(run), perform(run)]);
    expect(await perform(run)).toMatchObject({ state: "done", steps_done: 11, counts: { taken: 1 } });
    expect(await samplesOf(url)).toMatchObject([{ reading: { comments: 40 } }]);
    expect(await waiting()).toBe(0);
  });

  test("that wait are forgotten when the run is stopped for good, and read anew when it goes on", async () => {
    const { connection, url } = await fill([video(1, { written: written(20) }), video(2, { written: written(20) })]);
    const run = await read(connection);
    world.platforms.youtube.units = 3;
    await perform(run);
    world.platforms.youtube.units = 10_000;
    world.t.clock.set("2026-05-02T07:01:00Z");
    world.platforms.youtube.keys.clear();
    expect(await perform(run)).toMatchObject({ state: "stopped", steps_done: 0 });
    expect(await waiting()).toBe(0);
    world.platforms.youtube.keys.add("another-key");
    await must(world.w, "PATCH", `/v1/platform-connections/${connection.id}`, { api_key: "another-key" });
    await must(world.w, "POST", `/v1/platform-runs/${run.id}/continue`);
    expect(await perform(run)).toMatchObject({ state: "done" });
    expect(await samplesOf(url)).toMatchObject([{ reading: { comments: 40 } }]);
  });

  test("of somebody who is erased in the middle are gone at once, and no sample is made", async () => {
    const { connection, creator, url } = await fill([video(1, { written: written(20) }), video(2, { written: written(20) })], "anahikes");
    const run = await read(connection);
    world.platforms.youtube.units = 3;
    await perform(run);
    expect(await waiting()).toBe(20);
    await must(world.w, "POST", `/v1/creators/${creator.id}/erase`, { reason: "asked for" });
    expect(await waiting()).toBe(0);
    world.platforms.youtube.units = 10_000;
    world.t.clock.set("2026-05-02T07:01:00Z");
    await performRun(world.w.ctx, parseId("plr", run.id)!);
    expect(await waiting()).toBe(0);
    const { rows } = await sql<{
      any: boolean;
    }>`select exists (select from comment_samples where workspace_id = ${world.w.id}) as any`.execute(world.t.ctx.db);
    expect([rows[0]!.any, (await world.w.call("GET", `${url}/comment-samples`)).status]).toEqual([false, 404]);
  });
});

test("what searches and runs found of a person goes when the person is erased", async () => {
  const { connection, creator } = await fill([video(1)], "anahikes");
  await perform(await start(connection, { kind: "search", query: "channel" }));
  world.platforms.youtube.channels.length = 0;
  await perform(await start(connection));
  const said = () =>
    sql<{ count: string }>`select count(*) from platform_findings f where f.workspace_id = ${world.w.id}
      and f::text ilike '%anahikes%'`.execute(world.t.ctx.db);
  expect((await said()).rows).toEqual([{ count: 2n }]);
  await must(world.w, "POST", `/v1/creators/${creator.id}/erase`, { reason: "asked for" });
  expect((await said()).rows).toEqual([{ count: 0n }]);
});
