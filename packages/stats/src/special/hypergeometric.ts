import { checkPositive } from "../input/check.ts";
import { logBeta } from "./log-beta.ts";
import { logSumExp } from "./log-sum-exp.ts";

interface Hypergeometric {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly z: number;
}

/** The sum of positive terms after the first, which is one; rescaled before it overflows, followed until what is left is below rounding. */
function logOfSeries({ a, b, c, z }: Hypergeometric): number {
  let [term, sum, first] = [1, 0, 1];
  let scale = 0;
  for (let n = 0; n < 20_000_000; n++) {
    const ratio = ((a + n) / (c + n)) * ((b + n) / (n + 1)) * z;
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio <= 1e-17 * sum * (1 - ratio)) return scale === 0 ? Math.log1p(sum) : scale + Math.log(first + sum);
    if (sum > 1e250) [term, first, sum, scale] = [term / sum, first / sum, 1, scale + Math.log(sum)];
  }
  throw new RangeError(`z must be further below 1: the series of 2F1(${a}, ${b}; ${c}; ${z}) does not end within 20 million terms`);
}

/** The logarithm of Euler's integrand where t = 1 / (1 + exp(-pi sinh s)): both distances from the ends are exact. */
function logIntegrand({ a, b, c, z }: Hypergeometric, s: number): number {
  const w = Math.PI * Math.sinh(s);
  const toEnd = Math.log1p(Math.exp(-Math.abs(w)));
  const logT = Math.min(w, 0) - toEnd;
  const logRest = Math.min(-w, 0) - toEnd;
  return b * logT + (c - b) * logRest - a * Math.log(1 - z + z * Math.exp(logRest)) + Math.log(Math.cosh(s));
}

/** Euler's integral by double-exponential quadrature, its step halved until two answers agree. Needs c > b. */
function logOfIntegral(at: Hypergeometric): number {
  const reach = Math.asinh(50 / (Math.PI * Math.min(1, at.b, at.c - at.b)));
  let previous = Number.NaN;
  for (let halvings = 3; halvings <= 13; halvings++) {
    const step = 2 ** -halvings;
    const half = Math.ceil(reach / step);
    const logs = Float64Array.from({ length: 2 * half + 1 }, (_, index) => logIntegrand(at, (index - half) * step));
    const log = logSumExp(logs) + Math.log(Math.PI * step);
    if (Math.abs(log - previous) <= 1e-14 * Math.max(1, Math.abs(log))) return log - logBeta(at.b, at.c - at.b);
    previous = log;
  }
  return previous - logBeta(at.b, at.c - at.b);
}

/** The equal form whose terms fall sooner: Euler's transformation takes a and b to c - a and c - b. */
function shorter(at: Hypergeometric): { form: Hypergeometric; logFactor: number } {
  const { a, b, c, z } = at;
  if (c <= a || c <= b || c >= a + b) return { form: at, logFactor: 0 };
  return { form: { a: c - a, b: c - b, c, z }, logFactor: (c - a - b) * Math.log1p(-z) };
}

/**
 * The logarithm of Gauss's hypergeometric function 2F1(a, b; c; z) for positive parameters and 0 <= z < 1.
 *
 * It sits in the likelihoods and expectations of BG/NBD and Pareto/NBD, where the function itself overflows for loyal customers. Up to
 * z = 0.95 its positive terms are summed with a scale of their own, in the form whose terms fall sooner; nearer to one Euler's integral
 * is taken by double-exponential quadrature where c is larger than a or b, else the series goes on. Time: some 40 / (1 - z) terms and
 * more for large parameters, or a few hundred to a few ten thousand points.
 *
 * @param a above zero.
 * @param b above zero; a and b may be swapped.
 * @param c above zero.
 * @param z in [0, 1).
 * @returns at least zero.
 * @throws {RangeError} for other arguments, and when z is so near one that the series does not end within 20 million terms.
 * @see https://dlmf.nist.gov/15.6.E1 and https://dlmf.nist.gov/15.8.E1
 * @example
 * import { logHypergeometric } from "./hypergeometric.ts";
 * logHypergeometric(1, 1, 2, 0.5); // => 0.32663425997828...
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  checkPositive("a", a);
  checkPositive("b", b);
  checkPositive("c", c);
  if (!(z >= 0 && z < 1)) throw new RangeError(`z must be in [0, 1): got ${z}`);
  if (z === 0) return 0;
  const { form, logFactor } = shorter({ a, b, c, z });
  const [large, small] = form.a > form.b ? [form.a, form.b] : [form.b, form.a];
  const isSlow = z > 0.95 && c > small;
  return logFactor + (isSlow ? logOfIntegral({ ...form, a: large, b: small }) : logOfSeries(form));
}
