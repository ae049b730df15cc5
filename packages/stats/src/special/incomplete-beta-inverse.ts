import { checkPositive, checkProbability } from "../input/check.ts";
import { betaCore, betaTails, type UnitPoint } from "./incomplete-beta.ts";
import { invertTail, smallerTail, type Target } from "./invert-tail.ts";
import { logBeta } from "./log-beta.ts";

const pointAt = (logOdds: number): UnitPoint => ({ x: 1 / (1 + Math.exp(-logOdds)), y: 1 / (1 + Math.exp(logOdds)) });

/** Near the answer for a small tail, where I_x is about x^a / (a B), and at the mean elsewhere. */
function startOf(a: number, b: number, { p, tail }: Target): number {
  const mean = Math.log(a / b);
  const [near, far] = tail === "lower" ? [a, b] : [b, a];
  const power = (Math.log(p) + Math.log(near) + logBeta(near, far)) / near;
  const isFar = power < Math.log(near / (near + far)) - 1;
  if (!isFar) return mean;
  return tail === "lower" ? power : -power;
}

/**
 * The quantile of a beta variate told by its distance from both ends.
 *
 * @example
 * import { betaPoint } from "./incomplete-beta-inverse.ts";
 * const { x, y } = betaPoint(1, 1, { p: 1e-30, tail: "upper" });
 * [x, y.toPrecision(12)]; // => [1, "1.00000000000e-30"]
 */
export function betaPoint(a: number, b: number, target: Target): UnitPoint {
  checkPositive("a", a);
  checkPositive("b", b);
  checkProbability("p", target.p);
  const smaller = smallerTail(target);
  if (smaller.p === 0) return smaller.tail === "lower" ? { x: 0, y: 1 } : { x: 1, y: 0 };
  const logOdds = invertTail(smaller, startOf(a, b, smaller), (u) => {
    const point = pointAt(u);
    return { tail: betaTails(a, b, point)[smaller.tail], density: betaCore(a, b, point) };
  });
  return pointAt(logOdds);
}

/**
 * Where the regularized incomplete beta function has a given size: the quantile of a beta variate.
 *
 * Newton's method on the logarithm of the tail against log(x / (1 - x)).
 *
 * @param p the size of the tail, in [0, 1].
 * @param a the first shape, above zero.
 * @param b the second shape, above zero.
 * @param tail which tail; missing means the lower.
 * @returns x in [0, 1].
 * @throws {RangeError} when p is no probability or a shape is not above zero.
 * @see https://dlmf.nist.gov/8.17
 * @example
 * import { regularizedBetaInverse } from "./incomplete-beta-inverse.ts";
 * regularizedBetaInverse(0.5, 3, 3); // => 0.5
 */
export function regularizedBetaInverse(p: number, a: number, b: number, tail: "lower" | "upper" = "lower"): number {
  return betaPoint(a, b, { p, tail }).x;
}
