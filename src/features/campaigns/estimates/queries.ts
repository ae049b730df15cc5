import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Campaign, CampaignTables } from "../tables.ts";

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

/** Of those that were not taken back the newest estimate of each horizon of some campaigns. */
export const newestEstimates = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db)
    .selectFrom("campaign_estimates")
    .selectAll()
    .distinctOn(["campaign_id", "horizon"])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", campaignIds)
    .where("withdrawn_at", "is", null)
    .orderBy("campaign_id")
    .orderBy("horizon")
    .orderBy("id", "desc")
    .execute();

/** Sums of the costs that stand, by campaign, creator, kind and currency. */
export const sumCosts = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db)
    .selectFrom("campaign_costs")
    .select(["campaign_id", "creator_id", "kind", "currency", sql<bigint>`sum(amount_minor)::bigint`.as("amount_minor")])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", campaignIds)
    .where("voided_at", "is", null)
    .groupBy(["campaign_id", "creator_id", "kind", "currency"])
    .execute();

/** Campaigns in use that share a day, a creator and, where both name programs, a program with one. */
export const overlappingCampaigns = (db: Database, { workspace_id: workspaceId, id, starts_on, ends_on, store_id }: Campaign) =>
  on(db)
    .selectFrom("campaigns as c")
    .select(["c.id", "c.name"])
    .where("c.workspace_id", "=", workspaceId)
    .where("c.id", "<>", id)
    .where("c.archived_at", "is", null)
    .where("c.starts_on", "<", ends_on)
    .where("c.ends_on", ">", starts_on)
    .where(sql<boolean>`(c.store_id is null or ${store_id}::uuid is null or c.store_id = ${store_id}::uuid)`)
    .where(
      sql<boolean>`exists (
        select from campaign_creators a join campaign_creators b on b.workspace_id = a.workspace_id and b.creator_id = a.creator_id
        where a.workspace_id = c.workspace_id and a.campaign_id = c.id and b.campaign_id = ${id})`,
    )
    .where(
      sql<boolean>`(not exists (select from campaign_programs a where a.workspace_id = c.workspace_id and a.campaign_id = c.id)
        or not exists (select from campaign_programs b where b.workspace_id = c.workspace_id and b.campaign_id = ${id})
        or exists (
          select from campaign_programs a join campaign_programs b on b.workspace_id = a.workspace_id and b.program_id = a.program_id
          where a.workspace_id = c.workspace_id and a.campaign_id = c.id and b.campaign_id = ${id}))`,
    )
    .orderBy("c.starts_on")
    .orderBy("c.id")
    .execute();
