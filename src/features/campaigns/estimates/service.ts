import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { loadCampaign } from "../finding/service.ts";
import { creatorsOf, programsOf } from "../queries.ts";
import { shortDecimal } from "../short-decimal.ts";
import type { Campaign } from "../tables.ts";
import type { Horizon } from "./horizon.ts";
import * as queries from "./queries.ts";

interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** The share of revenue that is left after goods and delivery; null: nobody stated it. */
export async function getMarginRate(ctx: WorkspaceContext): Promise<{ rate: string | null; set_at: string | null }> {
  const row = await queries.newestMarginRate(ctx.db, ctx.workspaceId);
  return row === undefined ? { rate: null, set_at: null } : { rate: shortDecimal(row.rate), set_at: row.set_at.toISOString() };
}

/** States the margin rate; earlier ones stay on record. */
export async function setMarginRate(ctx: WorkspaceContext, rate: string) {
  return inTransaction(ctx, async (within) => {
    const own = { workspace_id: within.workspaceId, id: within.newId() };
    const row = await queries.insertMarginRate(within.db, { ...own, rate, set_by: within.actor.id, set_at: nowAt(within) });
    await recordAudit(within, { action: "margin_rate.set", subjectKind: "margin_rate", subjectId: row.id, detail: { rate } });
    return getMarginRate(within);
  });
}

/** What a campaign is said to have caused over a span. */
export interface Estimate {
  readonly horizon: Horizon;
  readonly revenue: MoneyText;
  readonly low: MoneyText;
  readonly high: MoneyText;
  readonly level: string;
  readonly source: string;
}

function refuseEstimate(campaign: Campaign, { revenue, low, high, level }: Estimate): void {
  const foreign = Object.entries({ revenue, low, high })
    .filter(([, money]) => money.currency !== campaign.currency)
    .map(([name, money]) => ({
      pointer: `/${name}/currency`,
      detail: `${name}.currency: must be the campaign's, ${campaign.currency}, found ${money.currency}`,
    }));
  const [value, least, most] = [revenue, low, high].map(({ amount }) => BigInt(amount)) as [bigint, bigint, bigint];
  const faults = [
    ...foreign,
    ...(least > value ? [{ pointer: "/low", detail: "low: must not be above the revenue" }] : []),
    ...(most < value ? [{ pointer: "/high", detail: "high: must not be below the revenue" }] : []),
    ...(/^[01](\.0+)?$/.test(level) ? [{ pointer: "/level", detail: "level: must lie between 0 and 1, such as 0.9" }] : []),
  ];
  if (faults.length > 0) throw invalidInput(faults);
}

/** Keeps what a campaign is said to have caused, and gives the estimate's own id. */
export async function keepIncremental(
  ctx: WorkspaceContext,
  campaignId: string,
  estimate: Estimate,
): Promise<{ readonly id: string; readonly statedAt: Date }> {
  return inTransaction(ctx, async (within) => {
    const campaign = await loadCampaign(within, campaignId);
    refuseEstimate(campaign, estimate);
    const { horizon, revenue, low, high, level, source } = estimate;
    const row = await queries.insertEstimate(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      campaign_id: campaignId,
      horizon,
      revenue_minor: BigInt(revenue.amount),
      low_minor: BigInt(low.amount),
      high_minor: BigInt(high.amount),
      currency: campaign.currency,
      level,
      source,
      stated_by: within.actor.id,
      stated_at: nowAt(within),
    });
    await recordAudit(within, { action: "incremental.stated", subjectKind: "campaign", subjectId: campaignId, detail: { ...estimate } });
    return { id: row.id, statedAt: row.stated_at };
  });
}

/** States what a campaign caused. */
export async function stateIncremental(ctx: WorkspaceContext, campaignId: string, estimate: Estimate) {
  const { statedAt } = await keepIncremental(ctx, campaignId, estimate);
  return { ...estimate, stated_at: statedAt.toISOString() };
}

/** Takes an estimate back: the one before it holds again. Doing it again changes nothing. */
export async function withdrawIncremental(ctx: WorkspaceContext, id: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const values = { withdrawn_at: nowAt(within), withdrawn_by: `${within.actor.kind}:${within.actor.id}` };
    const row = await queries.withdrawEstimate(within.db, { workspaceId: within.workspaceId, id }, values);
    if (row === undefined) return;
    const detail = { estimate_id: id };
    await recordAudit(within, { action: "incremental.withdrawn", subjectKind: "campaign", subjectId: row.campaign_id, detail });
  });
}

/** What a return is worked out from beside orders. */
export interface MeasuredCampaign {
  readonly campaign: Campaign;
  readonly programIds: readonly string[];
  readonly creatorIds: readonly string[];
  /** With which offer and in which format each takes part; null: not said. */
  readonly parts: readonly { readonly creatorId: string; readonly discount: string | null; readonly format: string | null }[];
  readonly costs: readonly { creatorId: string | null; kind: CostKind; currency: string; amountMinor: bigint }[];
  readonly estimates: readonly {
    horizon: Horizon;
    revenueMinor: bigint;
    lowMinor: bigint;
    highMinor: bigint;
    level: string;
    source: string;
  }[];
  readonly marginRate: string | null;
}

/** The same of one campaign by itself. */
export interface CampaignToMeasure extends MeasuredCampaign {
  /** Campaigns that count the same orders. */
  readonly overlaps: readonly { readonly id: string; readonly name: string }[];
}

/** Everything that the returns of campaigns are worked out from beside orders. */
export async function campaignsToMeasure(ctx: WorkspaceContext, campaigns: readonly Campaign[]): Promise<MeasuredCampaign[]> {
  if (campaigns.length === 0) return [];
  const ids = campaigns.map((campaign) => campaign.id);
  const [programs, creators, costs, estimates, margin] = await Promise.all([
    programsOf(ctx.db, ctx.workspaceId, ids),
    creatorsOf(ctx.db, ctx.workspaceId, ids),
    queries.sumCosts(ctx.db, ctx.workspaceId, ids),
    queries.newestEstimates(ctx.db, ctx.workspaceId, ids),
    getMarginRate(ctx),
  ]);
  return campaigns.map((campaign) => {
    const own = <R extends { readonly campaign_id: string }>(rows: readonly R[]): R[] =>
      rows.filter((row) => row.campaign_id === campaign.id);
    return {
      campaign,
      programIds: own(programs).map((row) => row.program_id),
      creatorIds: own(creators).map((row) => row.creator_id),
      parts: own(creators).map((row) => ({
        creatorId: row.creator_id,
        discount: row.discount === null ? null : shortDecimal(row.discount),
        format: row.format,
      })),
      costs: own(costs).map((row) => ({
        creatorId: row.creator_id,
        kind: row.kind as CostKind,
        currency: row.currency,
        amountMinor: row.amount_minor,
      })),
      estimates: own(estimates).map((row) => ({
        horizon: row.horizon as Horizon,
        revenueMinor: row.revenue_minor,
        lowMinor: row.low_minor,
        highMinor: row.high_minor,
        level: shortDecimal(row.level),
        source: row.source,
      })),
      marginRate: margin.rate,
    };
  });
}

/** Everything that a campaign's return is worked out from beside orders. @throws Problem not-found for any other id */
export async function campaignToMeasure(ctx: WorkspaceContext, id: string): Promise<CampaignToMeasure> {
  const campaign = await loadCampaign(ctx, id);
  const [[measured], overlaps] = await Promise.all([campaignsToMeasure(ctx, [campaign]), queries.overlappingCampaigns(ctx.db, campaign)]);
  return { ...measured!, overlaps };
}
