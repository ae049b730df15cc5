import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { DotPlot } from "../../../web/charts/dots/dot-plot.tsx";
import { ageText, modelDots, modelFinding, modelledCell, shownPair, type ModelledResult, type ModelledRow } from "./models.ts";

const money = (amount: number) => ({ amount: String(amount), currency: "EUR" });

function row(name: string, rule: number, markov: readonly [at: number, low: number, high: number]): ModelledRow {
  const [at, low, high] = markov;
  return {
    ...{ kind: "creator", creator_id: `cre_${name}`, name, touched_orders: 40, touched_journeys: 400 },
    credits: [
      { model: "last_non_direct", orders: String(rule), revenue: money(rule * 5_000), interval: null },
      {
        ...{ model: "markov_1", orders: String(at), revenue: money(at * 5_000) },
        interval: {
          orders: { low: String(low), high: String(high) },
          revenue: { low: money(low * 5_000), high: money(high * 5_000) },
        },
      },
    ],
  };
}

const nobody: ModelledRow = { ...row("nobody", 20, [20, 20, 20]), kind: "unattributed", creator_id: null, name: "Unattributed" };
const explained = (id: string, name: string, isDriven: boolean) => ({ id, name, explanation: "", is_data_driven: isDriven });
const resultOf = (rows: readonly ModelledRow[]): ModelledResult => ({
  ...{
    from: "2026-05-01",
    to: "2026-06-01",
    zone: "Europe/Berlin",
    currency: "EUR",
    level: "creators",
    orders: 100,
    revenue: money(500_000),
  },
  journeys: { orders_with_path: 80, without_order: 4_000, of_persons: 1, of_browsers: 3_900, of_single_clicks: 99, loose_visits: 3 },
  built_by: "",
  models: [explained("last_non_direct", "Last non-direct touch", false), explained("markov_1", "Markov, one touch", true)],
  rows: [...rows, nobody],
  interval: { method: "percentile bootstrap over journeys", level: 0.9, replicates: 500, failed: 0, seed: 1 },
  method: { shapley: null, shapley_drawing_error: null, markov_states: 3, markov_2_states: null },
  warnings: [],
});
const rows = [row("Ana", 30, [41, 36, 46]), row("Ben", 35, [25, 21, 30]), row("Chiara Montanari-Fürstenberg", 15, [14, 9, 19])];
const pair = { rule: "last_non_direct", data: "markov_1" };

describe("what the data says", () => {
  test("names whom the model surely moves most away from the rule, in the measure on screen", () => {
    const result = resultOf(rows);
    expect(modelFinding(result, pair, "orders")).toBe(
      "Ana: more by Markov, one touch: 41 orders (36 to 46), where “Last non-direct touch” says 30",
    );
    expect(modelFinding(result, pair, "revenue")).toContain("€2,050.00 (€1,800.00 to €2,300.00)");
  });

  test("says that nothing is sure where every interval holds the rule's figure, however far apart they are", () => {
    const wide = resultOf([row("Ana", 30, [41, 20, 60]), row("Ben", 35, [25, 10, 40])]);
    expect(modelFinding(wide, pair, "orders")).toBe("Markov, one touch does not surely differ from “Last non-direct touch” for anybody");
    expect(modelFinding(resultOf([]), pair, "orders")).toBe("Nobody touched these orders");
  });

  test("is drawn for those with most credit: the rule as it is, the model with its interval, and nobody left out", async () => {
    const result = resultOf(rows);
    const svg = renderToStaticMarkup(
      <DotPlot
        series={[
          { key: "last_non_direct", label: "Last non-direct touch" },
          { key: "markov_1", label: "Markov, one touch" },
        ]}
        rows={modelDots(result, pair, "orders")}
        format={(value) => value.toFixed(0)}
        width={640}
        labelledBy="title"
      />,
    );
    await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./models-chart.svg");
    expect(svg).not.toContain("Unattributed");
    expect(modelDots(resultOf(Array.from({ length: 30 }, (_, at) => row(`c${at}`, 1, [1, 0, 2]))), pair, "orders")).toHaveLength(8);
  });

  test("has no figure of a model that was not asked for, and shows the first that was", () => {
    const result = resultOf(rows);
    expect(modelledCell(rows[0]!, "shapley", "orders")).toBeUndefined();
    expect(shownPair(result, { data: "shapley", rule: "magic" })).toEqual(pair);
    expect(shownPair({ ...result, models: result.models.slice(0, 1) }, {})).toBeUndefined();
  });

  test.each([
    ["2026-05-01T10:00:20Z", "just now"],
    ["2026-05-01T09:20:00Z", "40 minutes ago"],
    ["2026-05-01T07:00:00Z", "3 hours ago"],
    ["2026-04-26T10:00:00Z", "5 days ago"],
  ])("what was worked out at %s is of %s", (at, text) => {
    expect(ageText(at, Date.parse("2026-05-01T10:00:30Z"))).toBe(text);
  });
});
