import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { beginning, storablePart, tidyText } from "../../../kernel/text.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { markCreators } from "../../creators/service.ts";
import { findMeant } from "../importing/queries.ts";
import { postAddress } from "../post-address.ts";
import type { PostFormat } from "../post-format.ts";
import { insertPosts } from "../queries.ts";
import { insertSnapshots } from "../snapshots/queries.ts";
import type { NewPostRow, NewSnapshotRow, Post } from "../tables.ts";
import { postsOnPlatform, updateWords } from "./queries.ts";

/** A post as its platform shows it; null: it does not say. */
interface Seen {
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly caption: string;
  readonly hashtags: readonly string[];
  readonly language: string | null;
  readonly postedAtMs: number;
  readonly format: PostFormat;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly reach?: number | null;
  readonly saves?: number | null;
  readonly clicks?: number | null;
}

/** Posts of one account as a platform showed them. */
export interface SeenPosts {
  readonly creatorId: string;
  readonly accountId: string;
  readonly platform: Platform;
  readonly source: string;
  readonly evidence: string;
  /** How good that is. */
  readonly grade: EvidenceGrade;
  readonly observedAtMs: number;
  readonly posts: readonly Seen[];
}

const captionOf = (post: Seen): string => beginning(storablePart(post.caption), 10_000);
const count = (value: number | null | undefined): bigint | null => (value === null || value === undefined ? null : BigInt(value));

function newPost(within: WorkspaceContext, seen: SeenPosts, post: Seen): NewPostRow {
  const address = postAddress(post.url);
  return {
    ...{ workspace_id: within.workspaceId, id: within.newId(), creator_id: seen.creatorId, account_id: seen.accountId, campaign_id: null },
    ...{ platform: seen.platform, format: post.format, url: address?.url ?? null, url_key: address?.key ?? null },
    ...{ external_id: post.externalId, source: seen.source, title: beginning(tidyText(storablePart(post.title)), 500) },
    ...{ caption: captionOf(post), hashtags: [...post.hashtags], language: post.language },
    ...{ posted_at: new Date(post.postedAtMs), posted_precision: "s", is_sponsored: null },
    ...{ created_at: nowAt(within), updated_at: nowAt(within) },
  };
}

function newSnapshot(within: WorkspaceContext, seen: SeenPosts, post: Seen, postId: string): NewSnapshotRow[] {
  const counts = {
    ...{ views: count(post.views), likes: count(post.likes), comments: count(post.comments) },
    ...{ shares: count(post.shares), reach: count(post.reach), saves: count(post.saves), clicks: count(post.clicks) },
  };
  if (Object.values(counts).every((value) => value === null)) return [];
  const { source, evidence, grade, observedAtMs } = seen;
  return [
    {
      ...{
        workspace_id: within.workspaceId,
        id: within.newId(),
        post_id: postId,
        observed_at: new Date(observedAtMs),
        observed_precision: "ms",
      },
      ...{ source, evidence, grade, ...counts, recorded_by: within.actor.id, recorded_at: nowAt(within) },
    },
  ];
}

const meant = async (within: WorkspaceContext, { creatorId, platform, source, posts }: SeenPosts): Promise<Map<string, Post>> => {
  const marks = posts.map((post) => ({
    ...{ key: post.externalId, urlKey: postAddress(post.url)?.key ?? null, externalId: post.externalId },
    ...{ creatorId, platform, postedAt: new Date(post.postedAtMs) },
  }));
  return new Map((await findMeant(within.db, within.workspaceId, source, marks)).map((post) => [post.key, post]));
};

/**
 * Keeps posts and their numbers as a platform shows them, in the caller's transaction: new posts are added, the words of known ones brought
 * to what is shown, numbers added. A post that is another creator's here stays as it is.
 *
 * @returns how many posts were seen that are this creator's
 */
export async function keepSeenPosts(within: WorkspaceContext, seen: SeenPosts): Promise<number> {
  if (seen.posts.length === 0) return 0;
  const before = await meant(within, seen);
  const fresh = seen.posts.filter((post) => !before.has(post.externalId)).map((post) => newPost(within, seen, post));
  const added = fresh.length === 0 ? [] : await insertPosts(within.db, fresh);
  const words = seen.posts.flatMap((post) => {
    const known = before.get(post.externalId);
    const { externalId, hashtags, language } = post;
    return known?.creator_id === seen.creatorId ? [{ externalId, id: known.id, caption: captionOf(post), hashtags, language }] : [];
  });
  if (words.length > 0) await updateWords(within.db, within.workspaceId, words, nowAt(within));
  const ids = new Map([
    ...words.map(({ externalId, id }) => [externalId, id] as const),
    ...added.map(({ external_id, id }) => [external_id!, id] as const),
  ]);
  const snapshots = seen.posts.flatMap((post) => {
    const id = ids.get(post.externalId);
    return id === undefined ? [] : newSnapshot(within, seen, post, id);
  });
  if (snapshots.length > 0) await insertSnapshots(within.db, snapshots);
  await markCreators(within.db, within.workspaceId, [seen.creatorId]);
  return ids.size;
}

/** The platform's ids of a creator's newest posts since an instant, at most 200, as their addresses name them. */
export async function postsToLookUp(
  ctx: WorkspaceContext,
  which: { readonly creatorId: string; readonly platform: Platform; readonly since: Date },
): Promise<string[]> {
  const rows = await postsOnPlatform(ctx.db, ctx.workspaceId, { ...which, limit: 200 });
  return rows.map(({ url_key }) => url_key!.slice(which.platform.length + 1));
}
