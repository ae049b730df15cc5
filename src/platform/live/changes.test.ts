import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { openDatabase } from "../db/database.ts";
import { closePool, openPool, withConnection } from "../db/pool.ts";
import { silentLog } from "../log.ts";
import { openChanges, tellChanged, type Changes } from "./changes.ts";

let database: TestDatabase;
let changes: Changes;
const pools: ReturnType<typeof openPool>[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  pools.push(openPool({ url: database.appUrl, name: "test", log: silentLog() }));
  changes = openChanges({ url: database.appUrl, log: silentLog(), everyMs: 50 });
});
afterAll(async () => {
  await changes.close();
  await Promise.all(pools.map(closePool));
  await database.close();
});

const [mine, theirs] = ["0188bac7-4afa-78aa-bc3b-bd1eef28d881", "0188bac7-4afa-78aa-bc3b-bd1eef28d882"];

/** Counts what a watcher is told; it listens when this returns. */
async function watched(workspaceId: string): Promise<{ told: () => number; stop: () => void }> {
  let told = 0;
  const stop = changes.watch(workspaceId, () => told++);
  const untilTold = (): Promise<unknown> =>
    vi.waitUntil(
      async () => {
        await tellChanged(openDatabase(pools[0]!), [workspaceId]);
        return told > 0;
      },
      { timeout: 20_000, interval: 20 },
    );
  await untilTold();
  await new Promise((resolve) => setTimeout(resolve, 200));
  told = 0;
  return { told: () => told, stop };
}

test("whoever watches a workspace hears of its changes and of nobody else's, many at once as one, and nothing that was rolled back", async () => {
  const [one, other] = [await watched(mine), await watched(theirs)];
  const db = openDatabase(pools[0]!);
  await db
    .transaction()
    .execute(async (tx) => {
      await tellChanged(tx, [mine]);
      throw new RangeError("undone");
    })
    .catch(() => {});
  await Promise.all(Array.from({ length: 20 }, () => tellChanged(db, [theirs])));
  await vi.waitUntil(() => other.told() > 0);
  expect(one.told()).toBe(0);
  expect(other.told()).toBeLessThan(20);
  other.stop();
  one.stop();
});

test("who stopped watching is not told", async () => {
  const [one, other] = [await watched(mine), await watched(mine)];
  one.stop();
  const before = one.told();
  await tellChanged(openDatabase(pools[0]!), [mine]);
  await vi.waitUntil(() => other.told() > 0);
  expect(one.told()).toBe(before);
  other.stop();
});

test("when the connection was lost, everybody is told once it is back, and hears of changes again", async () => {
  const one = await watched(mine);
  await withConnection(database.url, "killer", (client) =>
    client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vouch changes'"),
  );
  await vi.waitUntil(() => one.told() > 0, { timeout: 20_000 });
  one.stop();
  const again = await watched(mine);
  await tellChanged(openDatabase(pools[0]!), [mine]);
  await expect.poll(again.told, { timeout: 20_000 }).toBeGreaterThan(0);
  again.stop();
});

test("a word about nobody in particular is for everybody, as the shipper says it of clicks", async () => {
  const [one, other] = [await watched(mine), await watched(theirs)];
  await tellChanged(openDatabase(pools[0]!), [""]);
  await expect.poll(one.told, { timeout: 20_000 }).toBeGreaterThan(0);
  await expect.poll(other.told, { timeout: 20_000 }).toBeGreaterThan(0);
  one.stop();
  other.stop();
});
