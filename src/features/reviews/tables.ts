import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ReviewTables = Pick<DB, "campaign_reviews" | "closed_reviews" | "campaign_lessons">;

export type ReviewRow = Selectable<ReviewTables["campaign_reviews"]>;
export type ClosedReviewRow = Selectable<ReviewTables["closed_reviews"]>;
export type LessonRow = Selectable<ReviewTables["campaign_lessons"]>;
export type NewLessonRow = Insertable<ReviewTables["campaign_lessons"]>;
