import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { silentLog } from "../log.ts";
import { appRole, closePool, openPool, urlWithRole, urlWithSettings } from "./pool.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.close());

const open = (url: string): pg.Pool => openPool({ url, name: "test pool", max: 3, log: silentLog() });

test("eight-byte integers come as bigint and calendar days as text", async () => {
  const pool = open(database.appUrl);
  const { rows } = await pool.query("select 9007199254740993::int8 as big, date '2026-02-28' as day, 7 as small, 1.50 as exact");
  expect(rows).toEqual([{ big: 9007199254740993n, day: "2026-02-28", small: 7, exact: "1.50" }]);
  await closePool(pool);
});

test("a role joins options that the address already has", async () => {
  const url = urlWithRole(urlWithSettings(database.url, { statement_timeout: "7s" }), appRole);
  const pool = open(url);
  const { rows } = await pool.query("select current_user as who, current_setting('statement_timeout') as wait");
  expect(rows).toEqual([{ who: "vouch_app", wait: "7s" }]);
  await closePool(pool);
});

test("a connection that the server ends does not end the process, and the next query has a new one", async () => {
  const pool = open(database.url);
  const killer = open(database.url);
  await pool.query("select 1");
  const ended = new Promise((resolve) => pool.once("error", resolve));
  await killer.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test pool' and pid <> pg_backend_pid()",
  );
  await ended;
  expect((await pool.query("select 2 as n")).rows).toEqual([{ n: 2 }]);
  await Promise.all([closePool(pool), closePool(killer)]);
});

test("after closing a pool the server has no connection of it left", async () => {
  const pool = open(database.url);
  await Promise.all([pool.query("select pg_sleep(0.05)"), pool.query("select pg_sleep(0.05)")]);
  await closePool(pool);
  const watcher = new pg.Client({ connectionString: database.url, application_name: "watcher" });
  await watcher.connect();
  const { rows } = await watcher.query(
    "select 1 from pg_stat_activity where application_name = 'test pool' and datname = current_database()",
  );
  await watcher.end();
  expect(rows).toEqual([]);
});

test("closing twice is allowed", async () => {
  const pool = open(database.url);
  await closePool(pool);
  await expect(closePool(pool)).resolves.toBeUndefined();
});
