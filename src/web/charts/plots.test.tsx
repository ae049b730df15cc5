import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BarPlot } from "./bar-plot.tsx";
import { LinePlot } from "./line-plot.tsx";
import { creatorsByModel, creators, creditByModel, models, ordersADay } from "../gallery/chart-figures.ts";
import { Sparkline } from "./sparkline.tsx";
import { StackedPlot } from "./stacked-plot.tsx";

const whole = (value: number) => value.toFixed(0);
const orders = [{ key: "all", label: "Orders" }];
const picture = (element: React.ReactElement) => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;

test("bars in groups stand beside their labels where there is room", async () => {
  const svg = picture(<BarPlot series={models} groups={creatorsByModel} width={640} labelledBy="title" />);
  await expect(svg).toMatchFileSnapshot("./bar-plot-wide.svg");
});

test("on a phone the labels stand above their bars", async () => {
  const svg = picture(<BarPlot series={models} groups={creatorsByModel} width={340} labelledBy="title" />);
  await expect(svg).toMatchFileSnapshot("./bar-plot-narrow.svg");
});

test("a line over days has its band and a gap where a day is not known", async () => {
  const svg = picture(<LinePlot series={orders} points={ordersADay} format={whole} width={640} labelledBy="title" />);
  await expect(svg).toMatchFileSnapshot("./line-plot.svg");
});

test("divided bars are all equally long, whatever their parts add up to", async () => {
  const svg = picture(<StackedPlot series={creators} rows={creditByModel} width={640} labelledBy="title" />);
  await expect(svg).toMatchFileSnapshot("./stacked-plot.svg");
});

test("a sparkline is a line in the size of a word", async () => {
  const svg = picture(<Sparkline label="Orders a day, 3 to 12" values={[3, 4, 4, 6, null, 5, 7, 9, 8, 12]} />);
  await expect(svg).toMatchFileSnapshot("./sparkline.svg");
});

test("what is not known is written out, not drawn as a bar of no length", () => {
  const groups = [{ key: "ana", label: "Ana", bars: { first: { value: null, text: "not known" } } }];
  const svg = picture(<BarPlot series={models.slice(0, 1)} groups={groups} width={640} labelledBy="title" />);
  expect(svg).toContain("not known");
  expect(svg).not.toContain("<rect");
});

test("a loss is drawn to the left of zero", () => {
  const groups = [
    { key: "ana", label: "Ana", bars: { first: { value: -50, text: "−€50" } } },
    { key: "ben", label: "Ben", bars: { first: { value: 100, text: "€100" } } },
  ];
  const svg = picture(<BarPlot series={models.slice(0, 1)} groups={groups} width={640} labelledBy="title" />);
  const zero = Number(/<line x1="([\d.]+)"/.exec(svg)?.[1]);
  const left = [...svg.matchAll(/<rect x="([\d.]+)"/g)].map((match) => Number(match[1]));
  expect(left[0]).toBeLessThan(zero);
  expect(left[1]).toBe(zero);
});

test("charts without any figures are drawn all the same", () => {
  expect(picture(<BarPlot series={models} groups={[]} width={640} labelledBy="title" />)).toContain("<svg");
  expect(picture(<LinePlot series={orders} points={{}} format={whole} width={640} labelledBy="title" />)).not.toContain("NaN");
  expect(
    picture(<StackedPlot series={creators} rows={[{ key: "a", label: "A", parts: {} }]} width={640} labelledBy="title" />),
  ).not.toContain("NaN");
  expect(picture(<Sparkline label="nothing" values={[]} />)).not.toContain("NaN");
});

test("lines along a number have their bands, and the number on the axis", async () => {
  const curve = (shares: readonly number[]) =>
    shares.map((value, on) => ({ on: String(on * 4), value, low: value * 0.8, high: value * 1.2 }));
  const points = { creators: curve([0, 0.08, 0.15, 0.19, 0.22]), others: curve([0, 0.05, 0.09, 0.13, 0.16]) };
  const series = [
    { key: "creators", label: "Brought by creators" },
    { key: "others", label: "All others" },
  ];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const svg = picture(<LinePlot series={series} points={points} format={percent} along="Weeks" width={640} labelledBy="title" />);
  expect(svg).toContain(">16<");
  await expect(svg).toMatchFileSnapshot("./curve-plot.svg");
});
