import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotChart } from "./dot-chart.tsx";
import { DotPlot, type DotRow } from "./dot-plot.tsx";

const series = [
  { key: "caused", label: "Caused" },
  { key: "credited", label: "Credited" },
];
const rows: readonly DotRow[] = [
  {
    key: "ana",
    label: "Ana Lindqvist",
    dots: { caused: { value: 42, text: "42 orders" }, credited: { value: 61, low: 48, high: 75, text: "61 orders" } },
  },
  {
    key: "ben",
    label: "Ben",
    dots: { caused: { value: 18, text: "18 orders" }, credited: { value: 6, low: -2, high: 13, text: "6 orders" } },
  },
  { key: "kiki", label: "Chiara Montanari-Fürstenberg", dots: { caused: { value: 3, text: "3 orders" } } },
];
const whole = (value: number): string => value.toFixed(0);
const picture = (element: React.ReactElement): string => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;
const plot = (width: number, of = rows) => <DotPlot series={series} rows={of} format={whole} width={width} labelledBy="title" />;

test("dots stand beside their labels with their intervals, and zero is marked, where there is room", async () => {
  await expect(picture(plot(640))).toMatchFileSnapshot("./dot-plot-wide.svg");
});

test("on a phone the labels stand above their dots", async () => {
  await expect(picture(plot(340))).toMatchFileSnapshot("./dot-plot-narrow.svg");
});

test("the two series have marks of different shape, and what is not known has none", () => {
  const svg = picture(plot(640));
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg.match(/z" /g)).toHaveLength(2);
});

test("a dot to the left of zero is drawn there", () => {
  const left = [{ key: "a", label: "A", dots: { caused: { value: -5, text: "-5" } } }, rows[0]!];
  const svg = picture(plot(640, left));
  const [, x = ""] = /<circle cx="([\d.]+)"/.exec(svg) ?? [];
  const [, zero = ""] = /<line x1="([\d.]+)"[^>]*stroke="var\(--ink/.exec(svg) ?? [];
  expect(Number(x)).toBeLessThan(Number(zero));
});

test("a plot without any figures is drawn all the same", () => {
  expect(picture(plot(640, []))).not.toContain("NaN");
});

test("the chart says its finding, unit, interval and source, and every figure is in the table behind it with its ends", () => {
  const caption = { title: "Ana is credited too much", unit: "Orders", source: "12 runs", interval: "whiskers: nine runs of ten" };
  const html = renderToStaticMarkup(<DotChart {...caption} series={series} rows={rows} rowHead="Creator" format={whole} />);
  for (const text of ["Ana is credited too much", "Orders · whiskers: nine runs of ten", "Source: 12 runs"]) expect(html).toContain(text);
  const table = html.slice(html.indexOf("<details"));
  for (const cell of ["42 orders", "61 orders", "48", "75", "-2", "13", "Credited, from", "–"]) expect(table).toContain(`>${cell}<`);
  expect(table).not.toContain("Caused, from");
});
