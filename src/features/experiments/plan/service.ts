import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { shownLock } from "../../../platform/audit/locked-text.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { getCampaign } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { GeoAnalysis } from "../analysis/geo-analysis.ts";
import { percentText } from "../analysis/unit-text.ts";
import type { Computation } from "../../computations/service.ts";
import type { GeoPowerOutcome } from "../power/geo-power.ts";
import { holdDraft, keepDraft, keepLocked, makeDraft } from "../locking/service.ts";
import { getSalesSeries, loadSeries, requireOpenGate } from "../sales/service.ts";
import { decisionRule, planFaults, type GeoPlan } from "./geo-plan.ts";
import { lateLock } from "./late-lock.ts";
import { looksOf, looksSentence, looksTaken, type Look, type TakenLook } from "./looks.ts";
import { overlapsOf } from "./overlaps.ts";
import { shownStudy } from "./shown-study.ts";
import * as queries from "./queries.ts";

/** An experiment as it is kept. */
export type ExperimentRow = NonNullable<Awaited<ReturnType<typeof queries.findExperiment>>>;

/** What is kept of an analysis. */
export interface KeptResult {
  readonly sales_sha256: string;
  readonly analysis: GeoAnalysis;
}

/** What plans did not say that were locked before it could be said. */
const unsaid = { campaign_id: null, creator_ids: [], looks: 1, spending: "obrien-fleming" as const };

/** The plan that counts: the locked one, else the draft. Ids in it are written as the API writes them. */
export const planOf = (row: ExperimentRow): GeoPlan => ({
  ...unsaid,
  ...(row.document === null ? (row.plan as unknown as GeoPlan) : (JSON.parse(row.document) as { plan: GeoPlan }).plan),
});

/** A result as it stands in the database: of before there were looks, or of now. */
type StoredResult = Omit<KeptResult, "analysis"> & { readonly analysis: Omit<GeoAnalysis, "look" | "may_be_told"> & Partial<GeoAnalysis> };

/** The newest result; null: none. Those of before there were looks are of the last one. */
export function resultOf(row: ExperimentRow): KeptResult | null {
  const kept = row.result as unknown as StoredResult | null;
  if (kept === null) return null;
  const { look = looksOf(planOf(row), []).at(-1) as Look, may_be_told = true } = kept.analysis;
  return { ...kept, analysis: { ...kept.analysis, look, may_be_told } };
}

/** The looks that were taken, in the order of their time. */
export async function takenLooks(ctx: WorkspaceContext, row: ExperimentRow): Promise<TakenLook[]> {
  const end = daysLater(planOf(row).to_on, -1);
  const rows = await queries.listLooks(ctx.db, ctx.workspaceId, row.id);
  return rows.map(({ last_on, is_planned, p, may_be_told, computed_at }) => ({
    last_on: last_on ?? end,
    is_planned: is_planned ?? true,
    at: computed_at.toISOString(),
    p,
    may_be_told: may_be_told ?? true,
  }));
}

/** How far it is; a look that decides nothing yet leaves it locked. */
const stateOf = (row: ExperimentRow): "draft" | "locked" | "analysed" =>
  row.locked_at === null ? "draft" : resultOf(row)?.analysis.may_be_told === true ? "analysed" : "locked";

/** What decides, and when it is looked at. */
const ruleOf = (plan: GeoPlan): string => `${decisionRule(plan)}${looksSentence(plan)}`;

const summary = (row: ExperimentRow) => ({
  id: formatId("exp", row.id),
  kind: row.kind as "geo_holdout",
  name: row.name,
  state: stateOf(row),
  series_id: formatId("ser", row.series_id),
  series_name: row.series_name,
  unit: row.currency ?? "count",
  plan: copyOf(planOf(row)),
  headline: resultOf(row)?.analysis.verdict.headline ?? null,
  created_at: row.created_at.toISOString(),
});

const copyOf = (plan: GeoPlan) => ({
  ...plan,
  treated: [...plan.treated],
  left_out: [...plan.left_out],
  creator_ids: [...plan.creator_ids],
});

/** An experiment of the workspace. @throws Problem not-found for any other id */
export async function loadExperiment(ctx: WorkspaceContext, id: string): Promise<ExperimentRow> {
  const row = await queries.findExperiment(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("experiment", formatId("exp", id));
  return row;
}

const unplannedWarning = ({ last_on, fraction }: Look): string =>
  `Somebody looked after ${last_on}, with ${percentText(fraction)} of the days known, though no look was planned then. Later looks ask for more because of it, and that is enough only if what was seen did not decide when to look.`;

/** A plan that says no first day of its history learns from all days of its series, and from none before them. */
async function withHistory(ctx: WorkspaceContext, row: ExperimentRow): Promise<GeoPlan> {
  const plan = planOf(row);
  return plan.history_from_on === null ? { ...plan, history_from_on: (await loadSeries(ctx, row.series_id)).first_on } : plan;
}

async function overlapWarnings(ctx: WorkspaceContext, row: ExperimentRow): Promise<string[]> {
  const others = await queries.listOtherPlans(ctx.db, ctx.workspaceId, row.id);
  if (others.length === 0) return [];
  const plan = await withHistory(ctx, row);
  return others.flatMap((other) => overlapsOf(plan, { name: other.name, plan: planOf(other) }));
}

async function warningsOf(ctx: WorkspaceContext, row: ExperimentRow, looks: readonly Look[]): Promise<string[]> {
  const plan = planOf(row);
  const { zone } = await loadWorkspace(ctx);
  const lockedOn = row.locked_at === null ? undefined : localDay(row.locked_at.getTime(), zone);
  const late = lateLock(plan.from_on, { locked: lockedOn, today: localDay(ctx.now(), zone) });
  return [...late, ...looks.filter(({ is_planned }) => !is_planned).map(unplannedWarning), ...(await overlapWarnings(ctx, row))];
}

/** The newest computations about an experiment. */
interface Computed {
  readonly analysisId: string | null;
  readonly study: Computation | undefined;
}

/** An experiment as the API shows it. */
export async function showExperiment(ctx: WorkspaceContext, row: ExperimentRow, { analysisId, study }: Computed) {
  const kept = resultOf(row);
  const looks = looksTaken(planOf(row), await takenLooks(ctx, row));
  return {
    ...summary(row),
    looks,
    decision_rule: ruleOf(planOf(row)),
    lock: shownLock(row),
    warnings: await warningsOf(ctx, row, looks),
    analysis_id: analysisId,
    ...shownStudy<GeoPowerOutcome>(study),
    result: kept === null || row.computed_at === null ? null : { ...kept, computed_at: row.computed_at.toISOString() },
  };
}

/** A page of experiments, newest first. */
export async function listExperiments(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listExperiments(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), summary);
}

async function refuseFaults(ctx: WorkspaceContext, seriesId: string, plan: GeoPlan): Promise<void> {
  const series = await getSalesSeries(ctx, seriesId);
  const faults = planFaults(plan, { regions: series.region_list.map(({ region }) => region), firstOn: series.first_on });
  if (faults.length > 0) throw invalidInput(faults);
}

/** An experiment to plan; ids in the plan are still bare. */
export interface NewExperiment {
  readonly name: string;
  readonly series_id: string;
  readonly plan: GeoPlan;
}

/** A plan with its ids as the API writes them; without creators those of its campaign. @throws Problem not-found for foreign ids */
async function named(ctx: WorkspaceContext, plan: GeoPlan): Promise<GeoPlan> {
  const campaign = plan.campaign_id === null ? undefined : await getCampaign(ctx, plan.campaign_id);
  const known = await creatorsByIds(ctx, plan.creator_ids);
  const foreign = plan.creator_ids.find((id) => !known.has(id));
  if (foreign !== undefined) throw notFound("creator", formatId("cre", foreign));
  const own = [...new Set(plan.creator_ids)].map((id) => formatId("cre", id));
  const creator_ids = own.length > 0 ? own : (campaign?.creators ?? []).map((each) => each.creator_id);
  return { ...plan, campaign_id: campaign?.id ?? null, creator_ids };
}

/** Makes the draft of an experiment and gives its id. */
export async function createExperiment(ctx: WorkspaceContext, { name, series_id, plan: asked }: NewExperiment): Promise<string> {
  return inTransaction(ctx, async (within) => {
    const plan = await named(within, asked);
    await refuseFaults(within, series_id, plan);
    return makeDraft(within, { kind: "geo_holdout", seriesId: series_id, name, plan });
  });
}

/** Changes a draft. */
export async function changeExperiment(
  ctx: WorkspaceContext,
  id: string,
  { name, plan: asked }: Omit<NewExperiment, "series_id">,
): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadExperiment);
    const plan = await named(within, asked);
    await refuseFaults(within, row.series_id, plan);
    await keepDraft(within, id, { name, plan });
  });
}

/** Locks a plan: its exact text is kept with its hash, and nothing can change it. */
export async function lockPlan(ctx: WorkspaceContext, id: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadExperiment);
    const plan = planOf(row);
    await refuseFaults(within, row.series_id, plan);
    await requireOpenGate(within, row.series_id, plan);
    const document = { name: row.name, kind: row.kind, series: row.series_name, decision_rule: ruleOf(plan), plan };
    await keepLocked(within, { id, name: row.name, document, span: { from_on: plan.from_on, to_on: plan.to_on } });
  });
}
