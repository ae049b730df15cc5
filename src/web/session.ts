import { createContext, useContext } from "react";
import type { components, paths } from "./api.gen.d.ts";
import { api } from "./api.ts";
import { workspacePaths } from "./paths.ts";
import { makeQueryClient } from "./client/query-client.ts";

/** A workspace of the person who is signed in, with their role in it. */
export type Workspace = components["schemas"]["Workspace"];
/** Who is signed in, and the workspaces they belong to. */
export type Session = paths["/v1/me"]["get"]["responses"][200]["content"]["application/json"];

/** The cache of what is not about any one workspace: the session. */
export const sessionQueries = makeQueryClient();

/** The query of the session; a 401 means that nobody is signed in. */
export const sessionQuery = api.queryOptions("get", "/v1/me", {}, { staleTime: 60_000, retry: false });

/** The session, from the cache or the server. Rejects with a problem of status 401 when nobody is signed in. */
export function loadSession(): Promise<Session> {
  return sessionQueries.ensureQueryData(sessionQuery);
}

/** Forgets everything known about the person, after signing in or out. */
export function forgetSession(): void {
  sessionQueries.clear();
}

/** The workspace on screen; the shell provides it. */
export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** The workspace on screen: id, name, zone, currency, the person's role. Only below `/w/$workspace`. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new TypeError("useWorkspace is for screens below /w/$workspace");
  return workspace;
}

/** The addresses of the screens of the workspace on screen. */
export function usePaths(): ReturnType<typeof workspacePaths> {
  return workspacePaths(useWorkspace().slug);
}
