import { Heart } from "lucide-react";
import { api } from "../../../web/api.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";

type Advocate = paths["/v1/advocates"]["get"]["responses"][200]["content"]["application/json"]["data"][number];

function Who({ advocate }: { readonly advocate: Advocate }) {
  const to = usePaths();
  const { creator, account } = advocate;
  if (creator !== null) return <TextLink to={to.creator(creator.id)}>{creator.name}</TextLink>;
  return account === null ? null : <AccountHandle account={account} />;
}

const foundBy = ({ found_by: by, account }: Advocate): string =>
  by === "email" ? "the creator’s own e-mail address" : `a handle on ${platformLabel(account!.platform)}`;

const columns: Column<Advocate>[] = [
  { key: "who", head: "Customer", isName: true, cell: (advocate) => <Who advocate={advocate} /> },
  { key: "by", head: "Known by", cell: foundBy },
  {
    key: "orders",
    head: "Orders",
    align: "end",
    cell: ({ orders }) => <Count value={orders} />,
    explain: "Paid orders that name the handle, or were placed under the address.",
  },
  {
    key: "value",
    head: "Kept",
    align: "end",
    isCorner: true,
    cell: ({ value }) =>
      value.map((money) => (
        <div key={money.currency}>
          <Money value={money} />
        </div>
      )),
    explain: "Totals of these orders less what was refunded, currency by currency; nothing is exchanged.",
  },
  { key: "first", head: "First order", cell: ({ first_order_at: at }) => <DateTime at={at} /> },
  { key: "last", head: "Last order", cell: ({ last_order_at: at }) => <DateTime at={at} /> },
];

/** Customers who create: whoever names a handle when they order, and creators who buy. */
export function AdvocatesPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/advocates", {});
  const add = api.useMutation("post", "/v1/creators", { onSuccess: ({ name }) => showDone(`${name} is added as a creator.`) });
  const actionsOf = ({ creator, account }: Advocate) =>
    creator === null &&
    account !== null && (
      <Button
        size="small"
        isBusy={add.isPending}
        onClick={() =>
          add.mutate({
            body: { name: account.handle, source: "customers", accounts: [{ platform: account.platform, handle: account.handle }] },
          })
        }
      >
        Add as creator
      </Button>
    );
  return (
    <>
      <PageHeader
        title="Customers who create"
        guide="bring-creators-in"
        lead="They know what you sell. A handle comes with the order, in a field such as instagram or tiktok_handle; creators who buy are known by their e-mail address."
        crumbs={[{ label: "Creators", to: to.creators() }]}
      />
      <Table
        caption="Customers who create"
        columns={columns}
        rows={data.data}
        rowKey={({ creator, account, found_by: by }) => `${by} ${account?.platform} ${account?.handle} ${creator?.id}`}
        {...(canWrite ? { rowActions: actionsOf } : {})}
        empty={
          <EmptyState title="Nobody yet" icon={Heart}>
            Ask for a handle at checkout, and send it in the order’s metadata under a name such as instagram.
          </EmptyState>
        }
      />
    </>
  );
}
