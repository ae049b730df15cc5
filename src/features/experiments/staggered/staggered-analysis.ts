import { generatorOf, staggeredEffect, type StaggeredOutcome } from "@vouch/stats";
import { epochDayOf, parseDay } from "../../../kernel/civil.ts";
import { designAnalysis, type DesignAnalysisOutcome, type DesignSales } from "../designs/design-result.ts";
import { weeksOf, type StaggeredPlan } from "../designs/design-plan.ts";

type Estimated = Extract<StaggeredOutcome, { kind: "estimated" }>;

const dayNumber = (day: string): number => epochDayOf(parseDay(day)!);

const few = 4;

function flagsOf({ arrangements, p, low, high }: Estimated, { creators, waves, alpha }: StaggeredPlan): string[] {
  const smallest = Math.floor(creators.length / waves);
  const isInside = low <= 0 && 0 <= high;
  return [
    ...(smallest >= few
      ? []
      : [`Only ${smallest} creators are in a wave: how much creators differ is hardly known, and the interval is a guess.`]),
    ...(1 / arrangements <= Number(alpha)
      ? []
      : ["There are so few ways to deal the waves out that no effect however large could be shown."]),
    ...(p <= Number(alpha) === !isInside
      ? []
      : [
          "p and the interval say different things: p asks whether anything was done to anybody, the interval how large the mean effect is.",
        ]),
  ];
}

const refusals: { readonly [K in Exclude<StaggeredOutcome["kind"], "estimated">]: string } = {
  "nothing-compared": "Nobody started while somebody else was waiting.",
  "no-history": "Somebody started in the first week, so that nothing is known of them before.",
  "lone-unit": "Only one creator is in a wave, so that it is not known how much creators differ.",
  constant: "What creators brought does not differ within any wave: is a default value written where nothing is known?",
};

/** The columns of weeks: where each creator starts, counted from the first week of the history. */
export const startsOf = ({ plan, assignment }: Pick<DesignSales<StaggeredPlan>, "plan" | "assignment">): number[] =>
  assignment.creators.map(({ from_on }) => plan.history_weeks + (dayNumber(from_on ?? plan.from_on) - dayNumber(plan.from_on)) / 7);

/**
 * The analysis of creators who started in waves that chance dealt out.
 *
 * @param sales weeks of the creators up to the start of the last wave.
 * @returns the effect of one creator in one week with its interval, p and verdict; or why there is none. The same sales give the same.
 */
export function staggeredAnalysis(sales: DesignSales<StaggeredPlan>): DesignAnalysisOutcome {
  const { plan, assignment, sums, seed } = sales;
  const panel = {
    units: assignment.creators.map(({ creator }) => creator),
    periods: Array.from({ length: sums.columns }, (_, at) => at),
    outcomes: sums,
    treatedFrom: Int32Array.from(startsOf(sales)),
  };
  const found = staggeredEffect(generatorOf(seed), panel, { level: 1 - Number(plan.alpha) });
  if (found.kind !== "estimated") return { kind: "refused", reason: refusals[found.kind] };
  const how = found.isExact ? "all" : "9,999 of the";
  const analysis = designAnalysis(
    sales,
    {
      weeks_treated: weeksOf(plan),
      effect: found.effect,
      lower: found.low,
      upper: found.high,
      standard_error: found.standardError,
      interval_by: `Neyman's variance and Student's t with ${found.degreesOfFreedom.toFixed(1)} degrees of freedom`,
      p: found.p,
      p_by: `${how} ${found.arrangements.toLocaleString("en")} ways to deal the waves out`,
      total: found.effect * found.cells,
      compared: found.cells,
      lift: found.lift ?? null,
      by_week: found.byAge.map(({ age, effect, low, high, cells }) => ({
        week: age + 1,
        effect,
        lower: low,
        upper: high,
        creators: cells,
      })),
      flags: flagsOf(found, plan),
    },
    { who: "Creators who had started", than: "those who still waited" },
  );
  return { kind: "analysed", analysis };
}
