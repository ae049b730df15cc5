import { describe, expect, test } from "vitest";
import { madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import { matrixOf, transposed } from "../../linear/matrix.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { kalmanFilter } from "../filter/kalman-filter.ts";
import { moveWithSteps } from "../filter/state-variate.ts";
import { stateSpaceOf, type StructuralModel } from "../model/structural-model.ts";
import { seenOf } from "../model/transition.ts";
import { structuralFit, type StructuralFit, type StructuralFitOutcome } from "./structural-fit.ts";

function fitted(outcome: StructuralFitOutcome): StructuralFit {
  if (outcome.kind !== "fitted") throw new RangeError(outcome.kind);
  return outcome;
}

/** A series of a model, with a share of its periods missing. */
function madeUp(source: Generator, model: StructuralModel, periods: number, missing = 0): Float64Array {
  const space = stateSpaceOf(model);
  const state = new Float64Array(space.size);
  return Float64Array.from({ length: periods }, (_, period) => {
    if (period > 0) moveWithSteps(source, space, period - 1, state);
    const seen = seenOf(space, state, { from: 0, apart: 1 }) + Math.sqrt(model.observation) * normalVariate(source);
    return source.uniform() < missing ? Number.NaN : seen;
  });
}

/** A slow walk, as many marketing series are. */
function walk(source: Generator, periods: number): Float64Array {
  let level = 0;
  return Float64Array.from({ length: periods }, () => (level += normalVariate(source)));
}

describe("the fit of a structural time series", () => {
  test("the likelihood at the fit is that of the filter, and no lower than at the truth", () => {
    const source = generatorOf(31);
    const shape = { slope: true, season: { period: 4 } };
    for (let run = 0; run < 8; run++) {
      const truth = { observation: 1, level: 0.2, slope: 0.001, season: { period: 4, variance: 0.05 } };
      const values = madeUp(source, truth, 80, 0.1);
      const fit = fitted(structuralFit(values, shape));
      const [own, at] = [kalmanFilter(values, fit.model), kalmanFilter(values, truth)];
      if (own.kind !== "filtered" || at.kind !== "filtered") throw new RangeError(own.kind);
      expect(own.logLikelihood).toBeCloseTo(fit.logLikelihood, 8);
      expect(fit.logLikelihood).toBeGreaterThanOrEqual(at.logLikelihood);
    }
  });

  test("more iterations never lower the likelihood", () => {
    const values = madeUpSales();
    const reached = [1, 2, 4, 8, 16, 64].map((most) => {
      const outcome = structuralFit(values, { slope: true, season: { period: 7 } }, { most });
      return outcome.kind === "fitted" || outcome.kind === "not-converged" ? { ...outcome } : undefined;
    });
    expect(reached[0]?.kind).toBe("not-converged");
    expect(reached.at(-1)?.kind).toBe("fitted");
    for (let at = 1; at < reached.length; at++) {
      expect(reached[at]?.logLikelihood).toBeGreaterThanOrEqual((reached[at - 1]?.logLikelihood ?? 0) - 1e-9);
    }
  });

  test("the unit of money and the order of regressors change nothing else", () => {
    const source = generatorOf(32);
    const columns = [walk(source, 90), walk(source, 90)];
    const values = madeUp(source, { observation: 1, level: 0.1 }, 90, 0.1).map((value, at) => value + 2 * (columns[0]?.[at] ?? 0));
    const one = fitted(structuralFit(values, {}, { regressors: transposed(matrixOf(columns)) }));
    const turned = fitted(structuralFit(values, {}, { regressors: transposed(matrixOf(columns.toReversed())) }));
    expect(turned.coefficients[1]).toBeCloseTo(one.coefficients[0] ?? 0, 8);
    const cents = fitted(
      structuralFit(
        values.map((value) => 1e10 * value + 1e12),
        {},
        { regressors: transposed(matrixOf(columns.map((column) => column.map((value) => value / 1e3)))) },
      ),
    );
    expect((cents.coefficients[0] ?? 0) / 1e13).toBeCloseTo(one.coefficients[0] ?? 0, 6);
    expect(cents.model.level / 1e20).toBeCloseTo(one.model.level, 6);
    expect(one.coefficients[0]).toBeCloseTo(2, 0);
  });

  test("the interval of a coefficient covers the truth nine times in ten beside a level that drifts", () => {
    const source = generatorOf(33);
    const runs = 150;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const column = walk(source, 60);
      const values = madeUp(source, { observation: 1, level: 0.2 }, 60, 0.1).map((value, at) => value + 0.7 * (column[at] ?? 0));
      const { coefficients, standardErrors } = fitted(structuralFit(values, {}, { regressors: transposed(matrixOf([column])) }));
      if (Math.abs((coefficients[0] ?? 0) - 0.7) <= 1.6448536 * (standardErrors[0] ?? 0)) covered++;
    }
    // Four standard errors of 150 runs are 0.098; errors that take the variances as known are a little small.
    expect(Math.abs(covered / runs - 0.9)).toBeLessThan(0.098);
  });

  test("a variance that the likelihood does not need is zero, and named", () => {
    const values = [3, 5, 2, 6, 4, 3, 5, 4, 6, 2];
    const still = fitted(structuralFit(values, {}));
    expect(still.atZero).toEqual(["level"]);
    expect(still.model.observation).toBeCloseTo(20 / 9, 8);
    const moving = fitted(
      structuralFit(
        values.map((_, at) => Math.sin(at / 3)),
        {},
      ),
    );
    expect(moving.atZero).toEqual(["observation"]);
  });
});

describe("what cannot be fitted is said to be so", () => {
  const flow = nileFlow();
  const column = (of: (at: number) => number) => flow.map((_, at) => of(at));
  const regressors = (...columns: Float64Array[]) => ({ regressors: transposed(matrixOf(columns)) });

  test("regressors that are constant, twins, or what the shape does by itself", () => {
    const wave = column((at) => Math.sin(at * at));
    expect(
      structuralFit(
        flow,
        {},
        regressors(
          wave,
          column(() => 4),
        ),
      ),
    ).toEqual({ kind: "rank-deficient", dependent: [1] });
    expect(
      structuralFit(
        flow,
        {},
        regressors(
          wave,
          wave.map((value) => 2 * value + 1),
        ),
      ),
    ).toMatchObject({ kind: "rank-deficient" });
    expect(
      structuralFit(
        flow,
        { slope: true },
        regressors(
          wave,
          column((at) => 3 * at),
        ),
      ),
    ).toEqual({ kind: "rank-deficient", dependent: [1] });
    const weekly = structuralFit(flow, { season: { period: 2 } }, regressors(column((at) => at % 2)));
    expect(weekly).toEqual({ kind: "rank-deficient", dependent: [0] });
  });

  test("series that follow their shape exactly, and series that are too short", () => {
    expect(
      structuralFit(
        column(() => 3),
        {},
      ),
    ).toEqual({ kind: "exact" });
    expect(
      structuralFit(
        column((at) => 3 + 2 * at),
        { slope: true },
      ),
    ).toEqual({ kind: "exact" });
    expect(
      structuralFit(
        flow.map((value) => 2 * value - 5),
        {},
        regressors(flow),
      ),
    ).toEqual({ kind: "exact" });
    expect(structuralFit([1, 2, Number.NaN], {})).toEqual({ kind: "too-few", missing: 1 });
    expect(structuralFit([Number.NaN], {})).toEqual({ kind: "too-few", missing: 3 });
    const mondays = Float64Array.from({ length: 70 }, (_, at) => (at % 7 === 0 ? Number.NaN : at * at));
    expect(structuralFit(mondays, { season: { period: 7 } })).toEqual({ kind: "too-few", missing: 1 });
  });

  test.each<[string, () => unknown]>([
    ["no value", () => structuralFit([], {})],
    ["an infinite value", () => structuralFit([1, Infinity, 2], {})],
    ["one season", () => structuralFit(flow, { season: { period: 1 } })],
    ["regressors of other periods", () => structuralFit(flow, {}, { regressors: matrixOf([[1]]) })],
    [
      "a regressor with a hole",
      () => structuralFit([1, 2], {}, { regressors: { rows: 2, columns: 1, values: Float64Array.of(1, Number.NaN) } }),
    ],
    ["a tolerance of zero", () => structuralFit(flow, {}, { tolerance: 0 })],
  ])("%s is refused", (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
