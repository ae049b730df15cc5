import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf } from "../linear/matrix.ts";
import { generatorOf } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import * as response from "./exports.ts";

const { allocateBudget, calibrationCurve, conformalMargin, forecastCoverage, geometricAdstock, marginalResponse } = response;
const { pinballLoss, quantileRegression, responseAt, responseBootstrap, responseFit, responseInterval, weibullAdstock } = response;

const many = <T>(count: number, draw: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => draw(at));
const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

describe("calibration of fitted responses", () => {
  test("the delta method's intervals cover the parameters and the curve that the series was drawn from", () => {
    const source = generatorOf(501);
    const truth = { intercept: 300, scale: 200, at: 35, decay: 0.5 };
    const runs = 250;
    const covered = { intercept: 0, scale: 0, at: 0, decay: 0 };
    const onCurve = [0, 0];
    for (let run = 0; run < runs; run++) {
      const spend = many(80, () => 120 * source.uniform() ** 2);
      const outcome = Array.from(
        geometricAdstock(spend, truth.decay),
        (kept) => truth.intercept + truth.scale * (1 - Math.exp(-kept / truth.at)) + 12 * normalVariate(source),
      );
      const fit = responseFit({ outcome, channels: [{ spend, curve: "exponential", adstock: "geometric" }] }, { starts: 2 });
      if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
      for (const { name, low = Infinity, high = -Infinity } of fit.parameters) {
        const own = truth[name as keyof typeof truth];
        if (low <= own && own <= high) covered[name as keyof typeof truth]++;
      }
      [10, 60].forEach((s, at) => {
        const { low, high } = responseInterval(fit, 0, s);
        const own = truth.scale * (1 - Math.exp(-s / truth.at));
        if (low <= own && own <= high) onCurve[at] = (onCurve[at] ?? 0) + 1;
      });
    }
    for (const count of [...Object.values(covered), ...onCurve]) expect(Math.abs(count / runs - 0.95)).toBeLessThan(within(0.95, runs));
  });

  /** Spend that goes up and down slowly, and an outcome whose errors keep a share of the one before. */
  const slowSeries = (source: ReturnType<typeof generatorOf>, kept: number): response.ResponseSeries => {
    let [level, error] = [60, (4 * normalVariate(source)) / Math.sqrt(1 - kept * kept)];
    const spend = many(100, () => (level = Math.min(120, Math.max(0, 0.9 * level + 6 + 15 * normalVariate(source)))));
    const outcome = spend.map((s) => 100 + 80 * (1 - Math.exp(-s / 40)) + (error = kept * error + 4 * normalVariate(source)));
    return { outcome, channels: [{ spend, curve: "exponential", adstock: "none" }] };
  };
  const holds = ({ low = Infinity, high = -Infinity }: { low?: number; high?: number } = {}): boolean => low <= 40 && 40 <= high;

  test("with autoregressive errors intervals hold where errors hang together; without them they do not, and say so", () => {
    const source = generatorOf(502);
    const runs = 200;
    let [modelled, plain, flagged] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const series = slowSeries(source, 0.75);
      const fit = responseFit({ ...series, errors: "autoregressive" }, { starts: 1 });
      const other = responseFit(series, { starts: 1 });
      if (fit.kind !== "fitted" || other.kind !== "fitted") throw new RangeError("the series must be fitted");
      if (holds(fit.parameters[2])) modelled++;
      if (holds(other.parameters[2])) plain++;
      if (other.flags.some(({ kind }) => kind === "autocorrelated")) flagged++;
    }
    expect(Math.abs(modelled / runs - 0.95)).toBeLessThan(within(0.95, runs));
    expect(plain / runs).toBeLessThan(0.88);
    expect(flagged / runs).toBeGreaterThan(0.97);
  });

  test("resampled intervals of 90 % hold the truth nine times in ten, with errors that hang together and without", () => {
    const source = generatorOf(508);
    const runs = 40;
    for (const errors of ["independent", "autoregressive"] as const) {
      let held = 0;
      for (let run = 0; run < runs; run++) {
        const series = { ...slowSeries(source, errors === "independent" ? 0 : 0.75), errors };
        const fit = responseFit(series, { starts: 1 });
        if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
        if (holds(responseBootstrap(source, series, fit, { resamples: 60, level: 0.9 }).parameters[2])) held++;
      }
      expect(Math.abs(held / runs - 0.9)).toBeLessThan(within(0.9, runs));
    }
  });
});

describe("what a fitted response says of its own doubts", () => {
  const spend = many(60, (at) => 5 + ((at * 37) % 40));

  test("a curve that was never spent to its bend is not told by the data", () => {
    const outcome = spend.map((s, at) => 100 + 2 * s + ((at * 7) % 5) / 10);
    const fit = responseFit({ outcome, channels: [{ spend, curve: "hill", adstock: "none" }] });
    if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
    expect(fit.flags).toEqual([{ kind: "at-bound", parameter: 2 }]);
    expect(fit.parameters[2]).toEqual({ name: "half", of: 0, estimate: 220 });
  });

  test("a channel that brings nothing is held at zero and flagged", () => {
    const outcome = spend.map((s, at) => 100 - 0.5 * s + ((at * 7) % 5) / 10);
    const fit = responseFit({ outcome, channels: [{ spend, curve: "exponential", adstock: "none" }] });
    if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
    expect(fit.parameters[1]).toEqual({ name: "scale", of: 0, estimate: 0 });
    expect(fit.flags).toContainEqual({ kind: "at-bound", parameter: 1 });
  });

  test("two channels that were always spent together are entangled", () => {
    const outcome = spend.map((s, at) => 100 + 3 * Math.sqrt(s) + ((at * 7) % 5) / 10);
    const channels = [1, 2].map((by) => ({ spend: spend.map((s) => by * s), curve: "power" as const, adstock: "none" as const }));
    const fit = responseFit({ outcome, channels });
    if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
    const kinds = fit.flags.map(({ kind }) => kind);
    expect(kinds).toContain("entangled");
    expect(kinds).toContain("not-unique");
  });

  test("money in minor units and spend in any unit give the same curve", () => {
    const source = generatorOf(5);
    const outcome = spend.map((s) => 50 + 30 * (1 - Math.exp(-s / 15)) + normalVariate(source));
    const [plain, minor] = [1, 1e10].map((unit) =>
      responseFit({
        outcome: outcome.map((value) => value * unit),
        channels: [{ spend: spend.map((s) => s * 1e6), curve: "exponential", adstock: "none" }],
      }),
    );
    if (plain?.kind !== "fitted" || minor?.kind !== "fitted") throw new RangeError("both must be fitted");
    plain.parameters.forEach(({ name, estimate, standardError = 0 }, at) => {
      const [unit, other] = [name === "at" ? 1 : 1e10, minor.parameters[at]];
      expect((other?.estimate ?? 0) / unit / estimate).toBeCloseTo(1, 6);
      expect((other?.standardError ?? 0) / unit / standardError).toBeCloseTo(1, 5);
    });
    expect(plain.parameters[2]?.estimate).toBeGreaterThan(1e7);
  });

  test("the same data give the same fit", () => {
    const channels = [{ spend, curve: "power" as const, adstock: "geometric" as const }];
    const series = { outcome: spend.map((s, at) => Math.sqrt(s) + (at % 3)), channels };
    expect(responseFit(series)).toEqual(responseFit(series));
  });

  test("a constant outcome, too few periods, and what is no series are told apart", () => {
    const channel = { spend: [1, 2, 3, 4, 5], curve: "power" as const, adstock: "none" as const };
    const short = { ...channel, spend: [1, 2, 3] };
    expect(responseFit({ outcome: [2, 2, 2, 2, 2], channels: [channel] })).toEqual({ kind: "constant" });
    expect(responseFit({ outcome: [1, 2, 3], channels: [short] })).toEqual({ kind: "too-few", periods: 3, parameters: 3 });
    expect(() => responseFit({ outcome: [1, 2], channels: [channel] })).toThrow("channels[0].spend and outcome must be of one length");
    expect(() => responseFit({ outcome: [1], channels: [] })).toThrow("channels must be a list of at least one channel");
    expect(() => responseFit({ outcome: [1], channels: [{ ...channel, spend: [-1] }] })).toThrow("channels[0].spend[0]");
    expect(() => responseFit({ outcome: [1], channels: [{ ...channel, spend: [0] }] })).toThrow("must not be zero throughout");
    const series = { outcome: [1, 2, 2, 3, 3], channels: [channel] };
    const fit = responseFit(series);
    if (fit.kind !== "fitted") throw new RangeError("the series must be fitted");
    const source = generatorOf(1);
    expect(() => responseBootstrap(source, { outcome: [1, 2, 3], channels: [short] }, fit)).toThrow("fit must be of this series");
    expect(() => responseBootstrap(source, series, fit, { blockLength: 4 })).toThrow("at most half of 5 periods");
    expect(() => responseInterval(fit, 1, 5)).toThrow("channel must be below 1: got 1");
    expect(responseInterval(fit, 0, 0)).toEqual({ estimate: 0, standardError: 0, low: 0, high: 0 });
  });
});

describe("curves, adstock and allocation", () => {
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const scale = between(1, 100);
  const curve = fc.oneof(
    fc.record({ kind: fc.constant("hill" as const), scale, half: between(1, 80), slope: between(0.5, 4) }),
    fc.record({ kind: fc.constant("exponential" as const), scale, at: between(1, 80) }),
    fc.record({ kind: fc.constant("power" as const), scale, unit: fc.constant(10), exponent: between(0.1, 1) }),
  );

  test("curves rise from zero, and their slopes are their differences", () => {
    fc.assert(
      fc.property(curve, between(1, 200), (one, s) => {
        expect(responseAt(one, 0)).toBe(0);
        const h = 1e-4 * s;
        const slope = (responseAt(one, s + h) - responseAt(one, s - h)) / (2 * h);
        expect(marginalResponse(one, s)).toBeCloseTo(slope, 5);
        expect(slope).toBeGreaterThanOrEqual(0);
      }),
      { seed: 4 },
    );
  });

  test("slopes at zero are those of curves that begin flat, slanted or straight up", () => {
    const at = (slope: number): number => marginalResponse({ kind: "hill", scale: 10, half: 5, slope }, 0);
    expect([at(2), at(1), at(0.5)]).toEqual([0, 2, Infinity]);
    expect(marginalResponse({ kind: "power", scale: 10, unit: 5, exponent: 1 }, 0)).toBe(2);
    expect(marginalResponse({ kind: "exponential", scale: 0, at: 5 }, 0)).toBe(0);
    expect(() => marginalResponse({ kind: "hill", scale: 10, half: 0, slope: 1 }, 0)).toThrow("curve.half");
    expect(() => responseAt({ kind: "exponential", scale: 1, at: 1 }, -1)).toThrow("spend");
  });

  test("adstock keeps what is spent, but for what is still to come, and constant spend is its own", () => {
    const spent = [5, ...many(63, () => 0)];
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
    expect(total(geometricAdstock(spent, 0.6))).toBeCloseTo(5, 10);
    expect(total(weibullAdstock(spent, { shape: 2, scale: 3, lags: 12 }))).toBeCloseTo(5, 10);
    expect(
      geometricAdstock(
        many(80, () => 7),
        0.6,
      ).at(-1),
    ).toBeCloseTo(7, 10);
    expect(geometricAdstock([3, 1], 0)).toEqual(Float64Array.of(3, 1));
    expect(weibullAdstock([1, 2], { shape: 5, scale: 1e-3, lags: 2 }).every(Number.isFinite)).toBe(true);
    expect(() => geometricAdstock([1], 1)).toThrow("decay must be in [0, 1)");
  });

  interface Bounded {
    readonly curve: response.ResponseCurve;
    readonly lower: number;
    readonly upper: number;
  }

  /** What some spends within the bounds bring. */
  function anySpends(channels: readonly Bounded[], budget: number, uniform: () => number): number {
    let left = budget - channels.reduce((sum, { lower }) => sum + lower, 0);
    return channels.reduce((sum, { curve: one, lower, upper }) => {
      const added = Math.min(upper - lower, left * uniform());
      left -= added;
      return sum + responseAt(one, lower + added);
    }, 0);
  }

  test("no allocation within bounds brings more than is proven, whatever the curves", () => {
    const channel = fc
      .record({ curve, lower: between(0, 10), room: between(0, 120) })
      .map(({ room, ...one }): Bounded => ({ ...one, upper: one.lower + room }));
    fc.assert(
      fc.property(
        fc.array(channel, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 60, max: 300 }),
        fc.nat(),
        (channels, budget, seed) => {
          const plan = allocateBudget(channels, budget);
          if (plan.kind !== "optimal") throw new RangeError(`it must be solved: got ${plan.kind}`);
          expect(plan.spends.reduce((sum, value) => sum + value, 0) + plan.unspent).toBeCloseTo(budget, 8);
          channels.forEach(({ lower, upper }, at) => {
            expect(plan.spends[at]).toBeGreaterThanOrEqual(lower - 1e-9);
            expect(plan.spends[at]).toBeLessThanOrEqual(upper + 1e-9);
          });
          const source = generatorOf(seed);
          const best = Math.max(...many(100, () => anySpends(channels, budget, () => source.uniform())));
          expect(best).toBeLessThanOrEqual(plan.total + plan.gap + 1e-9 * plan.total);
          expect(plan.kktResidual).toBeLessThan(1e-6);
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  test("scaling money scales spends, and the order of channels does not matter", () => {
    const channels = [30, 50, 20].map((half, at) => ({ curve: { kind: "hill" as const, scale: 40 + 30 * at, half, slope: 1.5 + at / 2 } }));
    const cents = channels.map(({ curve: one }) => ({ curve: { ...one, half: 1e10 * one.half } }));
    const [plain, large, turned] = [allocateBudget(channels, 90), allocateBudget(cents, 90e10), allocateBudget(channels.toReversed(), 90)];
    if (plain.kind === "infeasible" || large.kind === "infeasible" || turned.kind === "infeasible")
      throw new RangeError("budgets must suffice");
    plain.spends.forEach((value, at) => {
      expect((large.spends[at] ?? 0) / 1e10).toBeCloseTo(value, 6);
      expect(turned.spends.at(-1 - at)).toBeCloseTo(value, 6);
    });
  });

  test("a budget below the least is infeasible, one above the most is left over, and an unbending line is spent first", () => {
    const curve = { kind: "exponential" as const, scale: 10, at: 5 };
    expect(
      allocateBudget(
        [
          { curve, lower: 4 },
          { curve, lower: 3 },
        ],
        5,
      ),
    ).toEqual({ kind: "infeasible", least: 7 });
    expect(allocateBudget([{ curve, upper: 4 }], 10)).toMatchObject({
      kind: "optimal",
      spends: Float64Array.of(4),
      unspent: 6,
      multiplier: 0,
    });
    expect(allocateBudget([{ curve: { ...curve, scale: 0 } }, { curve }], 10)).toMatchObject({ kind: "optimal", isConcave: true });
    expect(() => allocateBudget([], 10)).toThrow("channels must be a list of at least one channel");
    expect(() => allocateBudget([{ curve, lower: 2, upper: 1 }], 10)).toThrow("channels[0].lower must be at most its upper");
    expect(() => allocateBudget([{ curve: { kind: "power", scale: 1, unit: 1, exponent: 1.2 } }], 10)).toThrow(
      "channels[0].curve.exponent",
    );
  });

  test("a search that ends early says how far from the best it can be", () => {
    const channels = [
      { curve: { kind: "hill" as const, scale: 100, half: 50, slope: 3 } },
      { curve: { kind: "hill" as const, scale: 80, half: 30, slope: 2.5 } },
      { curve: { kind: "exponential" as const, scale: 60, at: 40 } },
    ];
    const [early, whole] = [allocateBudget(channels, 20, { mostParts: 1 }), allocateBudget(channels, 20)];
    if (early.kind === "infeasible" || whole.kind !== "optimal") throw new RangeError("it must be solved");
    expect(early.kind).toBe("within-gap");
    expect(early.gap).toBeGreaterThan(0.4);
    expect(early.total + early.gap).toBeGreaterThanOrEqual(whole.total);
    expect(whole).toMatchObject({ isConcave: false, parts: 3 });
  });
});

describe("quantiles", () => {
  test("no line through so many rows has a lower loss, also where many outcomes are equal", () => {
    const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 12 }), fc.constantFrom(0.1, 0.25, 0.5, 0.9), (rows, tau) => {
        const [x, y] = [matrixOf(rows.map(([a]) => [1, a])), rows.map(([, b]) => b)];
        const fit = quantileRegression(x, y, tau);
        if (fit.kind === "rank-deficient") return;
        if (fit.kind !== "fitted") throw new RangeError(`it must be fitted: got ${fit.kind}`);
        const lossOf = (level: number, slope: number): number =>
          rows.reduce((sum, [a, b]) => sum + (b - level - slope * a) * (b < level + slope * a ? tau - 1 : tau), 0);
        let least = Infinity;
        rows.forEach(([a, b], i) =>
          rows.slice(i + 1).forEach(([c, d]) => {
            if (a !== c) least = Math.min(least, lossOf(b - (a * (d - b)) / (c - a), (d - b) / (c - a)));
          }),
        );
        expect(fit.loss).toBeCloseTo(least, 8);
        expect(fit.loss * fit.dualityGap).toBeLessThan(1e-7);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test("at most a share tau lies below and at most the rest above, and moving or scaling the outcome moves and scales the line", () => {
    const source = generatorOf(503);
    const rows = many(400, () => [1, 10 * source.uniform(), source.uniform()]);
    const y = rows.map(([, a = 0]) => 5 + 2 * a + (1 + a) * normalVariate(source));
    for (const tau of [0.05, 0.5, 0.8]) {
      const fit = quantileRegression(matrixOf(rows), y, tau);
      const large = quantileRegression(
        matrixOf(rows),
        y.map((value) => 1e10 * (value + 3)),
        tau,
      );
      if (fit.kind !== "fitted" || large.kind !== "fitted") throw new RangeError("both must be fitted");
      expect(fit.residuals.filter((value) => value < 0).length).toBeLessThanOrEqual(400 * tau);
      expect(fit.residuals.filter((value) => value > 0).length).toBeLessThanOrEqual(400 * (1 - tau));
      expect((large.coefficients[0] ?? 0) / 1e10).toBeCloseTo((fit.coefficients[0] ?? 0) + 3, 6);
      expect((large.coefficients[1] ?? 0) / 1e10).toBeCloseTo(fit.coefficients[1] ?? 0, 6);
      expect(fit.dualityGap).toBeLessThan(1e-10);
    }
  });

  test("standard errors cover the true quantile's slope where the spread grows with x", () => {
    const source = generatorOf(504);
    const runs = 400;
    for (const [tau, z] of [
      [0.5, 0],
      [0.8, 0.8416212335729143],
    ] as const) {
      let covered = 0;
      for (let run = 0; run < runs; run++) {
        const rows = many(250, () => [1, 4 * source.uniform()]);
        const y = rows.map(([, a = 0]) => 1 + 2 * a + (0.5 + 0.5 * a) * normalVariate(source));
        const fit = quantileRegression(matrixOf(rows), y, tau);
        if (fit.kind !== "fitted") throw new RangeError("it must be fitted");
        if (Math.abs((fit.coefficients[1] ?? 0) - (2 + 0.5 * z)) <= 1.96 * (fit.standardErrors?.[1] ?? 0)) covered++;
      }
      expect(Math.abs(covered / runs - 0.95)).toBeLessThan(within(0.95, runs));
    }
  });

  test("widened intervals hold a new outcome as often as they promise, and hardly more often", () => {
    const source = generatorOf(505);
    const [runs, n, level] = [6_000, 49, 0.9];
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const draw = (): number => Math.exp(normalVariate(source));
      const outcome = many(n, draw);
      const margin = conformalMargin({ low: outcome.map(() => 0.5), high: outcome.map(() => 1.2), outcome }, level);
      if (margin.kind !== "calibrated") throw new RangeError("there must be enough");
      const next = draw();
      if (0.5 - margin.margin <= next && next <= 1.2 + margin.margin) held++;
    }
    expect(held / runs).toBeGreaterThan(level - within(level, runs));
    expect(held / runs).toBeLessThan(level + 1 / (n + 1) + within(level, runs));
  });

  test("the true quantile has the least pinball loss", () => {
    const source = generatorOf(506);
    const outcome = many(20_000, () => normalVariate(source));
    const lossAt = (forecast: number): number =>
      pinballLoss(
        outcome,
        outcome.map(() => forecast),
        0.8,
      );
    const best = lossAt(0.8416212335729143);
    for (const off of [-0.2, 0.2]) expect(lossAt(0.8416212335729143 + off)).toBeGreaterThan(best);
  });

  test("coverage counts what lies within, below and above", () => {
    const { covered, below, above, meanWidth } = forecastCoverage({ low: [0, 0, 0, 0], high: [1, 1, 1, 3], outcome: [-1, 0, 1, 4] });
    expect([covered.estimate, below, above, meanWidth]).toEqual([0.5, 1, 1, 1.5]);
    expect(covered.low).toBeLessThan(0.5);
  });

  test("as many columns as rows, dependent columns, and what is no quantile are told apart", () => {
    expect(
      quantileRegression(
        matrixOf([
          [1, 2],
          [1, 3],
        ]),
        [1, 2],
        0.5,
      ),
    ).toEqual({ kind: "too-few", rows: 2 });
    expect(
      quantileRegression(
        matrixOf([
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
        [1, 2, 3],
        0.5,
      ),
    ).toMatchObject({ kind: "rank-deficient" });
    const flat = quantileRegression(matrixOf([[1], [1], [1], [1]]), [4, 4, 4, 4], 0.3);
    expect(flat).toMatchObject({ kind: "fitted", coefficients: Float64Array.of(4), loss: 0 });
    expect(flat).not.toHaveProperty("standardErrors");
    expect(() => quantileRegression(matrixOf([[1]]), [1], 1)).toThrow("tau must be in (0, 1)");
    expect(() => pinballLoss([1], [1, 2], 0.5)).toThrow("forecast and outcome must be of one length");
    expect(() => conformalMargin({ low: [1], high: [Number.NaN], outcome: [1] })).toThrow("high[0]");
  });
});

describe("calibration curves", () => {
  const forecasts = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 1, maxLength: 80 });

  test("the Brier score is what its parts add up to, and chances of one value are never apart", () => {
    fc.assert(
      fc.property(
        forecasts,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom("equal-count" as const, "equal-width" as const),
        (pairs, bins, binning) => {
          const curve = calibrationCurve(
            pairs.map(([chance]) => chance / 20),
            pairs.map(([, came]) => came),
            { bins, binning },
          );
          expect(curve.reliability - curve.resolution + curve.uncertainty + curve.within).toBeCloseTo(curve.brier, 12);
          expect(curve.bins.reduce((sum, { count }) => sum + count, 0)).toBe(pairs.length);
          curve.bins.forEach(({ from }, at) => expect(at === 0 || from > (curve.bins[at - 1]?.to ?? 0)).toBe(true));
          expect(curve.bins.length).toBeLessThanOrEqual(bins);
        },
      ),
      { seed: 7 },
    );
  });

  test("of calibrated forecasts nineteen bins in twenty hold their forecast, and of wrong ones few do", () => {
    const source = generatorOf(507);
    const chances = many(20_000, () => source.uniform() ** 2);
    const came = chances.map((chance) => source.uniform() < chance);
    const held = (given: readonly number[]): number => {
      const { bins } = calibrationCurve(given, came, { bins: 40 });
      return bins.filter(({ meanForecast, low, high }) => low <= meanForecast && meanForecast <= high).length / bins.length;
    };
    expect(held(chances)).toBeGreaterThan(0.85);
    expect(held(chances.map((chance) => chance ** 1.5))).toBeLessThan(0.3);
  });

  test("what is no chance is refused by name", () => {
    expect(() => calibrationCurve([1.2], [true])).toThrow("chances[0]");
    expect(() => calibrationCurve([], [])).toThrow("chances must be a list of at least 1");
    expect(() => calibrationCurve([0.5], [true, false])).toThrow("came and chances must be of one length");
  });
});
