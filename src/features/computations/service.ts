import { setTimeout as sleep } from "node:timers/promises";
import { formatId } from "../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { isDatabaseAway } from "../../platform/db/database-away.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { enqueueJob } from "../../platform/jobs/jobs.ts";
import { notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import type { Scope } from "../../platform/schema/endpoint.ts";
import { runInThread } from "../../platform/threads/thread.ts";
import { computationState } from "./computation-state.ts";
import * as queries from "./queries.ts";
import type { ComputationRow } from "./tables.ts";

interface Named<Input extends object, Result extends object> {
  /** Unique, such as `experiment-power`. */
  readonly kind: string;
  /** What reading its result needs, and what asking for it and stopping it does. */
  readonly scopes: { readonly read: Scope; readonly write: Scope };
  /** Writes what else follows from a result, in the transaction that keeps it. */
  readonly keep?: (
    within: WorkspaceContext,
    done: { readonly id: string; readonly input: Input; readonly result: Result },
  ) => Promise<void>;
}

/** Much arithmetic over what is read once. */
interface InThread<Input extends object, Data> {
  /**
   * Reads what the calculation is made of. A `Problem` that it throws is why the computation failed, in its words.
   */
  readonly load: (ctx: WorkspaceContext, input: Input) => Promise<Data>;
  /** The module that is the thread, see `runInThread`. It says how far it is as a share from 0 to 1. */
  readonly thread: { readonly module: string; readonly from: string };
}

/** How work that goes on tells how far it is, and hears that it is to stop. */
export interface WorkInHand {
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Many small pieces, each with a transaction of its own. A worker that stops takes it up from the start: what is done already is left as it is. */
interface InPieces<Input extends object, Result extends object> {
  readonly work: (ctx: WorkspaceContext, input: Input, hand: WorkInHand) => Promise<Result>;
}

/** A sort of heavy calculation, as the feature that has it defines it. */
export type ComputationKind<Input extends object = object, Data = unknown, Result extends object = object> = Named<Input, Result> &
  (InThread<Input, Data> | InPieces<Input, Result>);

/** Names a kind. */
export const computationKind = <I extends object, D, R extends object>(kind: ComputationKind<I, D, R>): ComputationKind =>
  kind as unknown as ComputationKind;

export const computationJob = "compute";

/** They wait for each other: a second one at once would only make both slow. */
const queue = "computations";
const lookEveryMs = 500;

const shown = (row: ComputationRow) => ({
  id: formatId("job", row.id),
  kind: row.kind,
  state: computationState(row),
  progress: row.progress_per_mille / 1_000,
  result: row.result as Record<string, unknown> | null,
  problem: row.problem,
  requested_at: row.requested_at.toISOString(),
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
});

/** A computation as the API shows it. */
export type Computation = ReturnType<typeof shown>;

/** How far a computation is, as answers show it that are made of its result. */
export const standingOf = ({ id, state, progress, problem, requested_at, finished_at }: Computation) => ({
  ...{ computation_id: id, state, progress, problem, requested_at, finished_at },
});

/** What is asked for: its input, and in the words of its kind what it is about. */
export interface ComputationRequest<Input extends object> {
  readonly kind: ComputationKind<Input>;
  readonly subject: string;
  readonly input: Input;
}

/** Asks for a calculation, in the caller's transaction. */
export async function requestComputation(
  ctx: WorkspaceContext,
  { kind, subject, input }: ComputationRequest<object>,
): Promise<Computation> {
  return inTransaction(ctx, async (within) => {
    const row = await queries.insertComputation(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      kind: kind.kind,
      subject,
      input,
      read_scope: kind.scopes.read,
      write_scope: kind.scopes.write,
      requested_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      requested_at: nowAt(within),
    });
    const payload = { workspaceId: within.workspaceId, computationId: row.id };
    await enqueueJob(within.db, computationJob, payload, { key: `${computationJob} ${row.id}`, queue });
    return shown(row);
  });
}

/** The newest computation of a kind that has a result; undefined when none came to its end. */
export async function newestResult(
  ctx: WorkspaceContext,
  { kind, subject }: { readonly kind: ComputationKind; readonly subject: string },
): Promise<Computation | undefined> {
  const row = await queries.findNewest(ctx.db, ctx.workspaceId, { kind: kind.kind, subject, isDone: true });
  return row === undefined ? undefined : shown(row);
}

/** The newest computation of a kind about something; undefined when none was asked for. */
export async function newestComputation(
  ctx: WorkspaceContext,
  { kind, subject }: { readonly kind: ComputationKind; readonly subject: string },
): Promise<Computation | undefined> {
  const row = await queries.findNewest(ctx.db, ctx.workspaceId, { kind: kind.kind, subject });
  return row === undefined ? undefined : shown(row);
}

async function loadComputation(ctx: WorkspaceContext, id: string, scope: "read_scope" | "write_scope"): Promise<ComputationRow> {
  const row = await queries.findComputation(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("computation", formatId("job", id));
  if (!ctx.scopes.has(row[scope] as Scope))
    throw new Problem(platformProblems["not-allowed"], `For this computation your role or key needs the scope ${row[scope]} as well.`);
  return row;
}

/** One computation. */
export const getComputation = async (ctx: WorkspaceContext, id: string) => shown(await loadComputation(ctx, id, "read_scope"));

/** Stops a computation; one that is over stays as it is. */
export async function cancelComputation(ctx: WorkspaceContext, id: string) {
  await loadComputation(ctx, id, "write_scope");
  await queries.cancelOpen(ctx.db, ctx.workspaceId, id, nowAt(ctx));
  return shown(await loadComputation(ctx, id, "write_scope"));
}

/** Aborts once somebody has cancelled the computation. While the database is away nobody can. */
async function watchForCancel(ctx: WorkspaceContext, id: string, { cancel, over }: { cancel: AbortController; over: AbortSignal }) {
  while (!over.aborted && !cancel.signal.aborted) {
    if (await queries.isCancelled(ctx.db, ctx.workspaceId, id).catch(() => false)) cancel.abort();
    await sleep(lookEveryMs, undefined, { signal: over }).catch(() => {});
  }
}

/** Does the work, in a thread or piece by piece, and tells how far it is, at most twice a second. */
async function computed(
  ctx: WorkspaceContext,
  { kind, row }: { kind: ComputationKind; row: ComputationRow },
  signal: AbortSignal,
): Promise<object> {
  let toldAtMs = ctx.now();
  const onProgress = (share: number): void => {
    if (ctx.now() - toldAtMs < lookEveryMs) return;
    toldAtMs = ctx.now();
    const progress_per_mille = Math.round(1_000 * Math.min(1, Math.max(0, share)));
    queries
      .updateOpen(ctx.db, { workspaceId: ctx.workspaceId, id: row.id }, { progress_per_mille })
      .catch((err: unknown) => ctx.log.warn({ err }, "how far a computation is could not be told"));
  };
  if ("work" in kind) return kind.work(ctx, row.input as object, { onProgress, signal });
  const data = await kind.load(ctx, row.input as object);
  return runInThread<object>({ ...kind.thread, input: data, onProgress, signal, givesWay: true });
}

/** Why a calculation ended without a result: null where somebody cancelled it. */
function problemOf(ctx: WorkspaceContext, error: unknown, { isCancelled, kind }: { isCancelled: boolean; kind: string }): string | null {
  if (isCancelled) return null;
  if (error instanceof Problem) return error.message;
  ctx.log.error({ err: error, kind }, "a computation failed");
  return "It could not be finished because of a fault of the program. Ask for it again.";
}

/** Keeps a result and what follows from it, unless somebody cancelled the computation meanwhile. */
const keepResult = (ctx: WorkspaceContext, { kind, row, result }: { kind: ComputationKind; row: ComputationRow; result: object }) =>
  inTransaction(ctx, async (within) => {
    const at = { workspaceId: within.workspaceId, id: row.id };
    const isKept = await queries.updateOpen(within.db, at, { result, finished_at: nowAt(within), progress_per_mille: 1_000 });
    if (isKept) await kind.keep?.(within, { id: row.id, input: row.input as object, result });
  });

async function carryOut(
  ctx: WorkspaceContext,
  task: { readonly kind: ComputationKind; readonly row: ComputationRow },
  signal: AbortSignal | undefined,
): Promise<void> {
  const [cancel, over] = [new AbortController(), new AbortController()];
  const watching = watchForCancel(ctx, task.row.id, { cancel, over: over.signal });
  try {
    const result = await computed(ctx, task, AbortSignal.any([cancel.signal, ...(signal === undefined ? [] : [signal])]));
    await keepResult(ctx, { ...task, result });
  } catch (error) {
    if (signal?.aborted === true || isDatabaseAway(error)) throw error;
    const problem = problemOf(ctx, error, { isCancelled: cancel.signal.aborted, kind: task.kind.kind });
    await queries.updateOpen(ctx.db, { workspaceId: ctx.workspaceId, id: task.row.id }, { problem, finished_at: nowAt(ctx) });
  } finally {
    over.abort();
    await watching;
  }
}

/**
 * Carries a computation out. One that fails or is cancelled is over and says so; one whose worker stops, or whose database goes away, is
 * taken up again from its start.
 */
export async function performComputation(
  ctx: WorkspaceContext,
  kinds: readonly ComputationKind[],
  { computationId, signal }: { readonly computationId: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const row = await queries.findComputation(ctx.db, ctx.workspaceId, computationId);
  if (row === undefined) return;
  const at = { workspaceId: ctx.workspaceId, id: computationId };
  if (!(await queries.updateOpen(ctx.db, at, { started_at: nowAt(ctx), progress_per_mille: 0 }))) return;
  const kind = kinds.find((each) => each.kind === row.kind);
  if (kind !== undefined) return carryOut(ctx, { kind, row }, signal);
  const problem = `This version of Vouch has no computation of the kind ${row.kind}. Start the version that it was asked of, or ask for it again.`;
  await queries.updateOpen(ctx.db, at, { problem, finished_at: nowAt(ctx) });
}
