/** Sizes of audience, as the field names them, by the followers from which each begins. Other ladders are in use: it is data, not a truth. */
export const tiers = [
  { key: "nano", name: "Nano (below 10,000)", from: 0 },
  { key: "micro", name: "Micro (10,000 to 100,000)", from: 10_000 },
  { key: "macro", name: "Macro (100,000 to 1 million)", from: 100_000 },
  { key: "mega", name: "Mega (from 1 million)", from: 1_000_000 },
] as const;
/** One of {@link tiers}. */
export type TierKey = (typeof tiers)[number]["key"];

/**
 * The tier of a creator.
 *
 * @param followers of the largest account; null: not known, and so is the tier.
 * @example
 * import { tierOf } from "./tier.ts";
 * tierOf(10_000); // => "micro"
 * tierOf(null); // => undefined
 */
export const tierOf = (followers: number | null): TierKey | undefined =>
  followers === null ? undefined : tiers.findLast(({ from }) => followers >= from)?.key;
