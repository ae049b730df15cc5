import { Archive, AtSign, Pencil, Plus, TrendingUp } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { AccountDialog, FollowersDialog } from "./account-dialogs.tsx";
import { Followers, type Account, type Creator } from "./platforms.tsx";

function Seen({ account }: { readonly account: Account }) {
  if (account.followers === null) return <span className="text-muted">never written down</span>;
  return (
    <span className="text-muted">
      <Day on={account.followers.observed_on} />, {account.followers.source}
    </span>
  );
}

const columns: Column<Account>[] = [
  {
    key: "handle",
    head: "Account",
    isName: true,
    cell: (account) => <AccountHandle account={account} />,
  },
  { key: "followers", head: "Followers", align: "end", cell: (account) => <Followers of={account.followers} /> },
  { key: "seen", head: "As of", cell: (account) => <Seen account={account} /> },
];

interface ArchiveProps {
  readonly creator: Creator;
  readonly account: Account;
  readonly onClose: () => void;
}

function ArchiveAccountDialog({ creator, account, onClose }: ArchiveProps) {
  const archive = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/archive", {
    onSuccess: () => {
      showDone("The account is archived.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive ${handleText(account)} on ${platformLabel(account.platform)}?`}
      confirmLabel="Archive account"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: creator.id, account_id: account.id } } })}
    >
      Its numbers are kept, and the handle is free to be given to another creator.
    </ConfirmDialog>
  );
}

type Open = { readonly what: "edit" | "followers" | "archive"; readonly account: Account } | { readonly what: "add" } | undefined;

function OpenDialog({ open, creator, onClose }: { readonly open: Open; readonly creator: Creator; readonly onClose: () => void }) {
  if (open === undefined) return null;
  if (open.what === "add") return <AccountDialog creator={creator} onClose={onClose} />;
  if (open.what === "edit") return <AccountDialog creator={creator} account={open.account} onClose={onClose} />;
  if (open.what === "archive") return <ArchiveAccountDialog creator={creator} account={open.account} onClose={onClose} />;
  return <FollowersDialog creator={creator} account={open.account} onClose={onClose} />;
}

/** Where a creator publishes, and how many follow them there. */
export function AccountsSection({ creator }: { readonly creator: Creator }) {
  const canWrite = useIsAtLeast("manager");
  const [open, setOpen] = useState<Open>();
  const add = canWrite && (
    <Button size="small" icon={Plus} onClick={() => setOpen({ what: "add" })}>
      Add account
    </Button>
  );
  const actionsOf = (account: Account) => (
    <>
      <IconButton icon={TrendingUp} label="Write down followers" onClick={() => setOpen({ what: "followers", account })} />
      <IconButton icon={Pencil} label="Edit account" onClick={() => setOpen({ what: "edit", account })} />
      <IconButton icon={Archive} label="Archive account" onClick={() => setOpen({ what: "archive", account })} />
    </>
  );
  const none = (
    <EmptyState title="No accounts yet" icon={AtSign} action={add}>
      Add where {creator.name} publishes: by it an import knows them again.
    </EmptyState>
  );
  return (
    <Section title="Accounts" actions={creator.accounts.length === 0 ? undefined : add}>
      <Table
        caption={`Accounts of ${creator.name}`}
        columns={columns}
        rows={creator.accounts}
        rowKey={(account) => account.id}
        {...(canWrite ? { rowActions: actionsOf } : {})}
        empty={none}
      />
      <OpenDialog open={open} creator={creator} onClose={() => setOpen(undefined)} />
    </Section>
  );
}
