import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { parseRate } from "../../../kernel/rate.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { campaignToMeasure, type CampaignToMeasure, type MeasuredCampaign } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { listExchangeRatesOn } from "../../ledger/service.ts";
import { costsByDay, type DayCost } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { ordersBy } from "../figures.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { campaignReturn, paybackOn, type Measured, type Scope } from "./campaign-return.ts";
import type { Counted, CountedCommission, CountedCost } from "./counted-again.ts";
import { conversionInto, type Conversion } from "./conversion.ts";
import { campaignFormulas } from "./formulas.ts";
import type { StatedRate } from "../results/return-on-cost.ts";
import { countedCells, spanOf } from "../returns/service.ts";
import type { Reach } from "./queries.ts";
import { shownIncremental, shownReturn } from "./shown-return.ts";

const countsCost = ({ campaign, programIds, creatorIds }: MeasuredCampaign, cost: DayCost): boolean =>
  cost.day >= campaign.starts_on &&
  cost.day < campaign.ends_on &&
  programIds.includes(cost.programId) &&
  (cost.creatorId === null || creatorIds.includes(cost.creatorId));

/** What was entered for each campaign, and at its programs for its creators or in general in its days. */
async function allCosts(ctx: WorkspaceContext, all: readonly MeasuredCampaign[]): Promise<CountedCost[][]> {
  const withPrograms = all.filter(({ programIds }) => programIds.length > 0);
  const fromOn = withPrograms.map(({ campaign }) => campaign.starts_on).toSorted()[0];
  const toOn = withPrograms
    .map(({ campaign }) => campaign.ends_on)
    .toSorted()
    .at(-1);
  const ofPrograms = fromOn === undefined || toOn === undefined ? [] : await costsByDay(ctx, { fromOn, toOn });
  return all.map((own, at) => [
    ...own.costs.map((cost) => ({ ...cost, isAgain: false })),
    ...ofPrograms
      .filter((cost) => countsCost(own, cost))
      .map((cost) => ({ ...cost, isAgain: all.slice(0, at).some((before) => countsCost(before, cost)) })),
  ]);
}

/** What counts for some campaigns of one workspace, in one reading. */
async function loadData(ctx: WorkspaceContext, all: readonly MeasuredCampaign[], of: { readonly reach: Reach; readonly model: string }) {
  const none = of.reach.spans.every((span) => span.creatorIds.length === 0);
  const { orders, commissions } = none ? { orders: [], commissions: [] } : await countedCells(ctx, of.reach, of.model);
  const [cellsOf, earnedOf] = [groupBy(orders, (cell) => cell.campaignId), groupBy(commissions, (cell) => cell.campaignId)];
  const costs = await allCosts(ctx, all);
  return all.map(({ campaign }, at) => {
    const [own, earned] = [cellsOf.get(campaign.id) ?? [], earnedOf.get(campaign.id) ?? []];
    return {
      orders: groupBy(own, (cell): Scope => cell.scope ?? undefined),
      commissions: new Map<Scope, CountedCommission[]>([[undefined, earned], ...groupBy(earned, (cell) => cell.creatorId)]),
      costs: costs[at]!,
      sources: [...new Set(own.map((cell) => cell.source))],
    };
  });
}

/** @throws Problem invalid-input for a model that there is not */
export function requireModel(model: string): void {
  const known = shownModels.map(({ id }) => id);
  if (known.includes(model)) return;
  throw invalidInput([{ pointer: "/model", detail: `model: must be one of ${known.join(", ")}, found ${JSON.stringify(model)}` }]);
}

/** When each span ends, by the clocks of the brand. */
export function horizonEnds({ starts_on, ends_on }: CampaignToMeasure["campaign"], zone: string) {
  const in90 = daysLater(starts_on, 90);
  return [
    { horizon: "campaign" as const, until: ends_on, beforeMs: startOfDay(ends_on, zone) },
    { horizon: "days_90" as const, until: in90, beforeMs: startOfDay(in90, zone) },
    { horizon: "lifetime" as const, until: null, beforeMs: Infinity },
  ];
}

/** What a campaign's figures are worked out from, in its currency, and how its days are read. */
export interface CampaignFigures<M extends MeasuredCampaign = CampaignToMeasure> {
  readonly measured: M;
  readonly data: Counted;
  readonly sources: readonly string[];
  readonly conversion: Conversion;
  readonly zone: string;
  /** The campaign's days, its last not included. */
  readonly days: { readonly from: Date; readonly before: Date };
  /** Which orders and touches are read, and by which model credit is shared. */
  readonly reach: Reach;
  readonly model: string;
}

/** Everything that campaigns' figures are worked out from, under one model; what several count belongs to the first of them. */
export async function loadManyFigures<M extends MeasuredCampaign>(
  ctx: WorkspaceContext,
  all: readonly M[],
  model: string,
): Promise<CampaignFigures<M>[]> {
  const { zone } = await loadWorkspace(ctx);
  const today = localDay(ctx.now(), zone);
  const spans = all.map((each) => spanOf(each, zone));
  const data = await loadData(ctx, all, { reach: { workspaceId: ctx.workspaceId, zone, spans }, model });
  const ratesOn = all.map(({ campaign }) => [daysLater(campaign.ends_on, -1), today].toSorted()[0]!);
  const rates = new Map<string, StatedRate[]>();
  for (const day of new Set(ratesOn)) rates.set(day, await listExchangeRatesOn(ctx, day));
  return all.map((measured, at) => {
    const { sources, ...own } = data[at]!;
    const conversion = conversionInto(measured.campaign.currency, rates.get(ratesOn[at]!)!);
    const marginRate = measured.marginRate === null ? undefined : parseRate(measured.marginRate);
    const span = spans[at]!;
    return {
      measured,
      data: { ...own, marginRate, converted: conversion.converted },
      sources,
      conversion,
      zone,
      days: { from: span.from, before: span.before },
      reach: { workspaceId: ctx.workspaceId, zone, spans: [span] },
      model,
    };
  });
}

/** Everything that a campaign's figures are worked out from, under one model. @throws Problem not-found */
export const loadFigures = async (ctx: WorkspaceContext, id: string, model: string = defaultModel): Promise<CampaignFigures> =>
  (await loadManyFigures(ctx, [await campaignToMeasure(ctx, id)], model))[0]!;

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
