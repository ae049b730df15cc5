import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { countFaults, liftAnalysis } from "./lift-analysis.ts";
import { recruitmentWarnings } from "./lift-plan.ts";
import { liftPower } from "./lift-power.ts";

const plan = {
  hypothesis: "More people name the brand",
  exposure: "Three posts",
  assignment: "random",
  recruitment_control: "Panel",
  recruitment_exposed: "panel",
  planned_control: 1_100,
  planned_exposed: 1_100,
  questions: [
    { text: "Which brands of tents do you know?", positive: "names ours" },
    { text: "Would you buy it?", positive: "yes" },
  ],
  base_rate: 0.2,
  least_points: 0.05,
};

interface Survey {
  readonly id: string;
  readonly state: string;
  readonly warnings: string[];
  readonly decision_rule: string;
  readonly power: { readonly is_enough: boolean; readonly needed: { readonly points: number; readonly per_group: number }[] };
  readonly lock: { readonly sha256: string; readonly document: string } | null;
  readonly counts: object | null;
  readonly analysis: {
    readonly verdict: { readonly outcome: string; readonly headline: string };
    readonly alarms: { readonly kind: string }[];
  } | null;
}

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const draft = (changes: object = {}) => must<Survey>(w, "POST", "/v1/brand-lifts", { name: "Tents", plan: { ...plan, ...changes } });
const group = (answered: number, positive: number) => ({ answered, positive });
const counts = {
  asked: { control: 1_000, exposed: 1_000 },
  answers: [
    { control: group(800, 160), exposed: group(800, 216) },
    { control: group(790, 100), exposed: group(795, 104) },
  ],
};

describe("a survey of brand lift", () => {
  test("tells its power before anybody is asked, is locked with a hash that anybody can check, and gives points before the relative lift", async () => {
    const { id, power, warnings } = await draft();
    // 2 ((1.95996 + 0.84162) ÷ h)² with h = 2 (asin √0.25 − asin √0.2) is 1,091.9.
    expect(power.needed[1]).toEqual({ points: 0.05, per_group: 1_092 });
    expect([power.is_enough, warnings]).toEqual([true, []]);
    const early = await w.call("POST", `/v1/brand-lifts/${id}/counts`, counts);
    expect(early.body).toMatchObject({ status: 409, type: expect.stringContaining("brand-lift-not-locked") as string });
    const { lock, decision_rule } = await must<Survey>(w, "POST", `/v1/brand-lifts/${id}/lock`);
    expect(createHash("sha256").update(lock!.document).digest("hex")).toBe(lock!.sha256);
    expect(JSON.parse(lock!.document)).toMatchObject({ decision_rule, plan });
    for (const [method, path] of [
      ["PUT", "plan"],
      ["POST", "lock"],
    ] as const)
      expect((await w.call(method, `/v1/brand-lifts/${id}/${path}`, method === "PUT" ? { name: "Other", plan } : undefined)).status).toBe(
        409,
      );
    const done = await must<Survey>(w, "POST", `/v1/brand-lifts/${id}/counts`, counts);
    expect(done).toMatchObject({
      state: "counted",
      counts,
      analysis: { verdict: { outcome: "shown", headline: "Lift is shown: +7.0 points" }, alarms: [] },
    });
    const { data } = await must<{ data: { headline: string }[] }>(w, "GET", "/v1/brand-lifts");
    expect(data[0]).toMatchObject({ headline: "Lift is shown: +7.0 points", state: "counted" });
  });

  test("locked three times at once is locked once, and of two counts the newer holds while both are kept", async () => {
    const { id } = await draft();
    const answers = await Promise.all([1, 2, 3].map(() => w.call("POST", `/v1/brand-lifts/${id}/lock`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    await must(w, "POST", `/v1/brand-lifts/${id}/counts`, counts);
    t.clock.advanceMs(1_000);
    const none = { ...counts, answers: counts.answers.map(({ control }) => ({ control, exposed: control })) };
    expect((await must<Survey>(w, "POST", `/v1/brand-lifts/${id}/counts`, none)).analysis!.verdict.outcome).toBe("not-shown");
    const { length } = await t.ctx.db.selectFrom("brand_lift_counts").select("id").where("workspace_id", "=", w.id).execute();
    expect(length).toBeGreaterThanOrEqual(2);
  });

  test("whose plan or counts cannot be is refused with every fault in its place", async () => {
    const pointers = ({ body }: { body: unknown }) => (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    const wrong = { ...plan, base_rate: 0.98, questions: [plan.questions[0], plan.questions[0]] };
    expect(pointers(await w.call("POST", "/v1/brand-lifts", { name: "No", plan: wrong }))).toEqual([
      "/plan/least_points",
      "/plan/questions/1/text",
    ]);
    expect(pointers(await w.call("POST", "/v1/brand-lifts", { name: "No", plan: { ...plan, planned_control: 1, questions: [] } }))).toEqual(
      ["/plan/planned_control", "/plan/questions"],
    );
    const { id } = await draft();
    await must(w, "POST", `/v1/brand-lifts/${id}/lock`);
    const bad = { asked: { control: 10, exposed: 10 }, answers: [{ control: group(5, 6), exposed: group(11, 1) }] };
    expect(pointers(await w.call("POST", `/v1/brand-lifts/${id}/counts`, bad))).toEqual([
      "/answers",
      "/answers/0/control/positive",
      "/answers/0/exposed/answered",
    ]);
  });
});

describe("what a survey says", () => {
  const rule = { alpha: "0.05", direction: "gain", planned_control: 1, planned_exposed: 1 } as const;
  const survey = (control: number, exposed: number, asked = { control: 1_000, exposed: 1_000 }) =>
    liftAnalysis({ asked, answers: [{ control: group(800, control), exposed: group(800, exposed) }] }, rule);

  test("is p by the pooled z-test, points with an interval that holds them, and the lift against the control", () => {
    const [found] = survey(160, 216).results;
    // Pooled 376 / 1,600 = 0.235: 0.07² ÷ (0.235 · 0.765 · 2 ÷ 800), and erfc(√(that ÷ 2)) in Python.
    expect(found!.z! ** 2).toBeCloseTo(10.902517035182871, 8);
    expect(found!.p).toBeCloseTo(0.00096034, 8);
    expect(found!.difference.estimate).toBeCloseTo(0.07, 12);
    expect(found!.difference.low).toBeGreaterThan(0);
    expect(found!.relative).toBeCloseTo(0.35, 12);
  });

  test("follows the locked direction, and cannot be decided where everybody answers alike", () => {
    expect(survey(216, 160).verdict.outcome).toBe("opposite");
    expect(survey(160, 165).verdict.outcome).toBe("not-shown");
    expect(survey(0, 0).verdict.outcome).toBe("undecided");
    expect(survey(0, 20).results[0]!.relative).toBeNull();
  });

  test("comes with an alarm where the groups have other sizes than planned, or answer in another measure", () => {
    const odd = survey(160, 216, { control: 1_000, exposed: 1_200 });
    expect(odd.alarms.map(({ kind }) => kind)).toEqual(["sample-ratio", "answering"]);
    // chi-square of 1,000 and 1,200 against equal groups: 2 · 100² / 1,100 = 18.18 with one degree of freedom
    expect(odd.alarms[0]!.p).toBeCloseTo(2.0079e-5, 8);
    expect(odd.alarms[0]!.sentence).toContain("as planned it would be about 1,100 and 1,100");
    expect(survey(160, 216, { control: 1_000, exposed: 1_050 }).alarms).toEqual([]);
  });

  test("rests on how the groups are found: by chance in one way says nothing against it, by happening to see it does", () => {
    const found = { recruitment_control: "Panel", recruitment_exposed: "Story stickers" };
    expect(recruitmentWarnings({ assignment: "natural", ...found })).toHaveLength(2);
    expect(recruitmentWarnings({ assignment: "matched", ...found, recruitment_exposed: " PANEL" })).toHaveLength(1);
  });

  test("needs more answers for a smaller difference, and says how small the planned size finds", () => {
    const asked = {
      base_rate: 0.2,
      least_points: 0.05,
      direction: "gain",
      alpha: "0.05",
      planned_control: 400,
      planned_exposed: 900,
    } as const;
    const power = liftPower(asked);
    expect(power.is_enough).toBe(false);
    expect(power.needed.map(({ per_group }) => per_group)).toEqual(
      power.needed.map(({ per_group }) => per_group).toSorted((a, b) => b - a),
    );
    expect(power.least_found).toBeGreaterThan(0.05);
    expect(liftPower({ ...asked, planned_control: 3 }).sentence).toContain("Ask more people");
    expect(countFaults({ asked: { control: 1, exposed: 1 }, answers: [] }, 1)).toHaveLength(1);
  });
});
