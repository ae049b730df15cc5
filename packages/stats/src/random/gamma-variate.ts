import { checkNumbers, checkPositive, type Numbers } from "../input/check.ts";
import { logSumExp } from "../special/log-sum-exp.ts";
import type { Generator } from "./generator.ts";
import { normalVariate } from "./normal-variate.ts";

/** Marsaglia and Tsang's squeeze for shapes of at least one. */
function largeShape(generator: Generator, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normalVariate(generator);
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - generator.uniform()) < 0.5 * z * z + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** The logarithm of a gamma variate with rate 1: a small shape gives numbers that are no doubles any more. */
function logGammaVariate(generator: Generator, shape: number): number {
  if (shape >= 1) return Math.log(largeShape(generator, shape));
  return Math.log(largeShape(generator, shape + 1)) + Math.log(1 - generator.uniform()) / shape;
}

/**
 * A gamma variate with rate 1.
 *
 * Marsaglia and Tsang's method; a shape below one is drawn one higher and multiplied by a power of a uniform number. About 40 ns.
 *
 * @param generator the source, which moves on.
 * @param shape above zero; shapes below 0.01 or so give zeros, because the true numbers are smaller than any double.
 * @returns at least zero; divide by the rate.
 * @throws {RangeError} when the shape is not above zero.
 * @see Marsaglia and Tsang (2000), A simple method for generating gamma variables
 * @example
 * import { gammaVariate } from "./gamma-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * gammaVariate(generatorOf(1), 3) > 0; // => true
 */
export function gammaVariate(generator: Generator, shape: number): number {
  checkPositive("shape", shape);
  return shape >= 1 ? largeShape(generator, shape) : Math.exp(logGammaVariate(generator, shape));
}

/**
 * A beta variate: the share that one of two gamma variates has in their sum.
 *
 * Taken on the logarithms, so that tiny shapes give numbers near 0 and 1 and never 0 / 0.
 *
 * @param generator the source, which moves on.
 * @param a the first shape, above zero.
 * @param b the second shape, above zero.
 * @returns a number in [0, 1].
 * @throws {RangeError} when a shape is not above zero.
 * @example
 * import { betaVariate } from "./gamma-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * betaVariate(generatorOf(1), 30, 70) < 0.6; // => true
 */
export function betaVariate(generator: Generator, a: number, b: number): number {
  checkPositive("a", a);
  checkPositive("b", b);
  const logA = logGammaVariate(generator, a);
  return 1 / (1 + Math.exp(logGammaVariate(generator, b) - logA));
}

/**
 * A Dirichlet variate: shares of a whole, their means in proportion to the shapes.
 *
 * @param generator the source, which moves on.
 * @param shapes at least one number above zero.
 * @returns as many shares, which sum to one.
 * @throws {RangeError} when there is no shape or one is not above zero.
 * @example
 * import { dirichletVariate } from "./gamma-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * dirichletVariate(generatorOf(1), [1, 2, 3]).length; // => 3
 */
export function dirichletVariate(generator: Generator, shapes: Numbers): Float64Array {
  checkNumbers("shapes", shapes);
  const logs = Float64Array.from(shapes, (shape) => (checkPositive("a shape", shape), logGammaVariate(generator, shape)));
  const total = logSumExp(logs);
  return logs.map((log) => Math.exp(log - total));
}
