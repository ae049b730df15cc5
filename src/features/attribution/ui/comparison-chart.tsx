import type { Series } from "../../../web/charts/series.ts";
import { StackedBar } from "../../../web/charts/stacked-bar.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { finding, modelCell, paidCell, sumCell, type Cell, type Comparison, type ComparisonRow, type Measure } from "./comparison.ts";

/** As many as there are colours, with one left for all others. */
const mostNamed = 7;
const others = "others";

const keyOf = (row: ComparisonRow): string => `${row.kind} ${row.creator_id ?? row.name}`;

interface Part {
  readonly series: Series;
  readonly rows: readonly ComparisonRow[];
}

/** A row of nobody's in which there is something. */
const isSomething = (row: ComparisonRow): boolean => row.kind === "unattributed" && row.credits.some((credit) => credit.orders !== "0");

/** What the bars are divided into: the first rows of the table, the rest of them together, and nobody. */
function partsOf({ rows }: Comparison): Part[] {
  const named = rows.filter((row) => row.kind !== "unattributed");
  const shown = named.slice(0, named.length <= mostNamed + 1 ? mostNamed + 1 : mostNamed);
  const rest = named.slice(shown.length);
  return [
    ...shown.map((row) => ({ series: { key: keyOf(row), label: row.name }, rows: [row] })),
    ...(rest.length === 0 ? [] : [{ series: { key: others, label: `${rest.length} others` }, rows: rest }]),
    ...rows.filter(isSomething).map((row) => ({ series: { key: keyOf(row), label: row.name, isRest: true }, rows: [row] })),
  ];
}

/** One bar a model, and one for the pay rule, each divided among creators, channels and nobody. */
export function ComparisonChart({ comparison, measure }: { readonly comparison: Comparison; readonly measure: Measure }) {
  const zone = useZone();
  const { models, currency, as_of } = comparison;
  const parts = partsOf(comparison);
  const bar = (key: string, label: string, cell: (row: ComparisonRow) => Cell) => ({
    key,
    label,
    parts: Object.fromEntries(parts.map(({ series, rows }) => [series.key, sumCell(rows.map(cell), measure, currency)])),
  });
  return (
    <Card>
      <StackedBar
        title={finding(comparison, measure)}
        unit={measure === "revenue" ? `How each divides the revenue, in ${currency}, after refunds` : "How each divides the orders"}
        source={`touches before each paid order, and the pay decisions, ${instantText(as_of, zone)}`}
        rowHead="Model"
        series={parts.map((part) => part.series)}
        rows={[
          ...models.map((model) => bar(model.id, model.name, (row) => modelCell(row, model.id, measure))),
          bar("paid", "Paid by rule", (row) => paidCell(row, measure)),
        ]}
      />
    </Card>
  );
}
