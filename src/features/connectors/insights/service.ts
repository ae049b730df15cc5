import type { Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { callGraph, nextOf, rowsOf, type GraphAccess, type GraphAnswer, type Params } from "../graph/service.ts";
import { discoveredFacts, taggedFacts, type Media } from "../instagram/account-facts.ts";
import { mediaFields } from "../instagram/service.ts";
import { mostStories, ownPageSize } from "../running/run-input.ts";
import { hashtagsOf, type SeenAccount, type SeenPost } from "../seen-account.ts";
import {
  audienceOf,
  breakdownNames,
  breakdownOf,
  insightValues,
  leastFollowers,
  mediaMetrics,
  plainStoryMetrics,
  totalNames,
  totalsOf,
  type AccountTotals,
  type Followers,
  type OwnAudience,
} from "./insight-facts.ts";

const dayMs = 86_400_000;
/** Numbers may come two days late, and are asked for over four weeks before. */
const lateDays = 2;
const totalDays = 28;

/** An account as Instagram shows it to its owner. */
export interface OwnAccount {
  readonly account: SeenAccount;
  readonly audience: OwnAudience;
  readonly totals: AccountTotals;
  /** Whether Instagram told any insights: where it did not, it tells none of the posts either. */
  readonly hasInsights: boolean;
  /** The days of the totals, half-open, as epoch milliseconds. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A post as Instagram shows it to its owner; null: it does not say. */
export interface OwnPost extends Omit<SeenPost, "format"> {
  readonly format: SeenPost["format"] | "story";
  readonly reach: number | null;
  readonly saves: number | null;
  readonly clicks: number | null;
}

async function askInsights(line: Line, access: GraphAccess, params: Params): Promise<readonly unknown[]> {
  return rowsOf(await callGraph(line, access, { call: "ig-user/insights", path: `${access.accountId}/insights`, params }));
}

/** Who follows: a call for each breakdown. What Instagram does not tell of one is empty. */
async function followersOf(line: Line, access: GraphAccess): Promise<Followers> {
  const asked = { metric: "follower_demographics", period: "lifetime", metric_type: "total_value", timeframe: "this_month" };
  const parts: [string, ReadonlyMap<string, number>][] = [];
  for (const breakdown of breakdownNames) parts.push([breakdown, breakdownOf(await askInsights(line, access, { ...asked, breakdown }))]);
  return Object.fromEntries(parts) as unknown as Followers;
}

async function totalsOver(line: Line, access: GraphAccess, fromMs: number, untilMs: number): Promise<AccountTotals> {
  const [since, until] = [Math.floor(fromMs / 1_000).toString(), Math.floor(untilMs / 1_000).toString()];
  const asked = { period: "day", metric_type: "total_value", since, until };
  const totals = await askInsights(line, access, { ...asked, metric: totalNames.join(",") });
  const follows = await askInsights(line, access, { ...asked, metric: "follows_and_unfollows", breakdown: "follow_type" });
  return totalsOf(totals, follows);
}

/** What a creator's own token is told; where the creator or Instagram does not permit it, why, and the rest is still asked for. */
async function unlessRefused<T>({ login, hasInsights }: GraphAccess, asking: () => Promise<T>): Promise<T | PlatformFault> {
  if (!hasInsights) return new PlatformFault("denied", "The owner did not permit the insights.");
  try {
    return await asking();
  } catch (error) {
    if (login === "instagram" && error instanceof PlatformFault && error.kind === "denied") return error;
    throw error;
  }
}

const untold = (followers: number | null, audience: OwnAudience): string[] => {
  if (followers !== null && followers < leastFollowers)
    return [`Instagram tells who follows from ${leastFollowers} followers on; this account has ${followers.toLocaleString("en")}.`];
  return Object.keys(audience).length === 0 ? ["Instagram does not tell yet who follows."] : [];
};

/** Insights of an account, and what is not known of it. */
async function insightsOf(line: Line, access: GraphAccess, followers: number | null, days: Pick<OwnAccount, "fromMs" | "untilMs">) {
  const totals = await unlessRefused(access, () => totalsOver(line, access, days.fromMs, days.untilMs));
  const isTold = followers === null || followers >= leastFollowers;
  const who = isTold ? await unlessRefused(access, () => followersOf(line, access)) : undefined;
  const audience = who === undefined || who instanceof PlatformFault ? {} : audienceOf(who);
  const unknown = who instanceof PlatformFault ? [`${who.message} Who follows is not known.`] : untold(followers, audience);
  if (!(totals instanceof PlatformFault)) return { audience, totals, unknown, hasInsights: true };
  const untoldToo = who instanceof PlatformFault ? [] : [totals.message];
  return { audience, totals: totalsOf([], []), unknown: [...untoldToo, ...unknown], hasInsights: Object.keys(audience).length > 0 };
}

/**
 * The figures of an account that has given its token: profile, followers and who they are, and what its content got over 28 days that end two days
 * ago. Seven calls; three below a hundred followers; one where its owner did not permit insights.
 *
 * @throws PlatformFault
 */
export async function readOwnAccount(line: Line, access: GraphAccess): Promise<OwnAccount> {
  const params = { fields: "id,username,name,biography,followers_count,follows_count,media_count" };
  const told = await callGraph(line, access, { call: "ig-user", path: access.accountId, params });
  const lost = access.login === "facebook" ? "forbidden" : "denied";
  if (told === undefined) throw new PlatformFault(lost, "Instagram does not show the account to this token any more.");
  const account = { ...discoveredFacts(told), externalId: access.accountId, following: followsIn(told) };
  const untilMs = Math.floor(line.ctx.now() / dayMs - lateDays) * dayMs;
  const fromMs = untilMs - totalDays * dayMs;
  const { unknown, ...insights } = await insightsOf(line, access, account.followers, { fromMs, untilMs });
  return { account: { ...account, unknown }, ...insights, fromMs, untilMs };
}

const followsIn = ({ follows_count: count }: GraphAnswer): number | null =>
  Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : null;

async function askNumbers(line: Line, access: GraphAccess, mediaId: string, metrics: readonly string[]) {
  const params = { metric: metrics.join(",") };
  return insightValues(rowsOf(await callGraph(line, access, { call: "ig-media/insights", path: `${mediaId}/insights`, params })));
}

/** The numbers of one post; none where Instagram does not tell them of this one. */
async function numbersOf(line: Line, access: GraphAccess, mediaId: string, product: string): Promise<ReadonlyMap<string, number>> {
  const metrics = mediaMetrics[product];
  if (metrics === undefined || !access.hasInsights) return new Map();
  for (const asked of product === "STORY" ? [metrics, plainStoryMetrics] : [metrics])
    try {
      return await askNumbers(line, access, mediaId, asked);
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== "denied") throw error;
    }
  return new Map();
}

async function ownPost(line: Line, access: GraphAccess, media: Media, isStory: boolean): Promise<OwnPost[]> {
  const post = taggedFacts(media);
  if (post === undefined || post.url === null || post.postedAtMs === null) return [];
  const product = isStory ? "STORY" : typeof media.media_product_type === "string" ? media.media_product_type : "FEED";
  const numbers = await numbersOf(line, access, post.externalId, product);
  const told = (name: string): number | null => numbers.get(name) ?? null;
  const { externalId, url, caption, postedAtMs } = post;
  return [
    {
      ...{
        externalId,
        url,
        caption,
        postedAtMs,
        format: isStory ? "story" : post.format,
        title: "",
        hashtags: hashtagsOf(caption),
        language: null,
      },
      ...{ views: told("views"), reach: told("reach"), shares: told("shares"), saves: told("saved"), clicks: told("link_clicks") },
      likes: told("likes") ?? (isStory ? null : post.likes),
      comments: told("comments") ?? (isStory ? null : post.comments),
    },
  ];
}

async function ownPosts(line: Line, access: GraphAccess, rows: readonly unknown[], isStory: boolean): Promise<OwnPost[]> {
  const posts: OwnPost[] = [];
  for (const media of rows as readonly Media[]) posts.push(...(await ownPost(line, access, media, isStory)));
  return posts;
}

/** A page of an account's own posts. */
export interface OwnPosts {
  readonly posts: readonly OwnPost[];
  /** Undefined: this was the last page. */
  readonly nextPage: string | undefined;
}

const ownFields = `${mediaFields},media_product_type`;

/**
 * A page of an account's posts, newest first, with their numbers: one call, and one for each post where insights are permitted. The parts of an album
 * have no numbers of their own and are not asked about.
 *
 * @param page what the page before said comes next; undefined: the first.
 * @throws PlatformFault
 */
export async function readOwnPosts(line: Line, access: GraphAccess, page: string | undefined): Promise<OwnPosts> {
  const params = { fields: ownFields, limit: ownPageSize.toString(), ...(page === undefined ? {} : { after: page }) };
  const list = await callGraph(line, access, { call: "ig-user/media", path: `${access.accountId}/media`, params });
  return { posts: await ownPosts(line, access, rowsOf(list), false), nextPage: nextOf(list) };
}

/** The stories of an account that are up. */
export interface OwnStories {
  readonly stories: readonly OwnPost[];
  /** Whether there are more than are read. */
  readonly isMore: boolean;
}

const postedAt = (row: unknown): number => taggedFacts(row as Media)?.postedAtMs ?? 0;

/**
 * An account's stories that are up, with their numbers: one call, and one or two for each of the newest fifty. Instagram tells them for 24 hours only,
 * and not of a story that fewer than five saw: one that is missing is not known, and not zero.
 *
 * @throws PlatformFault
 */
export async function readStories(line: Line, access: GraphAccess): Promise<OwnStories> {
  const params = { fields: ownFields, limit: mostStories.toString() };
  const list = await callGraph(line, access, { call: "ig-user/stories", path: `${access.accountId}/stories`, params });
  const up = rowsOf(list).toSorted((a, b) => postedAt(b) - postedAt(a));
  const isMore = up.length > mostStories || nextOf(list) !== undefined;
  return { stories: await ownPosts(line, access, up.slice(0, mostStories), true), isMore };
}
