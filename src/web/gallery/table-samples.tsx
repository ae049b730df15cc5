import { Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../kit/action/icon-button.tsx";
import { EmptyState } from "../kit/page/empty-state.tsx";
import type { Column, Sort } from "../kit/table/column.ts";
import { Table } from "../kit/table/table.tsx";
import { DateTime } from "../kit/time/date-time.tsx";
import { Count } from "../kit/value/count.tsx";
import { Explanation } from "../kit/value/explanation.tsx";
import { Money, type MoneyValue } from "../kit/value/money.tsx";
import { Status } from "../kit/value/status.tsx";
import { paths } from "../paths.ts";

interface Sample {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly orders: number | null;
  readonly revenue: MoneyValue | null;
  readonly reason: string;
  readonly at: string;
}

const eur = (amount: string): MoneyValue => ({ amount, currency: "EUR" });
const rows: readonly Sample[] = [
  {
    id: "1",
    name: "Ana Lindqvist",
    status: "active",
    orders: 412,
    revenue: eur("3140250"),
    reason: "Code ANA10 used, policy always; Ben’s click 3 days earlier is an assist.",
    at: "2026-11-20T13:05:00Z",
  },
  {
    id: "2",
    name: "Ben Okafor",
    status: "paused",
    orders: 96,
    revenue: eur("701999"),
    reason: "Last click before the order, 2 days earlier.",
    at: "2026-11-18T09:41:00Z",
  },
  {
    id: "3",
    name: "Chiara “Kiki” Montanari-Fürstenberg",
    status: "active",
    orders: null,
    revenue: null,
    reason: "Clicks not yet shipped up to this order.",
    at: "2026-07-02T22:15:00Z",
  },
];

const columns: Column<Sample>[] = [
  { key: "name", head: "Creator", isName: true, cell: (row) => row.name, isSortable: true },
  { key: "status", head: "Status", cell: (row) => <Status value={row.status} /> },
  { key: "orders", head: "Orders", align: "end", cell: (row) => <Count value={row.orders} />, isSortable: true },
  {
    key: "revenue",
    head: "Revenue",
    align: "end",
    cell: (row) => <Money value={row.revenue} />,
    explain: <Explanation formula="Items after discount, without tax and shipping" source="Shopify webhooks" />,
  },
  { key: "reason", head: "Why", cell: (row) => row.reason, canWrap: true },
  { key: "at", head: "Last order", align: "end", cell: (row) => <DateTime at={row.at} /> },
];

const nothing = <EmptyState title="No creators yet">Import a list, or add the first by hand. Links and codes come after that.</EmptyState>;

/** Tables: filled, on their way, empty. */
export function TableSamples() {
  const [sort, setSort] = useState<Sort>({ key: "orders", direction: "descending" });
  const [count, setCount] = useState(2);
  return (
    <>
      <Table
        caption="Creators of the sample program"
        columns={columns}
        rows={rows.slice(0, count)}
        rowKey={(row) => row.id}
        rowPath={() => paths.home()}
        rowActions={(row) => <IconButton icon={Pencil} label={`Edit ${row.name}`} />}
        sort={sort}
        onSort={setSort}
        foot={{ name: "Total", orders: <Count value={508} />, revenue: <Money value={eur("3842249")} /> }}
        empty={nothing}
        hasMore={count < rows.length}
        loadMore={() => setCount(rows.length)}
      />
      <Table caption="Creators on their way" columns={columns} rows={undefined} rowKey={(row) => row.id} empty={nothing} />
      <Table caption="No creators" columns={columns} rows={[]} rowKey={(row) => row.id} empty={nothing} />
    </>
  );
}
