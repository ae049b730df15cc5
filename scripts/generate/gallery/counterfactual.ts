import { counterfactual, generatorOf, type Counterfactual } from "../../../packages/stats/src/index.ts";
import { causalImpactExample } from "../../../test/reference-series.ts";
import { band, bottomAxis, label, leftAxis, legend, line, mark, panelOf, picture, reachOf, WIDTH, type Range } from "./plot.ts";

/** What was observed, what was predicted, and the difference by period and summed: the three panels by which such an analysis is read. */
export function counterfactualPicture(): string {
  const { values, regressors } = causalImpactExample();
  const from = 70;
  const outcome = counterfactual(generatorOf(1), values, { from }, { regressors, draws: 2_000 });
  if (outcome.kind !== "estimated") throw new RangeError(outcome.kind);
  const area = (top: number, height: number) => ({ left: 60, top, width: WIDTH - 80, height });
  const periods = [1, values.length] as const;
  const series = Array.from(values, (y, at) => ({ x: at + 1, y }));
  const predicted = Array.from(outcome.predicted.estimate, (y, at) => ({ x: at + 1, y }));
  const forecast = bandOf(outcome, (low, high) => [low, high]);
  const gaps = bandOf(outcome, (low, high, observed) => [observed - high, observed - low], values);
  const sums = outcome.effects.map(({ period, cumulative: { low, high } }) => ({ x: period + 1, low, high }));
  const before = { x: from, low: 0, high: 0 };
  const shown = [...series.map(({ y }) => y), ...forecast.flatMap(({ low, high }) => [low, high])];
  const top = panelOf(area(70, 190), periods, reachOf(shown));
  const middle = panelOf(area(310, 130), periods, reachOf([0, ...gaps.flatMap(({ low, high }) => [low, high])]));
  const bottom = panelOf(area(490, 130), periods, reachOf([0, ...sums.flatMap(({ low, high }) => [low, high])]));
  return picture({ width: WIDTH, height: 672 }, "What was observed beside what would have been without the event", [
    legend(
      [
        ["observed", "ink"],
        ["predicted without the event, with 95 % interval", "first"],
      ],
      [60, 26],
    ),
    leftAxis(top, { title: "Observed and predicted" }),
    leftAxis(middle, { title: "Effect by period" }),
    leftAxis(bottom, { title: "Effect summed since the start" }),
    ...[top, middle].map((panel) => bottomAxis(panel, { format: () => "" })),
    bottomAxis(bottom, { title: "period" }),
    band(top, forecast, "first"),
    line(top, predicted, "first"),
    line(top, series, "ink"),
    band(middle, gaps, "first"),
    line(middle, differences(series, predicted), "first"),
    band(bottom, [before, ...sums], "first"),
    line(
      bottom,
      [{ x: from, y: 0 }, ...outcome.effects.map(({ period, cumulative }) => ({ x: period + 1, y: cumulative.estimate }))],
      "first",
    ),
    ...[top, middle, bottom].map((panel) => mark(panel, from + 0.5)),
    label("event", [top.x(from + 0.5) - 6, top.top + 14], "muted end"),
  ]);
}

const differences = (
  series: readonly { x: number; y: number }[],
  others: readonly { x: number; y: number }[],
): { x: number; y: number }[] => series.map(({ x, y }, at) => ({ x, y: y - (others[at]?.y ?? 0) }));

/** The interval of each period, turned into that of something else. */
function bandOf(
  { predicted }: Counterfactual,
  ends: (low: number, high: number, observed: number) => [low: number, high: number],
  values: ArrayLike<number> = [],
): Range[] {
  return Array.from(predicted.low, (least, at) => {
    const [low, high] = ends(least, predicted.high[at] ?? 0, values[at] ?? 0);
    return { x: at + 1, low, high };
  });
}
