import { chiSquareDistribution } from "../distributions/gamma.ts";
import { checkCount, type Numbers } from "../input/check.ts";
import { correlation } from "../summary/moments.ts";

/** How the first digits of numbers lie to Benford's law. A description, never a verdict. */
export interface BenfordDiagnostic {
  /** How many numbers have a first digit: those above zero. */
  readonly n: number;
  /** How many begin with 1 to 9. */
  readonly counts: Float64Array;
  /** What the law expects of n numbers: n log10(1 + 1 / d). */
  readonly expected: Float64Array;
  /** Sum of (count - expected)^2 / expected, with 8 degrees of freedom under the law. */
  readonly chiSquare: number;
  readonly p: number;
  /** The mean over digits of the distance between share and expected share. */
  readonly meanAbsoluteDeviation: number;
  /** Between shares and expected shares; missing where all shares are equal. */
  readonly correlation?: number;
}

/** A diagnostic, or that there are too few numbers for the chi-square, whose rarest digit should be expected five times. */
export type BenfordOutcome =
  (BenfordDiagnostic & { readonly kind: "diagnosed" }) | { readonly kind: "too-few"; readonly n: number; readonly needed: number };

const SHARES = Array.from({ length: 9 }, (_, at) => Math.log10(1 + 1 / (at + 1)));

/** The first digit of a positive number as it is written in decimals. */
function firstDigit(value: number): number {
  if (!Number.isSafeInteger(value)) return Number(value.toExponential().charAt(0));
  let rest = value;
  while (rest >= 10) rest = Math.floor(rest / 10);
  return rest;
}

/**
 * First digits beside Benford's law, for numbers that span several orders of magnitude, such as the follower counts of an audience.
 *
 * A diagnostic with its n and nothing more: real accounts break the law and fake ones obey it, with enough numbers every real list is
 * refused by the test, and with few none is. Show it beside the histogram; put it into no score. Time: linear.
 *
 * @param values finite numbers of at least zero; zeros have no first digit and are left out.
 * @param least how many numbers are needed; missing means 110, of which five are expected to begin with a 9.
 * @throws {RangeError} when a value is negative or not finite.
 * @see Nigrini (2012), Benford's Law, chapter 7; Golbeck (2015), PLoS ONE 10, on social networks
 * @example
 * import { benfordDiagnostic } from "./benford.ts";
 * const powers = Array.from({ length: 200 }, (_, at) => 1.1 ** at);
 * const outcome = benfordDiagnostic(powers);
 * outcome.kind === "diagnosed" && outcome.counts[0]; // => 65
 * benfordDiagnostic([1, 2, 3]).kind; // => "too-few"
 */
export function benfordDiagnostic(values: Numbers, least = 110): BenfordOutcome {
  checkCount("least", least, 1);
  const counts = new Float64Array(9);
  let n = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`values[${at}] must be a finite number of at least zero: got ${value}`);
    if (value === 0) continue;
    const digit = firstDigit(value);
    counts[digit - 1] = (counts[digit - 1] as number) + 1;
    n++;
  }
  if (n < least) return { kind: "too-few", n, needed: least };
  const expected = Float64Array.from(SHARES, (share) => n * share);
  const chiSquare = counts.reduce((sum, count, at) => sum + (count - (expected[at] as number)) ** 2 / (expected[at] as number), 0);
  const shares = counts.map((count) => count / n);
  const related = correlation(shares, SHARES);
  return {
    kind: "diagnosed",
    n,
    counts,
    expected,
    chiSquare,
    p: chiSquareDistribution(8).survival(chiSquare),
    meanAbsoluteDeviation: shares.reduce((sum, share, at) => sum + Math.abs(share - (SHARES[at] as number)), 0) / 9,
    ...(related.kind === "correlated" ? { correlation: related.r } : {}),
  };
}
