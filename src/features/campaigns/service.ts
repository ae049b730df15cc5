import { groupBy } from "../../platform/db/group-by.ts";
import { formatId } from "../../kernel/ids.ts";
import { tidyText } from "../../kernel/text.ts";
import { localDay } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { markTimes } from "../../platform/rollups/marks.ts";
import { creatorsByIds } from "../creators/service.ts";
import { programsByIds } from "../programs/service.ts";
import { loadStore } from "../stores/service.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { campaignState } from "./campaign-state.ts";
import { loadCampaign, lockCampaign } from "./finding/service.ts";
import * as goals from "./goals/service.ts";
import { campaignProblems } from "./problems.ts";
import type { PartFormat } from "./part-format.ts";
import * as queries from "./queries.ts";
import { shortDecimal } from "./short-decimal.ts";
import type { Campaign } from "./tables.ts";

export { campaignCostsIn, campaignCostsOfCreator } from "./costs/service.ts";
export { setMarginRate } from "./estimates/service.ts";
export { campaignsByIds, campaignsNamed, loadCampaign } from "./finding/service.ts";
export {
  campaignToMeasure,
  campaignsToMeasure,
  keepIncremental,
  withdrawIncremental,
  type CampaignToMeasure,
  type MeasuredCampaign,
} from "./estimates/service.ts";
export type { GoalMetric } from "./goals/goal-metric.ts";
export { costImport } from "./importing/service.ts";

async function show(ctx: WorkspaceContext, rows: readonly Campaign[]) {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const programs = await queries.programsOf(ctx.db, ctx.workspaceId, ids);
  const creators = await queries.creatorsOf(ctx.db, ctx.workspaceId, ids);
  const programNames = await programsByIds(ctx, [...new Set(programs.map((row) => row.program_id))]);
  const creatorNames = await creatorsByIds(ctx, [...new Set(creators.map((row) => row.creator_id))]);
  const goalOf = await goals.shownGoals(ctx, ids);
  const today = localDay(ctx.now(), (await loadWorkspace(ctx)).zone);
  const programsOf = groupBy(programs, (row) => row.campaign_id);
  const creatorsOf = groupBy(creators, (row) => row.campaign_id);
  return rows.map((row) => ({
    id: formatId("cmp", row.id),
    name: row.name,
    store_id: row.store_id === null ? null : formatId("sto", row.store_id),
    currency: row.currency,
    starts_on: row.starts_on,
    ends_on: row.ends_on,
    state: campaignState({ isLaunched: row.launched_at !== null, startsOn: row.starts_on, endsOn: row.ends_on }, today),
    programs: (programsOf.get(row.id) ?? []).map(({ program_id: id }) => ({
      program_id: formatId("prg", id),
      name: programNames.get(id)?.name ?? "a program",
    })),
    creators: (creatorsOf.get(row.id) ?? []).map(({ creator_id: id, discount, format }) => ({
      creator_id: formatId("cre", id),
      name: creatorNames.get(id)?.name ?? "a creator",
      discount: discount === null ? null : shortDecimal(discount),
      format: format as PartFormat | null,
    })),
    goal: goalOf.get(row.id) ?? null,
    launched_at: row.launched_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

const showOne = async (ctx: WorkspaceContext, row: Campaign) => (await show(ctx, [row]))[0]!;

/** One campaign with its goal, who signs it and who takes part. */
export const getCampaign = async (ctx: WorkspaceContext, id: string) => showOne(ctx, await loadCampaign(ctx, id));

/** The names of campaigns by id. */
export async function campaignNames(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  return new Map((await queries.namesOf(ctx.db, ctx.workspaceId, ids)).map((row) => [row.id, row.name]));
}

/** A page of campaigns, newest first. */
export async function listCampaigns(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; archived: "true" | "false" },
) {
  const page = { limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listCampaigns(ctx.db, ctx.workspaceId, query.archived === "true", page);
  const { data, next_cursor } = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, data), next_cursor };
}

/** A campaign to plan. */
export interface NewCampaign {
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly currency?: string | undefined;
  readonly store_id: string | null;
  readonly program_ids: readonly string[];
  readonly creator_ids: readonly string[];
}

interface Members {
  readonly program_ids?: readonly string[] | undefined;
  readonly creator_ids?: readonly string[] | undefined;
}

async function requireParts(within: WorkspaceContext, { program_ids = [], creator_ids = [] }: Members): Promise<void> {
  const programs = await programsByIds(within, program_ids);
  const program = program_ids.find((id) => !programs.has(id));
  if (program !== undefined) throw notFound("program", formatId("prg", program));
  const creators = await creatorsByIds(within, creator_ids);
  const creator = creator_ids.find((id) => !creators.has(id));
  if (creator !== undefined) throw notFound("creator", formatId("cre", creator));
}

async function setParts(within: WorkspaceContext, id: string, { program_ids, creator_ids }: Members): Promise<void> {
  if (program_ids !== undefined) await queries.setPrograms(within.db, within.workspaceId, id, [...new Set(program_ids)]);
  if (creator_ids !== undefined) await queries.setCreators(within.db, within.workspaceId, id, [...new Set(creator_ids)]);
  // What is kept of it is kept under its definition: a mark of now lets the worker see that there is another.
  await markTimes(within.db, within.workspaceId, "returns", [nowAt(within)]);
}

function refuseDays(startsOn: string, endsOn: string): void {
  if (endsOn > startsOn) return;
  throw invalidInput([
    { pointer: "/ends_on", detail: `ends_on: must lie after the first day, ${startsOn}: the day itself is not included` },
  ]);
}

/** Plans a campaign. */
export async function createCampaign(ctx: WorkspaceContext, campaign: NewCampaign) {
  refuseDays(campaign.starts_on, campaign.ends_on);
  return inTransaction(ctx, async (within) => {
    if (campaign.store_id !== null) await loadStore(within, campaign.store_id);
    await requireParts(within, campaign);
    const now = nowAt(within);
    const currency = campaign.currency ?? (await loadWorkspace(within)).currency;
    const { store_id, starts_on, ends_on } = campaign;
    const fields = { name: tidyText(campaign.name), store_id, currency, starts_on, ends_on };
    const row = await queries.insertCampaign(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      ...fields,
      created_at: now,
      updated_at: now,
    });
    await setParts(within, row.id, campaign);
    const detail = { ...fields, programs: campaign.program_ids, creators: campaign.creator_ids };
    await recordAudit(within, { action: "campaign.created", subjectKind: "campaign", subjectId: row.id, detail });
    return showOne(within, row);
  });
}

/** What may change of a campaign; undefined: stays. */
export interface CampaignUpdate extends Members {
  readonly name?: string | undefined;
  readonly starts_on?: string | undefined;
  readonly ends_on?: string | undefined;
}

/** Changes what is named. @throws Problem goal-locked for the days of a launched campaign */
export async function updateCampaign(ctx: WorkspaceContext, id: string, changes: CampaignUpdate) {
  return inTransaction(ctx, async (within) => {
    const before = await lockCampaign(within, id);
    const { name = before.name, starts_on = before.starts_on, ends_on = before.ends_on } = changes;
    const isMoved = starts_on !== before.starts_on || ends_on !== before.ends_on;
    if (isMoved && before.launched_at !== null)
      throw new Problem(campaignProblems["goal-locked"], `Its days are ${before.starts_on} to ${before.ends_on} since the launch.`);
    refuseDays(starts_on, ends_on);
    await requireParts(within, changes);
    const values = { name: tidyText(name), starts_on, ends_on, updated_at: nowAt(within) };
    const row = await queries.updateCampaign(within.db, within.workspaceId, id, values);
    await setParts(within, id, changes);
    if (isMoved) await goals.restateGoal(within, row);
    const detail = { before: { name: before.name, starts_on: before.starts_on, ends_on: before.ends_on }, after: changes };
    await recordAudit(within, { action: "campaign.updated", subjectKind: "campaign", subjectId: id, detail });
    return showOne(within, row);
  });
}

/** The goal of a campaign as the API shows it; undefined: none is set. */
export const goalOf = async (ctx: WorkspaceContext, id: string) => (await goals.shownGoals(ctx, [id])).get(id);

/** How a creator takes part. */
export interface CampaignPart {
  readonly discount: string | null;
  readonly format: PartFormat | null;
}

/** Says with which offer and in which format a creator takes part. @throws Problem not-found for one who does not */
export async function setCampaignPart(ctx: WorkspaceContext, id: string, creatorId: string, part: CampaignPart) {
  return inTransaction(ctx, async (within) => {
    const campaign = await lockCampaign(within, id);
    const of = { workspaceId: within.workspaceId, campaignId: id, creatorId };
    const row = await queries.updatePart(within.db, of, { discount: part.discount, format: part.format });
    if (row === undefined) throw notFound("creator of the campaign", formatId("cre", creatorId));
    const detail = { creator: creatorId, ...part };
    await recordAudit(within, { action: "campaign.part_set", subjectKind: "campaign", subjectId: id, detail });
    return showOne(within, campaign);
  });
}

/** Campaigns in use whose days are over, the last one first. */
export const listEndedCampaigns = async (ctx: WorkspaceContext, of: { readonly beforeOn: string; readonly limit: number }) =>
  queries.endedCampaigns(ctx.db, ctx.workspaceId, of);

/** A page of campaigns in use of one currency that began by a day, the last begun first, with how many each currency has. */
export async function pageBegunCampaigns(
  ctx: WorkspaceContext,
  of: { readonly currency: string; readonly untilOn: string; readonly limit: number; readonly cursor?: string | undefined },
) {
  const { currency, untilOn, limit } = of;
  const rows = await queries.begunCampaigns(ctx.db, ctx.workspaceId, { currency, untilOn, limit, after: parseCursor(of.cursor) });
  const position = (row: Campaign) => ({ at: new Date(row.starts_on), id: row.id });
  const page = pageFrom(rows, limit, position, (row) => row);
  return { ...page, currencies: await queries.countBegun(ctx.db, ctx.workspaceId, untilOn) };
}

/** Launches a campaign: the goal that everybody signed is locked. Doing it again changes nothing. */
export async function launchCampaign(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await lockCampaign(within, id);
    if (before.launched_at !== null) return showOne(within, before);
    const digest = await goals.requireSigned(within, id);
    const now = nowAt(within);
    const row = await queries.updateCampaign(within.db, within.workspaceId, id, { launched_at: now, updated_at: now });
    await recordAudit(within, { action: "campaign.launched", subjectKind: "campaign", subjectId: id, detail: { goal_digest: digest } });
    return showOne(within, row);
  });
}

/** Puts a campaign away. Doing it again changes nothing. */
export async function archiveCampaign(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await lockCampaign(within, id);
    if (before.archived_at !== null) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updateCampaign(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await recordAudit(within, { action: "campaign.archived", subjectKind: "campaign", subjectId: id, detail: { name: row.name } });
    return showOne(within, row);
  });
}

/** Sets the goal and gives the campaign as it then is. @throws Problem goal-locked */
export async function setGoal(ctx: WorkspaceContext, id: string, goal: goals.NewGoal) {
  await goals.setGoal(ctx, id, goal);
  return getCampaign(ctx, id);
}

/** Signs the goal and gives the campaign as it then is. @throws Problem no-stakeholder */
export async function signGoal(ctx: WorkspaceContext, id: string, digest: string) {
  await goals.signGoal(ctx, id, digest);
  return getCampaign(ctx, id);
}
