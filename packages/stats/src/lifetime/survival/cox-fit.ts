import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { checkOneOf, checkSameLength } from "../../input/check.ts";
import { choleskyFactor, choleskyInverse, choleskySolution } from "../../linear/cholesky.ts";
import { matrixTimes, zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { coxLikelihood, coxOrder, type CoxLikelihood, type CoxOrder, type Ties } from "./cox-likelihood.ts";
import { checkDurations, type Durations } from "./durations.ts";

/** How the hazards are fitted. */
export interface CoxOptions {
  /** Missing means `efron`, R's default, which is right where times are in days or weeks and many are equal. */
  readonly ties?: Ties;
  /** The coverage of the hazard ratios' intervals, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** At most so many steps of Newton's method; missing means 50. */
  readonly most?: number;
}

/** A test of all coefficients being zero. */
export interface CoxTest {
  readonly statistic: number;
  readonly p: number;
}

/** Coefficients of log hazards, a number a column of x. */
export interface CoxFit {
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly covariance: Matrix;
  /** exp(coefficient): by how much the hazard is multiplied by one more of x; with its interval. */
  readonly hazardRatios: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly likelihoodRatioTest: CoxTest;
  readonly scoreTest: CoxTest;
  readonly waldTest: CoxTest;
  readonly ties: Ties;
}

/** A fit, or why there is none: `separated` names the column along which the likelihood rises without end. */
export type CoxOutcome =
  | (CoxFit & { readonly kind: "fitted" })
  | { readonly kind: "no-events" }
  | { readonly kind: "rank-deficient" | "separated"; readonly column: number }
  | { readonly kind: "not-converged"; readonly coefficients: Float64Array };

/** Columns moved to a mean of 0 and a standard deviation of 1; one that does not vary is left at 0. */
function standardized({ rows, columns, values }: Matrix): { x: Matrix; scale: Float64Array } {
  const x = zeroMatrix(rows, columns);
  const scale = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let [mean, square] = [0, 0];
    for (let i = 0; i < rows; i++) mean += (values[i * columns + j] as number) / rows;
    for (let i = 0; i < rows; i++) square += ((values[i * columns + j] as number) - mean) ** 2;
    scale[j] = Math.sqrt(square / rows);
    const isConstant = !((scale[j] as number) > 1e-12 * Math.max(Math.abs(mean), 1e-300));
    for (let i = 0; i < rows; i++)
      x.values[i * columns + j] = isConstant ? 0 : ((values[i * columns + j] as number) - mean) / (scale[j] as number);
  }
  return { x, scale };
}

/**
 * A hazard that differs by a factor of exp(20) a standard deviation is none, nor is one whose logarithm is known to no better than a
 * thousand: the likelihood has no maximum there and only flattens.
 */
const [RUNAWAY, UNKNOWN] = [20, 1_000];

type At = (coefficients: Float64Array) => CoxLikelihood;

/** Newton's method with halved steps where the likelihood would fall; the likelihood is concave, so that it has one maximum or none. */
function climb(
  at: At,
  columns: number,
  most: number,
): { kind: "maximum" | "separated" | "not-converged"; coefficients: Float64Array; found: CoxLikelihood } {
  let coefficients: Float64Array = new Float64Array(columns);
  let found = at(coefficients);
  for (let iteration = 0; iteration < most; iteration++) {
    const factor = choleskyFactor(found.information, 1e-13);
    if (factor.kind === "not-positive-definite") return { kind: "separated", coefficients, found };
    const move = choleskySolution(factor.lower, found.score);
    const gain = move.reduce((sum, step, i) => sum + step * (found.score[i] as number), 0);
    let [step, next, there] = [1, coefficients, found];
    do {
      next = coefficients.map((value, i) => value + step * (move[i] as number));
      there = at(next);
      step /= 2;
    } while (!(there.logLikelihood >= found.logLikelihood - 1e-12 * Math.abs(found.logLikelihood)) && step > 1e-10);
    [coefficients, found] = [next, there];
    if (coefficients.some((value) => Math.abs(value) > RUNAWAY)) return { kind: "separated", coefficients, found };
    if (gain < 1e-20 * Math.max(1, Math.abs(found.logLikelihood))) return { kind: "maximum", coefficients, found };
  }
  return { kind: "not-converged", coefficients, found };
}

const largest = (values: Float64Array): number =>
  values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best] as number) ? at : best), 0);

/** The score's square by the information: how far from a maximum a point is, in the unit of chi-square. */
function scoreStatistic({ information, score }: CoxLikelihood): number {
  const factor = choleskyFactor(information, 1e-13);
  if (factor.kind === "not-positive-definite") return 0;
  return choleskySolution(factor.lower, score).reduce((sum, value, i) => sum + value * (score[i] as number), 0);
}

function unscaled(ofStandard: Matrix, scale: Float64Array): Matrix {
  const values = ofStandard.values.map((value, at) => {
    const [i, j] = [Math.floor(at / scale.length), at % scale.length];
    return value / (scale[i] as number) / (scale[j] as number);
  });
  return { ...ofStandard, values };
}

/** The covariance of standardized coefficients; undefined where one is all but unknown: the likelihood goes on rising, ever more slowly. */
function covarianceAt({ information }: CoxLikelihood): Matrix | undefined {
  const factor = choleskyFactor(information, 1e-13);
  if (factor.kind === "not-positive-definite") return undefined;
  const covariance = choleskyInverse(factor.lower);
  const variances = Array.from({ length: covariance.rows }, (_, i) => covariance.values[i * covariance.rows + i] as number);
  return variances.some((variance) => variance > UNKNOWN ** 2) ? undefined : covariance;
}

/** A maximum over standardized columns. */
interface Maximum {
  readonly coefficients: Float64Array;
  readonly found: CoxLikelihood;
  readonly ofStandard: Matrix;
}

/** The answer in the units of x. */
function fitOf(maximum: Maximum, atZero: CoxLikelihood, scale: Float64Array, level: number): Omit<CoxFit, "ties"> {
  const n = scale.length;
  const covariance = unscaled(maximum.ofStandard, scale);
  const coefficients = maximum.coefficients.map((value, i) => value / (scale[i] as number));
  const standardErrors = coefficients.map((_, i) => Math.sqrt(covariance.values[i * n + i] as number));
  const z = normalDistribution().upperQuantile((1 - level) / 2);
  const testOf = (statistic: number): CoxTest => ({ statistic, p: chiSquareDistribution(n).survival(Math.max(0, statistic)) });
  const turned = matrixTimes(maximum.found.information, maximum.coefficients);
  const ratioAt = (side: number): Float64Array =>
    coefficients.map((value, i) => Math.exp(value + side * z * (standardErrors[i] as number)));
  return {
    coefficients,
    standardErrors,
    covariance,
    hazardRatios: ratioAt(0),
    low: ratioAt(-1),
    high: ratioAt(1),
    logLikelihood: maximum.found.logLikelihood,
    nullLogLikelihood: atZero.logLikelihood,
    likelihoodRatioTest: testOf(2 * (maximum.found.logLikelihood - atZero.logLikelihood)),
    scoreTest: testOf(scoreStatistic(atZero)),
    waldTest: testOf(turned.reduce((sum, value, i) => sum + value * (maximum.coefficients[i] as number), 0)),
  };
}

function checkInput(durations: Durations, x: Matrix, level: number): void {
  checkDurations("durations", durations);
  checkSameLength("durations.times", durations.times, "the rows of x", { length: x.rows });
  if (x.columns === 0 || !x.values.every(Number.isFinite)) throw new RangeError("x must have at least one column and finite numbers");
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
}

/**
 * By how much traits multiply the rate at which members have the event: Cox's proportional hazards, by the partial likelihood.
 *
 * No shape of the hazard over time is assumed, only that the ratio between members stays the same over time; look at the curves first. With
 * Newton's method on standardized columns. Time: members x columns^2 a step, some six steps.
 *
 * @param durations a group, at least one member.
 * @param x a row a member, a column a trait, finite; no column of ones.
 * @returns `separated` where a trait orders the events perfectly, so that no finite coefficient is best; `rank-deficient` where a column
 *   does not vary among those at risk or follows from the ones before it.
 * @throws {RangeError} when durations, x or an option are none.
 * @see Therneau and Grambsch (2000), Modeling Survival Data, sections 3.1 and 3.3
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { coxFit } from "./cox-fit.ts";
 * const outcome = coxFit({ times: [1, 2, 3, 4], events: [true, true, true, true] }, matrixOf([[1], [0], [1], [0]]));
 * outcome.kind === "fitted" && outcome.coefficients[0]?.toFixed(6); // => "0.940614"
 */
export function coxFit(durations: Durations, x: Matrix, { ties = "efron", level = 0.95, most = 50 }: CoxOptions = {}): CoxOutcome {
  checkInput(durations, x, level);
  checkOneOf("ties", ties, ["efron", "breslow"]);
  if (!Array.from(durations.events).some(Boolean)) return { kind: "no-events" };
  const { x: columns, scale } = standardized(x);
  const order: CoxOrder = coxOrder(durations);
  const at: At = (coefficients) => coxLikelihood(order, columns, coefficients, ties);
  const atZero = at(new Float64Array(x.columns));
  const factor = choleskyFactor(atZero.information, 1e-10);
  if (factor.kind === "not-positive-definite") return { kind: "rank-deficient", column: factor.row };
  const end = climb(at, x.columns, most);
  const ofStandard = covarianceAt(end.found);
  if (end.kind === "separated" || ofStandard === undefined) return { kind: "separated", column: largest(end.coefficients) };
  if (end.kind === "maximum") return { kind: "fitted", ...fitOf({ ...end, ofStandard }, atZero, scale, level), ties };
  return { kind: "not-converged", coefficients: end.coefficients.map((value, i) => value / (scale[i] as number)) };
}
