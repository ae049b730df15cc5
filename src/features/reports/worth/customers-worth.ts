import {
  bgNbdAlive,
  bgNbdConditional,
  bgNbdFit,
  bgNbdFrequencies,
  gammaGammaFit,
  gammaGammaSpend,
  purchaseHistories,
  wilsonInterval,
  type BgNbd,
  type GammaGamma,
  type PurchaseHistory,
} from "@vouch/stats";
import { cameBackBy, differenceOf, type CameBackBy } from "./came-back.ts";
import { monthCohorts, type MonthCohort } from "./cohort-months.ts";
import { isContractual, subscribersBy, subscriptionShare, type SubscriptionShare } from "./subscription-cohorts.ts";
import type { SubscriptionsWorth } from "./subscriptions.ts";
import { noValueAhead, valueAhead, type ValueAhead } from "./value-ahead.ts";

/** Purchases of customers, a column a field, and how they are to be looked at. */
export interface WorthInput {
  readonly customers: readonly string[];
  /** To which subscription each order belongs; null: to none. */
  readonly subscriptions: readonly (string | null)[];
  /** Days since 1970 in the brand's zone. */
  readonly days: readonly number[];
  /** What each kept after refunds, in whole units of the currency. */
  readonly values: readonly number[];
  /** Whether a creator had a part in the customer's first order. */
  readonly isCreators: readonly boolean[];
  /** The last day that is looked at, days since 1970. */
  readonly untilDay: number;
  /** How many weeks from then on are forecast. */
  readonly weeks: number;
  /** What a year's wait costs, such as 0.1. */
  readonly yearlyDiscount: number;
  /** What the result says of itself. */
  readonly frame: WorthFrame;
}

/** What was asked, and which orders could not be looked at. */
export interface WorthFrame {
  readonly currency: string;
  readonly until: string;
  readonly weeks: number;
  readonly yearly_discount: string;
  readonly left_out: { readonly without_customer: number; readonly other_currency: number };
}

/** What customers are worth, as it is kept. */
export interface CustomersWorth extends WorthFrame {
  readonly cohorts: readonly Cohort[];
  /** Whether customers whom creators brought come back at another rate than others; null: one of them has no customers, or none came back. */
  readonly difference: ReturnType<typeof differenceOf>;
  /** Orders of known customers, and how many of them belong to a subscription: what decides which model holds. */
  readonly basis: SubscriptionShare & { readonly kind: "contractual" | "non_contractual" };
  /** All subscribers, those whom creators brought, and the others; null where no order belongs to a subscription, or none was renewed. */
  readonly subscribers: { readonly [C in Cohort["cohort"]]: SubscriptionsWorth | null };
}

/** An estimate with the ends of its interval of 95 %. */
interface Estimated {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The models fitted to a cohort, what they say, and how well they fit. */
export interface CohortFit extends ValueAhead {
  readonly bg_nbd: { readonly parameters: BgNbd; readonly standard_errors: BgNbd; readonly log_likelihood: number };
  /** Null where too few came back, or their spends do not tell. */
  readonly gamma_gamma: {
    readonly parameters: GammaGamma;
    readonly log_likelihood: number;
    /** What an order of a customer is worth on average. */
    readonly mean_spend: number;
  } | null;
  /** How many customers came back 0, 1, ... 6 and 7 or more times, and how many the model expects to. */
  readonly frequencies: readonly { readonly repeats: number; readonly actual: number; readonly expected: number }[];
  /** The share of customers who have not left, on average. */
  readonly alive: number;
  /** Orders in the weeks to come, of all customers together. */
  readonly expected_orders: number;
}

/** Customers who came by one way. */
export interface Cohort {
  readonly cohort: "all" | "creators" | "others";
  readonly customers: number;
  readonly orders: number;
  readonly revenue: number;
  readonly came_back: number;
  readonly repeat_rate: Estimated | null;
  /** The share that had ordered again by each week after the first order. */
  readonly came_back_by: CameBackBy;
  readonly months: readonly MonthCohort[];
  readonly fit: CohortFit | null;
  /** Why the models are not fitted; null where they are. */
  readonly why_not: string | null;
}

const leastCustomers = 50;
const leastRepeats = 10;
const lastBin = 7;

/** A customer's first day, orders of other days, and money. */
interface Member {
  readonly history: PurchaseHistory;
  readonly secondAfterDays: number | undefined;
  readonly watchedDays: number;
  readonly orders: number;
  readonly revenue: number;
  readonly isCreators: boolean;
  /** With orders, in their order. */
  readonly days: readonly number[];
}

interface Seen {
  readonly days: number[];
  orders: number;
  revenue: number;
  /** Of the first order. */
  firstDay: number;
  isCreators: boolean;
}

function seenCustomers({ customers, days, values, isCreators, untilDay }: WorthInput): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  customers.forEach((customer, at) => {
    const day = days[at]!;
    if (day > untilDay) return;
    const known = seen.get(customer) ?? { days: [], orders: 0, revenue: 0, firstDay: Infinity, isCreators: false };
    known.days.push(day);
    known.orders++;
    known.revenue += values[at]!;
    if (day < known.firstDay) Object.assign(known, { firstDay: day, isCreators: isCreators[at]! });
    seen.set(customer, known);
  });
  return seen;
}

function members(input: WorthInput): Member[] {
  const seen = seenCustomers(input);
  const purchases = input.customers.map((customer, at) => ({ customer, day: input.days[at]!, value: input.values[at]! }));
  // Whoever first ordered on the last day itself has not been watched for any time yet.
  const watched = purchases.filter(({ customer, day }) => day <= input.untilDay && seen.get(customer)!.firstDay < input.untilDay);
  if (watched.length === 0) return [];
  return purchaseHistories(watched, { untilDay: input.untilDay }).map((history) => {
    const { days, orders, revenue, firstDay, isCreators } = seen.get(history.customer)!;
    const second = days.filter((day) => day > firstDay).reduce((first, day) => Math.min(first, day), Infinity);
    const secondAfterDays = second === Infinity ? undefined : second - firstDay;
    const own = days.toSorted((a, b) => a - b);
    return { history, secondAfterDays, watchedDays: input.untilDay - firstDay, orders, revenue, isCreators, days: own };
  });
}

function frequenciesOf(model: BgNbd, all: readonly Member[]): CohortFit["frequencies"] {
  const expected = new Float64Array(lastBin + 1);
  for (const { history } of all) {
    const chances = bgNbdFrequencies(model, history.age, lastBin - 1);
    [...chances, chances.reduce((rest, chance) => rest - chance, 1)].forEach((chance, at) => (expected[at] = expected[at]! + chance));
  }
  return Array.from(expected, (value, repeats) => ({
    repeats,
    actual: all.filter(({ history }) => Math.min(history.repeats, lastBin) === repeats).length,
    expected: value,
  }));
}

function fitOf(all: readonly Member[], input: WorthInput): { fit: CohortFit | null; why_not: string | null } {
  const repeats = all.filter(({ history }) => history.repeats > 0).length;
  if (all.length < leastCustomers || repeats < leastRepeats) {
    const why = `${all.length} customers of whom ${repeats} came back: the models need ${leastCustomers} and ${leastRepeats}.`;
    return { fit: null, why_not: why };
  }
  const bgNbd = bgNbdFit(all.map(({ history }) => history));
  if (bgNbd.kind !== "fitted")
    return { fit: null, why_not: "The orders do not tell how often customers buy and when they leave: the model does not settle." };
  const { parameters, standardErrors, logLikelihood } = bgNbd;
  const spends = gammaGammaFit(
    all.map(({ history: { repeats: x, meanSpend } }) => ({ purchases: meanSpend > 0 ? x : 0, meanSpend: Math.max(0, meanSpend) })),
  );
  // With q of at most 1 the mean over customers is infinite: such spends tell nothing either.
  const isKnown = spends.kind === "fitted" && spends.parameters.q > 1;
  const histories = all.map(({ history }) => history);
  const ahead = isKnown ? valueAhead({ orders: bgNbd, spends }, histories, input) : noValueAhead;
  const fit: CohortFit = {
    bg_nbd: { parameters, standard_errors: standardErrors, log_likelihood: logLikelihood },
    gamma_gamma: isKnown
      ? {
          parameters: spends.parameters,
          log_likelihood: spends.logLikelihood,
          mean_spend: gammaGammaSpend(spends.parameters, { purchases: 0, meanSpend: 0 }),
        }
      : null,
    frequencies: frequenciesOf(parameters, all),
    alive: all.reduce((sum, { history }) => sum + bgNbdAlive(parameters, history), 0) / all.length,
    expected_orders: all.reduce((sum, { history }) => sum + bgNbdConditional(parameters, history, input.weeks), 0),
    ...ahead,
  };
  return { fit, why_not: null };
}

function cohortOf(cohort: Cohort["cohort"], all: readonly Member[], input: WorthInput): Cohort {
  const back = all.filter(({ history }) => history.repeats > 0).length;
  const isEmpty = all.length === 0;
  const rate = isEmpty ? null : wilsonInterval({ successes: back, trials: all.length });
  return {
    cohort,
    customers: all.length,
    orders: all.reduce((sum, { orders }) => sum + orders, 0),
    revenue: all.reduce((sum, { revenue }) => sum + revenue, 0),
    came_back: back,
    repeat_rate: rate === null ? null : { estimate: rate.estimate, low: rate.low, high: rate.high },
    came_back_by: isEmpty ? [] : cameBackBy(all),
    months: monthCohorts(
      all.map((member) => member.days),
      input.untilDay,
    ),
    ...(isContractual(subscriptionShare(input)) ? byContract : fitOf(all, input)),
  };
}

/** Whoever may leave without saying so is modelled by how they order; whoever stays by contract, by how they renew. */
const byContract = {
  fit: null,
  why_not: "Most orders belong to subscriptions: who leaves says so by not renewing, which the renewals below tell better.",
};

/**
 * What customers are worth: those whom creators brought beside all others, and all together.
 *
 * Orders of one day are one purchase. Whether and when customers come back is Kaplan and Meier's curve to the second purchase, with those
 * who may still come counted as not seen to the end; its interval is by log-log. How many purchases are to come is by BG/NBD, what each is
 * worth by Gamma-Gamma over those who came back, both in weeks. BG/NBD is known to fall short of what long holdouts bring.
 *
 * @param input purchases and the frame they are looked at in.
 * @param report told the share that is done.
 * @returns three cohorts; a model that does not fit is left out with the reason.
 */
export function customersWorth(input: WorthInput, report: (share: number) => void): CustomersWorth {
  const all = members(input);
  const cohorts: Cohort[] = [];
  const parts = [
    ["all", all],
    ["creators", all.filter((member) => member.isCreators)],
    ["others", all.filter((member) => !member.isCreators)],
  ] as const;
  const [, [, creators], [, others]] = parts;
  const basis = subscriptionShare(input);
  for (const [name, part] of parts) {
    cohorts.push(cohortOf(name, part, input));
    report(cohorts.length / (parts.length + 1));
  }
  return {
    ...input.frame,
    cohorts,
    difference: differenceOf(creators, others),
    basis: { kind: isContractual(basis) ? "contractual" : "non_contractual", ...basis },
    subscribers: subscribersBy(input),
  };
}
