import { checkNumber, checkNumbers, type Numbers } from "../input/check.ts";

/**
 * The rank of each number among all, from 1 for the smallest; equal numbers share the mean of the ranks they take up.
 *
 * Midranks are what Kruskal-Wallis, Wilcoxon and Spearman need. Time: a sort.
 *
 * @param values at least one finite number.
 * @returns as many ranks, in the order of the values; they sum to n (n + 1) / 2.
 * @throws {RangeError} when there is no number, or one is not finite.
 * @example
 * import { ranks } from "./ranks.ts";
 * Array.from(ranks([30, 10, 10, 20])); // => [4, 1.5, 1.5, 3]
 */
export function ranks(values: Numbers): Float64Array {
  checkNumbers("values", values);
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const out = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let at = from; at < to; at++) out[order[at] ?? 0] = (from + 1 + to) / 2;
    from = to;
  }
  return out;
}

/**
 * The empirical distribution function of numbers: the share of them that is at most x.
 *
 * Time: a sort, then a binary search a call.
 *
 * @param values at least one finite number.
 * @returns a function of x with answers in [0, 1]; it refuses NaN.
 * @throws {RangeError} when there is no number, or one is not finite.
 * @example
 * import { empiricalCdf } from "./ranks.ts";
 * const shareUpTo = empiricalCdf([3, 1, 2, 2]);
 * [0, 2, 2.5, 9].map(shareUpTo); // => [0, 0.75, 0.75, 1]
 */
export function empiricalCdf(values: Numbers): (x: number) => number {
  checkNumbers("values", values);
  const sorted = Float64Array.from(values).sort();
  return (x) => {
    checkNumber("x", x);
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? 0) <= x) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
}
