import { checkNumbers, type Numbers } from "../../input/check.ts";
import { mean } from "../../summary/moments.ts";

/**
 * How many independent draws a chain of dependent ones is worth, for its mean.
 *
 * Geyer's initial monotone sequence: sums of two neighbouring autocovariances are counted while they are positive, none above the one before.
 * Time: draws x the lag at which that ends.
 *
 * @param values one number of each draw in the order in which they were drawn, at least four.
 * @returns at most the number of draws; all of them where the draws do not vary.
 * @throws {RangeError} when there are fewer than four or one is not finite.
 * @see Geyer (1992), Practical Markov chain Monte Carlo, Statistical Science 7, section 3.3
 * @example
 * import { effectiveDraws } from "./effective-draws.ts";
 * effectiveDraws([1, 1, 2, 2, 1, 1, 2, 2]) <= 8; // => true
 */
export function effectiveDraws(values: Numbers): number {
  checkNumbers("values", values, 4);
  const n = values.length;
  const middle = mean(values);
  const gaps = Float64Array.from(values, (value) => value - middle);
  const covarianceAt = (lag: number): number => {
    let total = 0;
    for (let at = lag; at < n; at++) total += (gaps[at] as number) * (gaps[at - lag] as number);
    return total / n;
  };
  const variance = covarianceAt(0);
  if (!(variance > 0)) return n;
  let [total, before] = [-variance, Number.POSITIVE_INFINITY];
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = Math.min(before, covarianceAt(lag) + covarianceAt(lag + 1));
    if (!(pair > 0)) break;
    total += 2 * pair;
    before = pair;
  }
  return Math.min(n, (n * variance) / Math.max(total, variance / n));
}
