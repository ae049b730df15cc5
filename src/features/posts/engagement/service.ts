import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import type { KnownCounts } from "../post-metric.ts";
import { listPosts } from "../queries.ts";
import { loadPost } from "../service.ts";
import { chooseSetting, ladderOf } from "../settings/service.ts";
import { countsOf } from "../snapshots/service.ts";
import type { Post } from "../tables.ts";
import { benchmarksFor } from "./benchmark.ts";
import { engagementRates } from "./engagement.ts";
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

function shown(platform: Platform, counts: readonly KnownCounts[], ladder: TierLadder) {
  const followers = followersOf(counts);
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
      reason,
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

async function countsOfEach(ctx: WorkspaceContext, posts: readonly Post[]): Promise<KnownCounts[]> {
  const ids = posts.map(({ id }) => id);
  const counts = await countsOf(ctx, ids);
  return ids.map((id) => counts.get(id) ?? new Map());
}

/** A post's rates with what others publish as usual. */
export async function getPostEngagement(ctx: WorkspaceContext, id: string) {
  const post = await loadPost(ctx, id);
  return shown(post.platform as Platform, await countsOfEach(ctx, [post]), await ladderOf(ctx));
}

/** The rates over the newest posts of a creator or campaign, by platform. */
export async function listEngagement(
  ctx: WorkspaceContext,
  query: { creator_id?: string | undefined; campaign_id?: string | undefined; posts: number },
) {
  const filter = { creatorId: query.creator_id, campaignId: query.campaign_id, isArchived: false };
  const found = await listPosts(ctx.db, ctx.workspaceId, filter, { limit: query.posts, after: undefined });
  const ladder = await ladderOf(ctx);
  const groups = [...groupBy(found.slice(0, query.posts), ({ platform }) => platform)];
  const data = [];
  for (const [platform, posts] of groups) data.push(shown(platform as Platform, await countsOfEach(ctx, posts), ladder));
  return { data };
}
