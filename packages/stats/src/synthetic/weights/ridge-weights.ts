import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { crossProduct, matrixTimes, transposed, transposeTimes, type Matrix } from "../../linear/matrix.ts";

/** Donors less their mean in each period: what the ridge correction is made of. */
export interface Centred {
  /** A row a donor, a column a period; each column sums to zero. */
  readonly donors: Matrix;
  /** The target less the donors' mean. */
  readonly target: Float64Array;
  /** X X' of the donors. */
  readonly products: Matrix;
  /** The sum of the donors' squares before: what rounding is measured by. */
  readonly size: number;
}

/**
 * Donors and target less the donors' mean in each period.
 *
 * @example
 * import { centred } from "./ridge-weights.ts";
 * centred({ rows: 2, columns: 1, values: Float64Array.of(1, 3) }, Float64Array.of(5)).target; // => Float64Array.of(3)
 */
export function centred(donors: Matrix, target: Float64Array): Centred {
  const { rows, columns, values } = donors;
  const mean = transposeTimes(donors, new Float64Array(rows).fill(1 / rows));
  const around = { rows, columns, values: values.map((value, at) => value - (mean[at % columns] as number)) };
  return {
    donors: around,
    target: target.map((value, at) => value - (mean[at] as number)),
    products: crossProduct(transposed(around)),
    size: values.reduce((total, value) => total + value * value, 0),
  };
}

/**
 * The Cholesky factor of X X' + penalty I.
 *
 * @throws {RangeError} when the penalty is lost in rounding.
 * @example
 * import { centred, penalizedFactor } from "./ridge-weights.ts";
 * penalizedFactor(centred({ rows: 1, columns: 1, values: Float64Array.of(3) }, Float64Array.of(5)), 4).values; // => Float64Array.of(2)
 */
export function penalizedFactor({ products }: Centred, penalty: number): Matrix {
  const n = products.rows;
  const values = products.values.slice();
  for (let at = 0; at < n; at++) values[at * n + at] = (values[at * n + at] as number) + penalty;
  const factor = choleskyFactor({ rows: n, columns: n, values }, 0);
  if (factor.kind !== "factored") throw new RangeError(`penalty must be larger than rounding: got ${penalty}`);
  return factor.lower;
}

/**
 * Weights with a ridge regression of what they leave unexplained added: they still sum to one, and may be negative.
 *
 * @param weights on the simplex.
 * @param penalty above zero; the larger, the nearer the answer is to the weights.
 * @see Ben-Michael, Feller, Rothstein (2021), The augmented synthetic control method, JASA 116, equation 15
 * @example
 * import { centred, ridgeWeights } from "./ridge-weights.ts";
 * const parts = centred({ rows: 2, columns: 1, values: Float64Array.of(1, 3) }, Float64Array.of(5));
 * ridgeWeights(parts, Float64Array.of(0, 1), 2)[1]; // => 1.5
 */
export function ridgeWeights(parts: Centred, weights: Float64Array, penalty: number): Float64Array {
  const fitted = transposeTimes(parts.donors, weights);
  const left = parts.target.map((value, at) => value - (fitted[at] as number));
  const added = choleskySolution(penalizedFactor(parts, penalty), matrixTimes(parts.donors, left));
  return weights.map((weight, at) => weight + (added[at] as number));
}
