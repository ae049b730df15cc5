import { randomUUID } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { hiddenId, isSerializationFailure, openDatabase } from "./database.ts";

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

interface PlanNode {
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Join Filter"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that a plan's steps looked at. */
const rowsRead = (node: PlanNode): number =>
  node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Join Filter"] ?? 0) + (node["Rows Removed by Filter"] ?? 0)) +
  (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);

test("a join over a workspace that statistics take for empty reads its rows once, and not once for each row of the table before", async () => {
  const db = openDatabase(new pg.Pool({ connectionString: database.url, max: 1 }));
  const [known, unknown, rows] = [randomUUID(), randomUUID(), 300] as const;
  const orders = ["stale_orders", "stale_touches", "stale_people"] as const;
  for (const table of orders) {
    await sql`create table ${sql.table(table)} (workspace_id uuid, id int, at int, primary key (workspace_id, id))`.execute(db);
    await sql`create index on ${sql.table(table)} (workspace_id, at)`.execute(db);
    const fill = (workspaceId: string) =>
      sql`insert into ${sql.table(table)} select ${workspaceId}::uuid, n, n from generate_series(1, ${rows}::int) n`.execute(db);
    await fill(known);
    await sql`analyze ${sql.table(table)}`.execute(db);
    await fill(unknown);
  }
  const read = async (id: RawBuilder<string>): Promise<number> => {
    const { rows: told } = await sql<{ "QUERY PLAN": [{ Plan: PlanNode }] }>`explain (analyze, format json)
      select count(*) from stale_orders o
      join stale_touches t on t.workspace_id = o.workspace_id and t.id = o.id
      join stale_people p on p.workspace_id = o.workspace_id and p.id = o.id
      where o.workspace_id = ${id} and o.at >= 0`.execute(db);
    return rowsRead(told[0]!["QUERY PLAN"][0].Plan);
  };
  expect(await read(sql`${unknown}::uuid`)).toBeGreaterThan(rows * rows);
  expect(await read(hiddenId(unknown))).toBeLessThan(20 * rows);
  await db.destroy();
});
