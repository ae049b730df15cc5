import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { Post } from "../tables.ts";

/** By what a post of a file is known again. */
export interface PostMark {
  readonly key: string;
  readonly urlKey: string | null;
  readonly externalId: string | null;
  readonly creatorId: string;
  readonly platform: string;
  readonly postedAt: Date;
}

/**
 * The posts in use that rows mean: by address, by the id of the same source, else, where a row has neither, by creator, platform and time.
 *
 * @returns each with the row's key; a row without a post is missing.
 */
export async function findMeant(db: Database, workspaceId: string, source: string, marks: readonly PostMark[]) {
  const column = <K extends keyof PostMark>(name: K): PostMark[K][] => marks.map((mark) => mark[name]);
  const found = await sql<Post & { key: string }>`
    select wanted.key, p.* from unnest(${column("key")}::text[], ${column("urlKey")}::text[], ${column("externalId")}::text[],
      ${column("creatorId")}::uuid[], ${column("platform")}::text[], ${column("postedAt")}::timestamptz[])
      as wanted(key, url_key, external_id, creator_id, platform, posted_at)
    cross join lateral (
      select * from posts where workspace_id = ${workspaceId} and archived_at is null and url_key = wanted.url_key
      union
      select * from posts where workspace_id = ${workspaceId} and archived_at is null and source = ${source} and external_id = wanted.external_id
      union
      select * from posts where workspace_id = ${workspaceId} and archived_at is null and wanted.url_key is null and wanted.external_id is null
        and url_key is null and creator_id = wanted.creator_id and platform = wanted.platform and posted_at = wanted.posted_at) p`.execute(
    db,
  );
  return found.rows;
}

/** What a file adds to a post that is here; null: stays. */
export interface PostFill {
  readonly id: string;
  readonly format: string | null;
  readonly title: string | null;
  readonly isSponsored: boolean | null;
  readonly campaignId: string | null;
}

/** Fills in what was not known of some posts. */
export const fillPosts = (db: Database, workspaceId: string, fills: readonly PostFill[], at: Date) =>
  sql`
  update posts p set format = coalesce(n.format, p.format), title = coalesce(n.title, p.title),
    is_sponsored = coalesce(n.is_sponsored, p.is_sponsored), campaign_id = coalesce(n.campaign_id, p.campaign_id), updated_at = ${at}
  from unnest(${fills.map((fill) => fill.id)}::uuid[], ${fills.map((fill) => fill.format)}::text[],
    ${fills.map((fill) => fill.title)}::text[], ${fills.map((fill) => fill.isSponsored)}::boolean[],
    ${fills.map((fill) => fill.campaignId)}::uuid[]) as n(id, format, title, is_sponsored, campaign_id)
  where p.workspace_id = ${workspaceId} and p.id = n.id`.execute(db);
