import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
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
export async function ladderOf(ctx: WorkspaceContext): Promise<TierLadder> {
  const chosen = await chosenSetting(ctx, "tier_ladder");
  const value = chosen?.value as { ladder?: string } | undefined;
  const id = tierLadderIds.find((each) => each === value?.ladder) ?? defaultLadder;
  return tierLadders.find((ladder) => ladder.id === id)!;
}
