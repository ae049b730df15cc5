import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf } from "../../linear/matrix.ts";
import { gammaVariate } from "../../random/gamma-variate.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { shuffled } from "../../random/order.ts";
import type { Panel } from "../../synthetic/panel/panel.ts";
import * as experiments from "../exports.ts";

const { matchedPairs, pairedEffect, pairedPower, staggeredEffect, staggeredPower } = experiments;

const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);
const starts = [3, 3, 3, 3, 5, 5, 5, 5, 5, 7, 7, 7, 7];

/** Units of very unlike size, each at its own level, with a common season; the effect is a share of each one's size that grows with time. */
function world(source: Generator, share: number): { panel: Panel; truth: number } {
  const treatedFrom = Int32Array.from(shuffled(source, starts));
  const season = Array.from({ length: 8 }, () => 5 * normalVariate(source));
  let [sum, cells] = [0, 0];
  const rows = Array.from(treatedFrom, (start) => {
    const size = 10 * gammaVariate(source, 1.5);
    return season.map((common, period) => {
      const effect = period >= start ? share * size * (1 + period - start) : 0;
      if (period >= start && period < 7) [sum, cells] = [sum + effect, cells + 1];
      return size + common + 3 * normalVariate(source) + effect;
    });
  });
  return {
    panel: { units: starts.map(String), periods: season.map((_, at) => at), outcomes: matrixOf(rows), treatedFrom },
    truth: sum / cells,
  };
}

const estimated = (panel: Panel, source: Generator, draws = 99) => {
  const found = staggeredEffect(source, panel, { level: 0.9, draws });
  if (found.kind !== "estimated") throw new Error(found.kind);
  return found;
};

describe("calibration of starts at random", () => {
  test("where nothing is done p is at most a tenth one time in ten, with unequal cohorts and unlike units", () => {
    const source = generatorOf(41);
    const runs = 600;
    const found = Array.from({ length: runs }, () => estimated(world(source, 0).panel, source).p <= 0.1).filter(Boolean).length;
    expect(Math.abs(found / runs - 0.1)).toBeLessThan(within(0.1, runs));
  });

  test("an effect that grows and differs from unit to unit is found without bias, and its interval covers at least nine times in ten", () => {
    const source = generatorOf(42);
    const runs = 500;
    const errors: number[] = [];
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { panel, truth } = world(source, 0.2);
      const { effect, low, high } = estimated(panel, source, 1);
      errors.push(effect - truth);
      if (low <= truth && truth <= high) covered++;
    }
    const bias = errors.reduce((sum, error) => sum + error, 0) / runs;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / runs);
    expect(Math.abs(bias)).toBeLessThan((4 * spread) / Math.sqrt(runs));
    expect(covered / runs).toBeGreaterThan(0.9 - within(0.9, runs));
  });

  test("pairs keep their level with skewed differences, and cover", () => {
    const source = generatorOf(43);
    const runs = 1_000;
    let [refused, covered] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const differences = Array.from({ length: 12 }, () => gammaVariate(source, 2) - gammaVariate(source, 2));
      const found = pairedEffect(source, differences, { level: 0.9, draws: 199 });
      if (found.kind !== "estimated") throw new Error(found.kind);
      if (found.p <= 0.1) refused++;
      if (found.low <= 0 && 0 <= found.high) covered++;
    }
    expect(Math.abs(refused / runs - 0.1)).toBeLessThan(within(0.1, runs));
    expect(Math.abs(covered / runs - 0.9)).toBeLessThan(within(0.9, runs));
  });

  test("power grows with the effect, and without one is about alpha", () => {
    const source = generatorOf(44);
    const history = matrixOf(starts.map(() => Array.from({ length: 30 }, () => 50 + 5 * normalVariate(source))));
    const staggered = staggeredPower(source, history, { starts, window: 8 }, { trials: 150 });
    const pairs = Array.from({ length: 6 }, (_, at) => [2 * at, 2 * at + 1] as const);
    const paired = pairedPower(source, history, { pairs, before: 4, after: 4 }, { trials: 150, effects: [0.02, 0.1, 0.2, 0.4] });
    for (const found of [staggered, paired]) {
      if (found.kind !== "simulated") throw new Error(found.kind);
      expect(found.cells[0]!.power).toBeLessThan(0.8);
      expect(found.cells.at(-1)!.power).toBe(1);
      expect(found.least).toBeLessThan(0.3);
      expect(Math.abs(found.falseAlarms - 0.1)).toBeLessThan(within(0.1, 150));
      expect(found.separate).toBe(3);
    }
    expect(staggeredPower(source, history, { starts, window: 8 }, { trials: 20, effects: [-0.5] })).toMatchObject({ least: -0.5 });
  });
});

/** Every way to pair places off. */
function pairings(places: readonly number[]): (readonly [number, number])[][] {
  const [first, ...rest] = places;
  if (first === undefined) return [[]];
  return rest.flatMap((other, at) => pairings(rest.toSpliced(at, 1)).map((more) => [[first, other] as const, ...more]));
}

test("no pairing of any units has a smaller sum of distances", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 7 }), (values) => {
      const cost = (pairs: readonly (readonly [number, number])[]): number =>
        pairs.reduce((sum, [a, b]) => sum + Math.abs(values[a]! - values[b]!), 0);
      const places = values.map((_, at) => at);
      const kept = values.length % 2 === 0 ? [places] : places.map((at) => places.toSpliced(at, 1));
      const best = Math.min(...kept.flatMap((some) => pairings(some).map(cost)));
      const { pairs, left } = matchedPairs(values);
      expect(cost(pairs)).toBe(best);
      expect([...pairs.flat(), ...(left === undefined ? [] : [left])].toSorted((a, b) => a - b)).toEqual(places);
    }),
  );
});

test("what all units share in a period, and where each of them stands, moves no effect", () => {
  const source = generatorOf(45);
  const { panel } = world(source, 0.3);
  const values = panel.outcomes.values.map((value, at) => value + 100 * Math.floor(at / 8) + 7 * (at % 8));
  const moved = { ...panel, outcomes: { ...panel.outcomes, values } };
  const [one, other] = [estimated(panel, generatorOf(1)), estimated(moved, generatorOf(1))];
  expect(other.effect).toBeCloseTo(one.effect, 8);
  expect(other.standardError).toBeCloseTo(one.standardError, 8);
  expect(other.p).toBe(one.p);
});

test("what cannot be told is said to", () => {
  const rows = (of: number[][]) => matrixOf(of);
  const of = (outcomes: ReturnType<typeof matrixOf>, from: number[]): Panel => ({
    units: from.map(String),
    periods: Array.from({ length: outcomes.columns }, (_, at) => at),
    outcomes,
    treatedFrom: Int32Array.from(from),
  });
  const source = generatorOf(1);
  const four = rows([
    [1, 2],
    [3, 5],
    [2, 2],
    [4, 3],
  ]);
  expect(staggeredEffect(source, of(four, [0, 1, 2, 2]))).toEqual({ kind: "no-history" });
  expect(staggeredEffect(source, of(four, [1, 1, 1, 1]))).toEqual({ kind: "nothing-compared" });
  expect(staggeredEffect(source, of(four, [1, 2, 2, 2]))).toEqual({ kind: "lone-unit", start: 1 });
  expect(
    staggeredEffect(
      source,
      of(
        rows([
          [1, 4],
          [2, 5],
          [1, 2],
          [3, 4],
        ]),
        [1, 1, 2, 2],
      ),
    ),
  ).toEqual({ kind: "constant", effect: 2 });
  expect(
    staggeredEffect(
      source,
      of(
        rows([
          [1, 0],
          [1, -1],
          [1, 0],
          [1, 1],
        ]),
        [1, 1, 2, 2],
      ),
    ),
  ).toMatchObject({ kind: "estimated", arrangements: 6 });
  const negative = staggeredEffect(
    source,
    of(
      rows([
        [-1, -9],
        [-1, -8],
        [-1, 0],
        [-1, -1],
      ]),
      [1, 1, 2, 2],
    ),
  );
  expect(negative.kind === "estimated" && "lift" in negative).toBe(false);
  expect(pairedEffect(source, [2, 2, 2])).toEqual({ kind: "constant", effect: 2 });
  expect(
    pairedEffect(
      source,
      Array.from({ length: 30 }, (_, at) => at - 3),
      { draws: 99 },
    ),
  ).toMatchObject({ isExact: false, p: 0.01 });
  const history = rows([
    [1, 2, 3],
    [3, 5, 1],
    [2, 2, 2],
    [4, 3, 9],
  ]);
  expect(
    pairedPower(
      source,
      history,
      {
        pairs: [
          [0, 1],
          [2, 3],
        ],
        before: 3,
        after: 1,
      },
      { alpha: 0.5 },
    ),
  ).toEqual({ kind: "too-short", periods: 3, needed: 4 });
  const flat = rows(Array.from({ length: 10 }, () => [1, 1]));
  const pairs = [0, 2, 4, 6, 8].map((at) => [at, at + 1] as const);
  expect(pairedPower(source, flat, { pairs, before: 1, after: 1 }, { trials: 2, effects: [1] })).toMatchObject({
    cells: [{ power: 0 }],
    falseAlarms: 0,
  });
});

test.each<[string, () => unknown]>([
  ["a level of 90", () => pairedEffect(generatorOf(1), [1, 2], { level: 90 })],
  ["one pair", () => pairedEffect(generatorOf(1), [1])],
  ["a lone start", () => staggeredPower(generatorOf(1), matrixOf([[1], [2]]), { starts: [1, 2], window: 2 })],
  ["a start before the window", () => staggeredPower(generatorOf(1), matrixOf([[1], [2]]), { starts: [0, 0], window: 2 })],
  [
    "a place that is none",
    () =>
      pairedPower(generatorOf(1), matrixOf([[1], [2]]), {
        pairs: [
          [0, 1],
          [2, 3],
        ],
        before: 1,
        after: 1,
      }),
  ],
  ["one unit to pair", () => matchedPairs([1])],
  ["a baseline that is none", () => staggeredEffect(generatorOf(1), world(generatorOf(1), 0).panel, { baseline: "first" as "last" })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
