import { endOfUnit, startOfUnit, type StatedTime } from "../../../kernel/time.ts";
import { addCalendarDays, addCalendarMonths, localPeriod, type TimeRange } from "../../../kernel/zone.ts";
import type { PayCap, PayRecurrence } from "./pay-rule.ts";

/** An order of the same customer that has earned in the same program, and has not been taken back completely. */
export interface EarnedOrder {
  readonly orderId: string;
  readonly programId: string;
  readonly atMs: number;
}

/**
 * Whether a touch can still be paid for an order: the order lies before the same time of day `days` calendar days after the touch.
 *
 * Half-open: an order at the very end of the window is outside. An order stated to the second or the day counts from the first instant
 * at which it may have happened. The zone's clocks decide, so a window over a change of clocks has an hour more or less.
 *
 * @param touchAtMs milliseconds since 1970.
 * @param order the order's time and its precision.
 * @param days calendar days, >= 0; 0 means that no touch of this kind is ever paid.
 * @param zone an IANA zone name.
 * @example
 * import { isInWindow } from "./pay-limits.ts";
 * const day = 86_400_000;
 * isInWindow(0, { atMs: 30 * day - 1, precision: "ms" }, 30, "UTC"); // => true
 * isInWindow(0, { atMs: 30 * day, precision: "ms" }, 30, "UTC"); // => false
 */
export function isInWindow(touchAtMs: number, order: StatedTime, days: number, zone: string): boolean {
  return startOfUnit(order.atMs, order.precision, zone) < addCalendarDays(touchAtMs, days, zone);
}

/**
 * Whether something that was valid for a while was so at an order's time, or may have been where that is known to the second or day only.
 *
 * @param order the order's time and its precision.
 * @param fromMs when it became valid.
 * @param toMs when it ceased to be, null while it has not; that instant itself is outside.
 * @param zone an IANA zone name.
 * @example
 * import { isValidAt } from "./pay-limits.ts";
 * isValidAt({ atMs: 10, precision: "ms" }, 10, null, "UTC"); // => true
 * isValidAt({ atMs: 10, precision: "ms" }, 0, 10, "UTC"); // => false
 */
export function isValidAt(order: StatedTime, fromMs: number, toMs: number | null, zone: string): boolean {
  const latestMs = order.precision === "ms" ? order.atMs : endOfUnit(order.atMs, order.precision, zone) - 1;
  return fromMs <= latestMs && (toMs === null || startOfUnit(order.atMs, order.precision, zone) < toMs);
}

/**
 * Whether a rule's recurrence lets an order earn, given what the customer has earned for before.
 *
 * Counted are earlier orders that earned in the same program, so a free trial starts no clock and uses nothing up. Months run on the
 * zone's calendar from the first of them and are half-open: with one month from 31 January the order of 28 February at the same time
 * of day is the first outside.
 *
 * @param recurrence the rule's.
 * @param order the order's id and time.
 * @param earned the customer's orders that earned in the program, in any order; those at or after the order do not count.
 * @param zone an IANA zone name.
 * @example
 * import { isStillEarning } from "./pay-limits.ts";
 * const earned = [{ orderId: "a", programId: "p", atMs: 0 }];
 * isStillEarning({ kind: "first_orders", count: 1 }, { orderId: "b", atMs: 5 }, earned, "UTC"); // => false
 */
export function isStillEarning(
  recurrence: PayRecurrence,
  order: { readonly orderId: string; readonly atMs: number },
  earned: readonly EarnedOrder[],
  zone: string,
): boolean {
  const isEarlier = (other: EarnedOrder): boolean =>
    other.atMs < order.atMs || (other.atMs === order.atMs && other.orderId < order.orderId);
  const earlier = earned.filter(isEarlier);
  if (recurrence.kind === "all" || earlier.length === 0) return recurrence.kind === "all" || recurrence.count > 0;
  if (recurrence.kind === "first_orders") return earlier.length < recurrence.count;
  const firstAtMs = Math.min(...earlier.map((other) => other.atMs));
  return order.atMs < addCalendarMonths(firstAtMs, recurrence.count, zone);
}

/**
 * The period whose earnings a cap counts together, for an order at a given time.
 *
 * @param cap the rule's cap.
 * @param atMs milliseconds since 1970, the order's time.
 * @param zone an IANA zone name.
 * @returns a half-open range of instants, or null for a cap over all time.
 * @example
 * import { capPeriod } from "./pay-limits.ts";
 * capPeriod({ money: { amount: "50000", currency: "EUR" }, per: "day" }, 90_000_000, "UTC"); // => { fromMs: 86400000, toMs: 172800000 }
 */
export function capPeriod(cap: PayCap, atMs: number, zone: string): TimeRange | null {
  return cap.per === "all" ? null : localPeriod(atMs, cap.per, zone);
}
