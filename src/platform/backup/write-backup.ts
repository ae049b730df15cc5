import { createReadStream, existsSync, openSync, fsyncSync, closeSync, statSync, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import { StartRefusal } from "../start-refusal.ts";
import { listSequences, listTables, listWaitingJobs, type BackedUpTable } from "./catalogue.ts";
import { writeEntry, type Manifest } from "./entries.ts";
import { sealStream } from "./sealed-stream.ts";

/** Files that belong to the backup. `list` is asked after the database's snapshot is taken, so that every file a row names is there. */
export type BackedUpFolder = { name: string; directory: string; list(client: pg.ClientBase): Promise<string[]> };

export type BackupOptions = {
  /** The owner's address of the database. */
  url: string;
  secret: string;
  folders: BackedUpFolder[];
  passphrase: string;
  /** What a guess at the passphrase costs, as scrypt's power of two from 14 to 20. Missing means the usual 17; tests take less. */
  logN?: number;
  /** The file to write; it must not exist. It appears whole or not at all. */
  out: string;
  /** The program's version, for the manifest. */
  program: string;
};

/** What a backup holds. */
export type BackupSum = { tables: number; rows: number; files: number; bytes: number };

/**
 * Writes one consistent snapshot of the installation, compressed and encrypted under a passphrase. Everything goes on running meanwhile.
 * Tables are written as text by COPY, so that any PostgreSQL from 15 on can take them.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSum> {
  const { out, passphrase, logN } = options;
  if (existsSync(out)) throw new StartRefusal(`${out} exists already. Choose another name: a backup never replaces one.`);
  const unfinished = `${out}.unfinished-${process.pid}`;
  const sum: BackupSum = { tables: 0, rows: 0, files: 0, bytes: 0 };
  try {
    const seal = (packed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> => sealStream(packed, passphrase, logN);
    await pipeline(entriesOf(options, sum), createGzip({ level: 3 }), seal, createWriteStream(unfinished, { mode: 0o600 }));
    syncToDisk(unfinished);
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { ...sum, bytes: statSync(out).size };
}

function syncToDisk(file: string): void {
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

async function* entriesOf(options: BackupOptions, sum: BackupSum): AsyncGenerator<Buffer> {
  const client = await openSnapshot(options.url);
  try {
    yield* writeEntry(await describeSnapshot(client, options.program));
    yield* writeEntry({ kind: "secret" }, [Buffer.from(options.secret)]);
    yield* tablesOf(client, sum);
    yield* writeEntry({ kind: "sequences" }, [jsonBytes(await listSequences(client))]);
    yield* writeEntry({ kind: "jobs" }, [jsonBytes(await listWaitingJobs(client))]);
    for (const folder of options.folders) yield* filesOf(client, folder, sum);
  } finally {
    await client.end();
  }
}

const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A connection that sees the database as it is now, whatever is written meanwhile; values are printed the same way by every server. */
async function openSnapshot(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "vouch backup" });
  client.on("error", () => {});
  await client.connect();
  for (const setting of [
    "timezone = 'UTC'",
    "datestyle = 'ISO'",
    "intervalstyle = 'postgres'",
    "extra_float_digits = 1",
    "statement_timeout = 0",
  ])
    await client.query(`set ${setting}`);
  await client.query("begin isolation level repeatable read read only");
  return client;
}

async function describeSnapshot(client: pg.Client, program: string): Promise<Manifest> {
  const { rows } = await client.query<{ at: Date; server: string }>("select now() as at, current_setting('server_version') as server");
  const applied = await client.query<{ name: string; checksum: string }>("select name, checksum from migrator.applied_files order by name");
  const migrations = Object.fromEntries(applied.rows.map(({ name, checksum }) => [name, checksum]));
  return { kind: "manifest", format: 1, takenAt: rows[0]?.at.toISOString() ?? "", program, server: rows[0]?.server ?? "", migrations };
}

async function* tablesOf(client: pg.Client, sum: BackupSum): AsyncGenerator<Buffer> {
  const counts: Record<string, number> = {};
  for (const table of await listTables(client)) {
    const copy = client.query(copyStreams.to(copyStatement(table)));
    yield* writeEntry({ kind: "table", ...table }, copy);
    counts[table.name] = copy.rowCount;
    sum.tables++;
    sum.rows += copy.rowCount;
  }
  yield* writeEntry({ kind: "counts" }, [jsonBytes(counts)]);
}

const copyStatement = ({ name, columns }: BackedUpTable): string => `copy (select ${columns.join(", ")} from ${name}) to stdout`;

async function* filesOf(client: pg.Client, folder: BackedUpFolder, sum: BackupSum): AsyncGenerator<Buffer> {
  for (const file of await folder.list(client)) {
    yield* writeEntry({ kind: "file", folder: folder.name, path: file }, lengthNow(path.join(folder.directory, file)));
    sum.files++;
  }
}

/** A file that grows meanwhile is taken as long as it is now. */
function lengthNow(file: string): AsyncIterable<Buffer> | Iterable<Buffer> {
  const { size } = statSync(file);
  return size === 0 ? [] : createReadStream(file, { end: size - 1 });
}
