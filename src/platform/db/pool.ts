import pg from "pg";
import type { Log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { KeepingClient } from "./sending/kept-statements.ts";

/** The role without login that the application's connections take; it lacks UPDATE and DELETE on append-only tables. */
export const appRole = "vouch_app";

export type PoolOptions = {
  url: string;
  /** Shown in `pg_stat_activity`, such as `vouch api`. */
  name: string;
  /** Most connections at once. Missing means 10. */
  max?: number;
  log: Log;
};

const dateOid = 1082;
const bigintOid = 20;

/** Calendar days stay text (node-postgres would make local midnight of them) and 8-byte integers become bigint; all else as usual. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== "binary" && oid === bigintOid) return BigInt;
    if (format !== "binary" && oid === dateOid) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (value: unknown) => unknown;
  },
};

/** The same server and database, but each connection begins with these settings, such as `role` or `search_path`. */
export function urlWithSettings(url: string, settings: Record<string, string>): string {
  const at = new URL(url);
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const options = [at.searchParams.get("options") ?? "", ...added].join(" ").trim();
  at.searchParams.delete("options");
  return `${at.href}${at.search === "" ? "?" : "&"}options=${encodeURIComponent(options)}`;
}

/** The same server and database, but each connection takes the role as it begins. */
export const urlWithRole = (url: string, role: string): string => urlWithSettings(url, { role });

/** Opens a pool that outlives the loss of its server: a broken connection is logged and replaced, the process goes on. */
export function openPool({ url, name, max = 10, log }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    Client: KeepingClient,
    connectionString: url,
    max,
    application_name: name,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types,
    pipeline: true,
  });
  const report = (err: Error): void => log.warn({ err }, "a database connection was lost");
  pool.on("error", report);
  pool.on("connect", (client) => client.on("error", report));
  return pool;
}

/**
 * Opens one connection for a piece of work, does it, and closes the connection. When the server goes away meanwhile the running query
 * fails; nothing else does.
 *
 * @throws StartRefusal when the database cannot be reached
 */
export async function withConnection<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on("error", () => {});
  await client.connect().catch((error: unknown) => {
    throw new StartRefusal(`The database at ${placeOf(url)} cannot be reached: ${reasonOf(error)}`, { cause: error });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Where a database is, without its login. */
function placeOf(url: string): string {
  const { host, searchParams } = new URL(url);
  return searchParams.get("host") ?? host;
}

/** A name with several addresses fails with one error for each. */
function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

/** Ends the pool and waits until its connections are really closed, at most two seconds, so that a server shut down next finds nobody. */
export async function closePool(pool: pg.Pool): Promise<void> {
  if (pool.ended) return;
  let left = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (left === 0) resolve();
    pool.on("remove", () => --left === 0 && resolve());
  });
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 2000).unref());
  await pool.end();
  await Promise.race([closed, patience]);
}
