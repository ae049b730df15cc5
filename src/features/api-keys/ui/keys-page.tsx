import { Ban, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { scopeWords } from "./scope-fields.tsx";

type Key = ListRow<"/v1/api-keys">;

const stateOf = (key: Key): string =>
  key.revoked_at !== null ? "revoked" : key.expires_at !== null && key.expires_at < new Date().toISOString() ? "expired" : "active";

function RevokeDialog({ of, onClose }: { readonly of: Key; readonly onClose: () => void }) {
  const revoke = api.useMutation("delete", "/v1/api-keys/{id}", {
    onSuccess: () => showDone(`Key “${of.name}” is revoked.`),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Revoke the key “${of.name}”?`}
      confirmLabel="Revoke key"
      isDangerous
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate({ params: { path: { id: of.id } } })}
    >
      Whatever uses it stops working within five seconds. This cannot be undone.
    </ConfirmDialog>
  );
}

const never = <span className="text-muted">Never</span>;

const columns: Column<Key>[] = [
  { key: "name", head: "Name", isName: true, cell: (key) => key.name },
  { key: "start", head: "Begins with", cell: (key) => <code className="font-mono text-sm">{key.start}…</code> },
  { key: "scopes", head: "May", cell: (key) => scopeWords(key.scopes), canWrap: true },
  { key: "state", head: "State", cell: (key) => <Status value={stateOf(key)} /> },
  { key: "used", head: "Last used", cell: (key) => (key.last_used_at === null ? never : <DateTime at={key.last_used_at} />) },
  { key: "expires", head: "Expires", cell: (key) => (key.expires_at === null ? never : <DateTime at={key.expires_at} isDayOnly />) },
];

/** The API keys of the workspace. */
export function KeysPage() {
  const keys = usePages("/v1/api-keys");
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const isEmpty = keys.rows?.length === 0;
  const revokeButton = (key: Key) =>
    key.revoked_at === null && <IconButton icon={Ban} label={`Revoke the key ${key.name}`} onClick={() => setRevoking(key)} />;
  const make = (
    <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
      Create key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        lead="For your shop’s server and your scripts. A key belongs to this workspace and does only what its scopes say."
        actions={!isEmpty && make}
      />
      <Table
        {...keys}
        caption="API keys"
        columns={columns}
        rowKey={(key) => key.id}
        rowActions={revokeButton}
        empty={
          <EmptyState title="No keys yet" icon={KeyRound} action={make}>
            A key lets a program send orders or read results. Give each program its own, with the fewest scopes that it needs.
          </EmptyState>
        }
      />
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
      {revoking !== undefined && <RevokeDialog of={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
