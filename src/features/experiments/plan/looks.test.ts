import { generatorOf, normalVariate, timeBasedRegression } from "@vouch/stats";
import { describe, expect, test } from "vitest";
import { dueLook, looksOf, looksTaken, plannedDays, type LookPlan } from "./looks.ts";

const plan: LookPlan = { from_on: "2026-05-01", to_on: "2026-05-22", looks: 3, spending: "obrien-fleming", alpha: "0.1" };
const runs = 600;
const before = 60;

/** In how many of many courses without any effect one of three looks finds one, when each asks for the p given. */
function falseAlarms(bounds: readonly number[]): number {
  const generator = generatorOf(11);
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const control = Float64Array.from({ length: before + 21 }, () => 1_000 + 50 * normalVariate(generator));
    const treated = control.map((value) => 0.4 * value + 10 * normalVariate(generator));
    const isFound = bounds.some((bound, at) => {
      const end = before + 7 * (at + 1);
      const fit = timeBasedRegression({ treated: treated.subarray(0, end), control: control.subarray(0, end), before }, 0.9);
      return fit.kind === "estimated" && fit.p <= bound;
    });
    if (isFound) found++;
  }
  return found / runs;
}

describe("looks", () => {
  test("at equal distances end with treatment, and the first ask for much less p than the last", () => {
    expect(plannedDays(plan)).toEqual(["2026-05-07", "2026-05-14", "2026-05-21"]);
    const [first, second, last] = looksOf(plan, []).map(({ bound_p }) => bound_p) as [number, number, number];
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(last);
    expect(last).toBeLessThan(0.1);
    const pocock = looksOf({ ...plan, spending: "pocock" }, []).map(({ bound_p }) => bound_p);
    expect(pocock[0]).toBeGreaterThan(10 * first);
    expect(looksOf({ ...plan, looks: 1 }, [])).toEqual([{ last_on: "2026-05-21", fraction: 1, is_planned: true, bound_p: 0.1 }]);
  });

  test("that ask for it keep the level over all of them together; the same looks with a plain p do not", () => {
    const error = Math.sqrt((0.1 * 0.9) / runs);
    for (const spending of ["obrien-fleming", "pocock"] as const) {
      const bounds = looksOf({ ...plan, spending }, []).map(({ bound_p }) => bound_p);
      expect(falseAlarms(bounds), spending).toBeLessThan(0.1 + 3 * error);
    }
    expect(falseAlarms([0.1, 0.1, 0.1])).toBeGreaterThan(0.1 + 3 * error);
  });

  test("that were not planned stand among the others, and later ones pay for them", () => {
    const looks = looksOf(plan, ["2026-05-10", "2026-05-14"]);
    expect(looks.map(({ last_on, is_planned }) => [last_on, is_planned])).toEqual([
      ["2026-05-07", true],
      ["2026-05-10", false],
      ["2026-05-14", true],
      ["2026-05-21", true],
    ]);
    const [plain, paying] = [looksOf(plan, []), looks].map((each) => each.at(-1)!.bound_p) as [number, number];
    expect(paying).toBeLessThan(plain);
    expect(looks[0]!.bound_p).toBe(looksOf(plan, [])[0]!.bound_p);
  });

  test("are due when all their days are known, in between only where that is asked for", () => {
    const due = (known: string, isUnplanned = false) => {
      const found = dueLook(plan, known, { taken: [], isUnplanned });
      return found.kind === "look" ? [found.look.last_on, found.look.is_planned] : found.reason;
    };
    expect(due("2026-05-06")).toContain("The first look is planned after 2026-05-07, and sales are known up to 2026-05-06.");
    expect(due("2026-05-06", true)).toEqual(["2026-05-06", false]);
    expect(due("2026-05-10")).toEqual(["2026-05-07", true]);
    expect(due("2026-05-10", true)).toEqual(["2026-05-10", false]);
    expect(due("2026-05-14", true)).toEqual(["2026-05-14", true]);
    expect(due("2026-05-21")).toEqual(["2026-05-21", true]);
  });

  test("tell the newest of several analyses of one day", () => {
    const taken = [0.04, 0.03].map((p) => ({
      last_on: "2026-05-07",
      is_planned: true,
      at: `2026-05-08T0${p * 100}:00:00Z`,
      p,
      may_be_told: false,
    }));
    expect(looksTaken(plan, taken).map((look) => look.taken?.p ?? null)).toEqual([0.03, null, null]);
  });
});
