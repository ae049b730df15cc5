import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { allocationFinding, ladderFinding, scenarioFinding } from "./findings.ts";
import { allocationGroups, calibrationRows, calibrationSeries, scenarioRows } from "./plan-charts.tsx";
import { perSpentText, tierWords, unitsText } from "./plan.ts";

const picture = (element: React.ReactElement): string => `${renderToStaticMarkup(element).replaceAll("><", ">\n<")}\n`;
const eur = (amount: string) => ({ amount, currency: "EUR" });
const range = (middle: number) => ({ low: middle * 0.7, middle, high: middle * 1.4 });
const scenarios = (["weak", "expected", "strong"] as const).map((name, at) => ({
  ...{ name, revenue: range(8_000 + 2_000 * at), per_spent: range(1.6 + 0.4 * at), loss_chance: 0.1 },
}));

test("scenarios stand one below the other with their whiskers", async () => {
  const series = [{ key: "revenue", label: "Revenue" }];
  const text = (value: number): string => unitsText(value, "EUR");
  const plot = <DotPlot series={series} rows={scenarioRows({ scenarios }, "EUR")} format={text} width={640} labelledBy="title" />;
  await expect(picture(plot)).toMatchFileSnapshot("./scenario-plot.svg");
});

test("past forecasts stand with their whiskers beside what came, in another mark", async () => {
  const head = { plan_id: "pln_1", plan_name: "Spring", campaign_id: "cmp_1", is_final: true };
  const points = [
    { ...head, subject: "The whole", is_whole: true, forecast: range(2), outcome: 2.3 },
    { ...head, subject: "Ana", is_whole: false, forecast: range(1.5), outcome: 0.6 },
  ];
  const plot = (
    <DotPlot series={calibrationSeries} rows={calibrationRows({ points })} format={perSpentText} width={640} labelledBy="title" />
  );
  const svg = picture(plot);
  await expect(svg).toMatchFileSnapshot("./calibration-plot.svg");
  expect(svg).toContain("Ana, Spring");
});

test("spend stands beside revenue with its interval, the most first, and whoever gets nothing is left out", () => {
  const creator = (name: string, share: number, amount: string) =>
    ({ creator_id: name, name, share, spend: eur(amount), revenue: range(1_000) }) as never;
  const creators = [creator("Ben", 0.3, "30000"), creator("Ana", 0.7, "70000"), creator("Cem", 0, "0")];
  const [first, ...rest] = allocationGroups({ creators }, "EUR");
  expect(rest.map(({ key }) => key)).toEqual(["Ben"]);
  expect(first).toMatchObject({
    key: "Ana",
    bars: { spend: { value: 700, text: "€700.00" }, revenue: { value: 1_000, low: 700, high: 1_400 } },
  });
});

test("findings say who gets most, what comes back, and what the last unit brings; nothing where nothing is spent", () => {
  const creator = (name: string, share: number, amount: string) => ({ name, share, spend: eur(amount) }) as never;
  expect(allocationFinding({ creators: [creator("Ana", 0.7, "700"), creator("Ben", 0.3, "300")], spend: eur("1000") })).toBe(
    "€10.00 on 2 creators; most on Ana, 70 %",
  );
  expect(allocationFinding({ creators: [creator("Ana", 0.5, "500"), creator("Ben", 0.5, "500")], spend: eur("1000") })).toBe(
    "€10.00 on 2 creators, the same on each",
  );
  expect(allocationFinding({ creators: [creator("Ana", 1, "700"), creator("Ben", 0, "0")], spend: eur("700") })).toBe("€7.00 on Ana alone");
  expect(allocationFinding({ creators: [creator("Ana", 0, "0")], spend: eur("0") })).toBe("Nobody gets anything within these limits");
  expect(scenarioFinding({ scenarios })).toBe("1 spent brings back 1.60 in weak times and 2.40 in strong ones");
  const rung = (amount: string, marginal: number) => ({
    budget: eur(amount),
    spend: eur(amount),
    revenue: range(1),
    marginal,
    loss_chance: 0,
  });
  expect(ladderFinding({ ladder: [rung("500", 2.5), rung("1000", 1.1)] })).toBe("The last unit brings 2.50 at €5.00 and 1.10 at €10.00");
  expect([tierWords("micro"), tierWords(null)]).toEqual(["Micro", "Size not known"]);
});
