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

/** Workspaces that have, or ever had, an endpoint: no other one has events. */
export const listWorkspacesWithEndpoints = async (db: Database): Promise<string[]> =>
  (await on(db).selectFrom("webhook_endpoints").select("workspace_id").distinct().orderBy("workspace_id").execute()).map(
    (row) => row.workspace_id,
  );

/** Deletes some events of before an instant of which no try was made since, with their deliveries; gives how many. */
export const deleteEvents = async (db: Database, workspaceId: string, before: Date, limit: number): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    with gone as (
      select e.id from webhook_events e where e.workspace_id = ${workspaceId} and e.occurred_at < ${before}
        and not exists (select from webhook_deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id and d.created_at >= ${before})
      order by e.occurred_at limit ${limit}),
    tries as (delete from webhook_deliveries d using gone where d.workspace_id = ${workspaceId} and d.event_id = gone.id),
    events as (delete from webhook_events e using gone where e.workspace_id = ${workspaceId} and e.id = gone.id returning 1)
    select count(*)::int as n from events`.execute(db);
  return rows[0]!.n;
};

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
