import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { inMay, launchCampaign } from "../../../test/launched-campaign.ts";
import { openReportWorld, type ReportWorld } from "../../../test/report-world.ts";

interface Plan {
  readonly id: string;
  readonly state: string;
  readonly computation_id: string;
  readonly forecast: {
    readonly spend: { amount: string };
    readonly unspent: { amount: string };
    readonly per_spent: { low: number; middle: number; high: number } | null;
    readonly loss_chance: number;
    readonly creators: readonly { name: string; stage: string; spend: { amount: string }; prior: { source: string; cycles: number } }[];
  } | null;
  readonly lock: { sha256: string; is_late: boolean } | null;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
let newcomer: string;
const eur = (amount: string) => ({ amount, currency: "EUR" });

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  newcomer = (await makeCreator(w, { name: "Nia" })).id;
});
afterAll(() => t.close());

const asked = (more: object = {}) => ({
  ...{ name: "Summer", budget: eur("500000"), starts_on: "2026-06-01", ends_on: "2026-07-01" },
  creator_ids: [world.ana.publicId, newcomer],
  gates: { test_spend: "100000" },
  risk: { most_share: "1", most_loss_chance: "1", least_marginal: "0" },
  ...more,
});
const read = (id: string) => must<Plan>(w, "GET", `/v1/budget-plans/${id}`);
const faults = (reply: { body: unknown }) => (reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
const kind = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { type: string }).type.split("/").at(-1)];

async function planned(more: object = {}): Promise<Plan> {
  const made = await must<Plan>(w, "POST", "/v1/budget-plans", asked(more));
  expect(made).toMatchObject({ state: "working", forecast: null });
  await t.compute(w, made.computation_id);
  return read(made.id);
}

/** A launched campaign of three days with a fee for Ana, over by now. */
async function launched(days = inMay): Promise<string> {
  const id = await launchCampaign(t, w, { world, days });
  const fee = { kind: "fee", amount: eur("4000"), incurred_on: "2026-04-20", creator_id: world.ana.publicId };
  await must(w, "POST", `/v1/campaigns/${id}/costs`, fee);
  return id;
}

describe("a budget plan", () => {
  test("is worked out in the background: spends within their limits, every cent accounted for", async () => {
    const plan = await planned();
    const { forecast } = plan;
    expect(plan.state).toBe("ready");
    expect(BigInt(forecast!.spend.amount) + BigInt(forecast!.unspent.amount)).toBe(500_000n);
    expect(forecast!.creators.map(({ name, stage, prior }) => [name, stage, prior.source])).toEqual([
      ["Ana", "test", "assumed"],
      ["Nia", "test", "assumed"],
    ]);
    for (const { spend } of forecast!.creators) expect(BigInt(spend.amount)).toBeLessThanOrEqual(100_000n);
    expect(await must(w, "GET", "/v1/budget-plans")).toMatchObject({ data: [{ id: plan.id, is_locked: false }] });
    const rows = (table: string) =>
      w
        .call("GET", `/v1/budget-plans/${plan.id}?table=${table}`, undefined, { accept: "text/csv" })
        .then(({ body }) => String(body).trim().split("\n"));
    expect(await rows("creators")).toHaveLength(1 + forecast!.creators.length);
    expect((await rows("creators"))[1]).toContain("Ana");
    expect(await rows("scenarios")).toHaveLength(4);
  });

  test("is refused with every fault at its place, and with a creator of another workspace not found", async () => {
    const wrong = asked({
      ...{ ends_on: "2026-06-01", gates: { test_spend: "600000", scale_chance: "0.1" }, risk: { most_share: "0" } },
      assumptions: { doubling: "2.5", newcomer: { estimate: "1", low: "1", high: "0.5" }, worth: "0" },
    });
    expect(faults(await w.call("POST", "/v1/budget-plans", wrong))).toEqual([
      "/ends_on",
      "/gates/test_spend",
      "/gates/scale_chance",
      "/risk/most_share",
      "/assumptions/newcomer/low",
      "/assumptions/newcomer/high",
      "/assumptions/doubling",
      "/assumptions/worth",
    ]);
    const theirs = await makeCreator(await t.makeWorkspace());
    expect((await w.call("POST", "/v1/budget-plans", asked({ creator_ids: [theirs.id] }))).status).toBe(404);
  });

  test("reads the lessons of closed reviews as they are when it is worked out, and changes as long as it is open", async () => {
    const campaign = await launched();
    await must(w, "POST", `/v1/campaigns/${campaign}/review/close`);
    const plan = await planned({ name: "Autumn" });
    expect(plan.forecast!.creators.map(({ name, prior }) => [name, prior.source, prior.cycles])).toEqual([
      ["Ana", "own", 1],
      ["Nia", "assumed", 0],
    ]);
    const changed = await must<Plan>(
      w,
      "PUT",
      `/v1/budget-plans/${plan.id}`,
      asked({ budget: eur("50000"), gates: { test_spend: "9000" } }),
    );
    expect(changed).toMatchObject({ state: "working", budget: eur("50000") });
    await t.compute(w, changed.computation_id);
    expect(BigInt((await read(plan.id)).forecast!.spend.amount)).toBeLessThanOrEqual(18_000n);
    const dollars = asked({ budget: { amount: "50000", currency: "USD" }, gates: { test_spend: "9000" } });
    expect(faults(await w.call("PUT", `/v1/budget-plans/${plan.id}`, dollars))).toEqual(["/budget/currency"]);
  });

  test("that is locked never changes; twice at once it is locked once, and one without a forecast is not locked", async () => {
    const campaign = await launched();
    const open = await must<Plan>(w, "POST", "/v1/budget-plans", asked());
    const lock = (id: string) => w.call("POST", `/v1/budget-plans/${id}/lock`, { campaign_id: campaign });
    expect(kind(await lock(open.id))).toEqual([409, "forecast-missing"]);
    const plan = await planned();
    const both = await Promise.all([lock(plan.id), lock(plan.id)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const locked = await read(plan.id);
    expect(locked).toMatchObject({ state: "locked", forecast: plan.forecast, lock: { is_late: true } });
    expect(kind(await w.call("PUT", `/v1/budget-plans/${plan.id}`, asked()))).toEqual([409, "forecast-locked"]);
    const kept = await t.ctx.db.selectFrom("locked_budget_plans").selectAll().where("workspace_id", "=", w.id).executeTakeFirstOrThrow();
    expect(createHash("sha256").update(kept.document).digest("hex")).toBe(locked.lock!.sha256);
    await expect(t.ctx.db.updateTable("locked_budget_plans").set({ document: "{}" }).execute()).rejects.toThrow(/permission denied/);
  });

  test("is late, too, where its campaign was moved to before the lock", async () => {
    const days = { starts_on: "2026-06-01", ends_on: "2026-06-30" };
    const creator_ids = [world.ana.publicId];
    const { id: moved } = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Moved", ...days, creator_ids });
    const plan = await planned();
    await must(w, "POST", `/v1/budget-plans/${plan.id}/lock`, { campaign_id: moved });
    expect(await read(plan.id)).toMatchObject({ lock: { is_late: false } });
    await must(w, "PATCH", `/v1/campaigns/${moved}`, { starts_on: inMay.starts_on, ends_on: inMay.ends_on });
    expect(await read(plan.id)).toMatchObject({ lock: { is_late: true } });
    expect(await must(w, "GET", "/v1/forecast-calibration")).toMatchObject({ late: 2, waiting: 0 });
  });

  test("is held against what came once its campaign is over, and one that was locked late proves nothing", async () => {
    t.clock.set("2026-04-20T10:00:00Z");
    const coming = await launched();
    const { id } = await planned();
    await must(w, "POST", `/v1/budget-plans/${id}/lock`, { campaign_id: coming });
    const calibration = () => must<{ points: object[] }>(w, "GET", "/v1/forecast-calibration");
    // The plans of the tests above were locked for campaigns that had begun: what came of them was known.
    expect(await calibration()).toMatchObject({ plans: 0, waiting: 1, late: 2, points: [], covered: null });
    t.clock.set("2026-05-10T10:00:00Z");
    const after = await calibration();
    expect(after).toMatchObject({ plans: 1, waiting: 0, late: 2, verdict: expect.stringContaining("Too few forecasts to judge") });
    // 125.01 came for 52.50, 50.01 for Ana's 45.00.
    expect(after.points).toMatchObject([
      { subject: "The whole", is_whole: true, is_final: false, outcome: expect.closeTo(2.3811, 4) },
      { subject: "Ana", is_whole: false, outcome: expect.closeTo(1.1113, 4) },
    ]);
  });
});
