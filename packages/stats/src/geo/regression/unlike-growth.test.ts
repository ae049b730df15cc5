import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poissonVariate } from "../../random/count-variate.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import type { Panel } from "../../synthetic/panel/panel.ts";
import { timeBasedRegression } from "./time-based-regression.ts";
import { allowingForGrowth, unlikeGrowth, type UnlikeGrowth } from "./unlike-growth.ts";

const [before, after, regions] = [84, 28, 24];

/** Orders of regions of unlike size, all of which rise by half, each with a growth of its own on top; every third, by lot, is treated. */
function ordersOf(source: Generator, spread: number): Panel {
  const treated = new Set<number>();
  for (let at = 0; at < regions; at += 3) treated.add(at + source.below(3));
  const columns = before + after;
  const values = new Float64Array(regions * columns);
  for (let row = 0; row < regions; row++) {
    const daily = 4 * Math.exp(0.8 * normalVariate(source));
    const own = 1.5 * (1 + spread * normalVariate(source));
    for (let day = 0; day < columns; day++)
      values[row * columns + day] = poissonVariate(source, Math.max(0, day < before ? daily : own * daily));
  }
  return {
    units: Array.from({ length: regions }, (_, row) => `region ${row}`),
    periods: Array.from({ length: columns }, (_, day) => day),
    outcomes: { rows: regions, columns, values },
    treatedFrom: Int32Array.from({ length: regions }, (_, row) => (treated.has(row) ? before : columns)),
  };
}

function line(panel: Panel) {
  const columns = panel.periods.length;
  const sums = (isTreated: boolean) =>
    Float64Array.from({ length: columns }, (_, day) =>
      panel.units.reduce(
        (sum, _name, row) => sum + (panel.treatedFrom[row]! < columns === isTreated ? panel.outcomes.values[row * columns + day]! : 0),
        0,
      ),
    );
  const found = timeBasedRegression({ treated: sums(true), control: sums(false), before }, 0.9, "proportional");
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

function growthOf(panel: Panel): UnlikeGrowth {
  const found = unlikeGrowth(panel);
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

const holdsZero = ({ lower, upper }: { readonly lower: number; readonly upper: number }): boolean => lower <= 0 && 0 <= upper;
const draws = 600;
/** Four deviations of the share of so many intervals of 90 %. */
const FOUR = 4 * Math.sqrt((0.9 * 0.1) / draws);

describe("regions that grow unlike each other", () => {
  test.each([
    [0.1, 0.85],
    [0.3, 0.6],
  ])("a spread of %f: intervals hold no effect as often as they say, those of days alone far less often", (spread, atMost) => {
    const source = generatorOf(11);
    let [allowed, ofDays] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const panel = ordersOf(source, spread);
      const found = line(panel);
      if (holdsZero(found)) ofDays++;
      if (holdsZero(allowingForGrowth(found, growthOf(panel), 0.9))) allowed++;
    }
    expect(Math.abs(allowed / draws - 0.9)).toBeLessThan(FOUR);
    expect(ofDays / draws).toBeLessThan(atMost);
  });

  test("regions that grow alike hardly widen the interval", () => {
    const source = generatorOf(12);
    let [held, width, plain] = [0, 0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const panel = ordersOf(source, 0);
      const found = line(panel);
      const allowed = allowingForGrowth(found, growthOf(panel), 0.9);
      if (holdsZero(allowed)) held++;
      width += allowed.upper - allowed.lower;
      plain += found.upper - found.lower;
    }
    expect(held / draws).toBeGreaterThan(0.9 - FOUR);
    expect(width / plain).toBeLessThan(1.2);
  });

  test("the spread is found in the mean", () => {
    const source = generatorOf(13);
    const squares = Array.from({ length: draws }, () => growthOf(ordersOf(source, 0.3)).spread ** 2);
    const mean = squares.reduce((sum, value) => sum + value, 0) / draws;
    expect(Math.abs(mean / 0.3 ** 2 - 1)).toBeLessThan(0.1);
  });

  test("another unit scales the variance by its square, and what the treated sell afterwards takes no part", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.double({ min: 0.01, max: 1_000, noNaN: true }), (seed, by) => {
        const panel = ordersOf(generatorOf(seed), 0.2);
        const found = growthOf(panel);
        const { columns } = panel.outcomes;
        const values = panel.outcomes.values.map((value, at) =>
          at % columns >= before && panel.treatedFrom[Math.floor(at / columns)]! < columns ? 7 : by * value,
        );
        const other = growthOf({ ...panel, outcomes: { ...panel.outcomes, values } });
        // A difference of two sums: what rounding leaves of it is small beside the sums, and not beside a spread of nearly zero.
        expect(other.spread ** 2).toBeCloseTo(found.spread ** 2, 10);
        expect(other.variance / by ** 2 / (1 + found.variance)).toBeCloseTo(found.variance / (1 + found.variance), 8);
      }),
      { numRuns: 30 },
    );
  });

  test("too little to tell is said", () => {
    const panel = (rows: readonly (readonly number[])[], treatedFrom: readonly number[]): Panel => ({
      units: rows.map((_, row) => `${row}`),
      periods: rows[0]!.map((_, day) => day),
      outcomes: { rows: rows.length, columns: rows[0]!.length, values: Float64Array.from(rows.flat()) },
      treatedFrom: Int32Array.from(treatedFrom),
    });
    const four = [1, 2, 3, 4];
    expect(unlikeGrowth(panel([four, four, four, four], [1, 4, 4, 4]))).toEqual({ kind: "too-few-periods", before: 1, needed: 2 });
    expect(unlikeGrowth(panel([four, four, four, [0, 0, 3, 4]], [2, 4, 4, 4]))).toEqual({
      kind: "too-few-regions",
      untreated: 2,
      needed: 3,
    });
    expect(unlikeGrowth(panel([four, [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0]], [2, 4, 4, 4]))).toEqual({ kind: "no-level" });
    expect(() => unlikeGrowth(panel([four, four], [2]))).toThrow(RangeError);
    expect(() => allowingForGrowth({ effect: 1, standardError: 1, degreesOfFreedom: 3 }, growthOf(ordersOf(generatorOf(1), 0)), 1)).toThrow(
      RangeError,
    );
  });
});
