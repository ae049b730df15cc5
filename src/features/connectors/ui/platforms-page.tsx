import { Plug, Plus } from "lucide-react";
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
import type { PlatformConnection } from "./platform-words.ts";
import { CommentsDialog, FiguresDialog, InsightsDialog, SearchDialog } from "./run-dialogs.tsx";
import { RunTable } from "./run-table.tsx";
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
      Its {connection.method === "access_token" ? "token" : "key"} is forgotten here, and its runs stop. What was learnt through it stays.
    </ConfirmDialog>
  );
}

const secretDialogs = { youtube: KeyDialog, instagram: TokenDialog } as const;

function SecretDialog({ connection, onClose }: OpenProps) {
  const Dialog = secretDialogs[connection.platform];
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

type Open = { readonly act: ConnectionAct; readonly connection: PlatformConnection } | PlatformConnection["platform"] | undefined;

function OpenDialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  if (open === undefined) return null;
  if (typeof open === "string") {
    const Connect = secretDialogs[open];
    return <Connect onClose={onClose} />;
  }
  const Dialog = dialogs[open.act];
  return <Dialog connection={open.connection} onClose={onClose} />;
}

/** Platforms that are asked for figures and for creators, what is left of their quotas, and what was asked. */
export function PlatformsPage() {
  const isAdmin = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/platform-connections");
  const [open, setOpen] = useState<Open>();
  const add = isAdmin && (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" icon={Plus} onClick={() => setOpen("youtube")}>
        Connect YouTube
      </Button>
      <Button icon={Plus} onClick={() => setOpen("instagram")}>
        Connect Instagram
      </Button>
    </div>
  );
  return (
    <>
      <PageHeader
        title="Platforms"
        lead="Figures of your creators and new ones, asked of the platform itself, through its official interface."
        actions={data.data.length > 0 && add}
      />
      <div className="flex flex-col gap-8">
        {data.data.length === 0 ? (
          <EmptyState title="No platform is connected" icon={Plug} action={add}>
            With a key or a token of your own, followers and posts come from YouTube and Instagram with their date, and are not typed.
            Everything works without, too: figures can be imported or written down.
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
