import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { jobs } from "../../../app/work.ts";
import { parseId } from "../../../kernel/ids.ts";
import { asSystem, type WorkspaceContext } from "../../../platform/context.ts";
import { listApplications } from "../../applications/service.ts";
import { figuresOf, listDuplicates } from "../../creators/service.ts";
import { keepCards } from "../../discovery/cards/service.ts";
import { compareCreators } from "../../discovery/likeness/service.ts";
import { cardDifference, listCreatorLists, listSearches } from "../../discovery/service.ts";
import { listImports } from "../../imports/service.ts";
import { getPriceRange, predictionCalibration, rankCreators } from "../../matching/service.ts";
import { getScorecard, listScorecards, listVettingDecisions, scoreDifference } from "../../vetting/service.ts";
import { keptAccounts, type KeptAccount } from "../scouted/service.ts";
import { ownAccounts, scoutedAccounts } from "../scouted/scouted-creators.ts";
import { fellows } from "../scouted/scouted-samples.ts";
import { sampleProgress } from "../loading/service.ts";
import { loadSample } from "../service.ts";
import { sampleCreators } from "../sample-story.ts";
import { judgeJob, judgeSample } from "./service.ts";
import { decisions } from "./judged-story.ts";

let t: TestApp;
let ctx: WorkspaceContext;
let kept: readonly KeptAccount[];
let judge: () => Promise<void>;
/** Names of the jobs that wait once the sample's orders are decided. */
let waiting: ReadonlySet<string>;
/** What was said of how far the sample is, before creators were judged. */
let early: Awaited<ReturnType<typeof sampleProgress>>;

beforeAll(async () => {
  t = await openTestApp();
  const { id: ownerUserId } = await t.ctx.people.create({ email: "olga@example.com", name: "Olga", password: "correct horse battery" });
  await loadSample(t.ctx, ownerUserId, { edgeHost: "127.0.0.1:4601", shopUrl: "http://127.0.0.1:4600/sample-shop" });
  const { workspace_id: workspaceId, id: programId } = await t.ctx.db
    .selectFrom("programs")
    .select(["workspace_id", "id"])
    .executeTakeFirstOrThrow();
  ctx = asSystem(t.ctx, workspaceId, "test");
  judge = () => judgeSample(t.ctx, { workspaceId, ownerUserId, programId }, undefined);
  await t.settle();
});
beforeAll(async () => {
  const asked = await sql<{ name: string }>`select task_identifier as name from graphile_worker.jobs`.execute(t.ctx.db);
  waiting = new Set(asked.rows.map(({ name }) => name));
  early = await sampleProgress(ctx);
  await judge();
  kept = await keptAccounts(ctx);
  await keepCards(t.ctx);
});
afterAll(() => t.close());

const one = (handle: string): KeptAccount => kept.find(({ account }) => account.handle === handle)!;

async function cardOf(handle: string) {
  const { creatorId, accountId } = one(handle);
  const [newest] = (await listScorecards(ctx, { id: creatorId, account_id: accountId }, { limit: 1 })).data;
  const parts = (await getScorecard(ctx, parseId("sco", newest!.id)!)).result.parts;
  return { score: newest!.score, part: (key: string) => parts.find((part) => part.key === key)! };
}

test("while creators are missing it is said how many are here, and once they are judged nothing is being loaded; so it is of others' workspaces", async () => {
  const all = ownAccounts.length + scoutedAccounts.length;
  expect(early).toEqual({ loading: { creators: ownAccounts.length, scored: 0, all } });
  expect(await sampleProgress(ctx)).toEqual({ loading: null });
  const own = await t.makeWorkspace();
  expect(await must(own, "GET", "/v1/sample-progress")).toEqual({ loading: null });
});

test("once the sample's orders are decided, the holds that are over end without waiting for the minute, and creators are judged", async () => {
  expect(waiting).toContain(judgeJob);
  const asked = jobs.find(({ name }) => name === "mature-commissions" && waiting.has(name));
  await asked?.run(t.ctx, {}, undefined);
  const matured = await sql<{ n: number }>`select count(*)::int as n from postings where step = 'matured'`.execute(t.ctx.db);
  expect(matured.rows[0]!.n).toBeGreaterThan(20);
});

test("every account of the sample is kept with the handle under which the story tells it", () => {
  expect(kept).toHaveLength(ownAccounts.length + scoutedAccounts.length);
  expect(ownAccounts.map(({ name, handle, platform }) => [name, handle, platform])).toEqual(
    sampleCreators.map(({ name, handle, platform }) => [name, handle, platform]),
  );
  expect(one("elif.unterwegs").account.followers).toBeGreaterThan(0);
});

test("figures of half a year, an audience and words are known of an account, and where the platform hides followers they stay unknown", async () => {
  const ana = one("ana.outdoors");
  const { figures, audience, words } = await figuresOf(ctx, ana.creatorId, ana.accountId);
  expect(figures.find(({ name }) => name === "followers")?.value).toBe(ana.account.followers);
  expect(audience?.source).toBe("Sample index");
  expect(words.find(({ name }) => name === "category")?.value).toBe("Outdoors");
  const dev = one("devhikes");
  const hidden = await figuresOf(ctx, dev.creatorId, dev.accountId);
  expect(hidden.figures.some(({ name }) => name === "followers")).toBe(false);
  expect(hidden.figures.some(({ name }) => name === "avg_views")).toBe(true);
});

test("the score sees what the story hides: a jump, a climb that brings no likes, a circle, bought followers, what was written", async () => {
  const [honest, jumped, climbed] = [
    await cardOf("jonas.gipfel.sample"),
    await cardOf("diego.vertical.sample"),
    await cardOf("zoe.glow.sample"),
  ];
  expect(honest.score).toBeGreaterThan(70);
  expect(jumped.score).toBeLessThan(honest.score! - 20);
  expect(jumped.part("growth").says).toMatch(/came in a jump/);
  expect(climbed.part("growth").says).toMatch(/likes for each follower fell/);
  expect(climbed.part("comments").tenths).toBeLessThan(honest.part("comments").tenths);
  expect(honest.part("interest").tenths).toBeGreaterThan(jumped.part("interest").tenths);
  expect((await cardOf("casper.daily.sample")).part("safety").says).toMatch(/gambling/);
  expect((await cardOf("rhys.runs.sample")).part("conflicts").says).toMatch(/Fernpfad/);
});

test("two creators whom many follow both show how many, from samples, with an interval that holds the truth of the story", async () => {
  const ids = fellows.handles.map((handle) => one(handle).creatorId);
  const { overlaps, unique_followers: unique } = await compareCreators(ctx, ids);
  const { from_samples: told } = overlaps[0]!;
  expect(told!.matches).toBeGreaterThan(5);
  expect(told!.warnings).toEqual([]);
  expect(told!.shared.low).toBeLessThan(fellows.people);
  expect(told!.shared.high).toBeGreaterThan(fellows.people);
  expect(unique!.estimate).toBeLessThan(told!.samples.reduce((sum, { followers }) => sum + followers, 0));
});

test("one of each decision is on record with its evidence, lists, a search, prices, applications and a likely duplicate wait", async () => {
  const { data: decided } = await listVettingDecisions(ctx, { limit: 10 });
  expect(new Map(decided.map((each) => [each.decision, each.creator_name]))).toEqual(
    new Map(decisions.map(({ decision, handle }) => [decision, one(handle).account.name])),
  );
  expect(decided.every(({ scores, decided_by: by }) => scores.length > 0 && by === "Olga")).toBe(true);
  expect((await listCreatorLists(ctx, { limit: 10 })).data.map(({ creators }) => creators)).toEqual([1, 5]);
  expect((await listSearches(ctx, { limit: 10 })).data.map(({ is_alerting }) => is_alerting)).toEqual([true]);
  expect((await listApplications(ctx, { limit: 10 })).data.map(({ state }) => state)).toEqual(["new", "new"]);
  expect((await listDuplicates(ctx, { limit: 10, dismissed: "false" })).data).toHaveLength(1);
  const ranked = await rankCreators(ctx, { creator_ids: kept.map(({ creatorId }) => creatorId) });
  expect(ranked.data.length).toBeGreaterThan(20);
  const range = await getPriceRange(ctx, one("jonas.gipfel.sample").creatorId, {
    platform: undefined,
    format: undefined,
    pieces: 1,
    months: 1,
  });
  const calibration = await predictionCalibration(ctx);
  expect(calibration.predictions).toBe(5);
  expect(calibration.all.points).toBeGreaterThan(5);
  expect(range.prices.find(({ kind }) => kind === "content")?.own_deals).toBe(1);
});

test("told again it changes nothing, every card is what is known, and every score is made again from its input", async () => {
  const before = [(await listImports(ctx, { limit: 50 })).data.length, (await listVettingDecisions(ctx, { limit: 50 })).data.length];
  await judge();
  expect([(await listImports(ctx, { limit: 50 })).data.length, (await listVettingDecisions(ctx, { limit: 50 })).data.length]).toEqual(
    before,
  );
  expect(await keptAccounts(ctx)).toHaveLength(kept.length);
  expect(await cardDifference(ctx)).toBeUndefined();
  expect(await scoreDifference(ctx)).toBeUndefined();
});
