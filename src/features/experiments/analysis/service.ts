import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { keepResult as keep, shownKeeping, undoKeptResult as undo } from "../keeping/service.ts";
import { insertResult } from "../plan/queries.ts";
import {
  changeExperiment as changeDraft,
  createExperiment as createDraft,
  loadExperiment,
  lockPlan as lockDraft,
  planOf,
  showExperiment,
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
}

/** Also refuses what no analysis can be made of, in words. */
async function loadAnalysis(ctx: WorkspaceContext, { experimentId }: AnalysisInput): Promise<AnalysedSales> {
  const row = await loadExperiment(ctx, experimentId);
  if (row.sha256 === null) throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
  const [plan, cells] = [planOf(row), await loadCells(ctx, row.series_id)];
  const found = geoPanel(partOf(cells, plan), plan);
  if (found.kind === "refused") throw new Problem(experimentProblems["sales-missing"], found.reason);
  return { cells, plan, unit: row.currency ?? "count", seed: row.sha256.readUInt32BE(0) };
}

/** The analysis of an experiment, in a thread. */
export const analysisComputation = computationKind<AnalysisInput, ThreadTask, KeptResult>({
  kind: "experiment-analysis",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: async (ctx, input) => ({ task: "analysis", data: await loadAnalysis(ctx, input) }),
  thread: { module: "../thread/jobs", from: import.meta.url },
  keep: async (within, { input, result }) => {
    await insertResult(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      experiment_id: input.experimentId,
      result: plainJson(result),
      computed_at: nowAt(within),
    });
  },
});

async function shown(ctx: WorkspaceContext, row: ExperimentRow) {
  const analysis = await newestComputation(ctx, { kind: analysisComputation, subject: row.id });
  const experiment = await showExperiment(ctx, row, { analysisId: analysis?.id ?? null, study: await newestStudy(ctx, row) });
  return { ...experiment, keeping: await shownKeeping(ctx, row) };
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

/** Has the effect worked out, where the sales are complete. */
export async function analyseExperiment(ctx: WorkspaceContext, id: string) {
  await loadAnalysis(ctx, { experimentId: id });
  return inTransaction(ctx, async (within) => {
    await requestComputation(within, { kind: analysisComputation, subject: id, input: { experimentId: id } });
    return getExperiment(within, id);
  });
}

/** Keeps the newest result as what credit is worth. */
export async function keepResult(ctx: WorkspaceContext, id: string) {
  await keep(ctx, id);
  return getExperiment(ctx, id);
}

/** Takes a kept result back. */
export async function undoKeptResult(ctx: WorkspaceContext, id: string) {
  await undo(ctx, id);
  return getExperiment(ctx, id);
}
