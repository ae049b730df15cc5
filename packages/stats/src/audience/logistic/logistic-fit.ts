import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { checkCount, checkNotNegative, checkOneOf, checkSameLength } from "../../input/check.ts";
import { choleskyFactor, choleskyInverse } from "../../linear/cholesky.ts";
import { matrixProduct, matrixTimes, transposed, type Matrix } from "../../linear/matrix.ts";
import { climb, type Summit } from "./climb.ts";
import { standardDesign, toTraits, turnedDesign, type Design } from "./design.ts";
import { logistic, logisticLikelihood, type Labelled, type LogisticPenalty } from "./logistic-likelihood.ts";
import { profileInterval } from "./profile-interval.ts";

/** How chances are fitted. */
export interface LogisticOptions {
  /** Missing means `none`: the maximum of the likelihood. `firth` has an answer under separation too, and less bias in small samples. */
  readonly penalty?: LogisticPenalty;
  /** Missing means `profile`, which is right where the likelihood is lopsided; `wald` is symmetric and quick, for large samples. */
  readonly interval?: "profile" | "wald";
  /** The intervals' coverage, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** At most so many steps; missing means 1,000. Firth's penalty can take hundreds where rows are few. */
  readonly most?: number;
}

/** A fit of chances: ln(p / (1 - p)) = intercept + sum of coefficient times trait. */
export interface LogisticFit {
  /** The intercept, then one a trait, in logits a unit of the trait. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** The inverse of the expected information. */
  readonly covariance: Matrix;
  /** Missing with a ridge, whose coefficients are biased towards zero by design: an interval around them would not cover. */
  readonly intervals?: { readonly method: "profile" | "wald"; readonly low: Float64Array; readonly high: Float64Array };
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  /** The test of all traits at once; missing with a penalty. */
  readonly likelihoodRatioTest?: { readonly statistic: number; readonly p: number };
  readonly iterations: number;
}

/** A fit, or why there is none. */
export type LogisticOutcome =
  | (LogisticFit & { readonly kind: "fitted" })
  /** All outcomes are the same. */
  | { readonly kind: "one-class" }
  /** A trait does not vary, or follows from those before it; counted from zero. */
  | { readonly kind: "rank-deficient"; readonly column: number }
  /**
   * A weighted sum of traits parts ones from zeros, so that the likelihood rises without end. `direction` is that sum, intercept first;
   * `complete` where it touches no row. The way out is `penalty: "firth"`.
   */
  | { readonly kind: "separated"; readonly direction: Float64Array; readonly separation: "complete" | "quasi-complete" }
  | { readonly kind: "not-converged"; readonly coefficients: Float64Array };

function checkedLabels(x: Matrix, outcomes: ArrayLike<boolean | number>): Uint8Array {
  checkSameLength("outcomes", outcomes, "the rows of x", { length: x.rows });
  if (x.columns === 0 || x.rows === 0) throw new RangeError(`x must have rows and columns: got ${x.rows} x ${x.columns}`);
  const at = x.values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new RangeError(`x.values[${at}] must be a finite number: got ${x.values[at]}`);
  return Uint8Array.from(outcomes, (outcome, row) => {
    const isLabel = outcome === true || outcome === false || outcome === 0 || outcome === 1;
    if (!isLabel) throw new RangeError(`outcomes[${row}] must be true, false, 1 or 0: got ${String(outcome)}`);
    return Number(outcome);
  });
}

function checkedOptions({
  penalty = "none",
  interval = "profile",
  level = 0.95,
  most = 1_000,
}: LogisticOptions): Required<LogisticOptions> {
  if (typeof penalty === "object") checkNotNegative("penalty.ridge", penalty.ridge);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
  checkCount("most", most, 1);
  checkOneOf("interval", interval, ["profile", "wald"]);
  return { penalty, interval, level, most };
}

type Maximum = Summit & { kind: "maximum" };

interface Fitted {
  readonly traits: Matrix;
  readonly design: Design;
  readonly labelled: Labelled;
  readonly maximum: Maximum;
  readonly covariance: Matrix;
}

const diagonalRoots = ({ columns, values }: Matrix): Float64Array =>
  Float64Array.from({ length: columns }, (_, j) => Math.sqrt(values[j * columns + j] as number));

/** The profile interval of each coefficient of the traits, with the design turned so that it is one of its own. */
function profiles({ design, labelled, maximum }: Fitted, errors: Float64Array, options: Required<LogisticOptions>): [number, number][] {
  const { penalty, level, most } = options;
  return Array.from(maximum.coefficients, (_, which) => {
    const { x, turn, factor } = turnedDesign(design, which);
    const coefficients = matrixTimes(turn, maximum.coefficients);
    const peak = { labelled: { x, y: labelled.y }, penalty, coefficients, value: maximum.point.value, level, most };
    const [low, high] = profileInterval(peak, 0, (errors[which] as number) / factor);
    return [low * factor, high * factor];
  });
}

function intervalsOf(fitted: Fitted, of: Pick<LogisticFit, "coefficients" | "standardErrors">, options: Required<LogisticOptions>) {
  const { coefficients, standardErrors } = of;
  if (options.interval === "profile") {
    const ends = profiles(fitted, standardErrors, options);
    return { method: "profile" as const, low: Float64Array.from(ends, ([low]) => low), high: Float64Array.from(ends, ([, high]) => high) };
  }
  const z = normalDistribution().upperQuantile((1 - options.level) / 2);
  const endOn = (side: number): Float64Array => coefficients.map((value, j) => value + side * z * (standardErrors[j] as number));
  return { method: "wald" as const, low: endOn(-1), high: endOn(1) };
}

function fitOf(fitted: Fitted, nullLogLikelihood: number, options: Required<LogisticOptions>): LogisticFit {
  const { design, maximum } = fitted;
  const turn = toTraits(design);
  const covariance = matrixProduct(matrixProduct(turn, fitted.covariance), transposed(turn));
  const coefficients = matrixTimes(turn, maximum.coefficients);
  const standardErrors = diagonalRoots(covariance);
  const { logLikelihood } = maximum.point;
  const statistic = Math.max(0, 2 * (logLikelihood - nullLogLikelihood));
  const test = { statistic, p: chiSquareDistribution(fitted.traits.columns).survival(statistic) };
  return {
    coefficients,
    standardErrors,
    covariance,
    ...(typeof options.penalty === "object" ? {} : { intervals: intervalsOf(fitted, { coefficients, standardErrors }, options) }),
    logLikelihood,
    nullLogLikelihood,
    ...(options.penalty === "none" ? { likelihoodRatioTest: test } : {}),
    iterations: maximum.iterations,
  };
}

/** What cannot be fitted, in the units of the traits. */
function failureOf(end: Exclude<Summit, Maximum>, design: Design): LogisticOutcome {
  if (end.kind === "not-converged") return { kind: "not-converged", coefficients: matrixTimes(toTraits(design), end.coefficients) };
  return {
    kind: "separated",
    direction: matrixTimes(toTraits(design), end.direction),
    separation: end.isComplete ? "complete" : "quasi-complete",
  };
}

/**
 * The chance of something by traits: logistic regression by maximum likelihood, Firth's penalty or a ridge.
 *
 * Newton's method on standardized traits, so that units do not matter. Separation, which other programs answer with huge coefficients and
 * a warning, is found by its proof, a direction that parts the classes, and reported. Firth's penalty, half the log determinant of the
 * information, always has a finite maximum and takes out the first term of the bias; its intervals follow the penalized likelihood. Firth's
 * chances are drawn towards one half: where the ones are rare, calibrate them or use them for order only. A ridge trades bias for variance,
 * on traits scaled to a standard deviation (with n) of one; it comes without intervals.
 *
 * Time: rows x columns^2 a step, some eight steps, with Firth's penalty some thirty; a profile takes some ten fits an end.
 *
 * @param x a row an observation, a column a trait, finite; no column of ones.
 * @param outcomes one a row: true or 1 where it happened.
 * @throws {RangeError} when lengths differ, a number is not finite, an outcome is none or an option is out of range.
 * @see Firth (1993), Biometrika 80; Heinze and Schemper (2002), A solution to the problem of separation, Statistics in Medicine 21
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { logisticFit } from "./logistic-fit.ts";
 * const x = matrixOf([[1], [2], [3], [4], [5], [6]]);
 * const fit = logisticFit(x, [0, 0, 1, 0, 1, 1]);
 * fit.kind === "fitted" && fit.coefficients[1]?.toFixed(4); // => "1.2140"
 * logisticFit(x, [0, 0, 0, 1, 1, 1]).kind; // => "separated"
 * logisticFit(x, [0, 0, 0, 1, 1, 1], { penalty: "firth" }).kind; // => "fitted"
 */
export function logisticFit(x: Matrix, outcomes: ArrayLike<boolean | number>, options: LogisticOptions = {}): LogisticOutcome {
  const y = checkedLabels(x, outcomes);
  const how = checkedOptions(options);
  const ones = y.reduce((sum, one) => sum + one, 0);
  if (ones === 0 || ones === y.length) return { kind: "one-class" };
  const design = standardDesign(x);
  const labelled = { x: design.x, y };
  const at = (coefficients: Float64Array) => logisticLikelihood(labelled, coefficients, how.penalty);
  const start = new Float64Array(x.columns + 1);
  const rank = choleskyFactor(logisticLikelihood(labelled, start, "none").information, 1e-11);
  const isRidge = typeof how.penalty === "object" && how.penalty.ridge > 0;
  if (rank.kind === "not-positive-definite" && !isRidge) return { kind: "rank-deficient", column: rank.row - 1 };
  const free = Array.from(start, (_, j) => j);
  const end = climb({ at, start, free, most: how.most, ...(how.penalty === "none" ? { labelled } : {}) });
  if (end.kind !== "maximum") return failureOf(end, design);
  const factor = choleskyFactor(end.point.information, 1e-15);
  if (factor.kind === "not-positive-definite")
    return { kind: "not-converged", coefficients: matrixTimes(toTraits(design), end.coefficients) };
  const share = ones / y.length;
  const nullLogLikelihood = ones * Math.log(share) + (y.length - ones) * Math.log1p(-share);
  const fitted: Fitted = { traits: x, design, labelled, maximum: end, covariance: choleskyInverse(factor.lower) };
  return { kind: "fitted", ...fitOf(fitted, nullLogLikelihood, how) };
}

/**
 * The chances that a fit gives to rows of traits, in [0, 1].
 *
 * @param coefficients of a fit, the intercept first.
 * @param x a row an observation, as many columns as there were traits.
 * @throws {RangeError} when the columns are not one fewer than the coefficients.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { logisticChances } from "./logistic-fit.ts";
 * logisticChances([0, 1], matrixOf([[0], [-800]])); // => Float64Array.of(0.5, 0)
 */
export function logisticChances(coefficients: ArrayLike<number>, x: Matrix): Float64Array {
  checkSameLength("coefficients less the intercept", { length: coefficients.length - 1 }, "the columns of x", { length: x.columns });
  return matrixTimes(x, Array.from(coefficients).slice(1)).map((logit) => logistic(logit + (coefficients[0] as number)));
}
