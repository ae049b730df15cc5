import { addCalendarDays, startOfLocalDay } from "../../../kernel/zone.ts";
import type { ConnectedPlatform } from "../platforms.ts";

/** A limit that a platform sets on how often it is asked. */
export interface Quota {
  readonly platform: ConnectedPlatform;
  readonly name: string;
  /** What is counted: "units", "searches". */
  readonly unit: string;
  /** How many may be used in one window. */
  readonly limit: number;
  readonly window: QuotaWindow;
  /** Whether each account has the limit for itself whose owner signed in through a connection; missing: it is the connection's. */
  readonly isEachOwners?: boolean;
  /** Where the platform says so, and the day on which it was read there. */
  readonly source: string;
  readonly readOn: string;
}

/** From when to when a quota is counted: YouTube's day begins at midnight in California; a minute and an hour are the clock's, a day that of UTC. */
export type QuotaWindow = "pacific_day" | "minute" | "hour" | "day";

const tiktokLimits = "https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit";
const ofTiktok = {
  platform: "tiktok",
  unit: "requests",
  limit: 600,
  window: "minute",
  source: tiktokLimits,
  readOn: "2026-11-27",
} as const;
const youtubeAudits = "https://developers.google.com/youtube/v3/guides/quota_and_compliance_audits";

/** Every quota that calls are counted against: the platform's own allowance of a new project, which it raises on request. */
export const quotas = {
  youtube_units: {
    platform: "youtube",
    name: "YouTube, all calls but searches",
    unit: "units",
    limit: 10_000,
    window: "pacific_day",
    source: youtubeAudits,
    readOn: "2026-11-27",
  },
  youtube_searches: {
    platform: "youtube",
    name: "YouTube, searches",
    unit: "searches",
    limit: 100,
    window: "pacific_day",
    source: youtubeAudits,
    readOn: "2026-11-27",
  },
  instagram_calls: {
    platform: "instagram",
    name: "Instagram, calls about others",
    unit: "calls",
    limit: 200,
    window: "hour",
    source: "https://developers.facebook.com/docs/graph-api/overview/rate-limiting",
    readOn: "2026-11-27",
  },
  tiktok_users: { ...ofTiktok, name: "TikTok, profiles" },
  tiktok_lists: { ...ofTiktok, name: "TikTok, lists of videos" },
  tiktok_videos: { ...ofTiktok, name: "TikTok, single videos" },
  // Meta allows 4,800 for each time that anything of the account was on a screen in 24 hours, each account by itself: this is for one that was there once.
  instagram_insights: {
    platform: "instagram",
    name: "Instagram, calls on behalf of owners",
    unit: "calls",
    limit: 4_800,
    window: "day",
    isEachOwners: true,
    source: "https://developers.facebook.com/docs/instagram-platform/overview#rate-limiting",
    readOn: "2026-11-27",
  },
} as const satisfies Record<string, Quota>;
/** The key of a quota. */
export type QuotaKey = keyof typeof quotas;

/** What one call costs. */
export interface CallCost {
  readonly quota: QuotaKey;
  readonly units: number;
}

/** Every call that is made, by its name in the platform's documentation, and what it costs each time, also when it is refused. */
export const callCosts = {
  "channels.list": { quota: "youtube_units", units: 1 },
  "playlistItems.list": { quota: "youtube_units", units: 1 },
  "videos.list": { quota: "youtube_units", units: 1 },
  "commentThreads.list": { quota: "youtube_units", units: 1 },
  "search.list": { quota: "youtube_searches", units: 1 },
  // YouTube names no number of its own for reports: they are counted with the rest.
  "reports.query": { quota: "youtube_units", units: 1 },
  "oauth/access_token": { quota: "instagram_calls", units: 1 },
  "ig-user": { quota: "instagram_insights", units: 1 },
  "ig-user/insights": { quota: "instagram_insights", units: 1 },
  "ig-user/media": { quota: "instagram_insights", units: 1 },
  "ig-user/stories": { quota: "instagram_insights", units: 1 },
  "ig-media/insights": { quota: "instagram_insights", units: 1 },
  business_discovery: { quota: "instagram_calls", units: 1 },
  ig_hashtag_search: { quota: "instagram_calls", units: 1 },
  "ig-hashtag/media": { quota: "instagram_calls", units: 1 },
  me: { quota: "instagram_insights", units: 1 },
  "user/info": { quota: "tiktok_users", units: 1 },
  "video/list": { quota: "tiktok_lists", units: 1 },
  "video/query": { quota: "tiktok_videos", units: 1 },
} as const satisfies Record<string, CallCost>;
/** The name of a call. */
export type CallName = keyof typeof callCosts;
/** Every {@link CallName}. */
export const callNames = Object.keys(callCosts) as [CallName, ...CallName[]];

/**
 * How much of a quota there is in one window of a connection.
 *
 * @param quota that is asked about.
 * @param owners how many owners of accounts have signed in through the connection, 0 or more.
 * @example
 * import { limitFor, quotas } from "./quotas.ts";
 * limitFor(quotas.instagram_insights, 3); // => 14400
 */
export const limitFor = ({ limit, isEachOwners = false }: Quota, owners: number): number =>
  isEachOwners ? limit * Math.max(1, owners) : limit;

const windowMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const california = "America/Los_Angeles";

/**
 * The window of a quota in which an instant lies, half-open.
 *
 * @param atMs epoch milliseconds.
 * @param window what the quota is counted over.
 * @example
 * import { quotaWindow } from "./quotas.ts";
 * new Date(quotaWindow(Date.parse("2026-11-27T07:59:00Z"), "pacific_day").untilMs).toISOString(); // => "2026-11-27T08:00:00.000Z"
 */
export function quotaWindow(atMs: number, window: QuotaWindow): { readonly fromMs: number; readonly untilMs: number } {
  if (window !== "pacific_day") {
    const fromMs = Math.floor(atMs / windowMs[window]) * windowMs[window];
    return { fromMs, untilMs: fromMs + windowMs[window] };
  }
  const fromMs = startOfLocalDay(atMs, california);
  return { fromMs, untilMs: addCalendarDays(fromMs, 1, california) };
}

/** How often each call is made. */
export type CallCounts = { readonly [C in CallName]?: number };

/**
 * What calls come to, quota by quota.
 *
 * @param calls how often each is made.
 * @example
 * import { unitsOf } from "./quotas.ts";
 * unitsOf({ "search.list": 2, "channels.list": 3 }).get("youtube_units"); // => 3
 */
export function unitsOf(calls: CallCounts): ReadonlyMap<QuotaKey, number> {
  const sums = new Map<QuotaKey, number>();
  for (const [call, count] of Object.entries(calls) as [CallName, number][]) {
    const { quota, units } = callCosts[call];
    sums.set(quota, (sums.get(quota) ?? 0) + count * units);
  }
  return sums;
}
