import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { AnswerRow, SurveyTables } from "../tables.ts";

const on = (db: Database) => tablesOf<SurveyTables>(db);

/** Where an answer is to be put: the order it is about. */
export interface AnsweredOrder {
  readonly workspaceId: string;
  readonly storeId: string;
  readonly externalOrderId: string;
}

/** How many answers anybody may have sent for an order there are. */
export const countOpenAnswers = async (db: Database, { workspaceId, storeId, externalOrderId }: AnsweredOrder): Promise<bigint> =>
  (
    await sql<{ answers: bigint }>`
      select count(*) as answers from survey_answers
      where workspace_id = ${workspaceId} and store_id = ${storeId} and external_order_id = ${externalOrderId} and not is_vouched`.execute(
      db,
    )
  ).rows[0]!.answers;

export const insertAnswer = (db: Database, row: Insertable<SurveyTables["survey_answers"]>) =>
  on(db).insertInto("survey_answers").values(row).execute();

/** An answer with the order it is about, once that is here. */
export type PlacedAnswer = AnswerRow & { readonly conversion_id: string | null; readonly counts: boolean };

const placed = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("survey_answers as a")
    .innerJoin("survey_order_answers as p", (j) => j.onRef("p.workspace_id", "=", "a.workspace_id").onRef("p.answer_id", "=", "a.id"))
    .selectAll("a")
    .select(["p.conversion_id", "p.counts"])
    .where("a.workspace_id", "=", workspaceId);

export const findAnswer = async (db: Database, workspaceId: string, id: string): Promise<PlacedAnswer | undefined> =>
  (await placed(db, workspaceId).where("a.id", "=", id).executeTakeFirst()) as PlacedAnswer | undefined;

/** A page of a survey's answers and one more, newest first. */
export const listAnswers = async (
  db: Database,
  { workspaceId, surveyId }: { workspaceId: string; surveyId: string },
  page: { limit: number; after: Position | undefined },
): Promise<PlacedAnswer[]> =>
  (await placed(db, workspaceId)
    .where("a.survey_id", "=", surveyId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(a.received_at, a.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("a.received_at", "desc")
    .orderBy("a.id", "desc")
    .limit(page.limit + 1)
    .execute()) as PlacedAnswer[];
