import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Runner, WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { Context } from "../context.ts";
import { watchPools, type PoolWatch } from "./dead-pools.ts";
import type { Job } from "./jobs.ts";

const worded = (ctx: Context) => (_scope: unknown) => (level: string, message: string, meta?: unknown) => {
  if (level === "error") ctx.log.error({ job: meta }, message);
  else if (level === "warning") ctx.log.warn(message);
  else ctx.log.debug(message);
};

type Running = {
  ctx: Context;
  pool: Pool;
  jobs: readonly Job[];
  concurrency: number;
  watch: PoolWatch;
  runner: Runner;
  isStopping: boolean;
};

/**
 * Makes the names of jobs known to the queue. It would learn each from the first transaction that uses it, and let all others that use it wait
 * until that one is over: two of them that also wait for something else would wait for each other.
 */
export async function nameJobs(pool: Pool, jobs: readonly Pick<Job, "name">[]): Promise<void> {
  const names = jobs.map(({ name }) => name).toSorted();
  await pool.query("insert into graphile_worker._private_tasks (identifier) select unnest($1::text[]) on conflict do nothing", [names]);
}

/**
 * Runs the jobs in this process until stopped; a running one is let finish. A runner that ends because the database went away in the
 * middle of something is begun anew, and what it or a worker that was killed had taken up is given back to the queue.
 */
export async function startJobs(ctx: Context, pool: Pool, jobs: readonly Job[], concurrency = 2): Promise<{ stop(): Promise<void> }> {
  await nameJobs(pool, jobs);
  const watch = watchPools(pool, ctx.log);
  const runner = await startRunner({ ctx, pool, jobs, concurrency, watch }).catch(async (error: unknown) => {
    await watch.stop();
    throw error;
  });
  const running: Running = { ctx, pool, jobs, concurrency, watch, runner, isStopping: false };
  const kept = keepRunning(running);
  return {
    stop: async () => {
      running.isStopping = true;
      await running.runner.stop().catch(() => {}); // it may be stopping by itself
      await kept;
      await watch.stop();
    },
  };
}

type Start = Omit<Running, "runner" | "isStopping">;

async function startRunner({ ctx, pool, jobs, concurrency, watch }: Start): Promise<Runner> {
  const { run, Logger, parseCronItems } = await import("graphile-worker");
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => watch.own(workerPool.id));
  return run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    // With these set a job whose end cannot be written ends the runner, which is begun anew; without, it would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    events,
    logger: new Logger(worded(ctx)),
    taskList: Object.fromEntries(
      jobs.map((each) => [
        each.name,
        (payload: unknown, helpers: { abortSignal?: AbortSignal }) => each.run(ctx, payload, helpers.abortSignal),
      ]),
    ),
    parsedCronItems: parseCronItems(
      jobs
        .filter((each) => each.cron !== undefined)
        .map((each) => ({ task: each.name, match: each.cron!, options: { backfillPeriod: 0 } })),
    ),
  });
}

/** Begins a runner anew each time one has ended by itself, until this process stops. */
async function keepRunning(running: Running): Promise<void> {
  for (;;) {
    await running.runner.promise.catch((error: unknown) => running.ctx.log.warn({ err: error }, "the job runner ended"));
    if (running.isStopping) return;
    running.ctx.log.warn("the job runner is begun anew");
    const next = await restart(running);
    if (next === undefined) return;
    running.runner = next;
  }
}

async function restart(running: Running): Promise<Runner | undefined> {
  while (!running.isStopping) {
    try {
      return await startRunner(running);
    } catch (error) {
      running.ctx.log.warn({ err: error }, "jobs cannot be run just now");
      await sleep(500);
    }
  }
  return undefined;
}
