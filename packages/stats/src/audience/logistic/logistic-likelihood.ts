import { choleskyFactor, choleskyInverse } from "../../linear/cholesky.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";

/** What is added to the likelihood; ridge is the weight of half the squared coefficients of standardized traits. */
export type LogisticPenalty = "none" | "firth" | { readonly ridge: number };

/** A logistic likelihood at a point, with its penalty, its slope and its expected curvature. */
export interface LogisticPoint {
  readonly value: number;
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
  /** What Newton's steps take for the curvature: the information, and with Firth's penalty also the penalty's larger part. */
  readonly curvature: Matrix;
}

/** Rows with an intercept, and what each counts as: 1, 0, or a share of a one between them. */
export interface Labelled {
  readonly x: Matrix;
  readonly y: Uint8Array | Float64Array;
}

/** ln(1 + e^x), without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * The chance of a one from its logit: 1 / (1 + e^-x), without overflow.
 *
 * @example
 * import { logistic } from "./logistic-likelihood.ts";
 * logistic(0); // => 0.5
 * logistic(-800); // => 0
 */
export const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/**
 * The logit of a row: the sum of coefficient times column.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { logitOf } from "./logistic-likelihood.ts";
 * logitOf(matrixOf([[1, 2], [1, 3]]), Float64Array.of(1, 1), 1); // => 4
 */
export function logitOf({ columns, values }: Matrix, coefficients: Float64Array, row: number): number {
  let logit = 0;
  for (let j = 0; j < columns; j++) logit += (values[row * columns + j] as number) * (coefficients[j] as number);
  return logit;
}

/** Adds a row's share to the lower half of X' W X. */
function addOuter({ columns, values: to }: Matrix, { values }: Matrix, row: number, weight: number): void {
  for (let j = 0; j < columns; j++) {
    const factor = weight * (values[row * columns + j] as number);
    for (let k = 0; k <= j; k++) to[j * columns + k] = (to[j * columns + k] as number) + factor * (values[row * columns + k] as number);
  }
}

function mirror({ columns, values }: Matrix): void {
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) values[k * columns + j] = values[j * columns + k] as number;
}

/** x' A x for a row. */
function quadraticForm({ columns, values: a }: Matrix, { values }: Matrix, row: number): number {
  let total = 0;
  for (let j = 0; j < columns; j++) {
    let inner = 0;
    for (let k = 0; k < columns; k++) inner += (a[j * columns + k] as number) * (values[row * columns + k] as number);
    total += inner * (values[row * columns + j] as number);
  }
  return total;
}

function plain({ x, y }: Labelled, coefficients: Float64Array): { logLikelihood: number; score: Float64Array; information: Matrix } {
  const score = new Float64Array(x.columns);
  const information = zeroMatrix(x.columns, x.columns);
  let logLikelihood = 0;
  for (let i = 0; i < x.rows; i++) {
    const logit = logitOf(x, coefficients, i);
    const chance = logistic(logit);
    const one = y[i] as number;
    const rest = one === 1 ? 1 - chance : one - chance;
    if (one > 0) logLikelihood -= one * softplus(-logit);
    if (one < 1) logLikelihood -= (1 - one) * softplus(logit);
    for (let j = 0; j < x.columns; j++) score[j] = (score[j] as number) + rest * (x.values[i * x.columns + j] as number);
    addOuter(information, x, i, chance * (1 - chance));
  }
  mirror(information);
  return { logLikelihood, score, information };
}

/** Half the log determinant of the information, and its slope: each row counts as half a one and half a zero more, by its leverage. */
function withFirth({ x }: Labelled, coefficients: Float64Array, at: ReturnType<typeof plain>): LogisticPoint {
  const factor = choleskyFactor(at.information);
  if (factor.kind === "not-positive-definite") return { ...at, value: Number.NEGATIVE_INFINITY, curvature: at.information };
  const inverse = choleskyInverse(factor.lower);
  const score = at.score.slice();
  const curvature = { ...at.information, values: at.information.values.slice() };
  for (let i = 0; i < x.rows; i++) {
    const chance = logistic(logitOf(x, coefficients, i));
    const weight = chance * (1 - chance);
    const leverage = weight * quadraticForm(inverse, x, i);
    const pull = leverage * (0.5 - chance);
    addOuter(curvature, x, i, weight * leverage);
    for (let j = 0; j < x.columns; j++) score[j] = (score[j] as number) + pull * (x.values[i * x.columns + j] as number);
  }
  mirror(curvature);
  return { ...at, score, value: at.logLikelihood + factor.logDeterminant / 2, curvature };
}

function withRidge(at: ReturnType<typeof plain>, coefficients: Float64Array, ridge: number): LogisticPoint {
  const n = coefficients.length;
  const [score, information] = [at.score.slice(), { ...at.information, values: at.information.values.slice() }];
  let squares = 0;
  for (let j = 1; j < n; j++) {
    score[j] = (score[j] as number) - ridge * (coefficients[j] as number);
    information.values[j * n + j] = (information.values[j * n + j] as number) + ridge;
    squares += (coefficients[j] as number) ** 2;
  }
  return { logLikelihood: at.logLikelihood, value: at.logLikelihood - (ridge / 2) * squares, score, information, curvature: information };
}

/**
 * The logistic log likelihood at a point, with its penalty. Time: rows x columns^2.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { logisticLikelihood } from "./logistic-likelihood.ts";
 * const labelled = { x: matrixOf([[1], [1]]), y: Uint8Array.of(0, 1) };
 * logisticLikelihood(labelled, Float64Array.of(0), "none").logLikelihood; // => -2 * Math.log(2)
 */
export function logisticLikelihood(labelled: Labelled, coefficients: Float64Array, penalty: LogisticPenalty): LogisticPoint {
  const at = plain(labelled, coefficients);
  if (penalty === "none") return { ...at, value: at.logLikelihood, curvature: at.information };
  return penalty === "firth" ? withFirth(labelled, coefficients, at) : withRidge(at, coefficients, penalty.ridge);
}
