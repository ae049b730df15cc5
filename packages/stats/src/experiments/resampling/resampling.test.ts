import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gammaVariate } from "../../random/gamma-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { mean } from "../../summary/moments.ts";
import { median } from "../../summary/quantile.ts";
import * as experiments from "../exports.ts";

const { bcaInterval, bootstrapInterval, permutationTest } = experiments;

const list = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);
const meanOf = ([sample]: readonly Float64Array[]): number => mean(sample ?? []);
const share = (runs: number, happens: () => boolean): number =>
  list(runs, () => (happens() ? 1 : 0)).reduce((all, one) => all + one, 0) / runs;
const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

describe("calibration of permutation", () => {
  test.each(["studentized", "difference"] as const)("%s: a true null is refused one time in twenty at sizes 4 and 36", (statistic) => {
    const source = generatorOf(31);
    const runs = 2_000;
    const refused = share(runs, () => {
      const [a, b] = [list(4, () => gammaVariate(source, 1)), list(36, () => gammaVariate(source, 1))];
      return permutationTest(source, a, b, { statistic, draws: 199 }).p <= 0.05;
    });
    expect(Math.abs(refused - 0.05)).toBeLessThan(within(0.05, runs));
  });

  test("with unequal sizes and spreads the studentized statistic keeps its level and the plain difference does not", () => {
    const source = generatorOf(32);
    const runs = 2_000;
    const refused = { studentized: 0, difference: 0 };
    for (let run = 0; run < runs; run++) {
      const [a, b] = [list(90, () => normalVariate(source)), list(30, () => 3 * normalVariate(source))];
      for (const statistic of ["studentized", "difference"] as const) {
        if (permutationTest(source, a, b, { statistic, draws: 199 }).p <= 0.05) refused[statistic]++;
      }
    }
    expect(Math.abs(refused.studentized / runs - 0.05)).toBeLessThan(within(0.05, runs) + 0.004);
    expect(refused.difference / runs).toBeGreaterThan(0.12);
  });
});

describe("calibration of the bootstrap", () => {
  test("BCa covers the mean of 90 skewed values 94 % of the time, and misses on both sides more evenly than percentiles do", () => {
    const source = generatorOf(33);
    const runs = 800;
    const missed = { bca: { low: 0, high: 0 }, percentile: { low: 0, high: 0 } };
    for (let run = 0; run < runs; run++) {
      const sample = list(90, () => gammaVariate(source, 1));
      for (const method of ["bca", "percentile"] as const) {
        const outcome = bootstrapInterval(source, [sample], meanOf, { resamples: 399, method });
        if (outcome.kind !== "estimated") throw new Error(outcome.kind);
        if (outcome.high < 1) missed[method].low++;
        if (outcome.low > 1) missed[method].high++;
      }
    }
    const unevenness = ({ low, high }: { low: number; high: number }): number => Math.abs(low - high);
    expect(Math.abs((missed.bca.low + missed.bca.high) / runs - 0.06)).toBeLessThan(within(0.06, runs));
    expect(unevenness(missed.bca)).toBeLessThan(unevenness(missed.percentile));
  });

  test("BCa covers a difference of medians of unequal groups", () => {
    const source = generatorOf(34);
    const runs = 200;
    const difference = ([first, second]: readonly Float64Array[]): number => median(second ?? []) - median(first ?? []);
    const covered = share(runs, () => {
      const samples = [list(80, () => normalVariate(source)), list(45, () => 1 + 2 * normalVariate(source))];
      const outcome = bootstrapInterval(source, samples, difference, { resamples: 399 });
      return outcome.kind === "estimated" && outcome.low <= 1 && 1 <= outcome.high;
    });
    expect(covered).toBeGreaterThan(0.9);
    expect(covered).toBeLessThan(0.985);
  });
});

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 6 });

describe("laws", () => {
  test("p is above zero, at most one, and does not know the unit, the level or the order of the values", () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom("studentized" as const, "difference" as const), (a, b, statistic) => {
        const { p, kind } = permutationTest(generatorOf(1), a, b, { statistic });
        expect(kind).toBe("exact");
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        const moved = (list_: number[]): number[] => list_.map((value) => 7 * value + 1e6).toReversed();
        expect(permutationTest(generatorOf(2), moved(a), moved(b), { statistic }).p).toBeCloseTo(p, 12);
        expect(permutationTest(generatorOf(2), b, a, { statistic }).p).toBeCloseTo(p, 12);
      }),
    );
  });

  test("groups of equal means have a p of one, whichever is the first and however their sums are rounded", () => {
    const [a, b] = [
      [3, -1, -49],
      [-49, 30, -28],
    ];
    for (const statistic of ["studentized", "difference"] as const) {
      expect(permutationTest(generatorOf(1), a, b, { statistic }).p).toBe(1);
      expect(permutationTest(generatorOf(1), b, a, { statistic }).p).toBe(1);
    }
  });

  test("a sampled p-value is within four of its standard errors of the exact one", () => {
    const [a, b] = [
      [1, 4, 2, 8, 5, 7],
      [9, 3, 12, 6, 10, 15, 4],
    ];
    const exact = permutationTest(generatorOf(1), a, b);
    const sampled = permutationTest(generatorOf(1), a, b, { draws: 1_500 });
    expect([exact.kind, sampled.kind]).toEqual(["exact", "sampled"]);
    expect(Math.abs(sampled.p - exact.p)).toBeLessThan(4 * sampled.standardError);
  });

  test("a permutation test is of both signs: less and greater add up to one and the ties", () => {
    const [a, b] = [
      [1, 2, 3],
      [2, 5, 9],
    ];
    const p = (alternative: experiments.Alternative): number => permutationTest(generatorOf(1), a, b, { alternative }).p;
    expect(p("less") + p("greater")).toBeGreaterThanOrEqual(1);
  });

  test("the bootstrap of one seed is one interval; scaling scales it", () => {
    const sample = [3, 9, 4, 8, 6, 5, 7, 12];
    const [one, again, scaled] = [sample, sample, sample.map((value) => 16 * value)].map((of) =>
      bootstrapInterval(generatorOf(3), [of], meanOf),
    );
    expect(again).toEqual(one);
    if (one?.kind !== "estimated" || scaled?.kind !== "estimated") throw new Error("not estimated");
    expect(scaled.low).toBeCloseTo(16 * one.low, 10);
    expect(scaled.standardError).toBeCloseTo(16 * one.standardError, 10);
  });

  test("blocks stand for units in large samples", () => {
    const source = generatorOf(35);
    const sample = list(3_000, () => gammaVariate(source, 1));
    const outcome = bootstrapInterval(source, [sample], meanOf, { resamples: 999 });
    expect(outcome.kind === "estimated" && Math.abs(outcome.high - outcome.low - 3.92 * outcome.standardError)).toBeLessThan(0.01);
  });
});

test("what cannot be told is said to", () => {
  const source = generatorOf(1);
  expect(permutationTest(source, [3, 3], [3, 3, 3])).toMatchObject({ kind: "exact", p: 1 });
  expect(permutationTest(source, [0, 0, 0], [1, 1, 1])).toMatchObject({ p: 0.1 });
  expect(bootstrapInterval(source, [[2, 2, 2]], meanOf)).toEqual({ kind: "constant", estimate: 2 });
  expect(bootstrapInterval(source, [[0, 0, 1]], ([x]) => 1 / mean(x ?? []))).toMatchObject({ kind: "undefined-resamples", estimate: 3 });
  let calls = 0;
  expect(bootstrapInterval(source, [[1, 2]], () => -calls++)).toEqual({ kind: "one-sided", estimate: -0 });
  const far = bcaInterval({ estimate: 0.5, replicates: [0, 1, 1, 1, 1, 1], jackknife: [[0, 0, 0, 0, 0, 0, -90]] }, 0.999);
  expect(far.kind === "estimated" && far.high).toBe(1);
});

test.each<[string, () => unknown]>([
  ["a group of one", () => permutationTest(generatorOf(1), [1], [1, 2])],
  ["NaN in a group", () => permutationTest(generatorOf(1), [1, 2], [1, Number.NaN])],
  ["no draw", () => permutationTest(generatorOf(1), [1, 2], [1, 2], { draws: 0 })],
  ["no sample", () => bootstrapInterval(generatorOf(1), [], meanOf)],
  ["a sample of one", () => bootstrapInterval(generatorOf(1), [[1]], meanOf)],
  ["a handful of resamples", () => bootstrapInterval(generatorOf(1), [[1, 2]], meanOf, { resamples: 9 })],
  ["a statistic that is no number", () => bootstrapInterval(generatorOf(1), [[1, 2]], () => Number.NaN)],
  ["a level of 95", () => bootstrapInterval(generatorOf(1), [[1, 2]], meanOf, { level: 95 })],
  ["an infinite replicate", () => bcaInterval({ estimate: 0, replicates: [1, Infinity], jackknife: [] })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
