import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { revealAnalysis } from "../reveal/reveal-analysis.ts";
import { endsInPoints, pointsText, rateText, revealFinding, revealRows, revealSeries } from "./reveal-chart.tsx";

test("both halves stand with their intervals, and the title says the difference", async () => {
  const analysis = revealAnalysis(
    { alpha: "0.1", direction: "gain" },
    { visitors: 10_000, orders: 250 },
    { visitors: 10_000, orders: 200 },
  );
  expect(revealFinding(analysis)).toBe("Those who saw the code ordered 0.50 points more often");
  expect(revealFinding({ ...analysis, lower: -0.001 })).toBe("A difference of −0.10 to 0.85 points fits what was counted");
  expect([pointsText(-0.0049), endsInPoints({ lower: -0.0012, upper: 0.0117 })]).toEqual(["−0.49", "−0.12 to 1.17 points"]);
  const svg = renderToStaticMarkup(
    <DotPlot series={revealSeries} rows={revealRows(analysis)} format={rateText} width={640} labelledBy="title" />,
  );
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./reveal-chart.svg");
});
