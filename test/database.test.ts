import { afterAll, beforeAll, expect, test } from "vitest";
import { withConnection } from "../src/platform/db/pool.ts";
import { cloneDatabase, type TestDatabase } from "./database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([cloneDatabase(), cloneDatabase()]);
});

afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
});

const ask = (url: string, sql: string): Promise<unknown[]> =>
  withConnection(url, "test", async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

test("each clone is a database of its own", async () => {
  await ask(first.url, "create table only_here (a int)");
  expect(await ask(second.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }]);
});

test("a clone is migrated, the job queue's tables too", async () => {
  expect(
    await ask(
      first.url,
      "select to_regclass('graphile_worker._private_jobs') is not null as jobs, to_regclass('migrator.applied_files') is not null as history",
    ),
  ).toEqual([{ jobs: true, history: true }]);
});

test("the application's address takes the application's role", async () => {
  expect(await ask(first.appUrl, "select current_user as name")).toEqual([{ name: "vouch_app" }]);
});

test("the application puts jobs into the queue, and a rolled back transaction leaves none", async () => {
  const rows = await withConnection(first.appUrl, "test", async (client) => {
    await client.query("begin");
    await client.query("select graphile_worker.add_job('lost')");
    await client.query("rollback");
    await client.query("select graphile_worker.add_job('kept')");
    return (await client.query("select task_identifier from graphile_worker.jobs")).rows;
  });
  expect(rows).toEqual([{ task_identifier: "kept" }]);
});
