import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { PostTables } from "../tables.ts";

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

/** The newest posts of a creator since an instant whose address names a post of the platform, as they are compared: "tiktok:123". */
export const postsOnPlatform = (
  db: Database,
  workspaceId: string,
  { creatorId, platform, since, limit }: { creatorId: string; platform: string; since: Date; limit: number },
) =>
  tablesOf<PostTables>(db)
    .selectFrom("posts")
    .select("url_key")
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .where("platform", "=", platform)
    .where("url_key", "like", `${platform}:%`)
    .where("posted_at", ">=", since)
    .where("archived_at", "is", null)
    .orderBy("posted_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
