import { sql, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { ClosedReviewRow, NewLessonRow, ReviewRow, ReviewTables } from "./tables.ts";

const on = (db: Database) => tablesOf<ReviewTables>(db);

export const findReview = (db: Database, workspaceId: string, campaignId: string) =>
  on(db)
    .selectFrom("campaign_reviews")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .executeTakeFirst();

/** The review, made where there is none, and held until the transaction ends: of two who write, one waits. */
export async function lockReview(db: Database, blank: Omit<ReviewRow, "edits" | "lessons" | "notes">): Promise<ReviewRow> {
  await on(db)
    .insertInto("campaign_reviews")
    .values({ ...blank, edits: json([]), notes: "", lessons: null })
    .onConflict((c) => c.doNothing())
    .execute();
  return on(db)
    .selectFrom("campaign_reviews")
    .selectAll()
    .where("workspace_id", "=", blank.workspace_id)
    .where("campaign_id", "=", blank.campaign_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Writes what somebody changed; lists go in as they are, null stays null. */
export const updateReview = (
  db: Database,
  at: Pick<ReviewRow, "workspace_id" | "campaign_id">,
  values: { edits: readonly object[]; notes: string; lessons: readonly object[] | null; updated_by: string; updated_at: Date },
) =>
  on(db)
    .updateTable("campaign_reviews")
    .set({ ...values, edits: json(values.edits), lessons: values.lessons === null ? null : json(values.lessons) })
    .where("workspace_id", "=", at.workspace_id)
    .where("campaign_id", "=", at.campaign_id)
    .execute();

export const findClosed = (db: Database, workspaceId: string, campaignId: string) =>
  on(db)
    .selectFrom("closed_reviews")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .executeTakeFirst();

export const insertClosed = (db: Database, row: ClosedReviewRow) => on(db).insertInto("closed_reviews").values(row).execute();

export const insertLessons = (db: Database, rows: readonly NewLessonRow[]) =>
  on(db)
    .insertInto("campaign_lessons")
    .values([...rows])
    .execute();

/** A page of lessons and one more, the newest first. */
export const listLessons = (
  db: Database,
  workspaceId: string,
  filter: { kind?: string | undefined; creatorId?: string | undefined },
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("campaign_lessons")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(filter.kind !== undefined, (q) => q.where("subject_kind", "=", filter.kind!))
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(learned_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("learned_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
