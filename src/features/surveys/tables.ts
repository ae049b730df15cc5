import type { Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type SurveyTables = Pick<DB, "surveys" | "survey_answers" | "survey_matches" | "survey_creators" | "survey_order_answers">;

export type SurveyRow = Selectable<SurveyTables["surveys"]>;
export type AnswerRow = Selectable<SurveyTables["survey_answers"]>;
