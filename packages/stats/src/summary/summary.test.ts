import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as summary from "./exports.ts";
import type { QuantileType } from "./quantile.ts";

const { correlation, mean, quantile, ranks, sum, variance, weightedMean, weightedVariance } = summary;
const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const list = fc.array(number, { minLength: 1, maxLength: 60 });
const types: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const close = (one: number, other: number, scale = 1): boolean => Math.abs(one - other) <= 1e-12 * Math.max(scale, Math.abs(other));

describe("sums", () => {
  test("the order does not matter", () => {
    fc.assert(
      fc.property(list, (values) => {
        expect(close(sum(values.toReversed()), sum(values), 1e-3)).toBe(true);
      }),
    );
  });

  test("ten million amounts of a tenth lose nothing, where a plain loop loses a tenth of a thousandth", () => {
    const tenths = new Float64Array(10_000_000).fill(0.1);
    expect(sum(tenths)).toBe(1_000_000);
    expect(tenths.reduce((total, value) => total + value, 0)).not.toBe(1_000_000);
  });
});

describe("moments", () => {
  test("shifting moves the mean and leaves the variance; scaling scales the mean and squares into the variance", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 2, maxLength: 60 }), number, (values, shift) => {
        const moved = values.map((value) => value + shift);
        expect(close(mean(moved), mean(values) + shift, 1e6)).toBe(true);
        expect(Math.abs(variance(moved) - variance(values))).toBeLessThanOrEqual(1e-9 * variance(values) + 1e-3);
        expect(close(mean(values.map((value) => 8 * value)), 8 * mean(values))).toBe(true);
        expect(close(variance(values.map((value) => 8 * value)), 64 * variance(values))).toBe(true);
      }),
    );
  });

  test("instants in milliseconds and money up to 10^12 keep every digit of their variance", () => {
    expect(variance([1_790_000_000_000, 1_790_000_000_001, 1_790_000_000_002])).toBe(1);
    expect(variance([1e12, 1e12 + 0.25, 1e12 + 0.5])).toBe(0.0625);
  });

  test("equal weights are no weights, and a frequency counts as often as the value stands there", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.integer({ min: 0, max: 5 })), { minLength: 2, maxLength: 20 }), (pairs) => {
        const [values, counts] = [pairs.map(([value]) => value), pairs.map(([, count]) => count)];
        const ones = values.map(() => 3);
        expect(close(weightedMean(values, ones), mean(values), 1e6)).toBe(true);
        expect(close(weightedVariance(values, ones, "reliability"), variance(values), 1)).toBe(true);
        const repeated = pairs.flatMap(([value, count]) => Array.from({ length: count }, () => value));
        fc.pre(repeated.length > 1);
        expect(close(weightedVariance(values, counts, "frequency"), variance(repeated), 1)).toBe(true);
      }),
    );
  });

  test("a correlation is within -1 and 1, of itself 1, and knows no scale", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 30 }), (pairs) => {
        const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const outcome = correlation(x, y);
        fc.pre(outcome.kind === "correlated" && variance(x) > 1e-6 && variance(y) > 1e-6);
        const scaled = correlation(
          x.map((value) => 4 * value),
          y.map((value) => -value / 2),
        );
        expect(scaled).toEqual({ kind: "correlated", r: expect.closeTo(outcome.kind === "correlated" ? -outcome.r : 2, 12) });
        expect(correlation(x, x)).toEqual({ kind: "correlated", r: expect.closeTo(1, 12) });
      }),
    );
  });

  test("a list that does not vary correlates with nothing, and is told so", () => {
    expect(correlation([1, 2], [3, 3])).toEqual({ kind: "constant" });
    expect(correlation([3, 3], [1, 2])).toEqual({ kind: "constant" });
  });
});

describe("quantiles", () => {
  test("grow with p, stay among the numbers, and do not mind their order", () => {
    fc.assert(
      fc.property(list, fc.constantFrom(...types), fc.double({ min: 0, max: 1, noNaN: true }), (values, type, p) => {
        const at = quantile(values, p, type);
        expect(at).toBeGreaterThanOrEqual(Math.min(...values));
        expect(at).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values, Math.min(1, p + 0.1), type)).toBeGreaterThanOrEqual(at);
        expect(quantile(values.toReversed(), p, type)).toBe(at);
      }),
    );
  });

  test("type 1 turns the empirical distribution function round", () => {
    fc.assert(
      fc.property(list, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (values, p) => {
        const upTo = summary.empiricalCdf(values);
        const at = quantile(values, p, 1);
        expect(values).toContain(at);
        expect(upTo(at)).toBeGreaterThanOrEqual(p - 1e-12);
      }),
    );
  });
});

test("ranks sum to n (n + 1) / 2 and keep the order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 }), (values) => {
      const given = ranks(values);
      expect(sum(given)).toBe((values.length * (values.length + 1)) / 2);
      const inOrder = values.every((value, at) =>
        values.every((other, to) => value === other || value < other === (given[at] ?? 0) < (given[to] ?? 0)),
      );
      expect(inOrder).toBe(true);
    }),
  );
});

test.each<[string, () => unknown]>([
  ["the sum with a NaN", () => sum([1, Number.NaN])],
  ["the product of two lengths", () => summary.dot([1], [1, 2])],
  ["the mean of nothing", () => mean([])],
  ["the variance of one number", () => variance([1])],
  ["the covariance of two lengths", () => summary.covariance([1, 2], [1, 2, 3])],
  ["the median of nothing", () => summary.median([])],
  ["a quantile at 50", () => quantile([1, 2], 50)],
  ["a quantile of no sorted numbers", () => summary.quantileOfSorted([], 0.5)],
  ["a quantile with an infinity", () => quantile([1, Infinity], 0.5)],
  ["the ranks of nothing", () => ranks([])],
  ["the share up to NaN", () => summary.empiricalCdf([1])(Number.NaN)],
  ["weights that are all zero", () => weightedMean([1, 2], [0, 0])],
  ["a negative weight", () => weightedMean([1, 2], [1, -1])],
  ["a weighted variance of one value", () => weightedVariance([1, 2], [1, 0], "reliability")],
  ["a frequency of one", () => weightedVariance([1, 2], [1, 0], "frequency")],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
