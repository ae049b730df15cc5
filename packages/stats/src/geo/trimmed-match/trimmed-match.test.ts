import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { shuffled } from "../../random/order.ts";
import { assignRegions } from "../design/assign-regions.ts";
import { pairDifferences } from "./pair-differences.ts";
import { forEachOrder, residualOrder, type PairDifferences } from "./residual-orders.ts";
import { trimmedMatch, type TrimmedMatchOptions, type TrimmedMatchOutcome } from "./trimmed-match.ts";

type Estimated = Extract<TrimmedMatchOutcome, { kind: "estimated" }>;

function matched(pairs: PairDifferences, options?: TrimmedMatchOptions): Estimated {
  const found = trimmedMatch(pairs, options);
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

const normals = (source: Generator, count: number): number[] => Array.from({ length: count }, () => normalVariate(source));

/** What serially correlated days, times a size, sum to. */
function noiseOfDays(source: Generator, days: number, correlation: number): number {
  let [error, total] = [normalVariate(source), 0];
  for (let day = 0; day < days; day++) {
    error = correlation * error + Math.sqrt(1 - correlation ** 2) * normalVariate(source);
    total += error;
  }
  return total;
}

/** Pairs whose sizes differ a hundredfold, with a return of 2; in one of twenty something else happens. Days are serially correlated. */
function pairsOf(source: Generator, count: number, correlation = 0.5): PairDifferences {
  const sizes = normals(source, count).map((value) => Math.exp(1.2 * value));
  const spend = sizes.map((size) => size * (5 + 0.5 * normalVariate(source)));
  const response = sizes.map((size, at) => {
    const apart =
      size * (0.7 * normalVariate(source) + 0.3 * (noiseOfDays(source, 14, correlation) - noiseOfDays(source, 14, correlation)));
    return 2 * (spend[at] as number) + apart * (source.uniform() < 0.05 ? 5 : 1);
  });
  return { response, spend };
}

/** Pairs of like size with normal errors, with a return of 2: where trimming gains nothing. */
function likePairs(source: Generator, count: number): PairDifferences {
  const spend = normals(source, count).map((value) => 10 + value);
  return { spend, response: spend.map((value) => 2 * value + 5 * normalVariate(source)) };
}

/** The share of intervals of 90 % that hold the return of 2; a set without ends holds it. */
function coverage(runs: number, count: number, options: TrimmedMatchOptions, world = pairsOf): number {
  const source = generatorOf(count);
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const { set } = matched(world(source, count), options);
    if (set.kind === "unbounded" || (set.lower <= 2 && set.upper >= 2)) covered++;
  }
  return covered / runs;
}

const deviations = (share: number, runs: number): number => 4 * Math.sqrt((share * (1 - share)) / runs);

describe("trimmed match", () => {
  test("a rate that is set in advance keeps the level, however unequal the pairs and correlated the days", () => {
    for (const [count, runs] of [
      [10, 800],
      [40, 300],
    ] as const)
      for (const world of [pairsOf, likePairs]) expect(coverage(runs, count, {}, world)).toBeGreaterThan(0.9 - deviations(0.9, runs));
  });

  test("a rate that is chosen costs some of the level, as its docstring says", () => {
    const [few, many] = [coverage(800, 10, { trimRate: "chosen" }), coverage(400, 40, { trimRate: "chosen" })];
    expect(few).toBeGreaterThan(0.9 - deviations(0.9, 800));
    expect(Math.abs(many - 0.88)).toBeLessThan(deviations(0.88, 400));
    expect(Math.abs(coverage(1_000, 10, { trimRate: "chosen" }, likePairs) - 0.85)).toBeLessThan(deviations(0.85, 1_000));
  });

  test("the normal bound is too narrow for few pairs, which is why it is not the default", () => {
    const options = { trimRate: 0.2 } as const;
    const [normal, student] = [coverage(800, 10, { ...options, bound: "normal" }), coverage(800, 10, options)];
    expect(normal).toBeLessThan(student - 0.03);
  });

  test("a pair in which something else happened moves the mean and not the trimmed return", () => {
    const { response, spend } = pairsOf(generatorOf(1), 30);
    const struck = Array.from(response, (value, at) => (at === 7 ? value + 1e6 : value));
    expect(matched({ response: struck, spend }, { trimRate: 0 }).estimate).toBeGreaterThan(100);
    const found = matched({ response: struck, spend }, { trimRate: "chosen" });
    expect(Math.abs(found.estimate - 2)).toBeLessThan(0.5);
    expect(found.trimmed).toContain(7);
    expect(found.trimmed.length).toBe(2 * Math.round(30 * found.trimRate));
  });

  test("the kept residuals sum to zero at the return, and the interval holds it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 2, max: 25 }), (seed, count) => {
        const pairs = pairsOf(generatorOf(seed), count);
        const { estimate, trimRate, set } = matched(pairs, seed % 2 === 0 ? { trimRate: "chosen" } : {});
        const trim = Math.round(trimRate * count);
        const kept = residualOrder(pairs, estimate).subarray(trim, count - trim);
        const residuals = Array.from(kept, (at) => (pairs.response[at] as number) - estimate * (pairs.spend[at] as number));
        const size = Array.from(pairs.response).reduce((total, value) => total + Math.abs(value), 0);
        expect(Math.abs(residuals.reduce((total, value) => total + value, 0))).toBeLessThan(1e-10 * size);
        expect(set.kind === "unbounded" || (set.lower <= estimate && set.upper >= estimate)).toBe(true);
      }),
    );
  });

  test("order does not matter, scaling money scales the return, and a return added to all is added to the answer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (seed, by) => {
        const pairs = pairsOf(generatorOf(seed), 12);
        const { estimate, standardError } = matched(pairs);
        const places = shuffled(generatorOf(seed), [...Array(12).keys()]);
        const pick = (list: ArrayLike<number>): number[] => places.map((at) => list[at] as number);
        expect(matched({ response: pick(pairs.response), spend: pick(pairs.spend) }).estimate).toBeCloseTo(estimate, 9);
        const scaled = matched({ ...pairs, response: Array.from(pairs.response, (value) => by * value) });
        expect(scaled.estimate / by / estimate).toBeCloseTo(1, 9);
        expect(scaled.standardError / by / standardError).toBeCloseTo(1, 9);
        const moved = matched({ ...pairs, response: Array.from(pairs.response, (value, at) => value + 3 * (pairs.spend[at] as number)) });
        expect(moved.estimate).toBeCloseTo(estimate + 3, 9);
      }),
    );
  });

  test("a pair so large that all others are its rounding is trimmed without a trace", () => {
    const { response, spend } = pairsOf(generatorOf(13), 20);
    const apart = (at: number): number => (response[at] as number) - 2 * (spend[at] as number);
    const highest = [...Array.from(spend).keys()].reduce((one, other) => (apart(other) > apart(one) ? other : one));
    const struck = (by: number): PairDifferences => ({
      response: Array.from(response, (value, at) => (at === highest ? by : value)),
      spend,
    });
    const [one, other] = [matched(struck(1e6), { trimRate: 0.1 }), matched(struck(1e17), { trimRate: 0.1 })];
    expect(other.estimate).toBe(one.estimate);
    expect(other.standardError).toBe(one.standardError);
    expect(other.set).toEqual(one.set);
  });

  test("residuals of a billionth of the response still give an interval around the return", () => {
    const source = generatorOf(12);
    const spend = normals(source, 20).map((value) => 1e3 * Math.exp(value));
    const response = spend.map((value) => 7 * value + 1e-6 * normalVariate(source));
    for (const trimRate of [0, 0.2]) {
      const { estimate, set } = matched({ response, spend }, { trimRate });
      expect(set.kind === "interval" && set.lower < estimate && set.upper > estimate && set.upper - set.lower < 1e-8).toBe(true);
    }
  });

  test("ties, equal pairs and lines through one point are no difficulty", () => {
    expect(matched({ response: [1, 2, 3, 4, 5], spend: [1, 1, 1, 1, 1] }).estimate).toBeCloseTo(3, 12);
    expect(matched({ response: [1, 2, 3, 4, 5], spend: [1, 2, 3, 4, 5] }, { trimRate: 0.2 }).estimate).toBeCloseTo(1, 12);
    expect(matched({ response: [1, 1, 1, 1], spend: [1, 1, 1, 1] })).toMatchObject({ estimate: 1, standardError: 0 });
    const doubled = matched({ response: [4, 4, 7, 7, 9, 9], spend: [2, 2, 3, 3, 4, 4] }, { trimRate: 0.3 });
    expect(doubled.estimate).toBeCloseTo(9 / 4, 12);
  });

  test("spend that differs by next to nothing gives no interval; nowhere, no return; cancelling out, no root", () => {
    const { response } = pairsOf(generatorOf(3), 20);
    const spend = normals(generatorOf(4), 20);
    expect(matched({ response, spend }, { trimRate: 0 }).set).toEqual({ kind: "unbounded" });
    expect(trimmedMatch({ response: [1, 2], spend: [0, 0] })).toEqual({ kind: "no-spend-difference" });
    expect(trimmedMatch({ response: [1, 2, 3, 4], spend: [-10, -1, 1, 10] })).toEqual({ kind: "no-root" });
  });

  test("what cannot be is refused by name", () => {
    const good = { response: [1, 2, 3], spend: [1, 1, 2] };
    for (const [options, message] of [
      [{ trimRate: 0.5 }, "trimRate must be in [0, 0.5)"],
      [{ trimRate: 0.4 }, "trimRate must leave two pairs: got 0.4, which leaves -1"],
      [{ maxTrimRate: -0.1 }, "maxTrimRate must be in [0, 0.5)"],
      [{ level: 0 }, "level must be in (0, 1)"],
    ] as const)
      expect(() => trimmedMatch(good, options)).toThrow(message);
    expect(() => trimmedMatch({ response: [1], spend: [1] })).toThrow("response must be a list of at least 2");
    expect(() => trimmedMatch({ ...good, spend: [1, 2] })).toThrow("must be of one length");
  });
});

describe("from regions to pairs", () => {
  test("regions drawn in pairs of clusters, summed and matched give back the return that was put in", () => {
    const source = generatorOf(31);
    const sizes = new Map<string, number>(Array.from({ length: 60 }, (_, at) => [`${at}`, 50 * Math.exp(normalVariate(source))] as const));
    const clusters = Array.from({ length: 30 }, (_, at) => [`${2 * at}`, `${2 * at + 1}`]);
    const drawn = assignRegions({ clusters, sizes, design: { kind: "pairs" }, generator: source });
    if (drawn.kind !== "assigned") throw new RangeError(drawn.kind);
    const spends = (unit: string, day: number): number =>
      drawn.treated.includes(unit) && day >= 5 && day < 12 ? (sizes.get(unit) ?? 0) / 10 : 0;
    const cells = (value: (unit: string, size: number, day: number) => number): { unit: string; period: number; value: number }[] =>
      [...sizes].flatMap(([unit, size]) => Array.from({ length: 15 }, (_, day) => ({ unit, period: day, value: value(unit, size, day) })));
    const window = { from: 5, until: 12 };
    const spend = pairDifferences(
      cells((unit, _, day) => spends(unit, day)),
      drawn.blocks,
      window,
    );
    const response = pairDifferences(
      cells((unit, size, day) => size * (1 + 0.01 * normalVariate(source)) + 4 * spends(unit, day)),
      drawn.blocks,
      window,
    );
    if (response.kind !== "differences" || spend.kind !== "differences") throw new RangeError("cells are missing");
    const { estimate, set, pairs } = matched({ response: response.values, spend: spend.values });
    expect(pairs).toBe(15);
    expect(Math.abs(estimate - 4)).toBeLessThan(0.5);
    expect(set.kind === "interval" && set.lower > 2 && set.upper < 6).toBe(true);
  });

  test("missing cells are told or taken for nothing, and what is no pair or nowhere is refused", () => {
    const cells = [
      { unit: "a", period: 1, value: 5 },
      { unit: "a", period: 2, value: 6 },
      { unit: "b", period: 2, value: 2 },
    ];
    const pair = { treated: [["a"]], control: [["b"]] };
    expect(pairDifferences(cells, [pair], { from: 1 })).toEqual({ kind: "missing-cells", missing: [{ unit: "b", period: 1 }] });
    expect(pairDifferences(cells, [pair], { from: 1, missing: "zero" })).toEqual({ kind: "differences", values: Float64Array.of(9) });
    expect(() => pairDifferences(cells, [pair], { from: 1, until: 2 })).toThrow("regions that have cells in the window: got b");
    expect(() => pairDifferences(cells, [{ ...pair, control: [] }], { from: 1 })).toThrow("got 1 and 0");
  });
});

describe("the orders of residuals", () => {
  test("ranges follow each other without a gap, and inside each the order is the sorted one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -4, max: 4 })), { minLength: 2, maxLength: 9 }),
        (list) => {
          const pairs = { response: list.map(([y]) => y), spend: list.map(([, x]) => x) };
          let reached = -Infinity;
          forEachOrder(pairs, ([from, to], order) => {
            expect(from).toBe(reached);
            reached = to;
            const at = Number.isFinite(from) ? (Number.isFinite(to) ? (from + to) / 2 : from + 1) : Math.min(0, to) - 1;
            const residuals = Array.from(order, (place) => (pairs.response[place] ?? 0) - at * (pairs.spend[place] ?? 0));
            expect(residuals.every((value, next) => next === 0 || value >= (residuals[next - 1] ?? 0) - 1e-9)).toBe(true);
          });
          expect(reached).toBe(Infinity);
        },
      ),
    );
  });
});
