import { leastSquares } from "../../linear/least-squares.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { correct, kalmanPass, spread, takeIn } from "../filter/kalman-pass.ts";
import type { StateSpace } from "../model/structural-model.ts";
import { moveOn } from "../model/transition.ts";

const PLACE = { from: 0, apart: 1 } as const;

/** A series and its regressors with everything taken out that one period says of another. */
export interface Whitened {
  readonly kind: "whitened";
  /** A row an observation beyond those that determine the state: each independent of the others and of variance one. */
  readonly innovations: Float64Array;
  /** The regressors treated in the same way. */
  readonly regressors: Matrix;
  /** The logarithms of all variances of predictions, of their unbounded factors where they have one. */
  readonly logVariances: number;
}

/** A whitened series, or why there is none. */
export type WhitenedOutcome = Whitened | { readonly kind: "degenerate" } | { readonly kind: "too-few"; readonly missing: number };

/**
 * The innovations of a series and of its regressors, each by its standard deviation: regressing one on the others is generalized least
 * squares. The filter is linear, so one pass of covariances does for all.
 *
 * @param values NaN where missing.
 * @param columns the regressors.
 * @see de Jong (1991), The diffuse Kalman filter, Annals of Statistics 19
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { whitened } from "./whitened.ts";
 * const outcome = whitened(Float64Array.of(1, 3), [], stateSpaceOf({ observation: 0, level: 4 }));
 * outcome.kind === "whitened" && outcome.innovations; // => Float64Array.of(1)
 */
export function whitened(values: Float64Array, columns: readonly Float64Array[], space: StateSpace): WhitenedOutcome {
  const pass = kalmanPass(space);
  const means = columns.map(() => new Float64Array(space.size));
  const innovations = new Float64Array(values.length);
  const rows = new Float64Array(values.length * columns.length);
  let [logVariances, count] = [0, 0];
  for (let period = 0; period < values.length; period++) {
    if (!Number.isNaN(values[period])) {
      takeIn(pass);
      const isOpen = pass.diffuseVariance > 0;
      const variance = isOpen ? pass.diffuseVariance : pass.variance;
      if (!(variance > 0)) return { kind: "degenerate" };
      logVariances += Math.log(variance);
      const deviation = Math.sqrt(variance);
      innovations[count] = correct(pass, values[period] as number, pass.mean) / deviation;
      for (let at = 0; at < columns.length; at++) {
        rows[count * columns.length + at] = correct(pass, columns[at]?.[period] as number, means[at] as Float64Array) / deviation;
      }
      if (!isOpen) count++;
    }
    moveOn(space, period, pass.mean, PLACE);
    for (const mean of means) moveOn(space, period, mean, PLACE);
    spread(pass, period);
  }
  if (pass.undetermined > 0) return { kind: "too-few", missing: pass.undetermined };
  const regressors = { rows: count, columns: columns.length, values: rows.slice(0, count * columns.length) };
  return { kind: "whitened", innovations: innovations.slice(0, count), regressors, logVariances };
}

/** Coefficients that leave least of a whitened series. */
export interface GeneralizedFit {
  readonly coefficients: Float64Array;
  /** Their covariance. */
  readonly covariance: Matrix;
  readonly residualSumOfSquares: number;
  /** Columns that say what others say. */
  readonly dependent: readonly number[];
}

/** A share of a column that is rounding: if no more is left beside the others, it says what they say. */
const ROUNDING = 1e-9;

/**
 * Regresses a whitened series on its regressors; without any everything is left over.
 *
 * @example
 * import { zeroMatrix } from "../../linear/matrix.ts";
 * import { generalizedFit } from "./whitened.ts";
 * const none = { kind: "whitened", innovations: Float64Array.of(3, 4), regressors: zeroMatrix(2, 0), logVariances: 0 } as const;
 * generalizedFit(none).residualSumOfSquares; // => 25
 */
export function generalizedFit({ innovations, regressors }: Whitened): GeneralizedFit {
  if (regressors.columns === 0) {
    const residualSumOfSquares = sumOf(innovations.length, (at) => (innovations[at] as number) ** 2);
    return { coefficients: new Float64Array(0), covariance: zeroMatrix(0, 0), residualSumOfSquares, dependent: [] };
  }
  const fit = leastSquares(regressors, innovations, ROUNDING);
  const { coefficients, unscaledCovariance: covariance, residualSumOfSquares } = fit;
  return { coefficients, covariance, residualSumOfSquares, dependent: fit.kind === "solved" ? [] : fit.dependent };
}
