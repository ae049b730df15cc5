import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import { audienceOverlap, overlapFromLookups, overlapFromSamples, type OverlapLookups, type OverlapSamples } from "./audience-overlap.ts";
import { uniqueMembers, type AudienceSet } from "./unique-members.ts";

const lookups = (sample: OverlapLookups, low: number, high: number): KnownAnswer => ({
  call: `overlapFromLookups(${JSON.stringify(sample)}): low, high`,
  expected: [low, high],
  actual: () => {
    const { shared } = overlapFromLookups(sample);
    return [shared.low, shared.high];
  },
});
const samples = (sample: OverlapSamples, low: number, high: number): KnownAnswer => ({
  call: `overlapFromSamples(${JSON.stringify(sample)}): low, high`,
  expected: [low, high],
  actual: () => {
    const { shared } = overlapFromSamples(sample);
    return [shared.low, shared.high];
  },
});
const unique = (set: AudienceSet, low: number, high: number): KnownAnswer => ({
  call: `uniqueMembers(${JSON.stringify(set)}): low, high`,
  expected: [low, high],
  actual: () => {
    const told = uniqueMembers(set);
    return [told.low, told.high];
  },
});
const exactly = (a: number, b: number, members: number) => ({ between: [a, b] as const, estimate: members, low: members, high: members });

export const answers: readonly Answers[] = [
  {
    of: "audienceOverlap",
    reference: "by hand: 2 shared of 5, and of 3 in the smaller",
    tolerance: 0,
    answers: [
      {
        call: 'audienceOverlap("abc", "bcde")',
        expected: [2, 2 / 5, 2 / 3],
        actual: () => Object.values(audienceOverlap("abc", "bcde")) as number[],
      },
    ],
  },
  {
    of: "overlapFromLookups",
    reference: "scipy 1.17 hypergeom(N, K, n): the least and the largest K with sf(h - 1) and cdf(h) above 0.025",
    tolerance: 0,
    answers: [
      lookups({ sizes: [1000, 5000], drawn: 200, hits: 50 }, 198, 309),
      lookups({ sizes: [1000, 60], drawn: 200, hits: 0 }, 0, 16),
      lookups({ sizes: [400, 5000], drawn: 400, hits: 37 }, 37, 37),
      lookups({ sizes: [3000, 800], drawn: 150, hits: 3 }, 14, 169),
    ],
  },
  {
    of: "overlapFromSamples",
    reference: "scipy 1.17: the same over sum of hypergeom.pmf(i, N1, K, n1) times hypergeom.sf(m - 1, N2, i, n2), and cdf(m)",
    tolerance: 0,
    answers: [
      samples({ sizes: [2000, 5000], drawn: [400, 1000], matches: 20 }, 312, 754),
      samples({ sizes: [500, 300], drawn: [500, 30], matches: 7 }, 32, 124),
      samples({ sizes: [1000, 1000], drawn: [100, 200], matches: 0 }, 0, 178),
    ],
  },
  {
    of: "uniqueMembers",
    reference: "by hand: two by inclusion; three of 10 with 4 in each pair: 30 - 12 (Bonferroni), 30 - 8 (Hunter); four alike of 6 with 6",
    tolerance: 0,
    answers: [
      unique({ sizes: [100, 200], shared: [{ between: [1, 0], estimate: 20, low: 10, high: 30 }] }, 270, 290),
      unique({ sizes: [10, 10, 10], shared: [exactly(0, 1, 4), exactly(0, 2, 4), exactly(1, 2, 4)] }, 18, 22),
      unique({ sizes: [6, 6, 6, 6], shared: [0, 1, 2].flatMap((a) => [1, 2, 3].filter((b) => b > a).map((b) => exactly(a, b, 6))) }, 6, 6),
    ],
  },
  { of: "bottomSketch", heldBy: "sketches of unequal audiences tell their Jaccard index with an interval that covers close to 95 %" },
  { of: "sketchedJaccard", heldBy: "sketches of unequal audiences tell their Jaccard index with an interval that covers close to 95 %" },
];
