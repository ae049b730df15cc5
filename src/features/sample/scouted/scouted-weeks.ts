import { generatorOf, normalVariate, type Generator } from "@vouch/stats";
import type { Growth, ScoutedAccount } from "./scouted-creators.ts";

/** So many weeks of every account are told. */
export const toldWeeks = 26;

/** A look at an account, some weeks ago. */
export interface SeenWeek {
  readonly weeksAgo: number;
  readonly followers: number | null;
  readonly following: number;
  readonly posts: number;
  readonly likes: number;
  readonly comments: number;
  readonly views: number | null;
  readonly shares: number | null;
}

/** The number of followers some weeks ago, as a share of today's; a pace is what is gained in a week. */
const shapes: { readonly [G in Growth]: (weeksAgo: number, pace: number) => number } = {
  steady: (weeks, pace) => (1 + pace) ** -weeks,
  still: () => 1,
  // A third came within one week.
  jump: (weeks) => (weeks < 9 ? 1.001 ** -weeks : 0.66 * 1.001 ** -weeks),
  // Nothing for long, then steeper every week.
  climb: (weeks) => 0.42 + 0.58 * 0.72 ** weeks,
};

/** What stands for followers where a platform does not show them: what likes and views are made of. */
const hiddenFollowers = 24_000;

/** Of 100 followers so many like a post of an account of usual size; the larger, the fewer. */
const likeShare = (followers: number): number => 0.085 * (followers / 2_000) ** -0.17;

/** From one post to the next, in days. */
export const postGaps: { readonly [G in Growth]: number } = { steady: 8, still: 13, jump: 9, climb: 5 };

const viewShares = { instagram: null, tiktok: 0.42, youtube: 0.16, podcast: null } as const;

/** Somewhat more or less, by chance. */
export const about = (generator: Generator, value: number, spread: number): number => value * Math.exp(spread * normalVariate(generator));

/** A seed of an account's own. */
export const seedOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 2_147_483_647, 7);

/** How many like a post of an account, and how many see it where its platform tells. */
export function usualOfPost({ platform, handle, followers, liveliness }: ScoutedAccount): { likes: number; views: number | null } {
  const size = followers ?? hiddenFollowers;
  const share = viewShares[platform];
  // Accounts of one size differ by half and more.
  const luck = about(generatorOf(seedOf(`luck ${handle}`)), liveliness, 0.3);
  const views = share === null ? null : size * share * luck;
  return { views, likes: views === null ? size * likeShare(size) * 0.62 * luck : views * likeShare(size) };
}

/**
 * What was seen of an account week by week, the oldest first; the same at any time.
 *
 * @param account whose followers today are known, or hidden.
 */
export function seenWeeks(account: ScoutedAccount): SeenWeek[] {
  const generator = generatorOf(seedOf(account.handle));
  const size = account.followers ?? hiddenFollowers;
  const usual = usualOfPost(account);
  const posts = 180 + generator.below(900);
  const pace = -0.001 + 0.009 * generator.uniform();
  return Array.from({ length: toldWeeks + 1 }, (_, at) => {
    const weeksAgo = toldWeeks - at;
    const shape = shapes[account.growth](weeksAgo, pace);
    // Likes do not follow where nobody stands behind the new followers.
    const liked = account.growth === "steady" ? shape : 1;
    const likes = about(generator, usual.likes * liked, 0.05);
    const followers = weeksAgo === 0 ? size : about(generator, size * shape, 0.0008);
    return {
      weeksAgo,
      followers: account.followers === null ? null : Math.round(followers),
      following: 200 + (seedOf(account.handle) % 900),
      posts: posts - Math.floor((7 * weeksAgo) / postGaps[account.growth]),
      likes: Math.round(likes),
      comments: Math.round(likes * (account.crowd === "bought" ? 0.004 : 0.022)),
      views: usual.views === null ? null : Math.round(about(generator, usual.views * liked, 0.06)),
      shares: usual.views === null ? null : Math.round(likes * 0.05),
    };
  });
}
