import type { Platform } from "../../../kernel/social/platform.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
import { benchmarksFor } from "../engagement/benchmark.ts";
import { defaultLadder, tierLadderIds, tierLadders, type TierLadder } from "../engagement/tier-ladder.ts";
import * as queries from "./queries.ts";

/** What was chosen last, when and from what source; undefined: nothing yet. */
export const chosenSetting = (ctx: WorkspaceContext, kind: queries.SettingKind) => queries.newestSetting(ctx.db, ctx.workspaceId, kind);

/** Chooses anew; what was chosen before stays on record. */
export async function chooseSetting(ctx: WorkspaceContext, kind: queries.SettingKind, value: object, source: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const id = within.newId();
    await queries.insertSetting(within.db, {
      workspace_id: within.workspaceId,
      id,
      kind,
      value: plainJson(value),
      source,
      set_by: within.actor.id,
      set_at: nowAt(within),
    });
    await recordAudit(within, { action: `${kind}.set`, subjectKind: kind, subjectId: id, detail: { value: plainJson(value), source } });
  });
}

/** The ladder of sizes that the workspace chose. */
/** The workspace's ladder. */
export async function ladderOf(ctx: WorkspaceContext): Promise<TierLadder> {
  const chosen = await chosenSetting(ctx, "tier_ladder");
  const value = chosen?.value as { ladder?: string } | undefined;
  const id = tierLadderIds.find((each) => each === value?.ladder) ?? defaultLadder;
  return tierLadders.find((ladder) => ladder.id === id)!;
}

/** What others publish as usual for the size of an account, with the tier that it falls into by the workspace's ladder. */
export async function usualEngagement(ctx: WorkspaceContext, platform: Platform, followers: number | null) {
  const ladder = await ladderOf(ctx);
  const at = followers === null ? -1 : ladder.tiers.findLastIndex(({ from }) => followers >= from);
  return {
    tier: ladder.tiers[at]?.name ?? null,
    fromFollowers: ladder.tiers[at]?.from ?? 0,
    toFollowers: ladder.tiers[at + 1]?.from ?? null,
    bands: benchmarksFor(platform, followers).map(({ rate, low, high, source }) => ({ rate, low, high, source: source.name })),
  };
}
