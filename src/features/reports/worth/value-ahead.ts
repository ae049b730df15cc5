import {
  bgNbdConditional,
  fittedIntervals,
  gammaGammaSpend,
  lifetimeValue,
  type BgNbd,
  type BgNbdOutcome,
  type FittedInterval,
  type GammaGamma,
  type GammaGammaOutcome,
  type PurchaseHistory,
} from "@vouch/stats";

/** The ends of an interval of 95 %. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** What a customer brings in the weeks to come, on average, in whole units; null where spends tell nothing. */
export interface ValueAhead {
  readonly future_value: number | null;
  /** Of what is expected, from how well the orders tell the models' parameters; null where they do not tell. */
  readonly future_value_interval: Ends | null;
  readonly future_value_discounted: number | null;
  readonly future_value_discounted_interval: Ends | null;
}

/** Both models as fitted to the same customers. */
export interface FittedModels {
  readonly orders: Extract<BgNbdOutcome, { readonly kind: "fitted" }>;
  readonly spends: Extract<GammaGammaOutcome, { readonly kind: "fitted" }>;
}

/** How far is looked, and what a year's wait costs, such as 0.1. */
interface Horizon {
  readonly weeks: number;
  readonly yearlyDiscount: number;
}

/** Purchases to come, as they are and discounted. */
type Purchases = readonly [plain: number, discounted: number];

/** Customers with the same history of orders: what is to come of each is the same, and is worked out once. */
function alike(histories: readonly PurchaseHistory[]): PurchaseHistory[][] {
  const cells = new Map<string, PurchaseHistory[]>();
  for (const history of histories) {
    const key = `${history.repeats} ${history.recency} ${history.age}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [history]);
    else cell.push(history);
  }
  return [...cells.values()];
}

/** What the orders of customers are worth together, one order each. */
const spendOf = (model: GammaGamma, cell: readonly PurchaseHistory[]): number =>
  cell.reduce((sum, { repeats, meanSpend }) => {
    return sum + gammaGammaSpend(model, { purchases: meanSpend > 0 ? repeats : 0, meanSpend: Math.max(0, meanSpend) });
  }, 0);

/** The slopes are taken over so many spans of the time to come, not week by week: what a wait costs hardly moves them. */
const mostSpans = 6;

function purchasesOf(model: BgNbd, history: PurchaseHistory, { weeks, yearlyDiscount }: Horizon, periods: number): Purchases {
  const periodLength = weeks / periods;
  const discount = (1 + yearlyDiscount) ** ((7 * periodLength) / 365) - 1;
  const purchasesBy = (t: number): number => bgNbdConditional(model, history, t);
  const each = lifetimeValue({ purchasesBy, spend: 1, periods, periodLength, discount });
  return [each.purchases, each.discountedPurchases];
}

/** The interval around a figure, as wide in proportion as it was told. */
const endsOf = (figure: number, interval: FittedInterval | undefined): Ends | null =>
  interval?.kind === "estimated"
    ? { low: figure * (interval.low / interval.estimate), high: figure * (interval.high / interval.estimate) }
    : null;

/** Where spends tell nothing. */
export const noValueAhead: ValueAhead = {
  future_value: null,
  future_value_interval: null,
  future_value_discounted: null,
  future_value_discounted_interval: null,
};

/** Names in the order of a fit's covariance. */
const valuesOf = (parameters: Readonly<Record<string, number>>): number[] => Object.values(parameters);
const named = <Name extends string>(like: Readonly<Record<Name, number>>, values: Float64Array): Readonly<Record<Name, number>> =>
  Object.fromEntries(Object.keys(like).map((name, at) => [name, values[at]!])) as Record<Name, number>;

/**
 * What customers bring in the weeks to come: BG/NBD's orders of each times Gamma-Gamma's spend of each, the mean over customers, with its
 * interval by the delta method over the parameters of both fits. Their likelihoods multiply, so that their variances add up.
 *
 * The interval holds the mean that is expected of these very customers at the true parameters nineteen times in twenty. It leaves out luck
 * of the weeks to come, and that customers may behave otherwise than the models have it. By simulation it covers 97 % of the time with 400
 * customers and 91 % with 150: of fewer it is too narrow.
 *
 * @param models both fits, to these customers.
 * @param histories at least one, times in weeks, spend in whole units.
 * @returns values above zero; intervals null where q is so near to 1 that the mean spend may be infinite.
 * @throws {RangeError} when q of the spends is at most 1, so that they have no mean.
 * @see Oehlert (1992), A note on the delta method, The American Statistician 46
 */
export function valueAhead({ orders, spends }: FittedModels, histories: readonly PurchaseHistory[], horizon: Horizon): ValueAhead {
  const cells = alike(histories);
  const purchasesBy = (model: BgNbd, periods: number): Purchases[] => cells.map((cell) => purchasesOf(model, cell[0]!, horizon, periods));
  const spendBy = (model: GammaGamma): number[] => cells.map((cell) => spendOf(model, cell));
  const means = (each: readonly Purchases[], worth: readonly number[]): [number, number] => {
    const mean = (which: 0 | 1): number => each.reduce((sum, count, at) => sum + count[which] * worth[at]!, 0) / histories.length;
    return [mean(0), mean(1)];
  };
  const spend = spendBy(spends.parameters);
  const spans = Math.min(horizon.weeks, mostSpans);
  const inSpans = purchasesBy(orders.parameters, spans);
  const [plain, discounted] = fittedIntervals([
    {
      at: valuesOf(orders.parameters),
      covariance: orders.covariance,
      figures: (values) => means(purchasesBy(named(orders.parameters, values), spans), spend),
    },
    {
      at: valuesOf(spends.parameters),
      covariance: spends.covariance,
      figures: (values) => means(inSpans, spendBy(named(spends.parameters, values))),
    },
  ]);
  const [value, less] = means(purchasesBy(orders.parameters, horizon.weeks), spend);
  return {
    future_value: value,
    future_value_interval: endsOf(value, plain),
    future_value_discounted: less,
    future_value_discounted_interval: endsOf(less, discounted),
  };
}
