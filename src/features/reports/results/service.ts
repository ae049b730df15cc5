import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { campaignCostsOfCreator } from "../../campaigns/service.ts";
import { creatorsByIds, loadCreator } from "../../creators/service.ts";
import { listExchangeRatesOn, loadCreatorBalances } from "../../ledger/service.ts";
import { costSums, loadProgram, programsByIds, type CostSum } from "../../programs/service.ts";
import { clicksCompleteUntil } from "../../tracking/service.ts";
import { formulas } from "../figures.ts";
import { moneySums, moneyTexts } from "../money-sums.ts";
import { daysOf } from "../period.ts";
import { countLinkClicks, sumCommissions, sumPaidOrders, type ResultFilter } from "../queries.ts";
import { askedReport, covered, onCover, shownPeriod, type AskedReport, type CoveredReport, type PeriodQuery } from "../service.ts";
import { earlierDays } from "./earlier-days.ts";
import { addedResults, costOf, costsByKind, noResult, resultsByName, type EnteredCost, type ResultSums } from "./result-sums.ts";
import { returnOnCost, type StatedRate } from "./return-on-cost.ts";

/** How many creators a report lists. */
const mostCreators = 200;

interface Part {
  readonly creatorId: string | null;
  readonly programId: string | null;
  readonly sums: Partial<ResultSums>;
}

const ownCosts = (costs: readonly CostSum[], { programId, creatorId }: ResultFilter): CostSum[] =>
  costs.filter(
    (cost) => (programId === undefined || cost.programId === programId) && (creatorId === undefined || cost.creatorId === creatorId),
  );

/** Everything that a report adds up: clicks, orders, commissions and costs, each with its creator and program. */
async function loadParts(ctx: WorkspaceContext, report: CoveredReport, filter: ResultFilter): Promise<Part[]> {
  const [clicks, orders, commissions, costs] = await Promise.all([
    countLinkClicks(ctx.db, covered(report, "clicks"), filter),
    sumPaidOrders(ctx.db, covered(report, "commissions"), filter),
    sumCommissions(ctx.db, covered(report, "commissions"), filter),
    costSums(ctx, { fromOn: report.period.fromOn, toOn: report.period.toOn }),
  ]);
  const whose = (row: { creator_id: string | null; program_id: string | null }) => ({
    creatorId: row.creator_id,
    programId: row.program_id,
  });
  return [
    ...clicks.map((row) => ({ ...whose(row), sums: { clicks: row.clicks } })),
    ...orders.map((row) => ({
      ...whose(row),
      sums: {
        orders: row.orders,
        revenue: moneySums([[row.currency, row.kept_minor]]),
        refunded: moneySums([[row.currency, row.refunded_minor]]),
      },
    })),
    ...commissions.map((row) => ({
      ...whose(row),
      sums: { commission: moneySums([[row.currency, row.pending_minor + row.payable_minor]]) },
    })),
    ...ownCosts(costs, filter).map(({ creatorId, programId, kind, currency, amountMinor }) => ({
      creatorId,
      programId,
      sums: { entered: [{ kind, currency, amountMinor }] },
    })),
  ];
}

const partsOf = (ctx: WorkspaceContext, asked: AskedReport, filter: ResultFilter): Promise<Part[]> =>
  onCover(ctx, asked, (within, report) => loadParts(within, report, filter));

const shownCosts = (costs: readonly EnteredCost[]) =>
  costs.map(({ kind, currency, amountMinor }) => ({ kind, amount: { amount: amountMinor.toString(), currency } }));

const nullableMoney = (amount: bigint | null, currency: string) => (amount === null ? null : { amount: amount.toString(), currency });

function shownResult(result: ResultSums, home: string, rates: readonly StatedRate[]) {
  const cost = costOf(result);
  const back = returnOnCost({ revenue: result.revenue, cost, home, rates });
  return {
    clicks: Number(result.clicks),
    orders: Number(result.orders),
    revenue: moneyTexts(result.revenue, home),
    refunded: moneyTexts(result.refunded, home),
    commission: moneyTexts(result.commission, home),
    entered_costs: shownCosts(result.entered),
    cost: moneyTexts(cost, home),
    known_costs: result.entered.length === 0 ? ("commissions_only" as const) : ("commissions_and_entered" as const),
    return: {
      currency: back.currency,
      revenue: nullableMoney(back.revenueMinor, back.currency),
      cost: nullableMoney(back.costMinor, back.currency),
      roi: back.roi,
      revenue_per_spent: back.revenuePerSpent,
      why_not: back.whyNot,
      rates: [...back.rates],
    },
  };
}

/** What all parts of a report share: its period, formulas, and the time up to which clicks are complete. */
async function frame(ctx: WorkspaceContext, asked: AskedReport) {
  const now = nowAt(ctx);
  const shipped = await clicksCompleteUntil(ctx);
  return {
    ...shownPeriod(asked.period),
    source: "orders and clicks as recorded, commissions from the ledger, costs as entered",
    as_of: now.toISOString(),
    clicks_as_of: (shipped < now ? shipped : now).toISOString(),
    formulas: {
      clicks: formulas.clicks,
      orders: formulas.paidOrders,
      revenue: formulas.paidRevenue,
      commission: formulas.commission,
      cost: formulas.cost,
      roi: formulas.roi,
      revenue_per_spent: formulas.revenuePerSpent,
    },
  };
}

const descending = (one: bigint, other: bigint): number => (one === other ? 0 : one < other ? 1 : -1);

const bySize =
  (home: string) =>
  ([name, one]: readonly [string, ResultSums], [otherName, other]: readonly [string, ResultSums]): number =>
    descending(one.revenue.get(home) ?? 0n, other.revenue.get(home) ?? 0n) ||
    descending(one.orders, other.orders) ||
    descending(one.clicks, other.clicks) ||
    (name < otherName ? -1 : 1);

/** What was entered for the days before the period: orders that it brought may be in the period, and it is not. */
async function earlierCosts(ctx: WorkspaceContext, { period, home }: AskedReport, filter: ResultFilter) {
  const days = earlierDays(period);
  const ofCampaigns = filter.creatorId === undefined ? [] : await campaignCostsOfCreator(ctx, filter.creatorId, days);
  const costs = [...ownCosts(await costSums(ctx, days), filter), ...ofCampaigns];
  return moneyTexts(moneySums(costs.map((cost) => [cost.currency, cost.amountMinor])), home).filter(({ amount }) => amount !== "0");
}

/** The newest rates on or before the period's last day. */
const ratesOf = (ctx: WorkspaceContext, { period }: AskedReport): Promise<StatedRate[]> => listExchangeRatesOn(ctx, daysOf(period).at(-1)!);

/** What a program's creators brought and cost. @throws Problem not-found for any other id */
export async function programReport(ctx: WorkspaceContext, id: string, query: PeriodQuery) {
  await loadProgram(ctx, id);
  const asked = await askedReport(ctx, query);
  const [parts, rates, common, earlier] = await Promise.all([
    partsOf(ctx, asked, { programId: id }),
    ratesOf(ctx, asked),
    frame(ctx, asked),
    earlierCosts(ctx, asked, { programId: id }),
  ]);
  const results = [...resultsByName(parts.map(({ creatorId, sums }) => [creatorId, sums]))].toSorted(bySize(asked.home));
  const listed = results.slice(0, mostCreators);
  const names = await creatorsByIds(
    ctx,
    listed.map(([creatorId]) => creatorId),
  );
  const total = parts.reduce((sum, part) => addedResults(sum, { ...noResult, ...part.sums }), noResult);
  return {
    program_id: formatId("prg", id),
    ...common,
    total: shownResult(total, asked.home, rates),
    earlier_costs: earlier,
    creators: listed.map(([creatorId, result]) => ({
      creator_id: formatId("cre", creatorId),
      name: names.get(creatorId)?.name ?? "a creator",
      ...shownResult(result, asked.home, rates),
    })),
    more_creators: results.length - listed.length,
    program_costs: shownCosts(costsByKind(parts.flatMap(({ creatorId, sums }) => (creatorId === null ? [...(sums.entered ?? [])] : [])))),
  };
}

/** What a creator brought and cost, by program, and what they are owed now. @throws Problem not-found for any other id */
export async function creatorReport(ctx: WorkspaceContext, id: string, query: PeriodQuery) {
  const creator = await loadCreator(ctx, id);
  const asked = await askedReport(ctx, query);
  const [ofPrograms, ofCampaigns, rates, common, earlier, balances] = await Promise.all([
    partsOf(ctx, asked, { creatorId: id }),
    campaignCostsOfCreator(ctx, id, { fromOn: asked.period.fromOn, toOn: asked.period.toOn }),
    ratesOf(ctx, asked),
    frame(ctx, asked),
    earlierCosts(ctx, asked, { creatorId: id }),
    loadCreatorBalances(ctx, [id]),
  ]);
  const parts = [...ofPrograms, { creatorId: id, programId: null, sums: { entered: ofCampaigns } }];
  const results = [...resultsByName(parts.map(({ programId, sums }) => [programId, sums]))].toSorted(bySize(asked.home));
  const programs = await programsByIds(
    ctx,
    results.map(([programId]) => programId),
  );
  const total = parts.reduce((sum, part) => addedResults(sum, { ...noResult, ...part.sums }), noResult);
  return {
    creator_id: formatId("cre", id),
    name: creator.name,
    ...common,
    total: shownResult(total, asked.home, rates),
    earlier_costs: earlier,
    programs: results.map(([programId, result]) => ({
      program_id: formatId("prg", programId),
      name: programs.get(programId)?.name ?? "a program",
      ...shownResult(result, asked.home, rates),
    })),
    campaign_costs: shownCosts(costsByKind(ofCampaigns)),
    owed: {
      pending: moneyTexts(moneySums(balances.map((each) => [each.currency, each.pendingMinor])), asked.home),
      payable: moneyTexts(moneySums(balances.map((each) => [each.currency, each.payableMinor])), asked.home),
    },
  };
}
