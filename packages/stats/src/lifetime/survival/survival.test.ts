import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf, type Matrix } from "../../linear/matrix.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { exponentialVariate, normalVariate } from "../../random/normal-variate.ts";
import * as lifetime from "../exports.ts";

const { coxFit, kaplanMeier, logRankTest, restrictedMean, restrictedMeanDifference, survivalQuantile } = lifetime;

/** Exponential times in whole days, so that many are equal, watched for unequal spans. */
function groupOf(source: Generator, size: number, rate: number): { times: number[]; events: boolean[] } {
  const members = Array.from({ length: size }, () => {
    const [time, watched] = [Math.ceil(exponentialVariate(source) / rate), 5 + source.below(60)];
    return { time: Math.min(time, watched), isEvent: time <= watched };
  });
  return { times: members.map(({ time }) => time), events: members.map(({ isEvent }) => isEvent) };
}

const share = (runs: number, happens: () => boolean): number => Array.from({ length: runs }, happens).filter(Boolean).length / runs;
const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

describe("calibration with ties, censoring and unequal sizes", () => {
  test.each(["log", "log-log"] as const)("the %s interval of the curve covers close to 95 % at a time", (interval) => {
    const source = generatorOf(91);
    const [runs, truth] = [2_000, Math.exp(-20 / 30)];
    const covered = share(runs, () => {
      const curve = kaplanMeier(groupOf(source, 80, 1 / 30), { interval });
      const at = curve.times.findLastIndex((time) => time <= 20);
      return (curve.low[at] ?? 2) <= truth && truth <= (curve.high[at] ?? -1);
    });
    expect(Math.abs(covered - 0.95)).toBeLessThan(within(0.95, runs) + 0.01);
  });

  test.each([0, 1])("the log-rank test keeps its level at sizes 30 and 120, rho %d", (rho) => {
    const source = generatorOf(92);
    const runs = 3_000;
    const refused = share(runs, () => {
      const outcome = logRankTest([groupOf(source, 30, 1 / 25), groupOf(source, 120, 1 / 25)], rho);
      return outcome.kind === "tested" && outcome.p <= 0.05;
    });
    expect(Math.abs(refused - 0.05)).toBeLessThan(within(0.05, runs) + 0.008);
  });

  test("the log-rank test of three groups keeps its level", () => {
    const source = generatorOf(93);
    const runs = 1_500;
    const refused = share(runs, () => {
      const outcome = logRankTest([20, 60, 100].map((size) => groupOf(source, size, 1 / 25)));
      return outcome.kind === "tested" && outcome.p <= 0.05;
    });
    expect(Math.abs(refused - 0.05)).toBeLessThan(within(0.05, runs) + 0.008);
  });

  test("Cox's interval covers the log hazard ratio, and its tests keep their level", () => {
    const source = generatorOf(94);
    const [runs, truth] = [800, 0.7];
    let refused = 0;
    const covered = share(runs, () => {
      const rows = Array.from({ length: 150 }, (_, at) => [at % 5 === 0 ? 1 : 0, normalVariate(source)]);
      const times = rows.map(([treated = 0]) => exponentialVariate(source) / (Math.exp(truth * treated) / 30));
      const watched = rows.map(() => 10 + 60 * source.uniform());
      const outcome = coxFit(
        { times: times.map((t, at) => Math.min(t, watched[at] ?? 0)), events: times.map((t, at) => t <= (watched[at] ?? 0)) },
        matrixOf(rows),
      );
      if (outcome.kind !== "fitted") return false;
      const [value = 0, idle = 0] = outcome.coefficients;
      const [error = 0, idleError = 1] = outcome.standardErrors;
      if (Math.abs(idle / idleError) > 1.959964) refused++;
      return Math.abs(value - truth) <= 1.959964 * error;
    });
    expect(Math.abs(covered - 0.95)).toBeLessThan(within(0.95, runs) + 0.005);
    expect(Math.abs(refused / runs - 0.05)).toBeLessThan(within(0.05, runs) + 0.005);
  });

  test("the difference of restricted means covers at sizes 40 and 160", () => {
    const source = generatorOf(95);
    const runs = 2_000;
    const meanUpTo = (rate: number): number =>
      Array.from({ length: 25 }, (_, day) => Math.exp(-rate * day)).reduce((all, one) => all + one, 0);
    const truth = meanUpTo(1 / 40) - meanUpTo(1 / 20);
    const covered = share(runs, () => {
      const [a, b] = [kaplanMeier(groupOf(source, 40, 1 / 20)), kaplanMeier(groupOf(source, 160, 1 / 40))];
      const outcome = restrictedMeanDifference(a, b, 25);
      return outcome.kind === "tested" && outcome.low <= truth && truth <= outcome.high;
    });
    expect(Math.abs(covered - 0.95)).toBeLessThan(within(0.95, runs) + 0.012);
  });
});

const group = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 25 })
  .map((members) => ({ times: members.map(([time]) => time), events: members.map(([, event]) => event) }));

describe("laws", () => {
  test("without censoring the curve is one less the empirical distribution", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (times) => {
        const curve = kaplanMeier({ times, events: times.map(() => true) });
        curve.times.forEach((time, at) => expect(curve.survival[at]).toBeCloseTo(times.filter((t) => t > time).length / times.length, 12));
        expect(curve.endsAtZero).toBe(true);
      }),
    );
  });

  test("curves fall, lie in their intervals, and do not mind the order or the unit of time", () => {
    fc.assert(
      fc.property(group, fc.constantFrom("log" as const, "log-log" as const), ({ times, events }, interval) => {
        const curve = kaplanMeier({ times, events }, { interval });
        curve.survival.forEach((value, at) => {
          expect(value).toBeLessThan(curve.survival[at - 1] ?? 1);
          expect(curve.low[at]).toBeLessThanOrEqual(value);
          expect(curve.high[at]).toBeGreaterThanOrEqual(value);
          expect(curve.high[at]).toBeLessThanOrEqual(1);
        });
        const turned = kaplanMeier({ times: times.map((t) => 7 * t).toReversed(), events: events.toReversed() }, { interval });
        expect(turned.survival).toEqual(curve.survival);
        expect(turned.times).toEqual(curve.times.map((t) => 7 * t));
      }),
    );
  });

  test("a restricted mean grows with its horizon, by at most as much", () => {
    fc.assert(
      fc.property(group, fc.integer({ min: 1, max: 6 }), (durations, until) => {
        const curve = kaplanMeier(durations);
        const [one, more] = [restrictedMean(curve, until), restrictedMean(curve, until + 1)];
        expect(more.kind === "beyond-follow-up").toBe(until + 1 > curve.followUp && !curve.endsAtZero);
        fc.pre(one.kind === "estimated" && more.kind === "estimated");
        if (one.kind !== "estimated" || more.kind !== "estimated") return;
        expect(more.mean).toBeGreaterThanOrEqual(one.mean - 1e-12);
        expect(more.mean - one.mean).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  test("the order of groups does not matter to the log-rank test, and twins do not differ", () => {
    fc.assert(
      fc.property(group, group, group, (a, b, c) => {
        const [one, other] = [logRankTest([a, b, c]), logRankTest([c, a, b])];
        expect(one.kind).toBe(other.kind);
        const statisticOf = (outcome: lifetime.LogRankOutcome): number => (outcome.kind === "tested" ? outcome.statistic : 0);
        expect(statisticOf(other)).toBeCloseTo(statisticOf(one), 6);
        expect(statisticOf(logRankTest([a, a]))).toBeCloseTo(0, 12);
      }),
    );
  });

  test("the score test of one trait without ties is the log-rank test; scaling a trait scales its coefficient", () => {
    const source = generatorOf(96);
    const times = Array.from({ length: 60 }, () => exponentialVariate(source));
    const events = times.map(() => source.uniform() < 0.7);
    const treated = times.map((_, at) => at % 3 === 0);
    const of = (is: boolean) => ({
      times: times.filter((_, at) => treated[at] === is),
      events: events.filter((_, at) => treated[at] === is),
    });
    const plain = logRankTest([of(true), of(false)]);
    const trait = (unit: number): Matrix => matrixOf(treated.map((is) => [is ? unit : 0]));
    const [one, thousand] = [coxFit({ times, events }, trait(1)), coxFit({ times, events }, trait(1_000))];
    if (plain.kind !== "tested" || one.kind !== "fitted" || thousand.kind !== "fitted") throw new Error("not fitted");
    expect(one.scoreTest.statistic).toBeCloseTo(plain.statistic, 10);
    expect((one.coefficients[0] ?? 0) / (thousand.coefficients[0] ?? 1)).toBeCloseTo(1_000, 6);
    expect(thousand.logLikelihood).toBeCloseTo(one.logLikelihood, 10);
  });
});

describe("what cannot be told is said to", () => {
  const times = [1, 2, 3, 4];
  const all = [true, true, true, true];

  test("curves without an event, and quantiles that are not reached", () => {
    const curve = kaplanMeier({ times: [3, 5], events: [false, false] });
    expect(curve).toMatchObject({ times: new Float64Array(), followUp: 5, endsAtZero: false });
    expect(survivalQuantile(curve)).toEqual({ kind: "not-reached", low: Infinity });
    expect(restrictedMean(curve, 5)).toEqual({ kind: "estimated", mean: 5, standardError: 0, until: 5 });
    expect(restrictedMean(curve, 6)).toEqual({ kind: "beyond-follow-up", followUp: 5 });
    const full = kaplanMeier({ times, events: all });
    expect(restrictedMeanDifference(curve, full, 6)).toEqual({ kind: "beyond-follow-up", followUp: 5 });
    expect(restrictedMeanDifference(full, curve, 6)).toEqual({ kind: "beyond-follow-up", followUp: 5 });
    expect(restrictedMeanDifference(curve, curve, 5)).toEqual({ kind: "constant", difference: 0 });
  });

  test("one member who had the event", () => {
    expect(kaplanMeier({ times: [3], events: [true] })).toMatchObject({
      survival: Float64Array.of(0),
      high: Float64Array.of(1),
      endsAtZero: true,
    });
  });

  test("groups that are never at risk together", () => {
    expect(
      logRankTest([
        { times: [1], events: [false] },
        { times: [5], events: [true] },
      ]),
    ).toEqual({ kind: "not-comparable" });
  });

  test("hazards without events, without spread, or ordered perfectly by a trait", () => {
    const x = matrixOf([[1], [2], [3], [4]]);
    expect(coxFit({ times, events: all.map(() => false) }, x)).toEqual({ kind: "no-events" });
    expect(coxFit({ times, events: all }, x)).toEqual({ kind: "separated", column: 0 });
    expect(coxFit({ times, events: all }, matrixOf([[5], [5], [5], [5]]))).toEqual({ kind: "rank-deficient", column: 0 });
    const twice = matrixOf([
      [1, 2],
      [0, 0],
      [2, 4],
      [1, 2],
    ]);
    expect(coxFit({ times, events: all }, twice)).toEqual({ kind: "rank-deficient", column: 1 });
    const rare = matrixOf(Array.from({ length: 60 }, (_, at) => [at === 7 || at === 30 ? 1 : 0, at % 2]));
    const long = Array.from({ length: 60 }, (_, at) => at + 1);
    const unless = long.map((_, at) => at !== 7 && at !== 30);
    expect(coxFit({ times: long, events: unless }, rare)).toEqual({ kind: "separated", column: 0 });
    const mixed = matrixOf([[1], [0], [2], [1]]);
    expect(coxFit({ times, events: all }, mixed, { most: 1 }).kind).toBe("not-converged");
  });
});

const fine = { times: [1, 2], events: [true, false] };
const x = matrixOf([[1], [2]]);
const curve = kaplanMeier(fine);
test.each<[string, () => unknown]>([
  ["no member", () => kaplanMeier({ times: [], events: [] })],
  ["times and events of two lengths", () => kaplanMeier({ times: [1], events: [] })],
  ["a negative time", () => kaplanMeier({ times: [-1], events: [true] })],
  ["an infinite time", () => logRankTest([fine, { times: [Infinity], events: [true] }])],
  ["a level of 95", () => kaplanMeier(fine, { level: 95 })],
  ["a quantile of 50", () => survivalQuantile(curve, 50)],
  ["a horizon of zero", () => restrictedMean(curve, 0)],
  ["a difference at a level of 95", () => restrictedMeanDifference(curve, curve, 1, 95)],
  ["one group", () => logRankTest([fine])],
  ["a negative rho", () => logRankTest([fine, fine], -1)],
  ["rows for others", () => coxFit({ times: [1], events: [true] }, x)],
  ["a trait that is no number", () => coxFit(fine, { rows: 2, columns: 1, values: Float64Array.of(1, Number.NaN) })],
  ["no trait", () => coxFit(fine, { rows: 2, columns: 0, values: new Float64Array() })],
  ["hazards at a level of 95", () => coxFit(fine, x, { level: 95 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
