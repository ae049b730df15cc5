import type { DesignPlan, MatchedPlan, StaggeredPlan } from "../designs/design-plan.ts";
import type { DesignAnalysisOutcome, DesignSales } from "../designs/design-result.ts";
import { matchedAnalysis } from "../matched/matched-analysis.ts";
import { staggeredAnalysis } from "../staggered/staggered-analysis.ts";

const isOf = <P extends DesignPlan>(sales: DesignSales, design: P["design"]): sales is DesignSales<P> => sales.plan.design === design;

/**
 * The analysis of an experiment on creators, by the design of its plan.
 *
 * @param sales weeks of the creators, and what chance had said of them.
 * @returns effect, interval, p and verdict; or why there is none. The same sales give the same.
 */
export function creatorAnalysis(sales: DesignSales): DesignAnalysisOutcome {
  if (isOf<StaggeredPlan>(sales, "staggered_creators")) return staggeredAnalysis(sales);
  if (isOf<MatchedPlan>(sales, "matched_creators")) return matchedAnalysis(sales);
  throw new RangeError(`there is no design ${sales.plan.design}`);
}
