import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ScatterChart } from "./scatter-chart.tsx";
import { ScatterPlot, type ScatterPoint } from "./scatter-plot.tsx";

const points: readonly ScatterPoint[] = [
  { key: "ana", label: "Ana Lindqvist", x: 2_400, y: 0.062 },
  { key: "ben", label: "Ben", x: 18_000, y: 0.021 },
  { key: "cleo", label: "Cleo", x: 240_000, y: 0.034 },
];
const bands = [
  { from: 1_000, to: 10_000, low: 0.03, high: 0.08 },
  { from: 10_000, to: 100_000, low: 0.02, high: 0.055 },
  { from: 100_000, to: null, low: 0.007, high: 0.03 },
];
const shared = {
  bands,
  along: "Followers",
  formatX: (value: number) => `${value / 1000}K`,
  formatY: (value: number) => `${(value * 100).toFixed(0)} %`,
};
const picture = (width: number, of = points) =>
  `${renderToStaticMarkup(<ScatterPlot {...shared} points={of} width={width} labelledBy="title" />).replaceAll("><", ">\n<")}\n`;

test("dots stand by size and rate over the bands of what is usual", async () => {
  await expect(picture(640)).toMatchFileSnapshot("./scatter-plot-wide.svg");
});

test("on a phone the same stands in less room", async () => {
  await expect(picture(340)).toMatchFileSnapshot("./scatter-plot-narrow.svg");
});

test("a map of nobody, or of one, is drawn all the same", () => {
  for (const of of [[], points.slice(0, 1)]) expect(picture(640, of)).not.toContain("NaN");
});

test("every dot has its words, and every figure is in the table behind the picture", () => {
  const html = renderToStaticMarkup(
    <ScatterChart title="One engages more" unit="Engagement, by followers" source="figures" {...shared} points={points} />,
  );
  for (const text of ["One engages more", "Ana Lindqvist: 2.4K, 6 %", ">240K<", ">2 %<"]) expect(html).toContain(text);
});
