import { generatorOf, pairedEffect, type Matrix, type PairedOutcome } from "@vouch/stats";
import { designAnalysis, type DesignAnalysisOutcome, type DesignSales } from "../designs/design-result.ts";
import type { MatchedPlan } from "../designs/design-plan.ts";

type Estimated = Extract<PairedOutcome, { kind: "estimated" }>;

/** The rows of each pair: the creator for whom it began, then the other. */
function pairRows({ assignment }: Pick<DesignSales, "assignment">): (readonly [number, number])[] {
  const rows = new Map<number, { treated: number; other: number }>();
  assignment.creators.forEach(({ group, from_on }, row) => {
    const pair = rows.get(group) ?? { treated: row, other: row };
    rows.set(group, from_on === null ? { ...pair, other: row } : { ...pair, treated: row });
  });
  return [...rows.values()].map(({ treated, other }) => [treated, other]);
}

const meanOf = ({ columns, values }: Matrix, row: number, from: number, to: number): number => {
  const weeks = values.subarray(row * columns + from, row * columns + to);
  return weeks.reduce((sum, value) => sum + value, 0) / weeks.length;
};

/** In each pair the change of the creator for whom it began less that of the other, over some weeks. */
function differencesOf(sums: Matrix, pairs: readonly (readonly [number, number])[], { before, from, to }: Weeks): number[] {
  const change = (row: number): number => meanOf(sums, row, from, to) - meanOf(sums, row, 0, before);
  return pairs.map(([treated, other]) => change(treated) - change(other));
}

interface Weeks {
  readonly before: number;
  readonly from: number;
  readonly to: number;
}

const few = 8;

function flagsOf({ low, high, p }: Estimated, pairs: number, alpha: number): string[] {
  const isInside = low <= 0 && 0 <= high;
  return [
    ...(pairs >= few ? [] : [`Only ${pairs} pairs take part: one creator alone can move the result.`]),
    ...(p <= alpha === !isInside
      ? []
      : [
          "p and the interval say different things: p asks whether anything was done to anybody, the interval how large the mean effect is.",
        ]),
  ];
}

/**
 * The analysis of creators in pairs, for one of each of whom it began while the other waited.
 *
 * @param sales weeks of the creators up to the end.
 * @returns the effect of one creator in one week with its interval, p and verdict; or why there is none. The same sales give the same.
 */
export function matchedAnalysis(sales: DesignSales<MatchedPlan>): DesignAnalysisOutcome {
  const { plan, sums, seed } = sales;
  const [before, level, pairs] = [plan.history_weeks, 1 - Number(plan.alpha), pairRows(sales)];
  const whole = { before, from: before, to: sums.columns };
  const found = pairedEffect(generatorOf(seed), differencesOf(sums, pairs, whole), { level });
  if (found.kind !== "estimated")
    return { kind: "refused", reason: "The difference is the same in every pair: is a default value written where nothing is known?" };
  const compared = pairs.length * plan.weeks;
  const treated = pairs.reduce((sum, [row]) => sum + meanOf(sums, row, before, sums.columns), 0) / pairs.length;
  const expected = treated - found.effect;
  const by_week = Array.from({ length: plan.weeks }, (_, at) => {
    const weekly = pairedEffect(generatorOf(seed), differencesOf(sums, pairs, { before, from: before + at, to: before + at + 1 }), {
      level,
      draws: 1,
    });
    const ends = weekly.kind === "estimated" ? { lower: weekly.low, upper: weekly.high } : { lower: weekly.effect, upper: weekly.effect };
    return { week: at + 1, effect: weekly.effect, ...ends, creators: pairs.length };
  });
  const analysis = designAnalysis(
    sales,
    {
      weeks_treated: plan.weeks,
      effect: found.effect,
      lower: found.low,
      upper: found.high,
      standard_error: found.standardError,
      interval_by: `Student's t over ${pairs.length} pairs`,
      p: found.p,
      p_by: `${found.isExact ? "all" : "9,999 of the"} ${found.arrangements.toLocaleString("en")} ways the coins can fall`,
      total: found.effect * compared,
      compared,
      lift: expected > 0 ? found.effect / expected : null,
      by_week,
      flags: flagsOf(found, pairs.length, Number(plan.alpha)),
    },
    { who: "Creators for whom it began", than: "the others of their pairs" },
  );
  return { kind: "analysed", analysis };
}
