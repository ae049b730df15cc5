import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sha256 } from "../src/platform/crypto/secrets.ts";
import { openBenchDatabase, type BenchDatabase } from "./edge-database.ts";
import { benchWorld } from "./edge-world.ts";

/** A workspace with one store and an API key that may send orders. */
export interface OrdersWorld {
  readonly database: BenchDatabase;
  readonly workspaceId: string;
  /** The secret of the key. */
  readonly key: string;
  /** For files; goes with the world. */
  readonly folder: string;
  /** The environment of a process of ours that works on this world. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts it on a PostgreSQL of its own, with the settings that the product runs it with. */
export async function openOrdersWorld(): Promise<OrdersWorld> {
  const database = await openBenchDatabase(0);
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-orders-"));
  chmodSync(folder, 0o711);
  const { workspaceId } = benchWorld;
  const key = `vouch_${"bench".repeat(8)}`;
  await database.owner.query(`
    insert into stores (workspace_id, id, name, kind, zone, currency, site_key, created_at, updated_at) values ('${workspaceId}', '${workspaceId}', 'Bench', 'shopify', 'UTC', 'EUR', 'bench', now(), now());
    insert into api_keys (workspace_id, id, name, start, scopes, created_by, created_at) values ('${workspaceId}', '${workspaceId}', 'Bench', 'vouch_benc', '{orders:write}', 'bench', now());
    insert into api_key_hashes values ('\\x${sha256(key).toString("hex")}', '${workspaceId}', '${workspaceId}')`);
  const environment = {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    VOUCH_SECRET: "a secret of the benchmarks, 32 bytes",
    VOUCH_DATA: path.join(folder, "data"),
    VOUCH_LOG_LEVEL: "warn",
    VOUCH_REQUESTS_PER_MINUTE: "1000000",
  };
  const close = async (): Promise<void> => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, workspaceId, key, folder, environment, close };
}
