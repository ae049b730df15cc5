import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorStatus } from "../creator-status.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

export const insertStatus = (
  db: Database,
  row: {
    workspace_id: string;
    id: string;
    creator_id: string;
    status: CreatorStatus;
    effective_at: Date;
    recorded_at: Date;
    reason: string;
  },
) => on(db).insertInto("creator_statuses").values(row).execute();

/** Every change of status of some creators, in the order in which they take effect. */
export const listStatuses = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_statuses")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "in", creatorIds)
    .orderBy("effective_at")
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();
