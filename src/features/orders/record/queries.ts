import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";
import type { OrderTables } from "../tables.ts";

const on = (db: Database) => tablesOf<OrderTables>(db);

/**
 * Lets transactions that write orders by their own id run beside each other, and holds apart those that go by other names or take
 * something back: whether an order, its payment and its refund are the same is decided by one at a time.
 */
export const lockOrders = (db: Database, workspaceId: string, mode: "shared" | "alone") =>
  mode === "alone"
    ? sql`select pg_advisory_xact_lock(hashtextextended(${`orders ${workspaceId}`}, 0))`.execute(db)
    : sql`select pg_advisory_xact_lock_shared(hashtextextended(${`orders ${workspaceId}`}, 0))`.execute(db);

export interface NameRow {
  readonly store_id: string;
  readonly kind: string;
  readonly reference: string;
}

const nameColumns = recordset<NameRow>({ store_id: "uuid", kind: "text", reference: "text" });

/** Which orders the names lead to. */
export const findReferences = async (db: Database, workspaceId: string, names: readonly NameRow[]) => {
  const found = await sql<NameRow & { conversion_external_id: string }>`
    select c.store_id, c.kind, c.reference, c.conversion_external_id from ${nameColumns.of(names)}
    join conversion_references c on c.workspace_id = ${workspaceId} and c.store_id = r.store_id and c.kind = r.kind and c.reference = r.reference`.execute(
    db,
  );
  return found.rows;
};

export interface OrderIdRow {
  readonly store_id: string;
  readonly external_id: string;
}

const orderIdColumns = recordset<OrderIdRow>({ store_id: "uuid", external_id: "text" });

/** An order that was asked for, what it is now, and one version of it. */
export interface KnownVersion extends OrderIdRow {
  readonly id: string;
  readonly root_external_id: string;
  readonly status: string;
  readonly version: number;
  readonly version_source: string;
  readonly body_hash: Buffer;
}

/** Orders by their id in the store, a row a version; one that turned out to be another is that other one. */
export const findKnown = async (db: Database, workspaceId: string, orders: readonly OrderIdRow[]): Promise<KnownVersion[]> => {
  const found = await sql<KnownVersion>`
    select c.store_id, c.external_id, s.id, s.external_id as root_external_id, s.status, s.version, v.source as version_source, v.body_hash
    from ${orderIdColumns.of(orders)}
    join conversions c on c.workspace_id = ${workspaceId} and c.store_id = r.store_id and c.external_id = r.external_id
    join conversions s on s.workspace_id = c.workspace_id and s.id = coalesce(c.joined_into_id, c.id)
    join conversion_versions v on v.workspace_id = s.workspace_id and v.conversion_id = s.id`.execute(db);
  return found.rows;
};

/** Locks orders until the transaction ends, always in the same sequence. */
export const lockConversions = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();

export interface ChannelVersionRow {
  conversion_id: string;
  source: string;
  body_hash: Buffer;
  raw_payload_id: string | null;
  document: unknown;
}

/** The newest version of each order from each channel. */
export const listChannelVersions = async (db: Database, workspaceId: string, ids: readonly string[]): Promise<ChannelVersionRow[]> => {
  const rows = await sql<ChannelVersionRow>`
    select distinct on (conversion_id, source) conversion_id, source, body_hash, raw_payload_id, document from conversion_versions
    where workspace_id = ${workspaceId} and conversion_id = any(${[...ids]}::uuid[])
    order by conversion_id, source, version desc`.execute(db);
  return rows.rows;
};

/** Every other name of these orders. */
export const listReferences = async (db: Database, workspaceId: string, orders: readonly OrderIdRow[]) => {
  const rows = await sql<NameRow & { conversion_external_id: string }>`
    select c.store_id, c.kind, c.reference, c.conversion_external_id from ${orderIdColumns.of(orders)}
    join conversion_references c on c.workspace_id = ${workspaceId} and c.store_id = r.store_id and c.conversion_external_id = r.external_id`.execute(
    db,
  );
  return rows.rows;
};
