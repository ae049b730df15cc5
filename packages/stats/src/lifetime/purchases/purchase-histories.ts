import { checkCount, checkFinite } from "../../input/check.ts";
import type { Customer } from "./customer.ts";

/** One purchase of one customer. */
export interface Purchase {
  readonly customer: string;
  /** The day as a whole number, such as days since 1970-01-01 in the shop's zone. */
  readonly day: number;
  /** Its money, in one unit for all; not used where it is missing. */
  readonly value?: number;
}

/** A customer's history up to a day, with what the repeats were worth. */
export interface PurchaseHistory extends Customer {
  readonly customer: string;
  /** The mean value of a day with a repeat purchase; 0 where there is none. */
  readonly meanSpend: number;
}

/** Up to when, and in which unit of time. */
export interface HistoryOptions {
  /** The last day that counts; later purchases are left out, and so are customers whose first purchase is on it or later. */
  readonly untilDay: number;
  /** How many days are a unit of time; missing means 7: weeks, as the literature has it. */
  readonly daysPerUnit?: number;
}

/** The value of each day with a purchase, by customer, in the order of their first appearance. */
function dailyValues(purchases: readonly Purchase[], untilDay: number): Map<string, Map<number, number>> {
  const customers = new Map<string, Map<number, number>>();
  purchases.forEach(({ customer, day, value = 0 }, at) => {
    if (!Number.isSafeInteger(day)) throw new RangeError(`purchases[${at}].day must be a whole number: got ${day}`);
    checkFinite(`purchases[${at}].value`, value);
    if (day > untilDay) return;
    const days = customers.get(customer) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + value);
    customers.set(customer, days);
  });
  return customers;
}

/**
 * Purchases as histories of customers: repeats, recency, age and mean spend.
 *
 * Purchases of one day are one purchase, and the first day does not count, neither as a repeat nor in the mean: leaving out either step is
 * the usual way to get other parameters than the literature. Time and memory: linear.
 *
 * @param purchases in any order.
 * @param options the end of what was observed.
 * @returns a history a customer, in the order in which they first appear.
 * @throws {RangeError} when a day is no whole number, a value is not finite, or an option is none.
 * @see Fader and Hardie, brucehardie.com/notes/026, section 2
 * @example
 * import { purchaseHistories } from "./purchase-histories.ts";
 * const days = [0, 7, 7, 21].map((day) => ({ customer: "ann", day, value: 10 }));
 * purchaseHistories(days, { untilDay: 28 }); // => [{ customer: "ann", repeats: 2, recency: 3, age: 4, meanSpend: 15 }]
 */
export function purchaseHistories(purchases: readonly Purchase[], { untilDay, daysPerUnit = 7 }: HistoryOptions): PurchaseHistory[] {
  checkFinite("untilDay", untilDay);
  checkCount("daysPerUnit", daysPerUnit, 1);
  const histories: PurchaseHistory[] = [];
  for (const [customer, days] of dailyValues(purchases, untilDay)) {
    const first = Math.min(...days.keys());
    if (first >= untilDay) continue;
    const repeats = days.size - 1;
    const total = [...days.values()].reduce((sum, value) => sum + value, 0) - (days.get(first) as number);
    histories.push({
      customer,
      repeats,
      recency: (Math.max(...days.keys()) - first) / daysPerUnit,
      age: (untilDay - first) / daysPerUnit,
      meanSpend: repeats > 0 ? total / repeats : 0,
    });
  }
  return histories;
}
