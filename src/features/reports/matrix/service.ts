import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { campaignsToMeasure, pageBegunCampaigns, type MeasuredCampaign } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { campaignReturn, type CampaignReturn, type Scope } from "../campaign/campaign-return.ts";
import { countedAgain, type CountedAgain } from "../campaign/counted-again.ts";
import { campaignFormulas } from "../campaign/formulas.ts";
import { horizonEnds, loadManyFigures, requireModel, type CampaignFigures } from "../campaign/service.ts";
import { shownIncremental, shownReturn } from "../campaign/shown-return.ts";
import { ppbText } from "../decimal-text.ts";
import { ordersBy } from "../figures.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { campaignSum, type CampaignPart, type CampaignSum } from "./campaign-sum.ts";

/** What a comparison of creators across campaigns is asked for. */
export interface MatrixQuery {
  readonly horizon: "campaign" | "days_90" | "lifetime";
  readonly model?: string | undefined;
  readonly currency?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A file asks for as many rows as it can get; more campaigns than this are read page by page. */
const mostCampaigns = 24;

const formulas = {
  ...campaignFormulas,
  cost: `${campaignFormulas.cost} Where nothing was entered and nothing earned, it is not known.`,
  total:
    "The row's campaigns added up, what several of them count only once. Without a return where the cost of one campaign is not known.",
  again:
    "What another campaign of this page counts too: a touch belongs to the campaign that began first; a later order without a touch to whoever touched it, or else to the first that carries it; so do commissions and costs of shared programs.",
} as const;

const minor = (amountMinor: bigint | undefined, currency: string) =>
  amountMinor === undefined ? null : { amount: amountMinor.toString(), currency };

const shownAgain = (again: CountedAgain, currency: string) => ({
  orders: ppbText(again.ordersPpb),
  revenue: minor(again.revenueMinor, currency),
  cost: minor(again.costMinor, currency),
});

/** One campaign's column: its figures and until when orders count. */
interface Column {
  readonly figures: CampaignFigures<MeasuredCampaign>;
  readonly beforeOn: string | undefined;
  readonly isOver: boolean;
}

interface Cell {
  readonly back: CampaignReturn;
  readonly part: CampaignPart;
}

/** Nothing was entered and nothing earned: nobody knows what it cost. */
const knownCost = ({ kinds, commissionMinor, costMinor }: CampaignReturn): bigint | undefined =>
  kinds.length === 0 && commissionMinor === 0n ? undefined : costMinor;

function cellOf({ figures: { data }, beforeOn }: Column, scope: Scope): Cell {
  const back = campaignReturn(data, { beforeOn, scope });
  const again = countedAgain(data, { beforeOn, scope });
  return { back, part: { ordersPpb: back.ordersPpb, revenueMinor: back.revenueMinor, costMinor: knownCost(back), again } };
}

function shownCell({ back, part }: Cell, currency: string) {
  const { orders, revenue, roi, revenue_per_spent, interval } = shownReturn(back, currency);
  return {
    orders,
    revenue,
    cost: minor(part.costMinor, currency),
    roi,
    revenue_per_spent,
    interval,
    again: shownAgain(part.again, currency),
  };
}

const shownSum = (sum: CampaignSum, currency: string) => ({
  orders: ppbText(sum.ordersPpb),
  revenue: minor(sum.revenueMinor, currency),
  cost: minor(sum.costMinor, currency),
  without_cost: sum.withoutCost,
  roi: sum.roi ?? null,
  revenue_per_spent: sum.revenuePerSpent ?? null,
  again: shownAgain(sum.again, currency),
});

/** Who takes part in a campaign or has a cost in it. */
const takingPart = ({ figures: { measured, data } }: Column): Set<string> =>
  new Set([...measured.creatorIds, ...data.costs.flatMap(({ creatorId }) => (creatorId === null ? [] : [creatorId]))]);

function shownCampaign(column: Column, whole: Cell, of: Pick<MatrixQuery, "horizon"> & { readonly currency: string }) {
  const { campaign, estimates } = column.figures.measured;
  const { data } = column.figures;
  const nobodys = { ...data, commissions: new Map(), costs: data.costs.filter(({ creatorId }) => creatorId === null) };
  const { kinds, costMinor } = campaignReturn(nobodys, { beforeOn: column.beforeOn, scope: undefined });
  const stated = estimates.find(({ horizon }) => horizon === of.horizon);
  return {
    campaign_id: formatId("cmp", campaign.id),
    name: campaign.name,
    starts_on: campaign.starts_on,
    ends_on: campaign.ends_on,
    is_over: column.isOver,
    ...shownCell(whole, of.currency),
    cost_of_whole: minor(kinds.length === 0 ? undefined : costMinor, of.currency),
    incremental: shownIncremental(stated, whole.back.costMinor, of.currency),
  };
}

/** Every creator of the campaigns with a cell for each in which they have a part, the largest revenue first. */
async function creatorRows(ctx: WorkspaceContext, columns: readonly Column[], currency: string) {
  const members = columns.map((column) => ({ column, creatorIds: takingPart(column) }));
  const ids = [...new Set(members.flatMap(({ creatorIds }) => [...creatorIds]))];
  const names = await creatorsByIds(ctx, ids);
  const rows = ids.map((id) => {
    const cells = members.filter(({ creatorIds }) => creatorIds.has(id)).map(({ column }) => ({ column, cell: cellOf(column, id) }));
    return { id, name: names.get(id)?.name ?? "a creator", cells, sum: campaignSum(cells.map(({ cell }) => cell.part)) };
  });
  const size = ({ sum }: (typeof rows)[number]): bigint => sum.revenueMinor ?? -1n;
  rows.sort((a, b) => (size(a) === size(b) ? (a.name < b.name ? -1 : 1) : size(a) < size(b) ? 1 : -1));
  return rows.map(({ id, name, cells, sum }) => ({
    creator_id: formatId("cre", id),
    name,
    campaigns: cells.length,
    ...shownSum(sum, currency),
    cells: cells.map(({ column, cell }) => ({
      campaign_id: formatId("cmp", column.figures.measured.campaign.id),
      campaign: column.figures.measured.campaign.name,
      ...shownCell(cell, currency),
    })),
  }));
}

function usedRates(columns: readonly Column[]) {
  const used = columns.map(({ figures }) => figures.conversion.used());
  const rates = new Map(used.flatMap((each) => each.rates.map((rate) => [`${rate.base} ${rate.quote} ${rate.on}`, rate])));
  return { rates: [...rates.values()], missing_rates: [...new Set(used.flatMap((each) => each.missing))] };
}

/** What each creator brought and cost in each campaign of a page, the campaigns by their first day. */
export async function creatorsByCampaign(ctx: WorkspaceContext, query: MatrixQuery) {
  const { horizon, model = defaultModel } = query;
  requireModel(model);
  const { zone, currency: home } = await loadWorkspace(ctx);
  const currency = query.currency ?? home;
  const limit = Math.min(query.limit, mostCampaigns);
  const page = await pageBegunCampaigns(ctx, { currency, untilOn: localDay(ctx.now(), zone), limit, cursor: query.cursor });
  const measured = await campaignsToMeasure(ctx, page.data.toReversed());
  const all = measured.length === 0 ? [] : await loadManyFigures(ctx, measured, model);
  const columns = all.map((figures): Column => {
    const end = horizonEnds(figures.measured.campaign, zone).find((each) => each.horizon === horizon)!;
    return { figures, beforeOn: end.until ?? undefined, isOver: end.beforeMs <= ctx.now() };
  });
  const wholes = columns.map((column) => cellOf(column, undefined));
  const creators = await creatorRows(ctx, columns, currency);
  return {
    currency,
    currencies: page.currencies,
    horizon,
    model,
    models: [...shownModels],
    as_of: nowAt(ctx).toISOString(),
    source: `${ordersBy(all.flatMap(({ sources }) => sources))}; commissions from the ledger; costs as entered`,
    formulas: { ...formulas },
    campaigns: columns.map((column, at) => shownCampaign(column, wholes[at]!, { horizon, currency })),
    creators,
    total: shownSum(campaignSum(wholes.map(({ part }) => part)), currency),
    ...usedRates(columns),
    next_cursor: page.next_cursor,
  };
}
