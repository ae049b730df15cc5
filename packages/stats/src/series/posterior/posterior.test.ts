import { describe, expect, test } from "vitest";
import { madeUpRegressors, madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import { matrixOf, transposed, type Matrix } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import { gammaVariate } from "../../random/gamma-variate.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";
import { kalmanFilter } from "../filter/kalman-filter.ts";
import { effectiveDraws } from "./effective-draws.ts";
import type { StructuralPriors } from "./priors.ts";
import { drawCoefficients, drawIncluded, type SlabRegression } from "./spike-and-slab.ts";
import { structuralPosterior, type PosteriorOptions, type StructuralPosterior } from "./structural-posterior.ts";

function drawn(values: ArrayLike<number>, options: PosteriorOptions & { season?: number; slope?: boolean } = {}): StructuralPosterior {
  const { season, slope = false, ...rest } = options;
  const shape = { slope, ...(season === undefined ? {} : { season: { period: season } }) };
  const outcome = structuralPosterior(generatorOf(41), values, shape, rest);
  if (outcome.kind !== "drawn") throw new RangeError(outcome.kind);
  return outcome;
}

const column = ({ rows, columns, values }: Matrix, at: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => values[row * columns + at] ?? Number.NaN);

describe("the choice of regressors", () => {
  const cross = matrixOf([
    [40, 25, 3],
    [25, 40, -4],
    [3, -4, 40],
  ]);
  const regression: SlabRegression = {
    cross,
    product: Float64Array.of(22, 19, 4),
    precision: matrixOf([
      [2, 0.5, 0],
      [0.5, 2, 0],
      [0, 0, 2],
    ]),
    inclusion: Float64Array.of(0.3, 0.5, 0.4),
  };

  /** Every choice with its weight, by determinants and inverses of two rows at most, written out. */
  function weightOf(chosen: readonly number[]): number {
    const prior = chosen.map((i) => chosen.map((j) => regression.precision.values[i * 3 + j] ?? 0));
    const own = chosen.map((i, a) => chosen.map((j, b) => (cross.values[i * 3 + j] ?? 0) + (prior[a]?.[b] ?? 0)));
    const right = chosen.map((i) => regression.product[i] ?? 0);
    const chance = [0, 1, 2].reduce(
      (all, at) => all * (chosen.includes(at) ? (regression.inclusion[at] ?? 0) : 1 - (regression.inclusion[at] ?? 0)),
      1,
    );
    const solved = eliminated(own, right);
    const gain = solved.x.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
    return chance * Math.sqrt(eliminated(prior, right).determinant / solved.determinant) * Math.exp(gain / 2);
  }

  /** Gauss's elimination: the solution of a x = b and the determinant of a. */
  function eliminated(a: readonly (readonly number[])[], b: readonly number[]): { x: number[]; determinant: number } {
    const rows = a.map((row, at) => [...row, b[at] ?? 0]);
    let determinant = 1;
    rows.forEach((row, at) => {
      determinant *= row[at] ?? 0;
      const unit = row.map((value) => value / (row[at] ?? 1));
      rows.forEach((other, i) => (rows[i] = i === at ? unit : other.map((value, j) => value - (other[at] ?? 0) * (unit[j] ?? 0))));
    });
    return { x: rows.map((row) => row.at(-1) ?? 0), determinant };
  }

  test("each choice is drawn as often as Bayes's rule says, over all eight", () => {
    const source = generatorOf(42);
    const choices = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].filter((at) => (bits >> at) & 1));
    const weights = choices.map(weightOf);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const counts = new Float64Array(8);
    const [included, draws] = [[true, true, true], 20_000];
    for (let draw = 0; draw < draws; draw++) {
      drawIncluded(source, regression, included);
      const bits = included.reduce((sum, isIn, at) => sum + (isIn ? 1 << at : 0), 0);
      counts[bits] = (counts[bits] ?? 0) + 1;
    }
    counts.forEach((count, bits) => expect(Math.abs(count / draws - (weights[bits] ?? 0) / all)).toBeLessThan(0.02));
  });

  test("coefficients have the mean and the variance of their normal posterior, and are zero where they are left out", () => {
    const source = generatorOf(43);
    const draws = Array.from({ length: 20_000 }, () => drawCoefficients(source, regression, [true, false, true]));
    const { x } = eliminated(
      [
        [42, 3],
        [3, 42],
      ],
      [22, 4],
    );
    expect(draws.every(([, one]) => one === 0)).toBe(true);
    expect(mean(draws.map(([one = 0]) => one))).toBeCloseTo(x[0] ?? 0, 2);
    const between = mean(draws.map(([one = 0, , other = 0]) => (one - (x[0] ?? 0)) * (other - (x[1] ?? 0))));
    expect(between).toBeCloseTo(-3 / (42 * 42 - 9), 3);
  });

  test("a chance of one or zero is kept to, whatever the data say", () => {
    const included = [false, true, false];
    drawIncluded(generatorOf(1), { ...regression, inclusion: Float64Array.of(1, 0, 1) }, included);
    expect(included).toEqual([true, false, true]);
  });
});

describe("the posterior of a structural time series", () => {
  const regressors = transposed(matrixOf(madeUpRegressors()));

  test("regressors that move the series are found beside a season, and one that does not is left out", () => {
    const posterior = drawn(madeUpSales(), {
      season: 7,
      regressors,
      draws: 800,
      priors: { coefficients: { kind: "spike-and-slab", expected: 1 } },
    });
    expect(posterior.inclusion[0]).toBeGreaterThan(0.95);
    expect(posterior.inclusion[2]).toBeLessThan(0.2);
    expect(mean(column(posterior.coefficients, 0))).toBeCloseTo(0.8, 0);
    expect(posterior.deviations.columns).toBe(3);
  });

  test("deviations of slope and season are those of prior draws weighed by the filter's likelihood", () => {
    const source = generatorOf(46);
    const season = { period: 3, duration: 2 };
    const values = Float64Array.from({ length: 48 }, (_, at) => 4 * Math.sin(at / 9) + (Math.floor(at / 2) % 3) + normalVariate(source));
    const beliefs = [
      { deviation: 0.5, weight: 6 },
      { deviation: 0.1, weight: 6 },
      { deviation: 0.05, weight: 6 },
      { deviation: 0.2, weight: 6 },
    ] as const;
    const [observation, level, slope, own] = beliefs;
    const outcome = structuralPosterior(
      source,
      values,
      { slope: true, season },
      { draws: 4_000, priors: { observation, level, slope, season: own } },
    );
    if (outcome.kind !== "drawn") throw new RangeError(outcome.kind);
    const [middle, scale] = [mean(values), standardDeviation(values)];
    const standard = values.map((value) => (value - middle) / scale);
    const weighed = [0, 0, 0, 0];
    let all = 0;
    for (let draw = 0; draw < 8_000; draw++) {
      const [noise = 0, ...steps] = beliefs.map(
        ({ deviation, weight }) => (weight * deviation * deviation) / 2 / gammaVariate(source, weight / 2),
      );
      const model = { observation: noise, level: steps[0] ?? 0, slope: steps[1] ?? 0, season: { ...season, variance: steps[2] ?? 0 } };
      const filtered = kalmanFilter(standard, model);
      const weight = filtered.kind === "filtered" ? Math.exp(filtered.logLikelihood + 50) : 0;
      all += weight;
      [noise, ...steps].forEach((variance, at) => (weighed[at] = (weighed[at] ?? 0) + weight * Math.sqrt(variance)));
    }
    weighed.forEach((sum, at) => {
      const drawnMean = mean(column(outcome.deviations, at)) / scale;
      expect(Math.abs(drawnMean / (sum / all) - 1)).toBeLessThan(0.04);
    });
  });

  test("the same generator gives the same draws, and money in minor units gives minor units", () => {
    const [one, again] = [drawn(nileFlow(), { draws: 50 }), drawn(nileFlow(), { draws: 50 })];
    expect(again).toEqual(one);
    const cents = drawn(
      nileFlow().map((value) => 1e9 * value),
      { draws: 50 },
    );
    cents.signals.values.forEach((value, at) => expect(value / 1e9).toBeCloseTo(one.signals.values[at] ?? 0, 6));
    expect((cents.deviations.values[7] ?? 0) / 1e9).toBeCloseTo(one.deviations.values[7] ?? 0, 6);
  });

  test("a tighter prior of the level's step makes a forecast narrower", () => {
    const values = [...nileFlow(), ...new Float64Array(20).fill(Number.NaN)];
    const spread = (deviation: number): number => {
      const { signals } = drawn(values, { draws: 600, priors: { level: { deviation, weight: 32 } } });
      const last = column(signals, 119).sort();
      return (last[570] ?? 0) - (last[30] ?? 0);
    };
    const [still, loose] = [spread(0.01), spread(0.3)];
    expect(loose).toBeGreaterThan(2 * still);
  });

  test("a trend is carried on, with a band that widens", () => {
    const source = generatorOf(44);
    const values = Float64Array.from({ length: 60 }, (_, at) => (at < 45 ? 3 * at + normalVariate(source) : Number.NaN));
    const { signals, deviations } = drawn(values, { slope: true, draws: 400 });
    expect(mean(column(signals, 59))).toBeCloseTo(177, -1);
    const width = (at: number): number => {
      const sorted = column(signals, at).sort();
      return (sorted[380] ?? 0) - (sorted[20] ?? 0);
    };
    expect(width(59)).toBeGreaterThan(width(46));
    expect(deviations.columns).toBe(3);
  });

  test("constant series, constant regressors and too few observations are outcomes", () => {
    const source = generatorOf(1);
    expect(structuralPosterior(source, [4, 4, 4, Number.NaN], {})).toEqual({ kind: "constant" });
    expect(structuralPosterior(source, [4], {})).toEqual({ kind: "too-few", missing: 1 });
    const still = {
      regressors: matrixOf([
        [1, 5],
        [2, 5],
        [4, 5],
        [3, 6],
      ]),
    };
    expect(structuralPosterior(source, [1, 2, 5, Number.NaN], {}, still)).toEqual({ kind: "rank-deficient", dependent: [1] });
    const mondays = Float64Array.from({ length: 70 }, (_, at) => (at % 7 === 0 ? Number.NaN : at * at));
    expect(structuralPosterior(source, mondays, { season: { period: 7 } })).toEqual({ kind: "too-few", missing: 1 });
  });

  const refused = (priors: StructuralPriors) => () =>
    structuralPosterior(generatorOf(1), [1, 2, 4], {}, { priors, regressors: matrixOf([[1], [3], [2]]) });
  test.each<[string, () => unknown]>([
    ["no draw", () => structuralPosterior(generatorOf(1), [1, 2, 4], {}, { draws: 0 })],
    ["half a draw thrown away", () => structuralPosterior(generatorOf(1), [1, 2, 4], {}, { burn: 0.5 })],
    ["an infinite value", () => structuralPosterior(generatorOf(1), [1, 2, Infinity], {})],
    ["regressors that end early", () => structuralPosterior(generatorOf(1), [1, 2, 4], {}, { regressors: matrixOf([[1], [2]]) })],
    ["a level that cannot move", refused({ level: { deviation: 0, weight: 32 } })],
    ["a belief worth nothing", refused({ observation: { deviation: 1, weight: 0 } })],
    ["a negative number of regressors", refused({ coefficients: { kind: "spike-and-slab", expected: -1 } })],
    ["chances of other columns", refused({ coefficients: { kind: "spike-and-slab", inclusion: [0.5, 0.5] } })],
    ["a chance of two", refused({ coefficients: { kind: "spike-and-slab", inclusion: [2] } })],
    ["a ridge of no weight", refused({ coefficients: { kind: "ridge", weight: 0 } })],
  ])("%s is refused", (_, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe("effective draws", () => {
  test("a chain whose neighbours are alike is worth (1 - r) / (1 + r) of its draws", () => {
    for (const r of [0, 0.5, 0.9]) {
      const source = generatorOf(45);
      let state = 0;
      const chain = Float64Array.from({ length: 40_000 }, () => (state = r * state + normalVariate(source)));
      const share = effectiveDraws(chain) / chain.length;
      expect(share / ((1 - r) / (1 + r))).toBeGreaterThan(0.88);
      expect(share / ((1 - r) / (1 + r))).toBeLessThan(1.12);
    }
  });

  test("draws that do not vary are all worth one, those that turn about are worth no more than they are, and three are refused", () => {
    expect(effectiveDraws([2, 2, 2, 2])).toBe(4);
    expect(effectiveDraws([1, -1, 1, -1, 1, -1])).toBe(6);
    expect(() => effectiveDraws([1, 2, 3])).toThrow(RangeError);
  });
});
