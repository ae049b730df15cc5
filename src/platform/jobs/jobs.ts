import { sql } from "kysely";
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

/**
 * Puts a job in the queue in the caller's transaction; `key` keeps one waiting job of that key, the newest; a lower `priority` runs first;
 * of jobs with the same `queue` one runs at a time.
 */
export async function enqueueJob(
  db: Database,
  name: string,
  payload: unknown,
  options: { key?: string; runAt?: Date; priority?: number; queue?: string } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, run_at => ${options.runAt ?? null}::timestamptz,
    queue_name => ${options.queue ?? null}::text, job_key => ${options.key ?? null}::text, priority => ${options.priority ?? 0}::int)`.execute(
    db,
  );
}
