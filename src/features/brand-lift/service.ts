import { formatId } from "../../kernel/ids.ts";
import { tidyText } from "../../kernel/text.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { lockedText, shownLock } from "../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, plainJson } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { countsOf, keepCounts, loadLift, planOf, type LiftRow } from "./finding/service.ts";
import { countFaults, liftAnalysis, type LiftCounts } from "./lift-analysis.ts";
import { liftFaults, liftRule, recruitmentWarnings, type LiftPlan } from "./lift-plan.ts";
import { liftPower } from "./lift-power.ts";
import { brandLiftProblems } from "./problems.ts";
import * as queries from "./queries.ts";

export { liftImport } from "./importing/service.ts";

function analysisOf(row: LiftRow) {
  const counts = countsOf(row);
  return counts === null ? null : liftAnalysis(counts, planOf(row));
}

const summary = (row: LiftRow) => ({
  id: formatId("bls", row.id),
  name: row.name,
  state: row.locked_at === null ? ("draft" as const) : row.counts === null ? ("locked" as const) : ("counted" as const),
  plan: { ...planOf(row), questions: [...planOf(row).questions] },
  headline: analysisOf(row)?.verdict.headline ?? null,
  created_at: row.created_at.toISOString(),
});

function shown(row: LiftRow) {
  const [plan, counts] = [planOf(row), countsOf(row)];
  return {
    ...summary(row),
    decision_rule: liftRule(plan),
    lock: shownLock(row),
    warnings: recruitmentWarnings(plan),
    power: liftPower(plan),
    counts: counts === null ? null : { asked: counts.asked, answers: [...counts.answers], entered_at: row.entered_at!.toISOString() },
    analysis: analysisOf(row),
  };
}

/** One survey. */
export const getBrandLift = async (ctx: WorkspaceContext, id: string) => shown(await loadLift(ctx, id));

/** A page of surveys, newest first. */
export async function listBrandLifts(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listBrandLifts(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), summary);
}

interface NamedPlan {
  readonly name: string;
  readonly plan: LiftPlan;
}

function refuseFaults(plan: LiftPlan): void {
  const faults = liftFaults(plan);
  if (faults.length > 0) throw invalidInput(faults);
}

/** Makes the draft of a survey. */
export async function createBrandLift(ctx: WorkspaceContext, { name, plan }: NamedPlan) {
  refuseFaults(plan);
  return inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const own = { workspace_id: within.workspaceId, id, name: tidyText(name), plan: plainJson(plan) };
    await queries.insertBrandLift(within.db, { ...own, created_by: within.actor.id, created_at: now, updated_at: now });
    await recordAudit(within, { action: "brand_lift.created", subjectKind: "brand_lift", subjectId: id, detail: { name } });
    return getBrandLift(within, id);
  });
}

/** The survey, held until the transaction ends, as long as it is a draft. @throws Problem brand-lift-locked */
async function holdDraft(within: WorkspaceContext, id: string): Promise<LiftRow> {
  await queries.lockBrandLift(within.db, within.workspaceId, id);
  const row = await loadLift(within, id);
  if (row.locked_at === null) return row;
  throw new Problem(brandLiftProblems["brand-lift-locked"], `The plan of ${row.name} was locked on ${row.locked_at.toISOString()}.`);
}

/** Changes a draft. */
export async function changeBrandLift(ctx: WorkspaceContext, id: string, { name, plan }: NamedPlan) {
  refuseFaults(plan);
  return inTransaction(ctx, async (within) => {
    await holdDraft(within, id);
    const values = { name: tidyText(name), plan: plainJson(plan), updated_at: nowAt(within) };
    await queries.updateBrandLift(within.db, { workspaceId: within.workspaceId, id }, values);
    return getBrandLift(within, id);
  });
}

/** Locks a plan: its exact text is kept with its hash, and nothing can change it. */
export async function lockBrandLift(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id);
    const plan = planOf(row);
    const locked = lockedText(within, { name: row.name, kind: "brand_lift", decision_rule: liftRule(plan), plan });
    await queries.insertLiftPlan(within.db, { workspace_id: within.workspaceId, brand_lift_id: id, ...locked });
    const detail = { name: row.name, sha256: locked.sha256.toString("hex") };
    await recordAudit(within, { action: "brand_lift.locked", subjectKind: "brand_lift", subjectId: id, detail });
    return getBrandLift(within, id);
  });
}

/** Keeps what was counted; earlier counts stay on record. @throws Problem brand-lift-not-locked */
export async function enterLiftCounts(ctx: WorkspaceContext, id: string, counts: LiftCounts) {
  return inTransaction(ctx, async (within) => {
    await queries.lockBrandLift(within.db, within.workspaceId, id);
    const row = await loadLift(within, id);
    if (row.locked_at === null) throw new Problem(brandLiftProblems["brand-lift-not-locked"], `The plan of ${row.name} is still a draft.`);
    const faults = countFaults(counts, planOf(row).questions.length);
    if (faults.length > 0) throw invalidInput(faults);
    await keepCounts(within, id, counts);
    return getBrandLift(within, id);
  });
}
