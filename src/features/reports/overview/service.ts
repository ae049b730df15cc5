import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { loadCreatorBalances } from "../../ledger/service.ts";
import { clicksCompleteUntil } from "../../tracking/service.ts";
import { comparedCredit } from "../comparison/service.ts";
import { ppbText } from "../decimal-text.ts";
import { formulas, ordersBy } from "../figures.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { moneySums, moneyTexts, type MoneySums } from "../money-sums.ts";
import { daysOf } from "../period.ts";
import * as queries from "../queries.ts";
import { askedReport, covered, onCover, shownPeriod, type AskedReport, type CoveredReport, type PeriodQuery } from "../service.ts";

const mostCreators = 8;
const model = shownModels.find(({ id }) => id === defaultModel)!;

type OrderRow = Awaited<ReturnType<typeof queries.sumOrders>>[number];
type Credit = Awaited<ReturnType<typeof comparedCredit>>;

const count = (values: readonly bigint[]): number => Number(values.reduce((sum, value) => sum + value, 0n));

function dayRows(asked: AskedReport, orders: readonly OrderRow[], clicks: readonly { day: number; clicks: bigint }[]) {
  return daysOf(asked.period).map((on, index) => {
    const own = orders.filter((row) => row.day === index + 1);
    return {
      on,
      orders: count(own.map((row) => row.orders)),
      clicks: count(clicks.filter((row) => row.day === index + 1).map((row) => row.clicks)),
      revenue: moneyTexts(moneySums(own.map((row) => [row.currency, row.kept_minor])), asked.home),
    };
  });
}

/** Credit under the default model, currency by currency. */
async function loadCredit(ctx: WorkspaceContext, asked: CoveredReport, orders: readonly OrderRow[]): Promise<Map<string, Credit>> {
  const currencies = [...new Set([asked.home, ...orders.map((row) => row.currency)])];
  const credits = await Promise.all(currencies.map((currency) => comparedCredit(ctx, asked, { currency, models: [defaultModel] })));
  return new Map(currencies.map((currency, index) => [currency, credits[index]!]));
}

const creditedRevenue = (credits: ReadonlyMap<string, Credit>): MoneySums =>
  moneySums(
    [...credits].flatMap(([currency, { rows }]) =>
      rows
        .filter((row) => row.kind === "creator" || row.kind === "other_creators")
        .map((row): [string, bigint] => [currency, row.revenueMinor[0] ?? 0n]),
    ),
  );

type Loaded = Awaited<ReturnType<typeof load>>;

async function load(ctx: WorkspaceContext, asked: CoveredReport) {
  const [orders, clicks, commissions, paid, balances, shippedUntil] = await Promise.all([
    queries.sumOrders(ctx.db, covered(asked, "orders"), asked.starts),
    queries.countClicks(ctx.db, covered(asked, "clicks"), asked.starts),
    queries.sumCommissions(ctx.db, covered(asked, "commissions"), {}),
    queries.sumPaidOrders(ctx.db, covered(asked, "commissions"), {}),
    loadCreatorBalances(ctx),
    clicksCompleteUntil(ctx),
  ]);
  return { orders, clicks, commissions, paid, balances, shippedUntil, credits: await loadCredit(ctx, asked, orders) };
}

function figuresOf(asked: AskedReport, loaded: Loaded, now: Date) {
  const { orders, clicks, commissions, balances, credits, shippedUntil } = loaded;
  const as_of = now.toISOString();
  const clicksAsOf = (shippedUntil < now ? shippedUntil : now).toISOString();
  const byOrders = { source: ordersBy(orders.map((row) => row.source)), as_of };
  const byLedger = { source: "the ledger", as_of };
  const modelName = model.name;
  const money = (parts: Iterable<readonly [string, bigint]>) => moneyTexts(moneySums(parts), asked.home);
  return {
    orders: { value: count(orders.map((row) => row.orders)), formula: formulas.orders, ...byOrders },
    other_conversions: { value: count(orders.map((row) => row.others)), formula: formulas.otherConversions, ...byOrders },
    new_customers: {
      value: count(orders.map((row) => row.first_orders)),
      unknown: count(orders.map((row) => row.unknown_orders)),
      formula: formulas.newCustomers,
      ...byOrders,
    },
    revenue: { value: money(orders.map((row) => [row.currency, row.kept_minor])), formula: formulas.revenue, ...byOrders },
    refunded: { value: money(orders.map((row) => [row.currency, row.refunded_minor])), formula: formulas.refunded, ...byOrders },
    credited_revenue: {
      value: money(creditedRevenue(credits)),
      formula: `${formulas.creditedRevenue} Model: ${modelName}.`,
      source: `touches before each order; ${byOrders.source}`,
      as_of: clicksAsOf,
    },
    clicks: { value: count(clicks.map((row) => row.clicks)), formula: formulas.clicks, source: "the redirects", as_of: clicksAsOf },
    commission: {
      value: money(commissions.map((row) => [row.currency, row.pending_minor + row.payable_minor])),
      formula: formulas.commission,
      ...byLedger,
    },
    pending: { value: money(commissions.map((row) => [row.currency, row.pending_minor])), formula: formulas.pending, ...byLedger },
    payable: { value: money(commissions.map((row) => [row.currency, row.payable_minor])), formula: formulas.payable, ...byLedger },
    owed_pending: { value: money(balances.map((row) => [row.currency, row.pendingMinor])), formula: formulas.owedPending, ...byLedger },
    owed_payable: { value: money(balances.map((row) => [row.currency, row.payableMinor])), formula: formulas.owedPayable, ...byLedger },
  };
}

async function topCreators(ctx: WorkspaceContext, { home }: AskedReport, { credits, paid, commissions }: Loaded) {
  const rows = (credits.get(home)?.rows ?? []).filter((row) => row.kind === "creator").slice(0, mostCreators);
  const names = await creatorsByIds(
    ctx,
    rows.map((row) => row.key),
  );
  return rows.map((row) => ({
    creator_id: formatId("cre", row.key),
    name: names.get(row.key)?.name ?? "a creator",
    credited_orders: ppbText(row.creditsPpb[0] ?? 0n),
    credited_revenue: { amount: (row.revenueMinor[0] ?? 0n).toString(), currency: home },
    paid_orders: count(paid.filter((each) => each.creator_id === row.key).map((each) => each.orders)),
    commission: moneyTexts(
      moneySums(
        commissions.filter((each) => each.creator_id === row.key).map((each) => [each.currency, each.pending_minor + each.payable_minor]),
      ),
      home,
    ),
  }));
}

/** The brand's figures of a period, each with its own account, day by day, and who was behind them. */
export async function overview(ctx: WorkspaceContext, query: PeriodQuery) {
  const asked = await askedReport(ctx, query);
  const loaded = await onCover(ctx, asked, load);
  const now = nowAt(ctx);
  return {
    ...shownPeriod(asked.period),
    as_of: now.toISOString(),
    model,
    figures: figuresOf(asked, loaded, now),
    days: dayRows(asked, loaded.orders, loaded.clicks),
    top_creators: await topCreators(ctx, asked, loaded),
  };
}
