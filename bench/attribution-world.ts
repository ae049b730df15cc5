import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { availableParallelism } from "node:os";
import path from "node:path";
import { authUrl, openContext } from "../src/app/context.ts";
import { asSystem, type WorkspaceContext } from "../src/platform/context.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { closePool, openPool, urlWithRole, withConnection } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";
import {
  customerRows,
  fillMonth,
  groundRows,
  months,
  orderRows,
  payRows,
  regularRows,
  visitRows,
  workspaceUuid,
  type WorldSize,
} from "./attribution-rows.ts";

/** A database of clicks, visits and orders, and the context that attribution works in. */
export interface AttributionWorld {
  readonly ctx: WorkspaceContext;
  readonly close: () => Promise<void>;
}

const cache = fileURLToPath(new URL("../node_modules/.cache/vouch-bench-attribution", import.meta.url));

/** Runs statements on as many connections as the machine has processors, each taking the next. */
async function runBeside(url: string, statements: readonly string[]): Promise<void> {
  const waiting = [...statements];
  const lane = (): Promise<void> =>
    withConnection(url, "bench", async (client) => {
      await client.query("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0");
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await client.query(next);
    });
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

/** First the rows of clicks and visits and then their indexes: the quicker way, and it ends in the same table. */
async function fill(url: string, size: WorldSize): Promise<void> {
  await runBeside(url, [`${groundRows}; drop index clicks_by_link, clicks_by_visitor, visits_by_visitor`]);
  await runBeside(url, [...months.map((month) => fillMonth(size, month)), visitRows(size), customerRows(size)]);
  await runBeside(url, [
    "create index clicks_by_visitor on clicks (workspace_id, visitor_id, occurred_at) where visitor_id is not null",
    "create index clicks_by_link on clicks (workspace_id, link_id, occurred_at) include (visitor_class)",
    "create index visits_by_visitor on visits (workspace_id, visitor_id, occurred_at) where visitor_id is not null",
  ]);
  await runBeside(url, [orderRows(size)]);
  await runBeside(url, [regularRows, payRows]);
  await runBeside(url, ["vacuum analyze"]);
}

/** Fills a database of the benchmark's own without syncs, then starts it again as one is at work: with all of them. */
async function startFilled(folder: string, size: WorldSize): Promise<EmbeddedPostgres> {
  const root = path.join(folder, "pg");
  const quick = await startEmbeddedPostgres({ root, durable: false, log: silentLog() });
  try {
    await migrate({ url: quick.url, log: silentLog() });
    await fill(quick.url, size);
  } finally {
    await quick.stop();
  }
  return startEmbeddedPostgres({ root, log: silentLog() });
}

/** Starts a PostgreSQL of the benchmark's own and fills it. */
export async function openAttributionWorld(size: WorldSize): Promise<AttributionWorld> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "pg-"));
  chmodSync(folder, 0o711); // the server runs under an account of its own
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const postgres = await startFilled(folder, size).catch((error: unknown) => {
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
  });
  const close = async (): Promise<void> => {
    await Promise.all([closePool(pool), closePool(authPool)]);
    await postgres.stop();
    remove();
  };
  return { ctx: asSystem(ctx, workspaceUuid), close };
}
