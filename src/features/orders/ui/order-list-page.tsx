import { FileUp, ReceiptText } from "lucide-react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { OrderFilters, useOrderFilters } from "./order-filters.tsx";
import { OrderStatus } from "./order-status.tsx";
import { noveltyText, sourceText } from "./order-words.ts";

type Order = ListRow<"/v1/conversions">;

function Refunded({ order }: { readonly order: Order }) {
  return order.refunded.amount === "0" ? <span className="text-muted">none</span> : <Money value={order.refunded} />;
}

const columns: Column<Order>[] = [
  {
    key: "order",
    head: "Order",
    cell: (order) => order.external_id,
  },
  { key: "placed", head: "Placed", cell: (order) => <DateTime at={order.occurred_at} precision={order.occurred_precision} /> },
  {
    key: "status",
    head: "Status",
    cell: (order) => (
      <span className="inline-flex items-center gap-1.5">
        <OrderStatus order={order} />
        {order.kind !== "order" && <Badge>{order.kind.replaceAll("_", " ")}</Badge>}
      </span>
    ),
  },
  { key: "customer", head: "Customer", cell: (order) => noveltyText(order.is_new_customer) },
  {
    key: "codes",
    head: "Codes",
    cell: (order) => (order.codes.length === 0 ? <span className="text-muted">none</span> : order.codes.join(", ")),
  },
  { key: "source", head: "Came by", cell: (order) => sourceText(order.source) },
  { key: "refunded", head: "Refunded", align: "end", cell: (order) => <Refunded order={order} /> },
  {
    key: "total",
    head: "Total",
    align: "end",
    isCorner: true,
    cell: (order) => <Money value={order.total} />,
    explain: "What the customer owed in all, with tax and shipping, before refunds.",
  },
];

/** Every order of the workspace. */
export function OrderListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const filters = useOrderFilters();
  const orders = usePages("/v1/conversions", { query: filters.query });
  const bring = canWrite && (
    <ButtonLink to={to.newImport()} search={{ kind: "orders" }} icon={FileUp}>
      Import orders
    </ButtonLink>
  );
  const isEmpty = orders.rows?.length === 0 && !filters.isNarrowed;
  const none = filters.isNarrowed ? (
    <EmptyState title="No order fits" icon={ReceiptText} action={<Button onClick={filters.clear}>Clear filters</Button>}>
      None has all of what you asked for. An order is found by the number that its store gave it, whole.
    </EmptyState>
  ) : (
    <EmptyState
      title="No orders yet"
      icon={ReceiptText}
      action={
        <>
          {bring}
          <ButtonLink to={to.stores()}>Connect the store</ButtonLink>
        </>
      }
    >
      Connect the store so that orders come by themselves, or import its export to see the past at once.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        title="Orders"
        lead="Each opens to every touch before it, the credit of each model, who is paid and why."
        actions={!isEmpty && bring}
      />
      {!isEmpty && <OrderFilters filters={filters} />}
      <Table
        {...orders}
        caption="Orders"
        columns={columns}
        rowKey={(order) => order.id}
        rowPath={(order) => to.order(order.id)}
        empty={none}
      />
    </>
  );
}
