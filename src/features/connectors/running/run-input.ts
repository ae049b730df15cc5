import type { CallCounts } from "../quota/quotas.ts";

/** What a run was started with; accounts in the order in which they are asked about. */
export type RunInput =
  | { readonly kind: "figures"; readonly accountIds: readonly string[]; readonly creatorId: string | null }
  | { readonly kind: "search"; readonly query: string; readonly pages: number };

/** Where a run is: how many findings it has, and of a search the page that comes next. */
export interface RunPlace {
  readonly findings: number;
  readonly page?: string | undefined;
}

/**
 * How often each call is made at most in one step of a run on YouTube: an account takes a channel, its list of uploads and their numbers; a
 * page of a search takes the search and the channels that it found.
 *
 * @param kind of the run.
 * @example
 * import { callsOfStep } from "./run-input.ts";
 * callsOfStep("search"); // => { "search.list": 1, "channels.list": 1 }
 */
export const callsOfStep = (kind: RunInput["kind"]): CallCounts =>
  kind === "figures" ? { "channels.list": 1, "playlistItems.list": 1, "videos.list": 1 } : { "search.list": 1, "channels.list": 1 };

/**
 * On how many days of a platform a run comes to its end, when nothing else uses the quota.
 *
 * @param quota how much is needed, how much is left today, and how much there is on each other day.
 * @returns at least 1.
 * @example
 * import { daysOf } from "./run-input.ts";
 * daysOf({ needed: 250, left: 50, limit: 100 }); // => 3
 */
export const daysOf = ({ needed, left, limit }: { readonly needed: number; readonly left: number; readonly limit: number }): number =>
  needed <= left ? 1 : 1 + Math.ceil((needed - left) / limit);
