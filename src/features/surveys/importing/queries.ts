import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { AnswerRow, SurveyTables } from "../tables.ts";

/** The answers to some orders of a store whose sender is known, the newest first. */
export const vouchedAnswers = (
  db: Database,
  workspaceId: string,
  of: { storeId: string; orders: readonly string[] },
): Promise<AnswerRow[]> =>
  tablesOf<SurveyTables>(db)
    .selectFrom("survey_answers")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", of.storeId)
    .where("external_order_id", "in", [...of.orders])
    .where("is_vouched", "=", true)
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .execute();
