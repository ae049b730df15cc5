import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { notAbove, returnSet } from "./return-set.ts";

describe("where a parabola is at most zero", () => {
  test("what is inside a range is not above zero, what is outside is, whatever its shape", () => {
    const whole = fc.integer({ min: -6, max: 6 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const ranges = notAbove({ a, b, c }, [-8, 9]);
        for (let x = -8; x <= 9; x += 0.37) {
          const value = a * x * x - 2 * b * x + c;
          const nearest = ranges.some(([low, high]) => low <= x && x <= high);
          expect(nearest || value > -1e-9).toBe(true);
          expect(!nearest || value < 1e-9).toBe(true);
        }
        for (const [low, high] of ranges) expect(-8 <= low && low <= high && high <= 9).toBe(true);
      }),
    );
  });

  test("a line, a level and no end at all", () => {
    const all = [-Infinity, Infinity] as const;
    expect(notAbove({ a: 0, b: 2, c: 4 }, all)).toEqual([[1, Infinity]]);
    expect(notAbove({ a: 0, b: -2, c: 4 }, all)).toEqual([[-Infinity, -1]]);
    expect(notAbove({ a: 0, b: 0, c: 1 }, all)).toEqual([]);
    expect(notAbove({ a: 0, b: 0, c: 0 }, all)).toEqual([all]);
    expect(notAbove({ a: -1, b: 0, c: -1 }, all)).toEqual([all]);
    expect(notAbove({ a: -1, b: 0, c: 4 }, all)).toEqual([
      [-Infinity, -2],
      [2, Infinity],
    ]);
  });
});

describe("a set around an estimate", () => {
  test("ranges that touch are one, those that do not leave a gap, and the estimate is always in it", () => {
    const one = returnSet(5, [
      [1, 2],
      [-1, 1],
    ]);
    expect(one).toEqual({ kind: "interval", lower: 4, upper: 7, hasGaps: false });
    const two = returnSet(5, [
      [-1, 1],
      [3, 4],
    ]);
    expect(two).toEqual({ kind: "interval", lower: 4, upper: 9, hasGaps: true });
    expect(returnSet(5, [])).toEqual({ kind: "interval", lower: 5, upper: 5, hasGaps: false });
  });

  test("a range without an end makes a set without ends", () => {
    expect(returnSet(5, [[0, Infinity]])).toEqual({ kind: "unbounded" });
    expect(returnSet(5, [[-Infinity, 0]])).toEqual({ kind: "unbounded" });
  });
});
