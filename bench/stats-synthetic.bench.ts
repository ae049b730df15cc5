import {
  conformalTest,
  crossFittedEffect,
  generatorOf,
  jackknifePlus,
  normalVariate,
  placeboInSpace,
  syntheticEffect,
  type Estimator,
  type Panel,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Series of sales: levels of their own, three common walks that each unit follows in its own mix, noise. The first unit is treated. */
function panelOfSales(donors: number, before: number, after: number): Panel {
  const source = generatorOf(9);
  const periods = before + after;
  const walks = Array.from({ length: 3 }, () => {
    let level = 0;
    return Array.from({ length: periods }, () => (level += normalVariate(source)));
  });
  const rows = Array.from({ length: donors + 1 }, () => {
    const [base, ...mix] = [100 * source.uniform(), source.uniform(), source.uniform(), source.uniform()];
    return Array.from(
      { length: periods },
      (_, at) => base + mix.reduce((sum, part, walk) => sum + part * (walks[walk]?.[at] ?? 0), normalVariate(source)),
    );
  });
  return {
    units: rows.map((_, at) => `unit ${at}`),
    periods: Array.from({ length: periods }, (_, at) => at),
    outcomes: { rows: donors + 1, columns: periods, values: Float64Array.from(rows.flat()) },
    treatedFrom: Int32Array.from(rows, (_, at) => (at === 0 ? before : periods)),
  };
}

/** A row from what was done, as "function: work", what is asked, and what was measured. */
function row(name: string, asked: string, measured: number, unit = "ms"): BenchRow {
  const [of = ""] = name.split(":");
  return { name, of, asked, measured, unit, detail: "shortest of the runs" };
}

/** Weights by Frank and Wolfe's method in 10,000 steps, as programs find them that stop near the optimum. */
function frankWolfe({ outcomes }: Panel, before: number): number {
  const donors = outcomes.rows - 1;
  const at = (unit: number, period: number): number => outcomes.values[unit * outcomes.columns + period] ?? 0;
  const weights = new Float64Array(donors).fill(1 / donors);
  const gap = Float64Array.from({ length: before }, (_, t) => weights.reduce((sum, weight, j) => sum + weight * at(j + 1, t), -at(0, t)));
  for (let step = 0; step < 10_000; step++) {
    let [best, least] = [0, Infinity];
    for (let j = 0; j < donors; j++) {
      const slope = gap.reduce((sum, value, t) => sum + value * at(j + 1, t), 0);
      if (slope < least) [best, least] = [j, slope];
    }
    const towards = gap.map((value, t) => at(best + 1, t) - at(0, t) - value);
    const length =
      -gap.reduce((sum, value, t) => sum + value * (towards[t] ?? 0), 0) / towards.reduce((sum, value) => sum + value * value, 0);
    towards.forEach((value, t) => (gap[t] = (gap[t] ?? 0) + Math.min(1, Math.max(0, length)) * value));
  }
  return gap.reduce((sum, value) => sum + value * value, 0);
}

/** Synthetic control of packages/stats, with 200 donors over 200 periods before treatment. */
export function run(): Promise<BenchRow[]> {
  const panel = panelOfSales(200, 200, 20);
  const effect = (estimator?: Estimator): number => shortestMs(() => syntheticEffect(panel, estimator), 5);
  const control = effect();
  const small = panelOfSales(40, 90, 15);
  return Promise.resolve([
    row("syntheticEffect: 200 donors, 200 periods", "< 50", control),
    row("syntheticEffect: 200 donors, 200 periods, levels", "< 50", effect({ kind: "synthetic-control", fixedEffects: false })),
    row("syntheticEffect: 200 donors, double differencing", "-", effect({ kind: "synthetic-difference-in-differences" })),
    row(
      "syntheticEffect: 40 donors, 90 periods, ridge chosen",
      "-",
      shortestMs(() => syntheticEffect(small, { kind: "ridge-augmented" }), 3),
    ),
    row("syntheticEffect: against 10,000 steps of Frank and Wolfe", "-", shortestMs(() => frankWolfe(panel, 200), 1) / control, "times"),
    row(
      "conformalTest: block interval, 200 donors, 220 periods",
      "< 2000",
      shortestMs(() => conformalTest(panel), 2),
    ),
    row(
      "crossFittedEffect: 40 donors, 90 periods",
      "-",
      shortestMs(() => crossFittedEffect(small), 2),
    ),
    row(
      "jackknifePlus: 40 donors, 90 periods",
      "-",
      shortestMs(() => jackknifePlus(small), 2),
    ),
    row(
      "placeboInSpace: 40 donors, 90 periods",
      "-",
      shortestMs(() => placeboInSpace(small), 2),
    ),
  ]);
}
