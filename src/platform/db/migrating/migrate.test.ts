import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../../../test/database.ts";
import { silentLog } from "../../log.ts";
import { withConnection } from "../pool.ts";
import { migrate } from "./migrate.ts";
import { migrationsDirectory, readMigrations } from "./migration-files.ts";

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await emptyDatabase();
  directory = mkdtempSync(path.join(tmpdir(), "migrations-"));
});

afterEach(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const write = (name: string, sql: string): void => writeFileSync(path.join(directory, name), sql);
const run = (): Promise<string[]> => migrate({ url: database.url, directory, log: silentLog() });

const ask = (sql: string): Promise<unknown[]> =>
  withConnection(database.url, "test", async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

test("new files run in the order of their numbers, once", async () => {
  write("0002-add-column.sql", "alter table t add b int;");
  write("0001-create-table.sql", "create table t (a int);");
  expect(await run()).toEqual(["0001-create-table.sql", "0002-add-column.sql"]);
  expect(await run()).toEqual([]);
});

test("a failing file stops the start, named with its line, and leaves nothing behind", async () => {
  write("0001-create-table.sql", "create table t (a int);\n\n-- the second one\ninsert into t\n  values (1),\n  (nonsense);");
  await expect(run()).rejects.toThrow(
    /0001-create-table\.sql failed at line 6: column "nonsense" does not exist\. Nothing of this file was kept\. The statement begins: insert into t/,
  );
  expect(await ask("select to_regclass('t') as found")).toEqual([{ found: null }]);
});

test("a failure that has no place in the text is named with its statement's first line", async () => {
  write("0001-create-table.sql", "create table t (a int primary key);\ninsert into t values (1);\ninsert into t\nvalues (1);");
  await expect(run()).rejects.toThrow(/failed at line 3: duplicate key/);
});

test("files before the failing one are kept, and the next start goes on from there", async () => {
  write("0001-create-table.sql", "create table t (a int);");
  write("0002-fail.sql", "select nothing;");
  await expect(run()).rejects.toThrow("0002-fail.sql");
  write("0002-fail.sql", "select 1;");
  expect(await run()).toEqual(["0002-fail.sql"]);
});

test("a file marked so runs without a transaction, statement by statement", async () => {
  write("0001-create-index.sql", "-- no-transaction\ncreate table t (a int);\ncreate index concurrently t_a on t (a);");
  expect(await run()).toEqual(["0001-create-index.sql"]);
  expect(await ask("select count(*)::int as n from pg_indexes where indexname = 't_a'")).toEqual([{ n: 1 }]);
});

test("an applied file that was changed stops the start", async () => {
  write("0001-create-table.sql", "create table t (a int);");
  await run();
  write("0001-create-table.sql", "create table t (a bigint);");
  await expect(run()).rejects.toThrow(/0001-create-table\.sql was changed after it was applied on \d{4}-/);
});

test("line ends of another system are no change", async () => {
  write("0001-create-table.sql", "create table t (\n a int);");
  await run();
  write("0001-create-table.sql", "create table t (\r\n a int);");
  expect(await run()).toEqual([]);
});

test("a database of a newer program stops the start", async () => {
  write("0001-create-table.sql", "create table t (a int);");
  await run();
  rmSync(path.join(directory, "0001-create-table.sql"));
  await expect(run()).rejects.toThrow("a newer version of Vouch ran on it");
});

test("two starts at once take turns: each file is applied by one of them", async () => {
  write("0001-create-table.sql", "create table t (a int); select pg_sleep(0.2);");
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat()).toEqual(["0001-create-table.sql"]);
});

test("a check after migrating that throws stops the start", async () => {
  const afterMigrate = [() => Promise.reject(new Error("table t has no workspace_id"))];
  await expect(migrate({ url: database.url, directory, log: silentLog(), afterMigrate })).rejects.toThrow("no workspace_id");
});

test("a file that is not named like a migration stops the start", async () => {
  write("1-Create.sql", "select 1;");
  await expect(run()).rejects.toThrow("is not named like a migration");
});

test("no two of the project's own migrations share a number", () => {
  const numbers = readMigrations(migrationsDirectory).map((file) => file.name.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("a login that may not make roles is told what to run", async () => {
  const login = `plain_${process.pid}`;
  const { rows } = { rows: await ask(`select current_database() as name`) };
  const { name } = rows[0] as { name: string };
  await ask(`create role ${login} login password 'x'; alter database ${name} owner to ${login}`);
  const url = new URL(database.url);
  url.username = login;
  url.password = "x";
  await expect(migrate({ url: url.href, directory, log: silentLog() })).rejects.toThrow("grant vouch_app to");
  await ask(`reassign owned by ${login} to current_user; drop owned by ${login}; drop role ${login}`);
});
