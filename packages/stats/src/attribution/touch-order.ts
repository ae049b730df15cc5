/** What decides the order of touches. */
export interface Timed {
  readonly id: string;
  readonly atMs: number;
}

/**
 * Touches in the one order that every model uses: by time, equal times by id.
 *
 * Ties are broken here once and nowhere else. Ids compare by their code units; ids made by time (uuid version 7) thereby keep the order
 * in which they were made.
 *
 * @param touches any order; not changed.
 * @returns a new list.
 * @throws {RangeError} when a time is no finite number: an unknown time has no place in an order.
 * @example
 * import { inTouchOrder } from "./touch-order.ts";
 * inTouchOrder([{ id: "b", atMs: 5 }, { id: "a", atMs: 5 }, { id: "c", atMs: 1 }]).map((touch) => touch.id); // => ["c", "a", "b"]
 */
export function inTouchOrder<T extends Timed>(touches: readonly T[]): T[] {
  if (touches.some((touch) => !Number.isFinite(touch.atMs))) throw new RangeError("a touch needs a time");
  return touches.toSorted((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : Number(one.id > other.id)));
}
