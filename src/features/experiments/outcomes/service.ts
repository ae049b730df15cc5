import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { civilDateOf, dayText, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { spanOf, weeksOf } from "../designs/design-plan.ts";
import type { CreatorPowerOutcome, StudiedCreators } from "../designs/design-power.ts";
import type { DesignSales } from "../designs/design-result.ts";
import type { Deviation } from "../designs/deviation.ts";
import {
  changeDesign,
  keepDeviation,
  loadDays,
  loadDesign,
  lockDesign,
  lockedOf,
  makeDesign,
  planOf,
  showDesign,
  type DesignRow,
  type KeptDesign,
  type NewDesign,
} from "../designs/service.ts";
import { weekPanel } from "../designs/week-panel.ts";
import { keepResult } from "../locking/service.ts";
import { experimentProblems } from "../problems.ts";
import type { ThreadTask } from "../thread/service.ts";

interface Asked {
  readonly experimentId: string;
}

const scopes = { read: "attribution:read", write: "attribution:write" } as const;
const thread = { module: "../thread/jobs", from: import.meta.url };
const dayNumber = (day: string): number => epochDayOf(parseDay(day)!);
const dayBefore = (day: string): string => dayText(civilDateOf(dayNumber(day) - 1));

/** Also refuses what no analysis can be made of, in words. */
async function loadSales(ctx: WorkspaceContext, { experimentId }: Asked): Promise<DesignSales> {
  const row = await loadDesign(ctx, experimentId);
  const locked = lockedOf(row);
  if (locked === undefined || row.sha256 === null)
    throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
  const { plan, assignment } = locked;
  const [days, span] = [await loadDays(ctx, row.series_id), spanOf(plan)];
  const last = days.reduce((newest, { day }) => (day > newest ? day : newest), "");
  if (last < dayBefore(span.to_on))
    throw new Problem(
      experimentProblems["sales-missing"],
      `The experiment ends on ${dayBefore(span.to_on)}, and sales are known up to ${last}. Looking early finds effects that are not there: import the rest, then ask again.`,
    );
  const creators = assignment.creators.map(({ creator }) => creator);
  const asked = { creators, from_on: span.history_from_on, weeks: plan.history_weeks + weeksOf(plan), missing: plan.missing };
  const found = weekPanel(days, asked);
  if (found.kind === "missing") throw new Problem(experimentProblems["sales-missing"], found.reason);
  return { plan, assignment, sums: found.sums, unit: row.currency ?? "count", seed: row.sha256.readUInt32BE(0) };
}

/** The analysis of an experiment on creators, in a thread. */
export const designComputation = computationKind<Asked, ThreadTask, KeptDesign>({
  kind: "creator-experiment-analysis",
  scopes,
  load: async (ctx, input) => ({ task: "creators", data: await loadSales(ctx, input) }),
  thread,
  keep: async (within, { input, result }) => {
    await keepResult(within, input.experimentId, result);
  },
});

/** All whole weeks before the first start that are known, the first one first. */
async function loadHistory(ctx: WorkspaceContext, { experimentId }: Asked): Promise<StudiedCreators> {
  const row = await loadDesign(ctx, experimentId);
  const plan = planOf(row);
  const days = (await loadDays(ctx, row.series_id)).filter(({ day }) => day < plan.from_on);
  const known = days.map(({ day }) => dayNumber(day));
  const [first, last] = known.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [Infinity, -Infinity]);
  const weeks = Math.max(0, Math.floor((last + 1 - first) / 7));
  const begin = dayText(civilDateOf(last + 1 - 7 * weeks));
  const found = weekPanel(days, { creators: plan.creators, from_on: begin, weeks, missing: plan.missing });
  if (found.kind === "missing") throw new Problem(experimentProblems["sales-missing"], found.reason);
  return { plan, history: found.sums, unit: row.currency ?? "count" };
}

/** The power study of a plan on creators, in a thread. */
export const designPowerComputation = computationKind<Asked, ThreadTask, CreatorPowerOutcome>({
  kind: "creator-experiment-power",
  scopes,
  load: async (ctx, input) => ({ task: "creator-power", data: await loadHistory(ctx, input) }),
  thread,
});

/** A study holds for one plan: another plan of the same experiment has none yet. */
const studySubject = (row: DesignRow): string =>
  `${row.id} ${sha256(canonicalJson(planOf(row)))
    .toString("hex")
    .slice(0, 32)}`;

async function shown(ctx: WorkspaceContext, row: DesignRow) {
  const analysis = await newestComputation(ctx, { kind: designComputation, subject: row.id });
  const study = await newestComputation(ctx, { kind: designPowerComputation, subject: studySubject(row) });
  return showDesign(ctx, row, { analysisId: analysis?.id ?? null, study });
}

/** One experiment on creators. */
export const getCreatorExperiment = async (ctx: WorkspaceContext, id: string) => shown(ctx, await loadDesign(ctx, id));

/** Plans an experiment on creators. */
export const createCreatorExperiment = async (ctx: WorkspaceContext, experiment: NewDesign) =>
  getCreatorExperiment(ctx, await makeDesign(ctx, experiment));

/** Changes the draft of a plan. */
export async function changeCreatorExperiment(ctx: WorkspaceContext, id: string, changes: Omit<NewDesign, "series_id">) {
  await changeDesign(ctx, id, changes);
  return getCreatorExperiment(ctx, id);
}

/** Locks a plan and lets chance decide. */
export async function lockCreatorPlan(ctx: WorkspaceContext, id: string) {
  await lockDesign(ctx, id);
  return getCreatorExperiment(ctx, id);
}

/** Records what did not go as planned. */
export async function recordDeviation(ctx: WorkspaceContext, id: string, deviation: Deviation) {
  await keepDeviation(ctx, id, deviation);
  return getCreatorExperiment(ctx, id);
}

/** Has the plan's power worked out. */
export async function studyCreatorPower(ctx: WorkspaceContext, id: string) {
  const row = await loadDesign(ctx, id);
  await loadHistory(ctx, { experimentId: id });
  await requestComputation(ctx, { kind: designPowerComputation, subject: studySubject(row), input: { experimentId: id } });
  return getCreatorExperiment(ctx, id);
}

/** Has the effect worked out, where the sales are complete. */
export async function analyseCreatorExperiment(ctx: WorkspaceContext, id: string) {
  await loadSales(ctx, { experimentId: id });
  return inTransaction(ctx, async (within) => {
    await requestComputation(within, { kind: designComputation, subject: id, input: { experimentId: id } });
    return getCreatorExperiment(within, id);
  });
}
