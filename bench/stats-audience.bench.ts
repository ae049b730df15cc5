import {
  benfordDiagnostic,
  bottomSketch,
  cohortStanding,
  generatorOf,
  growthAnomalies,
  isotonicCalibration,
  logisticChances,
  logisticFit,
  matrixOf,
  minimizeNelderMead,
  normalVariate,
  overlapFromLookups,
  overlapFromSamples,
  plattCalibration,
  rocArea,
  sketchedJaccard,
  type Matrix,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Followers with four traits, a fifth of them fake. */
function followers(rows: number): { x: Matrix; outcomes: Uint8Array } {
  const source = generatorOf(1);
  const x = matrixOf(Array.from({ length: rows }, () => Array.from({ length: 4 }, () => normalVariate(source))));
  return { x, outcomes: Uint8Array.from(logisticChances([-2, 1, -0.5, 0.3, 0], x), (chance) => Number(source.uniform() < chance)) };
}

/** The likelihood as it is written, by a simplex: what a first attempt looks like. */
function plainFit({ x, outcomes }: ReturnType<typeof followers>): unknown {
  const loss = (b: Float64Array): number =>
    -logisticChances(b, x).reduce((sum, chance, at) => sum + Math.log(outcomes[at] === 1 ? chance : 1 - chance), 0);
  return minimizeNelderMead(loss, [0, 0, 0, 0, 0]);
}

/** A row from what was done, as "function: work". */
function row(name: string, measured: number, unit = "ms"): BenchRow {
  const [of = ""] = name.split(":");
  return { name, of, asked: "-", measured, unit, detail: "shortest of several runs" };
}

/** What packages/stats does with audiences. */
export function run(): Promise<BenchRow[]> {
  const source = generatorOf(2);
  const [small, large] = [followers(5_000), followers(1_000_000)];
  const scores = Float64Array.from({ length: 200_000 }, () => normalVariate(source));
  const outcomes = Uint8Array.from(scores, (score) => Number(source.uniform() < 1 / (1 + Math.exp(-score))));
  const days = Array.from({ length: 366 }, (_, day) => 10_000 * Math.exp(0.003 * day + 0.001 * normalVariate(source)));
  const ids = Array.from({ length: 1_000_000 }, (_, at) => `user-${at}`);
  const [one, other] = [bottomSketch(ids.slice(0, 600_000)), bottomSketch(ids.slice(400_000))];
  const wald = shortestMs(() => logisticFit(small.x, small.outcomes, { interval: "wald" }));
  return Promise.resolve([
    row(
      "logisticFit: 1 M rows, 4 traits, Wald intervals",
      shortestMs(() => logisticFit(large.x, large.outcomes, { interval: "wald" }), 1),
    ),
    row(
      "logisticFit: 5,000 rows, 4 traits, profile intervals",
      shortestMs(() => logisticFit(small.x, small.outcomes)),
    ),
    row("logisticFit: 5,000 rows, a simplex on the plain likelihood takes longer by", shortestMs(() => plainFit(small), 1) / wald, "times"),
    row(
      "plattCalibration: 200,000 scores",
      shortestMs(() => plattCalibration(scores, outcomes)),
    ),
    row(
      "isotonicCalibration: 200,000 scores",
      shortestMs(() => isotonicCalibration(scores, outcomes)),
    ),
    row(
      "rocArea: 200,000 scores",
      shortestMs(() => rocArea(scores, outcomes)),
    ),
    row(
      "growthAnomalies: a year of days",
      shortestMs(() => growthAnomalies(days, generatorOf(3)), 3),
    ),
    row(
      "cohortStanding: in a cohort of 200,000",
      shortestMs(() => cohortStanding(1, scores.map(Math.exp))),
    ),
    row(
      "benfordDiagnostic: 200,000 counts",
      shortestMs(() => benfordDiagnostic(scores.map((score) => Math.floor(1e4 * Math.exp(3 * score))))),
    ),
    row(
      "bottomSketch: 1 M ids",
      shortestMs(() => bottomSketch(ids), 3),
    ),
    row(
      "sketchedJaccard: 1,024 hashes",
      shortestMs(() => sketchedJaccard(one, other)),
    ),
    row(
      "overlapFromLookups: 20,000 of 10 M looked up",
      shortestMs(() => overlapFromLookups({ sizes: [10_000_000, 40_000_000], drawn: 20_000, hits: 1_000 })),
    ),
    row(
      "overlapFromSamples: 5,000 of 100,000 and of 400,000",
      shortestMs(() => overlapFromSamples({ sizes: [100_000, 400_000], drawn: [5_000, 5_000], matches: 12 }), 2),
    ),
  ]);
}
