import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { binomialVariate } from "../../random/count-variate.ts";
import { betaVariate } from "../../random/gamma-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";
import * as experiments from "../exports.ts";

const { bestArm, betaPosterior, thompsonBatch } = experiments;

const arm = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
  .map(([x, more]) => ({ successes: x, trials: x + more }));

describe("the best arm", () => {
  test("chances sum to one, losses are at least zero, and the order of arms does not matter", () => {
    fc.assert(
      fc.property(fc.array(arm, { minLength: 2, maxLength: 4 }), (counts) => {
        const arms = counts.map((one) => betaPosterior(one));
        const { chances, losses, error } = bestArm(arms);
        expect(error).toBeLessThan(1e-9);
        expect(chances.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
        expect(losses.every((loss) => loss >= 0)).toBe(true);
        const turned = bestArm(arms.toReversed());
        expect(turned.chances.toReversed().every((one, at) => Math.abs(one - (chances[at] ?? 0)) < 1e-9)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  test("the differences of losses are those of the means: what one arm saves over another", () => {
    fc.assert(
      fc.property(arm, arm, (one, other) => {
        const [a, b] = [betaPosterior(one), betaPosterior(other)];
        const { losses } = bestArm([a, b]);
        expect((losses[0] ?? 0) - (losses[1] ?? 0)).toBeCloseTo(b.mean - a.mean, 10);
      }),
      { numRuns: 20 },
    );
  });

  test("when rates come from the prior, a chance of being best comes true as often as it says", () => {
    const source = generatorOf(41);
    const cells = { expected: 0, variance: 0, observed: 0 };
    for (let run = 0; run < 200; run++) {
      const [first, second] = [betaVariate(source, 2, 20), betaVariate(source, 2, 20)];
      const prior = { successes: 2, failures: 20 };
      const a = betaPosterior({ successes: binomialVariate(source, 150, first), trials: 150 }, prior);
      const b = betaPosterior({ successes: binomialVariate(source, 60, second), trials: 60 }, prior);
      const chance = bestArm([a, b]).chances[1] ?? 0;
      cells.expected += chance * chance;
      cells.variance += chance * chance * chance * (1 - chance);
      if (second > first) cells.observed += chance;
    }
    expect(Math.abs(cells.observed - cells.expected) / Math.sqrt(cells.variance)).toBeLessThan(4);
  });

  test("arms of very different size and arms with nothing seen are integrated too", () => {
    const { chances, error } = bestArm([
      betaPosterior({ successes: 50_000, trials: 10_000_000 }),
      betaPosterior({ successes: 0, trials: 0 }),
      betaPosterior({ successes: 51_000, trials: 10_000_000 }),
    ]);
    expect(error).toBeLessThan(1e-9);
    expect(chances.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
  });
});

/** Plays Thompson sampling in batches and counts what was lost against always showing the best arm. */
function play(seed: number, rates: readonly number[], visitors: number, size: number): { regret: number; shown: number[] } {
  const source = generatorOf(seed);
  const arms = rates.map(() => ({ successes: 0, trials: 0 }));
  const best = Math.max(...rates);
  let regret = 0;
  for (let seen = 0; seen < visitors; seen += size) {
    thompsonBatch(source, arms, Math.min(size, visitors - seen)).forEach((count, at) => {
      const arm = arms[at] ?? { successes: 0, trials: 0 };
      const rate = rates[at] ?? 0;
      arms[at] = { successes: arm.successes + (count > 0 ? binomialVariate(source, count, rate) : 0), trials: arm.trials + count };
      regret += count * (best - rate);
    });
  }
  return { regret, shown: arms.map(({ trials }) => trials / visitors) };
}

/** The mean over runs is within four standard errors, of both simulations, of the reference. */
function expectRegret(runs: ReturnType<typeof play>[], reference: number, error: number): void {
  const regrets = runs.map(({ regret }) => regret);
  const own = standardDeviation(regrets) / Math.sqrt(regrets.length);
  expect(Math.abs(mean(regrets) - reference)).toBeLessThan(4 * Math.hypot(own, error));
}

describe("Thompson sampling", () => {
  test("arms are shown as often as they are likely to be the best", () => {
    const arms = [
      { successes: 10, trials: 100 },
      { successes: 20, trials: 102 },
      { successes: 30, trials: 120 },
      { successes: 33, trials: 130 },
    ];
    const shown = thompsonBatch(generatorOf(42), arms, 200_000);
    const { chances } = bestArm(arms.map((one) => betaPosterior(one)));
    const square = chances.reduce((all, chance, at) => all + ((shown[at] ?? 0) - 200_000 * chance) ** 2 / (200_000 * chance), 0);
    expect(chiSquareDistribution(3).survival(square)).toBeGreaterThan(1e-3);
  });

  test("the regret of rates 0.9 and 0.8 over 10,000 visitors is the reference's 10.12", () => {
    expectRegret(
      Array.from({ length: 40 }, (_, run) => play(100 + run, [0.9, 0.8], 10_000, 1)),
      10.12,
      0.3,
    );
  });

  test("the regret of four rates over 5,000 visitors is the reference's 27.68 and 28.38 in batches of 250, and the best arm gets most", () => {
    const rates = [0.05, 0.04, 0.03, 0.02];
    const single = Array.from({ length: 60 }, (_, run) => play(300 + run, rates, 5_000, 1));
    const batched = Array.from({ length: 60 }, (_, run) => play(500 + run, rates, 5_000, 250));
    expectRegret(single, 27.68, 0.27);
    expectRegret(batched, 28.38, 0.27);
    const shares = [0.64, 0.216, 0.093, 0.05];
    shares.forEach((share, at) => {
      const found = single.map(({ shown }) => shown[at] ?? 0);
      expect(Math.abs(mean(found) - share)).toBeLessThan((4 * standardDeviation(found)) / Math.sqrt(found.length) + 0.005);
    });
  }, 60_000);
});

const nearly = betaPosterior({ successes: 0, trials: 0 }, { successes: 1e-3, failures: 1 });
const same = normalDistribution();
const fine = { successes: 1, trials: 2 };
test.each<[string, () => unknown]>([
  ["one arm", () => bestArm([normalDistribution()])],
  ["one arm twice", () => bestArm(Array.from({ length: 2 }, () => same))],
  [
    "an arm that is all but certain to be nothing",
    () => bestArm([nearly, betaPosterior({ successes: 0, trials: 0 }, { successes: 1e-3, failures: 1 })]),
  ],
  ["more successes than trials", () => betaPosterior({ successes: 2, trials: 1 })],
  ["a prior of nothing", () => betaPosterior(fine, { successes: 0, failures: 1 })],
  ["a batch for one arm", () => thompsonBatch(generatorOf(1), [fine])],
  ["a batch with an impossible arm", () => thompsonBatch(generatorOf(1), [fine, { successes: 1, trials: 0 }])],
  ["half a visitor", () => thompsonBatch(generatorOf(1), [fine, fine], 0.5)],
  ["a prior that is no number", () => thompsonBatch(generatorOf(1), [fine, fine], 1, { successes: 1, failures: Number.NaN })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
