import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

export interface CreditRow {
  conversion_id: string;
  touch_version: number;
  models: string[];
  shares: number[];
  unattributed: number[];
  occurred_at: Date[];
  channels: string[];
  lengths_agree: boolean;
}

/** Credits with the touches they are of, a stretch at a time. */
export const listCredits = async (db: Database, workspaceId: string, after: string, limit: number) =>
  (
    await sql<CreditRow>`
      select c.conversion_id, c.touch_version, c.models, c.shares, c.unattributed, t.occurred_at, t.channels,
        cardinality(t.kinds) = cardinality(t.channels) and cardinality(t.kinds) = cardinality(t.creator_ids) and cardinality(t.kinds) = cardinality(t.source_ids)
          and cardinality(t.kinds) = cardinality(t.occurred_at) as lengths_agree
      from credits c join touches t on t.workspace_id = c.workspace_id and t.conversion_id = c.conversion_id and t.version = c.touch_version
      where c.workspace_id = ${workspaceId} and c.conversion_id > ${after}::uuid order by c.conversion_id limit ${limit}`.execute(db)
  ).rows;
