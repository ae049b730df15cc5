import type { BudgetPlan } from "./budget-plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** What a plan's thread is given: the input of the arithmetic, and when it was read. */
export interface PlanTask {
  readonly input: PlanInput;
  readonly workedOutAt: string;
}

/** A result with everything that it was made of, so that it can be read alone. */
export interface WorkedOutPlan extends PlanTask {
  readonly plan: BudgetPlan;
}
