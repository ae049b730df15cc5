import { steadyLn } from "./steady-math.ts";

/** What is known of one follower; null: not known, which is no zero. */
export interface Follower {
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts: number | null;
  readonly hasPicture: boolean | null;
  /** The share of digits among the characters of the name, in [0, 1]. */
  readonly digitShare: number | null;
}

/** The traits that the model weighs, in its order. */
export const traitNames = ["follows_more", "follows_many", "few_posts", "no_picture", "digits"] as const;
/** One of {@link traitNames}. */
export type TraitName = (typeof traitNames)[number];

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** How each is counted, for readers. */
export const traitFormulas: Readonly<Record<TraitName, string>> = {
  follows_more: "ln((1 + following) / (1 + followers)), at least 0, at most 4",
  follows_many: "ln(following / 500), following taken as at least 500, at most 5,000",
  few_posts: "ln(101 / (1 + posts)), posts taken as at most 100",
  no_picture: "1 without a profile picture, else 0",
  digits: "digits / characters of the name",
};

/**
 * A follower as the model sees it: each trait is at least zero, and more of it is more suspicious.
 *
 * Each is bounded, so that no account is judged by one extreme number, and counts by ratios, so that a bigger platform needs no other scale.
 *
 * @returns one a trait, in the order of {@link traitNames}; null where what it needs is not known.
 * @example
 * import { followerTraits } from "./follower-traits.ts";
 * followerTraits({ followers: 99, following: 99, posts: 100, hasPicture: true, digitShare: 0.25 }); // => [0, 0, 0, 0, 0.25]
 * followerTraits({ followers: null, following: 400, posts: null, hasPicture: null, digitShare: 0 }); // => [null, 0, null, null, 0]
 */
export function followerTraits({ followers, following, posts, hasPicture, digitShare }: Follower): (number | null)[] {
  return [
    followers === null || following === null ? null : within(steadyLn((1 + following) / (1 + followers)), 0, 4),
    following === null ? null : steadyLn(within(following, 500, 5_000) / 500),
    posts === null ? null : steadyLn(101 / (1 + within(posts, 0, 100))),
    hasPicture === null ? null : hasPicture ? 0 : 1,
    digitShare === null ? null : within(digitShare, 0, 1),
  ];
}
