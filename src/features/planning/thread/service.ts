import { budgetPlan } from "../solve/budget-plan.ts";
import type { PlanTask, WorkedOutPlan } from "../solve/worked-out-plan.ts";

/** What the thread does. */
export const workOut = (task: PlanTask, report: (share: number) => void): Promise<WorkedOutPlan> =>
  Promise.resolve({ ...task, plan: budgetPlan(task.input, report) });
