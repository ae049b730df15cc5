import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { CampaignTables, NewCampaignCostRow } from "../tables.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";

const on = (db: Database) => tablesOf<CampaignTables>(db);

export const insertCost = (db: Database, row: NewCampaignCostRow) =>
  on(db).insertInto("campaign_costs").values(row).returningAll().executeTakeFirstOrThrow();

/** The cost, held until the transaction ends. */
export const lockCost = (db: Database, workspaceId: string, campaignId: string, id: string) =>
  on(db)
    .selectFrom("campaign_costs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const voidCost = (
  db: Database,
  workspaceId: string,
  id: string,
  values: { voided_at: Date; voided_by: string; void_reason: string },
) =>
  on(db)
    .updateTable("campaign_costs")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What a list of costs is narrowed to; undefined: not narrowed. */
export interface CostFilter {
  readonly kind?: CostKind | undefined;
  readonly isVoided: boolean;
}

/** A page of a campaign's costs and one more, the last entered first. */
export const listCosts = (
  db: Database,
  campaign: { workspaceId: string; campaignId: string },
  filter: CostFilter,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("campaign_costs")
    .selectAll()
    .where("workspace_id", "=", campaign.workspaceId)
    .where("campaign_id", "=", campaign.campaignId)
    .where("voided_at", filter.isVoided ? "is not" : "is", null)
    .$if(filter.kind !== undefined, (q) => q.where("kind", "=", filter.kind!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** What campaigns cost in a span of days, by currency. */
export const costsIn = (db: Database, workspaceId: string, days: { readonly fromOn: string; readonly toOn: string }) =>
  on(db)
    .selectFrom("campaign_costs")
    .select(["currency", sql<bigint>`sum(amount_minor)::bigint`.as("amount_minor")])
    .where("workspace_id", "=", workspaceId)
    .where("voided_at", "is", null)
    .where("incurred_on", ">=", days.fromOn)
    .where("incurred_on", "<", days.toOn)
    .groupBy("currency")
    .execute();

/** What campaigns cost for one creator in a span of days, by kind and currency. */
export const costsOfCreatorIn = (
  db: Database,
  of: { readonly workspaceId: string; readonly creatorId: string },
  days: { readonly fromOn: string; readonly toOn: string },
) =>
  on(db)
    .selectFrom("campaign_costs")
    .select(["kind", "currency", sql<bigint>`sum(amount_minor)::bigint`.as("amount_minor")])
    .where("workspace_id", "=", of.workspaceId)
    .where("creator_id", "=", of.creatorId)
    .where("voided_at", "is", null)
    .where("incurred_on", ">=", days.fromOn)
    .where("incurred_on", "<", days.toOn)
    .groupBy(["kind", "currency"])
    .orderBy("kind")
    .orderBy("currency")
    .execute();

/** The cost that stands for the goods of an order. */
export const costOfOrder = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("campaign_costs as c")
    .innerJoin("campaigns as m", (join) => join.onRef("m.workspace_id", "=", "c.workspace_id").onRef("m.id", "=", "c.campaign_id"))
    .select("m.name")
    .where("c.workspace_id", "=", workspaceId)
    .where("c.conversion_id", "=", conversionId)
    .where("c.voided_at", "is", null)
    .executeTakeFirst();
