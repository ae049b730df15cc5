/** How far a computation has come. */
export const computationStates = ["waiting", "running", "done", "failed", "cancelled"] as const;
/** `waiting` for its turn, `running`, `done` with a result, `failed` with a problem, or `cancelled` by somebody. */
export type ComputationState = (typeof computationStates)[number];

/**
 * How far a computation has come, from what is kept of it. One that was cancelled too late is done.
 *
 * @param row when it began and ended, null while it has not; its result and why it has none, null where there is none.
 * @example
 * import { computationState } from "./computation-state.ts";
 * computationState({ started_at: null, finished_at: null, result: null, problem: null }) // => "waiting"
 */
export function computationState(row: {
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly result: unknown;
  readonly problem: string | null;
}): ComputationState {
  if (row.finished_at === null) return row.started_at === null ? "waiting" : "running";
  if (row.problem !== null) return "failed";
  return row.result === null ? "cancelled" : "done";
}
