import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { ruleDocument } from "../../../../test/pay-world.ts";
import { closePool, openPool } from "../../../platform/db/pool.ts";
import { startJobs } from "../../../platform/jobs/run-jobs.ts";
import { silentLog } from "../../../platform/log.ts";
import { commissionJobs } from "../jobs.ts";
import { pastOrdersJob } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let program: string;
let creator: string;

let owner: Pool;
let jobsPool: Pool;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  t = await openTestApp();
  owner = openPool({ url: t.database.url, name: "test owner", log: silentLog() });
  jobsPool = openPool({ url: t.database.appUrl, name: "test jobs", log: silentLog() });
  worker = await startJobs(
    t.ctx,
    jobsPool,
    commissionJobs.filter(({ name }) => name === pastOrdersJob),
  );
});
afterAll(async () => {
  await worker.stop();
  await closePool(jobsPool);
  await closePool(owner);
  await t.close();
});

async function make(url: string, body: unknown): Promise<string> {
  const reply = await w.call("POST", url, body);
  if (reply.status >= 300) throw new Error(`${url}: ${JSON.stringify(reply.body)}`);
  return (reply.body as { id: string }).id;
}

const march = "2026-03-01T00:00:00Z";
const writeRule = (effective_at?: string) => make(`/v1/programs/${program}/pay-rules`, { document: ruleDocument(), effective_at });
const enroll = (started_at?: string) => make(`/v1/programs/${program}/enrollments`, { creator_ids: [creator], started_at });
const giveCode = (valid_from?: string) => make("/v1/codes", { code: "ANA10", creator_id: creator, program_id: program, valid_from });
const order = (external_id: string, more = {}) =>
  make("/v1/conversions", {
    external_id,
    occurred_at: "2026-04-10T10:00:00Z",
    total: { amount: "10000", currency: "EUR" },
    codes: ["ANA10"],
    ...more,
  });

beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  program = await make("/v1/programs", { name: "Spring", kind: "influencer" });
  creator = await make("/v1/creators", { name: "Ana" });
});

/** Carries out everything that follows, and what follows from that. */
async function settleAll(): Promise<void> {
  const isWaiting = async () =>
    (await owner.query("select from graphile_worker.jobs where task_identifier = $1", [pastOrdersJob])).rowCount !== 0;
  await t.settle();
  await expect.poll(isWaiting, { timeout: 60_000 }).toBe(false);
  await t.settle();
}

async function owed(): Promise<string> {
  const { data } = (await w.call("GET", "/v1/ledger/balances")).body as {
    data: { pending: { amount: string }; payable: { amount: string } }[];
  };
  return data.map((row) => `${row.pending.amount} ${row.payable.amount}`).join();
}

test("orders that were here first earn once the rule, the creator's part and the code begin before them, in whatever order these come", async () => {
  await order("1001");
  await settleAll();
  expect(await owed()).toBe("");
  await giveCode(march);
  await enroll(march);
  await writeRule(march);
  await settleAll();
  expect(await owed()).toBe("1000 0");
});

test("terms that begin now leave the past alone", async () => {
  await order("1001");
  await giveCode();
  await enroll();
  await writeRule();
  await settleAll();
  expect(await owed()).toBe("");
});

test("an order from before the terms began stays as it is", async () => {
  await order("1001", { occurred_at: "2026-02-10T10:00:00Z" });
  await giveCode(march);
  await enroll(march);
  await writeRule(march);
  await settleAll();
  expect(await owed()).toBe("");
});

test("more orders than one run decides are all decided, and each once", async () => {
  await enroll(march);
  await writeRule(march);
  for (const part of [0, 1, 2, 3, 4]) await w.call("POST", "/v1/conversions/batch", { conversions: many(part) });
  await giveCode(march);
  await settleAll();
  expect(await owed()).toBe(`${250 * 1000} 0`);
});

const many = (part: number) =>
  Array.from({ length: 50 }, (_, index) => ({
    external_id: `${part}-${index}`,
    occurred_at: "2026-04-10T10:00:00Z",
    total: { amount: "10000", currency: "EUR" },
    codes: ["ANA10"],
  }));

test("who is paid for an order stays paid when another's part is made to begin before it", async () => {
  await giveCode(march);
  await enroll(march);
  await writeRule(march);
  await order("1001");
  await settleAll();
  const ben = await make("/v1/creators", { name: "Ben" });
  await make("/v1/codes", { code: "BEN10", creator_id: ben, program_id: program, valid_from: march });
  await make(`/v1/programs/${program}/enrollments`, { creator_ids: [ben], started_at: march });
  await settleAll();
  expect(await owed()).toBe("1000 0");
});
