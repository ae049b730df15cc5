import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { inMay, launchCampaign } from "../../../test/launched-campaign.ts";
import { openReportWorld, type ReportWorld } from "../../../test/report-world.ts";

interface Review {
  readonly state: string;
  readonly figures: readonly { key: string; value: string | null }[];
  readonly sentences: readonly { key: string; part: string; text: string; drafted: string | null; figures: readonly string[] }[];
  readonly lessons: readonly { subject_kind: string; subject: string; name: string; estimate: string; low: string; is_drafted: boolean }[];
  readonly changed_since: readonly { key: string }[];
  readonly closed: { sha256: string; by: string } | null;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
const eur = (amount: string) => ({ amount, currency: "EUR" });

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

/** A launched campaign of three days. */
const launched = async (deadlineOn = inMay.deadline_on): Promise<string> =>
  `/v1/campaigns/${await launchCampaign(t, w, { world, days: { ...inMay, deadline_on: deadlineOn } })}`;

const review = (url: string) => must<Review>(w, "GET", `${url}/review`);
const textOf = ({ sentences }: Review, key: string) => sentences.find((sentence) => sentence.key === key)?.text;
const kind = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { type: string }).type.split("/").at(-1)];

describe("a review", () => {
  test("is drafted from the data, and every figure that a sentence names is there", async () => {
    await must(w, "POST", `/v1/creators/${world.ana.publicId}/accounts`, { platform: "tiktok", handle: "ana" });
    await must(w, "POST", `/v1/creators/${world.ben.publicId}/accounts`, { platform: "instagram", handle: "ben" });
    const url = await launched();
    await must(w, "POST", `${url}/costs`, { kind: "fee", amount: eur("4000"), incurred_on: "2026-04-20", creator_id: world.ana.publicId });
    const draft = await review(url);
    const keys = new Set(draft.figures.map(({ key }) => key));
    expect(draft.sentences.flatMap(({ figures }) => figures).filter((key) => !keys.has(key))).toEqual([]);
    expect(textOf(draft, "goal")).toBe("The goal is met: 125.01 EUR, 125 % of the target, 100 EUR until 2026-05-03.");
    expect(textOf(draft, `drove/creator/${world.ana.publicId}`)).toMatch(
      /^Ana brought 40 % of the revenue, 50\.01 EUR; 1 spent on them brought 1\.11 \(0\.\d+ to \d\.\d+, 95 %\)\.$/,
    );
    expect(textOf(draft, "drove/way")).toBe("By kind of touch, of the revenue: Clicks on links 100 %.");
    expect(textOf(draft, "drove/platform")).toMatch(
      /^By platform, of the revenue: Instagram 60 %; TikTok 40 %, 1\.11 per 1 spent \(0\.\d+ to \d\.\d+\)\.$/,
    );
    expect(textOf(draft, "odd/costs")).toContain("product, shipping, staff time, tools and amplification");
    expect(textOf(draft, "odd/refunded")).toBe("17 % of what customers paid went back to them.");
    expect(textOf(draft, "try/test")).toContain("Ana: not decided, since the interval holds 1.");
    expect(draft).toMatchObject({ state: "due", closed: null, changed_since: [] });
    expect(draft.lessons).toMatchObject([
      { subject_kind: "creator", subject: world.ana.publicId, estimate: "1.1113", is_drafted: true },
      { subject_kind: "platform", subject: "tiktok", name: "TikTok", estimate: "1.1113" },
    ]);
  });

  test("keeps what a person wrote while the data behind it go on, and takes out what they took out", async () => {
    const url = await launched();
    const sentences = [
      { key: "goal", text: "We made it, just." },
      { key: "odd/costs", text: null },
    ];
    const saved = await must<Review>(w, "PUT", `${url}/review`, { sentences, notes: "Good weather helped." });
    expect(saved.sentences.find(({ key }) => key === "goal")).toMatchObject({
      text: "We made it, just.",
      drafted: expect.stringContaining("The goal is met"),
    });
    expect(textOf(saved, "odd/costs")).toBeUndefined();
    expect(await review(url)).toMatchObject({ notes: "Good weather helped.", state: "due" });
    const wrong = await w.call("PUT", `${url}/review`, { sentences: [{ key: "made up", text: "x" }] });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/sentences/0/key" }] } });
  });

  test("takes lessons only with one subject, an estimate within its interval, and of this workspace", async () => {
    const url = await launched();
    const save = (...lessons: object[]) => w.call("PUT", `${url}/review`, { lessons });
    const reel = { subject_kind: "format", subject: "reel", metric: "orders", estimate: "5", low: "3", high: "8", cycles: 4 };
    const wrong = await save({ ...reel, low: "6" }, { ...reel, subject_kind: "creator" }, { ...reel, level: "1" });
    expect((wrong.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      "/lessons/0/low",
      "/lessons/1/creator_id",
      "/lessons/1/subject",
      "/lessons/2/level",
    ]);
    const theirs = await makeCreator(await t.makeWorkspace());
    const { subject: _, ...rest } = reel;
    expect((await save({ ...rest, subject_kind: "creator", creator_id: theirs.id })).status).toBe(404);
    expect((await save(reel)).body).toMatchObject({ lessons: [{ name: "reel", is_drafted: false, cycles: 4 }] });
  });

  test("cannot be closed before the campaign and the goal's deadline are over", async () => {
    const url = await launched("2026-06-30");
    expect(await review(url)).toMatchObject({ state: "preliminary", due_on: "2026-07-01" });
    expect(kind(await w.call("POST", `${url}/review/close`))).toEqual([409, "review-too-early"]);
    const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", {
      name: "Never",
      starts_on: "2026-05-01",
      ends_on: "2026-05-02",
    });
    expect(await review(`/v1/campaigns/${id}`)).toMatchObject({ state: "preliminary", due_on: null });
    expect(kind(await w.call("POST", `/v1/campaigns/${id}/review/close`))).toEqual([409, "review-too-early"]);
  });

  test("that is closed stays as it was; later data are said beside it, and its lessons are there for plans", async () => {
    const url = await launched();
    const fee = { kind: "fee", incurred_on: "2026-04-20", creator_id: world.ana.publicId };
    await must(w, "POST", `${url}/costs`, { ...fee, amount: eur("4000") });
    const both = await Promise.all([w.call("POST", `${url}/review/close`), w.call("POST", `${url}/review/close`)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const closed = await review(url);
    expect(closed).toMatchObject({ state: "closed", changed_since: [], closed: { by: "an API key" } });
    await must(w, "POST", `${url}/costs`, { ...fee, amount: eur("1000") });
    const later = await review(url);
    expect(later.figures).toEqual(closed.figures);
    const ofAna = [`return/creator/${world.ana.publicId}`, "return/platform/tiktok"];
    expect(later.changed_since.map(({ key }) => key)).toEqual(["cost", "roi", "cost/fee", ...ofAna]);
    expect(kind(await w.call("PUT", `${url}/review`, { notes: "Too late." }))).toEqual([409, "review-closed"]);
    const { data } = await must<{ data: { name: string; metric: string; campaign_name: string }[] }>(w, "GET", "/v1/lessons");
    const lesson = { metric: "revenue_per_spent", campaign_name: "Launch" };
    expect(data.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { ...lesson, name: "Ana", subject_kind: "creator" },
      { ...lesson, name: "TikTok", subject_kind: "platform" },
    ]);
    expect(await must(w, "GET", `/v1/lessons?creator_id=${world.ben.publicId}`)).toMatchObject({ data: [] });
    const kept = await t.ctx.db.selectFrom("closed_reviews").selectAll().where("workspace_id", "=", w.id).executeTakeFirstOrThrow();
    expect(createHash("sha256").update(kept.document).digest("hex")).toBe(closed.closed?.sha256);
    await expect(t.ctx.db.updateTable("closed_reviews").set({ document: "{}" }).execute()).rejects.toThrow(/permission denied/);
    await expect(t.ctx.db.deleteFrom("campaign_lessons").execute()).rejects.toThrow(/permission denied/);
  });
});
