import { sql, type Insertable, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { VettingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

type NewSample<T extends "follower_samples" | "comment_samples", K extends string> = Omit<Insertable<VettingTables[T]>, K> & {
  readonly [each in K]: readonly unknown[];
};

export const insertFollowerSample = (db: Database, { followers, faults, ...row }: NewSample<"follower_samples", "followers" | "faults">) =>
  on(db)
    .insertInto("follower_samples")
    .values({ ...row, followers: json(followers), faults: json(faults) })
    .returningAll()
    .executeTakeFirstOrThrow();

export const insertCommentSample = (db: Database, { comments, ...row }: NewSample<"comment_samples", "comments">) =>
  on(db)
    .insertInto("comment_samples")
    .values({ ...row, comments: json(comments) })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Which samples: of an account, a page of them and one more, the last taken in first. */
export interface SamplePage {
  readonly workspaceId: string;
  readonly accountId: string;
  readonly limit: number;
  readonly after: Position | undefined;
}

const before = (after: Position | undefined) =>
  after === undefined ? sql<SqlBool>`true` : sql<SqlBool>`(created_at, id) < (${after.at}, ${after.id}::uuid)`;

/** How many followers a sample names in one way. */
const named = (kind: "handle" | "id") =>
  sql<number>`(select count(*)::int from follower_sample_ids i
    where i.workspace_id = follower_samples.workspace_id and i.sample_id = follower_samples.id and i.kind = ${kind})`;

export const listFollowerSamples = (db: Database, { workspaceId, accountId, limit, after }: SamplePage) =>
  on(db)
    .selectFrom("follower_samples")
    .selectAll()
    .select([named("handle").as("handles"), named("id").as("ids")])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where(before(after))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

export const listCommentSamples = (db: Database, { workspaceId, accountId, limit, after }: SamplePage) =>
  on(db)
    .selectFrom("comment_samples")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where(before(after))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

/** The newest sample of a kind by the day on which it was taken. */
const newest = (table: "follower_samples" | "comment_samples", db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom(table)
    .select(["id", "taken_on", "source", "reading"])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .orderBy("taken_on", "desc")
    .orderBy("id", "desc");

/** The newest sample of followers; the grade is that of a list which somebody gave. */
export const newestFollowerSample = (db: Database, workspaceId: string, accountId: string) =>
  newest("follower_samples", db, workspaceId, accountId).select(sql.lit("D").as("grade")).executeTakeFirst();
/** The newest sample of comments. */
export const newestCommentSample = (db: Database, workspaceId: string, accountId: string) =>
  newest("comment_samples", db, workspaceId, accountId).select(sql.ref<string>("grade").as("grade")).executeTakeFirst();

/** What the newest profile that tells it says the account's language is. */
export const languageOfAccount = (db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom("vetted_profiles")
    .select("language")
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("language", "is not", null)
    .orderBy("observed_on", "desc")
    .executeTakeFirst();
