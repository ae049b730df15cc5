import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { shuffled } from "../../random/order.ts";
import { audienceOverlap, bottomSketch, overlapFromLookups, overlapFromSamples, sketchedJaccard } from "../exports.ts";
import { drawChance, drawsAtLeast, drawsAtMost } from "./hypergeometric-draws.ts";

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

  test("two samples of unequal audiences cover at least 95 %", () => {
    const source = generatorOf(91);
    const [sizes, drawn, shared, runs] = [[2_000, 600], [500, 200], 240, 250] as const;
    const [a, b] = [Array.from({ length: sizes[0] }, (_, at) => at), Array.from({ length: sizes[1] }, (_, at) => sizes[0] - shared + at)];
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const one = new Set(shuffled(source, a).slice(0, drawn[0]));
      const matches = shuffled(source, b)
        .slice(0, drawn[1])
        .filter((id) => one.has(id)).length;
      const { low, high } = overlapFromSamples({ sizes, drawn, matches }).shared;
      if (low <= shared && shared <= high) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs));
  });

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

  test("samples of millions are answered, and whole audiences exactly", () => {
    const { shared } = overlapFromLookups({ sizes: [10_000_000, 40_000_000], drawn: 20_000, hits: 1_000 });
    expect(shared.estimate).toBe(500_000);
    expect(shared.low).toBeGreaterThan(468_000);
    expect(shared.high).toBeLessThan(533_000);
    expect(overlapFromSamples({ sizes: [50, 80], drawn: [50, 80], matches: 12 }).shared).toEqual({ estimate: 12, low: 12, high: 12 });
  });
});

test.each([
  ["sizes[0] must be a whole number of at least 1: got 0", () => audienceOverlap([], ["a"])],
  ["drawn and hits must fit into sizes: got 3 of 2 from 10 and 10", () => overlapFromLookups({ sizes: [10, 10], drawn: 2, hits: 3 })],
  [
    "drawn and matches must fit into sizes: got 1 of 11 and 2 from 10 and 10",
    () => overlapFromSamples({ sizes: [10, 10], drawn: [11, 2], matches: 1 }),
  ],
  ["level must be in (0, 1): got 0", () => overlapFromLookups({ sizes: [10, 10], drawn: 2, hits: 1 }, 0)],
  ["a and b must not both be of empty audiences", () => sketchedJaccard(bottomSketch([]), bottomSketch([]))],
])("refused: %s", (message, call) => {
  expect(call).toThrow(new RangeError(message));
});
