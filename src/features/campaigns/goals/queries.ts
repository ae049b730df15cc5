import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CampaignTables, NewGoalRow } from "../tables.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

export const goalsOf = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db).selectFrom("campaign_goals").selectAll().where("workspace_id", "=", workspaceId).where("campaign_id", "in", campaignIds).execute();

export const signaturesOf = (db: Database, workspaceId: string, campaignIds: readonly string[]) =>
  on(db)
    .selectFrom("campaign_signatures")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", campaignIds)
    .execute();

/** Sets the goal, in place of the one there was. */
export const upsertGoal = (db: Database, { workspace_id, campaign_id, ...values }: NewGoalRow) =>
  on(db)
    .insertInto("campaign_goals")
    .values({ workspace_id, campaign_id, ...values })
    .onConflict((c) => c.columns(["workspace_id", "campaign_id"]).doUpdateSet(values))
    .execute();

/** Keeps a signature; the same again changes nothing. */
export const insertSignature = (
  db: Database,
  row: { workspace_id: string; campaign_id: string; member_id: string; digest: Buffer; signed_at: Date },
) =>
  on(db)
    .insertInto("campaign_signatures")
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning("member_id")
    .executeTakeFirst();
