import { checkNumbers, checkProbability, type Numbers } from "../input/check.ts";

/** The nine definitions of Hyndman and Fan (1996), as R numbers them. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Types 4 to 9 interpolate at n p + a + p (1 - a - b): their a and b. */
const PLOTTING: Readonly<Record<4 | 5 | 6 | 7 | 8 | 9, readonly [number, number]>> = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

const FUZZ = 4 * Number.EPSILON;

/** How much of the upper neighbour counts, for the three types that jump. */
function jump(type: 1 | 2 | 3, position: number, whole: number): number {
  const isBetween = position > whole + FUZZ;
  if (type === 1) return isBetween ? 1 : 0;
  if (type === 2) return isBetween ? 1 : 0.5;
  return isBetween || whole % 2 !== 0 ? 1 : 0;
}

/** The lower neighbour, counted from 1, and the share of the upper one. */
function neighbours(count: number, p: number, type: QuantileType): { lower: number; share: number } {
  if (type <= 3) {
    const position = type === 3 ? count * p - 0.5 : count * p;
    const lower = Math.floor(position + FUZZ);
    return { lower, share: jump(type as 1 | 2 | 3, position, lower) };
  }
  const [a, b] = PLOTTING[type as 4];
  const position = a + p * (count + 1 - a - b);
  const lower = Math.floor(position + FUZZ);
  const share = position - lower;
  return { lower, share: Math.abs(share) < FUZZ ? 0 : share };
}

/**
 * A quantile of numbers that are sorted already; several of them cost one sort this way.
 *
 * @param sorted at least one finite number, ascending; the order is not checked.
 * @param p in [0, 1].
 * @param type the definition; missing means 7.
 * @throws {RangeError} when there is no number or p is no probability.
 * @example
 * import { quantileOfSorted } from "./quantile.ts";
 * quantileOfSorted([1, 2, 3, 4], 0.25); // => 1.75
 */
export function quantileOfSorted(sorted: Numbers, p: number, type: QuantileType = 7): number {
  if (sorted.length === 0) throw new RangeError("sorted must be a list of at least 1: got 0 of them");
  checkProbability("p", p);
  const { lower, share } = neighbours(sorted.length, p, type);
  const at = (place: number): number => sorted[Math.min(sorted.length, Math.max(1, place)) - 1] ?? Number.NaN;
  const [below, above] = [at(lower), at(lower + 1)];
  return share === 0 || below === above ? below : (1 - share) * below + share * above;
}

/**
 * A quantile: the value below which a share p of the numbers lies.
 *
 * There are nine definitions, which agree for many numbers and differ for few; say which one in a report. The default 7 is that of R,
 * NumPy and spreadsheets; 6 is that of Minitab and SPSS, 8 is the one that Hyndman and Fan advise, 1 always gives one of the numbers.
 * Time: a sort.
 *
 * @param values at least one finite number, any order.
 * @param p in [0, 1]; 0.5 is the median.
 * @param type the definition, 1 to 9 as in R; missing means 7.
 * @throws {RangeError} when there is no number, one is not finite, or p is no probability.
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50
 * @example
 * import { quantile } from "./quantile.ts";
 * quantile([4, 1, 3, 2], 0.25); // => 1.75
 * quantile([4, 1, 3, 2], 0.25, 1); // => 1
 */
export function quantile(values: Numbers, p: number, type: QuantileType = 7): number {
  checkNumbers("values", values);
  return quantileOfSorted(Float64Array.from(values).sort(), p, type);
}

/**
 * The median: the middle number, or the mean of the two in the middle.
 *
 * @param values at least one finite number.
 * @throws {RangeError} when there is none, or one is not finite.
 * @example
 * import { median } from "./quantile.ts";
 * median([5, 1, 3, 100]); // => 4
 */
export function median(values: Numbers): number {
  return quantile(values, 0.5);
}
