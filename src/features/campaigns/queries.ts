import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { CampaignChanges, CampaignTables } from "./tables.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

export const findCampaign = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("campaigns").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const findCampaigns = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("campaigns").selectAll().where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

/** The campaigns that have some names, told in lower case; archived ones left out. */
export const findCampaignsNamed = (db: Database, workspaceId: string, names: readonly string[]) =>
  on(db)
    .selectFrom("campaigns")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where(sql<string>`lower(name)`, "in", names)
    .execute();

export const namesOf = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("campaigns").select(["id", "name"]).where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

/** The campaign, held until the transaction ends. */
export const lockCampaign = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("campaigns").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

export const insertCampaign = (db: Database, row: Insertable<CampaignTables["campaigns"]>) =>
  on(db).insertInto("campaigns").values(row).returningAll().executeTakeFirstOrThrow();

export const updateCampaign = (db: Database, workspaceId: string, id: string, values: CampaignChanges) =>
  on(db)
    .updateTable("campaigns")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A page of campaigns and one more, newest first. */
export const listCampaigns = (
  db: Database,
  workspaceId: string,
  isArchived: boolean,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("campaigns")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", isArchived ? "is not" : "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const programsOf = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db)
    .selectFrom("campaign_programs")
    .select(["campaign_id", "program_id"])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", campaignIds)
    .orderBy("program_id")
    .execute();

export const creatorsOf = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db)
    .selectFrom("campaign_creators")
    .select(["campaign_id", "creator_id", "discount", "format"])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", campaignIds)
    .orderBy("creator_id")
    .execute();

/** Replaces the programs of a campaign. */
export async function setPrograms(db: Database, workspaceId: string, campaignId: string, ids: readonly string[]): Promise<void> {
  await on(db).deleteFrom("campaign_programs").where("workspace_id", "=", workspaceId).where("campaign_id", "=", campaignId).execute();
  const rows = ids.map((id) => ({ workspace_id: workspaceId, campaign_id: campaignId, program_id: id }));
  if (rows.length > 0) await on(db).insertInto("campaign_programs").values(rows).execute();
}

/** Replaces the creators of a campaign; those who stay keep their offer and format. */
export async function setCreators(db: Database, workspaceId: string, campaignId: string, ids: readonly string[]): Promise<void> {
  const own = on(db).deleteFrom("campaign_creators").where("workspace_id", "=", workspaceId).where("campaign_id", "=", campaignId);
  await own.$if(ids.length > 0, (q) => q.where("creator_id", "not in", ids)).execute();
  const rows = ids.map((id) => ({ workspace_id: workspaceId, campaign_id: campaignId, creator_id: id }));
  if (rows.length === 0) return;
  await on(db)
    .insertInto("campaign_creators")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Says how a creator takes part; undefined where they do not. */
export const updatePart = (
  db: Database,
  of: { readonly workspaceId: string; readonly campaignId: string; readonly creatorId: string },
  values: { discount: string | null; format: string | null },
) =>
  on(db)
    .updateTable("campaign_creators")
    .set(values)
    .where("workspace_id", "=", of.workspaceId)
    .where("campaign_id", "=", of.campaignId)
    .where("creator_id", "=", of.creatorId)
    .returning("creator_id")
    .executeTakeFirst();

/** Campaigns in use that ended before a day, the last one first. */
export const endedCampaigns = (db: Database, workspaceId: string, of: { readonly beforeOn: string; readonly limit: number }) =>
  on(db)
    .selectFrom("campaigns")
    .select(["id", "name", "starts_on", "currency"])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("ends_on", "<=", of.beforeOn)
    .orderBy("ends_on", "desc")
    .orderBy("id")
    .limit(of.limit)
    .execute();

/** A page of campaigns in use of one currency that began by a day and one more, the last begun first. */
export const begunCampaigns = (
  db: Database,
  workspaceId: string,
  of: { readonly currency: string; readonly untilOn: string; readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("campaigns")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("currency", "=", of.currency)
    .where("starts_on", "<=", of.untilOn)
    .$if(of.after !== undefined, (q) =>
      q.where(sql<SqlBool>`(starts_on, id) < (${of.after!.at.toISOString().slice(0, 10)}::date, ${of.after!.id}::uuid)`),
    )
    .orderBy("starts_on", "desc")
    .orderBy("id", "desc")
    .limit(of.limit + 1)
    .execute();

/** How many campaigns in use that began by a day each currency has. */
export const countBegun = (db: Database, workspaceId: string, untilOn: string) =>
  on(db)
    .selectFrom("campaigns")
    .select(["currency", sql<number>`count(*)::int`.as("campaigns")])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("starts_on", "<=", untilOn)
    .groupBy("currency")
    .orderBy("currency")
    .execute();
