import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { BrandLiftTables } from "./tables.ts";

const on = (db: Database) => tablesOf<BrandLiftTables>(db);

/** Surveys with their lock and their newest counts. */
const whole = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("brand_lifts as b")
    .leftJoin("brand_lift_plans as p", (join) => join.onRef("p.workspace_id", "=", "b.workspace_id").onRef("p.brand_lift_id", "=", "b.id"))
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom("brand_lift_counts as c")
          .select(["c.counts", "c.entered_at"])
          .whereRef("c.workspace_id", "=", "b.workspace_id")
          .whereRef("c.brand_lift_id", "=", "b.id")
          .orderBy("c.entered_at", "desc")
          .orderBy("c.id", "desc")
          .limit(1)
          .as("n"),
      (join) => join.onTrue(),
    )
    .select(["b.id", "b.name", "b.plan", "b.created_at", "p.document", "p.sha256", "p.locked_at", "n.counts", "n.entered_at"])
    .where("b.workspace_id", "=", workspaceId);

export const findBrandLift = (db: Database, workspaceId: string, id: string) =>
  whole(db, workspaceId).where("b.id", "=", id).executeTakeFirst();

/** Every survey of the workspace. */
export const allBrandLifts = (db: Database, workspaceId: string) => whole(db, workspaceId).execute();

/** A page of surveys and one more, newest first. */
export const listBrandLifts = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  whole(db, workspaceId)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(b.created_at, b.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("b.created_at", "desc")
    .orderBy("b.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** Holds a survey until the transaction ends. */
export const lockBrandLift = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("brand_lifts").select("id").where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().execute();

export const insertBrandLift = (db: Database, row: Insertable<BrandLiftTables["brand_lifts"]>) =>
  on(db).insertInto("brand_lifts").values(row).execute();

export const updateBrandLift = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string },
  values: Pick<Insertable<BrandLiftTables["brand_lifts"]>, "name" | "plan" | "updated_at">,
) => on(db).updateTable("brand_lifts").set(values).where("workspace_id", "=", at.workspaceId).where("id", "=", at.id).execute();

export const insertLiftPlan = (db: Database, row: Insertable<BrandLiftTables["brand_lift_plans"]>) =>
  on(db).insertInto("brand_lift_plans").values(row).execute();

export const insertCounts = (db: Database, row: Insertable<BrandLiftTables["brand_lift_counts"]>) =>
  on(db).insertInto("brand_lift_counts").values(row).execute();
