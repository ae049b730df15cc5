import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import * as experiments from "../exports.ts";

const { boundaryCrossing, mixtureSprt, sequentialBounds } = experiments;
const kinds: readonly experiments.BoundKind[] = ["obrien-fleming", "pocock", "lan-demets-obrien-fleming", "lan-demets-pocock"];

/** Two groups of unequal size that grow, and what z says at each look. */
function zPath(source: ReturnType<typeof generatorOf>, fractions: Float64Array, effect = 0): number[] {
  const [most, sd] = [400, [1, 3]];
  const sums = [0, 0];
  const seen = [0, 0];
  return Array.from(fractions, (fraction) => {
    for (const [at, size] of [most, 2 * most].entries()) {
      for (; (seen[at] ?? 0) < fraction * size; seen[at] = (seen[at] ?? 0) + 1) {
        sums[at] = (sums[at] ?? 0) + at * effect + (sd[at] ?? 1) * normalVariate(source);
      }
    }
    const [a, b] = [seen[0] ?? 1, seen[1] ?? 1];
    return ((sums[1] ?? 0) / b - (sums[0] ?? 0) / a) / Math.sqrt(1 / a + 9 / b);
  });
}

describe("calibration", () => {
  test.each(kinds)("%s refuses a true null one time in twenty over all looks, at unequal groups", (kind) => {
    const source = generatorOf(51);
    const { bounds, fractions } = sequentialBounds({ looks: 4, kind });
    const runs = 1_500;
    let refused = 0;
    for (let run = 0; run < runs; run++) if (zPath(source, fractions).some((z, at) => Math.abs(z) >= (bounds[at] ?? 9))) refused++;
    expect(Math.abs(refused / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  test("the power is what the integral says", () => {
    const source = generatorOf(52);
    const plan = sequentialBounds({ looks: [0.3, 0.6, 1] });
    const effect = 0.35;
    const { upper } = boundaryCrossing({ ...plan, drift: effect / Math.sqrt(1 / 400 + 9 / 800) });
    const runs = 1_500;
    const stops = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const at = zPath(source, plan.fractions, effect).findIndex((z, look) => z >= (plan.bounds[look] ?? 9));
      if (at >= 0) stops[at] = (stops[at] ?? 0) + 1;
    }
    stops.forEach((count, at) => {
      const chance = upper[at] ?? 0;
      expect(Math.abs(count / runs - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / runs));
    });
  });

  test("looking after each of a hundred steps refuses a true null at most 5 % of the time, and the sequence covers", () => {
    const source = generatorOf(53);
    const runs = 1_500;
    let refused = 0;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const zs = zPath(
        source,
        Float64Array.from({ length: 100 }, (_, at) => (at + 1) / 100),
      );
      const looks = zs.map((z, at) => {
        const variance = (1 / 400 + 9 / 800) / ((at + 1) / 100);
        return mixtureSprt({ estimate: z * Math.sqrt(variance), variance }, { tau2: 0.1 });
      });
      if (looks.some(({ p }) => p <= 0.05)) refused++;
      if (looks.every(({ low, high }) => low <= 0 && 0 <= high)) covered++;
    }
    expect(refused / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
    expect(refused / runs).toBeGreaterThan(0.01);
    expect(covered).toBe(runs - refused);
  });
});

describe("laws", () => {
  test("the whole level is spent, step by step, and bounds of spending functions do not know later looks", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("lan-demets-obrien-fleming" as const, "lan-demets-pocock" as const),
        (steps, kind) => {
          const looks = [...steps.sort((a, b) => a - b).map((step) => step / 20), 1];
          const whole = sequentialBounds({ looks, kind, alpha: 0.1 });
          expect(whole.spent.at(-1)).toBeCloseTo(0.1, 9);
          expect(whole.spent.every((spent, at) => spent >= (whole.spent[at - 1] ?? 0))).toBe(true);
          const part = sequentialBounds({ looks: looks.slice(0, -1), kind, alpha: 0.1 });
          expect(part.bounds.every((bound, at) => Math.abs(bound - (whole.bounds[at] ?? 0)) < 1e-9)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("one look is a plain test", () => {
    for (const kind of kinds) {
      for (const sides of [1, 2] as const) {
        const { bounds, nominal } = sequentialBounds({ looks: 1, kind, sides });
        expect(nominal[0]).toBeCloseTo(0.05, 12);
        expect(bounds[0]).toBeCloseTo(sides === 2 ? 1.959963984540054 : 1.6448536269514722, 9);
      }
    }
  });

  test("without an effect both sides are crossed alike; a bound that is never reached is never crossed", () => {
    const { upper, lower, expectedFraction } = boundaryCrossing({ fractions: [0.5, 1], bounds: [2, 2] });
    expect(Array.from(lower)).toEqual(Array.from(upper, (chance) => expect.closeTo(chance, 14)));
    expect(expectedFraction).toBeCloseTo(0.5 * 2 * (upper[0] ?? 0) + (1 - 2 * (upper[0] ?? 0)), 14);
    expect(boundaryCrossing({ fractions: [0.5, 1], bounds: [40, 40] }).total).toBeLessThan(1e-300);
  });

  test("a look so early that nothing may be spent stops for nothing", () => {
    expect(sequentialBounds({ looks: [0.001, 1] }).bounds[0]).toBe(38);
    expect(sequentialBounds({ looks: [0.001, 1] }).bounds[1]).toBeCloseTo(1.959963984540054, 9);
  });

  test("the mixture's interval contains the null exactly where its p-value is above the level", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (estimate, variance, nullDifference) => {
          const { p, low, high } = mixtureSprt({ estimate, variance }, { tau2: 0.7, nullDifference });
          fc.pre(Math.abs(p - 0.05) > 1e-9);
          expect(low <= nullDifference && nullDifference <= high).toBe(p > 0.05);
        },
      ),
    );
  });
});

test.each<[string, () => unknown]>([
  ["no look", () => sequentialBounds({ looks: 0 })],
  ["no share", () => sequentialBounds({ looks: [] })],
  ["shares that do not ascend", () => sequentialBounds({ looks: [0.5, 0.5] })],
  ["a share above one", () => sequentialBounds({ looks: [0.5, 1.5] })],
  ["a share that is no number", () => sequentialBounds({ looks: [Number.NaN] })],
  ["planned bounds without the end", () => sequentialBounds({ looks: [0.5, 0.9], kind: "pocock" })],
  ["a level of a half on one side", () => sequentialBounds({ looks: 2, alpha: 0.5, sides: 1 })],
  ["a level of 5", () => sequentialBounds({ looks: 2, alpha: 5 })],
  ["as many bounds as not", () => boundaryCrossing({ fractions: [1], bounds: [] })],
  ["a bound of zero", () => boundaryCrossing({ fractions: [1], bounds: [0] })],
  ["an infinite drift", () => boundaryCrossing({ fractions: [1], bounds: [2], drift: Infinity })],
  ["a variance of zero", () => mixtureSprt({ estimate: 1, variance: 0 }, { tau2: 1 })],
  ["an estimate that is no number", () => mixtureSprt({ estimate: Number.NaN, variance: 1 }, { tau2: 1 })],
  ["tau2 of zero", () => mixtureSprt({ estimate: 1, variance: 1 }, { tau2: 0 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
