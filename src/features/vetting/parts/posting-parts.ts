import { wilsonInterval } from "@vouch/stats";
import { daysBetween, daysLater } from "../../../kernel/civil.ts";
import { six } from "../score/curve.ts";
import type { ScoredPost, ScoreInput } from "../score/score-input.ts";
import { measuredPart, type Evidence, type Part } from "../score/score-part.ts";

const WEEKS = 13;
const DAYS = WEEKS * 7;
/** Fewer posts than this say too little of a share. */
const LEAST_POSTS = 5;
/** Fewer posts than this in 90 days are more likely not known here than not there. */
const LEAST_KNOWN = 6;
/** Fewer of either kind than this say too little of what is usual for it. */
const LEAST_EACH = 3;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const postEvidence = (posts: readonly ScoredPost[], text: (post: ScoredPost) => string): Evidence[] =>
  posts.slice(0, 5).map((post) => ({ kind: "post", id: post.id, text: text(post) }));

const within = (posts: readonly ScoredPost[], asOf: string, days: number): number =>
  posts.filter(({ on }) => daysBetween(on, asOf) < days).length;

/** What the platform's own count of posts says of weeks of which no post is known. */
function byCounts({ post_counts: counts, as_of: asOf }: ScoreInput): { weeks: number; posts: number } | undefined {
  const recent = counts.filter(({ on }) => daysBetween(on, asOf) <= DAYS + 7);
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || daysBetween(first.on, last.on) < 28) return undefined;
  return { weeks: daysBetween(first.on, last.on) / 7, posts: Math.max(0, last.count - first.count) };
}

/** Weeks with a post, of the posts that are known. */
function byPosts({ posts, as_of: asOf }: ScoreInput): Part {
  const weeks = new Set(posts.map(({ on }) => Math.floor(daysBetween(on, asOf) / 7)).filter((week) => week < WEEKS)).size;
  const [month, two, three] = [30, 60, 90].map((days) => within(posts, asOf, days));
  return measuredPart(
    "consistency",
    { at: weeks / WEEKS, low: Math.max(0, weeks - 1) / WEEKS, high: Math.min(WEEKS, weeks + 1) / WEEKS },
    {
      says: `${weeks} of the last 13 weeks have a post: ${month} posts in 30 days, ${two} in 60, ${three} in 90.`,
      grade: "D",
      evidence: postEvidence(posts, ({ on }) => `posted ${on}`),
    },
  );
}

/**
 * Whether there is a post week by week, over the last 13 weeks.
 *
 * By the posts that are known, where these are six or more, are known from before these weeks, and the platform does not count more of them;
 * else by the platform's count of posts. A post that the workspace does not know is not taken for a week without one.
 *
 * @example
 * import { consistencyPart } from "./posting-parts.ts";
 * const none = { posts: [], posts_known_from: null, post_counts: [], as_of: "2026-05-01", account: { id: "acc_1", platform: "tiktok", handle: "a" } };
 * consistencyPart(none as never); // => { missing: "posts of the last 13 weeks are not known" }
 */
export function consistencyPart(input: ScoreInput): Part {
  const { posts, posts_known_from: from, as_of: asOf, account } = input;
  const counted = byCounts(input);
  const isWhole = from !== null && from <= daysLater(asOf, -DAYS) && posts.length >= LEAST_KNOWN;
  if (isWhole && (counted === undefined || counted.posts <= posts.length)) return byPosts(input);
  if (counted === undefined) return { missing: "posts of the last 13 weeks are not known" };
  const share = Math.min(1, counted.posts / counted.weeks);
  return measuredPart(
    "consistency",
    { at: share, low: share * 0.6, high: share },
    {
      says: `The platform counts ${counted.posts} posts in ${Math.round(counted.weeks)} weeks; of which weeks is not known.`,
      grade: "C",
      evidence: [{ kind: "account", id: account.id, text: "posts counted by the platform" }],
    },
  );
}

const told = (posts: readonly ScoredPost[]): ScoredPost[] => posts.filter(({ is_sponsored: is }) => is !== null);

/**
 * The share of sponsored posts in 90 days, by their mark or by what their words disclose; a post that discloses nothing is not known.
 *
 * @example
 * import { sponsoredSharePart } from "./posting-parts.ts";
 * sponsoredSharePart({ posts: [] }); // => { missing: "of 0 posts it is known whether they are sponsored, and 5 are needed" }
 */
export function sponsoredSharePart({ posts }: Pick<ScoreInput, "posts">): Part {
  const known = told(posts);
  if (known.length < LEAST_POSTS)
    return { missing: `of ${known.length} posts it is known whether they are sponsored, and ${LEAST_POSTS} are needed` };
  const sponsored = known.filter(({ is_sponsored: is }) => is === true);
  const { estimate, low, high } = wilsonInterval({ successes: sponsored.length, trials: known.length });
  return measuredPart(
    "sponsored_share",
    { at: six(estimate), low: six(low), high: six(high) },
    {
      says: `${sponsored.length} of ${known.length} posts in 90 days are sponsored (${percent(estimate)}).`,
      grade: "D",
      evidence: postEvidence(sponsored, ({ on }) => `sponsored, ${on}`),
    },
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/**
 * How sponsored posts do beside the creator's own: the ratio of median likes, from posts or as a source states it.
 *
 * @example
 * import { sponsoredPerformancePart } from "./posting-parts.ts";
 * sponsoredPerformancePart({ posts: [], sponsored_ratio: null, account: { id: "acc_1" } }); // => { missing: "three sponsored and three other posts with likes are needed" }
 */
export function sponsoredPerformancePart({
  posts,
  sponsored_ratio: stated,
  account,
}: Pick<ScoreInput, "posts" | "sponsored_ratio"> & { readonly account: { readonly id: string } }): Part {
  const likes = (is: boolean): number[] => posts.flatMap((post) => (post.is_sponsored === is && post.likes !== null ? [post.likes] : []));
  const [sponsored, own] = [likes(true), likes(false)];
  if (sponsored.length >= LEAST_EACH && own.length >= LEAST_EACH && median(own) > 0) {
    const at = median(sponsored) / median(own);
    const shown = posts.filter(({ is_sponsored: is, likes: of }) => is === true && of !== null);
    return measuredPart(
      "sponsored_performance",
      { at, low: at * 0.75, high: at * 1.33 },
      {
        says: `Sponsored posts get ${percent(at)} of the likes of own posts (${sponsored.length} and ${own.length} posts, medians).`,
        grade: "D",
        evidence: postEvidence(shown, ({ on, likes: of }) => `sponsored, ${on}: ${of} likes`),
      },
    );
  }
  if (stated === null) return { missing: "three sponsored and three other posts with likes are needed" };
  const { ratio, source, grade, on } = stated;
  return measuredPart(
    "sponsored_performance",
    { at: ratio, low: ratio * 0.75, high: ratio * 1.33 },
    {
      says: `${source} states that sponsored posts get ${percent(ratio)} of the likes of own posts.`,
      grade,
      evidence: [{ kind: "account", id: account.id, text: `sponsored beside own posts, ${source}, ${on}` }],
    },
  );
}
