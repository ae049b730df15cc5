import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { matrixTimes, zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { stateSpaceOf, type StructuralModel } from "../model/structural-model.ts";
import { moveOn, seenOf } from "../model/transition.ts";
import { kalmanFilter, type KalmanFilter } from "./kalman-filter.ts";
import { kalmanSmoother, type KalmanSmoother } from "./kalman-smoother.ts";
import { stateVariate } from "./state-variate.ts";

function filtered(values: ArrayLike<number>, model: StructuralModel): KalmanFilter {
  const outcome = kalmanFilter(values, model);
  if (outcome.kind !== "filtered") throw new RangeError(outcome.kind);
  return outcome;
}

function smoothed(values: ArrayLike<number>, model: StructuralModel): KalmanSmoother {
  const outcome = kalmanSmoother(values, model);
  if (outcome.kind !== "smoothed") throw new RangeError(outcome.kind);
  return outcome;
}

const closeTo = (expected: ArrayLike<number>, digits = 8): unknown[] =>
  Array.from(expected, (value) => expect.closeTo(value, digits) as unknown);

/** The mean and covariance of what is seen, made from the definition of the model, period after period, without a filter. */
function jointOf(model: StructuralModel, periods: number): { mean: Float64Array; covariance: Matrix } {
  const space = stateSpaceOf(model);
  const [place, n] = [{ from: 0, apart: 1 }, space.size];
  const start = model.start ?? { means: new Float64Array(n), variances: new Float64Array(n) };
  const state = Float64Array.from(start.means);
  // Every source of randomness with what it adds to each period: the parts of the start, then each step.
  const sources: { variance: number; seen: Float64Array }[] = [];
  const follow = (at: number, from: number, variance: number): void => {
    const impulse = new Float64Array(n);
    impulse[at] = 1;
    const seen = new Float64Array(periods);
    for (let period = from; period < periods; period++) {
      seen[period] = seenOf(space, impulse, place);
      moveOn(space, period, impulse, place);
    }
    sources.push({ variance, seen });
  };
  for (let at = 0; at < n; at++) follow(at, 0, start.variances[at] ?? 0);
  const mean = new Float64Array(periods);
  for (let period = 0; period < periods; period++) {
    mean[period] = seenOf(space, state, place);
    moveOn(space, period, state, place);
    for (const { at, variance } of space.steps) {
      if (at < space.seasonAt || (period + 1) % space.duration === 0) follow(at, period + 1, variance);
    }
  }
  const covariance = zeroMatrix(periods, periods);
  for (const { variance, seen } of sources) {
    seen.forEach((a, i) =>
      seen.forEach((b, j) => (covariance.values[i * periods + j] = (covariance.values[i * periods + j] ?? 0) + variance * a * b)),
    );
  }
  return { mean, covariance };
}

/** The log density of what is seen and the mean and variance of the signal given it, from the joint distribution. */
function conditioned(values: Float64Array, model: StructuralModel) {
  const { mean, covariance } = jointOf(model, values.length);
  const seen = Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]));
  const own = zeroMatrix(seen.length, seen.length);
  seen.forEach((i, a) =>
    seen.forEach((j, b) => {
      own.values[a * seen.length + b] = (covariance.values[i * values.length + j] ?? 0) + (a === b ? model.observation : 0);
    }),
  );
  const factor = choleskyFactor(own);
  if (factor.kind !== "factored") throw new RangeError(factor.kind);
  const gaps = seen.map((at) => (values[at] ?? 0) - (mean[at] ?? 0));
  const weights = choleskySolution(factor.lower, gaps);
  const squares = gaps.reduce((total, gap, at) => total + gap * (weights[at] ?? 0), 0);
  const signal = mean.slice();
  const variances = new Float64Array(values.length);
  for (let period = 0; period < values.length; period++) {
    const between = seen.map((at) => covariance.values[period * values.length + at] ?? 0);
    const pulled = choleskySolution(factor.lower, between);
    between.forEach((one, at) => (signal[period] = (signal[period] ?? 0) + one * (weights[at] ?? 0)));
    const learned = between.reduce((total, one, at) => total + one * (pulled[at] ?? 0), 0);
    variances[period] = (covariance.values[period * (values.length + 1)] ?? 0) - learned;
  }
  return { logLikelihood: -(seen.length * Math.log(2 * Math.PI) + factor.logDeterminant + squares) / 2, signal, variances };
}

const variance = fc.constantFrom(0, 0.01, 0.5, 3);

/** Models with a known start, of every shape, whose observations have noise. */
const models = fc
  .record({
    observation: fc.constantFrom(0.2, 1, 5),
    level: variance,
    slope: fc.option(variance, { nil: undefined }),
    season: fc.option(fc.record({ period: fc.integer({ min: 2, max: 5 }), duration: fc.integer({ min: 1, max: 3 }), variance }), {
      nil: undefined,
    }),
    seed: fc.nat(1_000),
  })
  .map(({ observation, level, slope, season, seed }) => {
    const model = { observation, level, ...(slope === undefined ? {} : { slope }), ...(season === undefined ? {} : { season }) };
    const source = generatorOf(seed);
    const size = stateSpaceOf(model).size;
    const start = {
      means: Float64Array.from({ length: size }, () => normalVariate(source)),
      variances: Float64Array.from({ length: size }, () => 4 * source.uniform()),
    };
    const values = Float64Array.from({ length: 18 }, () => (source.uniform() < 0.2 ? Number.NaN : 10 * normalVariate(source)));
    return { model, start, values };
  });

describe("filter and smoother", () => {
  test("likelihood, signal and its variance are those of the joint normal distribution, for any shape and any missing cells", () => {
    const property = fc.property(models, ({ model, start, values }) => {
      const exact = conditioned(values, { ...model, start });
      expect(filtered(values, { ...model, start }).logLikelihood).toBeCloseTo(exact.logLikelihood, 8);
      const { signal, signalVariances } = smoothed(values, { ...model, start });
      expect([...signal]).toEqual(closeTo(exact.signal));
      expect([...signalVariances]).toEqual(closeTo(exact.variances));
    });
    fc.assert(property, { seed: 1 });
  });

  test("a diffuse start is the limit of starts with ever larger variances", () => {
    const property = fc.property(models, ({ model, start, values }) => {
      const open = kalmanSmoother(values, model);
      fc.pre(open.kind === "smoothed");
      const wide = smoothed(values, { ...model, start: { ...start, variances: start.variances.map(() => 1e5) } });
      if (open.kind !== "smoothed") return;
      expect([...open.signal]).toEqual(closeTo(wide.signal, 2));
      expect([...open.signalVariances]).toEqual(closeTo(wide.signalVariances, 2));
      expect([...open.stateVariances.values].every((one) => one >= 0)).toBe(true);
    });
    fc.assert(property, { seed: 2 });
  });

  test("at the last period the smoother knows what the filter knows, and the last row forecasts in a straight line without season", () => {
    const property = fc.property(models, ({ model, values }) => {
      const open = kalmanSmoother(values, model);
      fc.pre(open.kind === "smoothed");
      if (open.kind !== "smoothed") return;
      const { states, stateVariances } = filtered(values, model);
      const last = (matrix: Matrix): number[] => [...matrix.values.slice(-matrix.columns)];
      expect(last(open.states)).toEqual(closeTo(last(states)));
      expect(last(open.stateVariances)).toEqual(closeTo(last(stateVariances)));
    });
    fc.assert(property, { seed: 3 });
  });

  test("money in minor units gives minor units, and a likelihood that differs by the scale alone", () => {
    const [values, scale] = [madeUpSales(), 1e10];
    const model = { observation: 4, level: 0.36, slope: 0.0004, season: { period: 7, variance: 0.09 } };
    const square = scale * scale;
    const large = { observation: 4 * square, level: 0.36 * square, slope: 0.0004 * square, season: { period: 7, variance: 0.09 * square } };
    const cents = values.map((value) => scale * value);
    expect([...smoothed(cents, large).signal.map((value) => value / scale)]).toEqual(closeTo(smoothed(values, model).signal));
    const used = filtered(values, model);
    const expected = used.logLikelihood - (used.observed - used.used) * Math.log(scale);
    expect(filtered(cents, large).logLikelihood).toBeCloseTo(expected, 6);
  });

  test("variances twelve powers of ten apart keep their digits: noise alone gives the mean, a walk alone the values", () => {
    const flow = nileFlow();
    const steady = smoothed(flow, { observation: 1, level: 1e-12 });
    const mean = flow.reduce((total, value) => total + value, 0) / 100;
    expect(steady.signal[40]).toBeCloseTo(mean, 6);
    expect(steady.signalVariances[0]).toBeCloseTo(0.01, 9);
    const walking = smoothed(flow, { observation: 1e-12, level: 1 });
    expect([...walking.signal]).toEqual(closeTo(flow, 8));
    expect([...walking.signalVariances].every((one) => one > 0 && one < 1.1e-12)).toBe(true);
  });

  test("ten thousand periods far from zero neither drift nor lose their variance", () => {
    const source = generatorOf(4);
    const values = Float64Array.from({ length: 10_000 }, () => 1e12 + normalVariate(source));
    const { signal, signalVariances } = smoothed(values, { observation: 1, level: 0.0001, slope: 0, season: { period: 4, variance: 0 } });
    expect(Math.abs((signal[5_000] ?? 0) - 1e12)).toBeLessThan(0.5);
    expect(signalVariances[5_000]).toBeCloseTo(0.005, 3);
  });
});

test("what is missing before the first observation changes nothing after it, however long it is", () => {
  const model = { observation: 4, level: 0.36, slope: 0.0004, season: { period: 7, variance: 0.09 } };
  const values = madeUpSales();
  const late = Float64Array.from([...new Float64Array(700).fill(Number.NaN), ...values]);
  expect(filtered(late, model).logLikelihood).toBeCloseTo(filtered(values, model).logLikelihood, 7);
  expect([...smoothed(late, model).signal.slice(700)]).toEqual(closeTo(smoothed(values, model).signal, 6));
});

test("a shape with seasons of several periods is told by its model and by nothing else", () => {
  const values = [5, 5, 1, 1, 5, 5, 1, 1, Number.NaN, Number.NaN];
  const { signal } = smoothed(values, { observation: 1, level: 0, season: { period: 2, duration: 2, variance: 0 } });
  expect([...signal]).toEqual(closeTo([5, 5, 1, 1, 5, 5, 1, 1, 5, 5]));
});

test("draws of the states have the mean and the covariance of the smoother", () => {
  const model = { observation: 4, level: 0.36, slope: 0.0004, season: { period: 4, variance: 0.09 } };
  const known = { means: [150, 0, 0, 0, 0], variances: [100, 1, 9, 0.5, 9] };
  const [values, source, draws] = [madeUpSales().slice(0, 40), generatorOf(5), 4_000];
  for (const one of [model, { ...model, start: known }]) {
    const { states, stateVariances } = smoothed(values, one);
    const [sums, squares] = [new Float64Array(states.values.length), new Float64Array(states.values.length)];
    for (let draw = 0; draw < draws; draw++) {
      const outcome = stateVariate(source, values, one);
      if (outcome.kind !== "drawn") throw new RangeError(outcome.kind);
      outcome.states.values.forEach((value, at) => {
        const gap = value - (states.values[at] ?? 0);
        sums[at] = (sums[at] ?? 0) + gap;
        squares[at] = (squares[at] ?? 0) + gap * gap;
      });
    }
    // The largest of 200 standard normals is beyond 4.5 once in 700 times.
    stateVariances.values.forEach((own, at) => {
      expect(Math.abs((sums[at] ?? 0) / Math.sqrt(draws * own))).toBeLessThan(4.5);
      expect(Math.abs((squares[at] ?? 0) / draws / own - 1) * Math.sqrt(draws / 2)).toBeLessThan(4.5);
    });
  }
});

test("two periods of a draw move together as the joint distribution says", () => {
  const [values, source] = [[1, Number.NaN, Number.NaN, 2], generatorOf(6)];
  const model = { observation: 0.5, level: 1, start: { means: [0], variances: [2] } };
  const { mean, covariance } = jointOf(model, 4);
  expect([mean[1], covariance.values[6]]).toEqual([0, 3]);
  let product = 0;
  const { signal } = smoothed(values, model);
  const draws = 20_000;
  for (let draw = 0; draw < draws; draw++) {
    const outcome = stateVariate(source, values, model);
    if (outcome.kind !== "drawn") throw new RangeError(outcome.kind);
    const [, one = 0, other = 0] = outcome.states.values;
    product += ((one - (signal[1] ?? 0)) * (other - (signal[2] ?? 0))) / draws;
  }
  // cov(m2, m3 | y1, y4) from the joint covariance: 3 - [2 3] [[2.5 2] [2 5.5]]^-1 [2 4]'.
  const inverse = [5.5 / 9.75, -2 / 9.75, -2 / 9.75, 2.5 / 9.75] as const;
  const pulled = matrixTimes({ rows: 2, columns: 2, values: Float64Array.from(inverse) }, [2, 4]);
  expect(product).toBeCloseTo(3 - 2 * (pulled[0] ?? 0) - 3 * (pulled[1] ?? 0), 1);
});

describe("what cannot be told is said to", () => {
  test("a model that is certain of what it sees, and too few observations for a diffuse state", () => {
    const certain = { observation: 0, level: 0 };
    expect(kalmanFilter([1, 2], certain)).toEqual({ kind: "degenerate", at: 1 });
    expect(kalmanSmoother([1, 2], certain)).toEqual({ kind: "degenerate", at: 1 });
    expect(stateVariate(generatorOf(1), [1, 2], certain)).toEqual({ kind: "degenerate", at: 1 });
    const weekly = { observation: 1, level: 1, season: { period: 7, variance: 1 } };
    expect(kalmanSmoother([1, 2, Number.NaN, 4], weekly)).toEqual({ kind: "too-few", missing: 4 });
    expect(stateVariate(generatorOf(1), [1, 2, Number.NaN, 4], weekly)).toEqual({ kind: "too-few", missing: 4 });
    expect(filtered([1, 2, Number.NaN, 4], weekly)).toMatchObject({ observed: 3, used: 3 });
  });

  test("what is not determined yet has an infinite variance", () => {
    const { predictedVariances, stateVariances } = filtered([1, 2, 4], { observation: 1, level: 1, slope: 0 });
    expect([...predictedVariances]).toEqual([Infinity, Infinity, expect.closeTo(8, 9)]);
    expect([...stateVariances.values.slice(0, 2)]).toEqual([1, Infinity]);
  });

  test.each<[string, () => unknown]>([
    ["no value", () => kalmanFilter([], { observation: 1, level: 1 })],
    ["an infinite value", () => kalmanFilter([1, Infinity], { observation: 1, level: 1 })],
    ["a negative variance", () => kalmanFilter([1], { observation: -1, level: 1 })],
    ["a level that is no number", () => kalmanSmoother([1], { observation: 1, level: Number.NaN })],
    ["a slope that is negative", () => kalmanSmoother([1], { observation: 1, level: 1, slope: -1 })],
    ["one season", () => kalmanFilter([1], { observation: 1, level: 1, season: { period: 1, variance: 0 } })],
    ["seasons that last no period", () => kalmanFilter([1], { observation: 1, level: 1, season: { period: 2, duration: 0, variance: 0 } })],
    ["a season of negative variance", () => kalmanFilter([1], { observation: 1, level: 1, season: { period: 2, variance: -1 } })],
    ["a start of another size", () => kalmanFilter([1], { observation: 1, level: 1, start: { means: [1, 2], variances: [1, 2] } })],
    ["a start of negative variance", () => kalmanFilter([1], { observation: 1, level: 1, start: { means: [1], variances: [-1] } })],
  ])("%s is refused", (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
