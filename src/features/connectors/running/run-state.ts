/** What a run does: figures of accounts that are here, a search for others, the posts of a hashtag, what people write under posts, or what a platform tells an
 * account's owner alone. */
export const runKinds = ["figures", "search", "hashtag", "comments", "insights"] as const;
/** One of {@link runKinds}. */
export type RunKind = (typeof runKinds)[number];

/** Which posts of a hashtag: those that the platform thinks best, or those of the last 24 hours. */
export const hashtagOrders = ["top", "recent"] as const;
/** One of {@link hashtagOrders}. */
export type HashtagOrder = (typeof hashtagOrders)[number];

/** Where a run stands; it pauses while the platform is away or a quota is used up, and was stopped when it needs a person. */
export const runStates = ["waiting", "running", "paused", "done", "cancelled", "stopped"] as const;
/** One of {@link runStates}. */
export type RunState = (typeof runStates)[number];

/** What a step came to; `none`: it was told, and there is nothing. */
export const findingOutcomes = ["taken", "found", "none", "unavailable", "private", "deleted", "denied"] as const;
/** One of {@link findingOutcomes}. */
export type FindingOutcome = (typeof findingOutcomes)[number];

/** What the state of a run is told from. */
export interface RunTimes {
  readonly started_at: Date | null;
  readonly resumes_at: Date | null;
  readonly outcome: string | null;
}

/**
 * Where a run stands.
 *
 * @param times of the run as it is kept.
 * @example
 * import { runState } from "./run-state.ts";
 * runState({ started_at: null, resumes_at: null, outcome: null }); // => "waiting"
 */
export function runState({ started_at, resumes_at, outcome }: RunTimes): RunState {
  if (outcome !== null) return outcome as RunState;
  if (resumes_at !== null) return "paused";
  return started_at === null ? "waiting" : "running";
}
