import { exchanged } from "../../../kernel/rate.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { campaignCostsIn } from "../../campaigns/service.ts";
import { channelCostsIn } from "../../channel-costs/service.ts";
import { listExchangeRatesOn } from "../../ledger/service.ts";
import { costSums } from "../../programs/service.ts";
import { askedReport, covered, onCover, shownPeriod, type CoveredReport, type PeriodQuery } from "../asking/service.ts";
import { channelName } from "../channel-name.ts";
import { modelPlace, models, otherCurrencies } from "../comparison/service.ts";
import { countCredited } from "../comparison/queries.ts";
import { ppbText, quotientText } from "../decimal-text.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { moneySums, moneyTexts, type MoneySums } from "../money-sums.ts";
import { daysOf } from "../period.ts";
import { sumCommissions } from "../queries.ts";
import { earlierDays } from "../results/earlier-days.ts";
import { rateInto, type StatedRate } from "../results/return-on-cost.ts";
import { channelRows, costPerOrder, type ChannelRow } from "./channel-rows.ts";
import { sumChannels } from "./queries.ts";

const formulas = {
  orders: "Each order is shared among the channels of its touches as the model says; what no touch explains is a row of its own.",
  new_share: "credit for orders that were their customer's first ÷ credit for orders of which that is known",
  cost: "Creators: commissions on the orders of the period and the costs entered with programs and campaigns for its days. Other channels: the costs entered for them, spread evenly over their days. What nobody entered is not known.",
  cost_per_new_customer: "cost ÷ credit for orders that were their customer's first",
} as const;

/** The channel that all creators are together. */
const creators = "creator";

async function load(ctx: WorkspaceContext, report: CoveredReport, of: { readonly model: string; readonly currency: string }) {
  const days = { fromOn: report.period.fromOn, toOn: report.period.toOn };
  const [credits, counts, commissions, programs, campaigns, channels] = await Promise.all([
    sumChannels(ctx.db, covered(report, "credits"), { models, place: modelPlace(of.model), currency: of.currency }),
    countCredited(ctx.db, covered(report, "credits")),
    sumCommissions(ctx.db, covered(report, "commissions"), {}),
    costSums(ctx, days),
    campaignCostsIn(ctx, days),
    channelCostsIn(ctx, days),
  ]);
  const ofCreators = moneySums([
    ...commissions.map((row) => [row.currency, row.pending_minor + row.payable_minor] as const),
    ...[...programs, ...campaigns].map((cost) => [cost.currency, cost.amountMinor] as const),
  ]);
  const costs = new Map<string, MoneySums>([[creators, ofCreators]]);
  for (const { channel, currency, amountMinor } of channels)
    costs.set(channel, moneySums([...(costs.get(channel) ?? []), [currency, amountMinor]]));
  return { credits, counts, costs };
}

/** What a channel's costs come to in one currency, and with which rates; the amount is null where one is missing. */
interface CostInOne {
  readonly costMinor: bigint | null;
  readonly rates: readonly StatedRate[];
}

function costIn(cost: MoneySums | undefined, currency: string, rates: readonly StatedRate[]): CostInOne | undefined {
  if (cost === undefined) return undefined;
  const parts = [...cost].filter(([, amountMinor]) => amountMinor !== 0n);
  const found = parts.map(([from]) => (from === currency ? null : rateInto(from, currency, rates)));
  if (found.includes(undefined)) return { costMinor: null, rates: [] };
  const inOne = parts.map(([from, amountMinor], place) => {
    const rate = found[place]?.rate;
    return rate === undefined ? amountMinor : exchanged({ amountMinor, currency: from }, currency, rate).amountMinor;
  });
  return { costMinor: inOne.reduce((sum, amount) => sum + amount, 0n), rates: found.flatMap((each) => each?.stated ?? []) };
}

function costNote(channel: string, found: CostInOne | undefined) {
  if (found === undefined) return "none_entered" as const;
  if (found.costMinor === null) return "rate_missing" as const;
  return channel === creators ? ("commissions_and_entered" as const) : ("entered" as const);
}

function shownRow(row: ChannelRow, found: CostInOne | undefined, currency: string) {
  const known = row.newPpb + row.returningPpb;
  const cost = found?.costMinor ?? null;
  const money = (amount: bigint | null) => (amount === null ? null : { amount: amount.toString(), currency });
  return {
    channel: row.channel,
    name: row.channel === "" ? "Unattributed" : row.channel === creators ? "Creators" : channelName(row.channel),
    orders: ppbText(row.ordersPpb),
    revenue: { amount: row.revenueMinor.toString(), currency },
    new_customers: ppbText(row.newPpb),
    new_share: known <= 0n ? null : quotientText(row.newPpb, known, 4),
    unknown_orders: ppbText(row.unknownPpb),
    cost: money(cost),
    cost_note: costNote(row.channel, found),
    cost_per_order: money(cost === null ? null : costPerOrder(cost, row.ordersPpb)),
    cost_per_new_customer: money(cost === null ? null : costPerOrder(cost, row.newPpb)),
    revenue_per_spent: cost === null || cost <= 0n ? null : quotientText(row.revenueMinor, cost, 4),
  };
}

/** A channel that cost something and has no order. */
const withoutOrders = (channel: string): ChannelRow => ({
  channel,
  ordersPpb: 0n,
  revenueMinor: 0n,
  newPpb: 0n,
  returningPpb: 0n,
  unknownPpb: 0n,
});

/** The rows, with one for each channel that cost something; what no touch explains stays the last. */
function completed(rows: readonly ChannelRow[], costs: ReadonlyMap<string, MoneySums>): ChannelRow[] {
  const missing = [...costs].filter(([channel, cost]) => cost.size > 0 && !rows.some((row) => row.channel === channel));
  return [...rows.slice(0, -1), ...missing.map(([channel]) => withoutOrders(channel)), ...rows.slice(-1)];
}

/** What was entered with programs and campaigns for the days before: orders that it brought may be in the period, and it is not. */
async function earlierCosts(ctx: WorkspaceContext, period: { readonly fromOn: string }, home: string) {
  const days = earlierDays(period);
  const costs = [...(await costSums(ctx, days)), ...(await campaignCostsIn(ctx, days))];
  return moneyTexts(moneySums(costs.map((cost) => [cost.currency, cost.amountMinor])), home).filter(({ amount }) => amount !== "0");
}

/** Creators beside every other channel, over the orders of one currency, under one model. @throws Problem invalid-input for an unknown model */
export async function compareChannels(
  ctx: WorkspaceContext,
  query: PeriodQuery & { readonly currency?: string | undefined; readonly model?: string | undefined },
) {
  const asked = await askedReport(ctx, query);
  const currency = query.currency ?? asked.home;
  const model = shownModels.find(({ id }) => id === (query.model ?? defaultModel));
  if (model === undefined)
    throw invalidInput([{ pointer: "/model", detail: `model: must be one of ${models.join(", ")}; found ${query.model ?? ""}` }]);
  const { credits, counts, costs } = await onCover(ctx, asked, (within, report) => load(within, report, { model: model.id, currency }));
  const rates = await listExchangeRatesOn(ctx, daysOf(asked.period).at(-1)!);
  const rows = channelRows(
    credits.map((row) => ({
      channel: row.channel,
      isNew: row.is_new,
      creditPpb: BigInt(row.credit_ppb),
      minorPpb: BigInt(row.minor_ppb),
    })),
  );
  const found = completed(rows, costs).map((row) => ({ row, back: costIn(costs.get(row.channel), currency, rates) }));
  const counted = (isCredited: boolean) => counts.find((count) => count.currency === currency && count.is_credited === isCredited);
  return {
    ...shownPeriod(asked.period),
    currency,
    as_of: nowAt(ctx).toISOString(),
    model,
    models: [...shownModels],
    orders: Number(counted(true)?.orders ?? 0n),
    revenue: { amount: (counted(true)?.kept_minor ?? 0n).toString(), currency },
    waiting_orders: Number(counted(false)?.orders ?? 0n),
    other_currencies: otherCurrencies(counts, currency),
    rates: [...new Map(found.flatMap(({ back }) => back?.rates ?? []).map((rate) => [`${rate.base} ${rate.quote}`, rate])).values()],
    earlier_costs: await earlierCosts(ctx, asked.period, asked.home),
    formulas,
    rows: found.map(({ row, back }) => shownRow(row, back, currency)),
  };
}
