import { ChartColumnBig } from "lucide-react";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { usePaths } from "../../../web/session.ts";
import { modelCell, paidCell, type Cell, type Comparison, type ComparisonRow, type Measure } from "./comparison.ts";

function Figure({ of }: { readonly of: Cell }) {
  return of.size === 0 ? <span className="text-muted">{of.text}</span> : <span title={of.exact}>{of.text}</span>;
}

function RowName({ row }: { readonly row: ComparisonRow }) {
  const to = usePaths();
  if (row.creator_id !== null) return <TextLink to={to.creator(row.creator_id)}>{row.name}</TextLink>;
  return <>{row.name}</>;
}

const paidWords =
  "What the pay rule did: each order counts whole for the creator who is paid for it, or for nobody. This is what you owe for, whatever a model says.";

function columnsOf({ models }: Comparison, measure: Measure): Column<ComparisonRow>[] {
  return [
    { key: "who", head: "Creator or channel", isName: true, cell: (row) => <RowName row={row} /> },
    ...models.map((model): Column<ComparisonRow> => ({
      key: model.id,
      head: model.name,
      align: "end",
      cell: (row) => <Figure of={modelCell(row, model.id, measure)} />,
      explain: model.explanation,
    })),
    { key: "paid", head: "Paid by rule", align: "end", cell: (row) => <Figure of={paidCell(row, measure)} />, explain: paidWords },
  ];
}

/** The sums of the columns: every one is all orders, or all of their revenue. */
function footOf({ models, orders, revenue }: Comparison, measure: Measure) {
  const all = measure === "revenue" ? <Money value={revenue} /> : <Count value={orders} />;
  return { who: "All", ...Object.fromEntries(models.map((model) => [model.id, all])), paid: all };
}

const asked = ({ from, to, currency }: Comparison) => ({ from, to, currency });

/** Creators, channels and nobody as rows; the models and the pay rule as columns. */
export function ComparisonTable({ comparison, measure }: { readonly comparison: Comparison; readonly measure: Measure }) {
  const to = usePaths();
  return (
    <Table
      caption="Credit by model"
      columns={columnsOf(comparison, measure)}
      rows={comparison.orders === 0 ? [] : comparison.rows}
      rowKey={(row) => `${row.kind} ${row.creator_id ?? row.name}`}
      foot={footOf(comparison, measure)}
      file={tableFile("/v1/attribution/comparison", { query: asked(comparison), table: "credits" })}
      empty={
        <EmptyState
          title="No orders to compare in these days"
          icon={ChartColumnBig}
          action={
            <ButtonLink to={to.newImport()} search={{ kind: "orders" }}>
              Import orders
            </ButtonLink>
          }
        >
          Models divide paid orders among the touches before them. Choose more days or another currency above, or bring in orders.
        </EmptyState>
      }
    />
  );
}
