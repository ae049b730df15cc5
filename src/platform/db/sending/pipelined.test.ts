import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

describe("where the server refuses to begin, as when a cancellation comes too late for the statement before", () => {
  let proxy: Server;
  let away: pg.Pool;
  let on: Database;
  /** How many transactions are still refused. */
  let refused = 0;

  /** On the way to the server: of a transaction that is refused the first word is made one that it does not know. */
  function passOn(client: Socket): void {
    const at = new URL(database.url);
    const host = at.searchParams.get("host");
    const server =
      host === null ? connect(Number(at.port), at.hostname) : connect(`${host}/.s.PGSQL.${at.searchParams.get("port") ?? at.port}`);
    client.on("data", (bytes) => {
      const place = refused > 0 ? bytes.indexOf("begin\0") : -1;
      if (place >= 0) {
        refused--;
        bytes.write("begun", place);
      }
      server.write(bytes);
    });
    server.on("data", (bytes) => client.write(bytes));
    for (const [one, other] of [[client, server] as const, [server, client] as const])
      one.on("error", () => {}).on("close", () => other.destroy());
  }

  beforeAll(async () => {
    proxy = createServer(passOn);
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const at = new URL(database.url);
    at.hostname = "127.0.0.1";
    at.port = String((proxy.address() as AddressInfo).port);
    at.search = "";
    away = openPool({ url: at.href, name: "refused", max: 1, log: silentLog() });
    on = openDatabase(away);
  });
  afterAll(async () => {
    await closePool(away);
    proxy.close();
  });

  test.each([
    ["what writes first", (within: Database) => [add(within, 50), add(within, 51)]],
    [
      "what writes after what reads",
      (within: Database) => [sql`select 1`.execute(within), add(within, 50), sql`select 2`.execute(within), add(within, 51)],
    ],
  ])("%s writes nothing outside of a transaction, and the connection is as good as before", async (_which, ask) => {
    const before = await count();
    refused = 1;
    const asked = inTransaction({ db: on }, async (within) => {
      await together(ask(within.db));
      await add(within.db, 52);
    });
    await expect(asked).rejects.toMatchObject({ code: "42601" });
    expect(await count()).toBe(before);
    await inTransaction({ db: on }, async (within) => {
      await add(within.db, 50);
      throw new RangeError("taken back");
    }).catch(() => {});
    expect(await count()).toBe(before);
  });

  test("what goes on although its reading failed writes nothing either", async () => {
    const before = await count();
    refused = 1;
    const asked = inTransaction({ db: on }, async (within) => {
      await sql`select 1`.execute(within.db);
      await add(within.db, 53).catch(() => {});
      await sql`select 1`.execute(within.db).catch(() => {});
    });
    await expect(asked).rejects.toMatchObject({ code: "42601" });
    expect(await count()).toBe(before);
  });
});
