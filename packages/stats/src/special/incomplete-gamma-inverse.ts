import { checkPositive, checkProbability } from "../input/check.ts";
import { logPoissonMass, regularizedGamma } from "./incomplete-gamma.ts";
import { invertTail, smallerTail, type Target } from "./invert-tail.ts";
import { logGammaOnePlus } from "./log-gamma.ts";

/** Near the answer for a small tail of a small shape, where P is about x^a / Gamma(a + 1), and around the mean elsewhere. */
function startOf(a: number, { p, tail }: Target): number {
  const power = (Math.log(p) + logGammaOnePlus(a)) / a;
  return tail === "lower" && power < Math.log(a + 1) - 1 ? power : Math.log(a);
}

/**
 * Where the regularized incomplete gamma function has a given size: the quantile of a gamma variate with shape a and rate 1.
 *
 * Newton's method on the logarithm of the tail against log x. A chance near one is better told as a small upper tail: 1 - 1e-20 is no
 * double.
 *
 * @param a the shape, above zero.
 * @param p the size of the tail, in [0, 1].
 * @param tail which tail; missing means the lower.
 * @returns x in [0, Infinity].
 * @throws {RangeError} when a is not above zero or p is no probability.
 * @see https://dlmf.nist.gov/8.12.E21
 * @example
 * import { regularizedGammaInverse } from "./incomplete-gamma-inverse.ts";
 * regularizedGammaInverse(1, Math.exp(-100), "upper").toFixed(11); // => "100.00000000000"
 * regularizedGammaInverse(3, 1); // => Infinity
 */
export function regularizedGammaInverse(a: number, p: number, tail: "lower" | "upper" = "lower"): number {
  checkPositive("a", a);
  checkProbability("p", p);
  const target = smallerTail({ p, tail });
  if (target.p === 0) return target.tail === "lower" ? 0 : Number.POSITIVE_INFINITY;
  const u = invertTail(target, startOf(a, target), (at) => {
    const x = Math.exp(at);
    return { tail: regularizedGamma(a, x)[target.tail], density: a * Math.exp(logPoissonMass(a, x)) };
  });
  return Math.exp(u);
}
