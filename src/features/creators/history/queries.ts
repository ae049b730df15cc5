import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
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

/** A page of what happened to a creator and one more, newest first. */
export const listEvents = (db: Database, workspaceId: string, creatorId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("creator_timeline")
    .select(["at", "event_id", "subject_id", "kind", "detail"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(at, event_id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("at", "desc")
    .orderBy("event_id", "desc")
    .limit(page.limit + 1)
    .$castTo<{ at: Date; event_id: string; subject_id: string; kind: string; detail: Record<string, unknown> }>()
    .execute();
