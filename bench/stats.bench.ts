import {
  binomialVariate,
  conjugateGradients,
  crossProduct,
  generatorOf,
  logGamma,
  matrixOf,
  normalDistribution,
  normalVariate,
  quadraticProgram,
  quantile,
  regularizedBeta,
  sparseLu,
  sparseMatrixOf,
  sum,
  symmetricEigen,
  transposeTimes,
  type Entry,
  type Matrix,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Nanoseconds a call, over a million calls. */
const callNs = (call: (at: number) => number): number =>
  shortestMs(() => {
    let total = 0;
    for (let at = 0; at < 1e6; at++) total += call(at);
    return total;
  });

const row = (of: string, work: string, measured: number, unit = "ns"): BenchRow => ({
  name: `${of}: ${work}`,
  of,
  asked: "-",
  measured,
  unit,
  detail: "shortest of five runs",
});

/** The sum of ten million numbers against a plain loop, which loses digits. */
function sumRow(): BenchRow {
  const values = new Float64Array(1e7).fill(0.1);
  const plain = shortestMs(() => {
    let total = 0;
    for (let at = 0; at < values.length; at++) total += values[at] ?? 0;
    return total;
  });
  return row("sum", "10 M numbers, against a plain loop", shortestMs(() => sum(values)) / plain, "times");
}

function normalMatrix(rows: number, columns: number): Matrix {
  const source = generatorOf(1);
  return matrixOf(Array.from({ length: rows }, () => Array.from({ length: columns }, () => normalVariate(source))));
}

/** 200 donors over 200 periods that share a level and a trend, as series of sales do. */
function donorProgram(): () => unknown {
  const source = generatorOf(2);
  const x = matrixOf(Array.from({ length: 200 }, (_, t) => Array.from({ length: 200 }, () => 10 + t / 50 + normalVariate(source))));
  const y = Array.from({ length: 200 }, (_, t) => 10.5 + t / 50 + normalVariate(source));
  return () => quadraticProgram({ quadratic: crossProduct(x), linear: transposeTimes(x, y), sum: 1 });
}

/** I - P of a chain that goes on to two others of 10,000 states, or ends. */
function chain(states: number): Entry[] {
  const source = generatorOf(3);
  return Array.from({ length: states }, (_, from): Entry[] => [
    [from, from, 1],
    ...Array.from({ length: 2 }, (): Entry => [from, Math.min(states - 1, from + source.below(60)), -0.45]),
  ]).flat();
}

/** A band of a hundred thousand unknowns. */
const band = (x: Float64Array): Float64Array => x.map((value, at) => 2.1 * value - (x[at - 1] ?? 0) - (x[at + 1] ?? 0));

/** The base functions of packages/stats, one call or one problem each. */
export function run(): Promise<BenchRow[]> {
  const source = generatorOf(4);
  const normal = normalDistribution();
  const values = Float64Array.from({ length: 1e6 }, () => normalVariate(source));
  const square = crossProduct(normalMatrix(120, 100));
  const matrix = sparseMatrixOf(10_000, 10_000, chain(10_000));
  return Promise.resolve([
    row(
      "logGamma",
      "one call",
      callNs((at) => logGamma(0.1 + at * 1e-4)),
    ),
    row(
      "regularizedBeta",
      "one call, shapes 3 and 40",
      callNs((at) => regularizedBeta(at * 1e-6, 3, 40).lower),
    ),
    row(
      "normalDistribution",
      "one tail",
      callNs((at) => normal.survival(at * 1e-5 - 5)),
    ),
    row(
      "normalDistribution",
      "one quantile",
      callNs((at) => normal.quantile((at + 0.5) * 1e-6)),
    ),
    row(
      "Generator",
      "one uniform number",
      callNs(() => source.uniform()),
    ),
    row(
      "normalVariate",
      "one variate",
      callNs(() => normalVariate(source)),
    ),
    row(
      "binomialVariate",
      "one variate of 1,000 trials",
      callNs(() => binomialVariate(source, 1_000, 0.3)),
    ),
    sumRow(),
    row(
      "quantile",
      "1 M numbers",
      shortestMs(() => quantile(values, 0.9)),
      "ms",
    ),
    row(
      "symmetricEigen",
      "100 x 100",
      shortestMs(() => symmetricEigen(square)),
      "ms",
    ),
    { ...row("quadraticProgram", "200 donors, 200 periods, cross product included", shortestMs(donorProgram()), "ms"), asked: "< 50" },
    row(
      "sparseLu",
      "a chain of 10,000 states",
      shortestMs(() => sparseLu(matrix)),
      "ms",
    ),
    row(
      "conjugateGradients",
      "100,000 unknowns",
      shortestMs(() => conjugateGradients({ times: band, b: values.subarray(0, 1e5) })),
      "ms",
    ),
  ]);
}
