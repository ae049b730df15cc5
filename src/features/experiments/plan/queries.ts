import { sql, type SqlBool } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import { experimentsOf } from "../locking/queries.ts";

/** Experiments by region with their series. */
const whole = (db: Database, workspaceId: string) =>
  experimentsOf(db, workspaceId)
    .innerJoin("sales_series as s", (join) => join.onRef("s.workspace_id", "=", "e.workspace_id").onRef("s.id", "=", "e.series_id"))
    .select(["s.id as series_id", "s.name as series_name", "s.currency"])
    .where("e.kind", "=", "geo_holdout");

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
