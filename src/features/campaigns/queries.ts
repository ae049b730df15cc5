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
    .select(["campaign_id", "creator_id"])
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

/** Replaces the creators of a campaign. */
export async function setCreators(db: Database, workspaceId: string, campaignId: string, ids: readonly string[]): Promise<void> {
  await on(db).deleteFrom("campaign_creators").where("workspace_id", "=", workspaceId).where("campaign_id", "=", campaignId).execute();
  const rows = ids.map((id) => ({ workspace_id: workspaceId, campaign_id: campaignId, creator_id: id }));
  if (rows.length > 0) await on(db).insertInto("campaign_creators").values(rows).execute();
}
