import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloneDatabase, emptyDatabase, type TestDatabase } from "../../../test/database.ts";
import { runVouch } from "../../../test/vouch.ts";
import { withConnection } from "../../platform/db/pool.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const edgeId = "0198c0de00007000800000000000000e";
const secret = "the secret that both installations have to have";

let base: string;
let database: TestDatabase;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-backup-cli-"));
  chmodSync(base, 0o755);
  database = await cloneDatabase();
  await ask(database.url, `insert into edges (id, name, started_at, last_seen_at) values ('${edgeId}', 'here', now(), now())`);
  await ask(database.url, `insert into edge_offsets values ('${edgeId}', 1, 10), ('${edgeId}', 2, 4)`);
  write("from/spool/edge-id", `${edgeId}\n`);
  for (const [number, bytes] of [
    [1, 10],
    [2, 10],
    [3, 10],
    [4, 0],
  ] as const)
    write(`from/spool/${String(number).padStart(12, "0")}.spool`, "x".repeat(bytes));
  write("from/spool/listener.pid", "1 1");
  write("from/files/ab/abcd", "kept");
  write("from/files/incoming-1", "half");
  write("passphrase", "correct horse battery staple\n");
});

afterAll(async () => {
  await database.close();
  rmSync(base, { recursive: true, force: true });
});

const at = (name: string): string => path.join(base, name);

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), text);
}

const ask = (url: string, sql: string): Promise<Record<string, unknown>[]> =>
  withConnection(url, "test", async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

const backUp = (out: string): ReturnType<typeof runVouch> =>
  runVouch(["backup", "--data", at("from"), "--out", at(out), "--passphrase-file", at("passphrase")], {
    DATABASE_URL: database.url,
    VOUCH_SECRET: secret,
  });

test("a backup holds the edge's identity and what of its spool the database does not have whole; a restore puts it back", async () => {
  expect(await backUp("one.backup")).toMatchObject({
    status: 0,
    said: expect.stringMatching(/one\.backup: \d+ rows of \d+ tables and 5 files in \d+ bytes\.\n$/),
  });
  const empty = await emptyDatabase();
  const restored = await runVouch(["restore", "--data", at("to"), "--in", at("one.backup"), "--passphrase-file", at("passphrase")], {
    DATABASE_URL: empty.url,
  });
  expect(restored).toMatchObject({ status: 0, said: expect.stringContaining("Restored the state of 2") });
  expect(readdirSync(path.join(base, "to/spool")).sort()).toEqual([
    "000000000002.spool",
    "000000000003.spool",
    "000000000004.spool",
    "edge-id",
  ]);
  expect(new Set(readdirSync(path.join(base, "to/files"), { recursive: true, encoding: "utf8" }))).toEqual(new Set(["ab", "ab/abcd"]));
  expect(readFileSync(path.join(base, "to/secret"), "utf8")).toBe(secret);
  expect(await ask(empty.url, "select segment::int, byte_offset::int from edge_offsets order by 1")).toEqual([
    { segment: 1, byte_offset: 10 },
    { segment: 2, byte_offset: 4 },
  ]);
  await empty.close();
});

test("a backup goes into a directory of its own database, which then starts under the backup's secret", async () => {
  expect((await backUp("two.backup")).status).toBe(0);
  expect(
    (await runVouch(["restore", "--data", at("own"), "--in", at("two.backup"), "--passphrase-file", at("passphrase")], {})).status,
  ).toBe(0);
  expect(await runVouch(["migrate", "--data", at("own")], {})).toEqual({ status: 0, said: "The database is up to date.\n" });
});

test("a short or missing passphrase is refused before anything is opened", async () => {
  write("short", "secret\n");
  const args = ["backup", "--data", at("nowhere"), "--out", at("three.backup"), "--passphrase-file"];
  expect(await runVouch([...args, at("short")], {})).toMatchObject({
    status: 1,
    said: expect.stringContaining("too short for a passphrase"),
  });
  expect(await runVouch([...args, at("missing")], {})).toMatchObject({
    status: 1,
    said: expect.stringContaining("missing does not exist"),
  });
  expect(existsSync(path.join(base, "nowhere"))).toBe(false);
});
