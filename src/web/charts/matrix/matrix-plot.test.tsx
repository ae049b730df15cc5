import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MatrixPlot } from "./matrix-plot.tsx";

const names = ["Ana Lindqvist", "Ben Okafor", "Trail Talk"];
const shares = [
  [1, 0.5, 0],
  [0.25, 1, 0.75],
  [0, 0.6, 1],
];
const cells = shares.map((row, at) =>
  row.map((share, column) => (column === at ? null : { share, text: `${share * 100} %`, title: `${share * 100} % of the row` })),
);
const picture = (width: number) =>
  `${renderToStaticMarkup(<MatrixPlot rows={names} columns={names} cells={cells} width={width} labelledBy="title" />).replaceAll("><", ">\n<")}\n`;

test("a cell is the darker the larger its share, with its number where there is room, and nobody overlaps with themselves", async () => {
  const svg = picture(640);
  expect(svg.match(/<rect/g)).toHaveLength(6);
  await expect(svg).toMatchFileSnapshot("./matrix-plot.svg");
});

test("on a phone nothing is wider than the picture, and names are cut", () => {
  const svg = picture(300);
  expect(svg).toContain("…");
  const ends = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => Number(x) + Number(width));
  expect(Math.max(...ends)).toBeLessThanOrEqual(300);
});
