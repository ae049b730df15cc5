import type { ConnectedPlatform } from "../platforms.ts";
import type { CallCounts } from "../quota/quotas.ts";
import type { HashtagOrder } from "./run-state.ts";

/** What a run was started with; accounts in the order in which they are asked about. */
export type RunInput =
  | { readonly kind: "figures"; readonly accountIds: readonly string[]; readonly creatorId: string | null }
  | { readonly kind: "search"; readonly query: string; readonly pages: number }
  | { readonly kind: "hashtag"; readonly hashtag: string; readonly order: HashtagOrder; readonly pages: number };

/** Where a run is: how many findings it has, and of a search or a hashtag the page that comes next. */
export interface RunPlace {
  readonly findings: number;
  readonly page?: string | undefined;
}

/** Of how many steps a run is: accounts, or pages at most. */
export const stepsOf = (input: RunInput): number => (input.kind === "figures" ? input.accountIds.length : input.pages);

/**
 * How often each call is made at most in a run. On YouTube an account takes a channel, its list of uploads and their numbers, and a page of a
 * search the search and the channels that it found; on Instagram an account takes one call, and a hashtag one and one for each page.
 *
 * @param platform that is asked.
 * @param input of the run.
 * @example
 * import { callsOf } from "./run-input.ts";
 * callsOf("youtube", { kind: "search", query: "hiking", pages: 2 }); // => { "search.list": 2, "channels.list": 2 }
 */
export function callsOf(platform: ConnectedPlatform, input: RunInput): CallCounts {
  const steps = stepsOf(input);
  if (input.kind === "search") return { "search.list": steps, "channels.list": steps };
  if (input.kind === "hashtag") return { ig_hashtag_search: 1, "ig-hashtag/media": steps };
  if (platform === "instagram") return { business_discovery: steps };
  return { "channels.list": steps, "playlistItems.list": steps, "videos.list": steps };
}

const windowsADay: Readonly<Record<string, number>> = { hour: 24 };

/**
 * On how many days of a platform a run comes to its end, when nothing else uses the quota.
 *
 * @param quota how much is needed, how much is left in the window that runs, how much there is in each other, and what a window is: a day, or
 *   an hour where it says so.
 * @returns at least 1.
 * @example
 * import { daysOf } from "./run-input.ts";
 * daysOf({ needed: 250, left: 50, limit: 100 }); // => 3
 */
export function daysOf({
  needed,
  left,
  limit,
  window = "day",
}: {
  readonly needed: number;
  readonly left: number;
  readonly limit: number;
  readonly window?: string;
}): number {
  const later = needed <= left ? 0 : Math.ceil((needed - left) / limit);
  return 1 + Math.floor(later / (windowsADay[window] ?? 1));
}
