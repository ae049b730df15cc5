import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ExperimentTables = Pick<
  DB,
  | "sales_series"
  | "region_sales"
  | "experiments"
  | "experiment_plans"
  | "experiment_results"
  | "experiment_keepings"
  | "experiment_deviations"
  | "reveal_counts"
  | "experiment_creator_orders"
  | "experiment_creator_clicks"
  | "experiment_creator_names"
  | "audience_shares"
>;
