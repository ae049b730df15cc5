/** One whole in parts per billion. */
export const WHOLE_PPB = 1_000_000_000;

/** Working space that grows to the longest list seen, so that a loop over millions of conversions allocates nothing. */
let remainders = new Float64Array(64);
let ranked = new Float64Array(64);

function makeRoom(count: number): void {
  if (count <= remainders.length) return;
  remainders = new Float64Array(2 * count);
  ranked = new Float64Array(2 * count);
}

/**
 * Weights turned in place into whole parts per billion that sum to exactly one billion.
 *
 * Largest remainder: each share is rounded down, then the parts left over go one each to the shares that lost most by it; equal losses
 * go by order, first touch first. The leftovers are found by selection instead of sorting, in linear time on average.
 *
 * @param weights `count` numbers >= 0 with a positive, finite sum; only their proportions matter.
 * @param count how many of them count, at least 1 and below ten million.
 * @param out receives the parts at 0 .. count - 1.
 * @throws {RangeError} when the weights have no positive, finite sum.
 * @example
 * import { apportionInto } from "./largest-remainder.ts";
 * const out = new Int32Array(2);
 * apportionInto(Float64Array.of(1, 3), 2, out);
 * Array.from(out); // => [250000000, 750000000]
 */
export function apportionInto(weights: Float64Array, count: number, out: Int32Array): void {
  makeRoom(count);
  let total = 0;
  for (let index = 0; index < count; index++) total += weights[index] ?? 0;
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) throw new RangeError("weights need a positive, finite sum");
  let left = WHOLE_PPB;
  for (let index = 0; index < count; index++) {
    const share = ((weights[index] ?? 0) / total) * WHOLE_PPB;
    const part = Math.floor(share);
    out[index] = part;
    left -= part;
    remainders[index] = share - part;
  }
  if (left > 0) giveLeftovers(left, count, out);
}

function giveLeftovers(left: number, count: number, out: Int32Array): void {
  const smallestServed = nthLargestRemainder(left, count);
  let ties = left;
  for (let index = 0; index < count; index++) if ((remainders[index] ?? 0) > smallestServed) ties--;
  for (let index = 0; index < count; index++) {
    const remainder = remainders[index] ?? 0;
    if (remainder < smallestServed || (remainder === smallestServed && ties-- <= 0)) continue;
    out[index] = (out[index] ?? 0) + 1;
  }
}

/** Selection: narrows the range that holds the n-th largest until one value is left. */
function nthLargestRemainder(n: number, count: number): number {
  for (let index = 0; index < count; index++) ranked[index] = remainders[index] ?? 0;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const end = partitionRanked(low, high);
    if (n - 1 <= end) high = end;
    else low = end + 1;
  }
  return ranked[low] ?? 0;
}

/** Hoare's partition, which stays linear where many values are equal: gives where the part not below the middle value ends. */
function partitionRanked(low: number, high: number): number {
  const pivot = ranked[(low + high) >>> 1] ?? 0;
  let [i, j] = [low - 1, high + 1];
  for (;;) {
    do i++;
    while ((ranked[i] ?? 0) > pivot);
    do j--;
    while ((ranked[j] ?? 0) < pivot);
    if (i >= j) return j;
    swapRanked(i, j);
  }
}

function swapRanked(one: number, other: number): void {
  const kept = ranked[one] ?? 0;
  ranked[one] = ranked[other] ?? 0;
  ranked[other] = kept;
}

/**
 * Weights as whole parts per billion that sum to exactly one billion, by largest remainder, ties by order.
 *
 * @param weights numbers >= 0 with a positive, finite sum; only their proportions matter.
 * @returns one integer per weight, in order.
 * @throws {RangeError} for a negative or infinite weight, or when the sum is not positive.
 * @see https://en.wikipedia.org/wiki/Largest_remainders_method
 * @example
 * import { apportioned } from "./largest-remainder.ts";
 * apportioned([1, 1, 1]); // => [333333334, 333333333, 333333333]
 */
export function apportioned(weights: readonly number[]): number[] {
  if (weights.some((weight) => !(weight >= 0))) throw new RangeError("a weight must be a number of zero or more");
  const out = new Int32Array(weights.length);
  apportionInto(Float64Array.from(weights), weights.length, out);
  return Array.from(out);
}
