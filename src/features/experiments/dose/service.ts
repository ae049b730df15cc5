import { formatId, parseId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { shownLock } from "../../../platform/audit/locked-text.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { getCampaign } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { Computation } from "../../computations/service.ts";
import { wholePpb } from "../audiences/audience-row.ts";
import { audiencesOf } from "../audiences/service.ts";
import { holdDraft, keepDraft, keepLocked, makeDraft, stateOf } from "../locking/service.ts";
import { lateLock } from "../plan/late-lock.ts";
import { getSalesSeries, requireOpenGate } from "../sales/service.ts";
import type { DoseAnalysis } from "./dose-analysis.ts";
import { doseCautions, doseFaults, doseRule, doseSpan, type DosePlan, type PlannedAudience } from "./dose-plan.ts";
import type { DosePowerOutcome } from "./dose-power.ts";
import { shownStudy } from "../plan/shown-study.ts";
import * as queries from "./queries.ts";

/** An experiment by audience as it is kept. */
export type DoseRow = NonNullable<Awaited<ReturnType<typeof queries.findDose>>>;

/** What is kept of an analysis. */
export interface KeptDose {
  readonly sales_sha256: string;
  readonly analysis: DoseAnalysis;
}

interface Locked {
  readonly plan: DosePlan;
  readonly audiences: readonly PlannedAudience[];
}

/** What was locked; undefined for a draft. */
export const lockedOf = (row: DoseRow): Locked | undefined => (row.document === null ? undefined : (JSON.parse(row.document) as Locked));

/** The plan that counts: the locked one, else the draft. Ids in it are written as the API writes them. */
export const planOf = (row: DoseRow): DosePlan => lockedOf(row)?.plan ?? (row.plan as unknown as DosePlan);

/** The newest result; null: none. */
export const resultOf = (row: DoseRow): KeptDose | null => row.result as unknown as KeptDose | null;

const copyOf = (plan: DosePlan) => ({ ...plan, posts: plan.posts.map((post) => ({ ...post })), left_out: [...plan.left_out] });

const summary = (row: DoseRow) => ({
  id: formatId("dex", row.id),
  name: row.name,
  state: stateOf(row),
  series_id: formatId("ser", row.series_id),
  series_name: row.series_name,
  unit: row.currency ?? "count",
  plan: copyOf(planOf(row)),
  from_on: doseSpan(planOf(row)).from_on,
  headline: resultOf(row)?.analysis.verdict.headline ?? null,
  created_at: row.created_at.toISOString(),
});

/** An experiment by audience of the workspace. @throws Problem not-found for any other id */
export async function loadDose(ctx: WorkspaceContext, id: string): Promise<DoseRow> {
  const row = await queries.findDose(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("experiment by audience", formatId("dex", id));
  return row;
}

/** The experiments by audience, newest first. */
export const listDoseExperiments = async (ctx: WorkspaceContext) => ({
  data: (await queries.listDoses(ctx.db, ctx.workspaceId)).map(summary),
});

/** Whose posts a plan is of, once each. */
export const creatorIdsOf = ({ posts }: DosePlan): string[] => [...new Set(posts.map((post) => post.creator_id))];

/** The audiences of a plan's creators as they are told now; of whom nothing is told, has none. */
async function toldAudiences(ctx: WorkspaceContext, plan: DosePlan): Promise<PlannedAudience[]> {
  const ids = creatorIdsOf(plan);
  const known = await audiencesOf(
    ctx,
    ids.flatMap((id) => parseId("cre", id) ?? []),
  );
  return ids.flatMap((id) => {
    const audience = known.get(parseId("cre", id) ?? "");
    if (audience === undefined) return [];
    return [{ creator_id: id, name: audience.name, shares: audience.parts.map(({ region, ppb }) => ({ region, share: ppb / wholePpb })) }];
  });
}

/** The audiences that count: those of the locked plan, else as they are told now. */
export const audiencesFor = async (ctx: WorkspaceContext, row: DoseRow): Promise<readonly PlannedAudience[]> =>
  lockedOf(row)?.audiences ?? toldAudiences(ctx, planOf(row));

/** Days of a locked plan on regions, whichever design it has; undefined: it has no such days. */
function spanIn(kind: string, plan: unknown): { from_on: string; to_on: string } | undefined {
  if (kind === "audience_dose") return doseSpan(plan as DosePlan);
  return kind === "geo_holdout" ? (plan as { from_on: string; to_on: string }) : undefined;
}

async function warningsOf(ctx: WorkspaceContext, row: DoseRow, audiences: readonly PlannedAudience[]): Promise<string[]> {
  const [plan, { zone }] = [planOf(row), await loadWorkspace(ctx)];
  const span = doseSpan(plan);
  const others = await queries.listOnSeries(ctx.db, ctx.workspaceId, { seriesId: row.series_id, id: row.id });
  const overlaps = others.flatMap((other) => {
    const theirs = other.document === null ? undefined : spanIn(other.kind, (JSON.parse(other.document) as { plan: unknown }).plan);
    if (theirs === undefined || theirs.to_on <= span.from_on || span.to_on <= theirs.from_on) return [];
    return [`${other.name} is measured on the same sales in the same days: what either of them did cannot be told apart.`];
  });
  const lockedOn = row.locked_at === null ? undefined : localDay(row.locked_at.getTime(), zone);
  const late = lateLock(span.from_on, { locked: lockedOn, today: localDay(ctx.now(), zone) });
  return [...late, ...overlaps, ...(row.result === null ? doseCautions(plan, audiences) : [])];
}

/** An experiment by audience as the API shows it. */
export async function showDose(
  ctx: WorkspaceContext,
  row: DoseRow,
  { analysisId, study }: { readonly analysisId: string | null; readonly study: Computation | undefined },
) {
  const [kept, audiences] = [resultOf(row), await audiencesFor(ctx, row)];
  return {
    ...summary(row),
    decision_rule: doseRule(planOf(row)),
    lock: shownLock(row),
    audiences: audiences.map(({ shares, ...rest }) => ({ ...rest, shares: shares.map((each) => ({ ...each })) })),
    warnings: await warningsOf(ctx, row, audiences),
    analysis_id: analysisId,
    ...shownStudy<DosePowerOutcome>(study),
    result: kept === null || row.computed_at === null ? null : { ...kept, computed_at: row.computed_at.toISOString() },
  };
}

/** The audiences that a plan is made of, as they are told now. @throws Problem invalid-input for a plan that does not fit them or its series */
async function fittingAudiences(ctx: WorkspaceContext, seriesId: string, plan: DosePlan): Promise<readonly PlannedAudience[]> {
  const series = await getSalesSeries(ctx, seriesId);
  const audiences = await toldAudiences(ctx, plan);
  const faults = doseFaults(plan, audiences, { regions: series.region_list.map(({ region }) => region), firstOn: series.first_on });
  if (faults.length > 0) throw invalidInput(faults);
  return audiences;
}

/** An experiment by audience to plan; ids in the plan are still bare. */
export interface NewDose {
  readonly name: string;
  readonly series_id: string;
  readonly plan: DosePlan;
}

/** A plan with its ids as the API writes them. @throws Problem not-found for foreign ids */
async function named(ctx: WorkspaceContext, plan: DosePlan): Promise<DosePlan> {
  const ids = creatorIdsOf(plan);
  const known = await creatorsByIds(ctx, ids);
  const foreign = ids.find((id) => !known.has(id));
  if (foreign !== undefined) throw notFound("creator", formatId("cre", foreign));
  const campaign = plan.campaign_id === null ? undefined : await getCampaign(ctx, plan.campaign_id);
  const posts = plan.posts.map((post) => ({ ...post, creator_id: formatId("cre", post.creator_id) }));
  return { ...plan, posts, campaign_id: campaign?.id ?? null };
}

/** Makes the draft of an experiment by audience and gives its id. */
export async function makeDose(ctx: WorkspaceContext, { name, series_id, plan: asked }: NewDose): Promise<string> {
  return inTransaction(ctx, async (within) => {
    const plan = await named(within, asked);
    await fittingAudiences(within, series_id, plan);
    return makeDraft(within, { kind: "audience_dose", seriesId: series_id, name, plan });
  });
}

/** Changes a draft. */
export async function changeDose(ctx: WorkspaceContext, id: string, { name, plan: asked }: Omit<NewDose, "series_id">): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadDose);
    const plan = await named(within, asked);
    await fittingAudiences(within, row.series_id, plan);
    await keepDraft(within, id, { name, plan });
  });
}

/** Locks a plan: its exact text and the audiences that it is made of are kept with their hash. */
export async function lockDose(ctx: WorkspaceContext, id: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadDose);
    const plan = planOf(row);
    const audiences = await fittingAudiences(within, row.series_id, plan);
    const span = doseSpan(plan);
    await requireOpenGate(within, row.series_id, { ...plan, ...span });
    const document = {
      ...{ experiment: formatId("dex", id), name: row.name, design: row.kind, series: row.series_name },
      ...{ decision_rule: doseRule(plan), plan, audiences },
    };
    await keepLocked(within, { id, name: row.name, document, span });
  });
}
