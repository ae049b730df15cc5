import { getPriority } from "node:os";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import type { MadeUpSum } from "../../../test/computation-thread.ts";
import { formatId, parseId } from "../../kernel/ids.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { closePool, openPool } from "../../platform/db/pool.ts";
import { startJobs } from "../../platform/jobs/run-jobs.ts";
import { silentLog } from "../../platform/log.ts";
import { platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import type { Scope } from "../../platform/schema/endpoint.ts";
import { createKey } from "../api-keys/service.ts";
import { computationJobs } from "./jobs.ts";
import {
  cancelComputation,
  computationKind,
  getComputation,
  newestComputation,
  performComputation,
  requestComputation,
} from "./service.ts";

let t: TestApp;
let w: TestWorkspace;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Input {
  readonly upTo: number;
  readonly pauseMs?: number;
  readonly breaksAt?: number;
  readonly refusal?: string;
}

const untilTrue = (look: () => Promise<boolean>): Promise<unknown> => vi.waitUntil(look, { timeout: 30_000, interval: 20 });

const kept: string[] = [];
const addition = computationKind<Input, MadeUpSum, { sum: number }>({
  kind: "addition",
  scopes: { read: "orders:read", write: "orders:write" },
  load: async (_ctx, { upTo, pauseMs = 0, breaksAt, refusal }) => {
    if (refusal !== undefined) throw new Problem(platformProblems.conflict, refusal);
    const numbers = Array.from({ length: upTo }, (_, at) => at + 1);
    return { numbers, pauseMs, ...(breaksAt === undefined ? {} : { breaksAt }) };
  },
  thread: { module: "../../../test/computation-thread", from: import.meta.url },
  keep: async (within, { id, result }) => {
    const row = await within.db.selectFrom("computations").select("result").where("id", "=", id).executeTakeFirstOrThrow();
    if ((row.result as { sum?: number } | null)?.sum === result.sum) kept.push(id);
  },
});

const ask = async (input: Input, subject = "numbers"): Promise<string> => {
  const { id } = await requestComputation(w.ctx, { kind: addition, subject, input });
  return parseId("job", id)!;
};
const perform = (id: string, ctx: WorkspaceContext = w.ctx, signal?: AbortSignal): Promise<void> =>
  performComputation(ctx, [addition], { computationId: id, signal });
/** The clock of the test stands still; how often progress is told goes by one that runs. */
const running = (): WorkspaceContext => ({ ...w.ctx, now: () => performance.timeOrigin + performance.now() });

describe("a computation", () => {
  test("waits, is done in a thread, and keeps its result with what follows from it, once", async () => {
    const id = await ask({ upTo: 4 });
    expect(await getComputation(w.ctx, id)).toMatchObject({ state: "waiting", progress: 0, result: null, problem: null, started_at: null });
    await perform(id);
    const done = await getComputation(w.ctx, id);
    expect(done).toMatchObject({ kind: "addition", state: "done", progress: 1, result: { sum: 10 }, problem: null });
    await perform(id);
    expect(await getComputation(w.ctx, id)).toEqual(done);
    expect(kept).toEqual([id]);
  });

  test("tells how far it is", async () => {
    const id = await ask({ upTo: 20, pauseMs: 60 });
    const performing = perform(id, running());
    await untilTrue(async () => {
      const { state, progress } = await getComputation(w.ctx, id);
      return state === "running" && progress > 0 && progress < 1;
    });
    await performing;
    expect(await getComputation(w.ctx, id)).toMatchObject({ state: "done", result: { sum: 210 } });
  });

  test("that is cancelled before its turn is over at once, and one under way within moments; neither has a result", async () => {
    const waiting = await ask({ upTo: 3 });
    expect(await cancelComputation(w.ctx, waiting)).toMatchObject({ state: "cancelled", result: null, problem: null });
    await perform(waiting);
    expect(await getComputation(w.ctx, waiting)).toMatchObject({ state: "cancelled", started_at: null });
    const long = await ask({ upTo: 10_000, pauseMs: 1_000 });
    const performing = perform(long);
    await untilTrue(async () => (await getComputation(w.ctx, long)).state === "running");
    await cancelComputation(w.ctx, long);
    await performing;
    expect(await getComputation(w.ctx, long)).toMatchObject({ state: "cancelled", result: null, problem: null });
    expect(kept).not.toContain(long);
  });

  test("that is cancelled when it is over stays as it is", async () => {
    const id = await ask({ upTo: 2 });
    await perform(id);
    expect(await cancelComputation(w.ctx, id)).toMatchObject({ state: "done", result: { sum: 3 } });
  });

  test("that cannot be done says why in the words of its feature, and a fault of the program says no more than that", async () => {
    const refused = await ask({ upTo: 1, refusal: "25 days of history are needed; there are 3." });
    await perform(refused);
    expect(await getComputation(w.ctx, refused)).toMatchObject({ state: "failed", problem: "25 days of history are needed; there are 3." });
    const broken = await ask({ upTo: 5, breaksAt: 2 });
    await perform(broken);
    const { state, problem } = await getComputation(w.ctx, broken);
    expect(state).toBe("failed");
    expect(problem).toContain("Ask for it again");
    expect(problem).not.toContain("broken at");
  });

  test("whose kind this version does not have is over and says so", async () => {
    const id = await ask({ upTo: 1 });
    await performComputation(w.ctx, [], { computationId: id });
    expect((await getComputation(w.ctx, id)).problem).toContain("no computation of the kind addition");
  });

  test("whose worker stops in the middle is taken up again from its start", async () => {
    const id = await ask({ upTo: 6, pauseMs: 200 });
    const stop = new AbortController();
    const performing = perform(id, w.ctx, stop.signal);
    await untilTrue(async () => (await getComputation(w.ctx, id)).state === "running");
    stop.abort();
    await expect(performing).rejects.toThrow("aborted");
    expect((await getComputation(w.ctx, id)).state).toBe("running");
    await perform(id);
    expect(await getComputation(w.ctx, id)).toMatchObject({ state: "done", result: { sum: 21 } });
  });

  test("is found as the newest about its subject", async () => {
    await ask({ upTo: 1 }, "subject one");
    t.clock.advanceMs(1_000);
    const second = await ask({ upTo: 2 }, "subject one");
    expect((await newestComputation(w.ctx, { kind: addition, subject: "subject one" }))?.id).toBe(formatId("job", second));
    expect(await newestComputation(w.ctx, { kind: addition, subject: "subject two" })).toBeUndefined();
  });
});

test("the worker carries computations out one after the other, in the order in which they were asked for", async () => {
  const ids = [await ask({ upTo: 3, pauseMs: 100 }), await ask({ upTo: 4 }), await ask({ upTo: 5 })];
  const pool = openPool({ url: t.database.appUrl, name: "jobs", log: silentLog() });
  const jobs = await startJobs(t.ctx, pool, computationJobs([addition]));
  await untilTrue(async () => ids.every((id) => kept.includes(id)));
  await jobs.stop();
  await closePool(pool);
  expect(kept.filter((id) => ids.includes(id))).toEqual(ids);
});

test("its thread lets everything else that wants to run go first, and this one keeps its rank", async () => {
  const before = getPriority();
  const id = await ask({ upTo: 1 });
  await perform(id);
  expect((await getComputation(w.ctx, id)).result).toEqual({ sum: 1, niceness: 19 });
  expect(getPriority()).toBe(before);
});

describe("over the API", () => {
  test("it is read and stopped by whoever may read and write what it is about", async () => {
    const id = formatId("job", await ask({ upTo: 3 }));
    const keyWith = async (...scopes: Scope[]): Promise<Record<string, string>> => {
      const { secret } = await createKey(w.ctx, { name: "some", scopes, expires_at: null });
      return { authorization: `Bearer ${secret}` };
    };
    const [reader, stranger] = [await keyWith("workspace:read", "orders:read"), await keyWith("workspace:read")];
    expect((await w.call("GET", `/v1/computations/${id}`, undefined, reader)).status).toBe(200);
    expect((await w.call("GET", `/v1/computations/${id}`, undefined, stranger)).body).toMatchObject({ status: 403 });
    expect((await w.call("POST", `/v1/computations/${id}/cancel`, undefined, reader)).body).toMatchObject({ status: 403 });
    expect((await w.call("POST", `/v1/computations/${id}/cancel`)).body).toMatchObject({ state: "cancelled" });
  });

  test("that of another workspace is not there", async () => {
    const id = formatId("job", await ask({ upTo: 3 }));
    const other = await t.makeWorkspace();
    expect((await other.call("GET", `/v1/computations/${id}`)).status).toBe(404);
    expect((await other.call("POST", `/v1/computations/${id}/cancel`)).status).toBe(404);
  });
});
