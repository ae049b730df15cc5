import { expect, test } from "vitest";
import { poissonVariate } from "../../random/count-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import { weightedTotal } from "./weighted-total.ts";

/** How often the interval holds the true total of events that come as often as `mean` says, each of one of the weights in turn. */
function coverage(means: readonly number[], weights: readonly number[], runs: number): number {
  const generator = generatorOf(20_260_501);
  const truth = means.reduce((total, mean, at) => total + mean * weights[at]!, 0);
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const drawn = means.flatMap((mean, at) => Array.from({ length: poissonVariate(generator, mean) }, () => weights[at]!));
    const { low, high } = weightedTotal(drawn, { largest: Math.max(...weights) });
    if (low <= truth && truth <= high) covered++;
  }
  return covered / runs;
}

test.each([
  { means: [12], weights: [1] },
  { means: [40, 4], weights: [50, 400] },
  { means: [3, 1.5], weights: [0.2, 1] },
])("the interval of weightedTotal holds the truth at least 95 times in 100, and is not twice as safe: %o", ({ means, weights }) => {
  const covered = coverage(means, weights, 4_000);
  // Four standard errors below the level.
  expect(covered).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / 4_000));
  expect(covered).toBeLessThan(0.995);
});

test("a total of nothing may be anything, and weights of one amount still have an interval of some width", () => {
  expect(weightedTotal([])).toEqual({ estimate: 0, low: 0, high: Infinity });
  // Nothing happened of what adds 1 each: Garwood's upper end, -log(0.025).
  expect(weightedTotal([], { largest: 1 }).high).toBeCloseTo(-Math.log(0.025), 12);
  const { estimate, low, high } = weightedTotal(Array.from({ length: 100 }, () => 50));
  expect([estimate, low < 4_200, high > 5_900]).toEqual([5_000, true, true]);
});

test("a unit of the weights is a unit of the interval", () => {
  const [euros, cents] = [weightedTotal([3, 20, 7]), weightedTotal([300, 2_000, 700])];
  expect(cents.low / euros.low).toBeCloseTo(100, 9);
  expect(cents.high / euros.high).toBeCloseTo(100, 9);
});

test.each([[[-1]], [[Number.NaN]]])("%j is no list of weights", (weights) => {
  expect(() => weightedTotal(weights)).toThrow(RangeError);
});

test("the sums of the weights say as much as the weights", () => {
  const weights = [5, 1, 1, 2];
  expect(weightedTotal({ total: 9, squares: 31, largest: 5 })).toEqual(weightedTotal(weights));
  expect(weightedTotal({ total: 9, squares: 31, largest: 8 }, { level: 0.9 })).toEqual(weightedTotal(weights, { largest: 8, level: 0.9 }));
  expect(() => weightedTotal({ total: -1, squares: 1, largest: 1 })).toThrow(RangeError);
});
