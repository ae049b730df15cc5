import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import * as queries from "./queries.ts";

/** Rules that hold, with who says so. */
export interface HeldRules<T> {
  readonly value: T;
  readonly source: string;
  /** Null: the program's own, which nobody set. */
  readonly setAt: string | null;
}

/** The rules of a kind that hold: the workspace's own, else the program's. */
export async function heldRules<T extends object>(
  ctx: WorkspaceContext,
  kind: queries.RuleKind,
  own: { value: T; source: string },
): Promise<HeldRules<T>> {
  const row = await queries.newestRules(ctx.db, ctx.workspaceId, kind);
  if (row === undefined) return { ...own, setAt: null };
  // It was written by this feature, from what the kind's contract takes.
  return { value: row.value as unknown as T, source: row.source, setAt: row.set_at.toISOString() };
}

/** Sets the rules of a kind; what was set before stays on record. */
export async function setRules(ctx: WorkspaceContext, kind: queries.RuleKind, value: object, source: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const by = `${within.actor.kind}:${within.actor.id}`;
    await queries.insertRules(within.db, { workspace_id: within.workspaceId, id, kind, value, source, set_by: by, set_at: now });
    await recordAudit(within, { action: "matching_rules.set", subjectKind: "matching_rules", subjectId: id, detail: { kind, source } });
  });
}
