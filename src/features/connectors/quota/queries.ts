import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ConnectorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ConnectorTables>(db);

/** One window of a quota of a connection. */
export interface QuotaPlace {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly quota: string;
  readonly windowAt: Date;
}

/** Uses some of a quota, unless less is left: what is used then, or undefined. */
export async function useQuota(db: Database, at: QuotaPlace, { units, limit }: { readonly units: number; readonly limit: number }) {
  const used = await sql<{ used: bigint }>`
    insert into platform_quota_uses as u (workspace_id, connection_id, quota, window_at, used)
    values (${at.workspaceId}, ${at.connectionId}, ${at.quota}, ${at.windowAt}, ${units})
    on conflict (workspace_id, connection_id, quota, window_at) do update set used = u.used + excluded.used
      where u.used + excluded.used <= ${limit}
    returning used`.execute(db);
  return used.rows[0]?.used;
}

/** Notes that nothing is left of a window, because the platform says so. */
export const exhaustQuota = (db: Database, at: QuotaPlace, limit: number) =>
  sql`
    insert into platform_quota_uses as u (workspace_id, connection_id, quota, window_at, used)
    values (${at.workspaceId}, ${at.connectionId}, ${at.quota}, ${at.windowAt}, ${limit})
    on conflict (workspace_id, connection_id, quota, window_at) do update set used = greatest(u.used, excluded.used)`.execute(db);

/** What was used in the windows that begin at an instant, by connection and quota. */
export const usedSince = (db: Database, workspaceId: string, windowAt: Date) =>
  on(db)
    .selectFrom("platform_quota_uses")
    .select(["connection_id", "quota", "used"])
    .where("workspace_id", "=", workspaceId)
    .where("window_at", "=", windowAt)
    .execute();
