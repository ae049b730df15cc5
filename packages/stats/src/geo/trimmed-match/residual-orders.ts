import type { Numbers } from "../../input/check.ts";
import type { Range } from "../return-set.ts";

/** Differences of the pairs: treated less control, in response and in spend. */
export interface PairDifferences {
  readonly response: Numbers;
  readonly spend: Numbers;
}

/** The returns at which two pairs have the same residual, ascending, each once. */
function crossings({ response, spend }: PairDifferences): Float64Array {
  const found: number[] = [];
  for (let i = 1; i < response.length; i++) {
    for (let j = 0; j < i; j++) {
      const at = ((response[i] as number) - (response[j] as number)) / ((spend[i] as number) - (spend[j] as number));
      if (Number.isFinite(at)) found.push(at);
    }
  }
  const sorted = Float64Array.from(found).sort();
  return sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
}

/** A return inside a range, also where an end is infinite. */
function inside([from, to]: Range): number {
  if (from === -Infinity) return to === Infinity ? 0 : to - Math.max(1, Math.abs(to));
  return to === Infinity ? from + Math.max(1, Math.abs(from)) : from + (to - from) / 2;
}

/** Sorts places by their residuals; nearly sorted ones, as after one crossing, take linear time. */
function sortByInsertion(order: Int32Array, residuals: Float64Array): void {
  for (let at = 1; at < order.length; at++) {
    const place = order[at] as number;
    const value = residuals[place] as number;
    let to = at;
    for (; to > 0 && (residuals[order[to - 1] as number] as number) > value; to--) order[to] = order[to - 1] as number;
    order[to] = place;
  }
}

/**
 * Pairs from the lowest residual, response - r spend, to the highest; equal ones by spend, so that the order they came in does not matter.
 *
 * @example
 * import { residualOrder } from "./residual-orders.ts";
 * residualOrder({ response: [3, 1, 2], spend: [1, 1, 1] }, 5); // => Int32Array.of(1, 2, 0)
 */
export function residualOrder({ response, spend }: PairDifferences, r: number): Int32Array {
  const residuals = Float64Array.from(response, (value, at) => value - r * (spend[at] as number));
  return Int32Array.from(residuals.keys()).sort(
    (a, b) => (residuals[a] as number) - (residuals[b] as number) || (spend[a] as number) - (spend[b] as number),
  );
}

/**
 * Goes through all returns r from -Infinity to Infinity, telling each range in which the order of the residuals stays the same.
 *
 * Two residuals change places where their lines cross, so that there are at most n (n - 1) / 2 + 1 ranges. Time: n for each range. The order
 * is found by sorting inside each range and not by exchanging neighbours, so that lines through one point and equal pairs do no harm.
 *
 * @param pairs differences of response and spend.
 * @param visit is told the range and the places of the pairs by their residuals; the list is used again.
 * @example
 * import { forEachOrder } from "./residual-orders.ts";
 * const seen = [];
 * forEachOrder({ response: [1, 4], spend: [1, 2] }, (range, order) => seen.push([...range, ...order]));
 * seen; // => [[-Infinity, 3, 0, 1], [3, Infinity, 1, 0]]
 */
export function forEachOrder(pairs: PairDifferences, visit: (range: Range, order: Int32Array) => void): void {
  const { response, spend } = pairs;
  const bounds = [-Infinity, ...crossings(pairs), Infinity];
  const order = residualOrder(pairs, inside([-Infinity, bounds[1] as number]));
  const residuals = new Float64Array(response.length);
  for (let at = 1; at < bounds.length; at++) {
    const range = [bounds[at - 1] as number, bounds[at] as number] as const;
    const r = inside(range);
    for (let pair = 0; pair < residuals.length; pair++) residuals[pair] = (response[pair] as number) - r * (spend[pair] as number);
    sortByInsertion(order, residuals);
    visit(range, order);
  }
}
