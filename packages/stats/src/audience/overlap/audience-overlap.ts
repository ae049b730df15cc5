import { checkCount } from "../../input/check.ts";
import type { IntervalEstimate } from "../../experiments/proportions/proportion.ts";
import { drawsAtLeast, drawsAtMost, meanOverDraws } from "./hypergeometric-draws.ts";

/** How much two audiences share. */
export interface AudienceOverlap<Value> {
  /** Members of both. */
  readonly shared: Value;
  /** Shared by members of either, in [0, 1]. */
  readonly jaccard: Value;
  /** Shared by members of the smaller, in [0, 1]: 1 where it lies inside the larger. */
  readonly coefficient: Value;
}

/** The two whole sizes, each at least one. */
export type AudienceSizes = readonly [number, number];

const jaccardOf = (shared: number, [a, b]: AudienceSizes): number => shared / (a + b - shared);

function overlapOf(shared: IntervalEstimate, sizes: AudienceSizes): AudienceOverlap<IntervalEstimate> {
  const by = (measure: (value: number) => number): IntervalEstimate => ({
    estimate: measure(shared.estimate),
    low: measure(shared.low),
    high: measure(shared.high),
  });
  return { shared, jaccard: by((value) => jaccardOf(value, sizes)), coefficient: by((value) => value / Math.min(...sizes)) };
}

function checkSizes(sizes: AudienceSizes): void {
  sizes.forEach((size, at) => checkCount(`sizes[${at}]`, size, 1));
}

function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
}

/**
 * How much two audiences share of which every member is known.
 *
 * @param a ids of one audience; a repeated id counts once.
 * @param b ids of the other, of the same kind.
 * @throws {RangeError} when an audience is empty.
 * @see Jaccard (1901); Szymkiewicz and Simpson for the overlap coefficient
 * @example
 * import { audienceOverlap } from "./audience-overlap.ts";
 * audienceOverlap(["ann", "bo", "cy"], ["bo", "cy", "di", "ed"]); // => { shared: 2, jaccard: 0.4, coefficient: 2 / 3 }
 */
export function audienceOverlap<Id>(a: Iterable<Id>, b: Iterable<Id>): AudienceOverlap<number> {
  const [one, other] = [new Set(a), new Set(b)];
  const sizes: AudienceSizes = [one.size, other.size];
  checkSizes(sizes);
  let shared = 0;
  for (const id of one) if (other.has(id)) shared++;
  return { shared, jaccard: jaccardOf(shared, sizes), coefficient: shared / Math.min(...sizes) };
}

/** Where to look first, and how far to go from there. */
interface Guess {
  readonly at: number;
  readonly step: number;
}

/**
 * The smallest whole number in a range for which something that only ever changes from false to true is true; one past the end if none. A good
 * guess saves looking far away; a bad one costs time and nothing else.
 */
function firstWhere([from, to]: AudienceSizes, isTrue: (at: number) => boolean, guess: Guess): number {
  let [low, high] = [from, to + 1];
  let at = Math.min(to, Math.max(from, Math.round(guess.at)));
  let before: boolean | undefined;
  for (let step = Math.max(1, Math.round(guess.step)); low < high && at >= low && at < high; step *= 3) {
    const is = isTrue(at);
    if (is) high = at;
    else low = at + 1;
    if (before !== undefined && is !== before) break;
    before = is;
    at += is ? -step : step;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What was counted, how many members one that was counted stands for, and the chances of as many and more, and of as many and fewer. */
interface Counted {
  readonly range: AudienceSizes;
  readonly count: number;
  readonly each: number;
  readonly atLeast: (shared: number) => number;
  readonly atMost: (shared: number) => number;
}

/** All numbers of shared members that neither tail refuses; looked for first where counts without bound would have their ends. */
function exactRange({ range, count, each, atLeast, atMost }: Counted, level: number): [number, number] {
  const half = (1 - level) / 2;
  const spread = Math.sqrt(count + 1);
  const step = (each * spread) / 4;
  const low = firstWhere(range, (shared) => atLeast(shared) > half, { at: each * (count - 2 * spread), step });
  const beyond = firstWhere(range, (shared) => atMost(shared) <= half, { at: each * (count + 2 * spread + 2), step });
  return [Math.min(low, range[1]), Math.max(range[0], beyond - 1)];
}

/** Members of one audience, drawn at random without replacement, of whom it was looked up whether they belong to the other. */
export interface OverlapLookups {
  /** Of the audience that was drawn from, and of the other. */
  readonly sizes: AudienceSizes;
  /** How many were drawn. */
  readonly drawn: number;
  /** How many of them belong to the other. */
  readonly hits: number;
}

/**
 * The overlap of two audiences from a random sample of one whose members were looked up in the other.
 *
 * The interval of the shared members is exact, by the hypergeometric distribution: all numbers for which a result as extreme as this has a
 * chance above half of what the level leaves, so that it covers at least its level. Draw from the smaller audience. Followers as a platform
 * lists them are no random sample: newest come first. Time: some twenty tails of a few thousand terms.
 *
 * @param sample what was drawn and found.
 * @param level the coverage of the intervals, in (0, 1); missing means 0.95.
 * @throws {RangeError} when a number is no count, more were drawn than there are, or more found than drawn or than fit into the other.
 * @see Konijn (1973), Statistical Theory of Sample Survey Design; Wright (1991), Exact Confidence Bounds when Sampling from Small Finite Universes
 * @example
 * import { overlapFromLookups } from "./audience-overlap.ts";
 * const { shared } = overlapFromLookups({ sizes: [1000, 5000], drawn: 200, hits: 50 });
 * [shared.low, shared.estimate, shared.high]; // => [198, 250, 309]
 */
export function overlapFromLookups({ sizes, drawn, hits }: OverlapLookups, level = 0.95): AudienceOverlap<IntervalEstimate> {
  checkSizes(sizes);
  checkLevel(level);
  const [population, other] = sizes;
  checkCount("drawn", drawn, 1);
  checkCount("hits", hits);
  if (drawn > population || hits > drawn || hits > other)
    throw new RangeError(`drawn and hits must fit into sizes: got ${hits} of ${drawn} from ${population} and ${other}`);
  const counted: Counted = {
    ...{ range: [hits, Math.min(other, population - drawn + hits)], count: hits, each: population / drawn },
    atLeast: (marked) => drawsAtLeast({ population, marked, drawn }, hits),
    atMost: (marked) => drawsAtMost({ population, marked, drawn }, hits),
  };
  const [low, high] = exactRange(counted, level);
  return overlapOf({ estimate: Math.min(other, (hits / drawn) * population), low, high }, sizes);
}

/** Random samples of both audiences, drawn without replacement and independently. */
export interface OverlapSamples {
  readonly sizes: AudienceSizes;
  /** How many were drawn from each. */
  readonly drawn: AudienceSizes;
  /** How many ids are in both samples. */
  readonly matches: number;
}

/** What is asked again and again at the same whole numbers is worked out once. */
function remembered(valueOf: (at: number) => number): (at: number) => number {
  const known = new Map<number, number>();
  return (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const value = valueOf(at);
    known.set(at, value);
    return value;
  };
}

function checkSamples({ sizes, drawn, matches }: OverlapSamples): void {
  checkSizes(sizes);
  drawn.forEach((one, at) => checkCount(`drawn[${at}]`, one, 1));
  checkCount("matches", matches);
  if (drawn[0] > sizes[0] || drawn[1] > sizes[1] || matches > Math.min(...drawn))
    throw new RangeError(`drawn and matches must fit into sizes: got ${matches} of ${drawn.join(" and ")} from ${sizes.join(" and ")}`);
}

/**
 * The overlap of two audiences from a random sample of each, whose members were looked up in the other sample.
 *
 * A shared member is in both samples with the product of the two sampling shares, so the estimate is m N1 N2 / (n1 n2) for m matches among
 * n1 and n2 members drawn of N1 and N2. Few matches are found unless the samples are large parts of the audiences: at one percent each,
 * 100,000 shared members give ten. The interval is exact: of K shared members the first sample catches a hypergeometric number, of those
 * the second a hypergeometric number again, and all K are told for which a result as extreme has a chance above half of what the level
 * leaves. It covers at least its level, is close to the interval of a Poisson number of matches where the shares are small, and has no width
 * where both audiences were drawn whole. Neither estimate nor interval leaves what is certain: at least the matches, at most the smaller
 * audience and the matches with all who were not drawn. To look sampled members up in the whole other audience tells far more:
 * `overlapFromLookups`.
 *
 * It holds for members drawn at random and independently. Followers as a platform lists them come newest first, and those who came lately
 * are not like all.
 *
 * @param samples members and matches, whole numbers; sizes are those of the day on which was drawn.
 * @param level the coverage of the intervals, in (0, 1); missing means 0.95.
 * @returns members shared, and shares in [0, 1]; `low` is at least the matches.
 * @throws {RangeError} when a number is no count, more were drawn than there are, or more matched than were drawn.
 * @see Goodman (1949), on estimating the number of classes in a population, Annals of Mathematical Statistics 20, for the design; Clopper and
 *   Pearson (1934), Biometrika 26, for intervals by both tails
 * @example
 * import { overlapFromSamples } from "./audience-overlap.ts";
 * const { shared, jaccard } = overlapFromSamples({ sizes: [10_000, 40_000], drawn: [2_000, 8_000], matches: 60 });
 * [shared.estimate, jaccard.estimate.toFixed(4)]; // => [1500, "0.0309"]
 * overlapFromSamples({ sizes: [50, 80], drawn: [50, 80], matches: 12 }).shared; // => { estimate: 12, low: 12, high: 12 }
 */
export function overlapFromSamples(samples: OverlapSamples, level = 0.95): AudienceOverlap<IntervalEstimate> {
  checkSamples(samples);
  checkLevel(level);
  const { sizes, drawn, matches } = samples;
  const second = (caught: number) => ({ population: sizes[1], marked: caught, drawn: drawn[1] });
  const tailOf = (tail: (caught: number) => number) => {
    const known = remembered(tail);
    return (shared: number) => meanOverDraws({ population: sizes[0], marked: shared, drawn: drawn[0] }, known);
  };
  const most = Math.min(...sizes, matches + (sizes[0] - drawn[0]) + (sizes[1] - drawn[1]));
  const counted: Counted = {
    ...{ range: [matches, most], count: matches, each: (sizes[0] / drawn[0]) * (sizes[1] / drawn[1]) },
    atLeast: tailOf((caught) => drawsAtLeast(second(caught), matches)),
    atMost: tailOf((caught) => drawsAtMost(second(caught), matches)),
  };
  const [low, high] = exactRange(counted, level);
  const estimate = Math.min(most, (matches * (sizes[0] / drawn[0]) * sizes[1]) / drawn[1]);
  return overlapOf({ estimate, low, high }, sizes);
}
