/** How far a run has come. */
export const runStates = ["waiting", "running", "done", "failed"] as const;
/** One of them: `waiting` for a worker, `running`, `done` with its figures, or `failed` with a problem. */
export type RunState = (typeof runStates)[number];

/**
 * How far a run has come, from its times.
 *
 * @param run when it began and ended, null while it has not, and why it failed, null when it did not
 * @example
 * import { runState } from "./run-state.ts";
 * runState({ started_at: null, finished_at: null, problem: null }) // => "waiting"
 */
export const runState = (run: {
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly problem: string | null;
}): RunState => {
  if (run.finished_at !== null) return run.problem === null ? "done" : "failed";
  return run.started_at === null ? "waiting" : "running";
};
