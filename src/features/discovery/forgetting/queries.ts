import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** Deletes those of some words that stand on no card but those of some creators. */
export const deleteWords = (db: Database, workspaceId: string, words: readonly string[], creatorIds: readonly string[]) =>
  sql`delete from creator_words w where w.workspace_id = ${workspaceId} and w.word = any(${[...words]}::text[])
    and not exists (select from creator_cards c where c.workspace_id = ${workspaceId} and c.creator_id <> all(${[...creatorIds]}::uuid[])
      and c.document @@ quote_literal(w.word)::tsquery)`.execute(db);
