import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import { experimentsOf } from "../locking/queries.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** Experiments on creators with their series. */
const whole = (db: Database, workspaceId: string, kinds: readonly string[]) =>
  experimentsOf(db, workspaceId)
    .innerJoin("sales_series as s", (join) => join.onRef("s.workspace_id", "=", "e.workspace_id").onRef("s.id", "=", "e.series_id"))
    .select(["s.id as series_id", "s.name as series_name", "s.currency"])
    .where("e.kind", "in", kinds);

export const findExperiment = (db: Database, workspaceId: string, at: { id: string; kinds: readonly string[] }) =>
  whole(db, workspaceId, at.kinds).where("e.id", "=", at.id).executeTakeFirst();

/** Other experiments on creators whose plans are locked, the oldest lock first. */
export const listOtherLocked = (db: Database, workspaceId: string, at: { id: string; kinds: readonly string[] }) =>
  whole(db, workspaceId, at.kinds).where("e.id", "<>", at.id).where("p.locked_at", "is not", null).orderBy("p.locked_at").execute();

/** A page of experiments and one more, newest first. */
export const listExperiments = (
  db: Database,
  workspaceId: string,
  page: { kinds: readonly string[]; limit: number; after: Position | undefined },
) =>
  whole(db, workspaceId, page.kinds)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(e.created_at, e.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("e.created_at", "desc")
    .orderBy("e.id", "desc")
    .limit(page.limit + 1)
    .execute();

export const insertDeviation = (db: Database, row: Insertable<ExperimentTables["experiment_deviations"]>) =>
  on(db).insertInto("experiment_deviations").values(row).execute();

/** What did not go as planned in an experiment, the oldest first. */
export const listDeviations = (db: Database, workspaceId: string, experimentId: string) =>
  on(db)
    .selectFrom("experiment_deviations")
    .select(["unit", "kind", "note", "recorded_at"])
    .where("workspace_id", "=", workspaceId)
    .where("experiment_id", "=", experimentId)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();
