import { checkCount } from "../../input/check.ts";

/** How many members two of the audiences share. */
export interface SharedMembers {
  /** The places of the two in `sizes`. */
  readonly between: readonly [number, number];
  /** Null: only the ends are known. */
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number;
}

/** Audiences, and what is known of each two of them. */
export interface AudienceSet {
  /** Members of each, at least one audience. */
  readonly sizes: readonly number[];
  /** A pair that is missing may share nobody, or all of the smaller. */
  readonly shared: readonly SharedMembers[];
}

/** How many different members some audiences have together. */
export interface UniqueMembers {
  /** Null: with three audiences or more, pairs alone do not tell it; with two, the pair has none. */
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number;
}

type PairEnds = (a: number, b: number) => { readonly low: number; readonly high: number };

/** The ends of every pair, within what the two sizes allow. */
function endsOf({ sizes, shared }: AudienceSet): PairEnds {
  const known = new Map(shared.map((pair) => [[...pair.between].toSorted((a, b) => a - b).join(), pair]));
  return (a, b) => {
    const most = Math.min(sizes[a] as number, sizes[b] as number);
    const pair = known.get([Math.min(a, b), Math.max(a, b)].join());
    return { low: Math.min(most, pair?.low ?? 0), high: Math.min(most, pair?.high ?? most) };
  };
}

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

/** Every pair of places below n, the lower first. */
const pairsOf = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, a) => Array.from({ length: n - a - 1 }, (_unused, more): [number, number] => [a, a + more + 1])).flat();

/** The least: the best of what one, two, and all audiences with all their pairs prove. */
function fewest(sizes: readonly number[], ends: PairEnds): number {
  const n = sizes.length;
  const all = sumOf(sizes);
  const pairs = pairsOf(n);
  const twice = sumOf(pairs.map(([a, b]) => ends(a, b).high));
  const ofTwo = pairs.map(([a, b]) => (sizes[a] as number) + (sizes[b] as number) - ends(a, b).high);
  const ofDegrees = sizes.slice(1).map((_, at) => (2 * ((at + 1) * all - twice)) / ((at + 1) * (at + 2)));
  const ofEach = sumOf(
    sizes.map((size, a) => (size === 0 ? 0 : size ** 2 / sumOf(sizes.map((_, b) => (a === b ? size : ends(a, b).high))))),
  );
  // A sum of fractions may be rounded up, and what is certain may not.
  return Math.max(...sizes, ...ofTwo, ...ofDegrees, ofEach * (1 - 4 * n * Number.EPSILON));
}

/** The most: all of them less what the pairs along the heaviest tree share for certain. */
function most(sizes: readonly number[], ends: PairEnds): number {
  const part = sizes.map((_, at) => at);
  let saved = 0;
  for (const [a, b] of pairsOf(sizes.length).toSorted((x, y) => ends(...y).low - ends(...x).low)) {
    const [from, to] = [part[a], part[b]];
    if (from === to) continue;
    saved += ends(a, b).low;
    part.forEach((own, at) => {
      if (own === from) part[at] = to as number;
    });
  }
  return sumOf(sizes) - saved;
}

/**
 * How many different members some audiences have together, from their sizes and what each two of them share.
 *
 * Two audiences have A + B less what they share: an estimate with its interval. Of three and more, pairs do not tell how many are in all of
 * them, so there is no estimate but what is certain: at most the sum of all sizes less what is shared along the heaviest tree of pairs
 * (Hunter, Worsley); at least the best of the largest audience, the best pair, the inequalities of Dawson and Sankoff and of de Caen. The
 * ends of the pairs are taken for it, the high ones for the least and the low ones for the most, so that the bounds hold as often as all
 * pairs' intervals hold together: give intervals at 1 - (1 - level) / pairs.
 *
 * @param set sizes and pairs, both in members. A pair beyond the smaller size is cut to it. Time: pairs times their logarithm.
 * @returns members, not rounded; `low` is at least the largest audience.
 * @throws {RangeError} when there is no audience, or a size is no count.
 * @see Hunter (1976), An upper bound for the probability of a union, Journal of Applied Probability 13; Dawson and Sankoff (1967), An
 *   inequality for probabilities, Proceedings of the AMS 18; de Caen (1997), A lower bound on the probability of a union, Discrete Mathematics 169
 * @example
 * import { uniqueMembers } from "./unique-members.ts";
 * const shared = { between: [0, 1], estimate: 20, low: 10, high: 30 } as const;
 * uniqueMembers({ sizes: [100, 200], shared: [shared] }); // => { estimate: 280, low: 270, high: 290 }
 * uniqueMembers({ sizes: [100, 200, 50], shared: [shared] }); // => { estimate: null, low: 270, high: 340 }
 */
export function uniqueMembers(set: AudienceSet): UniqueMembers {
  const { sizes, shared } = set;
  checkCount("sizes.length", sizes.length, 1);
  sizes.forEach((size, at) => checkCount(`sizes[${at}]`, size));
  const ends = endsOf(set);
  const [low, high] = [fewest(sizes, ends), most(sizes, ends)];
  if (sizes.length === 1) return { estimate: high, low, high };
  const estimate = sizes.length === 2 ? (shared[0]?.estimate ?? null) : null;
  return { estimate: estimate === null ? null : Math.min(high, Math.max(low, sumOf(sizes) - estimate)), low, high };
}
