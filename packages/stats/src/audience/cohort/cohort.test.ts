import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldOut, tableRows } from "../../../../../test/reference-data.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { shuffled } from "../../random/order.ts";
import { cohortStanding, type StandingOutcome } from "../exports.ts";

const margin = (runs: number): number => 4 * Math.sqrt((0.95 * 0.05) / runs);
const covers = (interval: { low: number; high: number } | undefined, truth: number): boolean =>
  interval !== undefined && interval.low <= truth && truth <= interval.high;
const placed = (outcome: StandingOutcome): StandingOutcome & { kind: "placed" } => {
  if (outcome.kind !== "placed") throw new Error(outcome.kind);
  return outcome;
};

describe("calibration on rates that are log-normal", () => {
  test.each([
    [40, 0.5],
    [40, 2],
    [200, -1],
    [200, 3],
  ])("both intervals cover close to 95 percent in a cohort of %d, %d standard deviations above its middle", (size, truth) => {
    const source = generatorOf(71);
    const [runs, share] = [1_000, normalDistribution().cdf(truth)];
    let [percentiles, scores] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const cohort = Array.from({ length: size }, () => Math.exp(-4 + 0.6 * normalVariate(source)));
      const { percentile, robustZ } = placed(cohortStanding(Math.exp(-4 + 0.6 * truth), cohort));
      if (covers(percentile, share)) percentiles++;
      if (covers(robustZ, truth)) scores++;
    }
    expect(Math.abs(scores / runs - 0.95)).toBeLessThan(margin(runs) + 0.015);
    expect(percentiles / runs).toBeGreaterThan(0.92);
  });
});

const rate = fc.integer({ min: 1, max: 60 }).map((value) => value / 100);

describe("laws", () => {
  test("the percentile is the share below and half of what is equal, inside its interval", () => {
    fc.assert(
      fc.property(rate, fc.array(rate, { minLength: 1, maxLength: 50 }), (value, cohort) => {
        const { percentile, n, isSmall } = placed(cohortStanding(value, cohort));
        const [below, equal] = [cohort.filter((one) => one < value).length, cohort.filter((one) => one === value).length];
        expect(percentile.estimate).toBeCloseTo((below + equal / 2) / cohort.length, 12);
        expect(percentile.low).toBeLessThanOrEqual(percentile.estimate);
        expect(percentile.high).toBeGreaterThanOrEqual(percentile.estimate);
        expect([n, isSmall]).toEqual([cohort.length, cohort.length < 30]);
      }),
    );
  });

  test("neither the unit of the rate nor the order of the cohort matters", () => {
    fc.assert(
      fc.property(rate, fc.array(rate, { minLength: 5, maxLength: 40 }), (value, cohort) => {
        const [plain, turned] = [
          placed(cohortStanding(value, cohort)),
          placed(cohortStanding(value * 64, cohort.map((one) => one * 64).toReversed())),
        ];
        expect(turned.percentile).toEqual(plain.percentile);
        expect(turned.robustZ === undefined).toBe(plain.robustZ === undefined);
        expect(Math.abs((turned.robustZ?.estimate ?? 0) - (plain.robustZ?.estimate ?? 0))).toBeLessThan(1e-8);
      }),
    );
  });
});

test("cohorts that say nothing say so", () => {
  expect(cohortStanding(0.1, [])).toEqual({ kind: "no-cohort" });
  expect(placed(cohortStanding(0.1, [0.1, 0.1, 0.1, 0.2])).robustZ).toBeUndefined();
  expect(placed(cohortStanding(0.1, [0, 0.1, 0.3])).robustZ).toBeUndefined();
  expect(placed(cohortStanding(0.1, [0.2], { least: 1 }))).toMatchObject({ n: 1, isSmall: false, percentile: { estimate: 0, low: 0 } });
  expect(() => cohortStanding(0, [0.1])).toThrow(new RangeError("value must be a finite number above zero: got 0"));
  expect(() => cohortStanding(0.1, [0.1, -1])).toThrow(new RangeError("cohort[1] must be at least zero: got -1"));
  expect(() => cohortStanding(0.1, [0.1], { level: 1 })).toThrow(RangeError);
});

test.skipIf(heldOut.isMissing)(`a sample of a real tier covers each member's standing in the whole tier${heldOut.note}`, () => {
  const rows = tableRows(fs.readFileSync(heldOut.path("influencers/influencers_2022.csv"), "utf8"));
  const rates = rows
    .filter(([platform, month, , , , , , followers]) => platform === "instagram" && month === "2022-12" && Number(followers) < 2e7)
    .map(([, , , , , , , followers, engagement]) => Number(engagement) / Number(followers))
    .filter((one) => one > 0 && Number.isFinite(one));
  expect(rates.length).toBeGreaterThan(300);
  const source = generatorOf(72);
  let [covered, all] = [0, 0];
  for (let run = 0; run < 20; run++) {
    const sample = shuffled(source, rates).slice(0, 60);
    for (const value of rates.slice(0, 100)) {
      const whole = placed(cohortStanding(value, rates)).percentile.estimate;
      if (covers(placed(cohortStanding(value, sample)).percentile, whole)) covered++;
      all++;
    }
  }
  expect(covered / all).toBeGreaterThan(0.93);
});
