import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { shownLock } from "../../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { Computation } from "../../computations/service.ts";
import { holdDraft, keepDraft, keepLocked, makeDraft, stateOf } from "../locking/service.ts";
import { experimentProblems } from "../problems.ts";
import { getSalesSeries, loadCells } from "../sales/service.ts";
import { assignmentOf, type Assignment } from "./assignment.ts";
import { designFaults, designKinds, designRule, sharedCreators, spanOf, type DesignPlan } from "./design-plan.ts";
import type { CreatorPowerOutcome } from "./design-power.ts";
import type { DesignAnalysis } from "./design-result.ts";
import { deviationWarnings, type Deviation } from "./deviation.ts";
import { shownStudy } from "../plan/shown-study.ts";
import * as queries from "./queries.ts";
import { weekPanel, type CreatorDay } from "./week-panel.ts";

/** An experiment on creators as it is kept. */
export type DesignRow = NonNullable<Awaited<ReturnType<typeof queries.findExperiment>>>;

/** What is kept of an analysis. */
export interface KeptDesign {
  readonly sales_sha256: string;
  readonly analysis: DesignAnalysis;
}

interface Locked {
  readonly plan: DesignPlan;
  readonly seed: number;
  readonly assignment: Assignment;
}

/** What was locked; undefined for a draft. */
export const lockedOf = (row: DesignRow): Locked | undefined => (row.document === null ? undefined : (JSON.parse(row.document) as Locked));

/** The plan that counts: the locked one, else the draft. */
export const planOf = (row: DesignRow): DesignPlan => lockedOf(row)?.plan ?? (row.plan as unknown as DesignPlan);

const copyOf = (plan: DesignPlan) => ({ ...plan, creators: [...plan.creators] });

const keptOf = (row: DesignRow): KeptDesign | null => row.result as unknown as KeptDesign | null;

const summary = (row: DesignRow) => ({
  id: formatId("cex", row.id),
  design: planOf(row).design,
  name: row.name,
  state: stateOf(row),
  series_id: formatId("ser", row.series_id),
  series_name: row.series_name,
  unit: row.currency ?? "count",
  plan: copyOf(planOf(row)),
  to_on: spanOf(planOf(row)).to_on,
  headline: keptOf(row)?.analysis.verdict.headline ?? null,
  created_at: row.created_at.toISOString(),
});

/** An experiment on creators of the workspace. @throws Problem not-found for any other id */
export async function loadDesign(ctx: WorkspaceContext, id: string): Promise<DesignRow> {
  const row = await queries.findExperiment(ctx.db, ctx.workspaceId, { id, kinds: designKinds });
  if (row === undefined) throw notFound("experiment on creators", formatId("cex", id));
  return row;
}

/** Every day of every creator of a series. */
export async function loadDays(ctx: WorkspaceContext, seriesId: string): Promise<CreatorDay[]> {
  const cells = await loadCells(ctx, seriesId);
  return cells.map(({ region, day, sales }) => ({ creator: region, day, value: sales }));
}

/** A page of experiments on creators, newest first. */
export async function listCreatorExperiments(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const page = { kinds: designKinds, limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listExperiments(ctx.db, ctx.workspaceId, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), summary);
}

async function overlapsOf(ctx: WorkspaceContext, row: DesignRow): Promise<string[]> {
  const others = await queries.listOtherLocked(ctx.db, ctx.workspaceId, { id: row.id, kinds: designKinds });
  return others.flatMap((other) => {
    const shared = sharedCreators(planOf(row), planOf(other));
    return shared.length === 0
      ? []
      : [`${other.name} deals out ${shared.join(", ")} in the same days: what either of them did cannot be told apart there.`];
  });
}

/** An experiment on creators as the API shows it. */
export async function showDesign(
  ctx: WorkspaceContext,
  row: DesignRow,
  { analysisId, study }: { readonly analysisId: string | null; readonly study: Computation | undefined },
) {
  const [kept, locked] = [keptOf(row), lockedOf(row)];
  const rows = await queries.listDeviations(ctx.db, ctx.workspaceId, row.id);
  const deviations = rows.map(({ unit, kind, note, recorded_at }) => ({
    ...{ creator: unit, kind: kind as Deviation["kind"], note, recorded_at: recorded_at.toISOString() },
  }));
  return {
    ...summary(row),
    decision_rule: designRule(planOf(row)),
    lock: shownLock(row),
    assignment: locked === undefined ? null : { seed: locked.seed, ...locked.assignment },
    deviations,
    warnings: [...deviationWarnings(deviations, locked?.assignment.creators.length ?? 0), ...(await overlapsOf(ctx, row))],
    analysis_id: analysisId,
    ...shownStudy<CreatorPowerOutcome>(study),
    result: kept === null || row.computed_at === null ? null : { ...kept, computed_at: row.computed_at.toISOString() },
  };
}

async function refuseFaults(ctx: WorkspaceContext, seriesId: string, plan: DesignPlan): Promise<void> {
  const series = await getSalesSeries(ctx, seriesId);
  const faults = designFaults(plan, { names: series.region_list.map(({ region }) => region), firstOn: series.first_on });
  if (faults.length > 0) throw invalidInput(faults);
}

/** An experiment on creators to plan. */
export interface NewDesign {
  readonly name: string;
  readonly series_id: string;
  readonly plan: DesignPlan;
}

/** Makes the draft of an experiment on creators and gives its id. */
export async function makeDesign(ctx: WorkspaceContext, { name, series_id, plan }: NewDesign): Promise<string> {
  return inTransaction(ctx, async (within) => {
    await refuseFaults(within, series_id, plan);
    return makeDraft(within, { kind: plan.design, seriesId: series_id, name, plan });
  });
}

/** Changes a draft; how chance deals out stays. */
export async function changeDesign(ctx: WorkspaceContext, id: string, { name, plan }: Omit<NewDesign, "series_id">): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadDesign);
    if (plan.design !== row.kind)
      throw invalidInput([
        {
          pointer: "/plan/design",
          detail: `design: must stay ${row.kind}, found ${plan.design}; make a new experiment for another design`,
        },
      ]);
    await refuseFaults(within, row.series_id, plan);
    await keepDraft(within, id, { name, plan });
  });
}

async function refuseBegun(within: WorkspaceContext, plan: DesignPlan): Promise<void> {
  const { zone } = await loadWorkspace(within);
  const today = localDay(within.now(), zone);
  if (plan.from_on > today) return;
  throw new Problem(experimentProblems["treatment-began"], `from_on is ${plan.from_on}, and today is ${today}.`);
}

/** Locks a plan: chance says who begins when, and the exact text of all of it is kept with its hash. */
export async function lockDesign(ctx: WorkspaceContext, id: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadDesign);
    const plan = planOf(row);
    await refuseFaults(within, row.series_id, plan);
    await refuseBegun(within, plan);
    const days = await loadDays(within, row.series_id);
    // What is not known yet of the last weeks before the start is asked for by the analysis; pairs are made of what is.
    const known = weekPanel(days, {
      creators: plan.creators,
      from_on: spanOf(plan).history_from_on,
      weeks: plan.history_weeks,
      missing: "zero",
    });
    if (known.kind === "missing") throw new Problem(experimentProblems["sales-missing"], known.reason);
    const before = {
      experiment: formatId("cex", id),
      name: row.name,
      design: row.kind,
      series: row.series_name,
      decision_rule: designRule(plan),
      plan,
    };
    const seed = sha256(canonicalJson(before)).readUInt32BE(0);
    const document = { ...before, seed, assignment: assignmentOf(plan, seed, known.sums) };
    await keepLocked(within, { id, name: row.name, document, span: spanOf(plan) });
  });
}

/** Records what did not go as planned. @throws Problem plan-not-locked */
export async function keepDeviation(ctx: WorkspaceContext, id: string, { creator, kind, note }: Deviation): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await loadDesign(within, id);
    const locked = lockedOf(row);
    if (locked === undefined) throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
    if (!locked.assignment.creators.some((each) => each.creator === creator))
      throw invalidInput([{ pointer: "/creator", detail: `creator: ${JSON.stringify(creator)} takes no part in this experiment` }]);
    const [made, at] = [within.newId(), nowAt(within)];
    await queries.insertDeviation(within.db, {
      ...{ workspace_id: within.workspaceId, id: made, experiment_id: id, unit: creator, kind, note },
      recorded_by: `${within.actor.kind}:${within.actor.id}`,
      recorded_at: at,
    });
  });
}
