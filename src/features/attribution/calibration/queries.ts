import { sql, type Insertable, type Selectable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { AttributionTables } from "../tables.ts";

export type CalibrationRow = Selectable<AttributionTables["attribution_calibrations"]>;

export const insertCalibration = (db: Database, row: Insertable<AttributionTables["attribution_calibrations"]>): Promise<CalibrationRow> =>
  tablesOf<AttributionTables>(db).insertInto("attribution_calibrations").values(row).returningAll().executeTakeFirstOrThrow();

/** The newest calibration of each creator, and the newest of all creators together. */
export const listNewestCalibrations = async (db: Database, workspaceId: string): Promise<CalibrationRow[]> =>
  (
    await sql<CalibrationRow>`
      select distinct on (creator_id) * from attribution_calibrations where workspace_id = ${workspaceId}
      order by creator_id, recorded_at desc, id desc`.execute(db)
  ).rows;
