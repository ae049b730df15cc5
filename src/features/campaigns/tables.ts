import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type CampaignTables = Pick<
  DB,
  | "campaigns"
  | "campaign_programs"
  | "campaign_creators"
  | "campaign_goals"
  | "campaign_signatures"
  | "campaign_costs"
  | "campaign_estimates"
  | "margin_rates"
>;

/** A campaign as kept. */
export type Campaign = Selectable<CampaignTables["campaigns"]>;
export type CampaignChanges = Updateable<CampaignTables["campaigns"]>;
export type Goal = Selectable<CampaignTables["campaign_goals"]>;
export type NewGoalRow = Insertable<CampaignTables["campaign_goals"]>;
export type CampaignCost = Selectable<CampaignTables["campaign_costs"]>;
export type NewCampaignCostRow = Insertable<CampaignTables["campaign_costs"]>;
