import { notAbove, returnSet, type Parabola, type Range, type ReturnSet } from "../return-set.ts";
import { forEachOrder, type PairDifferences } from "./residual-orders.ts";

/** Sums of squares and products around the mean, with the lowest and highest kept pair standing for those that are trimmed. */
interface Spread {
  readonly responses: number;
  readonly spends: number;
  readonly products: number;
}

/** The mean over all pairs after winsorizing. */
function winsorizedMean(list: ArrayLike<number>, order: Int32Array, trim: number): number {
  const last = order.length - 1;
  let total = trim * ((list[order[trim] as number] as number) + (list[order[last - trim] as number] as number));
  for (let at = trim; at <= last - trim; at++) total += list[order[at] as number] as number;
  return total / order.length;
}

function spreadOf({ response, spend }: PairDifferences, order: Int32Array, trim: number): Spread {
  const [meanResponse, meanSpend] = [winsorizedMean(response, order, trim), winsorizedMean(spend, order, trim)];
  const last = order.length - 1;
  let [responses, spends, products] = [0, 0, 0];
  for (let at = trim; at <= last - trim; at++) {
    const place = order[at] as number;
    const count = (at === trim ? trim : 0) + (at === last - trim ? trim : 0) + 1;
    const [y, x] = [(response[place] as number) - meanResponse, (spend[place] as number) - meanSpend];
    responses += count * y * y;
    spends += count * x * x;
    products += count * x * y;
  }
  return { responses, spends, products };
}

/** What is at most zero where the studentized trimmed mean is within its bound. */
function inequality(pairs: PairDifferences, order: Int32Array, trim: number, bound: number): Parabola {
  const kept = order.length - 2 * trim;
  const factor = (bound * bound * kept) / (kept - 1);
  let [response, spend] = [0, 0];
  for (let at = trim; at < order.length - trim; at++) {
    response += pairs.response[order[at] as number] as number;
    spend += pairs.spend[order[at] as number] as number;
  }
  const { responses, spends, products } = spreadOf(pairs, order, trim);
  return { a: spend * spend - factor * spends, b: spend * response - factor * products, c: response * response - factor * responses };
}

/**
 * The returns at which the studentized trimmed mean of the residuals is within a bound of zero.
 *
 * Tukey and McLaughlin's statistic: the sum of the kept residuals against the winsorized sum of squares. In each range of returns in which
 * the residuals keep their order it is a quadratic inequality, solved exactly; the set is what these give together. It is solved in the
 * distance from the estimate, so that a fit that is nearly perfect keeps its digits.
 *
 * @param pairs at least two.
 * @param estimate a return that the statistic does not refuse.
 * @param at how many are trimmed at each end, so that at least two are kept, and the bound, such as the 0.95 quantile of Student's t.
 * @example
 * import { studentizedSet } from "./studentized-set.ts";
 * const set = studentizedSet({ response: [1, 2, 3], spend: [1, 1, 1] }, 2, { trim: 0, bound: 1 });
 * set.kind === "interval" && [set.lower.toFixed(6), set.upper.toFixed(6)]; // => ["1.422650", "2.577350"]
 */
export function studentizedSet(pairs: PairDifferences, estimate: number, { trim, bound }: { trim: number; bound: number }): ReturnSet {
  const left = { spend: pairs.spend, response: Float64Array.from(pairs.response, (y, at) => y - estimate * (pairs.spend[at] as number)) };
  const ranges: Range[] = [];
  forEachOrder(left, (range, order) => ranges.push(...notAbove(inequality(left, order, trim, bound), range)));
  return returnSet(estimate, ranges);
}
