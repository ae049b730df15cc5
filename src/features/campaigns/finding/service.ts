import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import * as queries from "../queries.ts";
import type { Campaign } from "../tables.ts";

/** A campaign of the workspace, archived or not. @throws Problem not-found for any other id */
export async function loadCampaign(ctx: WorkspaceContext, id: string): Promise<Campaign> {
  const row = await queries.findCampaign(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("campaign", formatId("cmp", id));
  return row;
}

/** The campaign, held until the transaction ends. */
export async function lockCampaign(within: WorkspaceContext, id: string): Promise<Campaign> {
  const row = await queries.lockCampaign(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("campaign", formatId("cmp", id));
  return row;
}
