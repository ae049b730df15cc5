import { sql } from "kysely";
import { oneOf, type Database } from "../../../platform/db/database.ts";

/** Takes sources, notes and reasons out of what creators asked or were paid; prices stay. Gives the quotes' ids. */
export async function eraseQuoteWords(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`update creator_quotes set source = 'erased', note = '',
      void_reason = case when void_reason is not null then 'Erased.' end
    where workspace_id = ${workspaceId} and creator_id = ${oneOf(creatorIds)} returning id`.execute(db);
  return found.rows.map(({ id }) => id);
}
