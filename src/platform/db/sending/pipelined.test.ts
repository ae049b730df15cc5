import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type pg from "pg";
import { cloneDatabase, type TestDatabase } from "../../../../test/database.ts";
import { silentLog } from "../../log.ts";
import { inTransaction, isConflict, openDatabase, together, type Database } from "../database.ts";
import { closePool, openPool } from "../pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
let db: Database;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = openPool({ url: database.url, name: "pipelined", max: 2, log: silentLog() });
  db = openDatabase(pool);
  await sql`create table steps (id int primary key, said text)`.execute(db);
});
afterAll(async () => {
  await closePool(pool);
  await database.close();
});

const add = (within: Database, id: number, said = "") => sql`insert into steps values (${id}, ${said})`.execute(within);
const count = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from steps`.execute(db)).rows[0]!.n;

test("statements of a transaction that do not wait for one another are carried out in their order, each seeing those before", async () => {
  const seen = await inTransaction({ db }, async (within) => {
    const counts = [1, 2, 3, 4].map(async (id) => {
      await sql`insert into steps values (${id}, ${"a"})`.execute(within.db);
    });
    const found = sql<{ n: number }>`select count(*)::int as n from steps`.execute(within.db);
    const [rows] = await together([found, ...counts]);
    return (rows as { rows: { n: number }[] }).rows[0]!.n;
  });
  expect(seen).toBe(4);
  expect(await count()).toBe(4);
});

test("when one of several fails, the first failure is thrown after all are answered, and nothing of the transaction stays", async () => {
  const answered: string[] = [];
  const note = (name: string, answer: Promise<unknown>) =>
    answer.then(
      () => answered.push(`${name} done`),
      (error: unknown) => {
        answered.push(`${name} failed`);
        throw error;
      },
    );
  const failure: unknown = await inTransaction({ db }, (within) =>
    together([note("10", add(within.db, 10)), note("1", add(within.db, 1)), note("11", add(within.db, 11))]),
  ).catch((error: unknown) => error);
  expect(isConflict(failure, "steps_pkey")).toBe(true);
  expect(answered.toSorted()).toEqual(["1 failed", "10 done", "11 failed"]);
  expect(await count()).toBe(4);
});

test("what is sent in one piece with the commit and fails takes the transaction back", async () => {
  const { late } = await inTransaction({ db }, async (within) => {
    await add(within.db, 20);
    const late = add(within.db, 1);
    late.catch(() => {});
    return { late };
  });
  await expect(late).rejects.toMatchObject({ code: "23505" });
  expect(await count()).toBe(4);
  await inTransaction({ db }, (within) => add(within.db, 20));
  expect(await count()).toBe(5);
});

test("a transaction whose connection is gone before it begins fails, and writes nothing outside of one", async () => {
  const [own] = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows;
  const other = openPool({ url: database.url, name: "ender", max: 1, log: silentLog() });
  const ended = inTransaction({ db }, async (within) => {
    await other.query("select pg_terminate_backend($1)", [own!.pid]);
    return together([add(within.db, 30), add(within.db, 31)]);
  });
  await expect(ended).rejects.toThrow(/terminat|not queryable/);
  await closePool(other);
  expect(await count()).toBe(5);
});

test("large values travel whole among many statements of one turn", async () => {
  const long = "x".repeat(200_000);
  await inTransaction({ db }, (within) => together(Array.from({ length: 20 }, (_, index) => add(within.db, 100 + index, long))));
  const { rows } = await sql<{ n: number; long: number }>`
    select count(*)::int as n, min(length(said))::int as long from steps where id >= 100`.execute(db);
  expect(rows[0]).toEqual({ n: 20, long: 200_000 });
});
