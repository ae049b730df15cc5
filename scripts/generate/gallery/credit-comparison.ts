import { markovAttribution, ruleCredit, shapleyAttribution } from "../../../packages/stats/src/index.ts";
import { fixtureText } from "../../../test/reference-data.ts";
import { pathRows } from "../../../test/reference-journeys.ts";
import { bottomAxis, dots, label, legend, panelOf, picture, reachOf, span, WIDTH, type Colour, type Point } from "./plot.ts";

/** Conversions by channel under a model. */
type Credit = ReadonlyMap<string, number>;

/** The credit of a rule, path by path. */
function ruleTotals(kind: "first" | "last" | "linear"): Credit {
  const totals = new Map<string, number>();
  for (const { channels, conversions } of pathRows(fixtureText("mta/mta-synthetic-paths.csv"))) {
    const touches = channels.map((channel, at) => ({ id: String(at).padStart(3, "0"), atMs: at, channel }));
    const outcome = ruleCredit({ kind }, touches);
    if (outcome.kind !== "credited") continue;
    for (const { touch, sharePpb } of outcome.credits)
      totals.set(touch.channel, (totals.get(touch.channel) ?? 0) + (conversions * sharePpb) / 1e9);
  }
  return totals;
}

/** A point a channel, a little off its row, so that models of one mind do not hide each other. */
const placed = (channels: readonly string[], credit: Credit, off: number): Point[] =>
  channels.map((channel, at) => ({ x: credit.get(channel) ?? 0, y: at + off }));

/** One row a channel, one dot a model: how far models differ is how far the dots lie apart. */
export function creditPicture(): string {
  const journeys = pathRows(fixtureText("mta/mta-synthetic-paths.csv"));
  const [markov, shapley] = [markovAttribution(journeys), shapleyAttribution(journeys, { worth: "conversion-rate" })];
  if (markov.kind !== "attributed" || shapley.kind !== "attributed") throw new RangeError(`${markov.kind}, ${shapley.kind}`);
  const byChannel = ({ channels, byConversions }: { channels: readonly string[]; byConversions: { credit: Float64Array } }): Credit =>
    new Map(channels.map((channel, at) => [channel, byConversions.credit[at] ?? 0]));
  const models: readonly (readonly [name: string, colour: Colour, credit: Credit])[] = [
    ["first touch", "second", ruleTotals("first")],
    ["last touch", "third", ruleTotals("last")],
    ["linear", "ink", ruleTotals("linear")],
    ["Markov, order 1", "first", byChannel(markov)],
    ["Shapley, conversion rates", "fourth", byChannel(shapley)],
  ];
  const linear = models[2]?.[2] ?? new Map<string, number>();
  const channels = [...linear.keys()].toSorted((a, b) => (linear.get(b) ?? 0) - (linear.get(a) ?? 0));
  const credits = models.flatMap(([, , credit]) => channels.map((channel) => credit.get(channel) ?? 0));
  const height = 36 * channels.length;
  const panel = panelOf({ left: 110, top: 48, width: WIDTH - 140, height }, [0, reachOf(credits)[1]], [channels.length - 0.5, -0.5]);
  const rows = channels.flatMap((channel, at) => {
    const own = models.map(([, , credit]) => credit.get(channel) ?? 0);
    return [
      label(channel.replaceAll("_", " "), [panel.left - 10, panel.y(at) + 4.5], "end"),
      span(panel, Math.min(...own), Math.max(...own), at),
    ];
  });
  return picture({ width: WIDTH, height: height + 100 }, "Conversions credited to each channel by five models", [
    legend(
      models.map(([name, colour]) => [name, colour] as const),
      [20, 26],
    ),
    bottomAxis(panel, { title: "conversions credited" }),
    ...rows,
    ...models.map(([, colour, credit], model) => dots(panel, placed(channels, credit, 0.08 * (model - 2)), colour, 5.5)),
  ]);
}
