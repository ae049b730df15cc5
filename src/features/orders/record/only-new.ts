import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import type { Arrival } from "./arrival.ts";

/** Raised while orders are recorded that were taken for new: one of them, or one of its names, is known in another form. */
export class NotOnlyNew extends Error {}

/**
 * Whether arrivals concern nothing but the orders among them, as long as all of these are new: no order goes by the id of another, and
 * what is taken back is taken of orders that are brought along.
 *
 * Then they may be recorded beside others: of two that bring the same order the table takes one, of two that bring the same name as well,
 * and the other notices ({@link NotOnlyNew}).
 *
 * @param orders that arrive.
 * @param adjustments that come with them.
 * @example
 * import { mayBeOnlyNew } from "./only-new.ts";
 * mayBeOnlyNew([], []); // => true
 */
export function mayBeOnlyNew(orders: readonly Arrival[], adjustments: readonly ArrivingAdjustment[]): boolean {
  const brought = new Set(orders.map(({ order }) => `${order.storeId} ${order.externalId}`));
  return (
    orders.every(({ order }) => order.names.every(({ kind, value }) => kind !== "order" || value === order.externalId)) &&
    adjustments.every(({ storeId, names }) => names.every(({ kind, value }) => kind === "order" && brought.has(`${storeId} ${value}`)))
  );
}
