import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { fitRows, fitSeries } from "./fit-chart.tsx";
import { fitFinding, pointsText, type AccountFit, type FitPart } from "./words.ts";

const picture = (element: React.ReactElement): string => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;
const part = (key: FitPart["key"], of: readonly [number | null, number, number], is_asked = true): FitPart => ({
  ...{ key, weight: 0.2, is_asked, score: of[0], low: of[1], high: of[2], known: 1, reasons: [], missing: [] },
});
const fit: Pick<AccountFit, "score" | "low" | "high" | "parts"> = {
  ...{ score: 62, low: 47, high: 77 },
  parts: [
    part("audience", [70, 60, 80]),
    part("theme", [95, 90, 100]),
    part("price_point", [null, 0, 100]),
    part("values", [null, 0, 100], false),
    part("tone", [50, 45, 55]),
  ],
};

test("the parts of a fit stand below the whole with their ranges; what is not known has no dot, what is not asked no line", async () => {
  const svg = picture(<DotPlot series={fitSeries} rows={fitRows(fit)} format={pointsText} width={640} labelledBy="title" />);
  await expect(svg).toMatchFileSnapshot("./fit-plot.svg");
  expect(svg).toContain("Price point, not known");
  expect(svg).not.toContain("Values");
  expect(svg.match(/<circle/g)).toHaveLength(4);
});

test("a finding names what speaks most and least for a fit, and says so where nothing is known or asked", () => {
  expect(fitFinding(fit, "Hikers")).toBe("Fits “Hikers” at 62 of 100: theme speaks most for it, tone least");
  expect(fitFinding({ ...fit, parts: [part("tone", [50, 45, 55])] }, "Hikers")).toBe(
    "Fits “Hikers” at 62 of 100; of its parts only tone is known",
  );
  expect(fitFinding({ ...fit, parts: [part("tone", [null, 0, 100])] }, "Hikers")).toBe(
    "Fits “Hikers” at 62 of 100: nothing that it asks is known",
  );
  expect(fitFinding({ ...fit, score: null }, "Hikers")).toBe("“Hikers” asks nothing that counts");
});
