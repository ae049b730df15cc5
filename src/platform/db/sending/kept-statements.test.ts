import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../../test/database.ts";
import { silentLog } from "../../log.ts";
import { plannedEachTime, StatementNames, statementNames } from "./kept-statements.ts";
import { closePool, openPool } from "../pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
let client: pg.PoolClient;

beforeAll(async () => {
  statementNames.forget(); // what ran in this process before may have left no room
  database = await cloneDatabase();
  pool = openPool({ url: database.url, name: "test kept statements", max: 1, log: silentLog() });
  client = await pool.connect();
  await client.query("create table things (id int primary key, name text)");
  await client.query("insert into things values (1, 'one'), (2, 'two')");
});

afterAll(async () => {
  client.release();
  await closePool(pool);
  await database.close();
});

const kept = async (part: string): Promise<number> =>
  (await client.query(`select 1 from pg_prepared_statements where statement like '%${part}%'`)).rows.length;

const repeatedly = async (times: number, work: (time: number) => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time++) await work(time);
};

test("a statement that comes often is kept by the server, under one name, and answers as before", async () => {
  const ask = async (id: number) => (await client.query<{ name: string }>("select name from things where id = $1", [id])).rows;
  await repeatedly(7, () => ask(1));
  expect(await kept("from things where id =")).toBe(0);
  await repeatedly(20, () => ask(2));
  expect(await kept("from things where id =")).toBe(1);
  expect([await ask(1), await ask(2), await ask(3)]).toEqual([[{ name: "one" }], [{ name: "two" }], []]);
});

test("a table that gets a column meanwhile fails one statement, and the next one sees it", async () => {
  const ask = () => client.query("select * from things where name = $1", ["one"]);
  await repeatedly(20, ask);
  await client.query("alter table things add column more int default 7");
  await expect(ask()).rejects.toMatchObject({ code: "0A000" });
  expect((await ask()).rows).toEqual([{ id: 1, name: "one", more: 7 }]);
});

test("a fault of a kept statement is the server's own, and the connection goes on", async () => {
  const divide = (by: number) => client.query<{ n: number }>("select 10 / $1::int as n", [by]);
  await repeatedly(20, () => divide(5));
  await expect(divide(0)).rejects.toMatchObject({ code: "22012" });
  expect((await divide(2)).rows).toEqual([{ n: 5 }]);
});

test("texts without end are not kept without end", () => {
  const names = new StatementNames();
  const given = new Set<string>();
  for (let text = 0; text < 1_000; text++)
    for (let time = 0; time < 20; time++) {
      const name = names.nameOf(`select ${text}`);
      if (name !== undefined) given.add(name);
    }
  expect(given.size).toBe(300);
  expect(names.nameOf("select 999")).toBeUndefined();
  expect(names.nameOf("select 1")).toBe("kept_0_1");
});

test("a statement that is to be planned each time is never kept", () => {
  const names = new StatementNames();
  const text = `${plannedEachTime} select name from things where id = any($1)`;
  expect(Array.from({ length: 50 }, () => names.nameOf(text)).filter((name) => name !== undefined)).toEqual([]);
});
