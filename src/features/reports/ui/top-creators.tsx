import { UsersRound } from "lucide-react";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money, MoneyList } from "../../../web/kit/value/money.tsx";
import { usePaths } from "../../../web/session.ts";
import { shortDecimal } from "./short-decimal.ts";
import type { Overview } from "./figures.ts";

type Row = Overview["top_creators"][number];

function columnsOf({ figures, model }: Overview): Column<Row>[] {
  return [
    { key: "creator", head: "Creator", isName: true, cell: (row) => row.name },
    {
      key: "revenue",
      head: "Credited revenue",
      align: "end",
      cell: (row) => <Money value={row.credited_revenue} />,
      explain: figures.credited_revenue.formula,
    },
    {
      key: "orders",
      head: "Credited orders",
      align: "end",
      cell: (row) => <span title={row.credited_orders}>{shortDecimal(row.credited_orders)}</span>,
      explain: `Shares of orders under the model ${model.name}, added up; the exact sum on pointing.`,
    },
    {
      key: "paid",
      head: "Paid orders",
      align: "end",
      cell: (row) => <Count value={row.paid_orders} />,
      explain: "Orders of these days for which the pay rule pays this creator; at most one creator is paid for an order.",
    },
    {
      key: "commission",
      head: "Commission",
      align: "end",
      cell: (row) => <MoneyList values={row.commission} />,
      explain: figures.commission.formula,
    },
  ];
}

/** The creators with the most credit. */
export function TopCreators({ overview }: { readonly overview: Overview }) {
  const to = usePaths();
  return (
    <Table
      caption="Creators with the most credit"
      columns={columnsOf(overview)}
      rows={overview.top_creators}
      rowKey={(row) => row.creator_id}
      rowPath={(row) => to.creator(row.creator_id)}
      file={tableFile("/v1/reports/overview", { query: { from: overview.from, to: overview.to }, table: "creators" })}
      empty={
        <EmptyState title="No creator was behind these orders" icon={UsersRound}>
          No order of these days had a creator’s link or code before it.
        </EmptyState>
      }
    />
  );
}
