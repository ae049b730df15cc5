/** One conversion in the history of a person or a subscription. */
export interface HistoryRow {
  readonly id: string;
  /** The person, after merges; null when nobody is known. */
  readonly personId: string | null;
  readonly subscriptionId: string | null;
  readonly occurredAtMs: number;
  /** A paid order above zero: what makes its customer a returning one. A trial for nothing does not. */
  readonly isPurchase: boolean;
  /** What the sender itself said; null: it is worked out here. */
  readonly statedIsNew: boolean | null;
  readonly statedRenewalNumber: number | null;
}

/** Whether a conversion's customer is new, and how that is known. */
export interface Novelty {
  /** Null when the customer is unknown. */
  readonly isNewCustomer: boolean | null;
  readonly reason: "stated" | "first_order" | "earlier_order" | "no_customer";
}

const earlierFirst = (a: HistoryRow, b: HistoryRow): number => a.occurredAtMs - b.occurredAtMs || (a.id < b.id ? -1 : 1);

/** For each row that has a group the number of purchases before it in that group. */
function purchasesBefore(rows: readonly HistoryRow[], groupOf: (row: HistoryRow) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  const before = new Map<string, number>();
  for (const row of rows.toSorted(earlierFirst)) {
    const group = groupOf(row);
    if (group === null) continue;
    const count = counts.get(group) ?? 0;
    before.set(row.id, count);
    if (row.isPurchase) counts.set(group, count + 1);
  }
  return before;
}

function noveltyOf(row: HistoryRow, earlierOrders: number | undefined): Novelty {
  if (row.statedIsNew !== null) return { isNewCustomer: row.statedIsNew, reason: "stated" };
  if (earlierOrders === undefined) return { isNewCustomer: null, reason: "no_customer" };
  return earlierOrders === 0 ? { isNewCustomer: true, reason: "first_order" } : { isNewCustomer: false, reason: "earlier_order" };
}

/**
 * Whether each conversion is its customer's first.
 *
 * A customer is new as long as no paid order above zero of the same person came before, by the time of the orders, not of their arrival;
 * at one instant the id decides. What the sender states about it holds.
 *
 * @param rows for each person every conversion up to the first purchase, and those to be judged; in any order.
 * @returns for each row its novelty.
 * @example
 * import { novelties } from "./novelty.ts";
 * const row = { personId: "p", subscriptionId: null, isPurchase: true, statedIsNew: null, statedRenewalNumber: null };
 * novelties([{ ...row, id: "a", occurredAtMs: 1 }, { ...row, id: "b", occurredAtMs: 2 }]).get("b")?.reason; // => "earlier_order"
 */
export function novelties(rows: readonly HistoryRow[]): ReadonlyMap<string, Novelty> {
  const before = purchasesBefore(rows, (row) => row.personId);
  return new Map(rows.map((row) => [row.id, noveltyOf(row, before.get(row.id))]));
}

/**
 * The number of each conversion within its subscription: how many paid orders above zero of it came before, so that a trial for nothing
 * and the first payment both count zero. A number that the sender states holds.
 *
 * @param rows every conversion of each subscription, in any order.
 * @returns for each row its number; null outside a subscription.
 * @example
 * import { renewalNumbers } from "./novelty.ts";
 * const row = { personId: null, subscriptionId: "s", statedIsNew: null, statedRenewalNumber: null };
 * const trial = { ...row, id: "a", occurredAtMs: 1, isPurchase: false };
 * renewalNumbers([trial, { ...row, id: "b", occurredAtMs: 2, isPurchase: true }]).get("b"); // => 0
 */
export function renewalNumbers(rows: readonly HistoryRow[]): ReadonlyMap<string, number | null> {
  const before = purchasesBefore(rows, (row) => row.subscriptionId);
  return new Map(rows.map((row) => [row.id, row.statedRenewalNumber ?? before.get(row.id) ?? null]));
}
