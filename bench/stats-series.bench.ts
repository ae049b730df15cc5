import {
  choleskyFactor,
  choleskySolution,
  counterfactual,
  generatorOf,
  kalmanFilter,
  kalmanSmoother,
  normalVariate,
  stateVariate,
  structuralFit,
  structuralPosterior,
  zeroMatrix,
  type Matrix,
  type StructuralModel,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Sales by day that drift, follow the weekday and two markets. */
function salesOf(days: number): { values: Float64Array; regressors: Matrix } {
  const source = generatorOf(11);
  const regressors = zeroMatrix(days, 2);
  let level = 500;
  const values = Float64Array.from({ length: days }, (_, day) => {
    level += 0.5 * normalVariate(source);
    const markets = [0, 1].map((column) => (day > 0 ? (regressors.values[2 * day - 2 + column] ?? 0) : 50) + normalVariate(source));
    regressors.values.set(markets, 2 * day);
    return level + 20 * Math.sin((2 * Math.PI * day) / 7) + (markets[0] ?? 0) + 4 * normalVariate(source);
  });
  return { values, regressors };
}

/** The likelihood of a level from the whole covariance of its observations, as the definition reads. */
function wholeLikelihood(values: Float64Array, { observation, level }: StructuralModel, startVariance: number): number {
  const n = values.length;
  const covariance = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) covariance.values[i * n + j] = startVariance + level * Math.min(i, j) + (i === j ? observation : 0);
  }
  const factor = choleskyFactor(covariance);
  if (factor.kind !== "factored") throw new RangeError(factor.kind);
  const weights = choleskySolution(factor.lower, values);
  const squares = values.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
  return -(n * Math.log(2 * Math.PI) + factor.logDeterminant + squares) / 2;
}

/** A row from what was done, as "function: work", and what was measured; nothing is asked of this family. */
function row(name: string, measured: number, unit = "ms"): BenchRow {
  const [of = ""] = name.split(":");
  return { name, of, asked: "-", measured, unit, detail: "shortest of the runs" };
}

/** Structural time series of packages/stats: two years of days, and a million periods of a level. */
export function run(): Promise<BenchRow[]> {
  const model = { observation: 16, level: 0.25 };
  const weekly = { ...model, season: { period: 7, variance: 0.01 } };
  const shape = { season: { period: 7 } };
  const { values, regressors } = salesOf(730);
  const long = salesOf(1_000_000).values;
  const short = values.slice(0, 400);
  const known = { ...model, start: { means: [0], variances: [1e6] } };
  const whole = shortestMs(() => wholeLikelihood(short, model, 1e6), 3);
  const filter = shortestMs(() => kalmanFilter(short, known), 20);
  const options = { regressors, shape, draws: 1_000 };
  return Promise.resolve([
    row(
      "kalmanFilter: a level, 1 M periods",
      shortestMs(() => kalmanFilter(long, model), 3),
    ),
    row("kalmanFilter: 400 periods, against the whole covariance", whole / filter, "times"),
    row(
      "kalmanSmoother: 730 days, weekly season",
      shortestMs(() => kalmanSmoother(values, weekly)),
    ),
    row(
      "stateVariate: 730 days, weekly season",
      shortestMs(() => stateVariate(generatorOf(1), values, weekly)),
    ),
    row(
      "structuralFit: 730 days, weekly season, 2 regressors",
      shortestMs(() => structuralFit(values, shape, { regressors }), 3),
    ),
    row(
      "structuralPosterior: 730 days, 2 regressors, 1,000 draws",
      shortestMs(() => structuralPosterior(generatorOf(1), values, {}, { regressors, draws: 1_000 }), 2),
    ),
    row(
      "counterfactual: 730 days, weekly season, 2 regressors, 1,000 draws",
      shortestMs(() => counterfactual(generatorOf(1), values, { from: 700 }, options), 1),
    ),
  ]);
}
