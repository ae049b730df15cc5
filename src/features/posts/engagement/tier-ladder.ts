/** A step of a ladder: a name, and the number of followers with which it begins. */
export interface Tier {
  readonly name: string;
  readonly from: number;
}

/** A way of naming creators by their number of followers. */
export interface TierLadder {
  readonly id: TierLadderId;
  readonly name: string;
  readonly tiers: readonly Tier[];
}

/** The ladders in use. */
export const tierLadderIds = ["four_steps", "five_steps", "hypeauditor", "sprout"] as const;
/** One of {@link tierLadderIds}. */
export type TierLadderId = (typeof tierLadderIds)[number];

const [k, m] = [1_000, 1_000_000];
const steps = (text: string): Tier[] =>
  text.split(", ").map((step) => {
    const [name = "", from = ""] = step.split(" from ");
    return { name, from: Number(from.replace(/[km]$/, "")) * (from.endsWith("m") ? m : from.endsWith("k") ? k : 1) };
  });

/** Ladders as their users publish them; they differ, so a workspace chooses. */
export const tierLadders: readonly TierLadder[] = [
  { id: "four_steps", name: "Four steps", tiers: steps("nano from 1k, micro from 10k, macro from 100k, mega from 1m") },
  { id: "five_steps", name: "Five steps", tiers: steps("nano from 1k, micro from 10k, mid from 50k, macro from 500k, mega from 1m") },
  {
    id: "hypeauditor",
    name: "HypeAuditor, before cohorts",
    tiers: steps("nano from 1k, micro from 5k, mid from 20k, macro from 100k, mega from 1m"),
  },
  {
    id: "sprout",
    name: "Sprout Social",
    tiers: steps(
      "micro 3 from 0, micro 2 from 5k, micro 1 from 10k, mid 3 from 25k, mid 2 from 150k, mid 1 from 500k, macro 3 from 1m, macro 2 from 5m, macro 1 from 10m",
    ),
  },
];

/** The ladder of a workspace that chose none. */
export const defaultLadder: TierLadderId = "four_steps";

/**
 * The name of the tier that a number of followers falls into.
 *
 * @param ladder its tiers by rising beginnings.
 * @param followers a whole number.
 * @returns null below the first step.
 * @example
 * import { tierLadders, tierOf } from "./tier-ladder.ts";
 * tierOf(tierLadders[0], 10_000); // => "micro"
 * tierOf(tierLadders[0], 999); // => null
 */
export const tierOf = ({ tiers }: TierLadder, followers: number): string | null =>
  tiers.findLast(({ from }) => followers >= from)?.name ?? null;

/** The size of creators with fewer followers than the ladder's first step. */
const belowLadder = "below";

/**
 * The size of a creator: a tier, or that they are below all of them.
 *
 * @param followers of the largest account; null: not known, and so is the size.
 * @example
 * import { sizeOf, tierLadders } from "./tier-ladder.ts";
 * sizeOf(tierLadders[0], 10_000); // => "micro"
 * sizeOf(tierLadders[0], 10); // => "below"
 * sizeOf(tierLadders[0], null); // => undefined
 */
export const sizeOf = (ladder: TierLadder, followers: number | null): string | undefined =>
  followers === null ? undefined : (tierOf(ladder, followers) ?? belowLadder);

const counted = (followers: number): string => (followers >= m ? `${followers / m} million` : followers.toLocaleString("en"));

/**
 * A size with the followers that it stands for, as people read it.
 *
 * @param size what {@link sizeOf} gives.
 * @returns the size itself where the ladder has no such tier, as after another ladder was chosen.
 * @example
 * import { sizeLabel, tierLadders } from "./tier-ladder.ts";
 * sizeLabel(tierLadders[0], "micro"); // => "Micro (10,000 to 100,000)"
 * sizeLabel(tierLadders[0], "mega"); // => "Mega (from 1 million)"
 * sizeLabel(tierLadders[0], "below"); // => "Smaller (below 1,000)"
 */
export function sizeLabel({ tiers }: TierLadder, size: string): string {
  const at = tiers.findIndex(({ name }) => name === size);
  const [tier, next] = [tiers[at], tiers[at + 1]];
  if (tier === undefined) return size === belowLadder && tiers[0] !== undefined ? `Smaller (below ${counted(tiers[0].from)})` : size;
  const name = `${size[0]!.toUpperCase()}${size.slice(1)}`;
  return next === undefined ? `${name} (from ${counted(tier.from)})` : `${name} (${counted(tier.from)} to ${counted(next.from)})`;
}
