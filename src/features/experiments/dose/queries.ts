import type { Database } from "../../../platform/db/database.ts";
import { experimentsOf } from "../locking/queries.ts";

/** Experiments by audience with their series. */
const whole = (db: Database, workspaceId: string) =>
  experimentsOf(db, workspaceId)
    .innerJoin("sales_series as s", (join) => join.onRef("s.workspace_id", "=", "e.workspace_id").onRef("s.id", "=", "e.series_id"))
    .select(["s.id as series_id", "s.name as series_name", "s.currency"])
    .where("e.kind", "=", "audience_dose");

export const findDose = (db: Database, workspaceId: string, id: string) => whole(db, workspaceId).where("e.id", "=", id).executeTakeFirst();

/** The newest ones. */
export const listDoses = (db: Database, workspaceId: string) =>
  whole(db, workspaceId).orderBy("e.created_at", "desc").orderBy("e.id", "desc").limit(200).execute();

/** Locked plans of any design on the same series of sales. */
export const listOnSeries = (db: Database, workspaceId: string, at: { readonly seriesId: string; readonly id: string }) =>
  experimentsOf(db, workspaceId)
    .where("e.series_id", "=", at.seriesId)
    .where("e.id", "<>", at.id)
    .where("p.locked_at", "is not", null)
    .orderBy("p.locked_at")
    .execute();
