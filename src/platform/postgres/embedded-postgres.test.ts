import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { withConnection } from "../db/pool.ts";
import { silentLog } from "../log.ts";
import { runningEmbeddedUrl, startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive, runningPostmaster } from "./postmaster-file.ts";
import { serverAccount } from "./server-account.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const isRoot = serverAccount() !== undefined;
const onlyAsRoot = isRoot ? "" : " (skipped: not root here)";
const module = fileURLToPath(new URL("embedded-postgres.ts", import.meta.url));

let base: string;
let made: string;
let root: string;
let started: EmbeddedPostgres[] = [];

/** A cluster is made once and copied: making one is the slowest part. */
beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-pg-"));
  chmodSync(base, 0o755);
  made = path.join(base, "made", "pg");
  mkdirSync(path.dirname(made));
  const server = await startEmbeddedPostgres({ root: made, durable: false, log: silentLog() });
  await query(server.url, "create table kept (a int); insert into kept values (7)");
  await server.stop();
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

let number = 0;
beforeEach(() => {
  root = path.join(base, `case-${++number}`, "pg");
  mkdirSync(path.dirname(root));
  execFileSync("cp", ["-a", made, root]);
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

const query = (url: string, sql: string): Promise<unknown> =>
  withConnection(url, "test", async (client) => {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows?.[0];
  });

async function start(at = root): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ root: at, durable: false, log: silentLog() });
  started.push(server);
  return server;
}

const kept = (url: string): Promise<unknown> => query(url, "select a from kept");
const dataDirectory = (): string => path.join(root, readdirSync(root).find((name) => name.startsWith("data-")) ?? "");

/** Another program that has a server running; resolves when it has. */
async function startElsewhere(at: string, user: readonly string[] = []): Promise<ChildProcess> {
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    import { silentLog } from ${JSON.stringify(fileURLToPath(new URL("../log.ts", import.meta.url)))};
    const server = await startEmbeddedPostgres({ root: ${JSON.stringify(at)}, durable: false, log: silentLog() });
    process.on("SIGTERM", async () => { await server.stop(); process.exit(); });
    console.log("up " + server.pid()); setInterval(() => {}, 1000);`;
  const command = [...user, process.execPath, "--conditions=@vouch/source", "--import", "tsx", "--input-type=module", "-e", program];
  const child = spawn(command[0] ?? "", command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
  return child;
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 500) throw new Error(`waited in vain until ${what}`);
    await sleep(20);
  }
}

test("a server answers under its owner, in UTC and with the sort order that every system shares", async () => {
  const server = await start();
  expect(
    await query(
      server.url,
      "select current_user as who, current_database() as name, current_setting('timezone') as zone, 'a' > 'B' as bytewise",
    ),
  ).toEqual({
    who: "vouch",
    name: "vouch",
    zone: "UTC",
    bytewise: true,
  });
  expect(
    await query(server.url, "select datlocprovider as provider, datlocale as locale from pg_database where datname = 'vouch'"),
  ).toEqual({ provider: "b", locale: "C.UTF-8" });
});

test("what was written is there at the next start, which leaves no other file behind", async () => {
  expect(await kept((await start()).url)).toEqual({ a: 7 });
  expect(readdirSync(root).filter((name) => name.includes("init"))).toEqual([]);
});

test("the server listens on no port, and its directory is closed to others", async () => {
  const server = await start();
  expect(await query(server.url, "select current_setting('listen_addresses') as addresses")).toEqual({ addresses: "" });
  expect(execFileSync("stat", ["-c", "%a", root], { encoding: "utf8" }).trim()).toBe("700");
});

test("where a socket's path would be too long it listens on this machine's own address, with a password", async () => {
  const long = path.join(base, "x".repeat(100), "pg");
  mkdirSync(path.dirname(long));
  execFileSync("cp", ["-a", made, long]);
  const server = await start(long);
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
  expect(await kept(server.url)).toEqual({ a: 7 });
  const wrong = new URL(server.url);
  wrong.password = "wrong";
  await expect(kept(wrong.href)).rejects.toThrow("password authentication failed");
  expect(runningEmbeddedUrl(long)).toBe(server.url);
});

test("a directory with spaces, quotes and commas in its name works", async () => {
  const odd = path.join(base, `it's "a", b%20`, "pg");
  mkdirSync(path.dirname(odd));
  execFileSync("cp", ["-a", made, odd]);
  expect(await kept((await start(odd)).url)).toEqual({ a: 7 });
});

test("the address of a running server is found, and of a stopped one not", async () => {
  expect(runningEmbeddedUrl(root)).toBeUndefined();
  const server = await start();
  expect(runningEmbeddedUrl(root)).toBe(server.url);
  await server.stop();
  expect(runningEmbeddedUrl(root)).toBeUndefined();
});

test("stopping twice is allowed, and afterwards no process is left", async () => {
  const server = await start();
  const pid = server.pid();
  await Promise.all([server.stop(), server.stop()]);
  expect(isAlive(pid)).toBe(false);
});

test("a server that was killed is started again at the same address", async () => {
  const server = await start();
  const first = server.pid();
  process.kill(first, "SIGKILL");
  await until(() => server.pid() !== first, "the server is another");
  expect(await kept(server.url)).toEqual({ a: 7 });
});

test("when the program is killed its server stops by itself", async () => {
  const program = await startElsewhere(root);
  const postmaster = runningPostmaster(dataDirectory());
  program.kill("SIGKILL");
  await until(() => !isAlive(postmaster?.pid ?? 0), "the server has stopped");
  expect(await kept((await start()).url)).toEqual({ a: 7 });
});

test("a server that an earlier run left is stopped and another takes over", async () => {
  const program = await startElsewhere(root);
  const left = runningPostmaster(dataDirectory())?.pid ?? 0;
  const watchdogs = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(`vouch-postgres-watchdog ${left}`));
  for (const line of watchdogs) process.kill(Number(line.trim().split(" ")[0]), "SIGKILL");
  program.kill("SIGKILL");
  await sleep(100);
  expect(isAlive(left)).toBe(true);
  const server = await start();
  expect(isAlive(left)).toBe(false);
  expect(await kept(server.url)).toEqual({ a: 7 });
});

test("a pid file that names somebody else's process is stale and that process is left alone", async () => {
  const stranger = spawn("sleep", ["60"]);
  writeFileSync(path.join(dataDirectory(), "postmaster.pid"), `${stranger.pid}\n${dataDirectory()}\n1\n5432\n${root}\n\n 1 1\nready\n`);
  expect(runningPostmaster(dataDirectory())).toBeUndefined();
  expect(await kept((await start()).url)).toEqual({ a: 7 });
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
});

test("a start right after the whole server was killed waits until its last processes are gone", async () => {
  const program = await startElsewhere(root);
  const pid = runningPostmaster(dataDirectory())?.pid ?? 0;
  process.kill(program.pid ?? 0, "SIGKILL");
  process.kill(pid, "SIGKILL");
  expect(await kept((await start()).url)).toEqual({ a: 7 });
});

test("what a killed making left behind is removed and the database made anew", async () => {
  const fresh = path.join(base, "half", "pg");
  mkdirSync(path.join(fresh, "data-18.init-1", "base"), { recursive: true });
  const server = await start(fresh);
  expect(await query(server.url, "select 1 as a")).toEqual({ a: 1 });
  expect(readdirSync(fresh).filter((name) => name.includes("init"))).toEqual([]);
});

test("a directory of another major version is refused with what to do", async () => {
  const old = path.join(base, "old", "pg");
  mkdirSync(path.join(old, "data-17"), { recursive: true });
  await expect(start(old)).rejects.toThrow("was made by another major version of PostgreSQL");
});

test("a server that cannot start is refused with what it said", async () => {
  writeFileSync(path.join(dataDirectory(), "postgresql.auto.conf"), "shared_buffers = nonsense\n");
  await expect(start()).rejects.toThrow(/did not start in .*nonsense/s);
});

test("a locale that the machine does not have changes nothing", () => {
  const fresh = path.join(base, "locale", "pg");
  mkdirSync(path.dirname(fresh));
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(module)}; import { pino } from "pino";
    const server = await startEmbeddedPostgres({ root: ${JSON.stringify(fresh)}, durable: false, log: pino({ level: "silent" }) }); await server.stop(); console.log("fine");`;
  const args = ["--conditions=@vouch/source", "--import", "tsx", "--input-type=module", "-e", program];
  const env = { ...process.env, LC_ALL: "xx_XX.UTF-8", LANG: "xx_XX", TZ: "America/New_York" };
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  expect(stdout + stderr).toBe("fine\n");
});

test.runIf(isRoot)(`an ordinary user runs a server of their own${onlyAsRoot}`, async () => {
  const own = path.join(base, "ordinary", "pg");
  mkdirSync(path.dirname(own));
  chownSync(path.dirname(own), 65_534, 65_534);
  const program = await startElsewhere(own, ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
  expect(execFileSync("stat", ["-c", "%u", path.join(own, "password")], { encoding: "utf8" }).trim()).toBe("65534");
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill("SIGTERM");
  await ended;
  expect(runningPostmaster(path.join(own, "data-18"))).toBeUndefined();
});
