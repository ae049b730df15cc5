import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Distribution } from "./distribution.ts";
import * as distributions from "./exports.ts";

const { binomialDistribution, poissonDistribution, normalDistribution, studentTDistribution } = distributions;
const parameter = fc.double({ min: Math.log(0.05), max: Math.log(2_000), noNaN: true }).map(Math.exp);
const chance = fc.double({ min: Math.log(1e-120), max: 0, noNaN: true }).map(Math.exp);
const off = (one: number, other: number): number => Math.abs(one / other - 1);

const continuous: fc.Arbitrary<Distribution> = fc
  .tuple(parameter, parameter, fc.nat(5))
  .map(
    ([a, b, which]) =>
      [
        () => normalDistribution(a - b, b),
        () => studentTDistribution(a),
        () => distributions.gammaDistribution(a, b),
        () => distributions.chiSquareDistribution(a),
        () => distributions.betaDistribution(a, b),
        () => distributions.fDistribution(a, b),
      ][which]?.() as Distribution,
  );

const counts: fc.Arbitrary<Distribution> = fc
  .tuple(fc.nat(3_000), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
  .map(([n, p, isBinomial]) => (isBinomial ? binomialDistribution(n, p) : poissonDistribution(n * p)));

/** A quantile is told apart from its neighbours only where a double can: near 1 and among tiny numbers it cannot. */
const isTellable = (x: number): boolean => Math.abs(x) > 1e-280 && Math.abs(x) < 1e120 && Math.abs(x - 1) > 1e-4;

describe("a continuous distribution", () => {
  test("leads back from a chance by either quantile", () => {
    fc.assert(
      fc.property(continuous, chance, (one, p) => {
        const [low, high] = [one.quantile(p), one.upperQuantile(p)];
        expect(!isTellable(low) || off(one.cdf(low), p) < 1e-8).toBe(true);
        expect(!isTellable(high) || off(one.survival(high), p) < 1e-8).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("has tails that sum to one, and a density that is the slope of the lower one", () => {
    fc.assert(
      fc.property(continuous, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (one, p) => {
        const x = one.quantile(p);
        expect(Math.abs(one.cdf(x) + one.survival(x) - 1)).toBeLessThan(1e-13);
        const step = Math.abs(x) * 2e-7;
        const slope = (one.cdf(x + step) - one.cdf(x - step)) / (2 * step);
        expect(!isTellable(x) || off(slope, Math.exp(one.logDensity(x))) < 1e-3).toBe(true);
      }),
    );
  });

  test("gives the ends for chances of nothing and of all", () => {
    expect([0, 1].map(normalDistribution().quantile)).toEqual([-Infinity, Infinity]);
    expect([0, 1].map(studentTDistribution(3).upperQuantile)).toEqual([Infinity, -Infinity]);
    expect([0, 1].map(distributions.fDistribution(2, 3).quantile)).toEqual([0, Infinity]);
    expect([0, 1].map(distributions.betaDistribution(2, 3).upperQuantile)).toEqual([1, 0]);
    expect([0, 1].map(distributions.gammaDistribution(2).quantile)).toEqual([0, Infinity]);
  });

  test("has no density outside its range, and that of the limit at its edge", () => {
    const { betaDistribution, fDistribution, gammaDistribution } = distributions;
    const logs = [betaDistribution(2, 2).logDensity(1.5), fDistribution(3, 3).logDensity(-1), gammaDistribution(2).logDensity(-1)];
    expect([...logs, gammaDistribution(2).logDensity(0), gammaDistribution(2).logDensity(Infinity)]).toEqual(Array(5).fill(-Infinity));
    expect(gammaDistribution(1).logDensity(0)).toBe(0);
    expect(betaDistribution(1, 1).logDensity(0)).toBeCloseTo(0, 14);
    expect([gammaDistribution(0.5).logDensity(0), betaDistribution(0.5, 2).logDensity(0)]).toEqual([Infinity, Infinity]);
    expect(fDistribution(2, 4).logDensity(0)).toBeCloseTo(0, 14);
  });

  test("has the tails of its limits at infinity and beyond its range", () => {
    for (const one of [
      studentTDistribution(2),
      distributions.fDistribution(2, 3),
      distributions.gammaDistribution(2),
      normalDistribution(),
    ]) {
      expect([one.cdf(Infinity), one.survival(Infinity), one.cdf(-Infinity), one.survival(-Infinity)]).toEqual([1, 0, 0, 1]);
    }
    expect(distributions.betaDistribution(2, 3).cdf(7)).toBe(1);
  });

  test("says that a mean or a variance is infinite", () => {
    expect(studentTDistribution(2).variance).toBe(Infinity);
    expect(studentTDistribution(4).variance).toBe(2);
    expect([distributions.fDistribution(1, 2).mean, distributions.fDistribution(1, 4).variance]).toEqual([Infinity, Infinity]);
    expect(distributions.fDistribution(2, 6)).toMatchObject({ mean: 1.5, variance: 6.75 });
    expect(distributions.betaDistribution(1, 1)).toMatchObject({ mean: 0.5, variance: 1 / 12 });
    expect(distributions.gammaDistribution(3, 2)).toMatchObject({ mean: 1.5, variance: 0.75 });
  });
});

describe("a distribution of counts", () => {
  test("has a lower tail that is the sum of its masses", () => {
    fc.assert(
      fc.property(counts, fc.nat(60), (one, last) => {
        let total = 0;
        for (let k = 0; k <= last; k++) total += Math.exp(one.logDensity(k));
        expect(Math.abs(one.cdf(last) - total)).toBeLessThan(1e-12);
        expect(Math.abs(one.cdf(last + 0.5) + one.survival(last) - 1)).toBeLessThan(1e-13);
      }),
    );
  });

  test("has the smallest counts for quantiles, in either tail", () => {
    fc.assert(
      fc.property(counts, chance, (one, likely) => {
        const p = likely * 0.999;
        const [low, high] = [one.quantile(p), one.upperQuantile(p)];
        expect(one.cdf(low)).toBeGreaterThanOrEqual(p);
        expect(low === 0 || one.cdf(low - 1) < p).toBe(true);
        expect(one.survival(high)).toBeLessThanOrEqual(p);
        expect(high === 0 || one.survival(high - 1) > p).toBe(true);
      }),
    );
  });

  test("puts no mass between counts or outside their range", () => {
    const [tosses, calls] = [binomialDistribution(3, 0.5), poissonDistribution(2)];
    expect([tosses.logDensity(1.5), tosses.logDensity(4), calls.logDensity(-1), calls.logDensity(0.5)]).toEqual(Array(4).fill(-Infinity));
    expect([tosses.cdf(-1), tosses.survival(-1), tosses.cdf(3), calls.cdf(-0.5), calls.cdf(Infinity)]).toEqual([0, 1, 1, 0, 1]);
  });

  test("is certain where chance is nothing or all", () => {
    const [never, always, nothing] = [binomialDistribution(5, 0), binomialDistribution(5, 1), poissonDistribution(0)];
    expect([never.logDensity(0), never.logDensity(2), always.logDensity(5), always.logDensity(2)]).toEqual([0, -Infinity, 0, -Infinity]);
    expect([never.quantile(1), always.quantile(0.1), nothing.quantile(1), nothing.upperQuantile(0)]).toEqual([0, 5, 0, 0]);
    expect([nothing.logDensity(0), nothing.logDensity(1)]).toEqual([0, -Infinity]);
    expect(binomialDistribution(0, 0.3).logDensity(0)).toBe(0);
    expect([poissonDistribution(2).quantile(1), poissonDistribution(2).upperQuantile(0)]).toEqual([Infinity, Infinity]);
  });
});

test.each<[string, () => unknown]>([
  ["normalDistribution(NaN)", () => normalDistribution(Number.NaN)],
  ["normalDistribution(0, 0)", () => normalDistribution(0, 0)],
  ["normalDistribution().cdf(NaN)", () => normalDistribution().cdf(Number.NaN)],
  ["normalDistribution().upperQuantile(-0.1)", () => normalDistribution().upperQuantile(-0.1)],
  ["studentTDistribution(0)", () => studentTDistribution(0)],
  ["chiSquareDistribution(-1)", () => distributions.chiSquareDistribution(-1)],
  ["gammaDistribution(1, 0)", () => distributions.gammaDistribution(1, 0)],
  ["betaDistribution(0, 1)", () => distributions.betaDistribution(0, 1)],
  ["fDistribution(1, Infinity)", () => distributions.fDistribution(1, Infinity)],
  ["binomialDistribution(2.5, 0.5)", () => binomialDistribution(2.5, 0.5)],
  ["binomialDistribution(2, 1.5)", () => binomialDistribution(2, 1.5)],
  ["poissonDistribution(-1)", () => poissonDistribution(-1)],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});

test("a quantile is found where its log-odds are next to zero", () => {
  expect(distributions.betaDistribution(14, 268).upperQuantile(2.231086378783766e-63)).toBeCloseTo(0.5, 10);
  expect(distributions.betaDistribution(43, 298).upperQuantile(5.521723359833021e-49)).toBeCloseTo(0.5, 6);
});
