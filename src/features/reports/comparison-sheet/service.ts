import type { Sheet } from "../../sharing/service.ts";
import { creditFinding } from "../findings.ts";
import type { compareModels } from "../comparison/service.ts";

type Comparison = Awaited<ReturnType<typeof compareModels>>;

const mostBars = 8;

/**
 * The comparison of creators and channels as it is shown outside of the workspace: orders and revenue under every model, and what is paid.
 *
 * @param comparison rows of creators, channels and nobody
 * @returns two tables, of orders and of revenue, with a column for each model; bars of the model that is shown where one is shown
 */
export function comparisonSheet(comparison: Comparison): Sheet {
  const { rows, models, currency, default_model: shown } = comparison;
  const source = `touches before each paid order in ${currency}`;
  const orders = {
    label: "Orders",
    kind: "count" as const,
    value: comparison.orders,
    formula: "Paid orders of the currency that have credit.",
    source,
  };
  const whose = { title: "Creator or channel", kind: "creator" as const, formula: null };
  const perModel = (kind: "money" | "credit") => models.map((model) => ({ title: model.name, kind, formula: model.explanation }));
  const creditOf = (row: Comparison["rows"][number]) => Number(row.credits.find(({ model }) => model === shown)?.orders ?? 0);
  const named = rows
    .filter(({ kind }) => kind === "creator" || kind === "channel")
    .map((row) => ({ name: row.name, credit: creditOf(row), paid: row.paid.orders }));
  const paid = "What the pay rule did: each order counts whole for the creator who is paid for it, or for nobody.";
  return {
    subject: "Creators and channels compared",
    period: { from: comparison.from, to: comparison.to, zone: comparison.zone },
    as_of: comparison.as_of,
    figures: [orders, { label: "Revenue", kind: "money", value: [comparison.revenue], formula: "Their totals after refunds.", source }],
    charts: [
      {
        title: comparison.orders === 0 ? "No order of these days has credit yet" : creditFinding(named),
        unit: `Orders in ${currency}: credit by ${models.find(({ id }) => id === shown)?.name ?? shown}, and whom the pay rule pays`,
        source,
        kind: "bars",
        currency: null,
        series: ["Credit", "Paid by rule"],
        points: rows.slice(0, mostBars).map((row) => ({ label: row.name, values: [creditOf(row), row.paid.orders] })),
      },
    ],
    tables: [
      {
        title: "Orders by model",
        columns: [whose, ...perModel("credit"), { title: "Paid by rule", kind: "count", formula: paid }],
        rows: rows.map((row) => [row.name, ...row.credits.map((credit) => credit.orders), row.paid.orders]),
      },
      {
        title: "Revenue by model",
        columns: [whose, ...perModel("money"), { title: "Paid by rule", kind: "money", formula: paid }],
        rows: rows.map((row) => [row.name, ...row.credits.map((credit) => [credit.revenue]), [row.paid.revenue]]),
      },
    ],
    notes: [
      "Under each model the rows sum to all orders and all revenue; what no touch explains is unattributed. No model proves what caused a sale.",
      ...models.map((model) => `${model.name}: ${model.explanation}`),
    ],
  };
}
