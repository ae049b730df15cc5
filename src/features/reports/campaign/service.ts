import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { parseRate } from "../../../kernel/rate.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { campaignToMeasure, type CampaignToMeasure } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { listExchangeRatesOn } from "../../ledger/service.ts";
import { costSums } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { ordersBy } from "../figures.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { campaignReturn, paybackOn, type CampaignCostSum, type Measured, type Scope } from "./campaign-return.ts";
import { conversionInto, type Conversion } from "./conversion.ts";
import { campaignFormulas } from "./formulas.ts";
import type { CommissionCell } from "./order-cell.ts";
import * as queries from "./queries.ts";
import { shownIncremental, shownReturn } from "./shown-return.ts";

const dayMs = 86_400_000;
/** How long before an order touches are looked for, and a day for the longest day. */
const reachMs = 91 * dayMs;

/** What was entered for the campaign, and at its programs for its creators or in general in its days. */
async function allCosts(ctx: WorkspaceContext, { campaign, costs, programIds, creatorIds }: CampaignToMeasure): Promise<CampaignCostSum[]> {
  if (programIds.length === 0) return [...costs];
  const ofPrograms = await costSums(ctx, { fromOn: campaign.starts_on, toOn: campaign.ends_on });
  const own = ofPrograms.filter(
    (cost) => programIds.includes(cost.programId) && (cost.creatorId === null || creatorIds.includes(cost.creatorId)),
  );
  return [...costs, ...own];
}

async function loadData(
  ctx: WorkspaceContext,
  measured: CampaignToMeasure,
  asked: { readonly span: queries.TouchSpan; readonly model: string; readonly conversion: Conversion },
): Promise<{ data: Measured; sources: string[] }> {
  const { span, model, conversion } = asked;
  const none = measured.creatorIds.length === 0;
  const [orders, commissions] = none
    ? [[], []]
    : await Promise.all([queries.orderCells(ctx.db, span, model), queries.commissionCells(ctx.db, span, model)]);
  const data: Measured = {
    orders: groupBy(orders, (cell): Scope => cell.scope ?? undefined),
    commissions: new Map<Scope, CommissionCell[]>([[undefined, commissions], ...groupBy(commissions, (cell) => cell.creatorId)]),
    costs: await allCosts(ctx, measured),
    marginRate: measured.marginRate === null ? undefined : parseRate(measured.marginRate),
    converted: conversion.converted,
  };
  return { data, sources: [...new Set(orders.map((cell) => cell.source))] };
}

function requireModel(model: string): void {
  const known = shownModels.map(({ id }) => id);
  if (known.includes(model)) return;
  throw invalidInput([{ pointer: "/model", detail: `model: must be one of ${known.join(", ")}, found ${JSON.stringify(model)}` }]);
}

/** When each span ends, by the clocks of the brand. */
function horizonEnds({ starts_on, ends_on }: CampaignToMeasure["campaign"], zone: string) {
  const in90 = daysLater(starts_on, 90);
  return [
    { horizon: "campaign" as const, until: ends_on, beforeMs: startOfDay(ends_on, zone) },
    { horizon: "days_90" as const, until: in90, beforeMs: startOfDay(in90, zone) },
    { horizon: "lifetime" as const, until: null, beforeMs: Infinity },
  ];
}

/** What a campaign's figures are worked out from, in its currency, and how its days are read. */
export interface CampaignFigures {
  readonly measured: CampaignToMeasure;
  readonly data: Measured;
  readonly sources: readonly string[];
  readonly conversion: Conversion;
  readonly zone: string;
  /** The campaign's days, its last not included. */
  readonly days: { readonly from: Date; readonly before: Date };
  /** Which orders and touches are read, and by which model credit is shared. */
  readonly reach: queries.TouchSpan;
  readonly model: string;
}

/** Everything that a campaign's figures are worked out from, under one model. @throws Problem not-found */
export async function loadFigures(ctx: WorkspaceContext, id: string, model: string = defaultModel): Promise<CampaignFigures> {
  const measured = await campaignToMeasure(ctx, id);
  const { zone } = await loadWorkspace(ctx);
  const { campaign, programIds, creatorIds } = measured;
  const ratesOn = [daysLater(campaign.ends_on, -1), localDay(ctx.now(), zone)].toSorted()[0]!;
  const conversion = conversionInto(campaign.currency, await listExchangeRatesOn(ctx, ratesOn));
  const [from, before] = [startOfDay(campaign.starts_on, zone), startOfDay(campaign.ends_on, zone)];
  const days = { from: new Date(from), before: new Date(before) };
  const span = { workspaceId: ctx.workspaceId, ...days, programIds, creatorIds };
  const reach = { ...span, ordersBefore: new Date(before + reachMs), zone, storeId: campaign.store_id };
  return { measured, ...(await loadData(ctx, measured, { span: reach, model, conversion })), conversion, zone, days, reach, model };
}

/** What a campaign brought and cost over three spans, in all and by creator. @throws Problem not-found, invalid-input */
export async function campaignReport(ctx: WorkspaceContext, id: string, query: { readonly model?: string | undefined }) {
  const model = query.model ?? defaultModel;
  requireModel(model);
  const { measured, data, sources, conversion, zone } = await loadFigures(ctx, id, model);
  const { campaign, creatorIds } = measured;
  const names = await creatorsByIds(ctx, creatorIds);
  const ends = horizonEnds(campaign, zone);
  const horizonsOf = (scope: Scope) =>
    ends.map(({ horizon, until }) => ({ horizon, ...campaignReturn(data, { beforeOn: until ?? undefined, scope }) }));
  const payback = (scope: Scope) => shownPayback(data, scope);
  const total = horizonsOf(undefined);
  const creators = creatorIds.map((creatorId) => ({
    creator_id: formatId("cre", creatorId),
    name: names.get(creatorId)?.name ?? "a creator",
    ...payback(creatorId),
    horizons: horizonsOf(creatorId).map(({ horizon, ...each }) => ({ horizon, ...shownReturn(each, campaign.currency) })),
  }));
  const used = conversion.used();
  return {
    campaign_id: formatId("cmp", id),
    currency: campaign.currency,
    model,
    models: [...shownModels],
    as_of: nowAt(ctx).toISOString(),
    source: `${ordersBy(sources)}; commissions from the ledger; costs as entered`,
    formulas: { ...campaignFormulas },
    margin_rate: measured.marginRate,
    rates: [...used.rates],
    missing_rates: [...used.missing],
    overlaps: measured.overlaps.map((each) => ({ campaign_id: formatId("cmp", each.id), name: each.name })),
    horizons: total.map(({ horizon, ...each }, index) => ({
      horizon,
      until: ends[index]!.until,
      is_over: ends[index]!.beforeMs <= ctx.now(),
      ...shownReturn(each, campaign.currency),
      incremental: shownIncremental(
        measured.estimates.find((estimate) => estimate.horizon === horizon),
        each.costMinor,
        campaign.currency,
      ),
    })),
    ...payback(undefined),
    creators,
  };
}

/** Over the lifetime: by margin where every order's is known, else by revenue. */
function shownPayback(data: Measured, scope: Scope) {
  const isMargin = campaignReturn(data, { beforeOn: undefined, scope }).margin.amountMinor !== undefined && data.orders.size > 0;
  const by = isMargin ? ("margin" as const) : ("revenue" as const);
  return { payback_on: paybackOn(data, scope, by) ?? null, payback_by: by };
}
