import { wilsonInterval } from "@vouch/stats";
import { followerClasses, readFollower, type FollowerClass, type FollowerReading } from "./follower-reading.ts";
import { followerModel, type CutOff } from "./follower-model.ts";
import type { Follower } from "./follower-traits.ts";

/** A share with the ends of its range, each in [0, 1] with six decimals. */
export interface ShareRange {
  readonly low: number;
  readonly high: number;
}

/** One way of telling how many are suspicious. */
export interface SuspectReading extends ShareRange {
  /** `counted`: those above the cut-off. `corrected`: also for those whom the model misses or suspects wrongly, as among the labelled. */
  readonly how: "counted" | "corrected";
  readonly cutOff: number;
  readonly share: number;
}

/** What a sample of followers says. */
export interface SampleReading {
  readonly model: string;
  /** Followers that could be judged, and rows of which too little is known. */
  readonly judged: number;
  readonly unjudged: number;
  /** Judged followers of whom some trait is not known. */
  readonly incomplete: number;
  /** Null: nobody could be judged. */
  readonly suspicious: ShareRange | null;
  readonly readings: readonly SuspectReading[];
  /** How many fall into each class at the cut-off of one half, with Wilson's interval of 95 %. */
  readonly classes: Readonly<Record<FollowerClass, { readonly count: number; readonly share: number } & ShareRange>>;
}

const six = (value: number): number => Math.round(value * 1e6) / 1e6;
const within = (value: number): number => six(Math.min(1, Math.max(0, value)));

/** Wilson's interval with six decimals, so that no machine's last digit shows. */
function counted(successes: number, trials: number): { share: number } & ShareRange {
  const { low, high } = wilsonInterval({ successes, trials });
  return { share: six(successes / trials), low: six(low), high: six(high) };
}

/** What the counted share becomes when the model finds and errs as often as it did on the labelled: Rogan and Gladen's estimate. */
function corrected({ chance, found, wrong }: CutOff, above: number, judged: number): SuspectReading {
  const { fakes, reals } = followerModel.labelled;
  const [share, hit, miss] = [above / judged, found / fakes, wrong / reals];
  const estimate = Math.min(1, Math.max(0, (share - miss) / (hit - miss)));
  const noise = (rate: number, n: number): number => (rate * (1 - rate)) / n;
  const variance = noise(share, judged) + (1 - estimate) ** 2 * noise(miss, reals) + estimate ** 2 * noise(hit, fakes);
  const reach = (1.959964 * Math.sqrt(variance)) / (hit - miss);
  return { how: "corrected", cutOff: chance, share: within(estimate), low: within(estimate - reach), high: within(estimate + reach) };
}

function readingsOf(read: readonly FollowerReading[]): SuspectReading[] {
  const above = (cutOff: number, of: "chance" | "lowest" | "highest"): number => read.filter((one) => one[of] >= cutOff).length;
  const n = read.length;
  const plain = followerModel.cutOffs.map(({ chance }): SuspectReading => {
    const { share } = counted(above(chance, "chance"), n);
    // What is not known of some followers widens the range.
    return {
      how: "counted",
      cutOff: chance,
      share,
      low: counted(above(chance, "lowest"), n).low,
      high: counted(above(chance, "highest"), n).high,
    };
  });
  // The lowest cut-off misses fewest, so that least has to be made up for.
  const lowest = followerModel.cutOffs[0]!;
  return [...plain, corrected(lowest, above(lowest.chance, "chance"), n)];
}

function classesOf(read: readonly FollowerReading[]): SampleReading["classes"] {
  const of = (name: FollowerClass) => {
    const count = read.filter((one) => one.class === name).length;
    return { count, ...(read.length === 0 ? { share: 0, low: 0, high: 1 } : counted(count, read.length)) };
  };
  return Object.fromEntries(followerClasses.map((name) => [name, of(name)])) as Record<FollowerClass, ReturnType<typeof of>>;
}

/**
 * What share of an audience nobody is behind, from a sample of it: a range, never one number.
 *
 * The same list gives quite different shares by the cut-off, and a model finds only some of the fakes. So all of these are told, and the range
 * runs from the least to the greatest of their intervals of 95 %: those counted above a chance of 0.3, 0.5 and 0.7, and at 0.3 also
 * corrected for what the model missed and wrongly suspected among labelled followers. It holds for a sample drawn at random from all
 * followers; the newest hundred are no such sample.
 *
 * @param followers one a row, in any order.
 * @see Rogan and Gladen (1978), Estimating prevalence from the results of a screening test, American Journal of Epidemiology 107
 * @example
 * import { readFollowers } from "./follower-sample.ts";
 * const real = { followers: 300, following: 280, posts: 90, hasPicture: true, digitShare: 0 };
 * const { suspicious, classes } = readFollowers(Array.from({ length: 100 }, () => real));
 * [suspicious?.low, (suspicious?.high ?? 1) < 0.05, classes.real.count]; // => [0, true, 100]
 */
export function readFollowers(followers: readonly Follower[]): SampleReading {
  const read = followers.flatMap((one) => readFollower(one) ?? []);
  const readings = read.length === 0 ? [] : readingsOf(read);
  return {
    model: `${followerModel.name} ${followerModel.version}`,
    judged: read.length,
    unjudged: followers.length - read.length,
    incomplete: read.filter(({ missing }) => missing > 0).length,
    suspicious:
      readings.length === 0
        ? null
        : { low: Math.min(...readings.map(({ low }) => low)), high: Math.max(...readings.map(({ high }) => high)) },
    readings,
    classes: classesOf(read),
  };
}
