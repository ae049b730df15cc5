import { formatId } from "../../kernel/ids.ts";
import { tidyText } from "../../kernel/text.ts";
import { localDay } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { lockedText } from "../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, plainJson } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { campaignsByIds, getCampaign } from "../campaigns/service.ts";
import { computationKind, newestComputation, requestComputation, type Computation } from "../computations/service.ts";
import { creatorsByIds } from "../creators/service.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { loadTask, rulesOf } from "./load/service.ts";
import { isLateLock } from "./outcome/late-lock.ts";
import { planningProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import { planFormulas, shownForecast, type Forecast } from "./solve/forecast.ts";
import { planFaults, type AskedPlan } from "./solve/plan-rules.ts";
import type { PlanTask, WorkedOutPlan } from "./solve/worked-out-plan.ts";
import type { LockedPlanRow, PlanRow } from "./tables.ts";

export { forecastQuality } from "./outcome/forecast-quality.ts";
export { forecastCalibration } from "./outcome/service.ts";

/** A forecast as it was locked. */
export interface LockedForecast {
  readonly is_late: boolean;
  readonly forecast: Forecast;
}

async function loadPlan(ctx: WorkspaceContext, id: string): Promise<PlanRow> {
  const row = await queries.findPlan(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("budget plan", formatId("pln", id));
  return row;
}

/** The plan, held until the transaction ends. @throws Problem not-found, forecast-locked */
async function openPlan(within: WorkspaceContext, id: string): Promise<PlanRow> {
  const row = await queries.lockPlan(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("budget plan", formatId("pln", id));
  const locked = await queries.findLocked(within.db, within.workspaceId, id);
  if (locked !== undefined) throw new Problem(planningProblems["forecast-locked"], `It was locked at ${locked.locked_at.toISOString()}.`);
  return row;
}

/** The calculation of a plan, for the worker. */
export const budgetPlanKind = computationKind<{ planId: string }, PlanTask, WorkedOutPlan>({
  kind: "budget-plan",
  scopes: { read: "programs:read", write: "programs:write" },
  load: async (ctx, { planId }) => loadTask(ctx, await loadPlan(ctx, planId)),
  thread: { module: "./thread/jobs", from: import.meta.url },
});

const budgetOf = (row: PlanRow) => ({ amount: row.budget_minor.toString(), currency: row.currency });

const summaryOf = (row: PlanRow) => ({
  ...{ id: formatId("pln", row.id), name: row.name, budget: budgetOf(row), starts_on: row.starts_on, ends_on: row.ends_on },
  created_at: row.created_at.toISOString(),
});

async function shownLock(ctx: WorkspaceContext, locked: LockedPlanRow) {
  const campaign = (await campaignsByIds(ctx, [locked.campaign_id])).get(locked.campaign_id);
  const { zone } = await loadWorkspace(ctx);
  return {
    campaign_id: formatId("cmp", locked.campaign_id),
    campaign_name: campaign?.name ?? "a campaign",
    sha256: locked.sha256.toString("hex"),
    locked_at: locked.locked_at.toISOString(),
    is_late: isLateLock(locked, { firstDay: campaign?.starts_on, zone }),
  };
}

const stateOf = (newest: Computation | undefined) => {
  if (newest?.state === "done") return "ready" as const;
  return newest?.state === "failed" || newest?.state === "cancelled" ? ("failed" as const) : ("working" as const);
};

/** The forecast of a computation that is done; it was made by this feature's own thread. */
const forecastOf = (row: PlanRow, newest: Computation | undefined): Forecast | null =>
  newest?.result === null || newest === undefined
    ? null
    : shownForecast(newest.result as unknown as WorkedOutPlan, { budget: budgetOf(row) });

async function show(ctx: WorkspaceContext, row: PlanRow) {
  const { creator_ids, gates, risk, assumptions } = rulesOf(row);
  const newest = await newestComputation(ctx, { kind: budgetPlanKind, subject: row.id });
  const locked = await queries.findLocked(ctx.db, ctx.workspaceId, row.id);
  return {
    ...summaryOf(row),
    state: locked === undefined ? stateOf(newest) : ("locked" as const),
    creator_ids: creator_ids.map((id) => formatId("cre", id)),
    ...{ gates: { ...gates }, risk: { ...risk }, assumptions: { ...assumptions } },
    computation_id: newest?.id ?? null,
    forecast: locked === undefined ? forecastOf(row, newest) : (JSON.parse(locked.document) as LockedForecast).forecast,
    lock: locked === undefined ? null : await shownLock(ctx, locked),
    formulas: { ...planFormulas },
    updated_at: row.updated_at.toISOString(),
  };
}

/** One plan with its forecast. @throws Problem not-found */
export const getBudgetPlan = async (ctx: WorkspaceContext, id: string) => show(ctx, await loadPlan(ctx, id));

/** A page of plans, newest first. */
export async function listBudgetPlans(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listPlans(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => ({ ...summaryOf(row), is_locked: row.locked_at !== null }),
  );
}

async function fieldsOf(within: WorkspaceContext, asked: AskedPlan) {
  const faults = planFaults(asked);
  if (faults.length > 0) throw invalidInput(faults);
  const ids = [...new Set(asked.creator_ids)];
  const known = await creatorsByIds(within, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  const { gates, risk, assumptions, starts_on, ends_on } = asked;
  const rules = plainJson({ creator_ids: ids, gates, risk, assumptions });
  return { name: tidyText(asked.name), budget_minor: BigInt(asked.budget.amount), starts_on, ends_on, rules };
}

const workOut = (within: WorkspaceContext, row: PlanRow) =>
  requestComputation(within, { kind: budgetPlanKind, subject: row.id, input: { planId: row.id } });

/** Plans a budget, and has it worked out. @throws Problem invalid-input, not-found */
export async function createBudgetPlan(ctx: WorkspaceContext, asked: AskedPlan) {
  return inTransaction(ctx, async (within) => {
    const fields = await fieldsOf(within, asked);
    const now = nowAt(within);
    const own = { workspace_id: within.workspaceId, id: within.newId(), currency: asked.budget.currency };
    const made = { created_by: `${within.actor.kind}:${within.actor.id}`, created_at: now, updated_at: now };
    const row = await queries.insertPlan(within.db, { ...own, ...fields, ...made });
    await workOut(within, row);
    const detail = { name: row.name, budget: budgetOf(row) };
    await recordAudit(within, { action: "budget_plan.created", subjectKind: "budget_plan", subjectId: row.id, detail });
    return show(within, row);
  });
}

/** Changes a plan, and has it worked out anew. @throws Problem forecast-locked, invalid-input, not-found */
export async function changeBudgetPlan(ctx: WorkspaceContext, id: string, asked: AskedPlan) {
  return inTransaction(ctx, async (within) => {
    const before = await openPlan(within, id);
    const fields = await fieldsOf(within, asked);
    const { currency } = asked.budget;
    if (currency !== before.currency) {
      const detail = `currency: stays ${before.currency}; make another plan for ${currency}`;
      throw invalidInput([{ pointer: "/budget/currency", detail }]);
    }
    const row = await queries.updatePlan(within.db, { workspaceId: within.workspaceId, id }, { ...fields, updated_at: nowAt(within) });
    await workOut(within, row);
    const detail = { name: row.name, budget: budgetOf(row) };
    await recordAudit(within, { action: "budget_plan.changed", subjectKind: "budget_plan", subjectId: id, detail });
    return show(within, row);
  });
}

/** Locks a plan's forecast for a campaign. @throws Problem forecast-locked, forecast-missing, not-found */
export async function lockBudgetPlan(ctx: WorkspaceContext, id: string, campaignId: string) {
  return inTransaction(ctx, async (within) => {
    const row = await openPlan(within, id);
    const campaign = await getCampaign(within, campaignId);
    const forecast = forecastOf(row, await newestComputation(within, { kind: budgetPlanKind, subject: id }));
    if (forecast === null) throw new Problem(planningProblems["forecast-missing"], "It is not worked out, or that was stopped or failed.");
    const { zone } = await loadWorkspace(within);
    const locked = lockedText(within, {
      ...{ plan: formatId("pln", id), name: row.name, budget: budgetOf(row), starts_on: row.starts_on, ends_on: row.ends_on },
      ...{ rules: rulesOf(row), campaign: campaign.id, is_late: localDay(within.now(), zone) >= campaign.starts_on, forecast },
    });
    await queries.insertLocked(within.db, { workspace_id: within.workspaceId, plan_id: id, campaign_id: campaignId, ...locked });
    const detail = { campaign: campaign.id, sha256: locked.sha256.toString("hex") };
    await recordAudit(within, { action: "budget_plan.locked", subjectKind: "budget_plan", subjectId: id, detail });
    return show(within, row);
  });
}
