import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cloneDatabase, emptyDatabase, type TestDatabase } from "../../../test/database.ts";
import { hasOlderPostgres, startOlderPostgres } from "../../../test/older-postgres.ts";
import { migrate } from "../db/migrating/migrate.ts";
import { withConnection } from "../db/pool.ts";
import { checkSecret } from "../db/secret-check.ts";
import { silentLog } from "../log.ts";
import { listTables } from "./catalogue.ts";
import { checkBackup, restoreBackup, type RestoreOptions } from "./restore-backup.ts";
import { writeBackup, type BackedUpFolder } from "./write-backup.ts";

const passphrase = "correct horse battery staple";
const secret = "the secret of the installation that is backed up";
const log = silentLog();

let source: TestDatabase;
let directory: string;
let backup: string;
let freshNumber = 0;

const content = `
  insert into organizations values ('0198c0de-0000-7000-8000-000000000001', 'A "quoted", \\\\ back\\slashed' || E'\\n\\tand\\u00fc\\U0001F600', now(), null);
  insert into workspaces (id, organization_id, slug, name, zone, currency, created_at)
    values ('0198c0de-0000-7000-8000-000000000002', '0198c0de-0000-7000-8000-000000000001', 'brand', 'Brand', 'Europe/Berlin', 'EUR', '2026-03-29 01:59:59.999999+00');
  select ensure_month_partition('clicks', '2025-12-31 23:59:59+00'), ensure_month_partition('clicks', '2026-01-01 00:00:00+00');
  insert into clicks (workspace_id, occurred_at, id, edge_id, domain_id, outcome, visitor_class, class_reason, consent, address_hash, params)
    select '0198c0de-0000-7000-8000-000000000002', timestamptz '2025-12-31 23:59:00+00' + n * interval '1 second', gen_random_uuid(), gen_random_uuid(),
      gen_random_uuid(), 'redirected', 'human', '\\N', '', '\\x00ff0a'::bytea, '{"utm": "a\\tb", "n": 1.10}' from generate_series(1, 120) n;
  insert into outbox (workspace_id, topic, key, created_at, available_at) values ('0198c0de-0000-7000-8000-000000000002', 'x', gen_random_uuid(), now(), now());
  insert into outbox (workspace_id, topic, key, created_at, available_at) values ('0198c0de-0000-7000-8000-000000000002', 'y', gen_random_uuid(), now(), now());
  delete from outbox where topic = 'y';
  insert into auth."user" (name, email, "emailVerified") values ('Ana', 'ana@example.com', true);
  select graphile_worker.add_job('later', '{"a": [1]}'::json, run_at => '2030-01-01', job_key => 'once')`;

beforeAll(async () => {
  source = await cloneDatabase();
  directory = mkdtempSync(path.join(tmpdir(), "vouch-backup-"));
  await ask(source.url, content);
  for (const name of ["ab/abcd", "cd/cdef", "incoming-1"]) writeFile(path.join(directory, "files", name), name.repeat(1000));
  backup = path.join(directory, "first.backup");
  await writeBackup({ url: source.url, secret, folders: [filesFolder()], passphrase, logN: 14, out: backup, program: "0.0.0" });
}, 60_000);

afterAll(async () => {
  await source.close();
  rmSync(directory, { recursive: true });
});

beforeEach(() => {
  freshNumber++;
});

function writeFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const filesFolder = (): BackedUpFolder => ({
  name: "files",
  directory: path.join(directory, "files"),
  list: async () => ["ab/abcd", "cd/cdef"],
});

const ask = (url: string, sql: string): Promise<Record<string, unknown>[]> =>
  withConnection(url, "test", async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

/** Every row of every table as text, in an order that does not depend on how it lies on the disk. */
const wholeContent = (url: string): Promise<Record<string, string[]>> =>
  withConnection(url, "test", async (client) => {
    await client.query("set timezone = 'UTC'");
    const content: Record<string, string[]> = {};
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by t::text collate "C"`);
      content[name] = rows.map(({ row }) => row);
    }
    return content;
  });

const target = (url: string): RestoreOptions & { root: string } => {
  const root = path.join(directory, `target-${freshNumber}`);
  return {
    file: backup,
    passphrase,
    url,
    folders: { files: path.join(root, "files") },
    secretFile: path.join(root, "secret"),
    secret: undefined,
    log,
    root,
  };
};

async function expectRestored(url: string): Promise<void> {
  const options = target(url);
  await restoreBackup(options);
  expect(await wholeContent(url)).toEqual(await wholeContent(source.url));
  expect(readFileSync(options.secretFile, "utf8")).toBe(secret);
  expect(new Set(readdirSync(path.join(options.root, "files"), { recursive: true, encoding: "utf8" }))).toEqual(
    new Set(["ab", "ab/abcd", "cd", "cd/cdef"]),
  );
  expect(readFileSync(path.join(options.root, "files/ab/abcd"), "utf8")).toBe("ab/abcd".repeat(1000));
}

test("every row, file and the secret come back, into their months too", async () => {
  const database = await emptyDatabase();
  await expectRestored(database.url);
  expect(await ask(database.url, "select tableoid::regclass::text as part, count(*)::int as n from clicks group by 1 order by 1")).toEqual([
    { part: "clicks_2025_12", n: 59 },
    { part: "clicks_2026_01", n: 61 },
  ]);
  await database.close();
});

const onOlder = hasOlderPostgres ? "" : " (skipped: no PostgreSQL 15 here)";
test.runIf(hasOlderPostgres)(`a server of another version, the oldest supported, gives the same rows${onOlder}`, async () => {
  const older = await startOlderPostgres();
  try {
    await expectRestored(older.url);
  } finally {
    await older.stop();
  }
});

test("counters go on where they were, waiting jobs wait again, and the application's rights are as before", async () => {
  const database = await cloneDatabase(); // migrated, unused
  await restoreBackup(target(database.url));
  const [made] = await ask(
    database.appUrl,
    `insert into outbox (workspace_id, topic, key, created_at, available_at)
    values ('0198c0de-0000-7000-8000-000000000002', 'z', gen_random_uuid(), now(), now()) returning id::int`,
  );
  expect(made).toEqual({ id: 3 });
  const waiting =
    "select task_identifier as task, run_at, key, payload from graphile_worker._private_jobs j join graphile_worker.jobs using (id, run_at, key)";
  expect(await ask(database.url, waiting)).toEqual([
    { task: "later", run_at: new Date("2030-01-01T00:00:00Z"), key: "once", payload: { a: [1] } },
  ]);
  await expect(ask(database.appUrl, "delete from clicks")).rejects.toThrow("permission denied");
  const keys = "select count(*)::int as n from pg_constraint where contype = 'f'";
  expect(await ask(database.url, keys)).toEqual(await ask(source.url, keys));
  await database.close();
});

test("rows that come while the backup is written are not half in it", async () => {
  const out = path.join(directory, "while-writing.backup");
  const during: BackedUpFolder = {
    name: "files",
    directory: path.join(directory, "files"),
    list: async () => {
      await ask(source.url, "insert into address_salts values ('2020-01-01', '\\x01')");
      return [];
    },
  };
  await writeBackup({ url: source.url, secret, folders: [during], passphrase, logN: 14, out, program: "0.0.0" });
  await ask(source.url, "delete from address_salts");
  const database = await cloneDatabase(); // migrated, unused
  await restoreBackup({ ...target(database.url), file: out });
  expect(await ask(database.url, "select * from address_salts")).toEqual([]);
  await database.close();
});

test("a wrong passphrase or a cut file changes nothing", async () => {
  const database = await emptyDatabase();
  const options = target(database.url);
  await expect(restoreBackup({ ...options, passphrase: "another passphrase" })).rejects.toThrow("passphrase is not the one");
  const cut = path.join(directory, "cut.backup");
  writeFileSync(cut, readFileSync(backup).subarray(0, -30));
  await expect(restoreBackup({ ...options, file: cut })).rejects.toThrow("was cut");
  expect(await ask(database.url, "select to_regclass('migrator.applied_files') as found")).toEqual([{ found: null }]);
  expect(existsSync(options.root)).toBe(false);
  await database.close();
});

test("a database in use is refused, one of Vouch and one of something else", async () => {
  await expect(restoreBackup(target(source.url))).rejects.toThrow("The database is in use");
  const database = await emptyDatabase();
  await ask(database.url, "create table somebody_elses (a int)");
  await expect(restoreBackup(target(database.url))).rejects.toThrow("The database is in use");
  await database.close();
});

test("a restore that fails leaves the database unused, and it can be repeated", async () => {
  const database = await cloneDatabase(); // migrated, unused
  const options = target(database.url);
  writeFile(options.secretFile, "the secret of another installation, also long enough");
  await expect(restoreBackup(options)).rejects.toThrow("holds another installation's secret");
  expect(await ask(database.url, "select * from workspaces")).toEqual([]);
  rmSync(options.root, { recursive: true });
  await expectRestored(database.url);
  await database.close();
});

test("a file that was written on since the backup keeps what came since, and another one in its place stops the restore", async () => {
  const database = await cloneDatabase(); // migrated, unused
  const options = target(database.url);
  const place = path.join(options.root, "files/ab/abcd");
  writeFile(place, "of another installation");
  await expect(restoreBackup(options)).rejects.toThrow("not what the backup holds");
  expect(readFileSync(place, "utf8")).toBe("of another installation");
  expect(await ask(database.url, "select * from workspaces")).toEqual([]);
  writeFile(place, `${"ab/abcd".repeat(1000)} and what came since`);
  writeFile(path.join(options.root, "files/cd/cdef"), "cd/cd");
  await restoreBackup(options);
  expect(readFileSync(place, "utf8")).toBe(`${"ab/abcd".repeat(1000)} and what came since`);
  expect(readFileSync(path.join(options.root, "files/cd/cdef"), "utf8")).toBe("cd/cdef".repeat(1000));
  await database.close();
});

test("a database that was migrated under another secret and never used can take a backup", async () => {
  const database = await emptyDatabase();
  await migrate({ url: database.url, log, afterMigrate: [checkSecret("a secret that was made by an unused start")] });
  await expectRestored(database.url);
  await expect(
    migrate({ url: database.url, log, afterMigrate: [checkSecret("a secret that was made by an unused start")] }),
  ).rejects.toThrow("VOUCH_SECRET");
  await database.close();
});

test("a secret that the operator has set must be the backup's", async () => {
  const database = await cloneDatabase(); // migrated, unused
  await expect(restoreBackup({ ...target(database.url), secret: "some other secret that is long enough" })).rejects.toThrow(
    "not the backup's secret",
  );
  await restoreBackup({ ...target(database.url), secret });
  await database.close();
});

test("a backup never replaces a file, and one that fails leaves none", async () => {
  const options = { url: source.url, secret, folders: [], passphrase, logN: 14, program: "0.0.0" };
  await expect(writeBackup({ ...options, out: backup })).rejects.toThrow("exists already");
  const broken: BackedUpFolder = { name: "files", directory: "/nowhere", list: async () => ["a"] };
  await expect(writeBackup({ ...options, folders: [broken], out: path.join(directory, "broken.backup") })).rejects.toThrow("ENOENT");
  expect(readdirSync(directory).filter((name) => name.startsWith("broken"))).toEqual([]);
});

test("the manifest says when, by what and from which migrations it was taken", async () => {
  const manifest = await checkBackup(backup, passphrase);
  expect(manifest).toMatchObject({ format: 1, program: "0.0.0" });
  expect(Object.keys(manifest.migrations)).toContain("0001-create-spine.sql");
  expect(Date.parse(manifest.takenAt)).not.toBeNaN();
});
