import { redirect } from "@tanstack/react-router";
import { problemOf } from "../client/problem.ts";
import { paths, patterns } from "../paths.ts";
import { addressWorkspace } from "../client/requests.ts";
import { loadSession, type Session, type Workspace } from "../session.ts";
import { hasChosenStart, lastWorkspace, rememberWorkspace } from "./start-memory.ts";

/** The session, or the sign-in page, which leads back here. */
export async function requireSession(next: string): Promise<Session> {
  try {
    return await loadSession();
  } catch (thrown) {
    if (problemOf(thrown).status !== 401) throw thrown;
    throw redirect({ to: paths.signIn(), search: { next } as never });
  }
}

/** The workspace of an address, for a member of it; from then on requests are about it. Anybody else's is "not found". */
export async function requireWorkspace(slug: string, next: string): Promise<Workspace | undefined> {
  const session = await requireSession(next);
  const workspace = session.workspaces.find((each) => each.slug === slug || each.id === slug);
  addressWorkspace(workspace?.id);
  if (workspace !== undefined) rememberWorkspace(workspace.slug);
  return workspace;
}

function isFirstRun(session: Session): boolean {
  return !hasChosenStart() && session.workspaces.every((workspace) => workspace.is_sample);
}

/** Where the start leads: to the first choice, else to the workspace that was open last. */
export async function leaveStart(): Promise<never> {
  const session = await requireSession(patterns.home);
  const remembered = session.workspaces.find((workspace) => workspace.slug === lastWorkspace());
  const workspace = remembered ?? session.workspaces.find((each) => !each.is_sample) ?? session.workspaces[0];
  if (workspace === undefined || isFirstRun(session)) throw redirect({ to: paths.welcome() });
  throw redirect({ to: paths.workspace(workspace.slug) });
}
