import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { revealAnalysis } from "./reveal-analysis.ts";
import { revealScript } from "./reveal-plan.ts";
import { revealPower } from "./reveal-power.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const plan = {
  hypothesis: "The code brings orders that would not have come.",
  treatment: "ANA10 in the banner of the landing page",
  from_on: "2026-05-04",
  to_on: "2026-05-06",
  expected_rate: "0.02",
  visitors_a_day: 1_000,
};
interface Reveal {
  id: string;
  state: string;
  seed: string | null;
  lock: { sha256: string; document: string } | null;
  power: { least_lift: number | null; cells: { lift: number; visitors: number }[] } | null;
  power_note: string;
  counts: object[];
  result: {
    analysis: { verdict: { outcome: string; sentence: string }; sample_ratio: { is_alarm: boolean }; lift: number; caused: number };
  } | null;
}
const path = "/v1/code-reveals";
const draft = (changes: object = {}) => must<Reveal>(w, "POST", path, { name: "ANA10", plan: { ...plan, ...changes } });
const lock = (id: string) => must<Reveal>(w, "POST", `${path}/${id}/lock`);
const counts = (shown: readonly [number, number], hidden: readonly [number, number]) => ({
  counts: ["2026-05-04", "2026-05-05"].flatMap((counted_on) =>
    ([true, false] as const).map((is_shown) => {
      const [visitors, orders] = is_shown ? shown : hidden;
      return { counted_on, is_shown, visitors, orders };
    }),
  ),
});

describe("a code that half of the visitors see", () => {
  test("goes from a plan with its power over a lock with its seed to a verdict with interval", async () => {
    t.clock.set("2026-05-02T10:00:00Z");
    const { id, power, seed: none } = await draft();
    expect(none).toBeNull();
    expect(power!.least_lift).toBe(1);
    expect((await w.call("PUT", `${path}/${id}/counts`, counts([1, 0], [1, 0]))).status).toBe(409);
    const locked = await lock(id);
    expect(createHash("sha256").update(locked.lock!.document).digest("hex")).toBe(locked.lock!.sha256);
    expect(locked).toMatchObject({ state: "locked", seed: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    expect((await w.call("PUT", `${path}/${id}/plan`, { name: "No", plan })).body).toMatchObject({
      type: expect.stringContaining("plan-locked") as string,
    });
    expect((await w.call("POST", `${path}/${id}/analyses`)).body).toMatchObject({
      status: 409,
      detail: "The experiment ends on 2026-05-05, and today is 2026-05-02. Looking early finds effects that are not there.",
    });
    t.clock.set("2026-05-06T10:00:00Z");
    await must(w, "PUT", `${path}/${id}/counts`, { counts: counts([5_000, 125], [5_000, 100]).counts.slice(0, 3) });
    expect((await w.call("POST", `${path}/${id}/analyses`)).body).toMatchObject({
      detail: "1 days are not counted in both halves, such as 2026-05-05. Write 0 where nobody came.",
    });
    await must(w, "PUT", `${path}/${id}/counts`, counts([5_000, 125], [5_000, 100]));
    const { state, result } = await must<Reveal>(w, "POST", `${path}/${id}/analyses`);
    expect(state).toBe("analysed");
    expect(result!.analysis).toMatchObject({ verdict: { outcome: "shown" }, sample_ratio: { is_alarm: false } });
    expect(result!.analysis.lift).toBeCloseTo(0.25, 12);
    expect(result!.analysis.caused).toBeCloseTo(50, 9);
    expect(await must(w, "GET", path)).toMatchObject({ data: [{ id, headline: "The effect is shown: +25.0 % orders" }] });
  });

  test("is told to the shop by a script of which half of the visitors see it, the same ones each time", async () => {
    const script = (await import(`data:text/javascript,${encodeURIComponent(revealScript("0123456789abcdef"))}`)) as {
      seesCode: (visitor: string) => Promise<boolean>;
    };
    const seen = await Promise.all(Array.from({ length: 4_000 }, (_, at) => script.seesCode(`visitor ${at}`)));
    expect(Math.abs(seen.filter(Boolean).length - 2_000)).toBeLessThan(4 * Math.sqrt(1_000));
    expect(await script.seesCode("visitor 7")).toBe(seen[7]);
    expect(await script.seesCode("visitor 7")).toBe(createHash("sha256").update("0123456789abcdef:visitor 7").digest()[0]! < 128);
  });

  test("is refused with days that are none, more orders than visitors, a day told twice, or a start that is not ahead", async () => {
    t.clock.set("2026-05-02T10:00:00Z");
    expect((await w.call("POST", path, { name: "No", plan: { ...plan, to_on: "2026-05-04" } })).body).toMatchObject({
      errors: [{ pointer: "/plan/to_on" }],
    });
    const { id } = await draft();
    await lock(id);
    const one = { counted_on: "2026-05-04", is_shown: true, visitors: 1, orders: 2 };
    expect(
      (
        await w.call("PUT", `${path}/${id}/counts`, {
          counts: [one, { ...one, orders: 0 }, { ...one, counted_on: "2026-05-06", orders: 0 }],
        })
      ).body,
    ).toMatchObject({
      errors: [{ pointer: "/counts/0/orders" }, { pointer: "/counts/1/counted_on" }, { pointer: "/counts/2/counted_on" }],
    });
    const late = await draft({ from_on: "2026-05-02" });
    expect((await w.call("POST", `${path}/${late.id}/lock`)).body).toMatchObject({
      type: expect.stringContaining("treatment-began") as string,
    });
    const unknown = await draft({ expected_rate: null });
    expect(unknown.power_note).toContain("Write into the plan what you expect.");
  });
});

test("halves that no fair coin makes are an alarm, and nothing is decided", () => {
  const found = revealAnalysis({ alpha: "0.1", direction: "gain" }, { visitors: 10_000, orders: 300 }, { visitors: 9_000, orders: 200 });
  expect(found.sample_ratio.is_alarm).toBe(true);
  expect(found.verdict).toMatchObject({
    outcome: "undecided",
    sentence: expect.stringContaining("which a fair coin all but never gives") as string,
  });
  expect(revealAnalysis({ alpha: "0.1", direction: "gain" }, { visitors: 90, orders: 3 }, { visitors: 100, orders: 0 })).toMatchObject({
    lift: null,
    flags: ["One half has fewer than 20 orders: only a large difference can show."],
  });
});

test("power is that of two rates: fewer visitors for larger lifts, and own visits where the plan is silent", () => {
  const own = { days: 56, visitors: 56_000, orders: 1_120 };
  const found = revealPower(
    { ...plan, to_on: "2026-06-01", expected_rate: null, visitors_a_day: null, direction: "gain", alpha: "0.05" },
    own,
  );
  if (found.kind !== "told") throw new Error(found.reason);
  expect([found.rate, found.visitors_a_day, found.days]).toEqual([0.02, 1_000, 28]);
  expect(found.cells.find(({ lift }) => lift === 0.5)).toMatchObject({ visitors: 2 * 3_826 });
  expect(found.cells.map(({ visitors }) => visitors)).toEqual(found.cells.map(({ visitors }) => visitors).toSorted((a, b) => b! - a!));
});
