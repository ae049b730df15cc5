import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { bareEnvironment, vouchFromSource } from "../../../test/vouch.ts";
import { freePorts } from "./free-ports.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const host = "127.0.0.1";

let database: TestDatabase;
let data: string;
const running: Role[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  data = mkdtempSync(path.join(tmpdir(), "vouch-roles-"));
});

afterAll(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

type Role = { child: ChildProcess; output(): string; ended: Promise<number | null> };

function launch(role: string, env: Record<string, string>): Role {
  const shared = { VOUCH_SECRET: "the secret that all roles have in common", VOUCH_DATA: data, VOUCH_LOG_LEVEL: "info", ...env };
  const child = spawn(process.execPath, [...vouchFromSource, role], { env: bareEnvironment(shared), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const started = { child, output: () => output, ended: new Promise<number | null>((resolve) => child.once("close", resolve)) };
  running.push(started);
  return started;
}

/** Asks again and again until somebody answers. */
async function answerOf(url: string, role: Role): Promise<Response> {
  for (let tries = 0; role.child.exitCode === null && tries < 4000; tries++) {
    try {
      return await fetch(url);
    } catch {
      await sleep(30);
    }
  }
  throw new Error(`nobody answered at ${url}:\n${role.output()}`);
}

const stop = async (role: Role): Promise<number | null> => {
  role.child.kill("SIGTERM");
  return role.ended;
};

test("the API alone answers on its port, and says in which file the first person's sign-in is", async () => {
  const [port = 0] = await freePorts([{ host, port: 0 }]);
  const api = launch("api", { DATABASE_URL: database.url, VOUCH_PORT: String(port) });
  expect((await answerOf(`http://${host}:${port}/ready`, api)).status).toBe(200);
  expect(api.output()).toContain(path.join(data, "sign-in.txt"));
  expect(await stop(api)).toBe(0);
});

test("the worker alone runs until it is stopped", async () => {
  const worker = launch("worker", { DATABASE_URL: database.url });
  for (let tries = 0; !worker.output().includes("the worker runs") && tries < 4000; tries++) await sleep(30);
  expect(await stop(worker)).toBe(0);
  expect(worker.output()).toContain("the worker runs");
});

test("an edge comes up while the database is away; one that has never seen a link says that it cannot know", async () => {
  const [port = 0, admin = 0] = await freePorts([
    { host, port: 0 },
    { host, port: 0 },
  ]);
  const env = { DATABASE_URL: "postgres://vouch@127.0.0.1:1/vouch", VOUCH_EDGE_PORT: String(port), VOUCH_EDGE_ADMIN_PORT: String(admin) };
  const edge = launch("edge", env);
  expect((await answerOf(`http://${host}:${admin}/health`, edge)).status).toBe(200);
  expect((await answerOf(`http://${host}:${port}/anna`, edge)).status).toBe(503);
  expect(await stop(edge)).toBe(0);
});
