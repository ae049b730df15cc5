import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { authUrl, openContext } from "../src/app/context.ts";
import type { Context } from "../src/platform/context.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { closePool, openPool, urlWithRole } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";

/** A PostgreSQL of a benchmark's own, and the application's context on it. */
export interface OwnDatabase {
  readonly ctx: Context;
  /** Stops it and deletes it. */
  readonly close: () => Promise<void>;
}

/** Fills it without syncs, then starts it again as one is at work: with all of them. */
async function startFilled(folder: string, fill: (ownersUrl: string) => Promise<void>): Promise<EmbeddedPostgres> {
  const root = path.join(folder, "pg");
  const quick = await startEmbeddedPostgres({ root, durable: false, log: silentLog() });
  try {
    await migrate({ url: quick.url, log: silentLog() });
    await fill(quick.url);
  } finally {
    await quick.stop();
  }
  return startEmbeddedPostgres({ root, log: silentLog() });
}

/**
 * Starts a PostgreSQL of the benchmark's own.
 *
 * @param fill is given the owner's address of the migrated, empty database
 */
export async function openOwnDatabase(fill: (ownersUrl: string) => Promise<void>): Promise<OwnDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "vouch-bench-"));
  chmodSync(folder, 0o711); // the server runs under an account of its own
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const postgres = await startFilled(folder, fill).catch((error: unknown) => {
    remove();
    throw error;
  });
  const url = urlWithRole(postgres.url, "vouch_app");
  const pool = openPool({ url, name: "bench", log: silentLog() });
  const authPool = openPool({ url: authUrl(url), name: "bench", log: silentLog() });
  const ctx = openContext({
    pool,
    authPool,
    log: silentLog(),
    secret: "a secret of the benchmarks, 32 bytes",
    filesDirectory: folder,
    publicUrl: "http://127.0.0.1",
    smtpUrl: undefined,
    mailFrom: "bench@example.com",
    allowPrivateWebhooks: false,
    platformStandIn: undefined,
    metaGraphVersion: "v25.0",
  });
  const close = async (): Promise<void> => {
    await Promise.all([ctx.changes.close(), ctx.threads.close()]);
    await Promise.all([closePool(pool), closePool(authPool)]);
    await postgres.stop();
    remove();
  };
  return { ctx, close };
}
