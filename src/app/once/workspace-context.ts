import { listAllWorkspaces } from "../../features/workspaces/service.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { scopes } from "../../platform/schema/endpoint.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";

/**
 * The context in which a command acts within a workspace: the system itself, with every scope. Whoever runs commands on this machine has
 * the database anyway.
 *
 * @param slug the workspace's short name
 * @param command what the audit log names as the actor
 * @throws StartRefusal that names the workspaces there are
 */
export async function workspaceContext(ctx: Context, slug: string, command: string): Promise<WorkspaceContext> {
  const all = await listAllWorkspaces(ctx);
  const found = all.find((workspace) => workspace.slug === slug);
  if (found === undefined)
    throw new StartRefusal(`There is no workspace ${slug}. There are: ${all.map((each) => each.slug).join(", ") || "none"}.`);
  return { ...asSystem(ctx, found.id, command), scopes: new Set(scopes), requestId: command };
}
