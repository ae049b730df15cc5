import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { bareEnvironment, vouchFromSource } from "../../../test/vouch.ts";
import { sampleCreators } from "../../features/sample/sample-story.ts";
import { tellStory } from "../../features/sample/told/service.ts";
import { reachableAddress } from "../installation/reachable-address.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

let database: TestDatabase;
let owner: pg.Client;
let data: string;
const running: Started[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  data = mkdtempSync(path.join(tmpdir(), "vouch-first-"));
});
afterAll(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  await owner.end();
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

type Started = { child: ChildProcess; output(): string; ended: Promise<number | null> };

function launch(): Started {
  const args = [...vouchFromSource, "start", "--data", data, "--port", "0", "--edge-port", "0"];
  const env = bareEnvironment({ DATABASE_URL: database.url, VOUCH_EDGE_ADMIN_PORT: "0", VOUCH_LOG_LEVEL: "warn" });
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const started = { child, output: () => output, ended: new Promise<number | null>((resolve) => child.once("close", resolve)) };
  running.push(started);
  return started;
}

async function until(holds: () => boolean | Promise<boolean>, started: Started): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 6000 || started.child.exitCode !== null) throw new Error(`it did not come to that:\n${started.output()}`);
    await sleep(20);
  }
}

const count = async (what: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${what}`)).rows[0]!.n);
const said = (started: Started, label: string): string => new RegExp(`${label} +(\\S+)`).exec(started.output())?.[1] ?? "";

async function startUp(): Promise<{ started: Started; app: string; links: string }> {
  const started = launch();
  await until(() => started.output().includes("Ctrl-C stops everything"), started);
  return { started, app: said(started, "Open"), links: said(started, "Links") };
}

async function stop({ child, ended }: Started): Promise<void> {
  child.kill("SIGTERM");
  await ended;
}

/** Kills a first start where it gives the first of the sample's creators a code: all before is written, all after is not. */
async function killInTheMiddle(): Promise<void> {
  await owner.query("begin");
  await owner.query("lock table codes in share mode");
  const started = launch();
  await until(async () => (await count("pg_locks where relation = 'codes'::regclass and not granted")) === 1, started);
  started.child.kill("SIGKILL");
  await started.ended;
  await owner.query("rollback");
}

test("a first start that is killed in the middle of the sample leaves none of it, and the next start loads it whole", async () => {
  await killInTheMiddle();
  await expect
    .poll(() => count("pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"), { timeout: 30_000 })
    .toBe(0);
  expect([await count("workspaces"), await count("creators"), await count("links")]).toEqual([0, 0, 0]);
  expect(await count(`auth."user"`)).toBe(1);

  const { started } = await startUp();
  const { story } = tellStory(Date.now());
  // Those whom it scouts come later, by the worker.
  const made = ["creators where source = 'sample'", "links", "codes", "clicks", "visits", "conversions"];
  const found: number[] = [];
  for (const what of made) found.push(await count(what));
  const clicks = story.touches.filter((touch) => touch.creator !== null).length;
  const each = sampleCreators.length;
  expect(found).toEqual([each, each, each, clicks, story.touches.length - clicks, story.orders.length]);
  await stop(started);
});

test("a later start on other ports takes the sample's links along: they lead on, to the shop where it now is", async () => {
  const first = await startUp();
  await stop(first.started);
  const { started, app, links } = await startUp();
  expect(links).not.toBe(first.links);
  const ana = async (): Promise<Response> => fetch(`${links}/ana`, { redirect: "manual" });
  await expect.poll(async () => (await ana()).status, { timeout: 30_000 }).toBe(302);
  const leadsTo = new URL((await ana()).headers.get("location")!);
  expect(`${leadsTo.origin}${leadsTo.pathname}`).toBe(`${app}/sample-shop`);
  expect((await fetch(leadsTo)).status).toBe(200);
  const hosts = await owner.query<{ host: string }>(
    "select host from domains union all select host from domain_hosts union all select host from link_keys",
  );
  expect(new Set(hosts.rows.map((row) => row.host))).toEqual(new Set([new URL(links).host]));
  await stop(started);
});

test.each([
  ["127.0.0.1", "127.0.0.1:4601"],
  ["0.0.0.0", "127.0.0.1:4601"],
  ["::", "127.0.0.1:4601"],
  ["::1", "[::1]:4601"],
  ["192.0.2.7", "192.0.2.7:4601"],
])("what listens on %s is reached at %s", (host, address) => {
  expect(reachableAddress(host, 4601)).toBe(address);
});
