import { checkCount, checkFinite, checkNotNegative } from "../../input/check.ts";

/** How purchases to come are turned into money. */
export interface ValuePlan {
  /** The expected purchases up to a time from now, such as `(t) => bgNbdConditional(model, customer, t)`; it must not fall. */
  readonly purchasesBy: (t: number) => number;
  /** The money of one purchase, such as `gammaGammaSpend(...)`, in minor units or any other unit. */
  readonly spend: number;
  /** How many periods are counted, at least 0. */
  readonly periods: number;
  /** The length of a period in the unit of the model's time; missing means 1. */
  readonly periodLength?: number;
  /** The rate of discount by period, at least 0; missing means 0: 10 % a year is 1.1 ** (1 / 52) - 1 a week. */
  readonly discount?: number;
  /** The share of spend that is profit; missing means 1: the value is revenue, not profit. */
  readonly margin?: number;
}

/** What a customer is expected to bring in the periods that are counted. */
export interface LifetimeValue {
  readonly purchases: number;
  readonly discountedPurchases: number;
  /** Spend times margin times the discounted purchases, in the unit of spend, not rounded. */
  readonly value: number;
}

/**
 * What a customer is expected to bring over some periods, discounted, under any model of purchases.
 *
 * Purchases of a period count as if they came at its end, which is on the low side by half a period's discount. The horizon is yours to
 * choose: models are not to be trusted far beyond a time as long as the one they were fitted to. For all time under Pareto/NBD and
 * BG/BB there is `paretoNbdDiscounted` and `bgBbDiscounted`.
 *
 * @param plan expectation, money, horizon and rate.
 * @throws {RangeError} when a number is none, or the expected purchases fall or are not finite.
 * @see Gupta, Lehmann and Stuart (2004), Valuing customers, Journal of Marketing Research 41, equation 1
 * @example
 * import { lifetimeValue } from "./lifetime-value.ts";
 * const { value } = lifetimeValue({ purchasesBy: (t) => 2 * t, spend: 50, periods: 2, discount: 0.25 });
 * value; // => 144
 */
export function lifetimeValue(plan: ValuePlan): LifetimeValue {
  const { purchasesBy, spend, periods, periodLength = 1, discount = 0, margin = 1 } = plan;
  checkFinite("spend", spend);
  checkFinite("margin", margin);
  checkCount("periods", periods);
  checkNotNegative("periodLength", periodLength);
  checkNotNegative("discount", discount);
  let [before, discountedPurchases] = [0, 0];
  for (let period = 1; period <= periods; period++) {
    const purchases = purchasesBy(period * periodLength);
    if (!(purchases >= before * (1 - 1e-9) && purchases < Infinity)) {
      throw new RangeError(`purchasesBy must give a finite number that does not fall: got ${purchases} after ${before}`);
    }
    discountedPurchases += (purchases - before) / (1 + discount) ** period;
    before = purchases;
  }
  return { purchases: before, discountedPurchases, value: spend * margin * discountedPurchases };
}
