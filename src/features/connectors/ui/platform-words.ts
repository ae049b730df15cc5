import type { components } from "../../../web/api.gen.d.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";

export type PlatformConnection = components["schemas"]["PlatformConnection"];
export type PlatformRun = components["schemas"]["PlatformRun"];

type State = PlatformRun["state"];

/** How the state of a run reads, and in which tone. */
export const runStateLooks: Readonly<Record<State, { readonly text: string; readonly tone: Tone }>> = {
  waiting: { text: "Waiting for its turn", tone: "neutral" },
  running: { text: "Running", tone: "accent" },
  paused: { text: "Paused", tone: "warn" },
  done: { text: "Done", tone: "good" },
  cancelled: { text: "Cancelled", tone: "neutral" },
  stopped: { text: "Stopped", tone: "bad" },
};

/** Whether something may still come of a run by itself. */
export const isUnderWay = ({ state }: PlatformRun): boolean => ["waiting", "running", "paused"].includes(state);

const outcomeWords = {
  taken: "taken",
  found: "found",
  none: "empty",
  unavailable: "not there",
  private: "private",
  deleted: "deleted",
  denied: "not to be read",
} as const;
export type Outcome = keyof typeof outcomeWords;

/** What a step came to, in a word. */
export const outcomeWord = (outcome: Outcome): string => outcomeWords[outcome];

/** What a run came to so far: "12 taken, 1 deleted"; empty before its first step. */
export const countsText = ({ counts }: PlatformRun): string =>
  (Object.entries(outcomeWords) as [Outcome, string][])
    .flatMap(([outcome, word]) => (counts[outcome] === undefined ? [] : [`${counts[outcome].toLocaleString("en")} ${word}`]))
    .join(", ");

/** What a run is called: "Search: hiking", "Posts of #hiking", "Figures of all accounts", "Comments of one creator". */
export function runName({ kind, query, creator_id }: PlatformRun): string {
  if (kind === "search") return `Search: ${query ?? ""}`;
  if (kind === "hashtag") return `Posts of #${query ?? ""}`;
  if (kind === "insights") return "Insights of the own account";
  const what = kind === "comments" ? "Comments" : "Figures";
  return `${what} of ${creator_id === null ? "all accounts" : "one creator"}`;
}
