import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { followersOfAccounts } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { KnownCounts } from "../post-metric.ts";
import { listPosts } from "../queries.ts";
import { loadPost } from "../service.ts";
import { chooseSetting, ladderOf } from "../settings/service.ts";
import { countsOf } from "../snapshots/service.ts";
import type { Post } from "../tables.ts";
import { benchmarksFor } from "./benchmark.ts";
import { engagementRates, type EngagementName } from "./engagement.ts";
import { followersAt } from "./followers-at.ts";
import { tierLadders, tierOf, type TierLadder, type TierLadderId } from "./tier-ladder.ts";

/** The ladders, and the one of the workspace. */
export async function listTierLadders(ctx: WorkspaceContext) {
  const data = tierLadders.map(({ id, name, tiers }) => ({ id, name, tiers: tiers.map((tier) => ({ ...tier })) }));
  return { chosen: (await ladderOf(ctx)).id, data };
}

/** Chooses the workspace's ladder. */
export async function setTierLadder(ctx: WorkspaceContext, ladder: TierLadderId) {
  await chooseSetting(ctx, "tier_ladder", { ladder }, "chosen");
  return { ladder };
}

/** A share with at most six decimals. */
const shareText = (share: number): string => share.toFixed(6).replace(/\.?0+$/, "");

/** The newest number of followers that is known of some posts. */
function followersOf(counts: readonly KnownCounts[]): number | null {
  const known = counts.flatMap((each) => each.get("followers") ?? []);
  const newest = known.toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime())[0];
  return newest === undefined ? null : Number(newest.count);
}

/** Numbers of a post, and whether its followers are those of its account. */
interface PostCounts {
  readonly counts: KnownCounts;
  readonly isOfAccount: boolean;
}

/** Why a rate is not known or which posts are left out; by followers also whose they are. */
function noteOn(name: EngagementName, reason: string | null, ofAccount: number): string | null {
  if (name !== "er_followers" || ofAccount === 0) return reason;
  const posts = ofAccount === 1 ? "1 post" : `${ofAccount} posts`;
  const whose = `of ${posts} the followers are the account’s newest known on the day it went up, else the first known after`;
  return reason === null ? whose : `${reason}; ${whose}`;
}

function shown(platform: Platform, posts: readonly PostCounts[], ladder: TierLadder, newest?: number) {
  const counts = posts.map((post) => post.counts);
  const ofAccount = posts.filter(({ isOfAccount }) => isOfAccount).length;
  const followers = newest ?? followersOf(counts);
  return {
    platform,
    posts: counts.length,
    followers,
    tier: followers === null ? null : tierOf(ladder, followers),
    ladder: ladder.id,
    rates: engagementRates(platform, counts).map(({ name, formula, value, reason, postsUsed, postsLeftOut }) => ({
      name,
      formula,
      value: value === null ? null : shareText(value),
      reason: noteOn(name, reason, ofAccount),
      posts_used: postsUsed,
      posts_left_out: postsLeftOut,
    })),
    benchmarks: benchmarksFor(platform, followers).map(({ rate, fromFollowers, toFollowers, low, high, source }) => ({
      rate,
      from_followers: fromFollowers,
      to_followers: toFollowers,
      low: shareText(low),
      high: shareText(high),
      source: { ...source },
    })),
  };
}

type Told = Awaited<ReturnType<typeof followersOfAccounts>>;

const accountsOfPosts = (posts: readonly Post[]): string[] => [...new Set(posts.flatMap(({ account_id: id }) => id ?? []))];

/** What is known of each post; where nobody told its followers, those of its account at the time. */
async function countsOfEach(ctx: WorkspaceContext, posts: readonly Post[], told: Told): Promise<PostCounts[]> {
  const seen = await countsOf(
    ctx,
    posts.map(({ id }) => id),
  );
  const { zone } = await loadWorkspace(ctx);
  return posts.map(({ id, account_id: account, posted_at: at }) => {
    const own: KnownCounts = seen.get(id) ?? new Map();
    const known = own.has("followers") ? undefined : followersAt(told.get(account ?? "") ?? [], localDay(at.getTime(), zone));
    if (known === undefined) return { counts: own, isOfAccount: false };
    const followers = { count: known.count, observedAt: new Date(startOfDay(known.on, zone)), source: known.source, grade: null };
    const counts: KnownCounts = new Map([...own, ["followers", followers]]);
    return { counts, isOfAccount: true };
  });
}

/** The newest number of followers of the accounts, as the figures of an account show it; undefined: none is known. */
function newestTold(told: Told, accountIds: readonly string[]): number | undefined {
  const newest = accountIds.flatMap((id) => told.get(id)?.[0] ?? []).toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
  return newest === undefined ? undefined : Number(newest.count);
}

/** A post's rates with what others publish as usual. */
export async function getPostEngagement(ctx: WorkspaceContext, id: string) {
  const post = await loadPost(ctx, id);
  const told = await followersOfAccounts(ctx, accountsOfPosts([post]));
  return shown(post.platform as Platform, await countsOfEach(ctx, [post], told), await ladderOf(ctx));
}

/** The rates over the newest posts of a creator or campaign, by platform. */
export async function listEngagement(
  ctx: WorkspaceContext,
  query: { creator_id?: string | undefined; campaign_id?: string | undefined; posts: number },
) {
  const filter = { creatorId: query.creator_id, campaignId: query.campaign_id, isArchived: false };
  const found = await listPosts(ctx.db, ctx.workspaceId, filter, { limit: query.posts, after: undefined });
  const ladder = await ladderOf(ctx);
  const asked = found.slice(0, query.posts);
  const told = await followersOfAccounts(ctx, accountsOfPosts(asked));
  const data = [];
  for (const [platform, posts] of groupBy(asked, (post) => post.platform)) {
    const counts = await countsOfEach(ctx, posts, told);
    data.push(shown(platform as Platform, counts, ladder, newestTold(told, accountsOfPosts(posts))));
  }
  return { data };
}
