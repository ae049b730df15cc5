import { sql, type Insertable, type Updateable } from "kysely";
import { json, tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { SurveyRow, SurveyTables } from "./tables.ts";

const on = (db: Database) => tablesOf<SurveyTables>(db);

/** A page of surveys and one more, newest first. */
export const listSurveys = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("surveys")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const findSurvey = (db: Database, workspaceId: string, id: string): Promise<SurveyRow | undefined> =>
  on(db).selectFrom("surveys").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const insertSurvey = (db: Database, row: Insertable<SurveyTables["surveys"]>) =>
  on(db)
    .insertInto("surveys")
    .values({ ...row, choices: json(row.choices) })
    .returningAll()
    .executeTakeFirstOrThrow();

export const updateSurvey = (
  db: Database,
  { workspaceId, id }: { workspaceId: string; id: string },
  values: Updateable<SurveyTables["surveys"]>,
) =>
  on(db)
    .updateTable("surveys")
    .set({ ...values, choices: json(values.choices) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** How many answers each of these surveys has. */
export const countAnswers = async (
  db: Database,
  workspaceId: string,
  surveyIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> => {
  const { rows } = await sql<{ id: string; answers: bigint }>`
    select survey_id as id, count(*) as answers from survey_answers
    where workspace_id = ${workspaceId} and survey_id = any(${[...surveyIds]}::uuid[]) group by survey_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.answers]));
};
