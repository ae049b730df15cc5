import { sql, type Insertable, type Selectable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { AttributionTables } from "../tables.ts";

export type CalibrationRow = Selectable<AttributionTables["attribution_calibrations"]>;

export const insertCalibration = (db: Database, row: Insertable<AttributionTables["attribution_calibrations"]>): Promise<CalibrationRow> =>
  tablesOf<AttributionTables>(db).insertInto("attribution_calibrations").values(row).returningAll().executeTakeFirstOrThrow();

/** Takes calibrations back; those that are taken back already stay as they are. */
export const withdrawCalibrations = (
  db: Database,
  workspaceId: string,
  ids: readonly string[],
  values: { readonly withdrawn_at: Date; readonly withdrawn_by: string },
) =>
  tablesOf<AttributionTables>(db)
    .updateTable("attribution_calibrations")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .where("withdrawn_at", "is", null)
    .execute();

/** Of those that were not taken back the newest of each creator, and the newest of all creators together. */
export const listNewestCalibrations = async (db: Database, workspaceId: string): Promise<CalibrationRow[]> =>
  (
    await sql<CalibrationRow>`
      select distinct on (creator_id) * from attribution_calibrations where workspace_id = ${workspaceId} and withdrawn_at is null
      order by creator_id, recorded_at desc, id desc`.execute(db)
  ).rows;
