import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { Database } from "../../../platform/db/database.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { ppbText } from "../decimal-text.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { moneySums, moneyTexts } from "../money-sums.ts";
import * as reportQueries from "../queries.ts";
import { askedReport, covered, onCover, shownPeriod, type CoveredReport, type PeriodQuery } from "../asking/service.ts";
import { channelName } from "../channel-name.ts";
import { comparedRows, type ComparedRow, type CreditSum } from "./compared-rows.ts";
import * as queries from "./queries.ts";

/** The rule models, in the order in which rows have their figures. */
export const models = shownModels.map((model) => model.id);

/** Where a model stands among the figures of a row. */
export const modelPlace = (model: string): number => models.indexOf(model);

/** Which orders, under which models, and who has a row in any case. */
interface CreditAsked {
  readonly currency: string;
  /** Rows are ordered by the default model, which is one of them. */
  readonly models: readonly string[];
  /** One may be paid for a subscription's renewal without a touch of its own. */
  readonly creatorIds?: Iterable<string>;
}

/** How many creators a comparison lists by name. */
export const mostCreators = 100;

/** Whom credit is summed by: creators where one is known and else channels, or channels alone. */
type SummedBy = "creators" | "channels";

/** What a row of sums stands for. */
function creditSum(row: queries.CreditSumRow, by: SummedBy): CreditSum {
  const numbers = (texts: readonly string[]) => texts.map((text) => BigInt(text));
  const named =
    row.creator_id === null || by === "channels"
      ? { kind: "channel" as const, key: row.channel }
      : { kind: "creator" as const, key: row.creator_id };
  return { ...named, creditsPpb: numbers(row.credits), weights: numbers(row.weights) };
}

/** Sums of the same creator or channel as one. */
export function mergedSums(sums: readonly CreditSum[]): CreditSum[] {
  const merged = new Map<string, CreditSum>();
  for (const sum of sums) {
    const before = merged.get(`${sum.kind} ${sum.key}`);
    const plus = (one: readonly bigint[], other: readonly bigint[] | undefined) =>
      one.map((value, index) => value + (other?.[index] ?? 0n));
    const { creditsPpb, weights } = sum;
    const both = { ...sum, creditsPpb: plus(creditsPpb, before?.creditsPpb), weights: plus(weights, before?.weights) };
    merged.set(`${sum.kind} ${sum.key}`, both);
  }
  return [...merged.values()];
}

/** Credit of one currency under some of the rule models, one entry for each creator or channel. */
export const creditSums = async (
  db: Database,
  credits: reportQueries.Covered,
  of: { readonly currency: string; readonly models: readonly string[]; readonly by: SummedBy },
) => {
  const rows = await queries.sumCredits(db, credits, { models, places: of.models.map(modelPlace), currency: of.currency });
  return mergedSums(rows.map((row) => creditSum(row, of.by)));
};

const noCredit = (creatorId: string, asked: readonly string[]): CreditSum => {
  const nothing = asked.map(() => 0n);
  return { kind: "creator", key: creatorId, creditsPpb: nothing, weights: nothing };
};

/** Who got which credit for the orders of one currency under the models asked for, with how many orders have credit. */
export async function comparedCredit(ctx: WorkspaceContext, report: CoveredReport, asked: CreditAsked) {
  const { currency, creatorIds = [] } = asked;
  const credits = covered(report, "credits");
  const [known, counts] = await Promise.all([
    creditSums(ctx.db, credits, { currency, models: asked.models, by: "creators" }),
    queries.countCredited(ctx.db, credits),
  ]);
  const of = (isCredited: boolean) => counts.find((count) => count.currency === currency && count.is_credited === isCredited);
  const [credited, waiting] = [of(true), of(false)];
  const revenueMinor = credited?.kept_minor ?? 0n;
  const orders = credited?.orders ?? 0n;
  const compared = comparedRows({
    orders,
    revenueMinor,
    sums: mergedSums([...known, ...[...creatorIds].map((creatorId) => noCredit(creatorId, asked.models))]),
    models: asked.models.length,
    orderedBy: asked.models.indexOf(defaultModel),
    mostCreators,
  });
  return { rows: compared, orders, revenueMinor, waiting, counts };
}

interface Paid {
  readonly orders: bigint;
  readonly revenueMinor: bigint;
  readonly commission: ReadonlyMap<string, bigint>;
}

const unpaid: Paid = { orders: 0n, revenueMinor: 0n, commission: new Map() };

/** What the pay rule paid each creator for orders of one currency. */
async function paidByCreator(ctx: WorkspaceContext, report: CoveredReport, currency: string): Promise<Map<string, Paid>> {
  const commissioned = covered(report, "commissions");
  const [orders, commissions] = await Promise.all([
    reportQueries.sumPaidOrders(ctx.db, commissioned, {}),
    reportQueries.sumCommissions(ctx.db, commissioned, { orderCurrency: currency }),
  ]);
  const paid = new Map<string, Paid>();
  for (const row of orders.filter((each) => each.currency === currency)) {
    const before = paid.get(row.creator_id) ?? unpaid;
    paid.set(row.creator_id, { ...before, orders: before.orders + row.orders, revenueMinor: before.revenueMinor + row.kept_minor });
  }
  for (const row of commissions) {
    const before = paid.get(row.creator_id) ?? unpaid;
    const commission = moneySums([...before.commission, [row.currency, row.pending_minor + row.payable_minor]]);
    paid.set(row.creator_id, { ...before, commission });
  }
  return paid;
}

const plusPaid = (one: Paid, other: Paid): Paid => ({
  orders: one.orders + other.orders,
  revenueMinor: one.revenueMinor + other.revenueMinor,
  commission: moneySums([...one.commission, ...other.commission]),
});

/** What was paid for a row: for creators without a row of their own together, and for nobody what is left of all orders. */
function paidOf(
  row: ComparedRow,
  paid: ReadonlyMap<string, Paid>,
  all: { rows: readonly ComparedRow[]; orders: bigint; revenueMinor: bigint },
) {
  if (row.kind === "creator") return paid.get(row.key) ?? unpaid;
  if (row.kind === "channel") return unpaid;
  const everybody = [...paid.values()].reduce(plusPaid, unpaid);
  if (row.kind === "unattributed")
    return {
      orders: all.orders - everybody.orders,
      revenueMinor: all.revenueMinor - everybody.revenueMinor,
      commission: new Map<string, bigint>(),
    };
  const named = new Set(all.rows.flatMap((each) => (each.kind === "creator" ? [each.key] : [])));
  return [...paid]
    .filter(([id]) => !named.has(id))
    .map(([, each]) => each)
    .reduce(plusPaid, unpaid);
}

function nameOf(row: ComparedRow, names: ReadonlyMap<string, { readonly name: string }>): string {
  if (row.kind === "creator") return names.get(row.key)?.name ?? "a creator";
  if (row.kind === "channel") return channelName(row.key);
  return row.kind === "unattributed" ? "Unattributed" : "All other creators";
}

/** The models and the pay rule side by side, over the orders of one currency. */
export async function compareModels(ctx: WorkspaceContext, query: PeriodQuery & { currency?: string | undefined }) {
  const asked = await askedReport(ctx, query);
  const currency = query.currency ?? asked.home;
  const { paid, credit } = await onCover(ctx, asked, async (within, report) => {
    const found = await paidByCreator(within, report, currency);
    return { paid: found, credit: await comparedCredit(within, report, { currency, models, creatorIds: found.keys() }) };
  });
  const names = await creatorsByIds(
    ctx,
    credit.rows.flatMap((row) => (row.kind === "creator" ? [row.key] : [])),
  );
  const money = (amount: bigint) => ({ amount: amount.toString(), currency });
  return {
    ...shownPeriod(asked.period),
    currency,
    as_of: nowAt(ctx).toISOString(),
    orders: Number(credit.orders),
    revenue: money(credit.revenueMinor),
    waiting: { orders: Number(credit.waiting?.orders ?? 0n), revenue: money(credit.waiting?.kept_minor ?? 0n) },
    other_currencies: otherCurrencies(credit.counts, currency),
    models: [...shownModels],
    default_model: defaultModel,
    rows: credit.rows.map((row) => {
      const { orders, revenueMinor, commission } = paidOf(row, paid, credit);
      return {
        kind: row.kind,
        creator_id: row.kind === "creator" ? formatId("cre", row.key) : null,
        name: nameOf(row, names),
        credits: models.map((model, place) => ({
          model,
          orders: ppbText(row.creditsPpb[place] ?? 0n),
          revenue: money(row.revenueMinor[place] ?? 0n),
        })),
        paid: { orders: Number(orders), revenue: money(revenueMinor), commission: moneyTexts(commission, currency) },
      };
    }),
  };
}

/** The orders that have credit in other currencies than one. */
export function otherCurrencies(counts: Awaited<ReturnType<typeof queries.countCredited>>, currency: string) {
  const others = moneySums(counts.filter((count) => count.currency !== currency).map((count) => [count.currency, count.orders]));
  return [...others].map(([other, orders]) => ({ currency: other, orders: Number(orders) }));
}
