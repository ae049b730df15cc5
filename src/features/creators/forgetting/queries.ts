import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables } from "../tables.ts";
import type { Insertable } from "kysely";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** Every record of one person, held until the transaction ends. */
export const lockRecords = (db: Database, workspaceId: string, keptId: string) =>
  on(db)
    .selectFrom("creators")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where((e) => e.or([e("id", "=", keptId), e("merged_into_id", "=", keptId)]))
    .orderBy("id")
    .forUpdate()
    .execute();

export const listAccountsOf = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_accounts")
    .select(["id", "platform", "handle_normalised", "external_id"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .execute();

/** Takes everything that says who a person is out of their records and accounts; ids, times and numbers stay. */
export async function eraseRecords(db: Database, workspaceId: string, creatorIds: readonly string[], at: Date): Promise<void> {
  await sql`update creators set name = 'Erased creator ' || right(id::text, 6), email = null, email_hash = null, country = null, notes = '',
      external_id = null, metadata = '{}', archived_at = coalesce(archived_at, ${at}), erased_at = ${at}, updated_at = ${at}
    where workspace_id = ${workspaceId} and id = ${oneOf(creatorIds)}`.execute(db);
  await sql`update creator_accounts set handle = 'erased-' || right(id::text, 12), handle_normalised = 'erased-' || right(id::text, 12), url = null,
      external_id = null, archived_at = coalesce(archived_at, ${at})
    where workspace_id = ${workspaceId} and creator_id = ${oneOf(creatorIds)}`.execute(db);
  const own = sql`(select id from creator_accounts where workspace_id = ${workspaceId} and creator_id = ${oneOf(creatorIds)})`;
  await sql`delete from account_profiles where workspace_id = ${workspaceId} and account_id in ${own}`.execute(db);
  await sql`update account_snapshots set evidence = '' where workspace_id = ${workspaceId} and account_id in ${own} and evidence <> ''`.execute(
    db,
  );
}

/** Adds entries; one that is there stays as it is. */
export const insertDoNotContact = (db: Database, rows: readonly Insertable<CreatorTables["do_not_contact"]>[]) =>
  on(db)
    .insertInto("do_not_contact")
    .values(rows)
    .onConflict((c) => c.columns(["workspace_id", "kind", "keyed_hash"]).doNothing())
    .execute();

export const listDoNotContact = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("do_not_contact")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(1000)
    .execute();

export const deleteDoNotContact = (db: Database, workspaceId: string, id: string) =>
  on(db).deleteFrom("do_not_contact").where("workspace_id", "=", workspaceId).where("id", "=", id).returningAll().executeTakeFirst();

/** Whether anybody is on the list at all. */
export const hasDoNotContact = async (db: Database, workspaceId: string): Promise<boolean> =>
  (await on(db).selectFrom("do_not_contact").select("id").where("workspace_id", "=", workspaceId).limit(1).executeTakeFirst()) !==
  undefined;

/** The entries that some keyed hashes are on the list with, the first written first. */
export const findEntries = (db: Database, workspaceId: string, hashes: readonly Buffer[]) =>
  on(db)
    .selectFrom("do_not_contact")
    .select(["id", "kind", "keyed_hash", "recorded_at"])
    .where("workspace_id", "=", workspaceId)
    .where("keyed_hash", "in", hashes)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();

/** Which of some keyed hashes are on the list. */
export async function findDoNotContact(db: Database, workspaceId: string, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const found = await sql<{ keyed_hash: Buffer }>`select d.keyed_hash from unnest(${[...hashes]}::bytea[]) as wanted(hash)
    join do_not_contact d on d.workspace_id = ${workspaceId} and d.kind in ('email', 'account') and d.keyed_hash = wanted.hash`.execute(db);
  return found.rows.map((row) => row.keyed_hash);
}

/** Creators who were found before an instant, were never told, and are in use nowhere; the oldest first. */
export const listIdle = async (db: Database, workspaceId: string, before: Date, limit: number) =>
  (
    await sql<{ id: string; name: string; source: string; created_at: Date }>`
      select c.id, c.name, c.source, c.created_at from creators c
      where c.workspace_id = ${workspaceId} and c.created_at < ${before} and c.erased_at is null and c.merged_into_id is null
        and not exists (select from creators_in_touch u where u.workspace_id = c.workspace_id and u.creator_id = c.id)
        and not exists (select from creators_in_touch u join creators m on m.workspace_id = u.workspace_id and m.id = u.creator_id
          where m.workspace_id = c.workspace_id and m.merged_into_id = c.id)
      order by c.created_at, c.id limit ${limit}`.execute(db)
  ).rows;
