import { sql, type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { OutsideReaderRow, SharingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<SharingTables>(db);

export const listReaders = (db: Database, workspaceId: string, scheduleIds: readonly string[]): Promise<OutsideReaderRow[]> =>
  on(db)
    .selectFrom("outside_readers")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("schedule_id", "=", sql<string>`any(${[...scheduleIds]}::uuid[])`)
    .where("state", "<>", "removed")
    .orderBy("invited_at")
    .orderBy("id")
    .execute();

const one = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("outside_readers").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id);

export const findReader = (db: Database, workspaceId: string, id: string): Promise<OutsideReaderRow | undefined> =>
  one(db, workspaceId, id).executeTakeFirst();

/** A reader, held until the transaction ends. */
export const lockReader = (db: Database, workspaceId: string, id: string): Promise<OutsideReaderRow | undefined> =>
  one(db, workspaceId, id).forUpdate().executeTakeFirst();

/** The reader of a report with an address, held until the transaction ends. */
export const lockReaderOf = (db: Database, of: { workspaceId: string; scheduleId: string; emailHash: Buffer }) =>
  on(db)
    .selectFrom("outside_readers")
    .selectAll()
    .where("workspace_id", "=", of.workspaceId)
    .where("schedule_id", "=", of.scheduleId)
    .where("email_hash", "=", of.emailHash)
    .forUpdate()
    .executeTakeFirst();

/** Every reader with one of these addresses, held until the transaction ends. */
export const lockReadersAt = (db: Database, workspaceId: string, emailHashes: readonly Buffer[]): Promise<OutsideReaderRow[]> =>
  on(db)
    .selectFrom("outside_readers")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("email_hash", "=", sql<Buffer>`any(${[...emailHashes]}::bytea[])`)
    .orderBy("id")
    .forUpdate()
    .execute();

export const insertReader = (db: Database, row: Insertable<SharingTables["outside_readers"]>) =>
  on(db).insertInto("outside_readers").values(row).returningAll().executeTakeFirstOrThrow();

export const updateReader = (
  db: Database,
  { workspace_id, id }: { readonly workspace_id: string; readonly id: string },
  values: Updateable<SharingTables["outside_readers"]>,
): Promise<OutsideReaderRow> =>
  on(db)
    .updateTable("outside_readers")
    .set(values)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** How often the workspace invited anybody, and this address, since two times. */
export const countInvitations = async (
  db: Database,
  of: { workspaceId: string; emailHash: Buffer; since: Date; addressSince: Date },
): Promise<{ readonly all: number; readonly address: number }> => {
  const { rows } = await sql<{ all: number; address: number }>`
    select count(*) filter (where invited_at > ${of.since})::int as all,
      count(*) filter (where email_hash = ${of.emailHash} and invited_at > ${of.addressSince})::int as address
    from reader_invitations where workspace_id = ${of.workspaceId} and invited_at > least(${of.since}::timestamptz, ${of.addressSince}::timestamptz)`.execute(
    db,
  );
  return rows[0]!;
};

export const insertInvitation = (db: Database, row: Insertable<SharingTables["reader_invitations"]>) =>
  on(db).insertInto("reader_invitations").values(row).execute();

export const isSuppressed = async (db: Database, workspaceId: string, emailHash: Buffer): Promise<boolean> =>
  (await on(db)
    .selectFrom("mail_suppressions")
    .select("since")
    .where("workspace_id", "=", workspaceId)
    .where("email_hash", "=", emailHash)
    .executeTakeFirst()) !== undefined;

/** Nothing is sent to an address any more; the first time is kept. */
export const suppress = (db: Database, workspaceId: string, emailHash: Buffer, since: Date) =>
  on(db)
    .insertInto("mail_suppressions")
    .values({ workspace_id: workspaceId, email_hash: emailHash, since })
    .onConflict((c) => c.doNothing())
    .execute();

export const unsuppress = (db: Database, workspaceId: string, emailHash: Buffer) =>
  on(db).deleteFrom("mail_suppressions").where("workspace_id", "=", workspaceId).where("email_hash", "=", emailHash).execute();
