import type { Numbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { checkObservations } from "../model/observations.ts";
import { stateSpaceOf, type StructuralModel } from "../model/structural-model.ts";
import { moveOn, seenOf } from "../model/transition.ts";
import { correct, foresee, kalmanPass, spread, takeIn, type KalmanPass } from "./kalman-pass.ts";

/** What is known at each period from the observations up to then. */
export interface KalmanFilter {
  readonly logLikelihood: number;
  /** How many observations are not missing. */
  readonly observed: number;
  /** How many of them were used up to determine the state: as many as the state has numbers, with a diffuse start. */
  readonly used: number;
  /** Each observation as it was predicted from those before it, in y's unit; meaningless where its variance is infinite. */
  readonly predicted: Float64Array;
  /** The variance of that prediction; Infinity while the state is not determined. */
  readonly predictedVariances: Float64Array;
  /** A row a period: level, slope, seasons (the current one first), given the observations up to and with that period. */
  readonly states: Matrix;
  /** Their variances; Infinity while a number is not determined. */
  readonly stateVariances: Matrix;
}

/** A filtered series, or the period whose observation the model is certain of beforehand, since all its variances there are zero. */
export type KalmanFilterOutcome =
  | (KalmanFilter & { readonly kind: "filtered" })
  /** The model is certain of the observation at this period beforehand, so that it has no density. */
  | { readonly kind: "degenerate"; readonly at: number };

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * What the last observation adds to the log likelihood: its log density, or, while its variance is unbounded, what is left of it when the
 * logarithm of that bound is taken away.
 *
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { kalmanPass, takeIn } from "./kalman-pass.ts";
 * import { logDensity } from "./kalman-filter.ts";
 * const pass = kalmanPass(stateSpaceOf({ observation: 1, level: 1 }));
 * takeIn(pass);
 * logDensity(pass, 5).toFixed(6); // => "-0.918939"
 */
export function logDensity({ variance, diffuseVariance }: KalmanPass, innovation: number): number {
  if (diffuseVariance > 0) return -(LOG_TWO_PI + Math.log(diffuseVariance)) / 2;
  return -(LOG_TWO_PI + Math.log(variance) + (innovation * innovation) / variance) / 2;
}

/** Writes what is known of the state now. */
function keep({ mean, covariance, diffuse }: KalmanPass, period: number, states: Matrix, variances: Matrix): void {
  const n = mean.length;
  states.values.set(mean, period * n);
  for (let at = 0; at < n; at++) {
    const isOpen = (diffuse[at * (n + 1)] as number) > 1e-12;
    variances.values[period * n + at] = isOpen ? Number.POSITIVE_INFINITY : (covariance[at * (n + 1)] as number);
  }
}

/**
 * The Kalman filter of a structural time series: each observation's prediction from those before it, the state that is known from those so
 * far, and the likelihood of them all.
 *
 * Missing observations are passed over. The covariance is kept in Joseph's form, which stays at least zero in rounding. Without a `start` the
 * first state is diffuse, exactly: its variance has no bound, and observations are used up until it is determined. An observation in that
 * time adds -(ln 2 pi + ln F) / 2 to the likelihood, F being the factor of the unbounded variance, as in statsmodels; Durbin and Koopman leave
 * the ln 2 pi out. Time: observations x (size of the state)^2.
 *
 * @param values the series in order, at equal distances; NaN where an observation is missing.
 * @param model with its variances, in the square of the values' unit.
 * @returns `degenerate` where an observation has no variance at all.
 * @throws {RangeError} when there is no value, one is infinite, or the model is none.
 * @see Durbin and Koopman (2012), Time Series Analysis by State Space Methods, sections 4.3, 5.2 and 7.2
 * @example
 * import { kalmanFilter } from "./kalman-filter.ts";
 * const filtered = kalmanFilter([1, 2, NaN, 4], { observation: 1, level: 1 });
 * filtered.kind === "filtered" && [filtered.logLikelihood.toFixed(6), filtered.used]; // => ["-4.864854", 1]
 */
export function kalmanFilter(values: Numbers, model: StructuralModel): KalmanFilterOutcome {
  const observed = checkObservations("values", values);
  const space = stateSpaceOf(model);
  const pass = kalmanPass(space);
  const unknown = pass.undetermined;
  const [states, stateVariances] = [zeroMatrix(values.length, space.size), zeroMatrix(values.length, space.size)];
  const [predicted, predictedVariances] = [new Float64Array(values.length), new Float64Array(values.length)];
  let logLikelihood = 0;
  for (let period = 0; period < values.length; period++) {
    predicted[period] = seenOf(space, pass.mean, { from: 0, apart: 1 });
    foresee(pass);
    predictedVariances[period] = pass.diffuseVariance > 0 ? Number.POSITIVE_INFINITY : pass.variance;
    if (!Number.isNaN(values[period])) {
      takeIn(pass);
      if (pass.diffuseVariance === 0 && !(pass.variance > 0)) return { kind: "degenerate", at: period };
      logLikelihood += logDensity(pass, correct(pass, values[period] as number, pass.mean));
    }
    keep(pass, period, states, stateVariances);
    moveOn(space, period, pass.mean, { from: 0, apart: 1 });
    spread(pass, period);
  }
  const used = unknown - pass.undetermined;
  return { kind: "filtered", logLikelihood, observed, used, predicted, predictedVariances, states, stateVariances };
}
