import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";
import { incrementalReached, newCustomersReached } from "./goal-reached.ts";
import { lateGoalNote } from "./late-goal.ts";
import { goalVerdict, ppbOf } from "./goal-verdict.ts";

describe("a goal's verdict", () => {
  const between = { low: 90n, value: 120n, high: 150n };

  test("is met by the lower end, not met by the upper end after the deadline, and else the data do not decide", () => {
    expect([80n, 90n, 91n, 150n, 151n].map((target) => goalVerdict(target, between, true))).toEqual([
      "met",
      "met",
      "undecidable",
      "undecidable",
      "not_met",
    ]);
  });

  test("stays open before the deadline, even when the value is not known, and is met early where it is reached", () => {
    expect([80n, 100n, 200n].map((target) => goalVerdict(target, between, false))).toEqual(["met", "open", "open"]);
    expect([goalVerdict(1n, undefined, false), goalVerdict(1n, undefined, true)]).toEqual(["open", "undecidable"]);
  });

  test("reads decimal texts exactly", () => {
    expect(["25000", "1.5", "-0.0001"].map(ppbOf)).toEqual([25_000_000_000_000n, 1_500_000_000n, -100_000n]);
  });
});

test("a goal proves less the later it was locked", () => {
  const days = { today: "2026-05-10", startsOn: "2026-05-02", deadlineOn: "2026-05-05" };
  expect(lateGoalNote({ ...days, lockedOn: "2026-04-20" })).toBeUndefined();
  expect(lateGoalNote({ ...days, lockedOn: "2026-05-02" })).toBeUndefined();
  expect(lateGoalNote({ ...days, lockedOn: "2026-05-03" })).toContain("after the campaign had begun on 2026-05-02");
  expect(lateGoalNote({ ...days, lockedOn: "2026-05-06" })).toContain("after its deadline");
  expect(lateGoalNote({ ...days, lockedOn: undefined })).toContain("It is not locked");
  expect(lateGoalNote({ ...days, lockedOn: undefined, today: "2026-05-01" })).toBeUndefined();
});

test("new customers are those known to be, up to all of whom nobody knows", () => {
  const counts = { newCustomersPpb: 3_000_000_000n, unknownNovelty: 2 } as Parameters<typeof newCustomersReached>[0];
  expect(newCustomersReached(counts).reached).toEqual({ low: 3_000_000_000n, value: 3_000_000_000n, high: 5_000_000_000n });
});

test("what nobody stated to be caused is not known, and says over which span", () => {
  expect(incrementalReached(undefined, "the campaign's days", "EUR")).toMatchObject({
    reached: undefined,
    why: "Nobody has stated what the campaign caused over the campaign's days.",
  });
});

describe("the standing of a campaign", () => {
  let t: TestApp;
  let w: TestWorkspace;
  let world: ReportWorld;
  let url: string;
  let memberId: string;
  const eur = (amount: string) => ({ amount, currency: "EUR" });

  beforeAll(async () => {
    t = await openTestApp();
    t.clock.set("2026-05-10T10:00:00Z");
    w = await t.makeWorkspace({ zone: "Europe/Berlin" });
    world = await openReportWorld(t, w);
    memberId = (await must<{ data: { id: string }[] }>(w, "GET", "/v1/members")).data[0]!.id;
    const creator_ids = [world.ana.publicId, world.ben.publicId];
    const days = { starts_on: "2026-05-01", ends_on: "2026-05-04" };
    url = `/v1/campaigns/${(await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days, creator_ids })).id}`;
  });
  afterAll(() => t.close());

  const standing = async (goal: object) => {
    await must(w, "PUT", `${url}/goal`, { deadline_on: "2026-05-03", stakeholder_ids: [memberId], ...goal });
    return (await must<{ standing: { notes: string[] } }>(w, "GET", `${url}/goal/standing`)).standing;
  };

  test("is null without a goal", async () => {
    expect(await must(w, "GET", `${url}/goal/standing`)).toEqual({ standing: null });
  });

  test("counts revenue, orders and clicks until the deadline's end, and without a rate a later sum is not known", async () => {
    expect(await standing({ metric: "attributed_revenue", target: "125.01" })).toMatchObject({ value: "125.01", verdict: "met" });
    expect(await standing({ metric: "attributed_revenue", target: "125.0101" })).toMatchObject({ verdict: "not_met", is_over: true });
    expect(await standing({ metric: "attributed_orders", target: "2" })).toMatchObject({ value: "2", unit: "orders", verdict: "met" });
    expect(await standing({ metric: "clicks", target: "5" })).toMatchObject({ value: "4", verdict: "not_met" });
    expect(await standing({ metric: "clicks", target: "5", deadline_on: "2026-05-20" })).toMatchObject({ value: "4", verdict: "open" });
    expect(await standing({ metric: "attributed_revenue", target: "1", deadline_on: "2026-05-04" })).toMatchObject({
      value: null,
      verdict: "undecidable",
      why: expect.stringContaining("USD"),
    });
  });

  test("on cost says what of the kinds that nobody entered the goal still bears", async () => {
    await must(w, "POST", `${url}/costs`, { kind: "fee", amount: eur("4000"), incurred_on: "2026-05-01" });
    // 125.01 of revenue, 12.50 of commission and 40.00 of fees: a return of 1 bears a cost of 62.51, which is 10.00 more and not a cent beyond.
    const asked = await standing({ metric: "return_on_cost", target: "1" });
    expect(asked).toMatchObject({ value: "1.381142857", verdict: "met" });
    expect(asked.notes).toEqual([
      "It is not locked, and the campaign began on 2026-05-01: whoever sets it now can see what came.",
      "Nothing was entered for product, shipping, staff time, tools, paid amplification. The target bears at most 10.00 EUR more.",
    ]);
  });

  test("on what was caused follows the interval, and the brand's own metric is judged by people", async () => {
    expect(await standing({ metric: "incremental_revenue", target: "50" })).toMatchObject({ value: null, verdict: "undecidable" });
    const stated = { revenue: eur("10000"), low: eur("4000"), high: eur("16000"), level: "0.9", source: "Geo holdout" };
    await must(w, "POST", `${url}/incremental`, { horizon: "campaign", ...stated });
    expect(await standing({ metric: "incremental_revenue", target: "50" })).toMatchObject({ value: "100", verdict: "undecidable" });
    expect(await standing({ metric: "incremental_revenue", target: "40" })).toMatchObject({ low: "40", level: "0.9", verdict: "met" });
    const own = { metric: "other", target: "3", unit: "press mentions", definition: "Mentions in national papers" };
    expect(await standing(own)).toMatchObject({ value: null, verdict: "undecidable", why: expect.stringContaining("review") });
  });
});
