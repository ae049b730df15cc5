import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** Every share of some creators, or of all, by creator and region. */
export const listShares = (db: Database, workspaceId: string, creatorIds?: readonly string[]) =>
  on(db)
    .selectFrom("audience_shares")
    .select(["creator_id", "region", "share_ppb", "import_id", "told_at"])
    .where("workspace_id", "=", workspaceId)
    .$if(creatorIds !== undefined, (q) => q.where("creator_id", "=", sql<string>`any(${creatorIds}::uuid[])`))
    .orderBy("creator_id")
    .orderBy("region")
    .execute();

export const deleteShares = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .deleteFrom("audience_shares")
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", sql<string>`any(${creatorIds}::uuid[])`)
    .execute();

export const insertShares = (db: Database, rows: readonly Insertable<ExperimentTables["audience_shares"]>[]) =>
  on(db)
    .insertInto("audience_shares")
    .values([...rows])
    .execute();
