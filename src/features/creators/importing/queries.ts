import { sql } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables, NewCreatorRow } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** Everything by which creators are looked up, many at once. */
export interface LookupKeys {
  readonly ids: readonly string[];
  readonly externals: readonly { readonly source: string; readonly externalId: string }[];
  readonly accounts: readonly { readonly platform: string; readonly normalised: string }[];
  readonly emailHashes: readonly Buffer[];
  readonly names: readonly string[];
}

/**
 * The ids of all creators who have any of the keys, archived ones included; of one that was merged, of the one who is kept. Each key is looked up by
 * itself, so that a table that has just been filled, of which nothing is known yet, is not read as a whole.
 */
export async function findByKeys(db: Database, workspaceId: string, keys: LookupKeys): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select distinct coalesce(c.merged_into_id, c.id) as id from creators c where c.workspace_id = ${workspaceId} and c.id in (
    select found.id from unnest(${keys.ids}::uuid[]) as wanted(id)
      cross join lateral (select c.id from creators c where c.workspace_id = ${workspaceId} and c.id = wanted.id offset 0) as found
    union
    select found.id from unnest(${keys.externals.map((key) => key.source)}::text[], ${keys.externals.map((key) => key.externalId)}::text[])
        as wanted(source, external_id)
      cross join lateral (select c.id from creators c where c.workspace_id = ${workspaceId} and c.source = wanted.source
        and c.external_id = wanted.external_id offset 0) as found
    union
    select found.id from unnest(${keys.accounts.map((key) => key.platform)}::text[], ${keys.accounts.map((key) => key.normalised)}::text[])
        as wanted(platform, handle)
      cross join lateral (select a.creator_id as id from creator_accounts a where a.workspace_id = ${workspaceId}
        and a.platform = wanted.platform and a.handle_normalised = wanted.handle and a.archived_at is null offset 0) as found
    union
    select found.id from unnest(${keys.emailHashes}::bytea[]) as wanted(hash)
      cross join lateral (select c.id from creators c where c.workspace_id = ${workspaceId} and c.email_hash = wanted.hash offset 0) as found
    union
    select found.id from unnest(${keys.names}::text[]) as wanted(name)
      cross join lateral (select c.id from creators c where c.workspace_id = ${workspaceId} and lower(c.name) = lower(wanted.name)
        offset 0) as found)`.execute(db);
  return found.rows.map((row) => row.id);
}

/** The numbers of some accounts that came from files: the last recorded of each day, in the order in which they were recorded. */
export const importedNumbers = (db: Database, workspaceId: string, accountIds: readonly string[], source: string) =>
  on(db)
    .selectFrom("account_snapshots")
    .select(["account_id", "observed_on", "followers"])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "in", accountIds)
    .where("source", "=", source)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();

/** Adds creators; those whose external id is taken are left out. Gives how many were added. */
export async function insertCreators(db: Database, rows: readonly NewCreatorRow[]): Promise<number> {
  const added = await on(db)
    .insertInto("creators")
    .values(rows.map((row) => ({ ...row, metadata: json(row.metadata ?? {}) })))
    .onConflict((c) => c.columns(["workspace_id", "source", "external_id"]).where("external_id", "is not", null).doNothing())
    .returning("id")
    .execute();
  return added.length;
}

/** A creator's new values; null: stays. */
export interface BulkChange {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly emailHash: Buffer | null;
  readonly country: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly notes: string | null;
  readonly metadata: string | null;
}

/** Changes many creators at once. */
export const updateCreators = (db: Database, workspaceId: string, changes: readonly BulkChange[], at: Date) =>
  sql`
  update creators c set name = coalesce(n.name, c.name), email = coalesce(n.email, c.email), email_hash = coalesce(n.email_hash, c.email_hash),
    country = coalesce(n.country, c.country), source = coalesce(n.source, c.source), external_id = coalesce(n.external_id, c.external_id),
    notes = coalesce(n.notes, c.notes), metadata = coalesce(n.metadata::jsonb, c.metadata), updated_at = ${at}
  from unnest(${changes.map((each) => each.id)}::uuid[], ${changes.map((each) => each.name)}::text[],
    ${changes.map((each) => each.email)}::text[], ${changes.map((each) => each.emailHash)}::bytea[],
    ${changes.map((each) => each.country)}::text[], ${changes.map((each) => each.source)}::text[],
    ${changes.map((each) => each.externalId)}::text[], ${changes.map((each) => each.notes)}::text[],
    ${changes.map((each) => each.metadata)}::text[])
    as n(id, name, email, email_hash, country, source, external_id, notes, metadata)
  where c.workspace_id = ${workspaceId} and c.id = n.id`.execute(db);

/** An account to add. */
export interface NewAccountRow {
  readonly id: string;
  readonly creator_id: string;
  readonly platform: string;
  readonly handle: string;
  readonly handle_normalised: string;
  readonly url: string | null;
}

/** Adds accounts; those whose handle is taken are left out. Gives how many were added. */
export async function insertAccounts(
  db: Database,
  shared: { workspace_id: string; created_at: Date },
  rows: readonly NewAccountRow[],
): Promise<number> {
  const added = await on(db)
    .insertInto("creator_accounts")
    .values(rows.map((row) => ({ ...row, ...shared })))
    .onConflict((c) => c.columns(["workspace_id", "platform", "handle_normalised"]).where("archived_at", "is", null).doNothing())
    .returning("id")
    .execute();
  return added.length;
}

/** Writes down which row of which file made or changed a creator. */
export const insertOrigins = (
  db: Database,
  shared: { workspace_id: string; import_id: string; recorded_at: Date },
  rows: readonly { id: string; creator_id: string; row_number: bigint; outcome: "created" | "updated" }[],
) =>
  on(db)
    .insertInto("creator_imports")
    .values(rows.map((row) => ({ ...row, ...shared })))
    .execute();
