import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialVariate } from "../../random/count-variate.ts";
import { gammaVariate } from "../../random/gamma-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import * as experiments from "../exports.ts";

const { cuped, ratioDifference, ratioMetric, sampleMoments, welchTest } = experiments;

const list = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 30 });

/** How often something happens in so many runs of one seed. */
function share(runs: number, happens: () => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run++) if (happens()) count++;
  return count / runs;
}

/** Four standard errors of a share: a right method is further off once in sixteen thousand seeds. */
const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

const covers = (outcome: { kind: string; low?: number; high?: number }, truth: number): boolean =>
  (outcome.low ?? Infinity) <= truth && truth <= (outcome.high ?? -Infinity);

describe("calibration at unequal sizes and spreads", () => {
  test("Welch's interval covers 95 % where the smaller group varies three times as much", () => {
    const source = generatorOf(21);
    const runs = 8_000;
    const covered = share(runs, () => {
      const a = sampleMoments(list(60, () => 5 + normalVariate(source)));
      const b = sampleMoments(list(15, () => 6 + 3 * normalVariate(source)));
      return covers(welchTest(a, b), 1);
    });
    expect(Math.abs(covered - 0.95)).toBeLessThan(within(0.95, runs) + 0.002);
  });

  test("Welch's test keeps its level for skewed order values in large groups", () => {
    const source = generatorOf(22);
    const runs = 3_000;
    const revenue = (): number => (source.uniform() < 0.3 ? 40 * gammaVariate(source, 1.5) : 0);
    const refused = share(runs, () => {
      const outcome = welchTest(sampleMoments(list(400, revenue)), sampleMoments(list(900, revenue)));
      return outcome.kind === "tested" && outcome.p <= 0.05;
    });
    expect(Math.abs(refused - 0.05)).toBeLessThan(within(0.05, runs));
  });

  test("the ratio's interval covers 95 % where clicks of a person hang together, and that of a plain rate does not", () => {
    const source = generatorOf(23);
    const [runs, truth] = [3_000, 0.3];
    const person = (): [number, number] => {
      const clicks = 1 + Math.floor(4 * gammaVariate(source, 0.7));
      return [binomialVariate(source, clicks, source.uniform() < 0.5 ? 0.1 : 0.5), clicks];
    };
    const group = (n: number): [number[], number[]] => {
      const people = Array.from({ length: n }, person);
      return [people.map(([orders]) => orders), people.map(([, clicks]) => clicks)];
    };
    let covered = 0;
    let coveredPlain = 0;
    for (let run = 0; run < runs; run++) {
      const [orders, clicks] = group(300);
      const [ratio, other] = [ratioMetric(orders, clicks), ratioMetric(...group(120))];
      if (ratio.kind !== "estimated" || other.kind !== "estimated") continue;
      if (covers(ratioDifference(ratio, other), 0)) covered++;
      const total = clicks.reduce((all, one) => all + one, 0);
      if (Math.abs(ratio.ratio - truth) <= 1.96 * Math.sqrt((ratio.ratio * (1 - ratio.ratio)) / total)) coveredPlain++;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(within(0.95, runs) + 0.005);
    expect(coveredPlain / runs).toBeLessThan(0.85);
  });

  test("CUPED covers 95 %, at less than half the raw width where before and after correlate at 0.9", () => {
    const source = generatorOf(24);
    const runs = 4_000;
    const group = (n: number, effect: number): { before: number[]; after: number[] } => {
      const before = list(n, () => 50 + 10 * normalVariate(source));
      return { before, after: before.map((x) => x + effect + 4.843 * normalVariate(source)) };
    };
    let narrower = 0;
    const covered = share(runs, () => {
      const outcome = cuped(group(120, 0), group(60, 2));
      if (outcome.kind !== "adjusted" || outcome.adjusted.kind !== "tested" || outcome.raw.kind !== "tested") return false;
      if (outcome.adjusted.standardError < 0.5 * outcome.raw.standardError) narrower++;
      return covers(outcome.adjusted, 2);
    });
    expect(Math.abs(covered - 0.95)).toBeLessThan(within(0.95, runs) + 0.003);
    expect(narrower / runs).toBeGreaterThan(0.95);
  });
});

describe("laws", () => {
  test("scaling money scales difference and interval and leaves p; exchanging the groups turns the sign", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [sampleMoments(a), sampleMoments(b)];
        const outcome = welchTest(one, other);
        fc.pre(outcome.kind === "tested" && one.variance + other.variance > 1e-3);
        const scaled = welchTest(sampleMoments(a.map((v) => 128 * v)), sampleMoments(b.map((v) => 128 * v)));
        const swapped = welchTest(other, one);
        if (outcome.kind !== "tested" || scaled.kind !== "tested" || swapped.kind !== "tested") throw new Error("not tested");
        expect(scaled.low).toBeCloseTo(128 * outcome.low, 2);
        expect(scaled.p).toBeCloseTo(outcome.p, 10);
        expect(swapped.high).toBeCloseTo(-outcome.low, 6);
      }),
    );
  });

  test("a ratio whose denominator is one for everybody is the mean, with the mean's error", () => {
    fc.assert(
      fc.property(values, (numerators) => {
        const outcome = ratioMetric(numerators, new Float64Array(numerators.length).fill(1));
        const { mean, variance, n } = sampleMoments(numerators);
        expect(outcome).toEqual({ kind: "estimated", ratio: mean, standardError: expect.closeTo(Math.sqrt(variance / n), 6), n });
      }),
    );
  });

  test("adjusting by a constant or for a constant is told, and gives the raw comparison", () => {
    const varied = { before: [1, 2, 3], after: [2, 2, 5] };
    const outcome = cuped({ before: [4, 4], after: [1, 3] }, { before: [4, 4], after: [2, 7] });
    expect(outcome).toMatchObject({ kind: "constant-before", raw: { kind: "tested", difference: 2.5 } });
    expect(cuped({ before: [1, 2], after: [3, 3] }, { before: [5, 1], after: [3, 3] })).toMatchObject({ kind: "constant-after" });
    expect(cuped(varied, varied)).toMatchObject({ kind: "adjusted", adjusted: { difference: 0, p: 1 } });
  });
});

test("what does not vary is said to", () => {
  const constant = { n: 5, mean: 3, variance: 0 };
  expect(welchTest(constant, { ...constant, mean: 4 })).toEqual({ kind: "constant", difference: 1 });
  expect(ratioMetric([1, 2], [1, -1])).toEqual({ kind: "zero-denominator" });
  const ratio = { ratio: 2, standardError: 0, n: 9 };
  expect(ratioDifference(ratio, ratio)).toEqual({ kind: "constant", difference: 0 });
});

const fine = { n: 5, mean: 3, variance: 1 };
test.each<[string, () => unknown]>([
  ["a group of one", () => sampleMoments([1])],
  ["a NaN in a group", () => sampleMoments([1, Number.NaN])],
  ["moments of one unit", () => welchTest(fine, { ...fine, n: 1 })],
  ["an infinite mean", () => welchTest(fine, { ...fine, mean: Infinity })],
  ["a negative variance", () => welchTest({ ...fine, variance: -1 }, fine)],
  ["a level of 95", () => welchTest(fine, fine, { level: 95 })],
  ["a ratio of two lengths", () => ratioMetric([1, 2], [1])],
  ["a ratio of one unit", () => ratioMetric([1], [1])],
  ["a ratio of an infinity", () => ratioMetric([1, Infinity], [1, 1])],
  ["an unknown ratio", () => ratioDifference({ ratio: Number.NaN, standardError: 1, n: 2 }, { ratio: 1, standardError: 1, n: 2 })],
  ["before and after of two lengths", () => cuped({ before: [1], after: [1, 2] }, { before: [1, 2], after: [1, 2] })],
  ["a group of one before", () => cuped({ before: [1], after: [1] }, { before: [1, 2], after: [1, 2] })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
