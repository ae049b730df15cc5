import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { ProblemNotice } from "../kit/page/problem-page.tsx";
import { ZoneContext } from "../kit/time/zone.ts";
import { makeQueryClient } from "../client/query-client.ts";
import { WorkspaceContext, type Workspace } from "../session.ts";
import { AppFrame } from "./app-frame.tsx";

const caches = new Map<string, QueryClient>();

/** One cache a workspace: what was read in one is never shown in another. */
function cacheOf(workspace: Workspace): QueryClient {
  const cache = caches.get(workspace.id) ?? makeQueryClient();
  caches.set(workspace.id, cache);
  return cache;
}

/** Everything below `/w/$workspace`: the workspace, its zone, its cache, and the frame with the navigation. */
export function WorkspaceLayout() {
  const { workspace } = useRouteContext({ strict: false }) as { workspace?: Workspace };
  if (workspace === undefined) return <NoSuchWorkspace />;
  return (
    <QueryClientProvider key={workspace.id} client={cacheOf(workspace)}>
      <WorkspaceContext value={workspace}>
        <ZoneContext value={workspace.zone}>
          <AppFrame />
        </ZoneContext>
      </WorkspaceContext>
    </QueryClientProvider>
  );
}

function NoSuchWorkspace() {
  const detail = "No workspace of yours has this address. Ask an owner of it for an invitation, or go to one of your own.";
  return (
    <main>
      <ProblemNotice problem={{ type: "about:blank", title: "This workspace is not open to you", status: 404, detail }} />
    </main>
  );
}
