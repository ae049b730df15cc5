import {
  bootstrapInterval,
  generatorOf,
  kaplanMeier,
  renewalSurvival,
  shiftedBetaDiscounted,
  shiftedBetaFit,
  type Renewals,
  type ShiftedBeta,
} from "@vouch/stats";

/** Orders of subscriptions, a column a field. */
export interface SubscriptionOrders {
  /** Null: the order belongs to none. */
  readonly subscriptions: readonly (string | null)[];
  /** Days since 1970 in the brand's zone. */
  readonly days: readonly number[];
  /** What each kept after refunds, in whole units of the currency. */
  readonly values: readonly number[];
  /** The last day that is looked at. */
  readonly untilDay: number;
  readonly yearlyDiscount: number;
}

/** A figure with the ends of its interval of 95 %; null where some draws cannot be fitted, or all give the same. */
interface Estimate {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What subscribers are worth, and how well the model behind it fits. */
export interface SubscriptionsWorth {
  readonly subscriptions: number;
  /** Those that paid once and whose first renewal is not due yet: they say nothing of renewals. */
  readonly too_young: number;
  /** Days from one payment to the next: the median over subscriptions. */
  readonly period_days: number;
  /** What a payment keeps after refunds, on average, in whole units. */
  readonly mean_payment: number;
  /** By renewal: the share of subscriptions that is still there, and the share of those before that left at it. */
  readonly renewals: readonly {
    readonly renewal: number;
    readonly at_risk: number;
    readonly left: number;
    readonly retained: { readonly estimate: number; readonly low: number; readonly high: number };
    readonly churn: number;
    /** What the model expects; null where none is fitted. */
    readonly expected: number | null;
  }[];
  readonly fit: {
    readonly parameters: ShiftedBeta;
    readonly standard_errors: ShiftedBeta;
    readonly log_likelihood: number;
    /** Payments of a new subscriber, the first included, each counted by what it is worth today; with the interval of 95 %. */
    readonly discounted_payments: Estimate;
    /** Discounted payments times the mean payment, in whole units. */
    readonly value: Estimate;
    /** The renewal at which half of them have left; null: more than half stay for a hundred renewals. */
    readonly half_left_at: number | null;
  } | null;
  readonly why_not: string | null;
}

/** A subscription: how often it paid, and whether it is still there. */
interface Subscription {
  readonly payments: number;
  readonly isThere: boolean;
  /** Its orders, and what they kept together, in whole units. */
  readonly orders: number;
  readonly paid: number;
}

/** What is known of a subscription until the last day. */
interface Paid {
  /** Each once, in their order. */
  readonly days: readonly number[];
  readonly orders: number;
  readonly paid: number;
}

const leastSubscriptions = 50;
const resamples = 400;
const mostRenewals = 36;

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]!;

const gapsOf = (days: readonly number[]): number[] => days.slice(1).map((day, at) => day - days[at]!);

/** The payments of each subscription until the last day; two orders of a day are one payment. */
function paymentsOf({ subscriptions, days, values, untilDay }: SubscriptionOrders): Paid[] {
  const seen = new Map<string, { days: Set<number>; orders: number; paid: number }>();
  subscriptions.forEach((subscription, at) => {
    const day = days[at]!;
    if (subscription === null || day > untilDay) return;
    const known = seen.get(subscription) ?? { days: new Set(), orders: 0, paid: 0 };
    known.days.add(day);
    known.orders++;
    known.paid += values[at]!;
    seen.set(subscription, known);
  });
  return [...seen.values()].map((known) => ({ ...known, days: [...known.days].toSorted((a, b) => a - b) }));
}

/** A payment that is more than half a period late is not coming. */
const lateAfter = 1.5;

function subscriptionOf({ days, orders, paid }: Paid, untilDay: number, periodDays: number): Subscription {
  const own = days.length > 1 ? median(gapsOf(days)) : periodDays;
  return { payments: days.length, isThere: untilDay - days.at(-1)! <= lateAfter * own, orders, paid };
}

/** Whoever paid once and whose first renewal is not due yet says nothing of renewals. */
const hasComeToRenewal = ({ payments, isThere }: Subscription): boolean => payments > 1 || !isThere;

const meanPayment = (all: readonly Subscription[]): number =>
  all.reduce((sum, { paid }) => sum + paid, 0) / all.reduce((sum, { orders }) => sum + orders, 0);

/**
 * How many left at each renewal, and how many were seen last after it. Whoever paid n times and is gone left at renewal n; whoever is still
 * there has come past renewal n − 1.
 */
function renewalCounts(all: readonly Subscription[]): Renewals & { lost: number[]; censored: number[] } {
  const periods = all.reduce((most, { payments }) => Math.max(most, payments), 1);
  const [lost, censored] = [0, 1].map(() => Array.from({ length: periods }, () => 0)) as [number[], number[]];
  for (const { payments, isThere } of all) {
    if (!isThere) lost[payments - 1] = lost[payments - 1]! + 1;
    else if (payments > 1) censored[payments - 2] = censored[payments - 2]! + 1;
  }
  return { lost, censored };
}

/** A figure of subscriptions with its interval, subscriptions drawn again with all that they paid; the same draws for every figure. */
function drawnAgain(all: readonly Subscription[], figure: (drawn: readonly Subscription[]) => number): Omit<Estimate, "estimate"> {
  const places = Float64Array.from(all, (_, at) => at);
  const statistic = ([drawn]: readonly ArrayLike<number>[]): number => figure(Array.from(drawn!, (at) => all[at]!));
  const outcome = bootstrapInterval(generatorOf(20_261_127), [places], statistic, { resamples, method: "percentile" });
  return outcome.kind === "estimated" ? { low: outcome.low, high: outcome.high } : { low: null, high: null };
}

/** Discounted payments of a new subscriber and what they are worth, each with its interval. */
function discountedPayments(all: readonly Subscription[], model: ShiftedBeta, discount: number) {
  const of = (parameters: ShiftedBeta): number => 1 + shiftedBetaDiscounted(parameters, discount);
  const again = (drawn: readonly Subscription[]): number => {
    const fit = shiftedBetaFit(renewalCounts(drawn.filter(hasComeToRenewal)));
    return "parameters" in fit ? of(fit.parameters) : Number.NaN;
  };
  const payments = of(model);
  // Both figures see the same draws in the same order, so that each draw is fitted once.
  const drawnPayments: number[] = [];
  const first = drawnAgain(all, (drawn) => drawnPayments[drawnPayments.push(again(drawn)) - 1]!);
  let at = 0;
  const second = drawnAgain(all, (drawn) => drawnPayments[at++]! * meanPayment(drawn));
  return {
    discounted_payments: { estimate: payments, ...first },
    value: { estimate: payments * meanPayment(all), ...second },
  };
}

function fitOf(all: readonly Subscription[], discount: number): Pick<SubscriptionsWorth, "fit" | "why_not"> {
  const known = all.filter(hasComeToRenewal);
  if (known.length < leastSubscriptions)
    return { fit: null, why_not: `${known.length} subscriptions came to a renewal: the model needs ${leastSubscriptions}.` };
  const outcome = shiftedBetaFit(renewalCounts(known));
  if (outcome.kind === "nobody-left") return { fit: null, why_not: "Nobody has left yet, so that no lifetime can be told." };
  if (outcome.kind !== "fitted")
    return { fit: null, why_not: "The renewals do not tell how subscribers differ in leaving: the model does not settle." };
  const { parameters, standardErrors, logLikelihood } = outcome;
  const half = Array.from({ length: 100 }, (_, at) => at + 1).find((renewal) => renewalSurvival(parameters, renewal) <= 0.5);
  const fit = {
    parameters,
    standard_errors: standardErrors,
    log_likelihood: logLikelihood,
    ...discountedPayments(all, parameters, discount),
    half_left_at: half ?? null,
  };
  return { fit, why_not: null };
}

function renewalRows({ lost, censored }: Renewals, known: readonly Subscription[], model: ShiftedBeta | undefined) {
  // A subscription that is there after n payments has come past renewal n − 1; one that is gone left at renewal n.
  const times = known.map(({ payments, isThere }) => (isThere ? payments - 1 : payments));
  const curve = kaplanMeier({ times, events: known.map(({ isThere }) => !isThere) });
  let atRisk = known.length;
  return Array.from({ length: Math.min(lost.length, mostRenewals) }, (_, at) => at + 1).flatMap((renewal) => {
    const [before, left] = [atRisk, Number(lost[renewal - 1])];
    atRisk -= left + Number(censored[renewal - 1]);
    const place = curve.times.findLastIndex((time) => time <= renewal);
    if (before === 0) return [];
    const retained =
      place < 0 ? { estimate: 1, low: 1, high: 1 } : { estimate: curve.survival[place]!, low: curve.low[place]!, high: curve.high[place]! };
    const expected = model === undefined ? null : renewalSurvival(model, renewal);
    return [{ renewal, at_risk: before, left, retained, churn: left / before, expected }];
  });
}

/**
 * What subscribers are worth, where customers stay by contract: the shifted beta-geometric model (sBG) of Fader and Hardie by maximum
 * likelihood over how many left at each renewal. A subscription is gone when its next payment is half a period late. Beside the model stands
 * Kaplan and Meier's curve with its interval by log-log; a churn rate carried forward would throw away the value of those who stay.
 *
 * @param input orders with the subscription that each belongs to; at least one belongs to one.
 * @returns undefined where no order belongs to a subscription.
 */
export function subscriptionsWorth(input: SubscriptionOrders): SubscriptionsWorth | undefined {
  const paid = paymentsOf(input);
  const gaps = paid.filter(({ days }) => days.length > 1).map(({ days }) => median(gapsOf(days)));
  if (paid.length === 0 || gaps.length === 0) return undefined;
  const periodDays = median(gaps);
  const all = paid.map((each) => subscriptionOf(each, input.untilDay, periodDays));
  const known = all.filter(hasComeToRenewal);
  const discount = (1 + input.yearlyDiscount) ** (periodDays / 365) - 1;
  const { fit, why_not } = discount > 0 ? fitOf(all, discount) : { fit: null, why_not: "Without a discount a lifetime has no end." };
  return {
    subscriptions: all.length,
    too_young: all.length - known.length,
    period_days: periodDays,
    mean_payment: meanPayment(all),
    renewals: known.length === 0 ? [] : renewalRows(renewalCounts(known), known, fit?.parameters),
    fit,
    why_not,
  };
}
