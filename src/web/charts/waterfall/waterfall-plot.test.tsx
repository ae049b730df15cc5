import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WaterfallChart } from "./waterfall-chart.tsx";
import { WaterfallPlot, type WaterfallSum } from "./waterfall-plot.tsx";

const sum: WaterfallSum = {
  from: { label: "Begins at", value: 50, text: "50" },
  steps: [
    { key: "audience", label: "Real audience", change: -6.4, text: "−6.4" },
    { key: "engagement", label: "Engagement for its size", change: 9.1, text: "+9.1" },
    { key: "growth", label: "Growth without jumps", change: null, reach: 6, text: "not known, up to ±6" },
  ],
  to: { label: "Score", value: 52.7, text: "53", low: 47, high: 58 },
  ends: [0, 100],
};
const picture = (element: React.ReactElement) => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;

test("each step begins where the one before ended, and what is not known is outlined and moves nothing", async () => {
  const svg = picture(<WaterfallPlot sum={sum} width={640} labelledBy="title" />);
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, x, width]) => [Number(x), Number(width)] as const,
  );
  const [, audience, engagement, growth] = bars;
  expect(engagement![0]).toBeCloseTo(audience![0], 9);
  expect(growth![0] + growth![1] / 2).toBeCloseTo(engagement![0] + engagement![1], 9);
  await expect(svg).toMatchFileSnapshot("./waterfall-plot-wide.svg");
});

test("on a phone the labels stand above their bars", async () => {
  await expect(picture(<WaterfallPlot sum={sum} width={340} labelledBy="title" />)).toMatchFileSnapshot("./waterfall-plot-narrow.svg");
});

test("every figure of the picture is in the table behind it", () => {
  const html = renderToStaticMarkup(<WaterfallChart sum={sum} heads={["Part", "Points"]} title="53" unit="points" source="a test" />);
  const table = html.slice(html.indexOf("<details"));
  for (const { text } of [sum.from, ...sum.steps, sum.to]) expect(table).toContain(`>${text}<`);
});
