import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { NewPostRow, PostChanges, PostTables } from "./tables.ts";

const on = (db: Database) => tablesOf<PostTables>(db);

export const findPost = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("posts").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The post, held until the transaction ends. */
export const lockPost = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("posts").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

/** The post that has one of the marks already, archived ones left out. */
export const findMarked = (
  db: Database,
  workspaceId: string,
  { urlKey, source, externalId }: { urlKey: string | null; source: string; externalId: string | null },
) =>
  on(db)
    .selectFrom("posts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where((e) => e.or([e("url_key", "=", urlKey), e.and([e("source", "=", source), e("external_id", "=", externalId)])]))
    .executeTakeFirst();

/** Adds posts; those whose address or external id is taken are left out. */
export const insertPosts = (db: Database, rows: readonly NewPostRow[]) =>
  on(db)
    .insertInto("posts")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .execute();

export const updatePost = (db: Database, workspaceId: string, id: string, values: PostChanges) =>
  on(db)
    .updateTable("posts")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Every post of a campaign, archived ones left out. */
export const postsOfCampaign = (db: Database, workspaceId: string, campaignId: string) =>
  on(db)
    .selectFrom("posts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("archived_at", "is", null)
    .execute();

/** Where a post comes from that somebody here put in, and not what was seen on a creator's account. */
const putIn = ["manual", "file"];

/**
 * The last of the posts that went up in a span of time, archived ones left out: of one creator all; of everybody those that concern the brand,
 * which belong to a campaign, are known to be sponsored, or were put in here.
 */
export const postsBetween = (
  db: Database,
  workspaceId: string,
  span: { readonly from: Date; readonly to: Date; readonly creatorId: string | null; readonly limit: number },
) =>
  on(db)
    .selectFrom("posts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("posted_at", ">=", span.from)
    .where("posted_at", "<", span.to)
    .$if(span.creatorId !== null, (q) => q.where("creator_id", "=", span.creatorId!))
    .$if(span.creatorId === null, (q) =>
      q.where((e) => e.or([e("campaign_id", "is not", null), e("is_sponsored", "=", true), e("source", "in", putIn)])),
    )
    .orderBy("posted_at", "desc")
    .orderBy("id", "desc")
    .limit(span.limit)
    .execute();

/** Posts of each creator in a span of time, and when the first of all went up; archived ones left out. */
export const countPosts = (db: Database, workspaceId: string, span: { readonly from: Date; readonly to: Date }) =>
  on(db)
    .selectFrom("posts")
    .select([
      "creator_id",
      (e) => e.fn.min("posted_at").as("first_at"),
      (e) => e.fn.countAll<bigint>().filterWhere("posted_at", ">=", span.from).as("posts"),
    ])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("posted_at", "<", span.to)
    .groupBy("creator_id")
    .execute();

/** What a list of posts is narrowed to; undefined: not narrowed. */
export interface PostFilter {
  readonly creatorId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly platform?: string | undefined;
  readonly format?: string | undefined;
  /** Null: of those of which it is not known. */
  readonly isSponsored?: boolean | null | undefined;
  readonly isArchived: boolean;
}

/** A page of posts and one more, the last posted first. */
export const listPosts = (db: Database, workspaceId: string, filter: PostFilter, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("posts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", filter.isArchived ? "is not" : "is", null)
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(filter.campaignId !== undefined, (q) => q.where("campaign_id", "=", filter.campaignId!))
    .$if(filter.platform !== undefined, (q) => q.where("platform", "=", filter.platform!))
    .$if(filter.format !== undefined, (q) => q.where("format", "=", filter.format!))
    .$if(filter.isSponsored !== undefined, (q) => q.where("is_sponsored", "is", filter.isSponsored!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(posted_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("posted_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
