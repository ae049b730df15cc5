import { describe, expect, test } from "vitest";
import { walkthrough } from "../../../../test/geo-walkthrough.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { planFaults } from "../plan/geo-plan.ts";
import { geoAnalysis } from "./geo-analysis.ts";
import type { MethodOutcome } from "./method-estimate.ts";
import { verdictOf } from "./verdict.ts";

const look = { last_on: "2026-05-10", fraction: 0.5, bound_p: 0.02 };
const plan = { method: "sdid", direction: "gain", look } as const;
const found = (p: number | null): MethodOutcome => ({
  ...{ kind: "estimated", method: "sdid", effect: 3, total: 60, lift: 0.05, p, p_by: "", flags: [], weights: [], expected: [] },
  ...{ interval: { lower: 1, upper: 5 }, interval_by: "t-test", interval_note: "" },
});

describe("a verdict", () => {
  test("before the end is open until p is within the bound of the look, and its interval is of the same level", () => {
    const open = verdictOf([found(0.03)], plan, "count");
    expect(open).toMatchObject({ outcome: "open", headline: "Too early to tell" });
    expect(open.sentence).toContain("Up to 2026-05-10, with 50.0 % of the days, the rule decides nothing yet");
    expect(open.sentence).toContain("(p 0.030, asked: at most 0.02). The 98 % interval");
    expect(verdictOf([found(0.02)], plan, "count").outcome).toBe("shown");
    expect(verdictOf([found(null)], plan, "count").outcome).toBe("open");
    const last = { ...plan, look: { ...look, fraction: 1 } };
    expect(verdictOf([found(0.03)], last, "count").outcome).toBe("not-shown");
    expect(verdictOf([found(null)], last, "count").outcome).toBe("undecided");
  });

  test("of a method whose fit did not converge says so in words", () => {
    const failed: MethodOutcome = { kind: "failed", method: "sdid", reason: "its fit did not converge" };
    expect(verdictOf([failed], plan, "count")).toEqual({
      outcome: "undecided",
      headline: "The rule cannot decide",
      sentence: "synthetic difference in differences gives no answer: its fit did not converge.",
    });
  });
});

test("where the untreated regions never change the deciding regression gives no answer, and the reason stands beside the others' numbers", () => {
  const days = Array.from({ length: 40 }, (_, at) => daysLater("2026-04-01", at));
  const cells = ["a", "b", "c"].flatMap((region) =>
    days.map((day, at) => ({ region, day, sales: region === "a" ? 100 + (at % 7) : 50, spend: null })),
  );
  const asked = { ...walkthrough, treated: ["a"], from_on: "2026-05-01", to_on: "2026-05-11", method: "time-based-regression" } as const;
  const outcome = geoAnalysis({ cells, plan: asked, unit: "count", seed: 1 }, () => {});
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  const { verdict, methods } = outcome.analysis;
  expect(verdict.outcome).toBe("undecided");
  expect(verdict.sentence).toContain("gives no answer: the untreated regions together never change before treatment");
  expect(methods).toHaveLength(4);
});

test("a plan that leaves fewer than two regions to compare with is refused", () => {
  const few = planFaults({ ...walkthrough, treated: ["a", "b"] }, { regions: ["a", "b", "c"], firstOn: "2021-01-01" });
  expect(few).toEqual([{ pointer: "/plan/treated", detail: "treated: 1 regions are left to compare with; at least 2 are needed" }]);
});
