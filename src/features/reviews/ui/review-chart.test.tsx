import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { perSpentText, returnRows, returnsFinding } from "./review-chart.tsx";
import { figureText, writtenLesson } from "./review.ts";

const figure = (name: string, value: string, low: string, high: string | null) => ({
  ...{ key: `return/creator/${name}`, label: `Revenue per 1 spent: ${name}`, value, unit: "per 1 spent", low, high },
  ...{ level: "0.95", source: "orders" },
});
const figures = [figure("Ben", "0.5", "0.3", "0.8"), figure("Ana: the second", "2", "1.2", "3.1"), figure("Cem", "1", "0.4", null)];

test("creators stand by what came back, with whiskers; one whose interval has no upper end is left to the table", async () => {
  const rows = returnRows({ figures });
  expect(rows.map(({ label }) => label)).toEqual(["Ana: the second", "Ben"]);
  const series = [{ key: "back", label: "Revenue per 1 spent" }];
  const svg = renderToStaticMarkup(<DotPlot series={series} rows={rows} format={perSpentText} width={640} labelledBy="title" />);
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./returns-plot.svg");
});

test("the finding says who is told from breaking even, and that nobody is where nobody is", () => {
  const finding = (...own: (typeof figures)[number][]) => returnsFinding(returnRows({ figures: own }));
  expect(finding(...figures)).toBe("Ana: the second brought back more than they cost, whatever chance did");
  expect(finding(figures[0]!)).toBe("No creator surely brought back their cost, and 1 surely did not");
  expect(finding(figure("Dan", "1.1", "0.4", "2"))).toBe("No creator is told from breaking even by these orders");
});

test("figures say their interval, and what is not known is said to be so", () => {
  expect(figureText(figures[2]!)).toBe("1 per 1 spent (0.4 to no bound, 95 %)");
  expect(figureText({ ...figures[0]!, value: null })).toBe("not known");
  expect(figureText({ value: "1.047", unit: "per 1 spent", low: "0.466", high: "1.596", level: "0.95" })).toBe(
    "1.05 per 1 spent (0.47 to 1.6, 95 %)",
  );
});

test("a lesson goes back to the API with the one field that names its subject", () => {
  const lesson = {
    name: "Ana",
    metric: "orders",
    estimate: "1",
    low: "0",
    high: "2",
    level: "0.9",
    cycles: 1,
    spent: null,
    words: "",
    is_drafted: true,
  } as const;
  expect(writtenLesson({ ...lesson, subject_kind: "creator", subject: "cre_1" })).toMatchObject({ creator_id: "cre_1" });
  expect(writtenLesson({ ...lesson, subject_kind: "tier", subject: "micro" })).toMatchObject({ subject: "micro" });
});
