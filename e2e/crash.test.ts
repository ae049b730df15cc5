import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { freePorts } from "../src/app/start/free-ports.ts";
import { createKey } from "../src/features/api-keys/service.ts";
import { createWorkspace } from "../src/features/workspaces/service.ts";
import { parseShortUuid } from "../src/kernel/ids.ts";
import { asSystem } from "../src/platform/context.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { closePool, openPool, urlWithSettings } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";
import { scopes } from "../src/platform/schema/endpoint.ts";
import { ruleDocument } from "../test/pay-world.ts";
import { withContext } from "./direct-context.ts";
import { eventually } from "./running-vouch.ts";

const cli = fileURLToPath(new URL("../src/app/cli.ts", import.meta.url));
const secret = "a secret of the crash tests, 32 bytes or more";
const rounds = process.env["VOUCH_NIGHTLY"] === undefined ? 10 : 200;
const browser = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";

let base: string;
let database: EmbeddedPostgres;
let owner: pg.Pool;
let key: string;
let ports: { api: number; edge: number; edgeAdmin: number; shipperAdmin: number };
const roles = new Map<string, ChildProcess>();
const logs: string[] = [];

function startRole(role: "api" | "worker" | "edge"): void {
  const env = {
    PATH: process.env["PATH"],
    DATABASE_URL: database.url,
    VOUCH_SECRET: secret,
    VOUCH_DATA: path.join(base, role === "edge" ? "edge" : "app"),
    VOUCH_PORT: String(ports.api),
    VOUCH_EDGE_PORT: String(ports.edge),
    VOUCH_EDGE_ADMIN_PORT: String(ports.edgeAdmin),
    VOUCH_SHIPPER_ADMIN_PORT: String(ports.shipperAdmin),
    VOUCH_REQUESTS_PER_MINUTE: "1000000",
    VOUCH_LOG_LEVEL: "warn",
  };
  const child = spawn(process.execPath, ["--conditions=@vouch/source", "--import", "tsx", cli, role], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => logs.push(`${role}: ${text}`));
  child.once("exit", (code) => code !== null && logs.push(`${role} ended by itself with ${code}\n`));
  roles.set(role, child);
}

/** Roles that ended though nobody killed them: a database that is away for a moment is no reason to. */
const endedByThemselves = (): string[] => logs.filter((line) => line.includes("ended by itself"));

/** The processes below the edge's own, by the entry that they run. */
function edgePart(entry: "edge-listener" | "edge-shipper"): number | undefined {
  const edge = roles.get("edge")!.pid;
  const children = readFileSync(`/proc/${edge}/task/${edge}/children`, "utf8").trim().split(" ");
  const found = children.find((pid) => pid !== "" && readCommand(pid).includes(entry));
  return found === undefined ? undefined : Number(found);
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** How long a shop's server or a browser waits for an answer before it tries again. Whoever waited is noted, for when the test fails. */
const patienceMs = 20_000;

async function patientFetch(url: string, options: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(patienceMs) });
  } catch (error) {
    if ((error as Error).name === "TimeoutError") note(`${options.method ?? "GET"} ${url} had no answer in ${patienceMs} ms`);
    return undefined;
  }
}

/** Puts a line of the test's own between the logs of the roles. */
const note = (text: string): void => void logs.push(`test: ${new Date().toISOString()} ${text}\n`);

const answers = async (url: string): Promise<boolean> => (await fetch(url, { redirect: "manual" }).catch(() => undefined)) !== undefined;

/** Calls the API until it answers, whoever is dead at the moment. */
async function call(
  method: string,
  url: string,
  body?: unknown,
): Promise<{ status: number; body: { id: string } & Record<string, never> }> {
  return eventually(
    `${method} ${url}`,
    async () => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const reply = await patientFetch(`http://127.0.0.1:${ports.api}${url}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (reply === undefined || reply.status >= 500) return undefined;
      const text = await reply.text().catch(() => undefined);
      return text === undefined ? undefined : { status: reply.status, body: JSON.parse(text) as never };
    },
    60,
  );
}

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-crash-"));
  chmodSync(base, 0o755);
  database = await startEmbeddedPostgres({ root: path.join(base, "pg"), log: silentLog() });
  await migrate({ url: database.url, log: silentLog() });
  const wanted = [0, 0, 0, 0].map(() => ({ host: "127.0.0.1", port: 0 }));
  const [api = 0, edge = 0, edgeAdmin = 0, shipperAdmin = 0] = await freePorts(wanted);
  ports = { api, edge, edgeAdmin, shipperAdmin };
  owner = openPool({ url: urlWithSettings(database.url, { statement_timeout: "20s" }), name: "crash test", log: silentLog() });
  key = await makeWorkspace();
  startRole("api");
  startRole("worker");
  startRole("edge");
  await eventually("the API", async () => ((await answers(`http://127.0.0.1:${ports.api}/health`)) ? true : undefined), 90);
  await eventually("the edge", async () => ((await answers(`http://127.0.0.1:${ports.edge}/`)) ? true : undefined), 90);
}, 240_000);

afterAll(async () => {
  for (const child of roles.values()) child.kill("SIGTERM");
  await Promise.all(
    [...roles.values()]
      .filter((child) => child.exitCode === null && child.signalCode === null)
      .map((child) => new Promise((resolve) => child.once("close", resolve))),
  );
  await closePool(owner);
  await database.stop();
  rmSync(base, { recursive: true, force: true });
}, 120_000);

const makeWorkspace = (): Promise<string> =>
  withContext({ databaseUrl: database.url, secret, filesDirectory: base }, async (ctx) => {
    const person = await ctx.people.create({ email: "olga@example.com", name: "Olga", password: "correct horse battery" });
    const { workspaceId } = await createWorkspace(ctx, {
      name: "Crash",
      slug: "crash",
      zone: "UTC",
      currency: "EUR",
      isSample: false,
      ownerUserId: person.id,
      storeKind: "custom",
    });
    const made = await createKey({ ...asSystem(ctx, workspaceId), scopes: new Set(scopes) }, { name: "tests", scopes, expires_at: null });
    return made.secret;
  });

/** A creator in a program that pays, with a link on the edge. */
async function makeCreator(): Promise<void> {
  const domain = await call("POST", "/v1/domains", { host: `127.0.0.1:${ports.edge}`, consent_mode: "never_required" });
  const program = await call("POST", "/v1/programs", { name: "Spring", kind: "influencer" });
  await call("POST", `/v1/programs/${program.body.id}/pay-rules`, { document: ruleDocument(), effective_at: "2020-01-01T00:00:00Z" });
  const creator = await call("POST", "/v1/creators", { name: "Ana" });
  await call("POST", `/v1/programs/${program.body.id}/enrollments`, { creator_ids: [creator.body.id], started_at: "2020-01-01T00:00:00Z" });
  const link = await call("POST", "/v1/links", {
    domain_id: domain.body.id,
    key: "ana",
    destination: "https://shop.example/",
    creator_id: creator.body.id,
    program_id: program.body.id,
  });
  expect(link.status).toBe(201);
}

const acknowledged = { clicks: new Set<string>(), orders: new Map<string, string>() };
const state = { isOver: false, next: 0 };

/** Clicks; only what was answered counts as acknowledged. */
async function click(): Promise<string | undefined> {
  const reply = await patientFetch(`http://127.0.0.1:${ports.edge}/ana`, { redirect: "manual", headers: { "user-agent": browser } });
  const id = reply?.status === 302 ? new URL(reply.headers.get("location")!).searchParams.get("vclid") : null;
  const uuid = id === null ? undefined : parseShortUuid(id);
  if (uuid !== undefined) acknowledged.clicks.add(uuid);
  return id ?? undefined;
}

/** Sends an order until it is acknowledged, as a shop's server would: the same id and body each time. */
async function order(clickId: string): Promise<void> {
  const external_id = `o-${(state.next += 1)}`;
  const line = { list_price: { amount: "10000", currency: "EUR" }, quantity: 1 };
  const body = { external_id, occurred_at: new Date().toISOString(), lines: [line], click_id: clickId };
  const reply = await call("POST", "/v1/conversions", body);
  expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status);
  acknowledged.orders.set(external_id, clickId);
}

async function shopper(): Promise<void> {
  while (!state.isOver) {
    const id = await click();
    // A click of the very millisecond of its order would not precede it.
    await sleep(id === undefined ? 20 : 5);
    if (id !== undefined && Math.random() < 0.3) await order(id);
  }
}

/** Whether the process was there to be killed: one that died a moment ago may not have been started again yet. */
function killNow(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ESRCH") return false;
    throw error;
  }
}

async function killOne(round: number): Promise<boolean> {
  const victims = ["edge-listener", "edge-shipper", "api", "worker", "database"] as const;
  const victim = round < victims.length ? victims[round]! : victims[Math.floor(Math.random() * victims.length)]!;
  note(`round ${round + 1}: ${victim} is killed`);
  if (victim === "database") return killNow(database.pid());
  if (victim === "api" || victim === "worker") {
    const child = roles.get(victim)!;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.kill("SIGKILL")) await gone;
    startRole(victim);
    return true;
  }
  return killNow(edgePart(victim));
}

/** Waits until clicks and orders are acknowledged again: whatever was killed before has come back, and something is under way. */
async function underLoad(): Promise<void> {
  const [clicks, orders] = [acknowledged.clicks.size, acknowledged.orders.size];
  await eventually(
    "clicks and orders",
    async () => (acknowledged.clicks.size > clicks + 3 && acknowledged.orders.size > orders ? true : undefined),
    90,
  );
}

const count = async (text: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query<{ n: string }>(text, values)).rows[0]!.n);

const timeoutMs = 120_000 + rounds * 25_000;

test(
  `E7 of ${rounds} kills at random under load every acknowledged click and order is there exactly once, and each order is paid once`,
  async () => {
    onTestFailed(() => console.error([...logs.filter((line) => line.startsWith("test: ")), "\n", ...logs.slice(-60)].join("")));
    await makeCreator();
    await eventually("the link at the edge", async () => ((await click()) === undefined ? undefined : true), 60);
    const shoppers = Array.from({ length: 4 }, shopper);
    for (let killed = 0; killed < rounds;) {
      await underLoad();
      await sleep(Math.random() * 500);
      if (await killOne(killed)) killed++;
    }
    await underLoad();
    expect(endedByThemselves()).toEqual([]);
    state.isOver = true;
    await Promise.all(shoppers);
    note("the last shopper has gone");
    const { clicks, orders } = acknowledged;
    expect(clicks.size).toBeGreaterThan(rounds);
    expect(orders.size).toBeGreaterThan(rounds);
    const shipped = async () =>
      (await count("select count(distinct id) as n from clicks where id = any($1::uuid[])", [[...clicks]])) === clicks.size
        ? true
        : undefined;
    await eventually("the last click in the database", () => shipped().catch(() => undefined), 120);
    expect(await count("select count(*) as n from clicks where id = any($1::uuid[])", [[...clicks]])).toBe(clicks.size);
    expect(await count("select count(*) as n from conversions where external_id = any($1)", [[...orders.keys()]])).toBe(orders.size);
    const settled = async () => ((await count("select count(*) as n from outbox")) === 0 ? true : undefined);
    await eventually("the last order settled", () => settled().catch(() => undefined), 120);
    const paid =
      "select count(*) as n from commissions c where not exists (select 1 from commission_endings e where e.commission_id = c.id and e.step = 'superseded')";
    note("everything is shipped and settled");
    await eventually("every order paid", async () => ((await count(paid)) === orders.size ? true : undefined), 120);
    expect(
      await count("select count(*) as n from transfers t join postings p on p.id = t.posting_id where p.step = 'earned'"),
    ).toBeGreaterThanOrEqual(orders.size);
    const env = { PATH: process.env["PATH"], DATABASE_URL: database.url, VOUCH_SECRET: secret, VOUCH_DATA: path.join(base, "app") };
    const verified = spawnSync(process.execPath, ["--conditions=@vouch/source", "--import", "tsx", cli, "verify"], {
      env,
      encoding: "utf8",
    });
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
  },
  timeoutMs,
);
