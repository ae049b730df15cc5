import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitByPpb, splitByWeights, WHOLE_PPB } from "./split.ts";

const sum = (parts: readonly bigint[]): bigint => parts.reduce((total, part) => total + part, 0n);
const anyAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyWeights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
  .filter((weights) => weights.some((weight) => weight > 0n));

describe("splitByWeights", () => {
  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    [10n, [1n, 2n], [3n, 7n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [0n, [3n, 4n], [0n, 0n]],
    [7n, [5n], [7n]],
    [1n, [0n, 0n, 1n], [0n, 0n, 1n]],
  ])("E14 %s by weights %s is %s: largest loss first, ties by order", (amount, weights, parts) => {
    expect(splitByWeights(amount, weights)).toEqual(parts);
  });

  test("E14 the parts sum to the whole, each within one unit of its share, and no weight of zero gets anything", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const parts = splitByWeights(amount, weights);
        const total = sum(weights);
        expect(sum(parts)).toBe(amount);
        parts.forEach((part, index) => {
          const error = part * total - amount * (weights[index] ?? 0n);
          expect(error < total && error > -total).toBe(true);
          expect(part === 0n || weights[index] !== 0n).toBe(true);
        });
      }),
    );
  });

  test("a negative weight and weights without a positive one are broken promises", () => {
    expect(() => splitByWeights(1n, [2n, -1n])).toThrow("negative");
    expect(() => splitByWeights(1n, [0n, 0n])).toThrow("positive");
    expect(() => splitByWeights(1n, [])).toThrow("positive");
  });
});

describe("splitByPpb", () => {
  test("E14 an odd cent goes to the first of equal shares", () => {
    expect(splitByPpb(3n, [500_000_000, 500_000_000])).toEqual([2n, 1n]);
  });

  test("E14 a split by credit shares conserves any amount", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const shares = splitByWeights(BigInt(WHOLE_PPB), weights).map(Number);
        expect(sum(splitByPpb(amount, shares))).toBe(amount);
      }),
    );
  });

  test("shares that do not sum to one whole are a broken promise", () => {
    expect(() => splitByPpb(1n, [999_999_999])).toThrow("999999999");
  });
});
