import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** Experiments with their series, their lock, and their newest result. */
const whole = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("experiments as e")
    .innerJoin("sales_series as s", (join) => join.onRef("s.workspace_id", "=", "e.workspace_id").onRef("s.id", "=", "e.series_id"))
    .leftJoin("experiment_plans as p", (join) => join.onRef("p.workspace_id", "=", "e.workspace_id").onRef("p.experiment_id", "=", "e.id"))
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom("experiment_results as r")
          .select(["r.result", "r.computed_at"])
          .whereRef("r.workspace_id", "=", "e.workspace_id")
          .whereRef("r.experiment_id", "=", "e.id")
          .orderBy("r.computed_at", "desc")
          .orderBy("r.id", "desc")
          .limit(1)
          .as("n"),
      (join) => join.onTrue(),
    )
    .select(["e.id", "e.kind", "e.name", "e.series_id", "e.plan", "e.created_at", "e.updated_at"])
    .select(["s.name as series_name", "s.currency", "p.document", "p.sha256", "p.locked_at", "n.result", "n.computed_at"])
    .where("e.workspace_id", "=", workspaceId);

export const findExperiment = (db: Database, workspaceId: string, id: string) =>
  whole(db, workspaceId).where("e.id", "=", id).executeTakeFirst();

/** A page of experiments and one more, newest first. */
export const listExperiments = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  whole(db, workspaceId)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(e.created_at, e.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("e.created_at", "desc")
    .orderBy("e.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The locked plans of other experiments. */
export const listOtherPlans = (db: Database, workspaceId: string, id: string) =>
  whole(db, workspaceId).where("e.id", "<>", id).where("p.locked_at", "is not", null).orderBy("p.locked_at").execute();

/** Every analysis of an experiment in the order of their time: at which look, and what p it found. */
export const listLooks = async (db: Database, workspaceId: string, experimentId: string) =>
  (
    await sql<{ last_on: string | null; is_planned: boolean | null; p: number | null; may_be_told: boolean | null; computed_at: Date }>`
      select result #>> '{analysis,look,last_on}' as last_on, (result #> '{analysis,look,is_planned}')::boolean as is_planned,
        (result #>> '{analysis,methods,0,p}')::double precision as p, (result #> '{analysis,may_be_told}')::boolean as may_be_told, computed_at
      from experiment_results where workspace_id = ${workspaceId} and experiment_id = ${experimentId} order by computed_at, id`.execute(db)
  ).rows;

/** Holds an experiment until the transaction ends. */
export const lockExperiment = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("experiments").select("id").where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().execute();

export const insertExperiment = (db: Database, row: Insertable<ExperimentTables["experiments"]>) =>
  on(db).insertInto("experiments").values(row).execute();

export const updateDraft = (
  db: Database,
  at: { workspaceId: string; id: string },
  values: Pick<Insertable<ExperimentTables["experiments"]>, "name" | "plan" | "updated_at">,
) => on(db).updateTable("experiments").set(values).where("workspace_id", "=", at.workspaceId).where("id", "=", at.id).execute();

export const insertPlan = (db: Database, row: Insertable<ExperimentTables["experiment_plans"]>) =>
  on(db).insertInto("experiment_plans").values(row).execute();

export const insertResult = (db: Database, row: Insertable<ExperimentTables["experiment_results"]>) =>
  on(db).insertInto("experiment_results").values(row).execute();
