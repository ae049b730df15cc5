import { existsSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { edgeWorld } from "../../../test/edge-links.ts";
import { addTestClick, addTestEvent, addTestVisit, freshId } from "../../../test/edge-rows.ts";
import { readSpool } from "../../../test/edge-spool.ts";
import { parseShipperOptions } from "../edge-options.ts";
import { closeFrameFile, openFrameFile, takeFrame } from "../spool/frame-file.ts";
import { addWatermark, orderEventName } from "../spool/rows.ts";
import { listSegments, ownEdgeId } from "../spool/segment-files.ts";
import { openSpool, type SpoolWriter } from "../spool/spool-writer.ts";
import { takeBatch } from "./batch.ts";
import { commitBatch, type RefusedRow } from "./commit-batch.ts";
import { dropSegments } from "./drop-segments.ts";
import { keepSalts } from "./keep-salts.ts";
import { registerEdge } from "./edge-row.ts";
import { openShipper, type Shipper } from "./shipper.ts";
import { uuidText } from "./ship-spool.ts";

let database: TestDatabase;
let owner: pg.Client;
let folder = "";
let edgeId: Buffer;
let spool: SpoolWriter;
let shipper: Shipper | undefined;

const log = pino({ level: "silent" });

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-shipper-"));
  edgeId = ownEdgeId(folder);
  spool = openTestSpool();
  await owner.query("truncate clicks, visits, browser_events, outbox, edge_offsets, edges, address_salts cascade");
});
afterEach(async () => {
  await shipper?.close();
  shipper = undefined;
  await spool.close();
  rmSync(folder, { recursive: true, force: true });
});

const openTestSpool = (): SpoolWriter =>
  openSpool({ folder, edgeId, syncToDisk: false, segmentBytes: 20_000, segmentAgeMs: 3_600_000, heldBytes: 0, now: Date.now });
const start = async (): Promise<void> => {
  shipper = await openShipper(
    parseShipperOptions(JSON.stringify({ spoolFolder: folder, databaseUrl: database.appUrl, batchRecords: 50 })),
    log,
  );
};
const commit = (): Promise<void> => new Promise((resolve) => spool.commit(resolve));
const count = async (table: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);
const idsIn = async (table: string): Promise<string[]> =>
  (await owner.query<{ id: string }>(`select id from ${table} order by id`)).rows.map(({ id }) => id);
async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { timeout: 20_000, interval: 20 }).toBe(true);
}

async function writeClicks(howMany: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < howMany; index++) {
    ids.push(uuidText(addTestClick(spool.frame, edgeId)));
    if (index % 7 === 6) await commit();
  }
  await commit();
  return ids.sort();
}

describe("shipping", () => {
  it("puts every field of a click, a visit and an event into its column", async () => {
    addTestClick(spool.frame, edgeId);
    addTestVisit(spool.frame, edgeId, { params: { utm_source: "x" } });
    addTestEvent(spool.frame, edgeId);
    await commit();
    await start();
    await expectSoon(async () => (await count("browser_events")) === 1);
    for (const [index, table] of ["clicks", "visits", "browser_events"].entries()) {
      const { fields } = readSpool(folder)[index]!;
      const { rows } = await owner.query<Record<string, unknown>>(`select ${Object.keys(fields).join(", ")} from ${table}`);
      const shown = Object.entries(rows[0]!).map(([column, value]) => [column, spoolForm(value)]);
      expect(Object.fromEntries(shown)).toEqual(fields);
    }
  });

  /** A value of a row as `readSpool` gives it. */
  const spoolForm = (value: unknown): unknown => {
    if (value instanceof Date) return value.getTime();
    if (Buffer.isBuffer(value)) return value.toString("hex");
    return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? value.replaceAll("-", "") : value;
  };

  it("fills exactly the columns that the tables have", async () => {
    addTestClick(spool.frame, edgeId);
    addTestVisit(spool.frame, edgeId);
    addTestEvent(spool.frame, edgeId);
    await commit();
    const columnsOf = async (table: string): Promise<string[]> =>
      (
        await owner.query<{ name: string }>(
          "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by 1",
          [table],
        )
      ).rows.map(({ name }) => name);
    const tables = ["clicks", "visits", "browser_events"];
    const written = readSpool(folder).map(({ fields }) => Object.keys(fields).sort());
    const inTables: string[][] = [];
    for (const table of tables) inTables.push(await columnsOf(table));
    expect(written).toEqual(inTables);
  });

  it("copies many segments in order and goes on where it was stopped", async () => {
    const first = await writeClicks(300);
    await start();
    await expectSoon(async () => (await count("clicks")) === 300);
    await shipper!.close();
    const second = await writeClicks(200);
    expect(listSegments(folder).length).toBeGreaterThan(3);
    await start();
    await expectSoon(async () => (await count("clicks")) === 500);
    expect(await idsIn("clicks")).toEqual([...first, ...second].sort());
  });

  it("goes on after a kill behind an older segment that ends in watermarks, which no offset covers", async () => {
    const writeThenReopen = async (clicks: number): Promise<string[]> => {
      const ids = await writeClicks(clicks);
      addWatermark(spool.frame, Date.now());
      await commit();
      await spool.close();
      spool = openTestSpool();
      return ids;
    };
    const before = [...(await writeThenReopen(0)), ...(await writeThenReopen(20)), ...(await writeThenReopen(20))];
    await start();
    await expectSoon(async () => (await count("clicks")) === 40);
    await shipper!.close();
    const after = await writeClicks(20);
    await start();
    await expectSoon(async () => (await count("clicks")) === 60);
    expect(await idsIn("clicks")).toEqual([...before, ...after].sort());
  });

  it("makes the partitions that the rows need, of past months too", async () => {
    const months = ["2021-12-31T23:59:59.999Z", "2022-01-01T00:00:00.000Z", "2022-03-15T12:00:00.000Z"];
    for (const at of months) addTestClick(spool.frame, edgeId, { occurredAtMs: Date.parse(at) });
    await commit();
    await start();
    await expectSoon(async () => (await count("clicks")) === 3);
    const { rows } = await owner.query<{ name: string; n: string }>(
      "select tableoid::regclass::text as name, count(*) as n from clicks group by 1 order by 1",
    );
    expect(rows).toEqual([
      { name: "clicks_2021_12", n: "1" },
      { name: "clicks_2022_01", n: "1" },
      { name: "clicks_2022_03", n: "1" },
    ]);
  });

  it("sets aside a row that the database refuses, keeps it in a file, and lets the others through", async () => {
    const twice = { id: freshId(1_700_000_000_000), occurredAtMs: 1_700_000_000_000 };
    for (let index = 0; index < 10; index++) {
      addTestClick(spool.frame, edgeId);
      if (index === 3 || index === 6) addTestClick(spool.frame, edgeId, twice);
    }
    await commit();
    await start();
    await expectSoon(async () => (await count("clicks")) === 11);
    await shipper!.close();
    const kept = openFrameFile(path.join(folder, "refused.frames"))!;
    expect(takeFrame(kept)?.records).toBe(1);
    closeFrameFile(kept);
  });

  it("tells the outbox of an order that a page reported, in the same transaction, and of nothing else", async () => {
    const id = addTestEvent(spool.frame, edgeId, { name: orderEventName, properties: { id: "1001" }, occurredAtMs: 1_700_000_000_000 });
    addTestEvent(spool.frame, edgeId);
    await commit();
    await start();
    await expectSoon(async () => (await count("browser_events")) === 2);
    const { rows } = await owner.query("select workspace_id, topic, key, payload from outbox");
    const browserEventId = uuidText(id);
    expect(rows).toEqual([
      {
        workspace_id: uuidText(Buffer.from(edgeWorld.workspaceId, "hex")),
        topic: "browser_order.received",
        key: browserEventId,
        payload: { browser_event_id: browserEventId, occurred_at: "2023-11-14T22:13:20+00:00" },
      },
    ]);
  });
});

describe("exactly once", () => {
  const application = async (): Promise<pg.Client> => {
    const client = new pg.Client(database.appUrl);
    await client.connect();
    return client;
  };
  const keepNone = (rows: readonly RefusedRow[]): void => {
    throw new Error(`refused: ${rows[0]?.message}`);
  };

  it("a batch whose commit was not heard of is not copied a second time", async () => {
    await writeClicks(20);
    const client = await application();
    await registerEdge(client, { id: uuidText(edgeId), name: "test" });
    await client.query("select ensure_month_partition('clicks', now())");
    const take = (): ReturnType<typeof takeBatch> => takeBatch(openFrameFile(listSegments(folder)[0]!.path)!, 1000);
    const place = { edgeId: uuidText(edgeId), segment: 1, fromOffset: 64 };
    expect((await commitBatch(client, place, take()!, keepNone)).kind).toBe("committed");
    expect((await commitBatch(client, place, take()!, keepNone)).kind).toBe("moved");
    expect(await count("clicks")).toBe(20);
    await client.end();
  });

  it("two shippers at one spool copy each row once: the second waits and finds the place moved", async () => {
    await writeClicks(40);
    const clients = await Promise.all([application(), application()]);
    await registerEdge(clients[0], { id: uuidText(edgeId), name: "test" });
    await owner.query("select ensure_month_partition('clicks', now())");
    const place = { edgeId: uuidText(edgeId), segment: 1, fromOffset: 64 };
    const results = await Promise.all(
      clients.map((client) => commitBatch(client, place, takeBatch(openFrameFile(listSegments(folder)[0]!.path)!, 1000)!, keepNone)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(["committed", "moved"]);
    expect(await count("clicks")).toBe(40);
    await Promise.all(clients.map((client) => client.end()));
  });

  it("a database that is always elsewhere is asked again after pauses, which the metrics and /ready say, and shipped to once it is not", async () => {
    await owner.query(`create function test_elsewhere() returns trigger language plpgsql as 'begin return null; end';
      create trigger elsewhere before insert or update on edge_offsets for each row execute function test_elsewhere()`);
    const ids = await writeClicks(10);
    const lines: string[] = [];
    shipper = await openShipper(
      parseShipperOptions(JSON.stringify({ spoolFolder: folder, databaseUrl: database.appUrl, batchRecords: 50, adminPort: 0 })),
      pino({ level: "warn" }, { write: (text: string) => void lines.push(text) }),
    );
    const ask = (what: string): Promise<Response> => fetch(`http://127.0.0.1:${shipper!.adminPort}/${what}`);
    const moved = async (): Promise<number> =>
      Number(/^vouch_shipper_moved_batches_total (\d+)/m.exec(await (await ask("metrics")).text())![1]);
    await expectSoon(async () => (await moved()) >= 3);
    const ready = await ask("ready");
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining("elsewhere in it")]);
    const said = lines
      .map((line) => JSON.parse(line) as { time: number; msg: string; pauseMs: number })
      .filter(({ msg }) => /elsewhere/.test(msg));
    expect(said.slice(0, 3).map((each) => each.pauseMs)).toEqual([50, 100, 200]);
    for (const [index, { time }] of said.slice(1).entries())
      expect(time - said[index]!.time).toBeGreaterThanOrEqual(said[index]!.pauseMs - 2);
    await owner.query("drop trigger elsewhere on edge_offsets; drop function test_elsewhere");
    await expectSoon(async () => (await count("clicks")) === ids.length);
    expect(await idsIn("clicks")).toEqual(ids);
    await expectSoon(async () => (await ask("ready")).status === 200);
  });

  it("a database that goes away in the middle and comes back has each row once", async () => {
    await start();
    const ids: string[] = [];
    const name = new URL(database.url).pathname.slice(1);
    const admin = new pg.Client(database.url.replace(`/${name}`, "/postgres"));
    await admin.connect();
    for (let absence = 0; absence < 3; absence++) {
      ids.push(...(await writeClicks(150)));
      await admin.query(`alter database ${name} with allow_connections false`);
      await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'vouch %'", [
        name,
      ]);
      ids.push(...(await writeClicks(150)));
      await admin.query(`alter database ${name} with allow_connections true`);
    }
    await expectSoon(async () => (await count("clicks")) === 900);
    expect(await idsIn("clicks")).toEqual(ids.sort());
    await admin.end();
  });
});

describe("the edge's row", () => {
  const edge = async (): Promise<{ shipped_to: Date | null; retired_at: Date | null } | undefined> =>
    (
      await owner.query<{ shipped_to: Date | null; retired_at: Date | null }>("select shipped_to, retired_at from edges where id = $1", [
        uuidText(edgeId),
      ])
    ).rows[0];

  it("says up to which time everything is shipped, also while nothing happens", async () => {
    await start();
    for (const ms of [1_700_000_000_000, 1_700_000_001_000]) {
      addWatermark(spool.frame, ms);
      await commit();
      await expectSoon(async () => (await edge())?.shipped_to?.getTime() === ms);
    }
  });

  it("does not pass a time whose clicks are not committed", async () => {
    await owner.query("select ensure_month_partition('clicks', '2023-11-14')");
    await owner.query("begin; lock table clicks in share mode");
    await start();
    addTestClick(spool.frame, edgeId, { occurredAtMs: 1_700_000_000_000 });
    addWatermark(spool.frame, 1_700_000_000_001);
    await commit();
    await expectSoon(async () => (await edge()) !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await edge())?.shipped_to).toBeNull();
    await owner.query("commit");
    await expectSoon(async () => (await edge())?.shipped_to?.getTime() === 1_700_000_000_001);
  });

  it("is retired by a stop after which nothing is left to ship, and brought back by a start", async () => {
    await writeClicks(100);
    await start();
    await expectSoon(async () => (await edge()) !== undefined);
    await shipper!.close();
    expect(await count("clicks")).toBe(100);
    expect((await edge())?.retired_at).toBeInstanceOf(Date);
    await start();
    await expectSoon(async () => (await edge())?.retired_at === null);
  });
});

describe("what is kept", () => {
  it("all edges have the same salt for a day, and a salt is gone when its time is over", async () => {
    const other = mkdtempSync(path.join(tmpdir(), "vouch-salts-"));
    const nowMs = Date.parse("2026-03-10T12:00:00Z");
    await owner.query("insert into address_salts values ('2026-01-31', 'old'), ('2026-02-08', 'kept')");
    for (const place of [folder, other]) await keepSalts(owner, place, { nowMs, keepMs: 30 * 86_400_000 });
    const { readSalts } = await import("../visitor/address-salts.ts");
    const salts = readSalts(folder);
    expect([...salts.keys()].sort((a, b) => a - b)).toEqual([20_522, 20_523, 20_524]);
    expect(salts.get(20_522)).toHaveLength(32);
    expect(readSalts(other)).toEqual(salts);
    expect((await owner.query<{ day: string }>("select day::text from address_salts order by 1 limit 1")).rows[0]!.day).toBe("2026-02-08");
    rmSync(other, { recursive: true });
  });

  it("a shipped segment stays for its time; the newest one stays always", async () => {
    await writeClicks(300);
    const segments = listSegments(folder);
    for (const { path: file } of segments.slice(0, 2)) utimesSync(file, 0, 0);
    const nowMs = Date.now();
    expect(dropSegments(folder, 2, { nowMs, keepMs: 1000 })).toBe(1);
    expect(dropSegments(folder, 1000, { nowMs, keepMs: 1000 })).toBe(1);
    expect(dropSegments(folder, 1000, { nowMs: nowMs + 86_400_000, keepMs: 1000 })).toBe(segments.length - 3);
    expect(existsSync(segments.at(-1)!.path)).toBe(true);
  });
});
