import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import type { Arrival } from "./arrival.ts";

/** Thrown when orders that seemed to be new turn out not to be: one of them, or one of its names, is in the database already. */
export class NotOnlyNew extends Error {}

/**
 * Whether arrivals can be recorded at the same time as others, provided that all their orders are new.
 *
 * They can when they concern no order but those among them: none carries another order's id as a name, and every adjustment is of an order
 * that comes along. When two transactions then bring the same order or the same name, the unique keys let one of them through, and the
 * other one finds out ({@link NotOnlyNew}).
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
