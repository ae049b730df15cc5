import type { ConnectedPlatform } from "../platforms.ts";
import type { CallCounts } from "../quota/quotas.ts";
import type { HashtagOrder } from "./run-state.ts";

/** How many posts of the own account one page is. */
export const ownPageSize = 25;
/** How many pages of posts are read of an account whose owner signed in at Instagram. */
export const ownerPages = 2;
/** Of how many stories that are up, the newest, an account's numbers are read at most. */
export const mostStories = 50;
/** How many calls the figures of the own account take, besides one for its profile: totals, follows, and who follows by four breakdowns. */
const ownFigureCalls = 6;

/** What a run was started with; accounts in the order in which they are asked about. */
export type RunInput =
  | {
      readonly kind: "figures";
      readonly accountIds: readonly string[];
      readonly creatorId: string | null;
      /** How many pages of an account's posts are asked for as its owner, a step each; missing: an account is one step. */
      readonly ownPages?: number | undefined;
      /** Whether the stories that are up are asked for as their owner, a step of its own before the posts. */
      readonly ownStories?: boolean | undefined;
    }
  | { readonly kind: "search"; readonly query: string; readonly pages: number }
  | { readonly kind: "hashtag"; readonly hashtag: string; readonly order: HashtagOrder; readonly pages: number }
  | {
      readonly kind: "comments";
      readonly accountIds: readonly string[];
      readonly creatorId: string | null;
      /** How many of an account's newest videos, and how many pages of a hundred under each. */
      readonly videos: number;
      readonly pages: number;
    }
  /** Of the account that the connection's token is of; none where no creator here has it. */
  | { readonly kind: "insights"; readonly accountIds: readonly string[]; readonly pages: number };

/** How far the comments of one account are read. */
export interface CommentsPlace {
  /** The channel, whose own comments are left out. */
  readonly channel: string;
  /** Its newest videos, whose comments are read one after the other. */
  readonly videos: readonly string[];
  /** How many of those before have no comments because they are closed, and how many are gone or may not be read. */
  readonly closed: number;
  readonly gone: number;
  /** How many comments were kept so far. */
  readonly kept: number;
}

/** Counted figures of an account; null: not known. */
export interface OwnFigures {
  readonly followers: number | null;
  readonly following: number | null;
  readonly postsCount: number | null;
}

/** How far the posts of the own account are read: the page that comes next, and the numbers of those before. */
export interface InsightsPlace {
  readonly figures: OwnFigures;
  /** Whether Instagram told any insights of the account; missing: it did. */
  readonly hasInsights?: boolean | undefined;
  /** Whether the stories that are up come next, before the posts. */
  readonly areStoriesDue?: boolean | undefined;
  readonly page?: string | undefined;
  readonly posts: readonly {
    readonly postedAtMs: number;
    readonly likes: number | null;
    readonly comments: number | null;
    readonly views: number | null;
    readonly shares: number | null;
    readonly saves: number | null;
    readonly reach: number | null;
  }[];
}

/** Where a run is within what it asks for: the page that comes next, or how far the comments or posts of an account are read. */
export interface RunReading {
  readonly page?: string | undefined;
  readonly comments?: CommentsPlace | undefined;
  readonly insights?: InsightsPlace | undefined;
}

/** Where a run is, and how many findings it has. */
export interface RunPlace extends RunReading {
  readonly findings: number;
}

/** Of how many steps one account is: one to find its videos, and one for each of them. */
export const stepsAnAccount = ({ videos }: { readonly videos: number }): number => 1 + videos;

/** Of how many steps the figures of one account are: one, and as its owner one for its stories and one for each page of its posts. */
export const stepsOfFigures = ({
  ownPages = 0,
  ownStories = false,
}: Pick<RunInput & { kind: "figures" }, "ownPages" | "ownStories">): number => 1 + (ownStories ? 1 : 0) + ownPages;

/** Of how many steps a run is: accounts, or pages, or videos at most. */
export function stepsOf(input: RunInput): number {
  if (input.kind === "figures") return input.accountIds.length * stepsOfFigures(input);
  if (input.kind === "insights") return input.accountIds.length * (1 + input.pages);
  return input.kind === "comments" ? input.accountIds.length * stepsAnAccount(input) : input.pages;
}

/** What accounts take that are asked about as their owners: a story may be asked about twice, where Instagram tells no clicks. */
const ownCalls = (accounts: number, pages: number, stories = 0): CallCounts => ({
  ...{ "ig-user": accounts, "ig-user/insights": accounts * ownFigureCalls, "ig-user/media": accounts * pages },
  ...(stories === 0 ? {} : { "ig-user/stories": accounts }),
  "ig-media/insights": accounts * (pages * ownPageSize + 2 * stories),
});

/**
 * How often each call is made at most in a run. On YouTube an account takes a channel, its list of uploads and their numbers, and a page of a
 * search the search and the channels that it found; comments take a channel, its list of uploads and a page under each video. On Instagram an
 * account takes one call, a hashtag one and one for each page, and an account that is asked about as its owner seven, one for each page and one for each
 * post; one whose owner signed in one more for its stories and two for each of the newest fifty. On TikTok an account takes its profile, five pages of its list of videos and five of single ones.
 *
 * @param platform that is asked.
 * @param input of the run.
 * @param method of the connection; where owners of channels sign in, two reports of an account's audience come with it.
 * @example
 * import { callsOf } from "./run-input.ts";
 * callsOf("youtube", { kind: "search", query: "hiking", pages: 2 }); // => { "search.list": 2, "channels.list": 2 }
 */
export function callsOf(platform: ConnectedPlatform, input: RunInput, method = ""): CallCounts {
  const steps = stepsOf(input);
  if (input.kind === "search") return { "search.list": steps, "channels.list": steps };
  if (input.kind === "hashtag") return { ig_hashtag_search: 1, "ig-hashtag/media": steps };
  if (input.kind === "comments") {
    const accounts = input.accountIds.length;
    const pages = accounts * input.videos * input.pages;
    return { "channels.list": accounts, "playlistItems.list": accounts, "commentThreads.list": pages };
  }
  if (input.kind === "insights") return ownCalls(input.accountIds.length, input.pages);
  if (input.ownPages !== undefined) return ownCalls(input.accountIds.length, input.ownPages, input.ownStories === true ? mostStories : 0);
  if (platform === "instagram") return { business_discovery: steps };
  if (platform === "tiktok") return { "user/info": steps, "video/list": steps * 5, "video/query": steps * 5 };
  const ofChannel = { "channels.list": steps, "playlistItems.list": steps, "videos.list": steps };
  return method === "sign_in" ? { ...ofChannel, "reports.query": 2 * steps } : ofChannel;
}

const windowsADay: Readonly<Record<string, number>> = { hour: 24, minute: 1_440 };

/**
 * On how many days of a platform a run comes to its end, when nothing else uses the quota.
 *
 * @param quota how much is needed, how much is left in the window that runs, how much there is in each other, and what a window is: a day, or
 *   an hour or a minute where it says so.
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
