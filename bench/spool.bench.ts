import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { edgeWorld } from "../test/edge-links.ts";
import {
  clientFields,
  consentFields,
  deviceFields,
  placeFields,
  verdictFields,
  workspaceFields,
  addClick,
} from "../src/edge/spool/click-row.ts";
import { headerBytes } from "../src/edge/spool/spool-format.ts";
import { openFrameFile } from "../src/edge/spool/frame-file.ts";
import { listSegments, ownEdgeId } from "../src/edge/spool/segment-files.ts";
import { openSpool } from "../src/edge/spool/spool-writer.ts";
import { copyRows } from "../src/edge/shipper/copy-rows.ts";
import { registerEdge } from "../src/edge/shipper/edge-row.ts";
import { forgetPosition, openShipping, shipNext, uuidText } from "../src/edge/shipper/ship-spool.ts";
import { takeBatch } from "../src/edge/shipper/batch.ts";
import { makeId, openIdSource } from "../src/edge/visitor/click-id.ts";
import { keepClient, openClientTable } from "../src/edge/visitor/client-table.ts";
import { listenerNodeOptions } from "../src/edge/edge-options.ts";
import type { BenchRow } from "./bench-row.ts";
import { fillMonth, openBenchDatabase, type BenchDatabase } from "./edge-database.ts";
import { built, load, median, serve, untilReady } from "./edge-processes.ts";
import { benchWorld, writeBenchLinks } from "./edge-world.ts";

const perRound = 200_000;
const monthRows = 5_000_000;

/** The spool into the database against a bare COPY of such rows into the same table, while redirects go on. */
export async function run(rounds = 5): Promise<BenchRow[]> {
  const database = await openBenchDatabase(0);
  await fillMonth(database.owner, monthRows);
  const redirects = await redirectsGoingOn(rounds * 40);
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const inTurn = [async () => bare.push(await copyBare(database)), async () => ours.push(await copySpool(database))];
    for (const measure of round % 2 === 0 ? inTurn : inTurn.reverse()) await measure();
  }
  await redirects.stop();
  await database.close();
  const ratio = median(ours.map((speed, round) => speed / bare[round]!));
  const detail = `${Math.round(median(ours))} rows/s against ${Math.round(median(bare))} rows/s, ${monthRows} rows in the month, 5,000 redirects/s meanwhile`;
  return [{ name: "spool to database", asked: ">= 0.60", measured: ratio, unit: "of a bare COPY", detail }];
}

/** A listener with its load, in processes of their own. */
async function redirectsGoingOn(seconds: number): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
  await writeBenchLinks(folder, 1000);
  const listener = await serve(built.listener, {
    nodeOptions: listenerNodeOptions,
    edgeOptions: { spoolFolder: folder, port: 0, trustedProxies: ["127.0.0.1"], logLevel: "warn" },
  });
  await untilReady(listener);
  const plan = {
    port: listener.port,
    seed: 1,
    host: benchWorld.host,
    connections: 64,
    seconds,
    warmUpSeconds: 1,
    keys: 1000,
    userAgents: 2000,
    addresses: 100_000,
    ratePerSecond: 5000,
  };
  const loading = load(plan).catch(() => {});
  const stop = async (): Promise<void> => {
    await listener.kill();
    await loading;
    rmSync(folder, { recursive: true, force: true });
  };
  return { stop };
}

/** Writes a spool of so many clicks, as the listener does under load: some dozens in each frame. */
async function writeSpool(folder: string): Promise<Buffer> {
  const edgeId = ownEdgeId(folder);
  const spool = openSpool({
    folder,
    edgeId,
    syncToDisk: false,
    segmentBytes: 64 * 1024 * 1024,
    segmentAgeMs: 3_600_000,
    heldBytes: 0,
    now: Date.now,
  });
  const ids = openIdSource();
  const visitors = openIdSource();
  const clients = openClientTable(16);
  const fields = clientFields({ country: "US", isHosting: false, addressHash: Buffer.alloc(16, 1) });
  const clientRow = keepClient(
    clients,
    { address: { family: 4, high: 0, low: 1 }, workspace: 1, day: 1 },
    { country: "US", isHosting: false, fields },
  );
  const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
  const links = Array.from({ length: 1000 }, (_, number) => {
    const linkId = Buffer.alloc(16, 5);
    linkId.writeUInt32BE(number);
    return placeFields({ edgeId, domainId: bytes(benchWorld.domainId), linkId, creatorId: bytes(edgeWorld.creatorId) });
  });
  const verdict = verdictFields("redirected", { class: "human", reason: "browser_user_agent" });
  const [workspace, device] = [workspaceFields(bytes(benchWorld.workspaceId)), deviceFields("ios instagram")];
  for (let number = 0; number < perRound; number++) {
    const occurredAtMs = Date.now();
    makeId(ids, occurredAtMs);
    makeId(visitors, occurredAtMs);
    const place = links[(number * 7919) % links.length]!;
    addClick(spool.frame, {
      workspace,
      occurredAtMs,
      id: ids.bytes,
      place,
      visitorId: visitors.bytes,
      verdict,
      device,
      clients,
      clientRow,
      referrerHost: "www.instagram.com",
      params: undefined,
      consent: consentFields.not_required,
    });
    if (number % 40 === 39) await new Promise<void>((resolve) => spool.commit(resolve));
  }
  await spool.close();
  return edgeId;
}

async function withSpool(work: (folder: string, edgeId: Buffer) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
  try {
    return await work(folder, await writeSpool(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withClient(database: BenchDatabase, work: (client: pg.Client) => Promise<number>): Promise<number> {
  const client = new pg.Client(database.appUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One COPY of all rows from memory, rows a second. */
const copyBare = (database: BenchDatabase): Promise<number> =>
  withSpool((folder) =>
    withClient(database, async (client) => {
      const groups = listSegments(folder).map((segment) =>
        takeBatch(openFrameFile(segment.path, headerBytes)!, perRound)!.groups.get("clicks")!,
      );
      const rows = Buffer.concat(groups.map((group) => group.bytes.subarray(0, group.end)));
      const startedAt = performance.now();
      await copyRows(client, groups[0]!.target, rows);
      return perRound / ((performance.now() - startedAt) / 1000);
    }),
  );

/** The shipper's own way, from the files to the last commit. */
const copySpool = (database: BenchDatabase): Promise<number> =>
  withSpool((folder, edgeId) =>
    withClient(database, async (client) => {
      await registerEdge(client, { id: uuidText(edgeId), name: "bench" });
      const shipping = openShipping({ folder, edgeId, batchRecords: 20_000, log: pino({ level: "warn" }) });
      const startedAt = performance.now();
      while (await shipNext(shipping, client));
      const speed = perRound / ((performance.now() - startedAt) / 1000);
      forgetPosition(shipping);
      if (shipping.counts.records !== perRound) throw new Error(`${shipping.counts.records} rows arrived, not ${perRound}`);
      return speed;
    }),
  );
