import type { PlatformName } from "../dials/dials.ts";

/**
 * How a platform shows a post: to which share of the followers (of them, or as many others), and after how many days half of those who
 * will see it have. Round numbers for a made-up market: stories and feeds are over in a day, what is searched for lasts.
 */
export const platforms: Readonly<Record<PlatformName, { readonly reach: number; readonly halfLifeDays: number }>> = {
  instagram: { reach: 0.25, halfLifeDays: 0.8 },
  tiktok: { reach: 0.4, halfLifeDays: 1.5 },
  youtube: { reach: 0.3, halfLifeDays: 6 },
  podcast: { reach: 0.35, halfLifeDays: 4 },
};

/**
 * The share of those who will ever see a post that have seen it, so many days after it was published: new views halve every half-life.
 *
 * @param ageDays days since it was published; before that nobody has.
 * @param halfLifeDays above 0.
 * @returns in [0, 1), rising.
 */
export const seenShare = (ageDays: number, halfLifeDays: number): number => (ageDays <= 0 ? 0 : 1 - 2 ** (-ageDays / halfLifeDays));

/**
 * When somebody sees a post: the inverse of `seenShare`.
 *
 * @param uniform a number in [0, 1).
 * @param halfLifeDays above 0.
 * @returns days since it was published, at least 0.
 */
export const seenAfterDays = (uniform: number, halfLifeDays: number): number => -Math.log2(1 - uniform) * halfLifeDays;
