import { expect, test } from "vitest";
import { carriedOut } from "../../../../test/creator-market.ts";
import { startsOf } from "../staggered/staggered-analysis.ts";
import { creatorAnalysis } from "../thread/creator-analysis.ts";
import type { DesignSales } from "./design-result.ts";
import type { DesignPlan, MatchedPlan, StaggeredPlan } from "./design-plan.ts";

/** 200 businesses every night, fewer in between. */
const businesses = Number(process.env["VOUCH_NIGHTLY_ROUNDS"] ?? 30);

const basis = {
  hypothesis: "Posts bring orders.",
  treatment: "A post each week",
  creators: Array.from({ length: 20 }, (_, at) => `Community ${at + 1}`),
  history_weeks: 6,
  from_on: "2026-05-04",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
} as const;
const staggered: StaggeredPlan = { ...basis, design: "staggered_creators", waves: 4, weeks_between: 2 };
const matched: MatchedPlan = { ...basis, design: "matched_creators", weeks: 4 };

const isWaves = (sales: DesignSales): sales is DesignSales<StaggeredPlan> => sales.plan.design === "staggered_creators";

/** The place of each creator's first week; the number of weeks for one who waits to the end. */
const firstWeeks = (sales: DesignSales): number[] =>
  isWaves(sales)
    ? startsOf(sales)
    : sales.assignment.creators.map(({ from_on }) => (from_on === null ? sales.sums.columns : sales.plan.history_weeks));

interface Outcome {
  readonly truth: number;
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
  readonly isShown: boolean;
}

function outcomeIn(plan: DesignPlan, business: number): Outcome {
  const { sales, caused } = carriedOut(plan, business);
  const found = creatorAnalysis(sales);
  if (found.kind === "refused") throw new Error(found.reason);
  const { effect, lower, upper, compared, verdict } = found.analysis;
  const starts = firstWeeks(sales);
  const sum = caused.values.reduce(
    (total, count, at) => total + (at % caused.columns >= starts[Math.floor(at / caused.columns)]! ? count : 0),
    0,
  );
  const truth = sum / compared;
  return { truth, effect, lower, upper, isShown: verdict.outcome === "shown" };
}

const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;

test.each([staggered, matched])(
  "over small businesses $design finds what posts truly caused without bias, its interval of 90 % covers what they cause on creators like these nine times in ten, and what they caused on these at least as often",
  (plan) => {
    const outcomes = Array.from({ length: businesses }, (_, business) => outcomeIn(plan, business + 1));
    const errors = outcomes.map(({ effect, truth }) => effect - truth);
    const bias = mean(errors);
    const error = Math.sqrt(mean(errors.map((each) => (each - bias) ** 2)) / businesses);
    expect(Math.abs(bias)).toBeLessThan(3 * error);
    const alike = mean(outcomes.map(({ truth }) => truth));
    const coverage = {
      these: mean(outcomes.map(({ truth, lower, upper }) => Number(lower <= truth && truth <= upper))),
      alike: mean(outcomes.map(({ lower, upper }) => Number(lower <= alike && alike <= upper))),
    };
    const tolerance = 3 * Math.sqrt((0.9 * 0.1) / businesses);
    expect(Math.abs(coverage.alike - 0.9)).toBeLessThan(tolerance);
    expect(coverage.these).toBeGreaterThan(0.9 - tolerance);
    expect(mean(outcomes.map(({ isShown }) => Number(isShown)))).toBeGreaterThan(0.8);
  },
  600_000,
);
