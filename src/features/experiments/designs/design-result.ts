import type { Matrix } from "@vouch/stats";
import { headlines, ruledOutcome, type FinalVerdict } from "../analysis/verdict.ts";
import { pText, percentText, unitText } from "../analysis/unit-text.ts";
import type { Assignment } from "./assignment.ts";
import type { DesignPlan } from "./design-plan.ts";

/** What an analysis on creators is made of. */
export interface DesignSales<P extends DesignPlan = DesignPlan> {
  readonly plan: P;
  readonly assignment: Assignment;
  /** A row for each creator of the assignment in its order, a column for each week from the first of the history on. */
  readonly sums: Matrix;
  /** A currency of ISO 4217, or `count`. */
  readonly unit: string;
  /** Of the draws; taken from the plan's hash. */
  readonly seed: number;
}

/** An effect of one creator in one week, with its interval, in the unit of the outcomes. */
export interface WeekEffect {
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
}

/** What came of an experiment on creators. */
export interface DesignAnalysis extends WeekEffect {
  readonly unit: string;
  /** Of the intervals: 1 less alpha. */
  readonly level: number;
  readonly creators: number;
  readonly weeks_before: number;
  readonly weeks_treated: number;
  readonly verdict: FinalVerdict;
  readonly standard_error: number;
  readonly interval_by: string;
  readonly p: number;
  readonly p_by: string;
  /** Over all weeks of creators that were compared. */
  readonly total: number;
  /** How many those are. */
  readonly compared: number;
  /** The total by what was expected; null where that is not above zero. */
  readonly lift: number | null;
  /** The effect in the first week of treatment, in the second, and so on. */
  readonly by_week: (WeekEffect & { readonly week: number; readonly creators: number })[];
  /** What to know before believing it, in sentences. */
  readonly flags: string[];
}

/** An analysis, or why there is none, in words. */
export type DesignAnalysisOutcome =
  { readonly kind: "analysed"; readonly analysis: DesignAnalysis } | { readonly kind: "refused"; readonly reason: string };

/** What a test found, before it is put into words. */
export type Found = Omit<DesignAnalysis, "verdict" | "unit" | "level" | "creators" | "weeks_before">;

function sentenceOf({ effect, lower, upper, total, p, interval_by: by }: Found, unit: string, { who, than, alpha }: Said): string {
  const [size, all] = [unitText(Math.abs(effect), unit), unitText(Math.abs(total), unit)];
  const level = percentText(1 - Number(alpha)).replace(".0", "");
  return (
    `${who} brought ${size} a creator and week ${effect < 0 ? "less" : "more"} than ${than}, ${all} in all (p ${pText(p)}, asked: at most ${alpha}). ` +
    `The ${level} interval of the effect a creator and week is ${unitText(lower, unit)} to ${unitText(upper, unit)}, by ${by}.`
  );
}

interface Said {
  readonly who: string;
  readonly than: string;
  readonly alpha: string;
}

/** What a test found with the verdict by the locked rule. */
export function designAnalysis(
  { plan, assignment, unit }: Pick<DesignSales, "plan" | "assignment" | "unit">,
  found: Found,
  said: { readonly who: string; readonly than: string },
): DesignAnalysis {
  const outcome = ruledOutcome(found, plan);
  const size = found.lift === null ? unitText(found.total, unit) : `${found.lift >= 0 ? "+" : ""}${percentText(found.lift)}`;
  return {
    unit,
    level: 1 - Number(plan.alpha),
    creators: assignment.creators.length,
    weeks_before: plan.history_weeks,
    verdict: { outcome, headline: headlines[outcome](size), sentence: sentenceOf(found, unit, { ...said, alpha: plan.alpha }) },
    ...found,
  };
}
