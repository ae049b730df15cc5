import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialDistribution } from "../../distributions/counts.ts";
import { multinomialVariate } from "../../random/count-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import * as experiments from "../exports.ts";

const { fisherExact, newcombeDifference, proportionTest, sampleRatio, waldDifference, wilsonInterval } = experiments;
type Proportion = experiments.Proportion;

const proportion = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(share * trials) }));
const failures = ({ successes, trials }: Proportion): Proportion => ({ successes: trials - successes, trials });

/** Two groups of unequal size with their true rates. */
interface World {
  readonly sizes: readonly [number, number];
  readonly rates: readonly [number, number];
}

/** The chance that something happens, over every outcome two groups can have: exact, no simulation needed. */
function chanceOf({ sizes, rates }: World, happens: (a: Proportion, b: Proportion) => boolean): number {
  const [first, second] = sizes.map((trials, at) => {
    const { logDensity } = binomialDistribution(trials, rates[at] ?? 0);
    return Array.from({ length: trials + 1 }, (_, successes) => ({
      group: { successes, trials },
      mass: Math.exp(logDensity(successes)),
    })).filter(({ mass }) => mass > 1e-9);
  });
  let chance = 0;
  for (const a of first ?? []) for (const b of second ?? []) if (happens(a.group, b.group)) chance += a.mass * b.mass;
  return chance;
}

const coverage = (world: World, interval: typeof newcombeDifference): number => {
  const truth = world.rates[1] - world.rates[0];
  return chanceOf(world, (a, b) => {
    const { low, high } = interval(a, b, 0.95);
    return low <= truth && truth <= high;
  });
};

describe("calibration over every outcome, at unequal sizes", () => {
  const worlds: readonly World[] = [
    { sizes: [20, 60], rates: [0.3, 0.5] },
    { sizes: [150, 40], rates: [0.1, 0.1] },
    { sizes: [40, 300], rates: [0.05, 0.02] },
    { sizes: [400, 90], rates: [0.6, 0.7] },
  ];

  test.each(worlds)("Newcombe's interval covers close to 95 %: %o", (world) => {
    const covered = coverage(world, newcombeDifference);
    expect(covered).toBeGreaterThan(0.935);
    expect(covered).toBeLessThan(0.985);
  });

  test("Wald's interval covers 95 % where groups are large, and falls short where it says that it does", () => {
    const interval: typeof newcombeDifference = (a, b, level) => {
      const outcome = waldDifference(a, b, level);
      return outcome.kind === "estimated" ? outcome : { estimate: 0, low: outcome.estimate, high: outcome.estimate };
    };
    expect(coverage({ sizes: [400, 900], rates: [0.2, 0.25] }, interval)).toBeCloseTo(0.95, 2);
    expect(coverage({ sizes: [40, 25], rates: [0.02, 0.05] }, interval)).toBeLessThan(0.85);
    expect(waldDifference({ successes: 1, trials: 40 }, { successes: 12, trials: 25 })).toMatchObject({ isSmall: true });
  });

  test("Wilson's interval covers close to 95 % at any rate", () => {
    for (const rate of [0.05, 0.2, 0.5, 0.9]) {
      const covered = chanceOf({ sizes: [1, 60], rates: [0, rate] }, (_, group) => {
        const { low, high } = wilsonInterval(group);
        return low <= rate && rate <= high;
      });
      expect(covered).toBeGreaterThan(0.92);
      expect(covered).toBeLessThan(0.985);
    }
  });

  const refused = (test: (a: Proportion, b: Proportion) => number) => (a: Proportion, b: Proportion) => test(a, b) <= 0.05;
  const zTest = (correction: "none" | "yates") => (a: Proportion, b: Proportion) => {
    const outcome = proportionTest(a, b, { correction });
    return outcome.kind === "tested" ? outcome.p : 1;
  };

  test.each([
    [[200, 60], 0.3],
    [[50, 300], 0.2],
    [[120, 120], 0.5],
  ] as const)("the z-test keeps its level at sizes %j and rate %d, Yates's and Fisher's never pass it", (sizes, rate) => {
    const world: World = { sizes, rates: [rate, rate] };
    const level = chanceOf(world, refused(zTest("none")));
    expect(level).toBeGreaterThan(0.038);
    expect(level).toBeLessThan(0.062);
    expect(chanceOf(world, refused(zTest("yates")))).toBeLessThanOrEqual(0.05);
    expect(
      chanceOf(
        world,
        refused((a, b) => fisherExact(a, b).p),
      ),
    ).toBeLessThanOrEqual(0.05);
  });

  test("one-sided tests keep half the level on their side", () => {
    const world: World = { sizes: [200, 80], rates: [0.4, 0.4] };
    for (const alternative of ["greater", "less"] as const) {
      const level = chanceOf(world, (a, b) => {
        const outcome = proportionTest(a, b, { alternative });
        return outcome.kind === "tested" && outcome.p <= 0.025;
      });
      expect(level).toBeGreaterThan(0.015);
      expect(level).toBeLessThan(0.035);
      expect(chanceOf(world, (a, b) => fisherExact(a, b, alternative).p <= 0.025)).toBeLessThanOrEqual(0.025);
    }
  });

  test("the sample ratio's p-value is even under a plan of unequal groups", () => {
    const generator = generatorOf(11);
    const [runs, planned] = [20_000, [1, 2, 5]];
    let below = 0;
    for (let run = 0; run < runs; run++) {
      if (sampleRatio(multinomialVariate(generator, 900, planned), { planned, threshold: 0.05 }).isMismatch) below++;
    }
    expect(Math.abs(below / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs));
  });
});

describe("laws", () => {
  test("exchanging the groups turns the sign; exchanging success and failure does too", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const one = newcombeDifference(a, b);
        const other = newcombeDifference(b, a);
        expect(other.low).toBeCloseTo(-one.high, 12);
        expect(newcombeDifference(failures(a), failures(b)).low).toBeCloseTo(-one.high, 12);
        expect(fisherExact(b, a).p).toBeCloseTo(fisherExact(a, b).p, 10);
        expect(fisherExact(failures(a), failures(b)).p).toBeCloseTo(fisherExact(a, b).p, 10);
        expect(fisherExact(b, a, "less").p).toBeCloseTo(fisherExact(a, b, "greater").p, 10);
      }),
    );
  });

  test("the estimate lies in its interval, and a higher level is wider", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        for (const at of [wilsonInterval(a), newcombeDifference(a, b)]) {
          expect(at.low).toBeLessThanOrEqual(at.estimate);
          expect(at.high).toBeGreaterThanOrEqual(at.estimate);
        }
        const [narrow, wide] = [newcombeDifference(a, b, 0.8), newcombeDifference(a, b, 0.99)];
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  test("both of Fisher's sides together are one and the chance of the table itself", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const both = fisherExact(a, b, "greater").p + fisherExact(a, b, "less").p;
        expect(both).toBeGreaterThanOrEqual(1 - 1e-10);
        expect(fisherExact(a, b).p).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("the order of groups does not matter to the sample ratio, nor does the scale of the plan", () => {
    const { p } = sampleRatio([10, 25, 30], { planned: [1, 2, 3] });
    expect(sampleRatio([30, 10, 25], { planned: [30, 10, 20] }).p).toBeCloseTo(p, 14);
  });
});

test("what does not vary is said to, and small cells are flagged", () => {
  const [none, all] = [
    { successes: 0, trials: 8 },
    { successes: 5, trials: 5 },
  ];
  expect(waldDifference(none, all)).toEqual({ kind: "no-variation", estimate: 1 });
  expect(proportionTest(none, { successes: 0, trials: 3 })).toEqual({ kind: "no-variation", difference: 0 });
  expect(proportionTest(all, all)).toEqual({ kind: "no-variation", difference: 0 });
  expect(fisherExact(none, none).p).toBe(1);
  expect(proportionTest({ successes: 2, trials: 9 }, { successes: 900, trials: 2_000 })).toMatchObject({ kind: "tested", isSmall: true });
  expect(sampleRatio([2, 3])).toMatchObject({ isSmall: true, isMismatch: false });
});

const half = { successes: 1, trials: 2 };
test.each<[string, () => unknown]>([
  ["more successes than trials", () => wilsonInterval({ successes: 3, trials: 2 })],
  ["no trial", () => fisherExact({ successes: 0, trials: 0 }, half)],
  ["half a success", () => proportionTest(half, { successes: 0.5, trials: 2 })],
  ["NaN", () => newcombeDifference(half, { successes: Number.NaN, trials: 2 })],
  ["infinitely many trials", () => waldDifference(half, { successes: 1, trials: Infinity })],
  ["a level of 95", () => waldDifference(half, half, 95)],
  ["one group", () => sampleRatio([3])],
  ["nobody", () => sampleRatio([0, 0])],
  ["a plan of another length", () => sampleRatio([1, 2], { planned: [1] })],
  ["a plan of zero", () => sampleRatio([1, 2], { planned: [0, 1] })],
  ["a threshold of 5", () => sampleRatio([1, 2], { threshold: 5 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
