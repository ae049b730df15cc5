import { Plug, Plus, UserCheck } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { ConnectionCard, type ConnectionAct } from "./connection-card.tsx";
import { HashtagDialog } from "./hashtag-dialog.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { secretWords, type PlatformConnection } from "./platform-words.ts";
import { CommentsDialog, FiguresDialog, InsightsDialog, SearchDialog } from "./run-dialogs.tsx";
import { RunTable } from "./run-table.tsx";
import { AppSecretDialog, SignInDialog } from "./sign-in-dialog.tsx";
import { TokenDialog } from "./token-dialog.tsx";

interface OpenProps {
  readonly connection: PlatformConnection;
  readonly onClose: () => void;
}

function RemoveDialog({ connection, onClose }: OpenProps) {
  const remove = api.useMutation("post", "/v1/platform-connections/{id}/remove", {
    onSuccess: () => {
      showDone(`${connection.label} is removed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Remove ${connection.label}?`}
      confirmLabel="Remove connection"
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { path: { id: connection.id } } })}
    >
      Its {secretWords[connection.method]} is forgotten here, and its runs stop. What was learnt through it stays.
      {(connection.signed_in ?? 0) > 0 && " Whoever signed in is signed out, and would have to be invited again."}
    </ConfirmDialog>
  );
}

const secretDialogs = { api_key: KeyDialog, access_token: TokenDialog, sign_in: AppSecretDialog } as const;

function SecretDialog({ connection, onClose }: OpenProps) {
  const Dialog = secretDialogs[connection.method];
  return <Dialog connection={connection} onClose={onClose} />;
}

const dialogs: { readonly [A in ConnectionAct]: (props: OpenProps) => React.ReactNode } = {
  figures: FiguresDialog,
  search: SearchDialog,
  hashtag: HashtagDialog,
  comments: CommentsDialog,
  insights: InsightsDialog,
  key: SecretDialog,
  remove: RemoveDialog,
};

const newDialogs = { youtube: KeyDialog, instagram: TokenDialog, sign_in: SignInDialog } as const;

type Open = { readonly act: ConnectionAct; readonly connection: PlatformConnection } | keyof typeof newDialogs | undefined;

function OpenDialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  if (open === undefined) return null;
  if (typeof open === "string") {
    const Connect = newDialogs[open];
    return <Connect onClose={onClose} />;
  }
  const Dialog = dialogs[open.act];
  return <Dialog connection={open.connection} onClose={onClose} />;
}

/** Platforms that are asked for figures and for creators, what is left of their quotas, and what was asked. */
export function PlatformsPage() {
  const isAdmin = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/platform-connections");
  const { data: signIn } = api.useSuspenseQuery("get", "/v1/sign-in-platforms");
  const [open, setOpen] = useState<Open>();
  const canLetIn = signIn.data.some(({ connection_id }) => connection_id === null);
  const add = isAdmin && (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" icon={Plus} onClick={() => setOpen("youtube")}>
        Connect YouTube
      </Button>
      <Button icon={Plus} onClick={() => setOpen("instagram")}>
        Connect Instagram
      </Button>
      {canLetIn && (
        <Button icon={UserCheck} onClick={() => setOpen("sign_in")}>
          Let creators sign in
        </Button>
      )}
    </div>
  );
  return (
    <>
      <PageHeader
        title="Platforms"
        guide="connect-creators"
        lead="Figures of your creators and new ones, asked of the platform itself, through its official interface."
        actions={data.data.length > 0 && add}
      />
      <div className="flex flex-col gap-8">
        {data.data.length === 0 ? (
          <EmptyState title="No platform is connected" icon={Plug} action={add}>
            With a key or a token of your own, followers and posts come from YouTube and Instagram with their date, and are not typed. Where
            creators sign in, figures come as the platform shows them to the account’s owner. Everything works without, too: figures can be
            imported or written down.
          </EmptyState>
        ) : (
          data.data.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} onAct={(act) => setOpen({ act, connection })} />
          ))
        )}
        {data.data.length > 0 && <RunTable />}
      </div>
      <OpenDialog open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
