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
export type PlacedAnswer = AnswerRow & {
  readonly conversion_id: string | null;
  readonly counts: boolean;
  /** The newest match of the customer's words, sure or not; all null where there is none. */
  readonly match_creator_id: string | null;
  readonly match_score: number | null;
  readonly match_is_sure: boolean | null;
  readonly match_by: string | null;
};

const placed = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("survey_answers as a")
    .innerJoin("survey_order_answers as p", (j) => j.onRef("p.workspace_id", "=", "a.workspace_id").onRef("p.answer_id", "=", "a.id"))
    .leftJoin("survey_matches as m", (j) =>
      j
        .onRef("m.workspace_id", "=", "a.workspace_id")
        .onRef("m.answer_id", "=", "a.id")
        .on((e) =>
          e(
            "m.version",
            "=",
            sql<number>`(select max(n.version) from survey_matches n where n.workspace_id = a.workspace_id and n.answer_id = a.id)`,
          ),
        ),
    )
    .selectAll("a")
    .select(["p.conversion_id", "p.counts"])
    .select([
      "m.creator_id as match_creator_id",
      "m.score_per_mille as match_score",
      "m.is_sure as match_is_sure",
      "m.decided_by as match_by",
    ])
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

/** Adds a match of an answer's words; versions count on. */
export const insertMatch = (db: Database, row: Omit<Insertable<SurveyTables["survey_matches"]>, "version">) =>
  sql`insert into survey_matches (workspace_id, answer_id, version, creator_id, score_per_mille, is_sure, decided_by, decided_at)
    select ${row.workspace_id}, ${row.answer_id}, coalesce(max(version), 0) + 1, ${row.creator_id ?? null}::uuid, ${row.score_per_mille ?? null}::int,
      ${row.is_sure}::boolean, ${row.decided_by}, ${row.decided_at}::timestamptz
    from survey_matches where workspace_id = ${row.workspace_id} and answer_id = ${row.answer_id}`.execute(db);
