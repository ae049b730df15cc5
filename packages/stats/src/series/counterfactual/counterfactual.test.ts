import { describe, expect, test } from "vitest";
import { causalImpactExample } from "../../../../../test/reference-series.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { causalImpactPriors } from "../posterior/priors.ts";
import { counterfactual, type Counterfactual, type CounterfactualOptions } from "./counterfactual.ts";

function estimated(source: Generator, values: ArrayLike<number>, from: number, options: CounterfactualOptions = {}): Counterfactual {
  const outcome = counterfactual(source, values, { from }, options);
  if (outcome.kind !== "estimated") throw new RangeError(outcome.kind);
  return outcome;
}

/** Sales that follow a market, with a level that drifts by `drift` and noise of one; some days are missing. The last 15 of 60 days are affected. */
function madeUp(
  source: Generator,
  drift: number,
  effect: number,
): { values: Float64Array; regressors: { rows: number; columns: number; values: Float64Array } } {
  let [level, market] = [100, 0];
  const x = new Float64Array(60);
  const values = Float64Array.from({ length: 60 }, (_, day) => {
    level += drift * normalVariate(source);
    market += normalVariate(source);
    x[day] = market;
    const seen = level + 1.5 * market + normalVariate(source) + (day >= 45 ? effect : 0);
    return source.uniform() < 0.05 ? Number.NaN : seen;
  });
  return { values, regressors: { rows: 60, columns: 1, values: x } };
}

describe("calibration", () => {
  /** How often the interval of the average effect holds the truth, a tail probability is at most 0.05, and the level is said to drift. */
  function tried(seed: number, drift: number, options: CounterfactualOptions): { covered: number; found: number; flagged: number } {
    const source = generatorOf(seed);
    const runs = 100;
    let [covered, found, flagged] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const effect = run % 2 === 0 ? 0 : 2;
      const { values, regressors } = madeUp(source, drift, effect);
      const { average, tailProbability, flags } = estimated(source, values, 45, { regressors, draws: 250, level: 0.9, ...options });
      if (average.effect.low <= effect && effect <= average.effect.high) covered += 1 / runs;
      if (flags.includes("level-drifts")) flagged += 1 / runs;
      if (effect === 0 && tailProbability <= 0.05) found += 2 / runs;
    }
    return { covered, found, flagged };
  }

  // Four standard errors of 100 runs are 0.12; both tails of 0.05 together are 0.1.
  test.each([0, 0.05, 0.6, 2])(
    "an interval of 90 %% holds the effect nine times in ten or more where the level moves by %f noises a period, missing days or not",
    (drift) => {
      const { covered, found, flagged } = tried(51, drift, {});
      expect(covered).toBeGreaterThan(0.9 - 0.12);
      expect(found).toBeLessThan(0.1 + 4 * Math.sqrt(0.09 / 50));
      expect(flagged).toBeLessThan(0.05 + 4 * Math.sqrt(0.0475 / 100));
    },
  );

  test("without a regressor too", () => {
    for (const drift of [0.05, 0.6]) {
      const none = { rows: 60, columns: 0, values: new Float64Array(0) };
      expect(tried(53, drift, { regressors: none }).covered, `${drift}`).toBeGreaterThan(0.9 - 0.12);
    }
  });

  test("priors that say that the level hardly drifts are right where that is so; where it is not, intervals are too narrow and mostly flagged", () => {
    const still = tried(52, 0.05, { priors: causalImpactPriors });
    expect(Math.abs(still.covered - 0.9)).toBeLessThan(0.12);
    const drifting = tried(52, 0.6, { priors: causalImpactPriors });
    expect(drifting.covered).toBeLessThan(0.6);
    expect(drifting.flagged).toBeGreaterThan(0.6);
  });
});

describe("what is read off the draws", () => {
  const { values, regressors } = causalImpactExample();
  const example = estimated(generatorOf(61), values, 70, { regressors, draws: 500 });

  test("sums are sums of periods, averages are their share, and what was observed is predicted and effect together", () => {
    const { effects, total, average } = example;
    expect(effects).toHaveLength(30);
    const sum = effects.reduce((all, { effect }) => all + effect.estimate, 0);
    expect(total.effect.estimate).toBeCloseTo(sum, 8);
    expect(effects.at(-1)?.cumulative).toEqual({
      estimate: expect.closeTo(total.effect.estimate, 8) as number,
      low: expect.closeTo(total.effect.low, 8) as number,
      high: expect.closeTo(total.effect.high, 8) as number,
    });
    expect(average.effect.low).toBeCloseTo(total.effect.low / 30, 10);
    expect(average.predicted.estimate + average.effect.estimate).toBeCloseTo(average.observed, 10);
    for (const { effect, predicted, observed, cumulative } of effects) {
      expect(predicted.estimate + effect.estimate).toBeCloseTo(observed, 10);
      expect(effect.low).toBeLessThan(effect.high);
      expect(cumulative.low).toBeLessThanOrEqual(cumulative.estimate);
    }
  });

  test("an effect as clear as this is as improbable as so many draws can say, and mirrored it is as improbable", () => {
    expect(example.tailProbability).toBe(1 / 501);
    const mirrored = estimated(
      generatorOf(61),
      values.map((value) => -value),
      70,
      { regressors, draws: 500 },
    );
    expect(mirrored.tailProbability).toBe(1 / 501);
    expect(mirrored.relative?.estimate).toBeCloseTo(example.relative?.estimate ?? 0, 2);
    expect(mirrored.average.effect.estimate).toBeCloseTo(-example.average.effect.estimate, 0);
  });

  test("what comes after the start says nothing of the forecast, and what comes after the end nothing of the effect", () => {
    const other = values.map((value, at) => (at < 70 ? value : 2 * value));
    expect(estimated(generatorOf(61), other, 70, { regressors, draws: 500 }).predicted).toEqual(example.predicted);
    const ended = counterfactual(generatorOf(61), values, { from: 70, until: 80 }, { regressors, draws: 500 });
    expect(ended.kind === "estimated" && ended.effects).toEqual(example.effects.slice(0, 10));
  });

  test("affected periods that are missing are left out of sums, and where all are there is no effect", () => {
    const holes = values.map((value, at) => (at === 75 ? Number.NaN : value));
    expect(estimated(generatorOf(61), holes, 70, { regressors, draws: 50 }).effects.map(({ period }) => period)).not.toContain(75);
    const none = values.map((value, at) => (at >= 70 ? Number.NaN : value));
    expect(counterfactual(generatorOf(61), none, { from: 70 }, { regressors, draws: 50 })).toEqual({ kind: "no-effect-periods" });
  });

  test("a prediction around zero has no relative effect, and few draws are said to be few", () => {
    const source = generatorOf(62);
    const noise = Float64Array.from({ length: 40 }, () => normalVariate(source));
    const small = estimated(source, noise, 30, { draws: 100 });
    expect(small).not.toHaveProperty("relative");
    expect(small.flags).toEqual(["few-draws"]);
    expect(example.flags).toEqual([]);
    expect(estimated(source, noise, 30, { draws: 3 }).effectiveDraws).toBe(3);
  });

  test("a season of the time before is expected after it", () => {
    const source = generatorOf(63);
    const weekly = Float64Array.from({ length: 70 }, (_, day) => 50 + (day % 7 === 5 ? 20 : 0) + normalVariate(source));
    const { predicted, average } = estimated(source, weekly, 56, { shape: { season: { period: 7 } }, draws: 300 });
    expect(predicted.estimate[61]).toBeGreaterThan(65);
    expect(predicted.estimate[62]).toBeLessThan(55);
    expect(average.effect.low).toBeLessThan(0);
    expect(average.effect.high).toBeGreaterThan(0);
  });
});

test("what the history says of its level has no unit, and is not said where it is too short", () => {
  const source = generatorOf(64);
  const walk = (unit: number): Float64Array => {
    let level = 0;
    const own = source.copy();
    return Float64Array.from({ length: 60 }, () => unit * (level += normalVariate(own)));
  };
  const driftOf = (unit: number): number[] => {
    const { drift, flags } = estimated(generatorOf(1), walk(unit), 50, { draws: 300, priors: causalImpactPriors });
    expect(flags).toContain("level-drifts");
    return drift === undefined ? [] : [drift.likeliest, drift.assumed, drift.gain];
  };
  const [likeliest = 0, assumed = 0, gain = 0] = driftOf(1);
  expect(likeliest).toBeGreaterThan(5 * assumed);
  expect(driftOf(1e10)).toEqual([likeliest, assumed, gain].map((one) => expect.closeTo(one, 4) as unknown));
  expect(estimated(source, [1, 5, 2, 4, 3], 3, { draws: 50 })).not.toHaveProperty("drift");
});

test("a history without variation, or none to speak of, is an outcome", () => {
  const source = generatorOf(1);
  expect(counterfactual(source, [4, 4, 4, 9], { from: 3 })).toEqual({ kind: "constant" });
  expect(counterfactual(source, [4, 9, 9], { from: 1 })).toEqual({ kind: "too-few", missing: 1 });
});

test.each<[string, () => unknown]>([
  ["a start at the first period", () => counterfactual(generatorOf(1), [1, 2, 3], { from: 0 })],
  ["an end before the start", () => counterfactual(generatorOf(1), [1, 2, 3], { from: 2, until: 2 })],
  ["an end beyond the last period", () => counterfactual(generatorOf(1), [1, 2, 3], { from: 2, until: 4 })],
  ["a level of 95", () => counterfactual(generatorOf(1), [1, 2, 3], { from: 2 }, { level: 95 })],
  ["an infinite value", () => counterfactual(generatorOf(1), [1, 2, Infinity], { from: 2 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
