import { sql } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { OrderTables } from "./tables.ts";

const on = (db: Database) => tablesOf<OrderTables>(db);

export const findConversion = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("conversions").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** An order by its id in the store. */
export const findByExternalId = (db: Database, workspaceId: string, storeId: string, externalId: string) =>
  on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", storeId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();

/** Where another name of an order leads. */
export const findReference = (db: Database, workspaceId: string, name: { storeId: string; kind: string; reference: string }) =>
  on(db)
    .selectFrom("conversion_references")
    .select("conversion_external_id")
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", name.storeId)
    .where("kind", "=", name.kind)
    .where("reference", "=", name.reference)
    .executeTakeFirst();

/** The lines of one version, in their order. */
export const listLines = (db: Database, workspaceId: string, conversionId: string, version: number) =>
  on(db)
    .selectFrom("conversion_lines")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .where("version", "=", version)
    .orderBy("position")
    .execute();

export const listStatuses = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("conversion_statuses")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();

export const listVersions = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("conversion_versions")
    .select(["version", "source", "raw_payload_id", "recorded_at"])
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("version")
    .execute();

export const listNames = (db: Database, workspaceId: string, storeId: string, externalId: string) =>
  on(db)
    .selectFrom("conversion_references")
    .select(["kind", "reference"])
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", storeId)
    .where("conversion_external_id", "=", externalId)
    .orderBy("kind")
    .orderBy("reference")
    .execute();

export interface ConversionFilter {
  readonly before: { at: Date; id: string } | undefined;
  readonly limit: number;
  readonly storeId: string | undefined;
  readonly status: string | undefined;
  readonly kind: string | undefined;
  readonly customerIds: readonly string[] | undefined;
  readonly externalId: string | undefined;
}

/** Orders, newest first; one that turned out to be another is left out. */
export const listConversions = (db: Database, workspaceId: string, filter: ConversionFilter) => {
  const { before, storeId, status, kind, customerIds, externalId } = filter;
  return on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("joined_into_id", "is", null)
    .$if(before !== undefined, (rows) => rows.where(sql<boolean>`(occurred_at, id) < (${before?.at}, ${before?.id})`))
    .$if(storeId !== undefined, (rows) => rows.where("store_id", "=", storeId!))
    .$if(status !== undefined, (rows) => rows.where("status", "=", status!))
    .$if(kind !== undefined, (rows) => rows.where("kind", "=", kind!))
    .$if(customerIds !== undefined, (rows) => rows.where("customer_id", "in", customerIds!))
    .$if(externalId !== undefined, (rows) => rows.where("external_id", "=", externalId!))
    .orderBy("occurred_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();
};

/** The conversions of these customer rows. */
export const listOfCustomers = (db: Database, workspaceId: string, customerIds: readonly string[]) =>
  on(db)
    .selectFrom("conversions")
    .select(["id", "occurred_at", "click_id"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "in", customerIds)
    .orderBy("occurred_at")
    .orderBy("id")
    .execute();

/** The first order of a subscription that was not joined into another. */
export const findFirstOfSubscription = (db: Database, workspaceId: string, subscriptionId: string) =>
  on(db)
    .selectFrom("conversions")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("subscription_id", "=", subscriptionId)
    .where("joined_into_id", "is", null)
    .orderBy("occurred_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
