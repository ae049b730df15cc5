import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import type { PlatformConnection } from "./platform-words.ts";
import { FiguresDialog } from "./run-dialogs.tsx";

/** On a creator's page: asks the platforms that are connected for the creator's figures. Nothing where none is. */
export function RefreshFigures() {
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const { data: connections } = api.useSuspenseQuery("get", "/v1/platform-connections");
  const [open, setOpen] = useState<PlatformConnection>();
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
      {open !== undefined && <FiguresDialog connection={open} creator={creator} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
