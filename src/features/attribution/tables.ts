import type { Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type AttributionTables = Pick<
  DB,
  | "touches"
  | "credits"
  | "order_credits"
  | "attribution_runs"
  | "attribution_orders"
  | "attribution_visitors"
  | "attribution_clicks"
  | "attribution_visits"
  | "attribution_answers"
  | "attribution_calibrations"
  | "attribution_answer_creators"
  | "attribution_answers_of_orders"
  | "attribution_joined_orders"
>;

export type RunRow = Selectable<AttributionTables["attribution_runs"]>;
