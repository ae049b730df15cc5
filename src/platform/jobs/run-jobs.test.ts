import type { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";
import { closePool, openPool } from "../db/pool.ts";
import { silentLog } from "../log.ts";
import { enqueueJob, job } from "./jobs.ts";
import { nameJobs, startJobs } from "./run-jobs.ts";

let t: TestApp;
let owner: Pool;
/** Beside the database of the tests, which it can close to everybody. */
let outside: Pool;

beforeAll(async () => {
  t = await openTestApp();
  owner = openPool({ url: t.database.url, name: "test owner", log: silentLog() });
  const server = new URL(t.database.url);
  server.pathname = "/postgres";
  outside = openPool({ url: server.href, name: "test outside", log: silentLog() });
});
afterAll(async () => {
  await closePool(owner);
  await closePool(outside);
  await t.close();
});

/** Runs jobs named `note` that keep what they were given, until the work is done. */
async function running(onRun: (text: string) => Promise<void>, work: () => Promise<void>): Promise<void> {
  const pool = openPool({ url: t.database.appUrl, name: "test jobs", log: silentLog() });
  const worker = await startJobs(t.ctx, pool, [job({ name: "note", run: (_ctx, { text }: { text: string }) => onRun(text) })]);
  await work();
  await worker.stop();
  await closePool(pool);
}

/** Marks a waiting job as taken a minute ago, as a worker leaves it that was killed. */
const takeFor = (poolId: string, text: string) =>
  owner.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute', attempts = 1
      where payload->>'text' = $2`,
    [poolId, text],
  );

test("a job whose worker was killed is run by another at once, one whose worker lives is left to it", async () => {
  await enqueueJob(t.ctx.db, "note", { text: "of the dead" });
  await enqueueJob(t.ctx.db, "note", { text: "of the living" });
  await takeFor("pool-dead", "of the dead");
  await takeFor("pool-living", "of the living");
  const living = await owner.connect();
  await living.query("select pg_advisory_lock(hashtextextended('vouch job pool pool-living', 0))");
  const ran: string[] = [];
  await running(
    async (text) => void ran.push(text),
    async () => {
      await expect.poll(() => ran, { timeout: 20_000 }).toEqual(["of the dead"]);
      living.release(true);
      await expect.poll(() => ran, { timeout: 20_000 }).toEqual(["of the dead", "of the living"]);
    },
  );
});

test("a database that goes away while a job ends costs nothing: the job is run again, and jobs go on", async () => {
  const name = `"${new URL(t.database.url).pathname.slice(1)}"`;
  const setOpen = (isOpen: boolean) => outside.query(`alter database ${name} allow_connections = ${isOpen}`);
  const ran: string[] = [];
  // From within the job, so that no connection is left to write that it ended.
  const goAwayOnce = async (text: string): Promise<void> => {
    ran.push(text);
    if (ran.length > 1) return;
    await setOpen(false);
    await outside.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test jobs'");
  };
  await enqueueJob(t.ctx.db, "note", { text: "during" });
  await running(goAwayOnce, async () => {
    await expect.poll(() => ran, { timeout: 20_000 }).toEqual(["during"]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await setOpen(true);
    await enqueueJob(t.ctx.db, "note", { text: "after" });
    const left = async () => (await owner.query("select from graphile_worker._private_jobs")).rowCount;
    await expect.poll(left, { timeout: 60_000 }).toBe(0);
  });
  expect(ran.toSorted()).toEqual(["after", "during", "during"]);
});

test("of a job whose name is known one transaction does not wait for another that asked for it first", async () => {
  const [first, second] = [await owner.connect(), await owner.connect()];
  const ask = "select graphile_worker.add_job($1, payload => '{}'::json)";
  const askBoth = async (name: string): Promise<void> => {
    await first.query("begin");
    await first.query(ask, [name]);
    await second.query("begin");
    await second.query("set local lock_timeout = '300ms'");
    await second.query(ask, [name]);
  };
  const undo = () => Promise.all([first.query("rollback"), second.query("rollback")]);
  try {
    await expect(askBoth("of no known name")).rejects.toThrow(/lock timeout/);
    await undo();
    await nameJobs(owner, [{ name: "of a known name" }]);
    await askBoth("of a known name");
    await undo();
  } finally {
    first.release(true);
    second.release(true);
  }
});
