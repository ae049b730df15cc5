import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { migrate } from "../db/migrating/migrate.ts";
import { readMigrations, migrationsDirectory } from "../db/migrating/migration-files.ts";
import { checkSecret } from "../db/secret-check.ts";
import { withConnection } from "../db/pool.ts";
import type { Log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { dataOf, readEntries, type Entry, type FileEntry, type Manifest } from "./entries.ts";
import { beginLoading } from "./load-snapshot.ts";
import { openStream } from "./sealed-stream.ts";

export type RestoreOptions = {
  /** The backup. */
  file: string;
  passphrase: string;
  /** The owner's address of a database that no Vouch has used. */
  url: string;
  /** Where each folder of the backup goes, by its name. */
  folders: Record<string, string>;
  /** Where the secret goes. */
  secretFile: string;
  /** The secret that the operator has set; it must be the backup's. Missing means that the backup's is written to `secretFile`. */
  secret: string | undefined;
  log: Log;
};

/** Reads the whole backup without taking anything from it, and gives its first entry. @throws StartRefusal for a wrong passphrase, damage, a cut file */
export async function checkBackup(file: string, passphrase: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  await eachEntry(file, passphrase, async ({ head }) => {
    if (head.kind === "manifest") manifest = head;
  });
  if (manifest?.format !== 1) throw new StartRefusal("This backup was written in a format that this version of Vouch does not know.");
  return manifest;
}

/**
 * Restores a backup into an unused database and an unused data directory. The backup is read to its end first: a wrong passphrase
 * or a damaged file changes nothing. The rows come in one transaction, after the schema that the backup was taken from; newer
 * migrations follow.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { file, passphrase, url, log } = options;
  await refuseUsedDatabase(url);
  const manifest = await checkBackup(file, passphrase);
  refuseUnknownMigrations(manifest);
  await migrate({ url, log, only: new Set(Object.keys(manifest.migrations)) });
  const secret = await loadAll(options);
  await migrate({ url, log, afterMigrate: [checkSecret(secret)] });
  return manifest;
}

async function eachEntry(file: string, passphrase: string, take: (entry: Entry) => Promise<void>): Promise<void> {
  const read = async (plain: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const entry of readEntries(plain)) await take(entry);
  };
  await pipeline(createReadStream(file), (sealed: AsyncIterable<Buffer>) => openStream(sealed, passphrase), createGunzip(), read);
}

function refuseUnknownMigrations({ migrations }: Manifest): void {
  const known = new Map(readMigrations(migrationsDirectory).map(({ name, checksum }) => [name, checksum]));
  const unknown = Object.entries(migrations).find(([name, checksum]) => known.get(name) !== checksum);
  if (unknown)
    throw new StartRefusal(
      `The backup has the migration ${unknown[0]}, which this program does not have: a newer version of Vouch wrote it. Restore it with that version or a newer one.`,
    );
}

/** Migrated is fine, by an earlier attempt; people, workspaces or tables of something else are not. */
const refuseUsedDatabase = (url: string): Promise<void> =>
  withConnection(url, "vouch restore", async (client) => {
    const { rows } = await client.query<{ migrated: boolean; tables: number }>(
      `select to_regclass('migrator.applied_files') is not null as migrated, (select count(*)::int from pg_tables where schemaname = 'public') as tables`,
    );
    const isUsed = rows[0]?.migrated === true ? await holdsPeople(client) : (rows[0]?.tables ?? 0) > 0;
    if (isUsed)
      throw new StartRefusal(
        "The database is in use: a backup is restored only into an empty one. Name an empty database in DATABASE_URL, or a new directory with --data.",
      );
  });

async function holdsPeople(client: pg.Client): Promise<boolean> {
  for (const table of ["public.workspaces", 'auth."user"']) {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table]);
    if (rows[0]?.there && (await client.query(`select 1 from ${table} limit 1`)).rowCount !== 0) return true;
  }
  return false;
}

/** Files and secret are in place before the rows are committed: whatever fails, the database stays unused and the restore can be repeated. */
const loadAll = (options: RestoreOptions): Promise<string> =>
  withConnection(options.url, "vouch restore", async (client) => {
    for (const setting of ["timezone = 'UTC'", "datestyle = 'ISO, YMD'", "statement_timeout = 0"]) await client.query(`set ${setting}`);
    await client.query("begin");
    const secret = await takeEntries(client, options);
    await client.query("commit");
    return secret;
  });

async function takeEntries(client: pg.Client, options: RestoreOptions): Promise<string> {
  const loader = await beginLoading(client);
  // An unused database may have been migrated under another secret.
  await client.query("drop table if exists migrator.installation");
  let secret = "";
  await eachEntry(options.file, options.passphrase, async (entry) => {
    if (await loader.take(entry)) return;
    if (entry.head.kind === "secret") secret = await placeSecret((await dataOf(entry)).toString(), options);
    if (entry.head.kind === "file") await placeFile(entry.head, entry, options.folders);
  });
  await loader.finish();
  return secret;
}

async function placeSecret(secret: string, { secretFile, secret: wanted }: RestoreOptions): Promise<string> {
  if (wanted !== undefined && wanted !== secret)
    throw new StartRefusal(
      "VOUCH_SECRET is not the backup's secret. Leave it out: the backup's own is written to the data directory, to be set from there.",
    );
  if (existsSync(secretFile) && readFileSync(secretFile, "utf8").trim() !== secret)
    throw new StartRefusal(`${secretFile} holds another installation's secret. Restore into a new directory with --data.`);
  await mkdir(path.dirname(secretFile), { recursive: true });
  await writeFile(secretFile, secret, { mode: 0o600, flush: true });
  return secret;
}

async function placeFile(head: FileEntry, entry: Entry, folders: Record<string, string>): Promise<void> {
  const folder = folders[head.folder];
  if (folder === undefined) throw new StartRefusal(`The backup has files of ${head.folder}, which this version of Vouch does not know.`);
  const place = path.join(folder, head.path);
  if (path.relative(folder, place).startsWith("..")) throw new RangeError(`a file outside its folder: ${head.path}`);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const unfinished = `${place}.restoring`;
  try {
    await pipeline(entry.data, createWriteStream(unfinished, { mode: 0o600, flush: true }));
    if (!(await goesFurther(place, unfinished))) await rename(unfinished, place);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/**
 * Whether a file that is there already begins with what the backup holds of it, as a segment of the spool does that was written on
 * afterwards: what came since is in no database and must stay.
 *
 * @throws StartRefusal when it is another file
 */
async function goesFurther(place: string, restored: string): Promise<boolean> {
  if (!existsSync(place)) return false;
  const [there, back] = [statSync(place).size, statSync(restored).size];
  const common = Math.min(there, back);
  if ((await beginningHash(place, common)) !== (await beginningHash(restored, common)))
    throw new StartRefusal(`${place} is there already and is not what the backup holds. Restore into a new directory with --data.`);
  return there > back;
}

async function beginningHash(file: string, length: number): Promise<string> {
  const hash = createHash("sha256");
  if (length > 0) await pipeline(createReadStream(file, { end: length - 1 }), hash);
  return hash.digest("hex");
}
