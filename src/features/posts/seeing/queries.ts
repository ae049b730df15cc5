import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/** What a platform says in words of a post that is here. */
export interface SeenWords {
  readonly id: string;
  readonly caption: string;
  readonly hashtags: readonly string[];
  readonly language: string | null;
}

/** Brings the words of some posts to what the platform shows; those that are the same stay untouched. */
export const updateWords = (db: Database, workspaceId: string, words: readonly SeenWords[], at: Date) =>
  sql`
  update posts p set caption = n.caption, hashtags = array(select jsonb_array_elements_text(n.hashtags)),
    language = coalesce(n.language, p.language), updated_at = ${at}
  from unnest(${words.map((each) => each.id)}::uuid[], ${words.map((each) => each.caption)}::text[],
    ${words.map((each) => JSON.stringify(each.hashtags))}::jsonb[], ${words.map((each) => each.language)}::text[])
    as n(id, caption, hashtags, language)
  where p.workspace_id = ${workspaceId} and p.id = n.id and (p.caption, coalesce(p.language, '')) is distinct from
    (n.caption, coalesce(n.language, p.language, ''))`.execute(db);
