import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportioned, apportionInto, WHOLE_PPB } from "./largest-remainder.ts";

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
const anyWeights = fc
  .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5, 1 / 3)), { minLength: 1, maxLength: 200 })
  .filter((weights) => sum(weights) > 1e-300);

/** The textbook form: sort all by what they lost, ties by order. */
function bySorting(weights: readonly number[]): number[] {
  const total = sum(weights);
  const shares = weights.map((weight) => (weight / total) * WHOLE_PPB);
  const parts = shares.map(Math.floor);
  const order = shares.map((_, index) => index).sort((a, b) => loss(shares, b) - loss(shares, a) || a - b);
  for (const index of order.slice(0, WHOLE_PPB - sum(parts))) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

const loss = (shares: readonly number[], index: number): number => (shares[index] ?? 0) - Math.floor(shares[index] ?? 0);

describe("apportioned", () => {
  test.each([
    [[1], [1_000_000_000]],
    [
      [1, 1],
      [500_000_000, 500_000_000],
    ],
    [
      [1, 1, 1],
      [333_333_334, 333_333_333, 333_333_333],
    ],
    [
      [2, 1],
      [666_666_667, 333_333_333],
    ],
    [
      [1, 2],
      [333_333_333, 666_666_667],
    ],
    [
      [0, 1, 0, 1, 1],
      [0, 333_333_334, 0, 333_333_333, 333_333_333],
    ],
    [
      [1, 1, 1, 1, 1, 1, 1],
      [142_857_143, 142_857_143, 142_857_143, 142_857_143, 142_857_143, 142_857_143, 142_857_142],
    ],
  ])("E14 divides by %j into %j", (weights, parts) => {
    expect(apportioned(weights)).toEqual(parts);
  });

  test("E14 sums to exactly one billion, within one part of the exact share, nothing for a weight of zero", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const parts = apportioned(weights);
        expect(sum(parts)).toBe(WHOLE_PPB);
        parts.forEach((part, index) => {
          const weight = weights[index] ?? 0;
          expect(Math.abs(part - (weight / sum(weights)) * WHOLE_PPB) <= 1).toBe(true);
          expect(part === 0 || weight > 0).toBe(true);
        });
      }),
    );
  });

  test("E14 finds by selection the very parts that sorting finds", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        expect(apportioned(weights)).toEqual(bySorting(weights));
      }),
    );
  });

  test("takes lists far longer than its first working space", () => {
    const weights = Array.from({ length: 10_007 }, (_, index) => (index % 97) + 1);
    expect(apportioned(weights)).toEqual(bySorting(weights));
  });

  test("ignores what lies behind the count", () => {
    const out = new Int32Array(3);
    apportionInto(Float64Array.of(1, 3, 99), 2, out);
    expect(Array.from(out)).toEqual([250_000_000, 750_000_000, 0]);
  });

  test.each([[[-1, 2]], [[Number.NaN]], [[]], [[0, 0]], [[Number.POSITIVE_INFINITY]]])("refuses the weights %j", (weights) => {
    expect(() => apportioned(weights)).toThrow(RangeError);
  });
});
