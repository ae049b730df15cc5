import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { silentLog } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { isDatabaseAway } from "./database-away.ts";
import { closePool, openPool, withConnection } from "./pool.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.close());

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A connection whose server process is ended while it sleeps, and what the query of that moment said. */
async function brokenConnection(): Promise<{ client: pg.Client; said: unknown }> {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const sleeping = failureOf(client.query("select pg_sleep(60)"));
  await withConnection(database.url, "killer", (killer) => killer.query("select pg_terminate_backend($1)", [rows[0]?.pid]));
  return { client, said: await sleeping };
}

describe("the database is away", () => {
  test("for the query under way when the server ends its connection, and for the next one on the same connection", async () => {
    const { client, said } = await brokenConnection();
    expect(said).toMatchObject({ code: "57P01" });
    expect(isDatabaseAway(said)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    const next = await failureOf(client.query("select 1"));
    expect(next).not.toHaveProperty("code");
    expect(isDatabaseAway(next)).toBe(true);
    await client.end();
  });

  test("when nobody listens, also below a refusal, and when all connections are taken for too long", async () => {
    const nobody = await failureOf(withConnection("postgres://vouch:x@127.0.0.1:1/vouch", "test", (client) => client.query("select 1")));
    expect(nobody).toBeInstanceOf(StartRefusal);
    expect(isDatabaseAway(nobody)).toBe(true);
    const pool = openPool({ url: database.url, name: "test", max: 1, log: silentLog() });
    const taken = await pool.connect();
    pool.options.connectionTimeoutMillis = 50;
    expect(isDatabaseAway(await failureOf(pool.query("select 1")))).toBe(true);
    taken.release();
    await closePool(pool);
  });

  test("for each of several addresses of a name that refuse", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED ::1:5432"), { code: "ECONNREFUSED" });
    expect(isDatabaseAway(new AggregateError([refused, refused]))).toBe(true);
  });
});

test("a wrong password, a faulty statement, a fault of this program or nothing is no absence", async () => {
  const wrong = new URL(database.url);
  wrong.username = "nobody_of_that_name";
  wrong.password = "wrong";
  expect(isDatabaseAway(await failureOf(withConnection(wrong.href, "test", (client) => client.query("select 1"))))).toBe(false);
  expect(isDatabaseAway(await failureOf(withConnection(database.url, "test", (client) => client.query("select nonsense"))))).toBe(false);
  const own = new Error("a migration is unknown");
  own.cause = own;
  for (const error of [own, new TypeError("x is not a function"), "57P01", undefined]) expect(isDatabaseAway(error)).toBe(false);
});
