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

/** Those of the ids that are campaigns of the workspace, by id. */
export async function campaignsByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Campaign>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.findCampaigns(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The campaigns in use that have some names, whatever their case. */
export const campaignsNamed = async (ctx: WorkspaceContext, names: readonly string[]): Promise<Campaign[]> =>
  names.length === 0 ? [] : queries.findCampaignsNamed(ctx.db, ctx.workspaceId, [...new Set(names.map((name) => name.toLowerCase()))]);

/** The campaign, held until the transaction ends. */
export async function lockCampaign(within: WorkspaceContext, id: string): Promise<Campaign> {
  const row = await queries.lockCampaign(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("campaign", formatId("cmp", id));
  return row;
}
