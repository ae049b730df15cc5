import { checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";
import { sumOf } from "../summary/compensated-sum.ts";
import { matrixTimes, zeroMatrix, type Matrix } from "./matrix.ts";
import { qrFactor, rotated, triangularSolution, type QrFactor } from "./qr.ts";

/** What a least-squares fit found. */
export interface LeastSquares {
  /** A number a column; 0 for a column that depends on the others. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  readonly rank: number;
  /** Rows less rank; the residual variance is the sum of squares by it. */
  readonly degreesOfFreedom: number;
  /** (X'X)^-1, columns x columns; times the residual variance it is the covariance of the coefficients. */
  readonly unscaledCovariance: Matrix;
}

/** A fit, or a fit whose columns are not independent, with the columns that were left out because the others say the same. */
export type LeastSquaresOutcome =
  | (LeastSquares & { readonly kind: "solved" })
  | (LeastSquares & { readonly kind: "rank-deficient"; readonly dependent: readonly number[] });

/** (X'X)^-1 = R^-1 R^-T, put back in the order of the columns; rows and columns of dependent ones are zero. */
function inverseCross(factor: QrFactor): Matrix {
  const { rank, order } = factor;
  const unit = new Float64Array(rank);
  const inverse = Array.from({ length: rank }, (_, at) =>
    triangularSolution(
      factor,
      unit.map((_zero, i) => (i === at ? 1 : 0)),
    ),
  );
  const out = zeroMatrix(order.length, order.length);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      const value = sumOf(rank, (k) => (inverse[k]?.[i] as number) * (inverse[k]?.[j] as number));
      out.values[(order[i] as number) * order.length + (order[j] as number)] = value;
    }
  }
  return out;
}

/**
 * The coefficients that bring X b nearest to y, in the sum of squares.
 *
 * By QR and not by the normal equations, whose condition is the square. A rank deficiency is not hidden: the outcome says so, names the
 * columns that were left out, and sets their coefficients to zero; what it predicts is right all the same. Weighted fits scale rows of X
 * and y by the roots of the weights. Time: about 2 rows columns^2.
 *
 * @param x a row an observation; add a column of ones for an intercept.
 * @param y as many numbers as x has rows.
 * @param tolerance as in `qrFactor`.
 * @throws {RangeError} when the lengths differ or a number is not finite.
 * @see Golub and Van Loan, Matrix Computations, section 5.5
 * @example
 * import { leastSquares } from "./least-squares.ts";
 * import { matrixOf } from "./matrix.ts";
 * const fit = leastSquares(matrixOf([[1, 0], [1, 1], [1, 2]]), [1, 3, 5]);
 * [fit.kind, ...Array.from(fit.coefficients, (value) => value.toFixed(6))]; // => ["solved", "1.000000", "2.000000"]
 */
export function leastSquares(x: Matrix, y: Numbers, tolerance?: number): LeastSquaresOutcome {
  checkSameLength("y", y, "the rows of x", { length: x.rows });
  checkNumbers("y", y);
  const factor = qrFactor(x, tolerance);
  const { order, rank } = factor;
  const coefficients = new Float64Array(x.columns);
  triangularSolution(factor, rotated(factor, y)).forEach((value, at) => (coefficients[order[at] as number] = value));
  const fitted = matrixTimes(x, coefficients);
  const residuals = Float64Array.from(y, (value, at) => value - (fitted[at] as number));
  const found: LeastSquares = {
    coefficients,
    residuals,
    residualSumOfSquares: sumOf(x.rows, (at) => (residuals[at] as number) ** 2),
    rank,
    degreesOfFreedom: x.rows - rank,
    unscaledCovariance: inverseCross(factor),
  };
  if (rank === x.columns) return { kind: "solved", ...found };
  return { kind: "rank-deficient", dependent: Array.from(order.subarray(rank)).sort((a, b) => a - b), ...found };
}
