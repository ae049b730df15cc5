import { binomialDistribution } from "../../distributions/counts.ts";
import { checkAlternative, type Alternative } from "../level.ts";
import { checkProportion, type Proportion } from "./proportion.ts";

/** Two groups whose total of successes is given: how many of them may be the second's, and the log chance of each number. */
interface Margins {
  readonly least: number;
  readonly most: number;
  readonly logMass: (successes: number) => number;
  /** The chance of one more by the chance of this number. */
  readonly ratio: (successes: number) => number;
}

/** The hypergeometric chances as a quotient of three binomial ones, none of which loses digits in large groups. */
function marginsOf(a: Proportion, b: Proportion): Margins {
  const total = a.successes + b.successes;
  const share = total / (a.trials + b.trials);
  const [inA, inB, inAll] = [a.trials, b.trials, a.trials + b.trials].map((trials) => binomialDistribution(trials, share).logDensity);
  const logOf = (logDensity: typeof inA, count: number): number => logDensity?.(count) ?? Number.NaN;
  return {
    least: Math.max(0, total - a.trials),
    most: Math.min(total, b.trials),
    logMass: (k) => logOf(inB, k) + logOf(inA, total - k) - logOf(inAll, total),
    ratio: (k) => (((b.trials - k) / (k + 1)) * (total - k)) / (a.trials - total + k + 1),
  };
}

/** The chance of `from` and all numbers beyond it, upwards or downwards: masses fall there, so the sum ends soon. */
function tail({ least, most, logMass, ratio }: Margins, from: number, direction: 1 | -1): number {
  if (from < least) return direction === 1 ? 1 : 0;
  if (from > most) return direction === 1 ? 0 : 1;
  let [term, sum] = [1, 1];
  for (let k = from; direction === 1 ? k < most : k > least; k += direction) {
    term *= direction === 1 ? ratio(k) : 1 / ratio(k - 1);
    sum += term;
    if (term < 1e-18 * sum) break;
  }
  return Math.exp(logMass(from)) * sum;
}

/** The number nearest to the middle, on the other side of it, that is no more likely than the one observed. */
function twin(margins: Margins, observed: number, isAbove: boolean): number {
  const limit = margins.logMass(observed) + 1e-7;
  const isRare = (k: number): boolean => margins.logMass(k) <= limit;
  let [rare, usual] = isAbove ? [margins.least - 1, observed] : [margins.most + 1, observed];
  while (Math.abs(rare - usual) > 1) {
    const middle = Math.floor((rare + usual) / 2);
    const isBeyond = isAbove ? margins.ratio(middle) > 1 : margins.ratio(middle - 1) < 1;
    if (isBeyond && isRare(middle)) rare = middle;
    else usual = middle;
  }
  return rare;
}

function twoSided(margins: Margins, observed: number): number {
  const isAbove = observed > margins.least && margins.ratio(observed - 1) < 1;
  const isBelow = observed < margins.most && margins.ratio(observed) > 1;
  if (!isAbove && !isBelow) return 1;
  const own = tail(margins, observed, isAbove ? 1 : -1);
  return Math.min(1, own + tail(margins, twin(margins, observed, isAbove), isAbove ? -1 : 1));
}

/**
 * Whether two rates differ, by the chance of each table with the same margins: exact at any size.
 *
 * For small counts, where the z-test is rough. The two-sided p-value adds up all tables that are no more likely than the one observed, as
 * R does. It keeps its level always and often by far: at small counts it refuses a true null much less often than the level allows.
 * Time: a few dozen to a few thousand terms, whatever the size of the groups.
 *
 * @param a the first group, such as control.
 * @param b the second group, such as treated.
 * @param alternative missing means `two-sided`; `greater` is for the second rate above the first.
 * @returns p in [0, 1]; 1 where all succeeded or all failed, since there is one table only.
 * @throws {RangeError} when a proportion is none.
 * @see Agresti (2013), Categorical Data Analysis, section 3.5
 * @example
 * import { fisherExact } from "./fisher-exact.ts";
 * fisherExact({ successes: 1, trials: 4 }, { successes: 4, trials: 4 }).p.toFixed(6); // => "0.142857"
 */
export function fisherExact(a: Proportion, b: Proportion, alternative: Alternative = "two-sided"): { readonly p: number } {
  checkProportion("a", a);
  checkProportion("b", b);
  checkAlternative(alternative);
  const margins = marginsOf(a, b);
  if (alternative === "two-sided") return { p: twoSided(margins, b.successes) };
  return { p: Math.min(1, upTo(margins, b.successes, alternative === "greater" ? 1 : -1)) };
}

/** A tail that may begin on the near side of the middle, where masses still grow: then it is what the other tail leaves. */
function upTo(margins: Margins, from: number, direction: 1 | -1): number {
  const grows = direction === 1 ? from < margins.most && margins.ratio(from) > 1 : from > margins.least && margins.ratio(from - 1) < 1;
  return grows ? 1 - tail(margins, from - direction, direction === 1 ? -1 : 1) : tail(margins, from, direction);
}
