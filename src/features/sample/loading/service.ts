import type { WorkspaceContext } from "../../../platform/context.ts";
import { listVettingDecisions, scoredAmong } from "../../vetting/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { keptAccounts } from "../scouted/service.ts";
import { ownAccounts, scoutedAccounts } from "../scouted/scouted-creators.ts";

/** A sample that is not complete by then is not waited for: its worker stands, or somebody took creators out. */
const longestMs = 60 * 60_000;

/**
 * How far the sample brand is loaded: its creators come once its orders are decided, and are scored one by one.
 *
 * @returns what is here of how much; null in it where nothing is being loaded: in a workspace of one's own, and in a sample that is complete.
 */
export async function sampleProgress(ctx: WorkspaceContext) {
  const { is_sample: isSample, created_at: beganAt } = await loadWorkspace(ctx);
  const isOver = !isSample || ctx.now() - beganAt.getTime() > longestMs || (await listVettingDecisions(ctx, { limit: 1 })).data.length > 0;
  if (isOver) return { loading: null };
  const accountIds = (await keptAccounts(ctx)).map(({ accountId }) => accountId);
  const all = ownAccounts.length + scoutedAccounts.length;
  return { loading: { creators: accountIds.length, scored: await scoredAmong(ctx, accountIds), all } };
}
