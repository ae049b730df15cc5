import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { isSerializationFailure } from "./database.ts";

let database: TestDatabase;
let one: pg.Client;
let other: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  [one, other] = [new pg.Client(database.url), new pg.Client(database.url)];
  await Promise.all([one.connect(), other.connect()]);
  await one.query("create table places (id int primary key, taken int not null); insert into places values (1, 0), (2, 0)");
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  await database.close();
});

const take = (client: pg.Client, id: number) => client.query("update places set taken = taken + 1 where id = $1", [id]);
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("who loses against another transaction may try again: by a deadlock and by a row that changed meanwhile", async () => {
  await one.query("begin");
  await other.query("begin");
  await Promise.all([take(one, 1), take(other, 2)]);
  const lost = await Promise.all([take(one, 2), take(other, 1)].map(failureOf));
  expect(lost.filter((error) => error !== undefined).map(isSerializationFailure)).toEqual([true]);
  await Promise.all([one.query("rollback"), other.query("rollback")]);

  await one.query("begin isolation level repeatable read");
  await one.query("select from places");
  await take(other, 1);
  expect(isSerializationFailure(await failureOf(take(one, 1)))).toBe(true);
  await one.query("rollback");
});

test("nothing else may", async () => {
  expect(isSerializationFailure(await failureOf(one.query("insert into places values (1, 0)")))).toBe(false);
  expect([undefined, null, new Error("no"), "40001"].map(isSerializationFailure)).toEqual([false, false, false, false]);
});
