import { followerModel } from "./follower-model.ts";
import { followerTraits, type Follower } from "./follower-traits.ts";
import { steadyChance } from "./steady-math.ts";

/** What followers are told apart into; `influencer` is a creator who follows. */
export const followerClasses = ["real", "influencer", "mass_follower", "suspicious"] as const;
/** One of {@link followerClasses}. */
export type FollowerClass = (typeof followerClasses)[number];

/** What the model says of one follower. */
export interface FollowerReading {
  readonly class: FollowerClass;
  /** That nobody is behind it, in [0, 1], where such are as common as among the labelled followers. */
  readonly chance: number;
  /** The ends of 95 % for what 975 labelled followers leave open, widened to what traits that are not known could make of it. */
  readonly low: number;
  readonly high: number;
  /** The same ends for the traits that are not known alone. */
  readonly lowest: number;
  readonly highest: number;
  /** How many of its five traits are not known. */
  readonly missing: number;
}

const { intercept, weights, covariance, classes } = followerModel;
type End = "low" | "mean" | "high";

const filled = (traits: readonly (number | null)[], end: End): number[] => traits.map((value, at) => value ?? weights[at]!.usual[end]);

const logitOf = (values: readonly number[]): number => values.reduce((sum, value, at) => sum + value * weights[at]!.weight, intercept);

/** 1.96 standard errors of a logit. */
function reachOf(values: readonly number[]): number {
  const row = [1, ...values];
  const variance = row.reduce((sum, a, i) => sum + a * row.reduce((part, b, j) => part + b * covariance[i]![j]!, 0), 0);
  return 1.959964 * Math.sqrt(Math.max(0, variance));
}

function classOf({ followers, following }: Follower, chance: number): FollowerClass {
  if (chance >= classes.suspiciousChance) return "suspicious";
  if (followers !== null && followers >= classes.creatorFollowers) return "influencer";
  return following !== null && following >= classes.massFollowing ? "mass_follower" : "real";
}

/**
 * Whether somebody is behind a follower: a class, and a chance with the range of what is not known.
 *
 * A trait that is not known takes its usual value for the class, and all of its usual range for the range: it is never taken as zero. A chance
 * is not proof of anything about one person; use it for the share of many.
 *
 * @returns undefined where neither followers nor following are known: nothing can be said then.
 * @example
 * import { readFollower } from "./follower-reading.ts";
 * readFollower({ followers: 3, following: 7_000, posts: 0, hasPicture: false, digitShare: 0.4 })?.class; // => "suspicious"
 * readFollower({ followers: 300, following: 280, posts: 90, hasPicture: true, digitShare: 0 })?.class; // => "real"
 * readFollower({ followers: null, following: null, posts: 3, hasPicture: true, digitShare: 0 }); // => undefined
 */
export function readFollower(follower: Follower): FollowerReading | undefined {
  if (follower.followers === null && follower.following === null) return undefined;
  const traits = followerTraits(follower);
  const [least, middle, most] = [filled(traits, "low"), filled(traits, "mean"), filled(traits, "high")];
  const chance = steadyChance(logitOf(middle));
  return {
    class: classOf(follower, chance),
    chance,
    low: steadyChance(logitOf(least) - reachOf(least)),
    high: steadyChance(logitOf(most) + reachOf(most)),
    lowest: steadyChance(logitOf(least)),
    highest: steadyChance(logitOf(most)),
    missing: traits.filter((value) => value === null).length,
  };
}
