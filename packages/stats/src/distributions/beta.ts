import { checkPositive } from "../input/check.ts";
import { betaPoint } from "../special/incomplete-beta-inverse.ts";
import { betaTails, type UnitPoint } from "../special/incomplete-beta.ts";
import { logBeta } from "../special/log-beta.ts";
import { guarded, type Distribution } from "./distribution.ts";

const INFINITY = Number.POSITIVE_INFINITY;

const inside = (x: number): UnitPoint => {
  const within = Math.min(1, Math.max(0, x));
  return { x: within, y: 1 - within };
};

/** (shape - 1) log(x), which is nothing for a shape of one also where x is zero. */
const powered = (shape: number, log: number): number => (shape === 1 ? 0 : (shape - 1) * log);

/**
 * The beta distribution on [0, 1].
 *
 * @param a the first shape, above zero; the mean is a / (a + b).
 * @param b the second shape, above zero.
 * @throws {RangeError} when a shape is not above zero.
 * @see https://dlmf.nist.gov/8.17
 * @example
 * import { betaDistribution } from "./beta.ts";
 * betaDistribution(2, 5).cdf(0.3); // => 0.579825...
 */
export function betaDistribution(a: number, b: number): Distribution {
  checkPositive("a", a);
  checkPositive("b", b);
  return guarded({
    logDensity: (x) => (x < 0 || x > 1 ? -INFINITY : powered(a, Math.log(x)) + powered(b, Math.log1p(-x)) - logBeta(a, b)),
    cdf: (x) => betaTails(a, b, inside(x)).lower,
    survival: (x) => betaTails(a, b, inside(x)).upper,
    quantile: (p) => betaPoint(a, b, { p, tail: "lower" }).x,
    upperQuantile: (p) => betaPoint(a, b, { p, tail: "upper" }).x,
    mean: a / (a + b),
    variance: ((a / (a + b)) * (b / (a + b))) / (a + b + 1),
  });
}

/**
 * The F distribution: the ratio of two independent chi-square variates, each by its degrees of freedom.
 *
 * A beta variate at df1 x / (df1 x + df2), told by its distance from both ends, so that neither tail rounds.
 *
 * @param df1 the degrees of freedom above the line, above zero.
 * @param df2 those below, above zero.
 * @returns a distribution whose mean is infinite up to df2 = 2 and whose variance is infinite up to df2 = 4.
 * @throws {RangeError} when one is not above zero.
 * @see https://dlmf.nist.gov/8.17
 * @example
 * import { fDistribution } from "./beta.ts";
 * fDistribution(3, 20).upperQuantile(0.05); // => 3.0983912121...
 */
export function fDistribution(df1: number, df2: number): Distribution {
  checkPositive("df1", df1);
  checkPositive("df2", df2);
  const [a, b] = [df1 / 2, df2 / 2];
  const pointAt = (x: number): UnitPoint => {
    if (x <= 0) return { x: 0, y: 1 };
    const odds = (df1 / df2) * x;
    return { x: 1 / (1 + 1 / odds), y: 1 / (1 + odds) };
  };
  const atPoint = ({ x, y }: UnitPoint): number => (df2 / df1) * (x / y);
  return guarded({
    logDensity: (x) => logFDensity(df1, df2, x),
    cdf: (x) => betaTails(a, b, pointAt(x)).lower,
    survival: (x) => betaTails(a, b, pointAt(x)).upper,
    quantile: (p) => atPoint(betaPoint(a, b, { p, tail: "lower" })),
    upperQuantile: (p) => atPoint(betaPoint(a, b, { p, tail: "upper" })),
    mean: df2 > 2 ? df2 / (df2 - 2) : INFINITY,
    variance: df2 > 4 ? (2 * (df2 / (df2 - 2)) ** 2 * (df1 + df2 - 2)) / (df1 * (df2 - 4)) : INFINITY,
  });
}

function logFDensity(df1: number, df2: number, x: number): number {
  if (x < 0 || x === INFINITY) return -INFINITY;
  const [a, b] = [df1 / 2, df2 / 2];
  const odds = (df1 / df2) * x;
  return powered(a, Math.log(odds)) - (a + b) * Math.log1p(odds) - logBeta(a, b) + Math.log(df1 / df2);
}
