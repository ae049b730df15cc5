import { sql } from "kysely";
import { hiddenId, type Database } from "../../../platform/db/database.ts";
import type { OrderSpan } from "../queries.ts";

/** Clicks that people made on links of some creators; whose they are says the click, or the link where it does not. */
export async function countClicksOf(db: Database, span: OrderSpan, creatorIds: readonly string[]): Promise<bigint> {
  const { rows } = await sql<{ clicks: bigint }>`
    select count(*) as clicks
    from link_owners l
    join human_clicks k on k.workspace_id = l.workspace_id and k.link_id = l.link_id
    where l.workspace_id = ${hiddenId(span.workspaceId)} and k.workspace_id = ${hiddenId(span.workspaceId)}
      and k.occurred_at >= ${span.from} and k.occurred_at < ${span.before}
      and coalesce(k.creator_id, l.creator_id) = any(${[...creatorIds]}::uuid[])`.execute(db);
  return rows[0]!.clicks;
}
