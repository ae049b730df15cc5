import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { silentLog } from "../src/platform/log.ts";
import { withConnection } from "../src/platform/db/pool.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { migrationsDigest, migrationsDirectory } from "../src/platform/db/migrating/migration-files.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";
import { isAlive } from "../src/platform/postgres/postmaster-file.ts";
import { canEnter, serverAccount } from "../src/platform/postgres/server-account.ts";

/** What a test file is told: the server's owner address and the database to clone. */
export type TestDatabaseServer = { url: string; template: string };

const cache = fileURLToPath(new URL("../node_modules/.cache/vouch-test", import.meta.url));

/**
 * Serves this run's PostgreSQL to its test files: it is started when the first of them asks, so that a run of pure tests
 * pays nothing. Each run has a server of its own, in a directory named by the run's process id.
 *
 * @returns the socket on which test files ask, and what ends it all
 */
export async function offerTestServer(): Promise<{ socket: string; close(): Promise<void> }> {
  const socket = path.join(tmpdir(), `vouch-test-${process.pid}-${Date.now().toString(36)}.sock`);
  let starting: Promise<Started> | undefined;
  const answer = async (): Promise<string> => {
    try {
      return JSON.stringify({ server: (await (starting ??= startTestServer())).server });
    } catch (error) {
      return JSON.stringify({ error: (error as Error).message });
    }
  };
  const listener = createServer((connection) => {
    connection.on("error", () => {});
    void answer().then((text) => connection.end(text));
  });
  await listen(listener, socket);
  return { socket, close: () => closeAll(listener, starting) };
}

type Started = { server: TestDatabaseServer; stop(): Promise<void> };

const listen = (listener: Server, socket: string): Promise<void> =>
  new Promise((resolve, reject) => void listener.once("error", reject).listen(socket, resolve).unref());

async function closeAll(listener: Server, starting: Promise<Started> | undefined): Promise<void> {
  listener.close();
  const started = await starting?.catch(() => undefined);
  await started?.stop();
}

/** `VOUCH_TEST_DATABASE_URL` may name another server, such as an older PostgreSQL, whose user may create databases and roles. */
async function startTestServer(): Promise<Started> {
  const foreign = process.env["VOUCH_TEST_DATABASE_URL"];
  if (foreign) return { server: { url: foreign, template: await makeTemplate(foreign) }, stop: async () => {} };
  const directory = runDirectory();
  const postgres = await startEmbeddedPostgres({ root: path.join(directory, "pg"), durable: false, log: silentLog() });
  const stop = (): Promise<void> => stopAndRemove(postgres, directory);
  return {
    server: {
      url: postgres.url,
      template: await makeTemplate(postgres.url).catch((error: unknown) => stop().then(() => Promise.reject(error as Error))),
    },
    stop,
  };
}

/** In the checkout where the server's account can reach it, else beside other temporary files. Directories of runs that are over are removed. */
function runDirectory(): string {
  mkdirSync(cache, { recursive: true });
  const base = canEnter(cache, serverAccount()) ? cache : path.join(tmpdir(), `vouch-test-${process.getuid?.() ?? 0}`);
  mkdirSync(base, { recursive: true });
  for (const name of readdirSync(base))
    if (/^\d+$/.test(name) && !isAlive(Number(name))) rmSync(path.join(base, name), { recursive: true, force: true });
  const directory = path.join(base, String(process.pid));
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  return directory;
}

async function stopAndRemove(postgres: EmbeddedPostgres, directory: string): Promise<void> {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** The template's name says which migrations it has; two runs on one server make it once. */
function makeTemplate(url: string): Promise<string> {
  const template = `vouch_template_${migrationsDigest(migrationsDirectory).slice(0, 12)}`;
  return withConnection(url, "vouch test", async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [template]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template]);
    if (rowCount === 0) await buildTemplate(client, url, template);
    return template;
  });
}

/** Built under another name: a template that was interrupted is never cloned. */
async function buildTemplate(client: pg.Client, url: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`drop database if exists ${unfinished}`);
  await client.query(`create database ${unfinished}`);
  await migrate({ url: databaseUrl(url, unfinished), log: silentLog() });
  await client.query(`alter database ${unfinished} rename to ${template}`);
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const at = new URL(url);
  at.pathname = `/${database}`;
  return at.href;
}
