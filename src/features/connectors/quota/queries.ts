import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ConnectorTables, NewHashtagUse } from "../tables.ts";

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

/** What was used in the windows that begin at some instants, by connection, quota and window. */
export const usedSince = (db: Database, workspaceId: string, windows: readonly Date[]) =>
  on(db)
    .selectFrom("platform_quota_uses")
    .select(["connection_id", "quota", "window_at", "used"])
    .where("workspace_id", "=", workspaceId)
    .where("window_at", "in", windows)
    .execute();

/** Holds the connections of an account until the transaction ends, so that two workers count its hashtags one after the other. */
export const holdAccount = (db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom("platform_connections")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("account_external_id", "=", accountId)
    .orderBy("id")
    .forUpdate()
    .execute();

/** The hashtags that some accounts asked for first after an instant. */
export const hashtagUses = (db: Database, workspaceId: string, accountIds: readonly string[], after: Date) =>
  on(db)
    .selectFrom("platform_hashtag_uses")
    .select(["account_external_id", "hashtag", "counted_at"])
    .where("workspace_id", "=", workspaceId)
    .where("account_external_id", "in", accountIds)
    .where("counted_at", ">", after)
    .execute();

/** Notes that an account asks for a hashtag that does not count any more, or never did. */
export const countHashtag = (db: Database, row: NewHashtagUse) =>
  on(db)
    .insertInto("platform_hashtag_uses")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "account_external_id", "hashtag"]).doUpdateSet({ counted_at: row.counted_at }),
    )
    .execute();
