import { ChevronsUpDown } from "lucide-react";
import { lazy, Suspense } from "react";
import { useWorkspace } from "../session.ts";
import { MenuButton } from "./menu-button.tsx";
import { Mark } from "../shell/wordmark.tsx";

const WorkspaceMenu = lazy(() => import("./workspace-menu.tsx").then((module) => ({ default: module.WorkspaceMenu })));

/** The workspace on screen, and the way to the others. The menu itself comes after the first paint. */
export function WorkspaceSwitcher() {
  const workspace = useWorkspace();
  const trigger = (
    <MenuButton aria-label={`Workspace: ${workspace.name}. Switch workspace`} className="p-1.5">
      <Mark />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 font-semibold wrap-anywhere">{workspace.name}</span>
        <span className="block truncate text-xs text-muted">
          {workspace.is_sample ? "Sample brand" : `${workspace.currency} · ${workspace.zone}`}
        </span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
    </MenuButton>
  );
  return (
    <Suspense fallback={trigger}>
      <WorkspaceMenu trigger={trigger} />
    </Suspense>
  );
}
