import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BarPlot } from "../../../web/charts/bar-plot.tsx";
import { rankingGroups, rankingSeries, regionsFinding } from "./test-regions.tsx";

const set = (regions: string[], least_lift: number | null) => ({
  ...{ regions, least_lift, share: 0.1, correlation: 0.9, misfit: 0.2, cells: [], least_total: null, holdout_cost: null },
  ...{ false_alarms: 0.1, noise: 0.02, flags: [] },
});
const asked = {
  ...{ days: 28, sizes: [2], left_out: [], history_from_on: null, most_share: 0.5, alpha: 0.1 },
  direction: "gain" as const,
  missing: "refused" as const,
};
const sets = [
  set(["chicago", "cincinnati"], 0.04),
  set(["atlanta", "chicago"], 0.06),
  set(["miami", "reno"], 0.12),
  set(["honolulu", "dallas"], null),
];

test("the best sets are drawn by the smallest lift that they show; a set that shows none has no bar", async () => {
  const groups = rankingGroups({ sets });
  expect(groups.map(({ bars }) => bars.least.text)).toEqual(["+4.0 %", "+6.0 %", "+12.0 %", "none up to 20 %"]);
  const svg = renderToStaticMarkup(<BarPlot series={rankingSeries} groups={groups} width={640} labelledBy="title" />);
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./test-regions.svg");
});

test("the title says which regions to treat, or that none is enough", () => {
  const finding = (of: typeof sets) => regionsFinding({ sets: of, asked });
  expect(finding(sets)).toBe("Treating chicago + cincinnati for 28 days shows a lift from +4.0 % on");
  expect(finding([set(["honolulu", "dallas"], null), ...sets])).toBe(
    "Treating chicago + cincinnati for 28 days shows a lift from +4.0 % on",
  );
  expect(finding(sets.slice(3))).toBe("In 28 days no set shows a lift up to 20 %: treat more regions, or for longer");
  expect(finding([])).toBe("No set of regions was found");
});
