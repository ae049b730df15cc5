import type pg from "pg";
import type { Log } from "../../log.ts";
import { StartRefusal } from "../../start-refusal.ts";
import { ensureAppRole } from "../app-role.ts";
import { migrationsDirectory, readMigrations, type MigrationFile } from "./migration-files.ts";
import { closePool, openPool, withConnection } from "../pool.ts";
import { openQueueToApp } from "../queue-access.ts";
import { sqlStatements, type SqlStatement } from "./sql-statements.ts";

/** A check of the migrated database; it throws when something is wrong, and the start stops there. */
export type AfterMigrate = (client: pg.ClientBase) => Promise<void>;

export type MigrateOptions = {
  /** The owner's address of the database. */
  url: string;
  log: Log;
  /** Where the SQL files are. Missing means those that come with the program. */
  directory?: string;
  /** Apply only these files, so that a backup finds the schema that it was taken from. Missing means all. */
  only?: ReadonlySet<string>;
  /** Run in order, under the migration lock, after the last file. */
  afterMigrate?: AfterMigrate[];
};

const lockKey = 7_866_104_631_001n;
const oldestServer = 150_000;

const createHistory = `create schema if not exists migrator;
  create table if not exists migrator.applied_files (name text primary key, checksum text not null, applied_at timestamptz not null default now())`;

/**
 * Brings the database to the newest schema: the job queue's own migrations, then each new file of `migrations/` in its own
 * transaction. Two starts at once take turns. Gives the names of the files that were applied now.
 *
 * @throws StartRefusal when a file fails, was changed after it was applied, or is unknown to this program
 */
export async function migrate({ url, log, directory = migrationsDirectory, only, afterMigrate = [] }: MigrateOptions): Promise<string[]> {
  const files = readMigrations(directory);
  return withConnection(url, "vouch migrate", async (client) => {
    await prepare(client, url, log);
    const pending = findPending(files, await readHistory(client)).filter((file) => only === undefined || only.has(file.name));
    for (const file of pending) await applyFile(client, file, log);
    for (const check of afterMigrate) await check(client);
    return pending.map((file) => file.name);
  });
}

/** The lock is the session's: it goes when the connection does. */
async function prepare(client: pg.Client, url: string, log: Log): Promise<void> {
  const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
  const version = rows[0]?.version ?? 0;
  if (version < oldestServer)
    throw new StartRefusal(`DATABASE_URL names a PostgreSQL ${Math.floor(version / 10_000)} server; 15 or newer is needed.`);
  await client.query("select pg_advisory_lock($1)", [lockKey]);
  await ensureAppRole(client);
  await client.query(createHistory);
  await migrateQueue(url, log);
  await openQueueToApp(client);
}

/** On a pool of ours: the library's own has nobody who hears of a connection that is lost while the pool closes, which ends the process. */
async function migrateQueue(url: string, log: Log): Promise<void> {
  const { runMigrations } = await import("graphile-worker");
  const pool = openPool({ url, name: "vouch migrate", max: 2, log });
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await closePool(pool);
  }
}

type History = Map<string, { checksum: string; appliedAt: Date }>;

async function readHistory(client: pg.Client): Promise<History> {
  const { rows } = await client.query<{ name: string; checksum: string; applied_at: Date }>(
    "select name, checksum, applied_at from migrator.applied_files",
  );
  return new Map(rows.map((row) => [row.name, { checksum: row.checksum, appliedAt: row.applied_at }]));
}

function findPending(files: MigrationFile[], history: History): MigrationFile[] {
  const known = new Set(files.map((file) => file.name));
  const foreign = [...history.keys()].find((name) => !known.has(name));
  if (foreign !== undefined)
    throw new StartRefusal(
      `The database has the migration ${foreign}, which this program does not know: a newer version of Vouch ran on it. Start that version or a newer one.`,
    );
  for (const file of files) refuseChanged(file, history);
  return files.filter((file) => !history.has(file.name));
}

function refuseChanged(file: MigrationFile, history: History): void {
  const applied = history.get(file.name);
  if (!applied || applied.checksum === file.checksum) return;
  throw new StartRefusal(
    `The migration ${file.name} was changed after it was applied on ${applied.appliedAt.toISOString()}. Put the file back as it was and write the change as a new migration.`,
  );
}

async function applyFile(client: pg.Client, file: MigrationFile, log: Log): Promise<void> {
  log.info({ file: file.name }, "applying a migration");
  if (file.inTransaction) await client.query("begin");
  // A distributed database needs this for schema changes; elsewhere it is a setting that nobody reads.
  if (file.inTransaction) await client.query("set local citus.multi_shard_modify_mode = 'sequential'");
  for (const statement of sqlStatements(file.sql)) await runStatement(client, file, statement);
  await client.query("insert into migrator.applied_files (name, checksum) values ($1, $2)", [file.name, file.checksum]);
  if (file.inTransaction) await client.query("commit");
}

async function runStatement(client: pg.Client, file: MigrationFile, statement: SqlStatement): Promise<void> {
  try {
    await client.query(statement.text);
  } catch (error) {
    if (file.inTransaction) await client.query("rollback").catch(() => {});
    throw new StartRefusal(describeFailure(file, statement, error as pg.DatabaseError), { cause: error });
  }
}

function describeFailure(file: MigrationFile, statement: SqlStatement, error: pg.DatabaseError): string {
  const before = statement.text.slice(0, Number(error.position ?? 1) - 1);
  const line = statement.line + before.split("\n").length - 1;
  const kept = file.inTransaction
    ? "Nothing of this file was kept."
    : "This file runs without a transaction: its earlier statements were kept.";
  const begins = statement.text.replaceAll(/\s+/g, " ").slice(0, 120);
  return `The migration ${file.name} failed at line ${line}: ${error.message}. ${kept} The statement begins: ${begins}`;
}
