import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialDistribution } from "../../distributions/counts.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import * as experiments from "../exports.ts";
import { noncentralTSurvival } from "./mean-sample-size.ts";

const { meanSampleSize, proportionSampleSize, proportionTest, sampleMoments, welchTest } = experiments;
const formulas: readonly experiments.SampleSizeFormula[] = ["pooled", "unpooled", "cohen-h", "baseline"];

test("the size that is planned has the power that was asked for, over every outcome", () => {
  const { perGroup } = proportionSampleSize({ baseline: 0.1, expected: 0.18 });
  const masses = [0.1, 0.18].map((rate) =>
    Array.from({ length: perGroup + 1 }, (_, k) => Math.exp(binomialDistribution(perGroup, rate).logDensity(k))),
  );
  let power = 0;
  masses[0]?.forEach((one, x) => {
    masses[1]?.forEach((other, y) => {
      if (one * other < 1e-12) return;
      const outcome = proportionTest({ successes: x, trials: perGroup }, { successes: y, trials: perGroup });
      if (outcome.kind === "tested" && outcome.p <= 0.05) power += one * other;
    });
  });
  expect(power).toBeGreaterThan(0.79);
  expect(power).toBeLessThan(0.815);
});

test("a t-test of the planned size finds the difference as often as was asked for", () => {
  const source = generatorOf(61);
  const { perGroup } = meanSampleSize({ difference: 5, sd: 10, power: 0.9 });
  const runs = 2_000;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const group = (centre: number) => sampleMoments(Array.from({ length: perGroup }, () => centre + 10 * normalVariate(source)));
    const outcome = welchTest(group(0), group(5));
    if (outcome.kind === "tested" && outcome.p <= 0.05) found++;
  }
  expect(Math.abs(found / runs - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / runs) + 0.005);
});

test.each([
  [2, 10, 1.5, 0.340845927557809],
  [-1, 3.5, 2, 0.9972419167440271],
  [30, 7, 9, 0.0014463807145196992],
])("the noncentral t's upper tail at %d is scipy's nct.sf(t, df, shift)", (t, df, shift, expected) => {
  expect(noncentralTSurvival(t, df, shift)).toBeCloseTo(expected, 12);
});

describe("laws", () => {
  const rate = fc.double({ min: 0.01, max: 0.99, noNaN: true });

  test("more power, a smaller level or a smaller effect need more units, by every formula", () => {
    fc.assert(
      fc.property(rate, rate, fc.constantFrom(...formulas), (baseline, expected, formula) => {
        fc.pre(Math.abs(expected - baseline) > 1e-3);
        const size = (more: Partial<experiments.ProportionPlan>): number =>
          proportionSampleSize({ baseline, expected, formula, ...more }).exact;
        expect(size({ power: 0.9 })).toBeGreaterThan(size({}));
        expect(size({ alpha: 0.01 })).toBeGreaterThan(size({}));
        expect(size({ sides: 1 })).toBeLessThan(size({}));
        expect(proportionSampleSize({ baseline, expected, formula }).perGroup).toBe(Math.ceil(size({})));
      }),
    );
  });

  test("the unit of the metric does not matter, and two units a group are the least", () => {
    expect(meanSampleSize({ difference: 500, sd: 1_000 }).perGroup).toBe(meanSampleSize({ difference: 0.5, sd: 1 }).perGroup);
    expect(meanSampleSize({ difference: 90, sd: 1 }).perGroup).toBe(2);
    expect(meanSampleSize({ difference: 90, sd: 1, formula: "normal" }).perGroup).toBe(2);
    expect(proportionSampleSize({ baseline: 0, expected: 1, formula: "cohen-h", power: 0.06 }).perGroup).toBe(1);
  });
});

test.each<[string, () => unknown]>([
  ["equal rates", () => proportionSampleSize({ baseline: 0.2, expected: 0.2 })],
  ["a rate of 20", () => proportionSampleSize({ baseline: 20, expected: 0.2 })],
  ["a power below the level", () => proportionSampleSize({ baseline: 0.1, expected: 0.2, power: 0.04 })],
  ["a power of one", () => proportionSampleSize({ baseline: 0.1, expected: 0.2, power: 1 })],
  ["a formula without variance", () => proportionSampleSize({ baseline: 0, expected: 1, formula: "unpooled" })],
  ["a difference of zero", () => meanSampleSize({ difference: 0, sd: 1 })],
  ["a spread that is no number", () => meanSampleSize({ difference: 1, sd: Number.NaN })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
