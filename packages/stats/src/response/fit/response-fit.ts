import { checkLevel } from "../../experiments/level.ts";
import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkCount } from "../../input/check.ts";
import { leastSquares } from "../../linear/least-squares.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { SquaresMinimum } from "../../optimize/minimize-squares.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import type { Adstock } from "../curve/adstock.ts";
import type { ResponseCurve } from "../curve/response-curve.ts";
import {
  adstockAt,
  curveAt,
  missedAt,
  responseModel,
  type ParameterName,
  type ResponseModel,
  type ResponseSeries,
  type Slot,
} from "./response-model.ts";
import { searchResponse } from "./search-response.ts";

/** A parameter with its interval, where there is one. */
export interface FittedParameter {
  readonly name: ParameterName;
  /** The channel's index, or the covariate's. */
  readonly of?: number;
  /** In its own unit: that of the outcome, of spend, or none. */
  readonly estimate: number;
  /** Missing for a parameter at a bound, and for one that the data do not tell. */
  readonly standardError?: number;
  readonly low?: number;
  readonly high?: number;
}

/** What makes a fit doubtful. */
export type ResponseFlag =
  /** The best value lies where the search may not go further. */
  | { readonly kind: "at-bound"; readonly parameter: number }
  /** Moving it changes nothing that other parameters do not undo. */
  | { readonly kind: "not-identified"; readonly parameter: number }
  /** Known together only: they correlate by more than 0.98. */
  | { readonly kind: "entangled"; readonly parameters: readonly [number, number]; readonly correlation: number }
  /** Other parameters fit as well. */
  | { readonly kind: "not-unique" }
  /** No other start found this minimum. */
  | { readonly kind: "single-start" }
  /** Residuals of neighbouring periods go together by more than chance: standard errors are too small, fit it with `errors: "autoregressive"`. */
  | { readonly kind: "autocorrelated"; readonly correlation: number };

/** A fitted response. */
export interface ResponseFit {
  readonly kind: "fitted";
  readonly channels: readonly { readonly curve: ResponseCurve; readonly adstock: Adstock }[];
  /** The intercept, the covariates, each channel's, and last the correlation of errors where they keep a share. */
  readonly parameters: readonly FittedParameter[];
  /** How the intervals were made: the delta method on logarithms (positive), log-odds (decay) or as they are, with t quantiles. */
  readonly interval: { readonly method: "delta"; readonly level: number };
  /** Of the parameters, in their units; zero where there is no standard error. */
  readonly covariance: Matrix;
  readonly fitted: Float64Array;
  /** Of what is new in each period. */
  readonly residualVariance: number;
  readonly degreesOfFreedom: number;
  /** 1 less the residual squares by those around the mean. */
  readonly rSquared: number;
  readonly starts: { readonly tried: number; readonly agreeing: number };
  readonly flags: readonly ResponseFlag[];
}

/** A fit, or why there is none. */
export type ResponseOutcome =
  | ResponseFit
  | { readonly kind: "constant" }
  | { readonly kind: "too-few"; readonly periods: number; readonly parameters: number }
  | { readonly kind: "not-converged"; readonly rSquared: number };

/** How the fit is made. */
export interface ResponseOptions {
  /** Missing means 0.95. */
  readonly level?: number;
  /** How many places the search begins in; missing means 12. */
  readonly starts?: number;
  /** The source of the places; missing means one from seed 1, so that the same data give the same fit. */
  readonly generator?: Generator;
}

/** The covariance of the free parameters by the residual variance, in standard units, and which are not identified. */
function freeCovariance({ jacobian, atBound }: SquaresMinimum): { covariance: Matrix; dependent: readonly number[] } {
  const p = jacobian.columns;
  const free = Array.from({ length: p }, (_, j) => j).filter((j) => !atBound.includes(j));
  const norms = free.map((j) => {
    let total = 0;
    for (let row = 0; row < jacobian.rows; row++) total += (jacobian.values[row * p + j] as number) ** 2;
    return Math.sqrt(total) || 1;
  });
  const scaled = zeroMatrix(jacobian.rows, free.length);
  for (let row = 0; row < jacobian.rows; row++) {
    free.forEach((j, at) => (scaled.values[row * free.length + at] = (jacobian.values[row * p + j] as number) / (norms[at] as number)));
  }
  const fit = leastSquares(scaled, new Float64Array(jacobian.rows), 1e-7);
  const covariance = zeroMatrix(p, p);
  const k = free.length;
  free.forEach((i, a) =>
    free.forEach((j, b) => {
      covariance.values[i * p + j] = (fit.unscaledCovariance.values[a * k + b] as number) / ((norms[a] as number) * (norms[b] as number));
    }),
  );
  return { covariance, dependent: fit.kind === "rank-deficient" ? fit.dependent.map((at) => free[at] as number) : [] };
}

/** The ends around an estimate on the scale on which it is most nearly normal. */
function endsOf({ name }: Slot, estimate: number, error: number, t: number): { low: number; high: number } {
  if (name === "intercept" || name === "covariate" || name === "correlation")
    return { low: estimate - t * error, high: estimate + t * error };
  if (name === "decay") {
    const [odds, half] = [estimate / (1 - estimate), (t * error) / (estimate * (1 - estimate))];
    const share = (value: number): number => value / (1 + value);
    return { low: share(odds * Math.exp(-half)), high: share(odds * Math.exp(half)) };
  }
  const half = (t * error) / estimate;
  return { low: estimate * Math.exp(-half), high: estimate * Math.exp(half) };
}

function correlationFlags({ columns, values }: Matrix): ResponseFlag[] {
  const flags: ResponseFlag[] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) {
      const product = (values[i * columns + i] as number) * (values[j * columns + j] as number);
      const correlation = product > 0 ? (values[i * columns + j] as number) / Math.sqrt(product) : 0;
      if (Math.abs(correlation) > 0.98) flags.push({ kind: "entangled", parameters: [j, i], correlation });
    }
  }
  return flags;
}

/** The correlation of neighbouring residuals. */
function neighbourCorrelation(residuals: Float64Array): number {
  let [product, squares] = [0, 0];
  residuals.forEach((value, t) => {
    squares += value * value;
    if (t > 0) product += value * (residuals[t - 1] as number);
  });
  return squares === 0 ? 0 : product / squares;
}

function described(model: ResponseModel, best: SquaresMinimum, covariance: Matrix, t: number): FittedParameter[] {
  const p = model.slots.length;
  return model.slots.map((slot, j) => {
    const estimate = (best.at[j] as number) * slot.unit;
    const found = { name: slot.name, ...(slot.of === undefined ? {} : { of: slot.of }), estimate };
    const variance = covariance.values[j * p + j] as number;
    if (!(variance > 0)) return found;
    const standardError = Math.sqrt(variance);
    return { ...found, standardError, ...endsOf(slot, estimate, standardError, t) };
  });
}

/**
 * A channel's fitted curve in the units of the data.
 *
 * @example
 * import { inUnits } from "./response-fit.ts";
 * inUnits({ kind: "exponential", scale: 2, at: 0.5 }, 10, 400); // => { kind: "exponential", scale: 20, at: 200 }
 */
export function inUnits(curve: ResponseCurve, outcomeUnit: number, spendUnit: number): ResponseCurve {
  const scale = curve.scale * outcomeUnit;
  if (curve.kind === "exponential") return { ...curve, scale, at: curve.at * spendUnit };
  return curve.kind === "power" ? { ...curve, scale, unit: spendUnit } : { ...curve, scale, half: curve.half * spendUnit };
}

function fitFrom(
  model: ResponseModel,
  series: ResponseSeries,
  options: { level: number; starts: number; generator: Generator },
): ResponseOutcome {
  const { best, starts, agreeing, isUnique } = searchResponse(model, options.generator, options.starts);
  const [n, p] = [model.outcome.length, model.slots.length];
  const mean = model.outcome.reduce((sum, value) => sum + value, 0) / n;
  const around = model.outcome.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const missed = missedAt(model, best.at);
  const rSquared = 1 - missed.reduce((sum, value) => sum + value * value, 0) / around;
  if (best.kind === "not-converged") return { kind: "not-converged", rSquared };
  const degreesOfFreedom = n - p;
  const variance = best.sumOfSquares / degreesOfFreedom;
  const { covariance, dependent } = freeCovariance(best);
  const units = model.slots.map(({ unit }) => unit);
  const inOwn = {
    ...covariance,
    values: covariance.values.map((value, at) => value * variance * (units[Math.floor(at / p)] as number) * (units[at % p] as number)),
  };
  const unit = units[0] as number;
  const correlation = neighbourCorrelation(best.residuals);
  const flags: ResponseFlag[] = [
    ...best.atBound.map((parameter) => ({ kind: "at-bound" as const, parameter })),
    ...dependent.map((parameter) => ({ kind: "not-identified" as const, parameter })),
    ...correlationFlags(inOwn),
    ...(isUnique ? [] : [{ kind: "not-unique" as const }]),
    ...(starts > 1 && agreeing === 1 ? [{ kind: "single-start" as const }] : []),
    ...(Math.abs(correlation) > 2 / Math.sqrt(n) ? [{ kind: "autocorrelated" as const, correlation }] : []),
  ];
  const t = studentTDistribution(degreesOfFreedom).upperQuantile((1 - options.level) / 2);
  return {
    kind: "fitted",
    channels: model.channels.map((_, of) => ({
      curve: inUnits(curveAt(model, best.at, of), unit, Math.max(...Array.from(series.channels[of]?.spend ?? []))),
      adstock: adstockAt(model, best.at, of),
    })),
    parameters: described(model, best, inOwn, t),
    interval: { method: "delta", level: options.level },
    covariance: inOwn,
    fitted: missed.map((value, at) => (value + (model.outcome[at] as number)) * unit),
    residualVariance: variance * unit * unit,
    degreesOfFreedom,
    rSquared,
    starts: { tried: starts, agreeing },
    flags,
  };
}

/**
 * What spend brings, with diminishing returns and with what it carries over to later periods, fitted by least squares.
 *
 * Each channel adds a curve (Hill, exponential or power) over its adstock (none, geometric or Weibull) to an intercept and to covariates.
 * It begins in several places within bounds, says how many ended at the same minimum, and flags what the data do not tell: a curve that was
 * never spent to its bend has a `half` that could be anything. It shows what goes together and not what causes what: hold it against an
 * experiment. Intervals are for errors independent from period to period; where they are not, which is flagged, fit it with autoregressive `errors`.
 * Bounds, with the largest spend as 1: half 0.02 to 5, slope 0.3 to 5, at 0.02 to 10, exponent 0.05 to 1, decay 0 to 0.98, shape 0.3 to 5. Time:
 * starts x some dozens of passes over periods x channels x parameters.
 *
 * @param series outcome and spend by period.
 * @returns `constant` for an outcome that does not vary; `too-few` unless there are more periods than parameters.
 * @throws {RangeError} when the series does not fit together.
 * @see Jin, Wang, Sun, Chan and Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects
 * @see Seber and Wild (2003), Nonlinear Regression, section 5.1
 * @example
 * import { responseFit } from "./response-fit.ts";
 * const spend = [10, 40, 0, 80, 20, 60, 5, 30, 100, 50];
 * const outcome = spend.map((s) => 200 + 90 * (1 - Math.exp(-s / 25)));
 * const fit = responseFit({ outcome, channels: [{ spend, curve: "exponential", adstock: "none" }] });
 * fit.kind === "fitted" && fit.parameters.map(({ name, estimate }) => `${name} ${estimate.toFixed(3)}`); // => ["intercept 200.000", "scale 90.000", "at 25.000"]
 */
export function responseFit(series: ResponseSeries, options: ResponseOptions = {}): ResponseOutcome {
  const { level = 0.95, starts = 12, generator = generatorOf(1) } = options;
  checkLevel(level);
  checkCount("starts", starts, 1);
  const model = responseModel(series);
  const [periods, parameters] = [model.outcome.length, model.slots.length];
  if (periods <= parameters) return { kind: "too-few", periods, parameters };
  if (model.outcome.every((value) => value === model.outcome[0])) return { kind: "constant" };
  return fitFrom(model, series, { level, starts, generator });
}
