import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { madeUpSales } from "../../../../test/creator-sales.ts";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { creatorAnalysis } from "../thread/creator-analysis.ts";
import { dealingText } from "./creator-words.ts";
import { weekFinding, weekRows, weekSeries } from "./week-chart.tsx";
import { estimateText } from "./words.ts";

function analysis() {
  const outcome = creatorAnalysis(madeUpSales());
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  return outcome.analysis;
}

test("the effect stands by the week since it began, each with its interval beside zero", async () => {
  const rows = weekRows(analysis());
  expect(rows).toHaveLength(6);
  const svg = renderToStaticMarkup(
    <DotPlot series={weekSeries} rows={rows} format={(value) => estimateText(value, "count")} width={640} labelledBy="title" />,
  );
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./week-chart.svg");
});

test("the title says the finding: more, less, or what fits where zero does too", () => {
  const of = { unit: "count", effect: 12, lower: 3, upper: 21 };
  expect(weekFinding(of)).toBe("Creators sold 12 a creator and week more once it had begun for them");
  expect(weekFinding({ ...of, effect: -12, lower: -21, upper: -3 })).toBe(
    "Creators sold 12 a creator and week less once it had begun for them",
  );
  expect(weekFinding({ ...of, lower: -3 })).toBe("An effect of −3 to 21 a creator and week fits what was sold");
  expect(dealingText({ design: "matched_creators", weeks: 1 })).toBe("one of each pair for 1 week, the other waits");
});
