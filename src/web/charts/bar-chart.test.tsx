import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BarChart } from "./bar-chart.tsx";
import { creatorsByModel, models } from "../gallery/chart-figures.ts";

const html = renderToStaticMarkup(
  <BarChart
    title="Ana began twice as many purchases as she closed"
    unit="Revenue credited, EUR"
    interval="whiskers: 95 % interval"
    source="orders by webhook"
    groupHead="Creator"
    series={models}
    groups={creatorsByModel}
  />,
);

test("a chart says its finding, unit, interval and source", () => {
  expect(html).toContain("Ana began twice as many purchases as she closed");
  expect(html).toContain("Revenue credited, EUR · whiskers: 95 % interval");
  expect(html).toContain("Source: orders by webhook");
});

test("the picture is named by the finding and the unit", () => {
  const [, names = ""] = /<svg[^>]*aria-labelledby="([^"]+)"/.exec(html) ?? [];
  expect(names.split(" ")).toHaveLength(2);
  for (const id of names.split(" ")) expect(html).toContain(`id="${id}"`);
});

test("every figure of the picture is in the table behind it", () => {
  const table = html.slice(html.indexOf("<details"));
  for (const group of creatorsByModel) for (const bar of Object.values(group.bars)) expect(table).toContain(`>${bar.text}<`);
});

test("the ends of an interval stand in the table too", () => {
  const bars = { spend: { value: 700, text: "€700" }, revenue: { value: 1400, text: "€1,400", low: 900, high: 2100 } };
  const chart = (
    <BarChart
      title="Most on Ana"
      unit="Spend and revenue, EUR"
      interval="whiskers: 80 % interval"
      source="a plan"
      groupHead="Creator"
      series={[
        { key: "spend", label: "Spend" },
        { key: "revenue", label: "Revenue" },
      ]}
      groups={[{ key: "ana", label: "Ana", bars }]}
      format={(value) => `€${value.toLocaleString("en")}`}
    />
  );
  const drawn = renderToStaticMarkup(chart);
  const table = drawn.slice(drawn.indexOf("<details"));
  expect(table).toContain(">€700<");
  expect(table).toContain(">€1,400 (€900 to €2,100)<");
});
