import { checkPositive } from "../input/check.ts";
import { betaPoint } from "../special/incomplete-beta-inverse.ts";
import { betaTails, type UnitPoint } from "../special/incomplete-beta.ts";
import { logBeta } from "../special/log-beta.ts";
import { guarded, type Distribution } from "./distribution.ts";

/** df / (df + t^2) and its complement, whose squares cannot overflow. */
function pointAt(t: number, df: number): UnitPoint {
  const ratio = t / Math.sqrt(df);
  if (Math.abs(ratio) > 1e150) return { x: 0, y: 1 };
  const square = ratio * ratio;
  return { x: 1 / (1 + square), y: square / (1 + square) };
}

/** The chance of more than |t|. */
const beyond = (t: number, df: number): number => 0.5 * betaTails(df / 2, 0.5, pointAt(t, df)).lower;

function upperT(p: number, df: number): number {
  const { x, y } = betaPoint(df / 2, 0.5, { p: 2 * p, tail: "lower" });
  return Math.sqrt((df * y) / x);
}

/**
 * Student's t distribution.
 *
 * The tail beyond |t| is half a beta tail at df / (df + t^2); quantiles by the inverse of it.
 *
 * @param df the degrees of freedom, above zero, not necessarily whole (Welch's are not).
 * @returns a distribution whose variance is Infinity up to 2 degrees of freedom; its mean is 0, by symmetry also where the integral has none.
 * @throws {RangeError} when df is not above zero.
 * @see https://dlmf.nist.gov/8.17 and Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, chapter 28
 * @example
 * import { studentTDistribution } from "./student-t.ts";
 * studentTDistribution(5).upperQuantile(0.025); // => 2.57058183563...
 */
export function studentTDistribution(df: number): Distribution {
  checkPositive("df", df);
  const upper = (p: number): number => (p <= 0.5 ? upperT(p, df) : -upperT(1 - p, df));
  const tails = (t: number): number => (t > 0 ? beyond(t, df) : 1 - beyond(t, df));
  return guarded({
    logDensity: (t) => -logBeta(df / 2, 0.5) - 0.5 * Math.log(df) - ((df + 1) / 2) * Math.log1p((t / Math.sqrt(df)) ** 2),
    cdf: (t) => tails(-t),
    survival: tails,
    quantile: (p) => -upper(p),
    upperQuantile: upper,
    mean: 0,
    variance: df > 2 ? df / (df - 2) : Number.POSITIVE_INFINITY,
  });
}
