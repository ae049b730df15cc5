import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { doseBusiness } from "../../../../test/dose-business.ts";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { doseAnalysis } from "../dose/dose-analysis.ts";
import { doseFinding, doseRows, doseSeries } from "./dose-chart.tsx";
import { liftText } from "./words.ts";

test("the change of sales stands by groups of regions from the least to the largest dose, each with its interval", async () => {
  const outcome = doseAnalysis(doseBusiness(1).data, () => {});
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  const rows = doseRows(outcome.analysis);
  expect(rows).toHaveLength(5);
  const svg = renderToStaticMarkup(<DotPlot series={doseSeries} rows={rows} format={liftText} width={640} labelledBy="title" />);
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./dose-chart.svg");
});

test("the title says by how much more or less sales changed where the dose was largest", () => {
  const finding = (...changes: number[]) =>
    doseFinding({ by_dose: changes.map((change) => ({ regions: ["a"], dose: 1, lower: 0, upper: 0, change })) });
  expect(finding(-0.02, 0.051)).toBe("Sales changed by 7.1 points more where the dose was largest than where it was least");
  expect(finding(0.051, -0.02)).toBe("Sales changed by 7.1 points less where the dose was largest than where it was least");
});
