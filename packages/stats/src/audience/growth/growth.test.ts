import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { growthAnomalies, type GrowthOptions } from "../exports.ts";

/** Counts that grow by 0.4 % a day, more at weekends, with noise of one step from the one before. */
function countsOf(days: number, noise: (day: number) => number): number[] {
  let log = Math.log(20_000);
  return Array.from({ length: days }, (_, day) => {
    if (day > 0) log += 0.004 + (day % 7 < 2 ? 0.003 : 0) + 0.001 * noise(day);
    return Math.exp(log);
  });
}

/** The share of series with any anomaly. */
function alarms(runs: number, days: number, noiseOf: (source: Generator) => (day: number) => number, options: GrowthOptions = {}): number {
  const source = generatorOf(81);
  let flagged = 0;
  for (let run = 0; run < runs; run++) {
    const outcome = growthAnomalies(countsOf(days, noiseOf(source)), source, { draws: 39, ...options });
    if (outcome.kind === "tested" && outcome.anomalies.length > 0) flagged++;
  }
  return flagged / runs;
}

const normal = (source: Generator) => () => normalVariate(source);
const serial = (source: Generator) => {
  let last = normalVariate(source);
  return () => (last = 0.6 * last + 0.8 * normalVariate(source));
};
/** A t of five degrees of freedom. */
const heavy = (source: Generator) => () => {
  const squares = Array.from({ length: 5 }, () => normalVariate(source) ** 2).reduce((sum, one) => sum + one, 0);
  return normalVariate(source) / Math.sqrt(squares / 5);
};

describe("calibration", () => {
  const normalTails = { tails: Number.POSITIVE_INFINITY };

  test("the chance of any false alarm is what was asked for, at 40 and at 120 days with a weekly season", () => {
    for (const [days, rate, noiseOf, options] of [
      [40, 0.05, heavy, {}],
      [120, 0.05, heavy, {}],
      [120, 0.2, normal, normalTails],
    ] as const) {
      const share = alarms(300, days, noiseOf, { falseAlarmRate: rate, ...options });
      expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / 300) + 0.005);
    }
  });

  test("it is not higher under positive serial correlation, and lower with lighter tails", () => {
    expect(alarms(300, 120, serial, normalTails)).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 300));
    expect(alarms(200, 120, normal)).toBeLessThan(0.02);
  });

  test("a normal threshold flags most series of a year with the tails of a t of five degrees of freedom, as the option says", () => {
    expect(alarms(80, 365, heavy, normalTails)).toBeGreaterThan(0.8);
  });

  test("a jump and a drop of twelve standard deviations are found, at their days and with their sizes", () => {
    const source = generatorOf(82);
    let found = 0;
    for (let run = 0; run < 50; run++) {
      const plain = countsOf(90, normal(source));
      const counts = plain.map((count, day) => count * (day >= 30 ? 1.012 : 1) * (day >= 61 ? 1 / 1.012 : 1));
      const outcome = growthAnomalies(counts, source, { draws: 199 });
      const flagged = outcome.kind === "tested" ? outcome.anomalies.map(({ at, kind }) => `${kind} ${at}`) : [];
      if (flagged.includes("spike 30") && flagged.includes("drop 61")) found++;
    }
    expect(found).toBeGreaterThanOrEqual(47);
  });
});

describe("laws", () => {
  const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 });

  test("a relative series does not mind its unit, nor an absolute one what is added", () => {
    fc.assert(
      fc.property(noise, fc.integer({ min: 2, max: 50 }), (steps, at) => {
        const counts = countsOf(60, (day) => (steps[day] as number) + (day === at ? 30 : 0));
        const of = (series: readonly number[], scale: "relative" | "absolute") => {
          const outcome = growthAnomalies(series, generatorOf(3), { draws: 19, scale });
          return outcome.kind === "tested" ? outcome.anomalies.map((one) => `${one.kind} ${one.at} ${one.z.toFixed(4)}`) : outcome.kind;
        };
        expect(
          of(
            counts.map((count) => count * 8),
            "relative",
          ),
        ).toEqual(of(counts, "relative"));
        expect(
          of(
            counts.map((count) => count + 4096),
            "absolute",
          ),
        ).toEqual(of(counts, "absolute"));
      }),
      { numRuns: 30 },
    );
  });

  test("a day that is not known takes out the two growths beside it, and no more", () => {
    const counts: (number | undefined)[] = countsOf(90, normal(generatorOf(83)));
    counts[50] = undefined;
    const jumped = counts.map((count, day) => (count === undefined ? count : count * (day >= 70 ? 1.05 : 1)));
    const outcome = growthAnomalies(jumped, generatorOf(4), { draws: 199 });
    expect(outcome.kind === "tested" && outcome.anomalies.map(({ at }) => at)).toEqual([70]);
    expect(outcome.kind === "tested" && outcome.anomalies[0]?.excess).toBeGreaterThan(0.04 * 20_000);
  });
});

test("series of which nothing can be told say so", () => {
  const source = generatorOf(5);
  expect(growthAnomalies([1, 2, 3], source)).toEqual({ kind: "too-few", known: 2, needed: 31 });
  expect(
    growthAnomalies(
      Array.from({ length: 60 }, () => 500),
      source,
    ),
  ).toEqual({ kind: "no-spread", level: 0 });
  expect(
    growthAnomalies(
      Array.from({ length: 60 }, () => undefined),
      source,
    ),
  ).toMatchObject({ kind: "too-few", known: 0 });
  const zeros = Array.from({ length: 60 }, (_, day) => (day * day) % 7);
  expect(growthAnomalies(zeros, source, { scale: "absolute", season: 1, draws: 19 }).kind).toBe("tested");
});

test.each([
  ["counts[1] must be a finite number above zero: got 0", () => growthAnomalies([1, 0], generatorOf(1))],
  ["counts[1] must be a finite number of at least zero: got -1", () => growthAnomalies([1, -1], generatorOf(1), { scale: "absolute" })],
  ["counts[0] must be a finite number above zero: got NaN", () => growthAnomalies([NaN, 1], generatorOf(1))],
  ["falseAlarmRate must be in (0, 1): got 5", () => growthAnomalies([1], generatorOf(1), { falseAlarmRate: 5 })],
  ["draws must be at least 999: got 99", () => growthAnomalies([1], generatorOf(1), { falseAlarmRate: 0.001, draws: 99 })],
  ["tails must be a number above zero: got 0", () => growthAnomalies([1], generatorOf(1), { tails: 0 })],
  ["season must be a whole number of at least 1: got 0", () => growthAnomalies([1], generatorOf(1), { season: 0 })],
])("refused: %s", (message, call) => {
  expect(call).toThrow(new RangeError(message));
});
