import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { plainJson } from "../../../platform/db/database.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import type { LiftCounts } from "../lift-analysis.ts";
import type { LiftPlan, LiftQuestion } from "../lift-plan.ts";
import * as queries from "../queries.ts";

/** A survey as it is kept. */
export type LiftRow = NonNullable<Awaited<ReturnType<typeof queries.findBrandLift>>>;

/** The plan that counts: the locked one, else the draft. */
export const planOf = (row: LiftRow): LiftPlan =>
  row.document === null ? (row.plan as unknown as LiftPlan) : (JSON.parse(row.document) as { plan: LiftPlan }).plan;

/** The newest counts; null: nothing is counted yet. */
export const countsOf = (row: LiftRow): LiftCounts | null => row.counts as unknown as LiftCounts | null;

/** A survey of the workspace. @throws Problem not-found for any other id */
export async function loadLift(ctx: WorkspaceContext, id: string): Promise<LiftRow> {
  const row = await queries.findBrandLift(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("brand lift survey", formatId("bls", id));
  return row;
}

/** A survey that counts can be told of, once it is locked. */
export interface CountableLift {
  readonly id: string;
  /** As the API writes the id. */
  readonly key: string;
  readonly name: string;
  readonly isLocked: boolean;
  readonly questions: readonly LiftQuestion[];
  readonly counts: LiftCounts | null;
}

/** Every survey of the workspace, with its newest counts. */
export async function countableLifts(ctx: WorkspaceContext): Promise<CountableLift[]> {
  const rows = await queries.allBrandLifts(ctx.db, ctx.workspaceId);
  return rows.map((row) => ({
    ...{ id: row.id, key: formatId("bls", row.id), name: row.name, isLocked: row.locked_at !== null },
    ...{ questions: planOf(row).questions, counts: countsOf(row) },
  }));
}

/** Keeps what was counted of a locked survey; earlier counts stay on record. */
export async function keepCounts(within: WorkspaceContext, id: string, counts: LiftCounts): Promise<void> {
  const { name } = await loadLift(within, id);
  const own = { workspace_id: within.workspaceId, id: within.newId(), brand_lift_id: id, counts: plainJson(counts) };
  await queries.insertCounts(within.db, { ...own, entered_by: within.actor.id, entered_at: nowAt(within) });
  await recordAudit(within, { action: "brand_lift.counted", subjectKind: "brand_lift", subjectId: id, detail: { name, counts } });
}
