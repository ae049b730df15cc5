import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CampaignTables, NewCampaignCostRow } from "../tables.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

/** Costs that files brought before, by their key. */
export const costsByKeys = (db: Database, workspaceId: string, keys: readonly Buffer[]) =>
  on(db)
    .selectFrom("campaign_costs")
    .select(["import_key", "campaign_id", "creator_id", "kind", "amount_minor", "currency", "incurred_on"])
    .where("workspace_id", "=", workspaceId)
    .where("import_key", "in", keys)
    .execute();

export const insertCosts = (db: Database, rows: readonly NewCampaignCostRow[]) =>
  on(db).insertInto("campaign_costs").values(rows).execute();
