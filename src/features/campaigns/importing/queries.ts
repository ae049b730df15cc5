import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CampaignTables, NewCampaignCostRow } from "../tables.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

/** Campaigns in use by their name, as it is compared, or their id. */
export const campaignsCalled = (
  db: Database,
  workspaceId: string,
  of: { readonly names: readonly string[]; readonly ids: readonly string[] },
) =>
  on(db)
    .selectFrom("campaigns")
    .select(["id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where((e) => e.or([e("id", "in", [...of.ids, null]), e(sql`lower(name)`, "in", [...of.names, ""])]))
    .execute();

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
