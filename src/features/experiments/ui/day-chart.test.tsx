import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { walkthroughAnalysis } from "../../../../test/geo-walkthrough.ts";
import { LinePlot } from "../../../web/charts/line-plot.tsx";
import { dayFinding, dayPoints, daySeries } from "./day-chart.tsx";
import { endsText, estimateText } from "./words.ts";

test("observed and expected sales part after treatment began, with a band that only the treated days have", async () => {
  const points = dayPoints(walkthroughAnalysis());
  expect(points.observed).toHaveLength(60);
  expect(points.expected.filter((point) => "low" in point)).toHaveLength(15);
  const svg = renderToStaticMarkup(
    <LinePlot
      series={daySeries}
      points={points}
      format={(value) => estimateText(value, "count")}
      isZoomed
      mark={{ on: "2021-04-01", label: "Treatment begins" }}
      width={640}
      labelledBy="title"
    />,
  );
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./day-chart.svg");
});

test("the finding is of one region, as the axis is, and says when chance alone could do it", () => {
  const { methods, verdict } = walkthroughAnalysis();
  expect(dayFinding({ methods, verdict }, "count")).toBe("A treated region sold 155.6 more a day than expected");
  expect(dayFinding({ methods, verdict: { ...verdict, outcome: "not-shown" } }, "count")).toBe(
    "A treated region sold 155.6 more a day than expected, which chance alone could do",
  );
});

test("estimates are written in the unit of the sales, open ends as what they are", () => {
  expect(estimateText(-2550.4, "EUR")).toBe("−€25.50");
  expect(endsText({ lower: null, upper: 12.34 }, "count")).toBe("any less to 12.3");
});
