import { generatorOf, poissonVariate } from "@vouch/stats";
import { assignmentOf } from "../src/features/experiments/designs/assignment.ts";
import { weeksOf, type StaggeredPlan } from "../src/features/experiments/designs/design-plan.ts";
import type { DesignSales } from "../src/features/experiments/designs/design-result.ts";
import { startsOf } from "../src/features/experiments/staggered/staggered-analysis.ts";

const plan: StaggeredPlan = {
  design: "staggered_creators",
  hypothesis: "Posts bring orders.",
  treatment: "A post each week",
  creators: Array.from({ length: 16 }, (_, at) => `Creator ${at + 1}`),
  history_weeks: 8,
  from_on: "2026-05-04",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
  waves: 4,
  weeks_between: 2,
};

/** Weeks of sixteen creators who began in four waves, and sold a third more from then on. */
export function madeUpSales(): DesignSales {
  const columns = plan.history_weeks + weeksOf(plan);
  const assignment = assignmentOf(plan, 7, { rows: 0, columns: 0, values: new Float64Array(0) });
  const [source, starts] = [generatorOf(3), startsOf({ plan, assignment })];
  const values = Float64Array.from({ length: starts.length * columns }, (_, at) => {
    const [row, week] = [Math.floor(at / columns), at % columns];
    return poissonVariate(source, (60 + 10 * row) * (week >= starts[row]! ? 4 / 3 : 1));
  });
  return { plan, assignment, sums: { rows: starts.length, columns, values }, unit: "count", seed: 1 };
}
