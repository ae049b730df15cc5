import { normalDistribution } from "../../distributions/normal.ts";
import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";
import { leastSquares } from "../../linear/least-squares.ts";
import { matrixTimes, type Matrix } from "../../linear/matrix.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { quantile } from "../../summary/quantile.ts";
import { descend, type Vertex } from "./quantile-vertex.ts";

/** A fitted quantile. */
export interface QuantileFit {
  readonly kind: "fitted";
  readonly tau: number;
  /** A number a column. */
  readonly coefficients: Float64Array;
  /** By kernel sandwich, right also where the spread changes with x; missing where residuals do not let the density be told. */
  readonly standardErrors?: Float64Array;
  readonly residuals: Float64Array;
  /** The sum of the pinball losses of all rows. */
  readonly loss: number;
  /** Proven: what the loss can still be lower by, by the loss; rounding alone at the optimum. */
  readonly dualityGap: number;
  readonly iterations: number;
}

/** A fit, or why there is none; `dependent` columns say what others say. */
export type QuantileOutcome =
  | QuantileFit
  | { readonly kind: "rank-deficient"; readonly dependent: readonly number[] }
  | { readonly kind: "too-few"; readonly rows: number }
  | { readonly kind: "not-converged"; readonly dualityGap: number };

/** Hall and Sheather's bandwidth on the scale of quantiles, for intervals of 95 %. */
function bandwidth(n: number, tau: number): number {
  const normal = normalDistribution();
  const z = normal.quantile(tau);
  const density = Math.exp(normal.logDensity(z));
  return n ** (-1 / 3) * normal.upperQuantile(0.025) ** (2 / 3) * ((1.5 * density ** 2) / (2 * z * z + 1)) ** (1 / 3);
}

/** Rows of a matrix by the roots of weights. */
const weightedRows = ({ rows, columns, values }: Matrix, weights: Float64Array): Matrix => ({
  rows,
  columns,
  values: values.map((value, at) => value * Math.sqrt(weights[Math.floor(at / columns)] as number)),
});

/** Powell's sandwich: the density of errors near their quantile by a normal kernel around each residual. */
function kernelErrors(x: Matrix, residuals: Float64Array, tau: number): Float64Array | undefined {
  const normal = normalDistribution();
  let h = bandwidth(x.rows, tau);
  while (tau - h < 0 || tau + h > 1) h /= 2;
  const range = (quantile(residuals, 0.75) - quantile(residuals, 0.25)) / 1.34;
  const width = (normal.quantile(tau + h) - normal.quantile(tau - h)) * Math.min(standardDeviation(residuals), range);
  if (!(width > 0)) return undefined;
  const density = residuals.map((residual) => Math.exp(normal.logDensity(residual / width)) / width);
  const inner = leastSquares(weightedRows(x, density), new Float64Array(x.rows), 1e-12);
  if (inner.kind === "rank-deficient") return undefined;
  const p = x.columns;
  const squares = new Float64Array(p);
  for (let row = 0; row < x.rows; row++) {
    const moved = matrixTimes(inner.unscaledCovariance, x.values.subarray(row * p, (row + 1) * p));
    moved.forEach((value, j) => (squares[j] = (squares[j] as number) + value * value));
  }
  return squares.map((value) => Math.sqrt(tau * (1 - tau) * value));
}

/** The loss that is reached and what it is proven to be at least, of one vertex. */
function losses(y: Float64Array, { residuals, duals }: Vertex, tau: number): { loss: number; least: number } {
  let [loss, least] = [0, 0];
  residuals.forEach((residual, row) => {
    loss += residual * (residual < 0 ? tau - 1 : tau);
    least += (y[row] as number) * (duals[row] as number);
  });
  return { loss, least };
}

/**
 * The line (or plane) below which a share tau of the outcomes lies, given x: quantile regression, solved exactly.
 *
 * It goes from corner to corner of the linear program, each fitting as many rows exactly as there are columns, until none is lower, and proves it by the
 * dual's value. It needs no normal errors and forecasts as they are needed: how low can orders be, how high. Lines of several tau may
 * cross far from the data: sort their forecasts. Standard errors are those of Powell's kernel sandwich with Hall and Sheather's bandwidth.
 * Time: some p to 10 p steps, each a pass and a sort of the rows.
 *
 * @param x a row an observation; add a column of ones for an intercept.
 * @param y as many numbers as x has rows, more than it has columns.
 * @param tau the share below, in (0, 1).
 * @throws {RangeError} when lengths differ, a number is not finite, or tau is not in (0, 1).
 * @see Koenker and d'Orey (1987), Computing regression quantiles, Applied Statistics 36; Koenker (2005), Quantile Regression, section 3.4
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { quantileRegression } from "./quantile-regression.ts";
 * const x = matrixOf([[1, 0], [1, 1], [1, 2], [1, 3], [1, 4]]);
 * const fit = quantileRegression(x, [1, 2, 9, 4, 5], 0.5);
 * fit.kind === "fitted" && Array.from(fit.coefficients, (value) => value.toFixed(6)); // => ["1.000000", "1.000000"]
 */
export function quantileRegression(x: Matrix, y: Numbers, tau: number): QuantileOutcome {
  checkSameLength("y", y, "the rows of x", { length: x.rows });
  checkNumbers("y", y);
  checkNumbers("x.values", x.values);
  if (!(tau > 0 && tau < 1)) throw new RangeError(`tau must be in (0, 1), such as 0.9: got ${tau}`);
  if (x.rows <= x.columns) return { kind: "too-few", rows: x.rows };
  const own = Float64Array.from(y);
  const first = leastSquares(x, own);
  if (first.kind === "rank-deficient") return { kind: "rank-deficient", dependent: first.dependent };
  const vertex = descend(x, own, tau, first.residuals);
  const { loss, least } = losses(own, vertex, tau);
  const size = own.reduce((sum, value) => sum + Math.abs(value), 0);
  const dualityGap = Math.max(0, loss - least) / Math.max(loss, 1e-13 * size, Number.MIN_VALUE);
  if (!vertex.isOptimal) return { kind: "not-converged", dualityGap };
  const standardErrors = kernelErrors(x, vertex.residuals, tau);
  return {
    kind: "fitted",
    tau,
    coefficients: vertex.coefficients,
    ...(standardErrors === undefined ? {} : { standardErrors }),
    residuals: vertex.residuals,
    loss,
    dualityGap,
    iterations: vertex.iterations,
  };
}
