import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeOrder, makeProgram, must } from "../../../test/builders.ts";
import { parseId } from "../../kernel/ids.ts";
import { sealAuditChains } from "../audit/service.ts";
import { keepCards } from "../discovery/cards/service.ts";
import { notify } from "../notices/service.ts";
import { verifyInstallation } from "../verification/service.ts";
import { scoreDifference } from "../vetting/service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

/** The tables of the workspace in which some row says a word, in their order. */
async function tablesThatSay(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.table_name as name from information_schema.columns c
    join information_schema.tables k on k.table_schema = c.table_schema and k.table_name = c.table_name and k.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.column_name = 'workspace_id' order by 1`.execute(w.ctx.db);
  const found: string[] = [];
  for (const { name } of rows) {
    const said = await sql<{ any: boolean }>`select exists (select from ${sql.table(name)} x
      where x.workspace_id = ${w.id} and x::text ilike ${`%${word}%`}) as any`.execute(w.ctx.db);
    if (said.rows[0]!.any) found.push(name);
  }
  return found;
}

interface Known {
  readonly id: string;
  readonly accountUrl: string;
  readonly scorecard: string;
  readonly decision: string;
}

/** A price whose request can be repeated under its key. */
function keptQuote(id: string, word: string) {
  const quote = { kind: "content", state: "asked", platform: "instagram", price: { amount: "10000", currency: "EUR" } };
  const body = { ...quote, quoted_on: "2026-05-01", source: word, note: word };
  return w.call("POST", `/v1/creators/${id}/quotes`, body, { "idempotency-key": `quote of ${id}`.replaceAll(" ", "-") });
}

/** A creator of whom every feature keeps something that names them: the word stands in it. */
async function knownEverywhere(word: string): Promise<Known> {
  const { id } = await makeCreator(w, { name: `Ana ${word}`, email: `${word}@example.com`, notes: word });
  const account = await must<{ id: string }>(w, "POST", `/v1/creators/${id}/accounts`, { platform: "instagram", handle: word });
  const accountUrl = `/v1/creators/${id}/accounts/${account.id}`;
  await must(w, "POST", `${accountUrl}/profiles`, { observed_on: "2026-05-01", bio: `${word}: onlyfans` });
  await must(w, "POST", `${accountUrl}/snapshots`, { observed_on: "2026-05-01", followers: 77, evidence: word });
  const post = await must<{ id: string }>(w, "POST", "/v1/posts", {
    ...{ creator_id: id, url: `https://www.instagram.com/${word}/reel/C${word}/`, title: `${word} porn`, posted_on: "2026-05-02" },
    snapshot: { likes: 5, evidence: word },
  });
  await must(w, "POST", `/v1/posts/${post.id}/archive`);
  await must(w, "POST", "/v1/posts", {
    creator_id: id,
    platform: "instagram",
    title: `${word} nudes`,
    posted_on: "2026-05-03",
    external_id: word,
  });
  const comments = ["Comment", ...Array.from({ length: 40 }, (_, n) => `Where is ${word} number ${n}?`)].join("\n");
  await must(w, "POST", `${accountUrl}/comment-samples`, { text: comments, source: "a test", evidence: word });
  const followers = "Followers,Following,Posts\n300,280,40\n9,3000,0";
  await must(w, "POST", `${accountUrl}/follower-samples`, { text: followers, source: "a test", evidence: word });
  const card = await must<{ id: string }>(w, "POST", `${accountUrl}/scorecards`);
  const decision = await must<{ id: string; findings: number }>(w, "POST", `/v1/creators/${id}/vetting-decisions`, {
    decision: "watch",
    reason: `${word} said so`,
  });
  expect(decision.findings).toBeGreaterThan(0);
  await must(w, "POST", `/v1/creators/${id}/notices`, { told_on: "2026-05-02", channel: "email", text: `Dear ${word}` });
  for (const metadata of [{ instagram: `@${word.toUpperCase()}`, note: "a gift" }, { tiktok: `https://www.instagram.com/${word}/?igsh=1` }])
    await makeOrder(w, { metadata });
  await w.ctx.db
    .insertInto("webhook_events")
    .values({
      ...{ workspace_id: w.id, id: t.ctx.newId(), type: "creator.updated.v1", occurred_at: new Date(t.ctx.now()) },
      payload: { type: "creator.updated.v1", timestamp: "2026-05-10T10:00:00.000Z", data: { id, name: `Ana ${word}` } },
    })
    .execute();
  await keptQuote(id, word);
  await notify(w.ctx, { kind: "vetting.score_fell", message: `${word}: down to 40.`, subjectKind: "creator", subjectId: id });
  await notify(w.ctx, { kind: "search.found", message: `“x” finds somebody: Ana ${word}.`, subjectKind: "creator_search", subjectId: "x" });
  return { id, accountUrl, scorecard: card.id, decision: decision.id };
}

/** An application with an account, as the page keeps one. */
async function applied(word: string, creator: string | undefined): Promise<void> {
  const program = await makeProgram(w, {});
  const consent = "I agree that my details are kept.";
  const page = await must<{ id: string }>(w, "POST", "/v1/application-pages", { program_id: program.id, title: "Join", consent });
  const own = { workspace_id: w.id, id: t.ctx.newId() };
  const now = new Date(t.ctx.now());
  const decided = creator === undefined ? {} : { creator_id: parseId("cre", creator)!, decided_by: "user:x", decided_at: now };
  await w.ctx.db
    .insertInto("applications")
    .values({
      ...{ ...own, ...decided, page_id: parseId("apg", page.id)!, name: `Ana ${word}`, email: `${word.toUpperCase()}@example.com` },
      ...{ message: word, consent, consent_version: 1, address_hash: Buffer.from("x"), applied_at: now },
      state: creator === undefined ? "new" : "approved",
    })
    .execute();
  await w.ctx.db
    .insertInto("application_accounts")
    .values({
      ...{ workspace_id: w.id, id: t.ctx.newId(), application_id: own.id, position: 0, platform: "instagram" },
      ...{ handle: word, handle_normalised: word, url: `https://www.instagram.com/${word}/`, code: "vouch-AAAAAAAA" },
    })
    .execute();
}

test("whoever is erased is named by no feature any more, and what was scored and decided says that it was erased and when", async () => {
  const ana = await knownEverywhere("unmistakable");
  await applied("unmistakable", ana.id);
  await applied("unmistakable", undefined);
  await keepCards(t.ctx);
  await sealAuditChains(t.ctx);
  const before = await tablesThatSay("unmistakable");
  for (const table of ["applications", "audit_details", "comment_samples", "creator_cards", "creator_quotes", "post_snapshots", "posts"])
    expect(before).toContain(table);
  for (const table of ["conversions", "creator_notices", "idempotency_keys", "webhook_events"]) expect(before).toContain(table);
  for (const table of ["creator_words", "notices", "safety_findings", "scorecards", "vetting_decisions"]) expect(before).toContain(table);
  t.clock.set("2026-05-11T08:00:00Z");
  await must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "asked for" });
  await keepCards(t.ctx);
  expect(await tablesThatSay("unmistakable")).toEqual([]);
  for (const url of [
    `/v1/scorecards/${ana.scorecard}`,
    `/v1/scorecards/${ana.scorecard}/input`,
    `/v1/vetting-decisions/${ana.decision}/evidence`,
  ]) {
    const reply = await w.call("GET", url);
    expect([url, reply.status]).toEqual([url, 410]);
    expect((reply.body as { detail: string }).detail).toContain("2026-05-11T08:00:00.000Z");
  }
  expect(await must(w, "GET", "/v1/vetting-decisions")).toMatchObject({
    data: [{ id: ana.decision, decision: "watch", reason: "Erased.", scores: [], findings: null, erased_at: "2026-05-11T08:00:00.000Z" }],
  });
  const { data: applications } = await must<{ data: { state: string; name: string }[] }>(w, "GET", "/v1/applications");
  expect(applications.map(({ state, name }) => `${state} ${name}`).toSorted()).toEqual([
    "approved Erased applicant",
    "refused Erased applicant",
  ]);
  expect(await must(w, "GET", `/v1/creator-quotes?creator_id=${ana.id}`)).toMatchObject({ data: [{ source: "erased", note: "" }] });
});

test("answers and events that named them keep the id, orders keep all but the handle, and that they were told stays with its day", async () => {
  const ana = await knownEverywhere("unmistakable");
  const quote = (await keptQuote(ana.id, "unmistakable")) as { body: { id: string } };
  await must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "asked for" });
  const repeated = await keptQuote(ana.id, "unmistakable");
  expect([repeated.status, repeated.body]).toEqual([201, { id: quote.body.id, erased: true }]);
  const events = await w.ctx.db.selectFrom("webhook_events").select("payload").where("workspace_id", "=", w.id).execute();
  expect(events.map(({ payload }) => payload)).toEqual([
    { type: "creator.updated.v1", timestamp: "2026-05-10T10:00:00.000Z", data: { id: ana.id, erased: true } },
  ]);
  const orders = await w.ctx.db.selectFrom("conversions").select("metadata").where("workspace_id", "=", w.id).execute();
  expect(orders.map(({ metadata }) => metadata)).toEqual(
    expect.arrayContaining([{ instagram: "erased", note: "a gift" }, { tiktok: "erased" }]),
  );
  expect(await must(w, "GET", `/v1/creators/${ana.id}/notices`)).toMatchObject({
    data: [{ told_on: "2026-05-02", channel: "email", text: "Erased." }],
  });
});

test("after an erasure everything still proves itself, a second one changes nothing, and whoever was not erased keeps all", async () => {
  const ana = await knownEverywhere("unmistakable");
  const ben = await knownEverywhere("benjamin");
  const kept = await tablesThatSay("benjamin");
  const card = await must(w, "GET", `/v1/scorecards/${ben.scorecard}`);
  await must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "asked for" });
  t.clock.set("2026-05-12T10:00:00Z");
  await must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "again" });
  const gone = await w.call("GET", `/v1/scorecards/${ana.scorecard}`);
  expect((gone.body as { detail: string }).detail).toContain("2026-05-10T10:00:00.000Z");
  expect(await tablesThatSay("benjamin")).toEqual(kept);
  expect(await must(w, "GET", `/v1/scorecards/${ben.scorecard}`)).toEqual(card);
  await keepCards(t.ctx);
  await sealAuditChains(t.ctx);
  for await (const { difference } of verifyInstallation(t.ctx)) expect(difference).toBeUndefined();
});

test("what a score rested on is gone exactly when it is marked erased, and what the application edits instead is found by verification", async () => {
  const ana = await knownEverywhere("unmistakable");
  const id = parseId("sco", ana.scorecard)!;
  const set = (values: Record<string, unknown>) => w.ctx.db.updateTable("scorecards").set(values).where("id", "=", id).execute();
  await expect(set({ input: null, result: "{}", erased_at: new Date(t.ctx.now()) })).rejects.toThrow("scorecards_check");
  await expect(set({ erased_at: new Date(t.ctx.now()) })).rejects.toThrow("scorecards_check");
  await expect(set({ score: 99 })).rejects.toThrow("permission denied");
  await set({ result: "{}" });
  expect(await scoreDifference(w.ctx)).toContain("its result is not what was digested");
});

test("what is written down of a person while they are erased is erased too, or not written", async () => {
  for (const word of ["firstword", "secondword", "thirdword"]) {
    const ana = await knownEverywhere(word);
    await Promise.all([
      w.call("POST", `${ana.accountUrl}/scorecards`),
      w.call("POST", `/v1/creators/${ana.id}/vetting-decisions`, { decision: "watch", reason: "Later." }),
      w.call("POST", `${ana.accountUrl}/comment-samples`, { text: `Comment\nWhere is ${word}?`, source: "a test" }),
      must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "asked for" }),
      w.call("POST", `${ana.accountUrl}/scorecards`),
    ]);
    await keepCards(t.ctx);
    expect(await tablesThatSay(word)).toEqual([]);
  }
});
