import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** Takes everything but the id of their thing out of events that say one of some texts, and what receivers answered to them. */
export const eraseEventWords = (db: Database, workspaceId: string, texts: readonly string[]) =>
  sql`
    with named as (
      update webhook_events e set payload = (e.payload - 'data') || jsonb_build_object('data', jsonb_strip_nulls(jsonb_build_object('id', e.payload -> 'data' -> 'id', 'erased', true)))
      where e.workspace_id = ${workspaceId}
        and exists (select from unnest(${[...texts]}::text[]) t (said) where position(lower(t.said) in lower(e.payload::text)) > 0)
      returning e.id)
    update webhook_deliveries d set response_excerpt = null from named
    where d.workspace_id = ${workspaceId} and d.event_id = named.id and d.response_excerpt is not null`.execute(db);
