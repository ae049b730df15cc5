import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CampaignTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

export const newestMarginRate = (db: Database, workspaceId: string) =>
  on(db).selectFrom("margin_rates").selectAll().where("workspace_id", "=", workspaceId).orderBy("id", "desc").limit(1).executeTakeFirst();

export const insertMarginRate = (db: Database, row: Insertable<CampaignTables["margin_rates"]>) =>
  on(db).insertInto("margin_rates").values(row).returningAll().executeTakeFirstOrThrow();

export const insertEstimate = (db: Database, row: Insertable<CampaignTables["campaign_estimates"]>) =>
  on(db).insertInto("campaign_estimates").values(row).returningAll().executeTakeFirstOrThrow();

/** Takes an estimate back; one that is taken back already stays as it is. */
export const withdrawEstimate = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string },
  values: { readonly withdrawn_at: Date; readonly withdrawn_by: string },
) =>
  on(db)
    .updateTable("campaign_estimates")
    .set(values)
    .where("workspace_id", "=", at.workspaceId)
    .where("id", "=", at.id)
    .where("withdrawn_at", "is", null)
    .returning("campaign_id")
    .executeTakeFirst();

/** Of those that were not taken back the newest estimate of each horizon. */
export const newestEstimates = (db: Database, workspaceId: string, campaignId: string) =>
  on(db)
    .selectFrom("campaign_estimates")
    .selectAll()
    .distinctOn("horizon")
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("withdrawn_at", "is", null)
    .orderBy("horizon")
    .orderBy("id", "desc")
    .execute();

/** Sums of the costs that stand, by creator, kind and currency. */
export const sumCosts = (db: Database, workspaceId: string, campaignId: string) =>
  on(db)
    .selectFrom("campaign_costs")
    .select(["creator_id", "kind", "currency", sql<bigint>`sum(amount_minor)::bigint`.as("amount_minor")])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("voided_at", "is", null)
    .groupBy(["creator_id", "kind", "currency"])
    .execute();
