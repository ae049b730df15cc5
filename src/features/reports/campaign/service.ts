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
import { bringingOrders, campaignOrders, type PersonOrder, type TouchedOrder } from "./campaign-orders.ts";
import { campaignReturn, paybackMs, type CampaignCostSum, type Measured, type Scope } from "./campaign-return.ts";
import { conversionInto, type Conversion } from "./conversion.ts";
import { campaignFormulas } from "./formulas.ts";
import * as queries from "./queries.ts";
import { shownIncremental, shownReturn } from "./shown-return.ts";

const dayMs = 86_400_000;
/** How long before an order touches are looked for, and a day for the longest day. */
const reachMs = 91 * dayMs;

const personOrder = (row: queries.FigureRow): PersonOrder => ({
  id: row.conversion_id,
  atMs: row.occurred_at.getTime(),
  isOrder: row.kind === "order",
  currency: row.currency,
  keptMinor: row.kept_minor,
  totalMinor: row.total_minor,
  netMinor: row.net_minor,
  goodsMinor: row.goods_minor,
  isFirst: row.is_new_customer,
  personId: row.person_id,
});

/** Shares of one order by creator, whatever the kind of touch. */
function sharesOf(parts: readonly queries.SharedRow[]): ReadonlyMap<string, bigint> {
  const shares = new Map<string, bigint>();
  for (const { creator_id: id, share_ppb: share } of parts) shares.set(id, (shares.get(id) ?? 0n) + share);
  return shares;
}

const touchedOrders = (rows: readonly queries.SharedRow[]): TouchedOrder[] =>
  [...groupBy(rows, (row) => row.conversion_id).values()].map((parts) => ({ ...personOrder(parts[0]!), sharesPpb: sharesOf(parts) }));

/** By which program and kind of touch a creator has a share of an order. */
export interface TouchPart {
  readonly orderId: string;
  readonly creatorId: string;
  readonly programId: string | null;
  readonly way: "link" | "code" | "other";
  readonly sharePpb: bigint;
}

const touchParts = (rows: readonly queries.SharedRow[]): TouchPart[] =>
  rows.map((row) => ({
    ...{ orderId: row.conversion_id, creatorId: row.creator_id, programId: row.program_id, way: row.way, sharePpb: row.share_ppb },
  }));

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
): Promise<Pick<CampaignFigures, "data" | "sources" | "touches">> {
  const { span, model, conversion } = asked;
  const none = measured.creatorIds.length === 0;
  const rows = none ? [] : await queries.touchedOrders(ctx.db, span, model);
  const touched = touchedOrders(rows);
  const brought = [...bringingOrders(touched).keys()];
  const later = brought.length === 0 ? [] : await queries.ordersOfPersons(ctx.db, span, brought);
  const orders = campaignOrders(touched, later.map(personOrder));
  const ids = orders.map((order) => order.id);
  const commissions = none ? [] : await queries.campaignCommissions(ctx.db, span, ids);
  const data: Measured = {
    orders,
    commissions: commissions.map((row) => ({
      creatorId: row.creator_id,
      atMs: row.order_at.getTime(),
      currency: row.currency,
      amountMinor: row.amount_minor,
    })),
    costs: await allCosts(ctx, measured),
    marginRate: measured.marginRate === null ? undefined : parseRate(measured.marginRate),
    converted: conversion.converted,
  };
  return { data, touches: touchParts(rows), sources: [...rows, ...later].map((row) => row.source) };
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
  readonly touches: readonly TouchPart[];
  readonly sources: readonly string[];
  readonly conversion: Conversion;
  readonly zone: string;
  /** The campaign's days, its last not included. */
  readonly days: { readonly from: Date; readonly before: Date };
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
  const reach = { ...span, ordersBefore: new Date(before + reachMs), storeId: campaign.store_id };
  return { measured, ...(await loadData(ctx, measured, { span: reach, model, conversion })), conversion, zone, days };
}

/** What a campaign brought and cost over three spans, in all and by creator. @throws Problem not-found, invalid-input */
export async function campaignReport(ctx: WorkspaceContext, id: string, query: { readonly model?: string | undefined }) {
  const model = query.model ?? defaultModel;
  requireModel(model);
  const { measured, data, sources, conversion, zone } = await loadFigures(ctx, id, model);
  const { campaign, creatorIds } = measured;
  const names = await creatorsByIds(ctx, creatorIds);
  const ends = horizonEnds(campaign, zone);
  const horizonsOf = (scope: Scope) => ends.map(({ horizon, beforeMs }) => ({ horizon, ...campaignReturn(data, { beforeMs, scope }) }));
  const payback = (scope: Scope) => shownPayback(data, scope, zone);
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
function shownPayback(data: Measured, scope: Scope, zone: string) {
  const isMargin = campaignReturn(data, { beforeMs: Infinity, scope }).margin.amountMinor !== undefined && data.orders.length > 0;
  const by = isMargin ? ("margin" as const) : ("revenue" as const);
  const atMs = paybackMs(data, scope, by);
  return { payback_on: atMs === undefined ? null : localDay(atMs, zone), payback_by: by };
}
