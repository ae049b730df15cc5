import { daysLater } from "../../../kernel/civil.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { geoFinding } from "../keeping/kept-factor.ts";
import { keepResult as keep, shownKeeping, undoKeptResult as undo, type Keepable } from "../keeping/service.ts";
import { keepResult as keepAnalysis } from "../locking/service.ts";
import { dueLook, type Look } from "../plan/looks.ts";
import {
  changeExperiment as changeDraft,
  createExperiment as createDraft,
  loadExperiment,
  lockPlan as lockDraft,
  planOf,
  resultOf,
  showExperiment,
  takenLooks,
  type ExperimentRow,
  type KeptResult,
  type NewExperiment,
} from "../plan/service.ts";
import { experimentProblems } from "../problems.ts";
import { loadCells } from "../sales/service.ts";
import { newestStudy, requestStudy } from "../power/service.ts";
import type { ThreadTask } from "../thread/service.ts";
import type { AnalysedSales } from "./geo-analysis.ts";
import { geoPanel, partOf } from "./geo-panel.ts";

interface AnalysisInput {
  readonly experimentId: string;
  readonly look: Look;
}

const salesMissing = (reason: string): Problem => new Problem(experimentProblems["sales-missing"], reason);

/** The look that is due. @throws Problem sales-missing where none is */
async function requireLook(ctx: WorkspaceContext, row: ExperimentRow, isUnplanned: boolean): Promise<Look> {
  const [plan, cells] = [planOf(row), await loadCells(ctx, row.series_id)];
  const known = partOf(cells, plan).reduce((last, { day }) => (day > last ? day : last), "");
  if (known < plan.from_on)
    throw salesMissing(`There are no sales of the treatment, which began on ${plan.from_on}. Import them, then ask again.`);
  const due = dueLook(plan, known, { taken: await takenLooks(ctx, row), isUnplanned });
  if (due.kind === "refused") throw salesMissing(due.reason);
  return due.look;
}

async function lockedExperiment(ctx: WorkspaceContext, id: string): Promise<{ row: ExperimentRow; seed: number }> {
  const row = await loadExperiment(ctx, id);
  if (row.sha256 === null) throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
  return { row, seed: row.sha256.readUInt32BE(0) };
}

/** Also refuses what no analysis can be made of, in words. */
async function loadAnalysis(ctx: WorkspaceContext, { experimentId, look }: AnalysisInput): Promise<AnalysedSales> {
  const { row, seed } = await lockedExperiment(ctx, experimentId);
  const [plan, cells] = [planOf(row), await loadCells(ctx, row.series_id)];
  const until = { ...plan, to_on: daysLater(look.last_on, 1) };
  const found = geoPanel(partOf(cells, until), until);
  if (found.kind === "refused") throw salesMissing(found.reason);
  return { cells, plan, unit: row.currency ?? "count", seed, look };
}

/** The analysis of an experiment, in a thread. */
export const analysisComputation = computationKind<AnalysisInput, ThreadTask, KeptResult>({
  kind: "experiment-analysis",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: async (ctx, input) => ({ task: "analysis", data: await loadAnalysis(ctx, input) }),
  thread: { module: "../thread/jobs", from: import.meta.url },
  keep: async (within, { input, result }) => {
    await keepAnalysis(within, input.experimentId, result);
  },
});

/** What of a result can be kept. */
function keepableOf(row: ExperimentRow): Keepable {
  const { name, from_on, to_on, treated, creator_ids, campaign_id } = { ...planOf(row), name: row.name };
  const analysis = resultOf(row)?.analysis;
  return {
    ...{ id: row.id, name, creatorIds: creator_ids, campaignId: campaign_id, currency: row.currency, computedAt: row.computed_at },
    span: { from_on, to_on: analysis === undefined ? to_on : daysLater(analysis.look.last_on, 1) },
    finding: analysis?.may_be_told === true ? geoFinding(analysis, treated.length) : undefined,
    where: "all treated regions",
  };
}

async function shown(ctx: WorkspaceContext, row: ExperimentRow) {
  const analysis = await newestComputation(ctx, { kind: analysisComputation, subject: row.id });
  const experiment = await showExperiment(ctx, row, { analysisId: analysis?.id ?? null, study: await newestStudy(ctx, row) });
  return { ...experiment, keeping: await shownKeeping(ctx, keepableOf(row)) };
}

/** One experiment. */
export const getExperiment = async (ctx: WorkspaceContext, id: string) => shown(ctx, await loadExperiment(ctx, id));

/** Plans an experiment. */
export const createExperiment = async (ctx: WorkspaceContext, experiment: NewExperiment) =>
  getExperiment(ctx, await createDraft(ctx, experiment));

/** Changes the draft of a plan. */
export async function changeExperiment(ctx: WorkspaceContext, id: string, changes: Parameters<typeof changeDraft>[2]) {
  await changeDraft(ctx, id, changes);
  return getExperiment(ctx, id);
}

/** Locks a plan. */
export async function lockPlan(ctx: WorkspaceContext, id: string) {
  await lockDraft(ctx, id);
  return getExperiment(ctx, id);
}

/** Has the plan's power worked out. */
export async function studyPower(ctx: WorkspaceContext, id: string) {
  await requestStudy(ctx, id);
  return getExperiment(ctx, id);
}

/** Has the effect worked out at the look that is due, or at what is known where that is asked for. Every look is in the audit log. */
export async function analyseExperiment(ctx: WorkspaceContext, id: string, isUnplanned: boolean) {
  const { row } = await lockedExperiment(ctx, id);
  const look = await requireLook(ctx, row, isUnplanned);
  await loadAnalysis(ctx, { experimentId: id, look });
  return inTransaction(ctx, async (within) => {
    await requestComputation(within, { kind: analysisComputation, subject: id, input: { experimentId: id, look } });
    const detail = { name: row.name, last_on: look.last_on, is_planned: look.is_planned };
    await recordAudit(within, { action: "experiment.looked", subjectKind: "experiment", subjectId: id, detail });
    return getExperiment(within, id);
  });
}

/** Keeps the newest result as what credit is worth. */
export async function keepResult(ctx: WorkspaceContext, id: string) {
  await keep(ctx, id, async (within) => keepableOf(await loadExperiment(within, id)));
  return getExperiment(ctx, id);
}

/** Takes a kept result back. */
export async function undoKeptResult(ctx: WorkspaceContext, id: string) {
  await undo(ctx, id, (within) => loadExperiment(within, id));
  return getExperiment(ctx, id);
}
