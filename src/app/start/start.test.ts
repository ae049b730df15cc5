import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runningPostmaster, commandLine, isAlive } from "../../platform/postgres/postmaster-file.ts";
import { bareEnvironment, runVouch, vouchFromSource } from "../../../test/vouch.ts";
import { freePorts } from "./free-ports.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

let base: string;
const running: Started[] = [];

beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-start-"));
  chmodSync(base, 0o755);
});

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(base, { recursive: true, force: true });
});

type Started = { child: ChildProcess; output(): string; ended: Promise<number | null>; data: string };

const environment = (more: Record<string, string> = {}): Record<string, string> =>
  bareEnvironment({ VOUCH_LOG_LEVEL: "info", VOUCH_SAMPLE: "no", ...more });

const portOptions = ["--port", "0", "--edge-port", "0"];

function launch(data: string, options: string[] = portOptions, env: Record<string, string> = {}): Started {
  const args = [...vouchFromSource, "start", "--data", data, ...options];
  const child = spawn(process.execPath, args, {
    env: environment({ VOUCH_EDGE_ADMIN_PORT: "0", ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const started = { child, output: () => output, ended, data };
  running.push(started);
  return started;
}

async function until(isSo: () => boolean, started: Started): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 6000 || started.child.exitCode !== null) throw new Error(`it did not come to that:\n${started.output()}`);
    await sleep(20);
  }
}

async function startUp(data: string, options?: string[]): Promise<Started> {
  const started = launch(data, options);
  await until(() => started.output().includes("Vouch is ready"), started);
  return started;
}

const addressOf = (started: Started): string => /Open +(\S+)/.exec(started.output())?.[1] ?? "";
const run = (args: string[], env: Record<string, string> = {}): ReturnType<typeof runVouch> =>
  runVouch(args, { VOUCH_LOG_LEVEL: "info", ...env });
const serverOf = (data: string): number => runningPostmaster(path.join(data, "pg", "data-18"))?.pid ?? 0;

const childrenNamed = (started: Started, name: string): number[] =>
  childrenOf(started.child.pid ?? 0).filter((pid) => commandLine(pid).includes(name));

/** One run that most of the tests look at; starting takes the longest. */
let whole: Started;

test("one command brings everything up and says how to sign in", async () => {
  whole = await startUp(path.join(base, "whole"));
  expect((await fetch(`${addressOf(whole)}/ready`)).status).toBe(200);
  const [, email, password] = /Sign in +(\S+)\n +Password +(\S+)/.exec(whole.output()) ?? [];
  const headers = { "content-type": "application/json", origin: addressOf(whole) };
  const signIn = await fetch(`${addressOf(whole)}/api/auth/sign-in/email`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email, password }),
  });
  expect(signIn.status).toBe(200);
  expect(statSync(path.join(whole.data, "sign-in.txt")).mode & 0o777).toBe(0o600);
});

test("a second start on the same directory is refused, and the first goes on", async () => {
  const second = launch(whole.data);
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toMatch(
    new RegExp(`^Vouch already runs on ${whole.data}: process ${whole.child.pid}, since 2.*--data\\.$`),
  );
  expect((await fetch(`${addressOf(whole)}/ready`)).status).toBe(200);
});

test("the address alone is answered to a monitor too; what is no page of the app is not", async () => {
  expect((await fetch(addressOf(whole), { headers: { accept: "*/*" } })).status).toBe(200);
  expect((await fetch(addressOf(whole), { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${addressOf(whole)}/v2/creators`)).status).toBe(404);
});

test("a command that runs once uses the database of the run", async () => {
  expect(await run(["verify", "--data", whole.data])).toEqual({ status: 0, said: "There is no workspace yet: nothing to verify.\n" });
  expect(await run(["migrate", "--data", whole.data])).toEqual({ status: 0, said: "The database is up to date.\n" });
});

test("the edge's processes are the run's own, and one that dies is started again", async () => {
  expect(childrenNamed(whole, "edge-shipper")).toHaveLength(1);
  const [first = 0] = childrenNamed(whole, "edge-listener");
  process.kill(first, "SIGKILL");
  await until(() => childrenNamed(whole, "edge-listener").some((pid) => pid !== first), whole);
  expect(whole.output()).toContain("a process died; starting it again");
});

test("after kill -9 nothing is left running; the next start has the same data, and the next port when its own is taken", async () => {
  const family = [serverOf(whole.data), ...childrenOf(whole.child.pid ?? 0)];
  whole.child.kill("SIGKILL");
  await whole.ended;
  const [port = 0] = await freePorts([{ host: "127.0.0.1", port: 0 }]);
  const taken = await takePort(port);
  whole = await startUp(whole.data, ["--port", String(port), "--edge-port", "0"]);
  expect(family.filter(isAlive)).toEqual([]);
  expect(whole.output()).not.toContain("applying a migration");
  const given = Number(new URL(addressOf(whole)).port);
  expect(given).toBeGreaterThan(port);
  expect(whole.output()).toContain(`Port ${port} is taken: using ${given}`);
  expect((await fetch(`${addressOf(whole)}/health`)).status).toBe(200);
  await new Promise((resolve) => taken.close(resolve));
});

test("SIGTERM stops every process and gives the directory up", async () => {
  const family = [serverOf(whole.data), ...childrenOf(whole.child.pid ?? 0)];
  whole.child.kill("SIGTERM");
  expect(await whole.ended).toBe(0);
  expect(family.filter(isAlive)).toEqual([]);
  expect(existsSync(path.join(whole.data, "lock"))).toBe(false);
});

test("a stop while it is still coming up is obeyed", async () => {
  const started = launch(whole.data);
  await until(() => serverOf(whole.data) !== 0, started);
  started.child.kill("SIGINT");
  expect(await started.ended).toBe(0);
  expect(serverOf(whole.data)).toBe(0);
  expect(existsSync(path.join(whole.data, "lock"))).toBe(false);
});

test("wrong configuration stops the start with every variable named, and nothing is made", async () => {
  const data = path.join(base, "wrong");
  const { status, said } = await run(["start", "--data", data, "--port", "http"], {
    VOUCH_EDGE_FSYNC: "perhaps",
    DATABASE_URL: "mysql://root:hunter2@db/x",
  });
  expect(status).toBe(1);
  expect(
    said
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(["VOUCH_PORT", "DATABASE_URL", "VOUCH_EDGE_FSYNC"]);
  expect(said).not.toContain("hunter2");
  expect(existsSync(data)).toBe(false);
});

test("a command that there is not is named, and nothing is started", async () => {
  const { status, said } = await run(["verfiy"]);
  expect(status).toBe(1);
  expect(said).toMatch(/^error: there is no command verfiy\n\nUsage: vouch \[options\] \[command\]/);
});

test("a database that cannot be reached stops the start without a stack", async () => {
  const { status, said } = await run(["start", "--data", path.join(base, "unreachable")], {
    DATABASE_URL: "postgres://vouch:hunter2@127.0.0.1:1/vouch",
  });
  expect(status).toBe(1);
  expect(said.trim()).toMatch(/^The database at 127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/);
  expect(said).not.toContain("hunter2");
});

test("a secret that is not the database's stops the start", async () => {
  const { status, said } = await run(["migrate", "--data", whole.data], {
    VOUCH_SECRET: "not the secret that this database was made under",
  });
  expect(status).toBe(1);
  expect(said).toContain("The secret is not the one that this database was made under");
});

test.each(["api", "edge", "worker"])("`vouch %s` alone names what it needs", async (role) => {
  const { status, said } = await run([role]);
  expect(status).toBe(1);
  expect(said.trim()).toBe(
    `\`vouch ${role}\` runs one role alone and needs DATABASE_URL and VOUCH_SECRET, the same for all roles. \`vouch start\` needs neither.`,
  );
});

const takePort = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" });
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
}
