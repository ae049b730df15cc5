import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { shuffled } from "../../random/order.ts";
import { audienceOverlap, bottomSketch, overlapFromLookups, overlapFromSamples, sketchedJaccard, uniqueMembers } from "../exports.ts";
import type { AudienceSizes } from "../exports.ts";
import { drawChance, drawsAtLeast, drawsAtMost, meanOverDraws } from "./hypergeometric-draws.ts";

const idsOf = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => `user-${from + at}`);

describe("calibration", () => {
  test.each([
    [1_000, 400, 100, 0.95],
    [1_000, 5, 200, 0.95],
    [300, 290, 60, 0.9],
  ])(
    "looked-up members cover at least their level, over every outcome: %d members, %d shared, %d drawn, level %d",
    (population, shared, drawn, level) => {
      let covered = 0;
      for (let hits = 0; hits <= Math.min(drawn, shared); hits++) {
        const chance = drawChance({ population, marked: shared, drawn }, hits);
        if (chance < 1e-9) continue;
        const { low, high } = overlapFromLookups({ sizes: [population, 2_000], drawn, hits }, level).shared;
        if (low <= shared && shared <= high) covered += chance;
      }
      expect(covered).toBeGreaterThan(level - 1e-6);
      expect(covered).toBeLessThan(level + 0.6 * (1 - level) + 0.021);
    },
  );

  const spread: { of: string; sizes: AudienceSizes; drawn: AudienceSizes; shared: number; level: number; atMost: number }[] = [
    { of: "few shared, small samples", sizes: [900, 700], drawn: [90, 140], shared: 25, level: 0.95, atMost: 0.999 },
    { of: "most of the smaller shared, small samples", sizes: [900, 700], drawn: [90, 140], shared: 620, level: 0.95, atMost: 0.985 },
    { of: "half shared, large samples", sizes: [600, 400], drawn: [400, 300], shared: 200, level: 0.9, atMost: 0.97 },
    { of: "one audience whole", sizes: [300, 500], drawn: [300, 120], shared: 150, level: 0.95, atMost: 0.985 },
    { of: "one audience whole, few shared", sizes: [300, 500], drawn: [100, 500], shared: 12, level: 0.95, atMost: 0.999 },
    { of: "both whole", sizes: [300, 200], drawn: [300, 200], shared: 77, level: 0.95, atMost: 1 },
    { of: "nobody shared", sizes: [300, 200], drawn: [60, 50], shared: 0, level: 0.95, atMost: 1 },
  ];
  test.each(spread)("two samples cover at least their level, over every outcome: $of", ({ sizes, drawn, shared, level, atMost }) => {
    const first = { population: sizes[0], marked: shared, drawn: drawn[0] };
    let covered = 0;
    for (let matches = 0; matches <= Math.min(...drawn, shared); matches++) {
      const chance = meanOverDraws(first, (caught) => drawChance({ population: sizes[1], marked: caught, drawn: drawn[1] }, matches));
      if (chance < 1e-9) continue;
      const { low, high } = overlapFromSamples({ sizes, drawn, matches }, level).shared;
      if (low <= shared && shared <= high) covered += chance;
    }
    expect(covered).toBeGreaterThan(level - 1e-6);
    expect(covered).toBeLessThanOrEqual(atMost + 1e-6);
  });

  test.each([
    [[2_000, 600], [500, 200], 240],
    [[2_000, 600], [500, 200], 30],
    [[600, 600], [600, 90], 400],
    [[800, 500], [800, 500], 111],
  ] as [AudienceSizes, AudienceSizes, number][])(
    "members drawn from audiences of %j, %j of each, are looked up, and the intervals hold the %d who are in both",
    (sizes, drawn, shared) => {
      const source = generatorOf(91);
      const runs = 250;
      const [a, b] = [Array.from({ length: sizes[0] }, (_, at) => at), Array.from({ length: sizes[1] }, (_, at) => sizes[0] - shared + at)];
      let [covered, sum] = [0, 0];
      for (let run = 0; run < runs; run++) {
        const one = new Set(shuffled(source, a).slice(0, drawn[0]));
        const matches = shuffled(source, b)
          .slice(0, drawn[1])
          .filter((id) => one.has(id)).length;
        const { low, high, estimate } = overlapFromSamples({ sizes, drawn, matches }).shared;
        if (low <= shared && shared <= high) covered++;
        sum += estimate;
      }
      expect(covered / runs).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs));
      const seldom = (sizes[0] * sizes[1]) / (drawn[0] * drawn[1]);
      expect(Math.abs(sum / runs - shared)).toBeLessThanOrEqual(4 * Math.sqrt((shared * (seldom - 1)) / runs));
    },
  );

  test("sketches of unequal audiences tell their Jaccard index with an interval that covers close to 95 %", () => {
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const start = run * 10_000;
      const [a, b] = [idsOf(start, start + 3_000), idsOf(start + 2_400, start + 3_400)];
      const { low, high } = sketchedJaccard(bottomSketch(a, 128), bottomSketch(b, 128));
      if (low <= 600 / 3_400 && 600 / 3_400 <= high) covered++;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs) + 0.01);
  });

  test("hashes of ids that look alike are even", () => {
    const { hashes } = bottomSketch(idsOf(0, 50_000), 50_000);
    expect(hashes.length).toBe(50_000);
    const bins = new Float64Array(100);
    for (const hash of hashes) bins[Math.floor((100 * hash) / 2 ** 53)] = (bins[Math.floor((100 * hash) / 2 ** 53)] ?? 0) + 1;
    expect(bins.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)).toBeLessThan(160); // chi-square, 99 degrees, p 1e-4
  });
});

const ids = fc.array(fc.integer({ min: 0, max: 60 }).map(String), { minLength: 1, maxLength: 80 });

describe("laws", () => {
  test("overlap is symmetric, in [0, 1], and whole where audiences are the same", () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const overlap = audienceOverlap(a, b);
        expect(audienceOverlap(b, a)).toEqual(overlap);
        expect(overlap.jaccard).toBeLessThanOrEqual(overlap.coefficient);
        expect(overlap.coefficient).toBeLessThanOrEqual(1);
        expect(audienceOverlap(a, [...a, ...a])).toEqual({ shared: new Set(a).size, jaccard: 1, coefficient: 1 });
      }),
    );
  });

  test("a sketch that holds everything is exact, and its order does not matter", () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const { jaccard } = audienceOverlap(a, b);
        expect(sketchedJaccard(bottomSketch(a), bottomSketch(b.toReversed()))).toEqual({ estimate: jaccard, low: jaccard, high: jaccard });
        expect(bottomSketch(a, 8).hashes).toEqual(bottomSketch(a).hashes.slice(0, 8));
      }),
    );
  });

  test("tails of draws without replacement are sums of chances", () => {
    const draws = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(60), fc.nat(60));
    fc.assert(
      fc.property(draws, ([population, a, b, hits]) => {
        const of = { population, marked: Math.min(a, population), drawn: Math.min(b, population) };
        const chances = Array.from({ length: 61 }, (_, k) => drawChance(of, k));
        const sum = (parts: number[]): number => parts.reduce((all, one) => all + one, 0);
        expect(sum(chances)).toBeCloseTo(1, 9);
        expect(drawsAtMost(of, hits)).toBeCloseTo(sum(chances.slice(0, hits + 1)), 9);
        expect(drawsAtLeast(of, hits)).toBeCloseTo(sum(chances.slice(hits)), 9);
      }),
    );
  });

  test("what two samples tell stays between the matches and what the sizes leave, and does not depend on which comes first", () => {
    const sample = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(sample, ([sizeA, sizeB, a, b, m]) => {
        const drawn: AudienceSizes = [1 + (a % sizeA), 1 + (b % sizeB)];
        const matches = m % (1 + Math.min(...drawn));
        const { shared } = overlapFromSamples({ sizes: [sizeA, sizeB], drawn, matches });
        expect(shared.low).toBeGreaterThanOrEqual(matches);
        expect(shared.low).toBeLessThanOrEqual(shared.high);
        expect(shared.high).toBeLessThanOrEqual(Math.min(sizeA, sizeB, matches + (sizeA - drawn[0]) + (sizeB - drawn[1])));
        expect(shared.estimate).toBeLessThanOrEqual(Math.min(sizeA, sizeB));
        expect(shared.estimate).toBeGreaterThanOrEqual(matches);
        const turned = overlapFromSamples({ sizes: [sizeB, sizeA], drawn: [drawn[1], drawn[0]], matches }).shared;
        expect([turned.low, turned.high]).toEqual([shared.low, shared.high]);
      }),
      { numRuns: 60 },
    );
  });

  test("a mean over draws is the sum over all of them", () => {
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(60)), ([population, a, b]) => {
        const of = { population, marked: Math.min(a, population), drawn: Math.min(b, population) };
        const sum = Array.from({ length: 61 }, (_, k) => drawChance(of, k) / (k + 1)).reduce((all, one) => all + one, 0);
        expect(meanOverDraws(of, (k) => 1 / (k + 1))).toBeCloseTo(sum, 9);
      }),
    );
  });

  test("unique members of any audiences lie within what their pairs say, exactly known or not, and more knowledge never widens it", () => {
    const audiences = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(audiences, fc.array(fc.nat(5), { minLength: 10, maxLength: 10 }), (lists, slack) => {
        const sets = lists.map((list) => new Set(list));
        const sizes = sets.map(({ size }) => size);
        const pairs = sets.flatMap((a, i) =>
          sets.slice(i + 1).map((b, more) => {
            const estimate = [...a].filter((id) => b.has(id)).length;
            return { between: [i, i + more + 1] as const, estimate, low: estimate, high: estimate };
          }),
        );
        const loose = pairs.map((pair, at) => ({ ...pair, low: Math.max(0, pair.low - slack[at]!), high: pair.high + slack[at]! }));
        const union = new Set(lists.flat()).size;
        const [exact, wider, blind] = [pairs, loose, []].map((shared) => uniqueMembers({ sizes, shared }));
        for (const told of [exact!, wider!, blind!]) {
          expect(told.low).toBeLessThanOrEqual(union + 1e-9);
          expect(told.high).toBeGreaterThanOrEqual(union - 1e-9);
        }
        expect(wider!.high - wider!.low).toBeGreaterThanOrEqual(exact!.high - exact!.low - 1e-9);
        expect([blind!.low, blind!.high]).toEqual([Math.max(...sizes), sizes.reduce((all, one) => all + one, 0)]);
        expect(exact!.estimate).toBe(sets.length <= 2 ? union : null);
      }),
    );
  });

  test("what is certain is not rounded up", () => {
    const sizes = Array.from({ length: 400 }, (_, at) => at + 1);
    const lowest = (size: number): number => uniqueMembers({ sizes: [size, 1, size, size, size], shared: [] }).low;
    expect(sizes.filter((size) => lowest(size) !== size)).toEqual([]);
  });

  test("samples of hundreds of millions are answered, whether somebody matches or not", () => {
    const sizes: AudienceSizes = [640_000_000, 210_000_000];
    const { shared } = overlapFromSamples({ sizes, drawn: [20_000, 20_000], matches: 40 });
    expect(shared.estimate).toBe(210_000_000);
    expect(overlapFromSamples({ sizes, drawn: [20_000, 20_000], matches: 0 }).shared.high).toBe(210_000_000);
    const told = overlapFromSamples({ sizes: [700_000, 400_000], drawn: [20_000, 20_000], matches: 200 }).shared;
    expect(told.estimate).toBe(140_000);
    expect(told.low / 140_000).toBeCloseTo(0.866, 2);
    expect(told.high / 140_000).toBeCloseTo(1.148, 2);
  });

  test("samples of millions are answered, and whole audiences exactly", () => {
    const { shared } = overlapFromLookups({ sizes: [10_000_000, 40_000_000], drawn: 20_000, hits: 1_000 });
    expect(shared.estimate).toBe(500_000);
    expect(shared.low).toBeGreaterThan(468_000);
    expect(shared.high).toBeLessThan(533_000);
    expect(overlapFromSamples({ sizes: [50, 80], drawn: [50, 80], matches: 12 }).shared).toEqual({ estimate: 12, low: 12, high: 12 });
  });
});

test("chances too small to be held leave both tails what they are, and an interval in order", () => {
  const far = { population: 100_000, marked: 5_000, drawn: 5_000 };
  expect([drawsAtMost(far, 4_900), drawsAtLeast(far, 4_900)]).toEqual([1, 0]);
  expect([drawsAtMost(far, 0), drawsAtLeast(far, 1)].map((chance) => chance.toFixed(9))).toEqual(["0.000000000", "1.000000000"]);
  const { shared } = overlapFromSamples({ sizes: [323, 1_639], drawn: [323, 323], matches: 317 });
  expect(shared).toEqual({ estimate: 323, low: 323, high: 323 });
});

test.each([
  ["sizes[0] must be a whole number of at least 1: got 0", () => audienceOverlap([], ["a"])],
  ["drawn and hits must fit into sizes: got 3 of 2 from 10 and 10", () => overlapFromLookups({ sizes: [10, 10], drawn: 2, hits: 3 })],
  [
    "drawn and matches must fit into sizes: got 1 of 11 and 2 from 10 and 10",
    () => overlapFromSamples({ sizes: [10, 10], drawn: [11, 2], matches: 1 }),
  ],
  ["matches must be a whole number of at least 0: got -1", () => overlapFromSamples({ sizes: [10, 10], drawn: [2, 2], matches: -1 })],
  ["sizes.length must be a whole number of at least 1: got 0", () => uniqueMembers({ sizes: [], shared: [] })],
  ["sizes[1] must be a whole number of at least 0: got NaN", () => uniqueMembers({ sizes: [3, Number.NaN], shared: [] })],
  ["level must be in (0, 1): got 0", () => overlapFromLookups({ sizes: [10, 10], drawn: 2, hits: 1 }, 0)],
  ["a and b must not both be of empty audiences", () => sketchedJaccard(bottomSketch([]), bottomSketch([]))],
])("refused: %s", (message, call) => {
  expect(call).toThrow(new RangeError(message));
});
