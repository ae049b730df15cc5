import { MessageSquareText, RefreshCw } from "lucide-react";
import { useState } from "react";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
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
  const usable = connections.data.filter(({ platform, state }) => state === "working" && here.has(platform));
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
