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
    readonly discounted_payments: { readonly estimate: number; readonly low: number | null; readonly high: number | null };
    /** The renewal at which half of them have left; null: more than half stay for a hundred renewals. */
    readonly half_left_at: number | null;
  } | null;
  readonly why_not: string | null;
}

/** A subscription: how often it paid, and whether it is still there. */
interface Subscription {
  readonly payments: number;
  readonly isThere: boolean;
}

const leastSubscriptions = 50;
const resamples = 400;
const mostRenewals = 36;

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]!;

const gapsOf = (days: readonly number[]): number[] => days.slice(1).map((day, at) => day - days[at]!);

/** The days of payments of each subscription until the last day, in their order; two orders of a day are one payment. */
function paymentDays({ subscriptions, days, untilDay }: SubscriptionOrders): number[][] {
  const paid = new Map<string, Set<number>>();
  subscriptions.forEach((subscription, at) => {
    const day = days[at]!;
    if (subscription === null || day > untilDay) return;
    paid.set(subscription, (paid.get(subscription) ?? new Set()).add(day));
  });
  return [...paid.values()].map((all) => [...all].toSorted((a, b) => a - b));
}

/** A payment that is more than half a period late is not coming. */
const lateAfter = 1.5;

function subscriptionOf(days: readonly number[], untilDay: number, periodDays: number): Subscription {
  const own = days.length > 1 ? median(gapsOf(days)) : periodDays;
  return { payments: days.length, isThere: untilDay - days.at(-1)! <= lateAfter * own };
}

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

/** A subscription as one number, for drawing them again: twice its payments, and one more where it is still there. */
const packed = ({ payments, isThere }: Subscription): number => 2 * payments + (isThere ? 1 : 0);
const unpacked = (code: number): Subscription => ({ payments: Math.floor(code / 2), isThere: code % 2 === 1 });

/** Discounted payments with their interval, subscriptions drawn again; no interval where some draws cannot be fitted. */
function discountedPayments(known: readonly Subscription[], model: ShiftedBeta, discount: number) {
  const of = (parameters: ShiftedBeta): number => 1 + shiftedBetaDiscounted(parameters, discount);
  const outcome = bootstrapInterval(
    generatorOf(20_261_127),
    [Float64Array.from(known, packed)],
    ([drawn]) => {
      const fit = shiftedBetaFit(renewalCounts(Array.from(drawn!, unpacked)));
      return "parameters" in fit ? of(fit.parameters) : Number.NaN;
    },
    { resamples, method: "percentile" },
  );
  const ends = outcome.kind === "estimated" ? { low: outcome.low, high: outcome.high } : { low: null, high: null };
  return { estimate: of(model), ...ends };
}

function fitOf(known: readonly Subscription[], discount: number): Pick<SubscriptionsWorth, "fit" | "why_not"> {
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
    discounted_payments: discountedPayments(known, parameters, discount),
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
  const paid = paymentDays(input);
  const gaps = paid.filter((days) => days.length > 1).map((days) => median(gapsOf(days)));
  if (paid.length === 0 || gaps.length === 0) return undefined;
  const periodDays = median(gaps);
  const all = paid.map((days) => subscriptionOf(days, input.untilDay, periodDays));
  const known = all.filter(({ payments, isThere }) => payments > 1 || !isThere);
  const values = input.values.filter((_, at) => input.subscriptions[at] !== null && input.days[at]! <= input.untilDay);
  const discount = (1 + input.yearlyDiscount) ** (periodDays / 365) - 1;
  const { fit, why_not } = discount > 0 ? fitOf(known, discount) : { fit: null, why_not: "Without a discount a lifetime has no end." };
  return {
    subscriptions: all.length,
    too_young: all.length - known.length,
    period_days: periodDays,
    mean_payment: values.reduce((sum, value) => sum + value, 0) / values.length,
    renewals: known.length === 0 ? [] : renewalRows(renewalCounts(known), known, fit?.parameters),
    fit,
    why_not,
  };
}
