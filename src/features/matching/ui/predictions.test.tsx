import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { predictionRows, predictionSeries } from "./predictions-page.tsx";

const picture = (element: React.ReactElement): string => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;
const point = (metric: "reach" | "orders", middle: number, outcome: number) => ({
  ...{ prediction_id: "prd_1", creator_name: "Ana", metric, low: middle * 0.6, middle, high: middle * 1.8, outcome, is_late: false },
});

test("what came stands beside what was predicted in times its middle, and what was predicted as nothing has no line", async () => {
  const rows = predictionRows([point("reach", 12_000, 9_000), point("orders", 4, 9), { ...point("orders", 0, 1), prediction_id: "prd_2" }]);
  expect(rows.map(({ label, dots }) => [label, dots["came"]!.text])).toEqual([
    ["Ana, reach", "0.8×"],
    ["Ana, orders", "2.3×"],
  ]);
  const svg = picture(
    <DotPlot series={predictionSeries} rows={rows} format={(value) => `${value.toFixed(1)}×`} width={640} labelledBy="title" />,
  );
  await expect(svg).toMatchFileSnapshot("./predictions-plot.svg");
});
