import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { LockedPlanRow, NewPlanRow, PlanningTables } from "./tables.ts";

const on = (db: Database) => tablesOf<PlanningTables>(db);

export const insertPlan = (db: Database, row: NewPlanRow) =>
  on(db).insertInto("budget_plans").values(row).returningAll().executeTakeFirstOrThrow();

export const findPlan = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("budget_plans").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The plan, held until the transaction ends. */
export const lockPlan = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("budget_plans").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

export const updatePlan = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string },
  values: Pick<NewPlanRow, "name" | "budget_minor" | "starts_on" | "ends_on" | "rules" | "updated_at">,
) =>
  on(db)
    .updateTable("budget_plans")
    .set(values)
    .where("workspace_id", "=", at.workspaceId)
    .where("id", "=", at.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A page of plans and one more, newest first, each with whether it is locked. */
export const listPlans = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("budget_plans as p")
    .leftJoin("locked_budget_plans as l", (join) => join.onRef("l.workspace_id", "=", "p.workspace_id").onRef("l.plan_id", "=", "p.id"))
    .selectAll("p")
    .select("l.locked_at")
    .where("p.workspace_id", "=", workspaceId)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(p.created_at, p.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("p.created_at", "desc")
    .orderBy("p.id", "desc")
    .limit(page.limit + 1)
    .execute();

export const findLocked = (db: Database, workspaceId: string, planId: string) =>
  on(db)
    .selectFrom("locked_budget_plans")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("plan_id", "=", planId)
    .executeTakeFirst();

export const insertLocked = (db: Database, row: LockedPlanRow) => on(db).insertInto("locked_budget_plans").values(row).execute();

/** The plans that were locked last, the newest first. */
export const newestLocked = (db: Database, workspaceId: string, limit: number) =>
  on(db)
    .selectFrom("locked_budget_plans as l")
    .innerJoin("budget_plans as p", (join) => join.onRef("p.workspace_id", "=", "l.workspace_id").onRef("p.id", "=", "l.plan_id"))
    .selectAll("l")
    .select("p.name")
    .where("l.workspace_id", "=", workspaceId)
    .orderBy("l.locked_at", "desc")
    .orderBy("l.plan_id", "desc")
    .limit(limit)
    .execute();
