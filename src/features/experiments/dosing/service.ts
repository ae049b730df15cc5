import { zeroMatrix } from "@vouch/stats";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { daysBetween, daysLater } from "../../../kernel/civil.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { geoPanel, partOf } from "../analysis/geo-panel.ts";
import type { DoseAnalysis } from "../dose/dose-analysis.ts";
import type { DosePowerOutcome } from "../dose/dose-power.ts";
import type { DoseSales } from "../dose/dose-panel.ts";
import { doseSpan } from "../dose/dose-plan.ts";
import {
  audiencesFor,
  changeDose,
  creatorIdsOf,
  loadDose,
  lockDose,
  lockedOf,
  makeDose,
  planOf,
  resultOf,
  showDose,
  type DoseRow,
  type KeptDose,
  type NewDose,
} from "../dose/service.ts";
import type { Finding } from "../keeping/kept-factor.ts";
import { keepResult as keep, shownKeeping, undoKeptResult as undo, type Keepable } from "../keeping/service.ts";
import { keepResult as keepAnalysis } from "../locking/service.ts";
import { experimentProblems } from "../problems.ts";
import { loadCells } from "../sales/service.ts";
import type { ThreadTask } from "../thread/service.ts";

interface Asked {
  readonly experimentId: string;
}

const scopes = { read: "attribution:read", write: "attribution:write" } as const;
const thread = { module: "../thread/jobs", from: import.meta.url };
const salesMissing = (reason: string): Problem => new Problem(experimentProblems["sales-missing"], reason);

/** Sales up to a day, and everything else that an analysis is made of. @throws Problem sales-missing */
async function salesUntil(ctx: WorkspaceContext, row: DoseRow, span: { from_on: string; to_on: string }): Promise<DoseSales> {
  const plan = planOf(row);
  const part = partOf(await loadCells(ctx, row.series_id), { ...plan, to_on: span.to_on });
  const found = geoPanel(part, { treated: [], ...span });
  if (found.kind === "refused") throw salesMissing(found.reason);
  const { units, periods, outcomes } = found.panel;
  const [first, last] = [String(periods[0]), String(periods.at(-1))];
  const gaps = daysBetween(first, last) + 1 - periods.length;
  if (gaps > 0 && plan.missing === "refused")
    throw salesMissing(
      `${gaps} days between ${first} and ${last} have no sales anywhere. Import them, or say in the plan that a day without a row means that nothing was sold.`,
    );
  const sales = zeroMatrix(units.length, daysBetween(first, last) + 1);
  outcomes.values.forEach((value, at) => {
    const day = daysBetween(first, String(periods[at % periods.length]));
    sales.values[Math.floor(at / periods.length) * sales.columns + day] = value;
  });
  return {
    ...{ plan, audiences: await audiencesFor(ctx, row), regions: units, sales, firstOn: first, unit: row.currency ?? "count" },
    seed: row.sha256?.readUInt32BE(0) ?? 1,
  };
}

/** Also refuses what no analysis can be made of, in words. */
async function loadAnalysis(ctx: WorkspaceContext, { experimentId }: Asked): Promise<DoseSales> {
  const row = await loadDose(ctx, experimentId);
  if (lockedOf(row) === undefined) throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
  return salesUntil(ctx, row, doseSpan(planOf(row)));
}

/** The analysis of an experiment by audience, in a thread. */
export const doseComputation = computationKind<Asked, ThreadTask, KeptDose>({
  kind: "dose-experiment-analysis",
  scopes,
  load: async (ctx, input) => ({ task: "dose", data: await loadAnalysis(ctx, input) }),
  thread,
  keep: async (within, { input, result }) => {
    await keepAnalysis(within, input.experimentId, result);
  },
});

/** Everything that is known of the days before the first post, which may lie far ahead. */
async function loadHistory(ctx: WorkspaceContext, { experimentId }: Asked): Promise<DoseSales> {
  const row = await loadDose(ctx, experimentId);
  const { from_on: from } = doseSpan(planOf(row));
  const known = (await loadCells(ctx, row.series_id)).filter(({ day }) => day < from);
  const last = known.reduce((newest, { day }) => (day > newest ? day : newest), "");
  if (last === "") throw salesMissing(`There are no sales before ${from}, the day of the first post.`);
  return salesUntil(ctx, row, { from_on: last, to_on: daysLater(last, 1) });
}

/** The power study of a plan by audience, in a thread. */
export const dosePowerComputation = computationKind<Asked, ThreadTask, DosePowerOutcome>({
  kind: "dose-experiment-power",
  scopes,
  load: async (ctx, input) => ({ task: "dose-power", data: await loadHistory(ctx, input) }),
  thread,
});

/** A study holds for one plan with its audiences: another one of the same experiment has none yet. */
async function studySubject(ctx: WorkspaceContext, row: DoseRow): Promise<string> {
  const told = canonicalJson({ plan: planOf(row), audiences: await audiencesFor(ctx, row) });
  return `${row.id} ${sha256(told).toString("hex").slice(0, 32)}`;
}

/** What came of an analysis, as it is kept. */
function findingOf({ total, total_lower: low, total_upper: high, unit, level }: DoseAnalysis): Finding {
  const known = { unit, level, notes: [] };
  if (low === null || high === null)
    return { ...known, caused: { reason: "The estimate has no interval with two ends, and a number without one is not kept." } };
  return { ...known, caused: { estimate: total, low, high } };
}

/** What of a result can be kept. */
function keepableOf(row: DoseRow): Keepable {
  const [plan, result] = [planOf(row), resultOf(row)];
  return {
    ...{ id: row.id, name: row.name, creatorIds: creatorIdsOf(plan), campaignId: plan.campaign_id, span: doseSpan(plan) },
    ...{ currency: row.currency, computedAt: row.computed_at, where: "all regions that take part" },
    finding: result === null ? undefined : findingOf(result.analysis),
  };
}

async function shown(ctx: WorkspaceContext, row: DoseRow) {
  const analysis = await newestComputation(ctx, { kind: doseComputation, subject: row.id });
  const study = await newestComputation(ctx, { kind: dosePowerComputation, subject: await studySubject(ctx, row) });
  return {
    ...(await showDose(ctx, row, { analysisId: analysis?.id ?? null, study })),
    keeping: await shownKeeping(ctx, keepableOf(row)),
  };
}

/** One experiment by audience. */
export const getDoseExperiment = async (ctx: WorkspaceContext, id: string) => shown(ctx, await loadDose(ctx, id));

/** Plans an experiment by audience. */
export const createDoseExperiment = async (ctx: WorkspaceContext, experiment: NewDose) =>
  getDoseExperiment(ctx, await makeDose(ctx, experiment));

/** Changes the draft of a plan. */
export async function changeDoseExperiment(ctx: WorkspaceContext, id: string, changes: Omit<NewDose, "series_id">) {
  await changeDose(ctx, id, changes);
  return getDoseExperiment(ctx, id);
}

/** Locks a plan. */
export async function lockDoseExperiment(ctx: WorkspaceContext, id: string) {
  await lockDose(ctx, id);
  return getDoseExperiment(ctx, id);
}

/** Has the plan's power worked out. */
export async function studyDosePower(ctx: WorkspaceContext, id: string) {
  const row = await loadDose(ctx, id);
  await loadHistory(ctx, { experimentId: id });
  await requestComputation(ctx, { kind: dosePowerComputation, subject: await studySubject(ctx, row), input: { experimentId: id } });
  return getDoseExperiment(ctx, id);
}

/** Has the effect worked out, where the sales are complete. */
export async function analyseDoseExperiment(ctx: WorkspaceContext, id: string) {
  await loadAnalysis(ctx, { experimentId: id });
  return inTransaction(ctx, async (within) => {
    await requestComputation(within, { kind: doseComputation, subject: id, input: { experimentId: id } });
    return getDoseExperiment(within, id);
  });
}

/** Keeps the newest result as what credit is worth. */
export async function keepDoseResult(ctx: WorkspaceContext, id: string) {
  await keep(ctx, id, async (within) => keepableOf(await loadDose(within, id)));
  return getDoseExperiment(ctx, id);
}

/** Takes a kept result back. */
export async function undoKeptDoseResult(ctx: WorkspaceContext, id: string) {
  await undo(ctx, id, (within) => loadDose(within, id));
  return getDoseExperiment(ctx, id);
}
