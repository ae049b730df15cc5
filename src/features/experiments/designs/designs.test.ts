import { createHash } from "node:crypto";
import { generatorOf, poissonVariate, shuffled } from "@vouch/stats";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { seriesNamed, takeSales } from "../../../../test/region-sales.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { parseId } from "../../../kernel/ids.ts";
import { performComputation } from "../../computations/service.ts";
import { designComputation, designPowerComputation } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let series: string;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-02T10:00:00Z");
  w = await t.makeWorkspace();
  await takeSales(w, { text: salesText(140, () => 1), name: "creators.csv" });
  series = (await seriesNamed(w, "creators")).id;
});
afterAll(() => t.close());

const names = Array.from({ length: 16 }, (_, at) => `Creator ${String.fromCharCode(65 + at)}`);
const begin = "2025-12-15";

/** Orders of each creator by day, some ten of the first and fifty of the last, times what is said of a creator and day. */
function salesText(days: number, factor: (name: string, day: string) => number): string {
  const rows = names.flatMap((name, at) => {
    const source = generatorOf(at);
    return Array.from({ length: days }, (_, after) => {
      const day = daysLater(begin, after);
      return `${name},${day},${Math.round(factor(name, day) * poissonVariate(source, 10 + 2.5 * at))}`;
    });
  });
  return `creator,date,orders\n${rows.join("\n")}\n`;
}

const basis = {
  hypothesis: "Posts bring orders that would not have come.",
  treatment: "A post each week",
  creators: names,
  from_on: "2026-05-04",
};
const staggered = { ...basis, design: "staggered_creators", waves: 4, weeks_between: 2 };
const matched = { ...basis, design: "matched_creators", weeks: 4 };

interface Begun {
  creator: string;
  from_on: string | null;
  group: number;
}
interface Experiment {
  id: string;
  state: string;
  to_on: string;
  decision_rule: string;
  warnings: string[];
  analysis_id: string | null;
  power_id: string | null;
  power: { least_lift: number | null; false_alarms: number; weeks_before: number; flags: string[] } | null;
  lock: { sha256: string; document: string } | null;
  assignment: { seed: number; creators: Begun[]; left: string[] } | null;
  result: {
    sales_sha256: string;
    analysis: {
      effect: number;
      lower: number;
      upper: number;
      p: number;
      lift: number;
      verdict: { outcome: string; sentence: string };
      flags: string[];
      by_week: object[];
    };
  } | null;
}

const path = "/v1/creator-experiments";
const draft = (plan: object) => must<Experiment>(w, "POST", path, { name: "Who brings what", series_id: series, plan });
const lock = (id: string) => must<Experiment>(w, "POST", `${path}/${id}/lock`);
const get = (id: string) => must<Experiment>(w, "GET", `${path}/${id}`);

async function analysed(id: string): Promise<Experiment> {
  const { analysis_id } = await must<Experiment>(w, "POST", `${path}/${id}/analyses`);
  await performComputation(w.ctx, [designComputation], { computationId: parseId("job", analysis_id!)! });
  return get(id);
}

/** Sales up to the end, a third more for whom it has begun. */
async function goOn(begun: readonly Begun[], to: string): Promise<void> {
  const starts = new Map(begun.map(({ creator, from_on }) => [creator, from_on]));
  const days = (Date.parse(to) - Date.parse(begin)) / 86_400_000;
  const text = salesText(days, (name, day) => {
    const from = starts.get(name) ?? null;
    return from !== null && day >= from ? 4 / 3 : 1;
  });
  await takeSales(w, { text, name: "creators.csv" });
}

describe("creators who begin in waves", () => {
  test("are dealt out by the plan's own hash, so that anybody can deal them out again, and a third more is found", async () => {
    expect(await seriesNamed(w, "creators")).toMatchObject({ sold_by: "region" });
    const { id } = await draft(staggered);
    expect(await seriesNamed(w, "creators")).toMatchObject({ sold_by: "creator" });
    const { lock: locked, assignment, state, to_on } = await lock(id);
    expect([state, to_on]).toEqual(["locked", "2026-06-15"]);
    expect(createHash("sha256").update(locked!.document).digest("hex")).toBe(locked!.sha256);
    const { seed, assignment: kept, ...before } = JSON.parse(locked!.document) as { seed: number; assignment: object };
    expect(createHash("sha256").update(canonicalJson(before)).digest().readUInt32BE(0)).toBe(seed);
    expect(assignment).toEqual({ seed, ...kept });
    expect(assignment!.creators.map(({ creator }) => creator)).toEqual(shuffled(generatorOf(seed), names));
    expect(assignment!.creators.map(({ from_on }) => from_on)).toEqual(
      ["2026-05-04", "2026-05-18", "2026-06-01", "2026-06-15"].flatMap((day) => [day, day, day, day]),
    );
    await goOn(assignment!.creators, to_on);
    const done = await analysed(id);
    expect(done.state).toBe("analysed");
    const { analysis } = done.result!;
    expect(analysis.verdict.outcome).toBe("shown");
    expect(analysis.lift).toBeGreaterThan(0.25);
    expect(analysis.lift).toBeLessThan(0.42);
    expect(analysis.lower).toBeGreaterThan(0);
    expect(analysis.by_week).toHaveLength(6);
    expect(analysis.verdict.sentence).toContain("Creators who had started brought");
    expect(await must(w, "GET", path)).toMatchObject({
      data: [{ id, state: "analysed", headline: expect.stringContaining("The effect is shown: +") }],
    });
  });

  test("are not analysed before the last wave begins, nor with days missing, which are named", async () => {
    const { id } = await draft(staggered);
    expect((await w.call("POST", `${path}/${id}/analyses`)).body).toMatchObject({
      status: 409,
      type: expect.stringContaining("plan-not-locked"),
    });
    const { assignment, to_on } = await lock(id);
    expect((await w.call("POST", `${path}/${id}/analyses`)).body).toMatchObject({
      status: 409,
      detail:
        "The experiment ends on 2026-06-14, and sales are known up to 2026-05-03. Looking early finds effects that are not there: import the rest, then ask again.",
    });
    const gone = (text: string) => text.replace(/Creator B,2026-05-1[45],\d+\n/g, "");
    const days = (Date.parse(to_on) - Date.parse(begin)) / 86_400_000;
    await takeSales(w, { text: gone(salesText(days, () => 1)), name: "creators.csv" });
    expect((await w.call("POST", `${path}/${id}/analyses`)).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining("Sales are missing for Creator B on 2026-05-14, Creator B on 2026-05-15.") as string,
    });
    expect(assignment!.left).toEqual([]);
  });

  test("locked twice at once are dealt out once; a locked plan does not change; a first start that is not ahead is refused", async () => {
    const { id } = await draft(staggered);
    const answers = await Promise.all([1, 2, 3].map(() => w.call("POST", `${path}/${id}/lock`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await w.call("PUT", `${path}/${id}/plan`, { name: "No", plan: staggered })).body).toMatchObject({
      type: expect.stringContaining("plan-locked") as string,
    });
    const second = await draft({ ...matched, creators: names.slice(0, 12), from_on: "2026-06-01" });
    expect(second.warnings).toEqual([
      `Who brings what deals out ${names.slice(0, 12).join(", ")} in the same days: what either of them did cannot be told apart there.`,
    ]);
    const late = await draft({ ...staggered, from_on: "2026-05-02" });
    expect((await w.call("POST", `${path}/${late.id}/lock`)).body).toMatchObject({
      status: 409,
      type: expect.stringContaining("treatment-began") as string,
      detail: "from_on is 2026-05-02, and today is 2026-05-02.",
    });
  });

  test("have a power study on their own history that holds for the plan as it is", async () => {
    const { id } = await draft(staggered);
    const asked = await must<Experiment>(w, "POST", `${path}/${id}/power-studies`);
    await performComputation(w.ctx, [designPowerComputation], { computationId: parseId("job", asked.power_id!)! });
    const { power } = await get(id);
    expect(power).toMatchObject({
      weeks_before: 8,
      flags: ["Fewer than three stretches of this length lie side by side in the history: they are much the same trial."],
    });
    expect(power!.least_lift).toBeGreaterThan(0.02);
    expect(power!.least_lift).toBeLessThanOrEqual(0.2);
    expect(power!.false_alarms).toBeLessThan(0.2);
    const changed = await must<Experiment>(w, "PUT", `${path}/${id}/plan`, { name: "Fewer", plan: { ...staggered, waves: 2 } });
    expect(changed).toMatchObject({ power: null, power_id: null });
  });

  test("who did not do as chance had said are told of beside the result, and counted as dealt out", async () => {
    const { id } = await draft(staggered);
    const early = { creator: "Creator C", kind: "began_early", note: "A story on 8 May" };
    expect((await w.call("POST", `${path}/${id}/deviations`, early)).status).toBe(409);
    await lock(id);
    expect((await must<Experiment>(w, "POST", `${path}/${id}/deviations`, early)).warnings).toEqual([
      "1 of 16 creators began while they were to wait: Creator C. They count as chance dealt them out, which draws the effect towards zero.",
    ]);
    expect((await w.call("POST", `${path}/${id}/deviations`, { ...early, creator: "Creator Z" })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: "/creator" }],
    });
  });
});

describe("creators in pairs", () => {
  test("are alike beforehand, a coin says for which of each it begins, and a third more is found", async () => {
    const { id } = await draft({ ...matched, creators: names.slice(0, 15) });
    const { assignment, to_on } = await lock(id);
    expect(assignment!.left).toHaveLength(1);
    const pairs = Array.from({ length: 7 }, (_, at) => assignment!.creators.filter(({ group }) => group === at + 1));
    for (const pair of pairs) {
      expect(new Set(pair.map(({ from_on }) => from_on))).toEqual(new Set(["2026-05-04", null]));
      const [one, other] = pair.map(({ creator }) => names.indexOf(creator));
      expect(Math.abs(one! - other!)).toBeLessThanOrEqual(2);
    }
    expect(new Set(assignment!.creators.map(({ from_on }, at) => (from_on === null) === (at % 2 === 0))).size).toBe(2);
    await goOn(assignment!.creators, to_on);
    const { result } = await analysed(id);
    expect(result!.analysis).toMatchObject({
      verdict: { outcome: "shown" },
      p: 2 / 128,
      flags: ["Only 7 pairs take part: one creator alone can move the result."],
    });
    expect(result!.analysis.lift).toBeGreaterThan(0.25);
    expect(result!.analysis.lift).toBeLessThan(0.42);
    t.clock.advanceMs(60_000);
    expect((await analysed(id)).result).toEqual({ ...result, computed_at: expect.any(String) as string });
  });
});

test("a plan that does not fit its series is refused with every fault in its place", async () => {
  const plan = { ...staggered, creators: ["creator a", "Nobody", "Creator B", "Creator B"], history_weeks: 30 };
  const reply = await w.call("POST", path, { name: "No", series_id: series, plan });
  expect(reply.status).toBe(422);
  expect((reply.body as { errors: object[] }).errors).toEqual([
    { pointer: "/plan/creators/0", detail: 'creators: "creator a" is not in the series; did you mean "Creator A"?' },
    { pointer: "/plan/creators/1", detail: 'creators: "Nobody" is not in the series; look at its names' },
    { pointer: "/plan/creators/3", detail: 'creators: "Creator B" is named twice' },
    { pointer: "/plan/creators", detail: "creators: 3 take part, and at least 8 are needed, two in each wave" },
    {
      pointer: "/plan/history_weeks",
      detail: "history_weeks: 30 weeks before 2026-05-04 begin on 2025-10-06, and sales are known from 2025-12-15",
    },
  ]);
  const few = await w.call("POST", path, { name: "No", series_id: series, plan: { ...matched, creators: names.slice(0, 8) } });
  expect((few.body as { errors: object[] }).errors).toEqual([
    { pointer: "/plan/creators", detail: "creators: 8 take part, and at least 10 are needed, 5 pairs, for any p to be as small as 0.1" },
  ]);
  const { id } = await draft(staggered);
  expect((await w.call("PUT", `${path}/${id}/plan`, { name: "Other", plan: matched })).body).toMatchObject({
    errors: [{ pointer: "/plan/design" }],
  });
});
