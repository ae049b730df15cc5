import {
  bestArm,
  betaPosterior,
  bootstrapInterval,
  cuped,
  fisherExact,
  gammaVariate,
  generatorOf,
  meanSampleSize,
  newcombeDifference,
  normalVariate,
  permutationTest,
  ratioMetric,
  sequentialBounds,
  thompsonBatch,
  type BeforeAndAfter,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

const source = generatorOf(1);
const drawn = (size: number, draw: () => number): number[] => Array.from({ length: size }, draw);

/** The same permutation test as a first attempt writes it: shuffle everything, cut, two means. */
function plainPermutation(a: readonly number[], b: readonly number[], draws: number): number {
  const meanOf = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0) / list.length;
  const seen = Math.abs(meanOf(b) - meanOf(a));
  const all = [...a, ...b];
  let count = 0;
  for (let draw = 0; draw < draws; draw++) {
    const order = all.map((value) => ({ value, key: source.uniform() })).sort((one, other) => one.key - other.key);
    const dealt = order.map(({ value }) => value);
    if (Math.abs(meanOf(dealt.slice(a.length)) - meanOf(dealt.slice(0, a.length))) >= seen) count++;
  }
  return count;
}

const row = (of: string, work: string, measured: number, unit = "ms"): BenchRow => ({
  name: `${of}: ${work}`,
  of,
  asked: "-",
  measured,
  unit,
  detail: "shortest of several runs",
});

function groupOf(size: number): BeforeAndAfter {
  const before = drawn(size, () => 10 * gammaVariate(source, 2));
  return { before, after: before.map((value) => value + normalVariate(source)) };
}

function resamplingRows(): BenchRow[] {
  const [a, b] = [drawn(400, () => gammaVariate(source, 1)), drawn(100, () => gammaVariate(source, 1))];
  const ms = shortestMs(() => permutationTest(source, a, b));
  const mean = ([list]: readonly Float64Array[]): number => (list ?? new Float64Array()).reduce((all, one) => all + one, 0) / a.length;
  return [
    row("permutationTest", "400 against 100, 9,999 draws", ms),
    row("permutationTest", "against sorting by random keys", ms / shortestMs(() => plainPermutation(a, b, 9_999), 1), "times"),
    row(
      "bootstrapInterval",
      "a mean of 400, 4,999 resamples",
      shortestMs(() => bootstrapInterval(source, [a], mean)),
    ),
  ];
}

/** The functions of packages/stats's experiments that take time. */
export function run(): Promise<BenchRow[]> {
  const arms = [10, 20, 30, 33].map((successes) => ({ successes, trials: 120 }));
  const posteriors = arms.map((arm) => betaPosterior(arm));
  const [first, second] = [groupOf(500_000), groupOf(500_000)];
  const [half, other] = [
    { successes: 500_000, trials: 5_000_000 },
    { successes: 501_500, trials: 5_000_000 },
  ];
  return Promise.resolve([
    row(
      "newcombeDifference",
      "1,000 intervals",
      shortestMs(() => drawn(1_000, () => newcombeDifference(half, other).low)),
    ),
    row(
      "fisherExact",
      "ten million trials",
      shortestMs(() => fisherExact(half, other)),
    ),
    row(
      "cuped",
      "1 M units",
      shortestMs(() => cuped(first, second)),
    ),
    row(
      "ratioMetric",
      "500,000 units",
      shortestMs(() => ratioMetric(first.after, first.before)),
    ),
    ...resamplingRows(),
    row(
      "bestArm",
      "four rates",
      shortestMs(() => bestArm(posteriors)),
    ),
    row(
      "thompsonBatch",
      "10,000 visitors, four arms",
      shortestMs(() => thompsonBatch(source, arms, 10_000)),
    ),
    row(
      "sequentialBounds",
      "five looks, O'Brien and Fleming",
      shortestMs(() => sequentialBounds({ looks: 5, kind: "obrien-fleming" })),
    ),
    row(
      "sequentialBounds",
      "forty looks, Lan and DeMets",
      shortestMs(() => sequentialBounds({ looks: 40 })),
    ),
    row(
      "meanSampleSize",
      "one plan",
      shortestMs(() => meanSampleSize({ difference: 1, sd: 10 })),
    ),
  ]);
}
