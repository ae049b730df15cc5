import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { silentLog } from "../log.ts";
import { openDatabase, type Database } from "./database.ts";
import { closePool, openPool } from "./pool.ts";
import { bytesText, recordset } from "./recordset.ts";

let database: TestDatabase;
let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await cloneDatabase();
  const pool = openPool({ url: database.appUrl, name: "test", log: silentLog() });
  db = openDatabase(pool);
  close = () => closePool(pool);
});
afterAll(async () => {
  await close();
  await database.close();
});

const texts = [
  "",
  "NULL",
  "null",
  " ",
  'a "b" c',
  String.raw`C:\dir\ `,
  "{1,2}",
  "a,b;c",
  "line\nbreak\ttab",
  "é 漢字 😀",
  "'; drop table x --",
  "$1",
];

test("texts arrive as they are, whatever signs are in them", async () => {
  const columns = recordset<{ place: number; body: string }>({ place: "int", body: "text" });
  const found = await sql<{
    body: string;
  }>`select body from ${columns.of(texts.map((body, place) => ({ place, body })))} order by place`.execute(db);
  expect(found.rows.map((row) => row.body)).toEqual(texts);
});

test("every type of column arrives whole, and nothing stays nothing", async () => {
  const row = {
    id: "017f22e2-79b0-7000-8000-000000000000",
    big: "-9223372036854775808",
    at: "2026-05-01T10:00:00.123Z",
    hash: bytesText(Uint8Array.of(0, 92, 255)),
    yes: true,
    count: 7,
    data: { name: 'say "yes"', parts: [1, null], path: String.raw`\\` },
  };
  const nothing = { id: null, big: null, at: null, hash: null, yes: null, count: null, data: null };
  const columns = recordset<typeof row | typeof nothing>({
    id: "uuid",
    big: "bigint",
    at: "timestamptz",
    hash: "bytea",
    yes: "boolean",
    count: "int",
    data: "jsonb",
  });
  const found = await sql<Record<string, unknown>>`select * from ${columns.of([row, nothing])}`.execute(db);
  expect(found.rows).toEqual([{ ...row, big: -9223372036854775808n, at: new Date(row.at), hash: Buffer.from([0, 92, 255]) }, nothing]);
});

test("a column may hold lists of unequal length, of texts with any signs", async () => {
  const lists = [[], ["one"], texts, ['{"a","b"}', "NULL"]];
  const columns = recordset<{ place: number; codes: readonly string[] }>({ place: "int", codes: "text[]" });
  const rows = lists.map((codes, place) => ({ place, codes }));
  const found = await sql<{ codes: string[] }>`select ${columns.names} from ${columns.of(rows)} order by place`.execute(db);
  expect(found.rows.map((row) => row.codes)).toEqual(lists);
});

test("no rows are no rows", async () => {
  const columns = recordset<{ id: string }>({ id: "uuid" });
  expect((await sql`select * from ${columns.of([])}`.execute(db)).rows).toEqual([]);
});
