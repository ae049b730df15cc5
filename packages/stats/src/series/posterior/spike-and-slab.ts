import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { shuffled } from "../../random/order.ts";

/** A regression whose noise has variance one, with a normal prior of those coefficients that are not zero. */
export interface SlabRegression {
  /** X'X. */
  readonly cross: Matrix;
  /** X'y. */
  readonly product: Float64Array;
  /** The precision of the prior. */
  readonly precision: Matrix;
  /** The chance of each coefficient not to be zero, beforehand. */
  readonly inclusion: Float64Array;
}

/** The elements of a symmetric matrix whose rows and columns are included. */
function part(matrix: Matrix, included: readonly number[]): Matrix {
  const out = zeroMatrix(included.length, included.length);
  included.forEach((row, i) =>
    included.forEach((column, j) => {
      out.values[i * included.length + j] = matrix.values[row * matrix.columns + column] as number;
    }),
  );
  return out;
}

/** The factor of a positive definite matrix; the prior's precision sees to it that what is factored here is one. */
function factorOf(matrix: Matrix): { lower: Matrix; logDeterminant: number } {
  const factor = choleskyFactor(matrix, 0);
  if (factor.kind !== "factored") throw new RangeError("precision must be positive definite");
  return factor;
}

/** The posterior of the included coefficients: the factor of their precision, their mean, and the log of what the choice is worth. */
function posteriorOf({ cross, product, precision }: SlabRegression, included: readonly number[]) {
  if (included.length === 0) return { lower: zeroMatrix(0, 0), mean: new Float64Array(0), logWorth: 0 };
  const prior = part(precision, included);
  const own = part(cross, included);
  const sum = { ...own, values: own.values.map((value, at) => value + (prior.values[at] as number)) };
  const { lower, logDeterminant } = factorOf(sum);
  const right = Float64Array.from(included, (at) => product[at] as number);
  const mean = choleskySolution(lower, right);
  const gained = mean.reduce((total, value, at) => total + value * (right[at] as number), 0);
  return { lower, mean, logWorth: (factorOf(prior).logDeterminant - logDeterminant + gained) / 2 };
}

/**
 * Draws which coefficients are not zero, each in turn given the others, in an order that is drawn too.
 *
 * @param included those that are not zero now, changed in place.
 * @see George and McCulloch (1997), Approaches for Bayesian variable selection, Statistica Sinica 7
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { drawIncluded } from "./spike-and-slab.ts";
 * const one = matrixOf([[1]]);
 * const included = [false];
 * drawIncluded(generatorOf(1), { cross: matrixOf([[100]]), product: Float64Array.of(900), precision: one, inclusion: Float64Array.of(0.5) }, included);
 * included; // => [true]
 */
export function drawIncluded(generator: Generator, regression: SlabRegression, included: boolean[]): void {
  const worthWith = (column: number, isIn: boolean): number => {
    const chosen = Array.from(included.keys()).filter((at) => (at === column ? isIn : included[at]));
    return posteriorOf(regression, chosen).logWorth;
  };
  for (const column of shuffled(generator, Array.from(included.keys()))) {
    const chance = regression.inclusion[column] as number;
    const isOpen = chance > 0 && chance < 1;
    const odds = isOpen ? Math.log(chance / (1 - chance)) + worthWith(column, true) - worthWith(column, false) : 0;
    included[column] = isOpen ? generator.uniform() < 1 / (1 + Math.exp(-odds)) : chance === 1;
  }
}

/**
 * Draws the coefficients that are included; the others are zero.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { drawCoefficients } from "./spike-and-slab.ts";
 * const one = matrixOf([[1]]);
 * const regression = { cross: one, product: Float64Array.of(9), precision: one, inclusion: Float64Array.of(0.5) };
 * drawCoefficients(generatorOf(1), regression, [false]); // => Float64Array.of(0)
 */
export function drawCoefficients(generator: Generator, regression: SlabRegression, included: readonly boolean[]): Float64Array {
  const chosen = Array.from(included.keys()).filter((at) => included[at]);
  const { lower, mean } = posteriorOf(regression, chosen);
  const out = new Float64Array(included.length);
  const n = chosen.length;
  const noise = Float64Array.from({ length: n }, () => normalVariate(generator));
  for (let i = n - 1; i >= 0; i--) {
    let rest = noise[i] as number;
    for (let k = i + 1; k < n; k++) rest -= (lower.values[k * n + i] as number) * (noise[k] as number);
    noise[i] = rest / (lower.values[i * n + i] as number);
  }
  chosen.forEach((column, at) => (out[column] = (mean[at] as number) + (noise[at] as number)));
  return out;
}
