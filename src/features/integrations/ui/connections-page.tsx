import { Cable, KeyRound, Plus, Power } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { senders, type Connection } from "./connection-words.ts";
import { DeliverySection } from "./delivery-section.tsx";

const columnsOf = (storeName: (id: string) => string): Column<Connection>[] => [
  { key: "kind", head: "From", cell: (connection) => senders[connection.kind].name },
  { key: "store", head: "Orders of", cell: (connection) => storeName(connection.store_id) },
  { key: "status", head: "Status", cell: (connection) => <Status value={connection.disabled_at === null ? "active" : "disabled"} /> },
  { key: "since", head: "Since", cell: (connection) => <DateTime at={connection.created_at} isDayOnly /> },
];

function SwitchOffDialog({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const { name } = senders[connection.kind];
  const update = api.useMutation("patch", "/v1/connections/{id}", {
    onSuccess: () => {
      showDone(`${name} is switched off.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Switch ${name} off?`}
      confirmLabel="Switch off"
      isDangerous
      isBusy={update.isPending}
      onConfirm={() => update.mutate({ params: { path: { id: connection.id } }, body: { is_disabled: true } })}
    >
      Orders from there no longer arrive. What {name} sends meanwhile is refused; {name} tries again for some days.
    </ConfirmDialog>
  );
}

type Open = { readonly what: "new" } | { readonly what: "secret" | "off"; readonly connection: Connection } | undefined;

function OpenDialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  if (open === undefined) return null;
  if (open.what === "new") return <ConnectDialog onClose={onClose} />;
  return open.what === "off" ? (
    <SwitchOffDialog connection={open.connection} onClose={onClose} />
  ) : (
    <ConnectDialog connection={open.connection} onClose={onClose} />
  );
}

/** Stores and payment providers that send orders, and what they sent. */
export function ConnectionsPage() {
  const isAdmin = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/connections");
  const { data: stores } = api.useSuspenseQuery("get", "/v1/stores");
  const [open, setOpen] = useState<Open>();
  const switchOn = api.useMutation("patch", "/v1/connections/{id}", { onSuccess: () => showDone("It is switched on again.") });
  const storeName = (id: string) => stores.data.find((store) => store.id === id)?.name ?? "";
  const add = isAdmin && (
    <Button variant="primary" icon={Plus} onClick={() => setOpen({ what: "new" })}>
      Connect
    </Button>
  );
  const flip = (connection: Connection) =>
    connection.disabled_at === null
      ? setOpen({ what: "off", connection })
      : switchOn.mutate({ params: { path: { id: connection.id } }, body: { is_disabled: false } });
  const actionsOf = (connection: Connection) => (
    <>
      <CopyButton text={connection.webhook_url} what="webhook address" />
      <IconButton icon={KeyRound} label="Address and secret" onClick={() => setOpen({ what: "secret", connection })} />
      <IconButton icon={Power} label={connection.disabled_at === null ? "Switch off" : "Switch on"} onClick={() => flip(connection)} />
    </>
  );
  return (
    <>
      <PageHeader
        title="Connections"
        lead="Shopify and Stripe tell Vouch of every order by themselves."
        actions={data.data.length > 0 && add}
      />
      <div className="flex flex-col gap-8">
        <Table
          caption="Connections"
          columns={columnsOf(storeName)}
          rows={data.data}
          rowKey={(connection) => connection.id}
          {...(isAdmin ? { rowActions: actionsOf } : {})}
          empty={
            <EmptyState title="Nothing is connected" icon={Cable} action={add}>
              Connect your store, and orders, refunds and disputes arrive as they happen. A shop of your own sends orders by the API; any
              other can be imported from files.
            </EmptyState>
          }
        />
        {data.data.length > 0 && <DeliverySection />}
      </div>
      <OpenDialog open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
