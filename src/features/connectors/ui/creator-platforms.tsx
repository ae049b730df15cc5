import { Link2, MessageSquareText, RefreshCw, Unplug } from "lucide-react";
import { useState } from "react";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import type { PlatformConnection } from "./platform-words.ts";
import { CommentsDialog, FiguresDialog } from "./run-dialogs.tsx";

/** On a creator's page: asks the platforms that are connected for the creator's figures and comments. Nothing where none is. */
export function RefreshFigures() {
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const { data: connections } = api.useSuspenseQuery("get", "/v1/platform-connections");
  const [open, setOpen] = useState<PlatformConnection>();
  const [reading, setReading] = useState<PlatformConnection>();
  const here = new Set<string>(creator.accounts.map(({ platform }) => platform));
  const usable = connections.data.filter(
    ({ platform, state, signed_in }) => state === "working" && here.has(platform) && signed_in === null,
  );
  if (!canWrite || usable.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {usable.map((connection) => (
        <Button key={connection.id} size="small" icon={RefreshCw} onClick={() => setOpen(connection)}>
          Refresh figures from {platformLabel(connection.platform)}
        </Button>
      ))}
      {usable
        .filter(({ platform }) => platform === "youtube")
        .map((connection) => (
          <Button key={connection.id} size="small" icon={MessageSquareText} onClick={() => setReading(connection)}>
            Read comments from YouTube
          </Button>
        ))}
      {reading !== undefined && <CommentsDialog connection={reading} creator={creator} onClose={() => setReading(undefined)} />}
      {open !== undefined && <FiguresDialog connection={open} creator={creator} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type Connected = components["schemas"]["ConnectedAccount"];

const looks = {
  working: <Badge tone="good">Connected</Badge>,
  ended: <Badge tone="bad">Ended</Badge>,
  disconnected: <Badge>Disconnected</Badge>,
};

const columns: Column<Connected>[] = [
  { key: "handle", head: "Account", isName: true, cell: (account) => <AccountHandle account={account} /> },
  { key: "state", head: "State", isCorner: true, cell: ({ state }) => looks[state] },
  {
    key: "since",
    head: "Since",
    canWrap: true,
    cell: ({ state, granted_at, updated_at, problem }) => (
      <>
        <DateTime at={state === "working" ? granted_at : updated_at} />
        {problem !== null && <span className="block text-muted">{problem}</span>}
      </>
    ),
  },
];

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "German" },
] as const;

function InviteDialog({
  creator,
  onClose,
}: {
  readonly creator: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}) {
  const invite = api.useMutation("post", "/v1/creators/{id}/connect-invitation", inForm);
  const [url, setUrl] = useState<string>();
  const form = useForm({
    initial: { language: "en" as (typeof languages)[number]["value"] },
    submit: (body) => invite.mutateAsync({ params: { path: { id: creator.id } }, body }),
    onDone: (made) => setUrl(made.url),
  });
  if (url !== undefined)
    return (
      <SecretDialog title="The link is ready" label="Link to connect accounts" secret={url} onClose={onClose}>
        Send it to {creator.name} yourself; it is shown this once. It holds thirty days. Whoever has it sees which accounts are connected
        and can disconnect them.
      </SecretDialog>
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Invite ${creator.name} to connect`}
      lead="They open a page that says what is read, agree, and sign in at the platform. Their password stays there. An earlier link stops working."
    >
      <Form form={form} submitLabel="Make link" onCancel={onClose}>
        <Select label="Language of the page" options={languages} {...form.field("language")} />
      </Form>
    </Dialog>
  );
}

function DisconnectDialog({ account, onClose }: { readonly account: Connected; readonly onClose: () => void }) {
  const disconnect = api.useMutation("post", "/v1/connected-accounts/{id}/disconnect", {
    onSuccess: () => showDone(`${handleText(account)} is disconnected.`),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Disconnect ${handleText(account)}?`}
      confirmLabel="Disconnect"
      isDangerous
      isBusy={disconnect.isPending}
      onConfirm={() => disconnect.mutate({ params: { path: { id: account.id } } })}
    >
      The permission is forgotten here and given back to {platformLabel(account.platform)}. Figures that were read stay. To connect again,
      the creator has to sign in again.
    </ConfirmDialog>
  );
}

/** On a creator's page: the accounts whose owner signed in, and the link to connect more. Nothing where no platform is set up for it. */
export function ConnectedAccounts() {
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const { data: connected } = api.useSuspenseQuery("get", "/v1/creators/{id}/connected-accounts", { params: { path: { id } } });
  const { data: platforms } = api.useSuspenseQuery("get", "/v1/sign-in-platforms");
  const [open, setOpen] = useState<Connected | "invite">();
  const canInvite = platforms.data.some(({ connection_id }) => connection_id !== null);
  if (!canInvite && connected.data.length === 0) return null;
  const close = () => setOpen(undefined);
  const actionsOf = (account: Connected) =>
    account.state === "working" && (
      <IconButton icon={Unplug} label={`Disconnect ${handleText(account)}`} onClick={() => setOpen(account)} />
    );
  return (
    <Section
      title="Connected accounts"
      lead={
        connected.invitation === null ? (
          "Figures as the platform shows them to the account’s owner, who signed in and can end it at any time."
        ) : (
          <>
            A link to connect is open until <DateTime at={connected.invitation.expires_at} isDayOnly />.
          </>
        )
      }
      actions={
        canWrite &&
        canInvite &&
        creator.archived_at === null && (
          <Button size="small" icon={Link2} onClick={() => setOpen("invite")}>
            Invite to connect
          </Button>
        )
      }
    >
      <Table
        caption="Accounts that their owner connected"
        columns={columns}
        rows={connected.data}
        rowKey={(account) => account.id}
        {...(canWrite ? { rowActions: actionsOf } : {})}
        empty={<p className="text-muted">No account is connected yet.</p>}
      />
      {open === "invite" && <InviteDialog creator={creator} onClose={close} />}
      {open !== undefined && open !== "invite" && <DisconnectDialog account={open} onClose={close} />}
    </Section>
  );
}
