import { sql } from "kysely";
import type { Pool } from "pg";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";

/** What the worker runs: a name and what it does with a payload. It may run twice, so it does no harm twice. */
export interface Job<P = unknown> {
  readonly name: string;
  /** Five cron fields in UTC, when it runs by the clock. */
  readonly cron?: string;
  readonly run: (ctx: Context, payload: P, signal: AbortSignal | undefined) => Promise<void>;
}

/** Names a job. */
export const job = <P>(definition: Job<P>): Job => definition as Job;

/** Puts a job in the queue in the caller's transaction; `key` keeps one waiting job of that key, the newest. */
export async function enqueueJob(
  db: Database,
  name: string,
  payload: unknown,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, run_at => ${options.runAt ?? null}::timestamptz,
    job_key => ${options.key ?? null}::text)`.execute(db);
}

const worded = (ctx: Context) => (_scope: unknown) => (level: string, message: string, meta?: unknown) => {
  if (level === "error") ctx.log.error({ job: meta }, message);
  else if (level === "warning") ctx.log.warn(message);
  else ctx.log.debug(message);
};

/** Runs the jobs in this process until stopped; a running one is let finish. */
export async function startJobs(ctx: Context, pool: Pool, jobs: readonly Job[], concurrency = 2): Promise<{ stop(): Promise<void> }> {
  const { run, Logger, parseCronItems } = await import("graphile-worker");
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
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
  return { stop: () => runner.stop() };
}
