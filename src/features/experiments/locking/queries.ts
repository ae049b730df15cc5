import type { Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** Experiments with their lock and their newest result. */
export const experimentsOf = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("experiments as e")
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
    .select(["e.id", "e.kind", "e.name", "e.plan", "e.created_at", "e.updated_at"])
    .select(["p.document", "p.sha256", "p.locked_at", "n.result", "n.computed_at"])
    .where("e.workspace_id", "=", workspaceId);

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
