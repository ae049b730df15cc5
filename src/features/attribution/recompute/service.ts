import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { runInThread } from "../../../platform/threads/thread.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { RunRow } from "../tables.ts";
import type { RecomputeInput, RecomputeSum } from "../thread/service.ts";
import * as queries from "./queries.ts";
import { runState } from "./run-state.ts";

export type { RecomputeSum } from "../thread/service.ts";

export const recomputeJob = "recompute-attribution";

/** At most 57 bytes each; with what else the thread holds the process stays below 1.5 GB. */
const mostRows = 16_000_000;
/** As many as the server holds in memory at once; an order that arrives meanwhile waits for one batch at most. */
const batch = 2_500;

const count = (value: bigint | null): string | null => value?.toString() ?? null;

const shown = (run: RunRow) => ({
  id: formatId("job", run.id),
  state: runState(run),
  requested_at: run.requested_at.toISOString(),
  started_at: run.started_at?.toISOString() ?? null,
  finished_at: run.finished_at?.toISOString() ?? null,
  orders: count(run.orders),
  orders_done: count(run.orders_done),
  clicks: count(run.clicks),
  visits: count(run.visits),
  touches_changed: count(run.touches_changed),
  credits_changed: count(run.credits_changed),
  problem: run.problem,
});

/** The newest run that was asked for, or null. */
export async function latestRun(ctx: WorkspaceContext) {
  const run = await queries.findLatestRun(ctx.db, ctx.workspaceId);
  return { run: run === undefined ? null : shown(run) };
}

/**
 * Asks for everything to be computed anew. While a run is not over that one is given; its job is enqueued once more all the same, for a
 * worker that died in the middle of it.
 */
export async function requestRun(ctx: WorkspaceContext) {
  return inTransaction(ctx, async (within) => {
    const { db, workspaceId } = within;
    await lockOn(db, `${recomputeJob} ${workspaceId}`);
    const open = await queries.findOpenRun(db, workspaceId);
    const asked = { workspace_id: workspaceId, id: within.newId(), requested_by: `${ctx.actor.kind}:${ctx.actor.id}` };
    const run = open ?? (await queries.insertRun(db, { ...asked, requested_at: nowAt(within) }));
    await enqueueJob(db, recomputeJob, { workspaceId }, { key: `${recomputeJob} ${workspaceId}` });
    return { run: shown(run) };
  });
}

export interface RecomputeOptions {
  /** Stops the run; what was written until then is right and stays. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((sum: RecomputeSum) => void) | undefined;
  /** Most clicks and visits held in memory at once. */
  readonly mostRows?: number;
  /** How many orders are written in one transaction. */
  readonly batch?: number;
}

/**
 * Computes touches and credit of every order of the workspace anew, in a thread of its own. Doing it again changes nothing; commissions,
 * decisions and the ledger are never touched.
 *
 * @returns what was done; undefined when the same is under way already
 */
export async function recomputeAttribution(ctx: WorkspaceContext, options: RecomputeOptions = {}): Promise<RecomputeSum | undefined> {
  const input: RecomputeInput = {
    url: ctx.databaseUrl,
    workspaceId: ctx.workspaceId,
    zone: (await loadWorkspace(ctx)).zone,
    nowMs: ctx.now(),
    mostRows: options.mostRows ?? mostRows,
    batch: options.batch ?? batch,
  };
  return runInThread<RecomputeSum | undefined>({
    module: "../thread/jobs",
    from: import.meta.url,
    input,
    onProgress: options.progress as ((value: never) => void) | undefined,
    signal: options.signal,
  });
}

const columnsOf = (sum: RecomputeSum) => ({
  orders: BigInt(sum.orders),
  orders_done: BigInt(sum.ordersDone),
  clicks: BigInt(sum.clicks),
  visits: BigInt(sum.visits),
  touches_changed: BigInt(sum.touchesChanged),
  credits_changed: BigInt(sum.creditsChanged),
});

/** Carries out the run that is open. One that fails is over and says so; one whose worker stops is taken up again. */
export async function performRun(ctx: WorkspaceContext, signal?: AbortSignal): Promise<void> {
  const run = await queries.findOpenRun(ctx.db, ctx.workspaceId);
  if (run === undefined) return;
  const keep = (values: Parameters<typeof queries.updateRun>[2]) =>
    queries.updateRun(ctx.db, { workspaceId: ctx.workspaceId, id: run.id }, values);
  await keep({ started_at: nowAt(ctx) }); // before anything can stop it: a run that was begun says so
  let telling: Promise<unknown> = Promise.resolve();
  const progress = (sum: RecomputeSum): void => void (telling = telling.then(() => keep(columnsOf(sum))));
  try {
    const sum = await recomputeAttribution(ctx, { signal, progress });
    await telling;
    if (sum !== undefined) await keep({ ...columnsOf(sum), finished_at: nowAt(ctx) });
  } catch (error) {
    await telling.catch(() => {});
    if (signal?.aborted === true) throw error;
    ctx.log.error({ err: error, workspaceId: ctx.workspaceId }, "attribution could not be recomputed");
    await keep({ finished_at: nowAt(ctx), problem: "It could not be finished; what was written until then is right. Ask for it again." });
  }
}
