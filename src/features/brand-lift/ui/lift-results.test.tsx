import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { liftRows, liftSeries } from "./lift-results.tsx";
import { pointsNumber } from "./words.ts";

test("each question is drawn with its points and the ends of its interval", async () => {
  const rows = liftRows([
    { question: "Which brands of tents do you know?", difference: { estimate: 0.07, low: 0.0285, high: 0.1112 } },
    { question: "Would you buy it?", difference: { estimate: -0.004, low: -0.037, high: 0.029 } },
  ]);
  expect(rows.map(({ dots }) => dots.difference.text)).toEqual(["+7.0 points", "−0.4 points"]);
  const svg = renderToStaticMarkup(<DotPlot series={liftSeries} rows={rows} format={pointsNumber} width={640} labelledBy="title" />);
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./lift-results.svg");
});
