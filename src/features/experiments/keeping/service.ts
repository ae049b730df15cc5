import { daysLater } from "../../../kernel/civil.ts";
import { formatId, parseId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { recordCalibration, withdrawCalibrations } from "../../attribution/service.ts";
import { getCampaign, keepIncremental, withdrawIncremental } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { creditOf } from "../../reports/service.ts";
import { lockExperiment } from "../locking/queries.ts";
import { experimentProblems } from "../problems.ts";
import { campaignClash } from "./campaign-clash.ts";
import { keptFactor, type Finding, type KeptFactor } from "./kept-factor.ts";
import * as queries from "./queries.ts";

const idsOf = (texts: readonly string[]): string[] =>
  texts.map((text) => parseId("cre", text)).filter((id): id is string => id !== undefined);

/** An experiment whose newest result may be kept. */
export interface Keepable {
  readonly id: string;
  readonly name: string;
  /** As the API writes them. */
  readonly creatorIds: readonly string[];
  readonly campaignId: string | null;
  /** The days that the newest result is of, the end not included. */
  readonly span: { readonly from_on: string; readonly to_on: string };
  /** Of the sales; null: they are counts. */
  readonly currency: string | null;
  /** Of the newest result. */
  readonly computedAt: Date | null;
  /** Missing while there is no result that may be told. */
  readonly finding: Finding | undefined;
  /** Whose sales the result is of: "all treated regions". */
  readonly where: string;
}

/** What an experiment's newest result says that credit is worth; undefined while there is no result. */
async function factorOf(ctx: WorkspaceContext, { creatorIds: texts, span, finding }: Keepable): Promise<KeptFactor | undefined> {
  if (finding === undefined) return undefined;
  const creatorIds = idsOf(texts);
  const credit = creatorIds.length === 0 ? [] : await creditOf(ctx, { fromOn: span.from_on, toOn: span.to_on, creatorIds });
  return keptFactor(finding, texts, credit);
}

/** The campaign that the plan names, and why the result says nothing of it; an empty clash: it does. */
async function namedCampaign(ctx: WorkspaceContext, { campaignId, span, currency }: Keepable) {
  const id = campaignId === null ? undefined : parseId("cmp", campaignId);
  if (id === undefined) return null;
  const campaign = await getCampaign(ctx, id);
  return { id, campaign, clash: campaignClash(campaign, span, currency) };
}

function factorFields(found: KeptFactor) {
  if (found.kind === "none") return { reason: found.reason, factor: null, caused: null, credited: null, level: null, notes: [] };
  const { factor, caused, credited, level, notes } = found;
  return { reason: "", factor, caused, credited, level, notes };
}

/** Whether a result can be kept, what would be, and whether it is. */
export async function shownKeeping(ctx: WorkspaceContext, of: Keepable) {
  const found = await factorOf(ctx, of);
  if (found === undefined) return null;
  const [named, kept] = [await namedCampaign(ctx, of), await queries.findKeeping(ctx.db, ctx.workspaceId, of.id)];
  const creatorIds = idsOf(of.creatorIds);
  const names = await creatorsByIds(ctx, creatorIds);
  return {
    creators: creatorIds.map((id) => ({ creator_id: formatId("cre", id), name: names.get(id)?.name ?? "a creator" })),
    ...factorFields(found),
    campaign: named === null ? null : { campaign_id: named.campaign.id, name: named.campaign.name, clash: named.clash },
    kept_at: kept?.kept_at.toISOString() ?? null,
    is_older: kept !== undefined && of.computedAt !== null && of.computedAt > kept.kept_at,
  };
}

const decimal = (value: number): string => {
  const text = value.toFixed(4);
  return Number(text) === 0 ? "0" : text;
};

/** A level that is not said to be more than it is. */
const levelText = (level: number): string => (Math.floor(level * 1_000 + 1e-9) / 1_000).toString();

/** The days that the newest result is of, the last included. */
const daysText = ({ span }: Keepable): string => `${span.from_on} to ${daysLater(span.to_on, -1)}`;

type Factor = Extract<KeptFactor, { kind: "factor" }>;

/** Written down for each creator of the plan: measured over all of them, as the source says. */
async function keepFactor(within: WorkspaceContext, of: Keepable, { factor, level }: Factor): Promise<string[]> {
  const shared = of.creatorIds.length > 1 ? `, ${of.creatorIds.length} creators together` : "";
  const source = `Experiment “${of.name.slice(0, 120)}”, ${daysText(of)}${shared}`;
  const body = { factor: decimal(factor.estimate), low: decimal(factor.low), high: decimal(factor.high), level: levelText(level), source };
  const ids: string[] = [];
  for (const creator_id of idsOf(of.creatorIds)) {
    const { id } = await recordCalibration(within, { creator_id, ...body });
    ids.push(parseId("cal", id)!);
  }
  return ids;
}

async function keepEstimate(within: WorkspaceContext, of: Keepable, { caused, level }: Factor): Promise<string | null> {
  const named = await namedCampaign(within, of);
  if (named === null || named.clash !== "") return null;
  const money = (minor: number) => ({ amount: Math.round(minor).toString(), currency: named.campaign.currency });
  const { id } = await keepIncremental(within, named.id, {
    horizon: "campaign",
    revenue: money(caused.estimate),
    low: money(caused.low),
    high: money(caused.high),
    level: levelText(level),
    source: `Experiment “${of.name}”: ${of.where}, ${daysText(of)}`,
  });
  return id;
}

async function undo(within: WorkspaceContext, id: string): Promise<boolean> {
  const kept = await queries.findKeeping(within.db, within.workspaceId, id);
  if (kept === undefined) return false;
  await withdrawCalibrations(within, kept.calibration_ids);
  if (kept.estimate_id !== null) await withdrawIncremental(within, kept.estimate_id);
  const by = { undone_at: nowAt(within), undone_by: `${within.actor.kind}:${within.actor.id}` };
  await queries.undoKeeping(within.db, { workspaceId: within.workspaceId, id: kept.id }, by);
  return true;
}

/** Keeps the newest result as what credit is worth, in the place of an earlier one. @throws Problem nothing-to-keep */
export async function keepResult(ctx: WorkspaceContext, id: string, load: (within: WorkspaceContext) => Promise<Keepable>): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockExperiment(within.db, within.workspaceId, id);
    const of = await load(within);
    const found = await factorOf(within, of);
    if (found?.kind !== "factor")
      throw new Problem(experimentProblems["nothing-to-keep"], found?.reason ?? `${of.name} has no final result yet.`);
    await undo(within, id);
    const calibration_ids = await keepFactor(within, of, found);
    const estimate_id = await keepEstimate(within, of, found);
    const own = { workspace_id: within.workspaceId, id: within.newId(), experiment_id: id };
    const by = { kept_by: `${within.actor.kind}:${within.actor.id}`, kept_at: nowAt(within) };
    await queries.insertKeeping(within.db, { ...own, calibration_ids, estimate_id, ...by });
    const detail = { name: of.name, factor: found.factor };
    await recordAudit(within, { action: "experiment.result_kept", subjectKind: "experiment", subjectId: id, detail });
  });
}

/** Takes back what was kept; what held before holds again. Doing it again changes nothing. */
export async function undoKeptResult(
  ctx: WorkspaceContext,
  id: string,
  load: (within: WorkspaceContext) => Promise<{ readonly name: string }>,
): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockExperiment(within.db, within.workspaceId, id);
    const { name } = await load(within);
    if (!(await undo(within, id))) return;
    await recordAudit(within, { action: "experiment.result_taken_back", subjectKind: "experiment", subjectId: id, detail: { name } });
  });
}
