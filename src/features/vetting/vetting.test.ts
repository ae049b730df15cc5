import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { withConnection } from "../../platform/db/pool.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { ScoreInput } from "./score/score-input.ts";
import { scorecardOf, type Scorecard } from "./score/scorecard.ts";
import { checkScoresAgain, scoreDifference } from "./service.ts";

interface Card {
  readonly id: string;
  readonly input_sha256: string;
  readonly result_sha256: string;
  readonly result: Scorecard;
}

let t: TestApp;
let w: TestWorkspace;
let creator: string;
let account: string;
const at = () => `/v1/creators/${creator}/accounts/${account}`;
const source = "a test";

/** A list of followers: so many of whom somebody is behind, and so many of whom nobody is. */
const followerList = (real: number, fake: number): string =>
  [
    "Username,Followers,Following,Posts,Profile pic",
    ...Array.from({ length: real }, (_, n) => `anna${n % 3 === 0 ? n : ""}.moves,${300 + n},${280 + n},${40 + n},1`),
    ...Array.from({ length: fake }, (_, n) => `x8472${n}91,${n % 9},${3000 + n},0,0`),
  ].join("\n");

const commentList = [
  "Author,Post,Comment",
  ...Array.from({ length: 30 }, (_, n) => `fan${n},p${n % 5},"Where did you get jacket number ${n}, and is it warm?"`),
  ...Array.from({ length: 10 }, (_, n) => `bot${n},p${n % 5},🔥🔥🔥`),
].join("\n");

const snapshot = (on: string, followers: number, more: object = {}) =>
  t.ctx.db
    .insertInto("account_snapshots")
    .values({
      workspace_id: w.id,
      id: t.ctx.newId(),
      account_id: accountRow,
      observed_on: on,
      source: "vendor",
      grade: "C",
      followers: BigInt(followers),
      recorded_at: new Date(t.ctx.now()),
      ...more,
    })
    .execute();
let accountRow: string;

const makeCard = () => must<Card>(w, "POST", `${at()}/scorecards`);
const part = (card: Card, key: string) => card.result.parts.find((one) => one.key === key)!;
const pointers = async (method: string, url: string, body: object) => {
  const reply = await w.call(method, url, body);
  return [reply.status, ...((reply.body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer)];
};

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
  const made = await must<{ id: string; accounts: { id: string }[] }>(w, "POST", "/v1/creators", {
    name: "Ana",
    accounts: [{ platform: "instagram", handle: "ana.moves" }],
  });
  [creator, account] = [made.id, made.accounts[0]!.id];
  accountRow = (await t.ctx.db.selectFrom("creator_accounts").select("id").where("workspace_id", "=", w.id).executeTakeFirstOrThrow()).id;
});
afterAll(() => t.close());

describe("a scorecard", () => {
  test("of an account of which nothing is known has no score, and says of each part what is missing and what it could move", async () => {
    const { result } = await makeCard();
    expect([result.score, result.least, result.most, result.known, result.grade]).toEqual([null, 0, 100, 0, null]);
    expect(result.parts.every(({ value, says }) => value === null && says.startsWith("Not known: "))).toBe(true);
    expect(result.parts.reduce((sum, { could_move_tenths: tenths }) => sum + tenths, 0)).toBe(500);
  });

  test("is made from samples and figures, and its parts add up to it", async () => {
    await must(w, "POST", `${at()}/follower-samples`, { text: followerList(180, 20), source });
    await must(w, "POST", `${at()}/comment-samples`, { text: commentList, source });
    for (let month = 1; month <= 5; month++)
      await snapshot(`2026-0${month}-01`, 19_000 + 200 * month, { avg_likes: 600, avg_comments: 12 });
    const { result } = await makeCard();
    const sum = result.parts.reduce((tenths, one) => tenths + one.tenths, 500);
    expect(result.score).toBe(Math.floor((sum + 5) / 10));
    expect(result.parts.filter(({ value }) => value !== null).map(({ key }) => key)).toEqual([
      "audience",
      "engagement",
      "likes_to_comments",
      "growth",
      "comments",
      "interest",
      "mood",
    ]);
    expect(result.low).toBeLessThanOrEqual(result.score!);
    expect(result.high).toBeGreaterThanOrEqual(result.score!);
    expect(result.least).toBeLessThan(result.low);
    expect(result.known).toBe(79);
  });

  test("is the same to the byte when its exported input is scored again, and both digests are of those bytes", async () => {
    const card = await makeCard();
    const file = await w.call("GET", `/v1/scorecards/${card.id}/input`);
    const text = JSON.stringify(file.body);
    const input = JSON.parse(typeof file.body === "string" ? file.body : text) as ScoreInput;
    const sha = (bytes: string) => createHash("sha256").update(bytes).digest("hex");
    expect(sha(canonicalJson(input))).toBe(card.input_sha256);
    expect(sha(canonicalJson(scorecardOf(input)))).toBe(card.result_sha256);
    expect(await must<Card>(w, "GET", `/v1/scorecards/${card.id}`)).toEqual(card);
  });

  test("links each verdict to its evidence: sample, words as they were written, and published bands", async () => {
    const card = await makeCard();
    expect(part(card, "audience").evidence[0]).toMatchObject({ kind: "follower_sample", id: expect.stringMatching(/^fos_/) as string });
    expect(part(card, "interest").evidence.map(({ text }) => text)).toContain("Where did you get jacket number 0, and is it warm?");
    expect(part(card, "engagement").evidence.filter(({ kind }) => kind === "published").length).toBeGreaterThan(2);
    const { data } = await must<{ data: { id: string }[] }>(w, "GET", `${at()}/scorecards`);
    expect(data[0]!.id).toBe(card.id);
  });

  test("is scored again by verification, which finds one that was changed behind its back", async () => {
    expect(await scoreDifference(w.ctx)).toBeUndefined();
    await makeCard();
    const asOwner = (sql: string) => withConnection(t.database.url, "vouch test", (client) => client.query(sql));
    const rewrite = (from: number, to: number) =>
      asOwner(`update scorecards set result = replace(result, '"known":${from}', '"known":${to}')`);
    await rewrite(79, 80);
    expect(await scoreDifference(w.ctx)).toMatch(/^scorecard sco_\w+: its result is not what was digested$/);
    await rewrite(80, 79);
    expect(await scoreDifference(w.ctx)).toBeUndefined();
  });

  test("cannot be changed by the application", async () => {
    await expect(t.ctx.db.updateTable("scorecards").set({ score: 99 }).execute()).rejects.toThrow(/permission denied/);
    await expect(t.ctx.db.deleteFrom("vetting_decisions").execute()).rejects.toThrow(/permission denied/);
  });
});

describe("a sample", () => {
  test("of followers is told as a range, with rows that are faulty left out and named", async () => {
    const text = `${followerList(90, 10)}\nodd,many,1,1,1\n`;
    const sample = await must<{ followers: number; faults: object[]; reading: { suspicious: { low: number; high: number } } }>(
      w,
      "POST",
      `${at()}/follower-samples`,
      { text, source },
    );
    expect([sample.followers, sample.faults]).toEqual([
      100,
      [{ row: 102, detail: "followers must be a whole number or blank, found many" }],
    ]);
    expect(sample.reading.suspicious.low).toBeLessThan(0.1);
    expect(sample.reading.suspicious.high).toBeGreaterThan(0.1);
    const kept = await t.ctx.db.selectFrom("follower_samples").selectAll().where("workspace_id", "=", w.id).execute();
    expect(JSON.stringify(kept)).not.toContain("anna");
  });

  test("that is no list, is of tomorrow or has no row is refused where it is wrong", async () => {
    expect(await pointers("POST", `${at()}/follower-samples`, { text: "a,b\n1,2", source })).toEqual([422, "/text"]);
    expect(await pointers("POST", `${at()}/follower-samples`, { text: "followers\n", source })).toEqual([422, "/text"]);
    const tomorrow = { text: "followers\n1", source, taken_on: "2026-05-12" };
    expect(await pointers("POST", `${at()}/follower-samples`, tomorrow)).toEqual([422, "/taken_on"]);
    expect(await pointers("POST", `${at()}/comment-samples`, { text: " ", source: " ", language: "english" })).toEqual([
      422,
      "/source",
      "/language",
    ]);
  });
});

describe("what a creator wrote", () => {
  const post = (n: number, title: string) =>
    must(w, "POST", "/v1/posts", {
      platform: "instagram",
      creator_id: creator,
      posted_on: `2026-05-0${n}`,
      title,
      url: `https://www.instagram.com/p/Cx${n}/`,
    });

  test("is read for the workspace's lists and competitors, with the quote, and a dismissed finding leaves the score", async () => {
    await must(w, "PUT", "/v1/vetting-settings", { competitors: [{ name: "Acme Outdoor", words: ["acmeoutdoor"] }] });
    for (let n = 1; n <= 6; n++) await post(n, `Day ${n} on the trail`);
    await post(7, "Casino night, then my new boots #AcmeOutdoor");
    const card = await makeCard();
    expect(part(card, "safety").says).toBe("Found in 7 texts: gambling.");
    expect(part(card, "conflicts").evidence[0]!.text).toContain("my new boots #AcmeOutdoor");
    const { data } = await must<{ data: { id: string; kind: string }[] }>(w, "GET", `/v1/creators/${creator}/safety-findings`);
    expect(data.map(({ kind }) => kind).toSorted()).toEqual(["conflict", "safety"]);
    const unsafe = data.find(({ kind }) => kind === "safety")!;
    await must(w, "POST", `/v1/creators/${creator}/safety-findings/${unsafe.id}/dismiss`, { reason: "a charity evening" });
    expect(part(await makeCard(), "safety").says).toBe("Nothing of your lists was found in 7 texts.");
  });
});

describe("a decision", () => {
  test("keeps who, why and a copy of the evidence that later scores do not touch", async () => {
    const card = await makeCard();
    const made = await must<{ id: string; evidence_sha256: string; scores: object[]; decided_by: string }>(
      w,
      "POST",
      `/v1/creators/${creator}/vetting-decisions`,
      { decision: "approve", reason: "Fits us" },
    );
    expect(made).toMatchObject({ decided_by: "an API key", scores: [{ scorecard_id: card.id, score: card.result.score }], findings: 1 });
    await snapshot("2026-05-09", 60_000, { avg_likes: 600, avg_comments: 12 });
    await makeCard();
    const file = await w.call("GET", `/v1/vetting-decisions/${made.id}/evidence`);
    const text = typeof file.body === "string" ? file.body : canonicalJson(file.body);
    expect(createHash("sha256").update(text).digest("hex")).toBe(made.evidence_sha256);
    expect(text).toContain(card.result_sha256);
    const listed = await must<{ data: { id: string }[] }>(w, "GET", `/v1/vetting-decisions?decision=approve`);
    expect(listed.data.map(({ id }) => id)).toEqual([made.id]);
    const now = await t.ctx.db.selectFrom("creator_decisions_now").selectAll().where("workspace_id", "=", w.id).execute();
    expect(now.map(({ decision }) => decision)).toEqual(["approve"]);
  });

  test("without a reason is refused", async () => {
    const url = `/v1/creators/${creator}/vetting-decisions`;
    expect(await pointers("POST", url, { decision: "approve", reason: " " })).toEqual([422, "/reason"]);
  });
});

describe("later figures", () => {
  test("are scored by the job, which tells when the score falls and does nothing where nothing is new", async () => {
    const before = (await makeCard()).result.score!;
    t.clock.advanceMs(60_000);
    await checkScoresAgain(t.ctx);
    const scores = async () => (await must<{ data: { score: number }[] }>(w, "GET", `${at()}/scorecards`)).data.map(({ score }) => score);
    const made = (await scores()).length;
    await must(w, "POST", `${at()}/follower-samples`, { text: followerList(60, 140), source });
    t.clock.advanceMs(60_000);
    await checkScoresAgain(t.ctx);
    await checkScoresAgain(t.ctx);
    const after = await scores();
    expect(after.length).toBe(made + 1);
    expect(after[0]).toBeLessThan(before - 5);
    const { data } = await must<{ data: { kind: string; message: string }[] }>(w, "GET", "/v1/notices");
    expect(data.find(({ kind }) => kind === "score_fell")?.message).toContain(
      `Ana (ana.moves) fell from ${before} to ${after[0]}. You approved them.`,
    );
    const quality = await t.ctx.db.selectFrom("creator_quality").select("quality").where("workspace_id", "=", w.id).execute();
    expect(quality).toEqual([{ quality: after[0] }]);
  });
});
