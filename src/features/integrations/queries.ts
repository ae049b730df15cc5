import { sql, type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { IntegrationTables } from "./tables.ts";

const on = (db: Database) => tablesOf<IntegrationTables>(db);

export const listConnections = (db: Database, workspaceId: string) =>
  on(db).selectFrom("connections").selectAll().where("workspace_id", "=", workspaceId).orderBy("created_at").execute();

export const findConnection = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("connections").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const insertConnection = (db: Database, row: Insertable<IntegrationTables["connections"]>) =>
  on(db).insertInto("connections").values(row).returningAll().executeTakeFirstOrThrow();

export const updateConnection = (db: Database, workspaceId: string, id: string, values: Updateable<IntegrationTables["connections"]>) =>
  on(db)
    .updateTable("connections")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();

// The index's own condition stands in the text: as a parameter a plan that the server keeps would not know its value.
const isNamed = sql<boolean>`delivery_id <> ''`;

/** Keeps a payload; undefined when a delivery of the same id is kept already. */
export const insertPayload = (db: Database, row: Insertable<IntegrationTables["raw_payloads"]>) =>
  on(db)
    .insertInto("raw_payloads")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "connection_id", "delivery_id"]).where(isNamed).doNothing())
    .returning("id")
    .executeTakeFirst();

export const insertPayloadKey = (db: Database, row: Insertable<IntegrationTables["payload_keys"]>) =>
  on(db).insertInto("payload_keys").values(row).execute();

export const insertResult = (db: Database, row: Insertable<IntegrationTables["payload_results"]>) =>
  on(db).insertInto("payload_results").values(row).execute();

/** A payload with its key, which is gone when it was erased. */
export const findPayload = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("raw_payloads as p")
    .leftJoin("payload_keys as k", (join) => join.onRef("k.workspace_id", "=", "p.workspace_id").onRef("k.payload_id", "=", "p.id"))
    .selectAll("p")
    .select("k.wrapped_key")
    .where("p.workspace_id", "=", workspaceId)
    .where("p.id", "=", id)
    .executeTakeFirst();

/** Payloads with their keys in the order of their ids, a stretch at a time. */
export const listForProof = (db: Database, workspaceId: string, after: string, limit: number) =>
  on(db)
    .selectFrom("raw_payloads as p")
    .leftJoin("payload_keys as k", (join) => join.onRef("k.workspace_id", "=", "p.workspace_id").onRef("k.payload_id", "=", "p.id"))
    .select(["p.id", "p.sha256", "p.ciphertext", "k.wrapped_key"])
    .where("p.workspace_id", "=", workspaceId)
    .where("p.id", ">", after)
    .orderBy("p.id")
    .limit(limit)
    .execute();

export const listPayloads = (
  db: Database,
  workspaceId: string,
  filter: { before: { at: Date; id: string } | undefined; limit: number; connectionId: string | undefined },
) => {
  const { before, connectionId } = filter;
  return on(db)
    .selectFrom("raw_payloads as p")
    .leftJoin("payload_keys as k", (join) => join.onRef("k.workspace_id", "=", "p.workspace_id").onRef("k.payload_id", "=", "p.id"))
    .select(["p.id", "p.connection_id", "p.source", "p.topic", "p.received_at"])
    .select((e) => e("k.payload_id", "is", null).as("is_erased"))
    .where("p.workspace_id", "=", workspaceId)
    .$if(before !== undefined, (rows) => rows.where(sql<boolean>`(p.received_at, p.id) < (${before?.at}, ${before?.id})`))
    .$if(connectionId !== undefined, (rows) => rows.where("p.connection_id", "=", connectionId!))
    .orderBy("p.received_at", "desc")
    .orderBy("p.id", "desc")
    .limit(filter.limit + 1)
    .execute();
};

export const listResults = (db: Database, workspaceId: string, payloadIds: readonly string[]) =>
  on(db)
    .selectFrom("payload_results")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("payload_id", "in", payloadIds)
    .orderBy("processed_at")
    .orderBy("id")
    .execute();
