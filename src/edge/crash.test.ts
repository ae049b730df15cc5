import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../test/database.ts";
import { beginLinks, closeChangeLog, domainChange, edgeWorld, linkChange } from "../../test/edge-links.ts";
import { serve, type Served } from "../../test/edge-process.ts";
import { readSpool } from "../../test/edge-spool.ts";

/** Rounds of killing; the nightly form has many more. */
const rounds = Number(process.env["VOUCH_NIGHTLY_ROUNDS"] ?? 3);
const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let folder = "";
let running: Served[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-crash-"));
  closeChangeLog(await beginLinks(folder, [domainChange({ consentMode: "never_required" }), linkChange("anna", "https://shop.example/")]));
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.kill()));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(entry: string, edgeOptions: object, through?: string[]): Promise<Served> {
  const served = await serve(`src/app/${entry}.ts`, {
    edgeOptions: { spoolFolder: folder, logLevel: "silent", ...edgeOptions },
    ...(through ? { through } : {}),
  });
  running.push(served);
  return served;
}
const startListener = (port = 0, more: object = {}): Promise<Served> => start("edge-listener", { port, ...more });

/** A port that is free now, for a listener that is killed and must come back at the same place. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

type Clicking = { acknowledged: Set<string>; refused: number; stop: () => Promise<void> };

/** Clicks over several connections without a pause, whatever becomes of the listener; keeps the ids of the answers that came. */
function click(port: number, connections = 8): Clicking {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const clicking = { acknowledged: new Set<string>(), refused: 0 };
  let isStopping = false;
  const one = async (): Promise<void> => {
    const location = await askOnce(port, agent);
    const id = location === undefined ? undefined : new URL(location).searchParams.get("vclid");
    if (id) clicking.acknowledged.add(Buffer.from(id, "base64url").toString("hex"));
    else clicking.refused++;
    if (location === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const workers = Array.from({ length: connections }, async () => {
    while (!isStopping) await one();
  });
  const stop = async (): Promise<void> => {
    isStopping = true;
    await Promise.all(workers);
    agent.destroy();
  };
  return Object.assign(clicking, { stop });
}

/** Where an answer leads; undefined when none came. */
function askOnce(port: number, agent: http.Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = { host: "go.brand.example", "user-agent": userAgent };
    const request = http.get({ port, host: "127.0.0.1", path: "/anna", agent, headers }, (response) => {
      response.resume();
      response.once("close", () => resolve(response.headers.location));
    });
    request.once("error", () => resolve(undefined));
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const untilReady = async (adminPort: number): Promise<void> => {
  while ((await fetch(`http://127.0.0.1:${adminPort}/ready`)).status !== 200) await pause(10);
};

/** The ids of all clicks in the spool; fails when one is there twice. */
function spooledIds(): Set<string> {
  const ids = readSpool(folder).map(({ fields }) => fields["id"] as string);
  expect(new Set(ids).size).toBe(ids.length);
  return new Set(ids);
}

describe("a listener killed under load and started again", () => {
  it.each([false, true])("has every acknowledged click in the spool exactly once (disk-synced: %s)", async (syncToDisk) => {
    const port = await freePort();
    let listener = await startListener(port, { syncToDisk });
    const clicking = click(port);
    for (let round = 0; round < rounds; round++) {
      await untilReady(listener.adminPort);
      await pause(100 + Math.random() * 300);
      await listener.kill();
      listener = await startListener(port, { syncToDisk });
    }
    await untilReady(listener.adminPort);
    await pause(100);
    await clicking.stop();
    expect(clicking.acknowledged.size).toBeGreaterThan(rounds * 10);
    expect(clicking.refused).toBeGreaterThan(0);
    const ids = spooledIds();
    expect([...clicking.acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  });

  it("finishes what is under way when it is asked to stop, and ends with 0", async () => {
    const listener = await startListener();
    await untilReady(listener.adminPort);
    const clicking = click(listener.port);
    await pause(200);
    expect(await listener.stop()).toBe(0);
    await clicking.stop();
    const ids = spooledIds();
    expect([...clicking.acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  });

  it("refuses to start beside a living one", async () => {
    await startListener();
    await expect(startListener()).rejects.toThrow("ended before it listened");
  });
});

describe("with a database", () => {
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await cloneDatabase();
    owner = new pg.Client(database.url);
    await owner.connect();
    // The same link as in the files, so that the listener goes on when the shipper has read the database.
    const { workspaceId, domainId, linkId } = edgeWorld;
    await owner.query(`
      insert into organizations values ('${workspaceId}', 'O', now());
      insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values ('${workspaceId}', '${workspaceId}', 'w', 'W', 'UTC', 'EUR', now());
      insert into domains (workspace_id, id, host, consent_mode, created_at, updated_at) values ('${workspaceId}', '${domainId}', 'go.brand.example', 'never_required', now(), now());
      insert into links (workspace_id, id, domain_id, key, key_skeleton, destination, created_at, updated_at)
        values ('${workspaceId}', '${linkId}', '${domainId}', 'anna', 'anna', 'https://shop.example/', now(), now())`);
  });
  afterAll(async () => {
    await owner.end();
    await database.close();
  });
  beforeEach(async () => {
    await owner.query("truncate clicks, edge_offsets, edges cascade");
  });

  const startShipper = (): Promise<Served> => start("edge-shipper", { databaseUrl: database.appUrl, adminPort: 0, batchRecords: 200 });
  const shippedIds = async (): Promise<string[]> =>
    (await owner.query<{ id: string }>("select id from clicks")).rows.map(({ id }) => id.replaceAll("-", "")).sort();

  it("a shipper killed in the middle copies each click exactly once", async () => {
    const listener = await startListener();
    await untilReady(listener.adminPort);
    const clicking = click(listener.port, 16);
    await pause(300);
    for (let round = 0; round < rounds; round++) {
      const shipper = await startShipper();
      await pause(Math.random() * 300);
      await shipper.kill();
    }
    await clicking.stop();
    const last = await startShipper();
    const all = [...spooledIds()].sort();
    expect(all.length).toBeGreaterThanOrEqual(clicking.acknowledged.size);
    await expect.poll(async () => (await shippedIds()).length, { timeout: 30_000 }).toBe(all.length);
    expect(await shippedIds()).toEqual(all);
    expect(clicking.refused).toBe(0);
    expect(await last.stop()).toBe(0);
  });
});

/** A shell that lets a process write files of at most so many blocks and ignores the signal about it, so that a write fails as on a full disk. */
const withFileLimit = (kilobytes: number): string[] => ["bash", "-c", `trap "" XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`];

describe.runIf(process.platform === "linux")("a disk that takes no more", () => {
  it("lets redirects go on, and says so in metrics and readiness", async () => {
    const listener = await start("edge-listener", { port: 0, heldBytes: 10_000, segmentBytes: 1_000_000_000 }, withFileLimit(64));
    await untilReady(listener.adminPort);
    const clicking = click(listener.port);
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${listener.adminPort}/ready`)).status, { timeout: 20_000 }).toBe(503);
    const before = clicking.acknowledged.size;
    await expect.poll(() => clicking.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 100);
    expect(clicking.refused).toBe(0);
    const ready = (await (await fetch(`http://127.0.0.1:${listener.adminPort}/ready`)).json()) as { trouble: string[] };
    expect(ready.trouble.join()).toContain("EFBIG");
    const metrics = await (await fetch(`http://127.0.0.1:${listener.adminPort}/metrics`)).text();
    expect(metrics).toMatch(/vouch_spool_write_errors_total [1-9]/);
    expect(metrics).toMatch(/vouch_spool_unwritten_records_total [1-9]/);
    await clicking.stop();
    expect(readFileSync(path.join(folder, "000000000001.spool")).length).toBeLessThanOrEqual(64 * 1024);
    expect(spooledIds().size).toBeGreaterThan(100);
  });
});
