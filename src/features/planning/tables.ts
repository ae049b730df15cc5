import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type PlanningTables = Pick<DB, "budget_plans" | "locked_budget_plans">;

export type PlanRow = Selectable<PlanningTables["budget_plans"]>;
export type NewPlanRow = Insertable<PlanningTables["budget_plans"]>;
export type LockedPlanRow = Selectable<PlanningTables["locked_budget_plans"]>;
