import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** What a creator may be known by already; null: nothing to look for. */
export interface LikelyKeys {
  readonly platform: string | null;
  readonly handle: string | null;
  readonly emailHash: Buffer | null;
  readonly name: string | null;
}

/** A creator who is or may be the one that is looked for. */
export interface LikelyCreator {
  readonly id: string;
  readonly name: string;
  readonly is_archived: boolean;
  readonly reason: "account" | "handle" | "email" | "name";
}

/** Creators with the account, the handle elsewhere, the e-mail address, or a name that is nearly the same; the surest reason of each, at most ten. */
export async function listLikely(db: Database, workspaceId: string, keys: LikelyKeys): Promise<LikelyCreator[]> {
  const found = await sql<LikelyCreator>`
    select distinct on (rank, c.id) c.id, c.name, c.archived_at is not null as is_archived, found.reason from (
      select 1 as rank, 'account' as reason, a.creator_id as id from creator_accounts a
        where a.workspace_id = ${workspaceId} and a.platform = ${keys.platform} and a.handle_normalised = ${keys.handle} and a.archived_at is null
      union all
      select 2, 'email', c.id from creators c where c.workspace_id = ${workspaceId} and c.email_hash = ${keys.emailHash}
      union all
      select 3, 'handle', a.creator_id from creator_accounts a
        where a.workspace_id = ${workspaceId} and a.handle_normalised = ${keys.handle} and a.platform <> ${keys.platform} and a.archived_at is null
      union all
      (select 4, 'name', c.id from creators c
        where c.workspace_id = ${workspaceId} and c.name % ${keys.name} and similarity(c.name, ${keys.name}) >= 0.6
        order by similarity(c.name, ${keys.name}) desc limit 5)) as found
    join creators c on c.workspace_id = ${workspaceId} and c.id = found.id
    order by rank, c.id limit 20`.execute(db);
  const byId = new Map<string, LikelyCreator>();
  for (const row of found.rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()].slice(0, 10);
}
