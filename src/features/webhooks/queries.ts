import { sql, type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { WebhookTables } from "./tables.ts";

const on = (db: Database) => tablesOf<WebhookTables>(db);

export const listEndpoints = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("webhook_endpoints")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .orderBy("created_at")
    .execute();

/** Whether any endpoint, switched on or off, asks for a type of event. */
export const isAskedFor = async (db: Database, workspaceId: string, type: string): Promise<boolean> =>
  (await on(db)
    .selectFrom("webhook_endpoints")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where(sql<boolean>`${type} = any (event_types)`)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export const findEndpoint = (db: Database, workspaceId: string, id: string, lock = false) =>
  on(db)
    .selectFrom("webhook_endpoints")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("archived_at", "is", null)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();

export const insertEndpoint = (db: Database, row: Insertable<WebhookTables["webhook_endpoints"]>) =>
  on(db).insertInto("webhook_endpoints").values(row).returningAll().executeTakeFirstOrThrow();

export const updateEndpoint = (db: Database, workspaceId: string, id: string, values: Updateable<WebhookTables["webhook_endpoints"]>) =>
  on(db)
    .updateTable("webhook_endpoints")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

export const insertEvent = (db: Database, row: Insertable<WebhookTables["webhook_events"]>) =>
  on(db).insertInto("webhook_events").values(row).execute();

export const findEvent = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("webhook_events").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** Events of a time that an endpoint would have been told. */
export const listEventsSince = (db: Database, workspaceId: string, of: { since: Date; types: readonly string[]; limit: number }) =>
  on(db)
    .selectFrom("webhook_events")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("occurred_at", ">=", of.since)
    .where("type", "in", [...of.types])
    .orderBy("occurred_at")
    .limit(of.limit)
    .execute();

export const insertDelivery = (db: Database, row: Insertable<WebhookTables["webhook_deliveries"]>) =>
  on(db).insertInto("webhook_deliveries").values(row).execute();

export const listDeliveries = (
  db: Database,
  workspaceId: string,
  page: { endpointId: string; limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("webhook_deliveries as d")
    .innerJoin("webhook_events as e", (join) => join.onRef("e.workspace_id", "=", "d.workspace_id").onRef("e.id", "=", "d.event_id"))
    .selectAll("d")
    .select(["e.type"])
    .where("d.workspace_id", "=", workspaceId)
    .where("d.endpoint_id", "=", page.endpointId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(d.created_at, d.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("d.created_at", "desc")
    .orderBy("d.id", "desc")
    .limit(page.limit + 1)
    .execute();
