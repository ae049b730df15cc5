import {
  allocateBudget,
  calibrationCurve,
  generatorOf,
  geometricAdstock,
  matrixOf,
  minimizeNelderMead,
  normalVariate,
  quantileRegression,
  responseBootstrap,
  responseFit,
  weibullAdstock,
  type AllocationChannel,
  type ResponseSeries,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Two years of weeks: two channels with a curve and what they carry over. */
function weeks(): ResponseSeries {
  const source = generatorOf(21);
  const [video, story] = [80, 40].map((most) => Array.from({ length: 104 }, () => most * source.uniform() ** 2)) as [number[], number[]];
  const [keptVideo, keptStory] = [geometricAdstock(video, 0.6), geometricAdstock(story, 0.2)];
  const outcome = Array.from(keptVideo, (kept, week) => {
    const raised = kept ** 1.6;
    return 200 + (120 * raised) / (raised + 20 ** 1.6) + 60 * (1 - Math.exp(-(keptStory[week] ?? 0) / 9)) + 6 * normalVariate(source);
  });
  return {
    outcome,
    channels: [
      { spend: video, curve: "hill", adstock: "geometric" },
      { spend: story, curve: "exponential", adstock: "geometric" },
    ],
  };
}

/** The same squares by a simplex over all seven parameters, from one start: what a first attempt looks like. */
function plainFit({ outcome, channels }: ResponseSeries): unknown {
  const [video, story] = channels.map(({ spend }) => spend) as [ArrayLike<number>, ArrayLike<number>];
  const loss = ([level = 0, scale = 0, half = 0, slope = 0, decay = 0, other = 0, at = 0, otherDecay = 0]: Float64Array): number => {
    if (Math.min(decay, otherDecay) < 0 || Math.max(decay, otherDecay) >= 1 || Math.min(half, at, slope) <= 0) return Infinity;
    const [one, two] = [geometricAdstock(video, decay), geometricAdstock(story, otherDecay)];
    return Array.from(outcome).reduce((sum, seen, week) => {
      const raised = (one[week] ?? 0) ** slope;
      const fitted = level + (scale * raised) / (raised + half ** slope) + other * (1 - Math.exp(-(two[week] ?? 0) / at));
      return sum + (seen - fitted) ** 2;
    }, 0);
  };
  return minimizeNelderMead(loss, [150, 100, 30, 1, 0.5, 50, 10, 0.3], { most: 20_000 });
}

function rowsOf(size: number): { x: number[][]; y: number[] } {
  const source = generatorOf(22);
  const x = Array.from({ length: size }, () => [1, source.uniform(), normalVariate(source), normalVariate(source), source.uniform() ** 2]);
  return { x, y: x.map(([, a = 0, b = 0]) => 3 + 2 * a + b + (1 + a) * normalVariate(source)) };
}

const manyChannels = (count: number, slope: number): AllocationChannel[] =>
  Array.from({ length: count }, (_, at) => ({
    curve: { kind: "hill", scale: 50 + ((at * 37) % 50), half: 20 + ((at * 13) % 40), slope: slope + (at % 4) / 4 },
  }));

const row = (of: string, work: string, measured: number, unit = "ms"): BenchRow => ({
  name: `${of}: ${work}`,
  of,
  asked: "-",
  measured,
  unit,
  detail: "shortest of the runs",
});

/** Response curves, budgets and quantiles of packages/stats. */
export function run(): Promise<BenchRow[]> {
  const series = weeks();
  const fit = responseFit(series);
  if (fit.kind !== "fitted") throw new RangeError(`the weeks must be fitted: got ${fit.kind}`);
  const { x, y } = rowsOf(20_000);
  const design = matrixOf(x);
  const source = generatorOf(23);
  const chances = Float64Array.from({ length: 1_000_000 }, () => source.uniform());
  const came = Array.from(chances, (chance) => source.uniform() < chance);
  const spend = Array.from(chances).slice(0, 100_000);
  const fitMs = shortestMs(() => responseFit(series), 3);
  return Promise.resolve([
    row("responseFit", "104 weeks, 2 channels with adstock, 12 starts", fitMs),
    row("responseFit", "12 starts against one of a simplex", fitMs / shortestMs(() => plainFit(series), 2), "times"),
    row(
      "responseBootstrap",
      "104 weeks, 2 channels, 100 resamples",
      shortestMs(() => responseBootstrap(generatorOf(1), series, fit, { resamples: 100 }), 1),
    ),
    row(
      "allocateBudget",
      "100 channels, returns diminishing",
      shortestMs(() => allocateBudget(manyChannels(100, 0.25), 2_000)),
    ),
    row(
      "allocateBudget",
      "30 S-shaped channels",
      shortestMs(() => allocateBudget(manyChannels(30, 1.5), 600)),
    ),
    row(
      "quantileRegression",
      "20,000 rows, 5 columns",
      shortestMs(() => quantileRegression(design, y, 0.9), 2),
    ),
    row(
      "calibrationCurve",
      "1 M forecasts",
      shortestMs(() => calibrationCurve(chances, came), 2),
    ),
    row(
      "weibullAdstock",
      "100,000 periods, 13 ages",
      shortestMs(() => weibullAdstock(spend, { shape: 2, scale: 3, lags: 13 })),
    ),
  ]);
}
