import type pg from "pg";
import type { Logger } from "pino";
import { appendChanges, startGeneration, type ChangeLog } from "./change-log.ts";
import { compactLinks, isCompactionDue } from "./compact-links.ts";
import type { Cursor } from "./link-files.ts";
import { allRecords, recordsOf, type Subject } from "./link-rows.ts";

/** The following of one database's links. */
export type Pulling = {
  changes: ChangeLog;
  log: Logger;
  /** changes taken already of transactions that are not below the cursor's horizon yet, by sequence number */
  taken: Set<string>;
  /** when the database was last asked */
  lookedAtMs: number | undefined;
};

/** A log that nobody has continued for so long may have missed rows that were cleaned up since: everything is read anew. */
const longestAbsenceMs = 3 * 24 * 3_600_000;

export const openPulling = (changes: ChangeLog, log: Logger): Pulling => ({ changes, log, taken: new Set(), lookedAtMs: undefined });

/**
 * Takes what has changed since the last time into the link files.
 *
 * The cursor is a horizon of transaction ids: all transactions below it had ended when it was read, so nothing below it can still
 * appear. Newer ones that have committed are taken too, at once, and remembered by their number until the horizon has
 * passed them: a long-running transaction elsewhere delays no edit, and none is missed.
 */
export async function pullLinks(pulling: Pulling, client: pg.ClientBase): Promise<number> {
  const now = await askHorizon(client);
  pulling.lookedAtMs = Date.now();
  if (mustReadAll(pulling.changes.cursor, now)) return readAll(pulling, client);
  const { cursor } = pulling.changes;
  const { rows } = await client.query<ChangeRow>({
    name: "link_changes",
    text: "select seq::text, txid::text, kind, workspace_id, subject_id from link_changes where txid >= $1::text::xid8 order by txid, seq",
    values: [cursor!.horizon],
  });
  const fresh = rows.filter((row) => !pulling.taken.has(row.seq));
  if (fresh.length > 0 || isCursorOld(cursor!, now)) appendChanges(pulling.changes, await recordsOf(client, distinctSubjects(fresh)), now);
  const open = rows.filter((row) => BigInt(row.txid) >= BigInt(pulling.changes.cursor!.horizon));
  pulling.taken = new Set(open.map((row) => row.seq));
  if (isCompactionDue(pulling.changes)) await compactLinks(pulling.changes);
  return fresh.length;
}

type ChangeRow = { seq: string; txid: string; kind: Subject["kind"]; workspace_id: string; subject_id: string };

/** Without changes the cursor is written once a minute: it stays close to the horizon, and the log small. */
const isCursorOld = (cursor: Cursor, now: Cursor): boolean => now.atMs - cursor.atMs > 60_000;

/** Another database, one set back to an earlier state, or one not asked for days. */
const mustReadAll = (cursor: Cursor | undefined, now: Cursor): boolean =>
  cursor === undefined ||
  cursor.system !== now.system ||
  BigInt(now.horizon) < BigInt(cursor.horizon) ||
  now.atMs - cursor.atMs > longestAbsenceMs;

async function askHorizon(client: pg.ClientBase): Promise<Cursor> {
  const { rows } = await client.query<{ system: string; horizon: string; at: Date }>({
    name: "horizon",
    text: `select (select system_identifier::text from pg_control_system()) || '/' || (select oid::text from pg_database where datname = current_database()) as system,
           pg_snapshot_xmin(pg_current_snapshot())::text as horizon, clock_timestamp() as at`,
  });
  const row = rows[0]!;
  return { system: row.system, horizon: row.horizon, atMs: row.at.getTime() };
}

/** Writes a new generation from one consistent view of all tables. */
async function readAll(pulling: Pulling, client: pg.ClientBase): Promise<number> {
  await client.query("begin transaction isolation level repeatable read read only");
  try {
    const cursor = await askHorizon(client);
    let records = 0;
    const counted = async function* (): ReturnType<typeof allRecords> {
      for await (const record of allRecords(client)) {
        records++;
        yield record;
      }
    };
    await startGeneration(pulling.changes, counted(), { cursor, reload: true });
    pulling.taken.clear();
    pulling.log.info({ records, generation: pulling.changes.generation }, "all links were read from the database");
    return records;
  } finally {
    await client.query("rollback");
  }
}

function distinctSubjects(rows: readonly ChangeRow[]): Subject[] {
  const subjects = new Map(
    rows.map((row) => [`${row.kind} ${row.subject_id}`, { kind: row.kind, workspaceId: row.workspace_id, id: row.subject_id }]),
  );
  return [...subjects.values()];
}
