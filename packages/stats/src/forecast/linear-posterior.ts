import { studentTDistribution } from "../distributions/student-t.ts";
import { checkLevel } from "../experiments/level.ts";
import { checkPositive, checkSameLength, type Numbers } from "../input/check.ts";
import { choleskyFactor, choleskySolution } from "../linear/cholesky.ts";
import { crossProduct, matrixOf, matrixTimes, transposeTimes, type Matrix } from "../linear/matrix.ts";
import { dot } from "../summary/compensated-sum.ts";

/** What is believed of a linear relation before the data. */
export interface LinearPrior {
  /** Of each coefficient. */
  readonly means: Numbers;
  /** How far each may lie off, as a standard deviation, above zero; independent of one another. */
  readonly deviations: Numbers;
  /** Of outcomes around the relation, and how many degrees of freedom that is worth. */
  readonly noise: { readonly deviation: number; readonly freedom: number };
}

/** What is believed of it after the data. */
export interface LinearPosterior {
  readonly coefficients: Float64Array;
  readonly noise: { readonly deviation: number; readonly freedom: number };
  /** A new outcome at x: Student's t with `noise.freedom` degrees of freedom around `estimate`. */
  readonly predict: (
    x: Numbers,
    options?: { readonly level?: number },
  ) => { readonly estimate: number; readonly low: number; readonly high: number; readonly scale: number };
}

const lowerOf = (a: Matrix): Matrix => {
  const outcome = choleskyFactor(a);
  if (outcome.kind !== "factored") throw new RangeError("the prior must be proper: its deviations must not be beyond what doubles hold");
  return outcome.lower;
};

/**
 * A linear relation by Bayes's rule: normal coefficients, and a noise that is itself not known (normal-inverse-gamma, in closed form).
 *
 * For prices by size, platform and format: public tables give a prior that is wide, own deals narrow it, and one deal moves it only so far. The
 * deviations of the coefficients are told at the noise's prior value and scale with the noise. Time: the cube of the number of coefficients.
 *
 * @param rows what goes with each outcome, a 1 for the intercept included; none: the prior itself.
 * @param outcomes as many.
 * @param prior as many means and deviations as a row has numbers.
 * @throws {RangeError} when lengths differ, or a deviation or a freedom is not above zero.
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 14.8
 * @example
 * import { linearPosterior } from "./linear-posterior.ts";
 * const prior = { means: [0], deviations: [1], noise: { deviation: 1, freedom: 4 } };
 * linearPosterior([[1], [1]], [3, 3], prior).coefficients[0]?.toFixed(6); // => "2.000000"
 */
export function linearPosterior(rows: readonly Numbers[], outcomes: Numbers, prior: LinearPrior): LinearPosterior {
  const { means, deviations, noise } = prior;
  const size = means.length;
  checkSameLength("deviations", deviations, "means", means);
  checkSameLength("outcomes", outcomes, "rows", rows);
  checkPositive("noise.deviation", noise.deviation);
  checkPositive("noise.freedom", noise.freedom);
  rows.forEach((row, at) => checkSameLength(`rows[${at}]`, row, "means", means));
  const weights = Float64Array.from(deviations, (deviation, at) => {
    checkPositive(`deviations[${at}]`, deviation);
    return (noise.deviation / deviation) ** 2;
  });
  const x = rows.length === 0 ? undefined : matrixOf(rows);
  const information = x === undefined ? matrixOf(Array.from(weights, () => new Float64Array(size))) : crossProduct(x);
  const right = x === undefined ? new Float64Array(size) : transposeTimes(x, outcomes);
  for (let at = 0; at < size; at++) {
    information.values[at * size + at] = (information.values[at * size + at] as number) + (weights[at] as number);
    right[at] = (right[at] as number) + (weights[at] as number) * (means[at] as number);
  }
  const lower = lowerOf(information);
  const coefficients = choleskySolution(lower, right);
  const fitted = x === undefined ? new Float64Array(0) : matrixTimes(x, coefficients);
  const rest = fitted.reduce((sum, value, at) => sum + ((outcomes[at] as number) - value) ** 2, 0);
  const moved = coefficients.reduce((sum, value, at) => sum + (weights[at] as number) * (value - (means[at] as number)) ** 2, 0);
  const freedom = noise.freedom + rows.length;
  const deviation = Math.sqrt((noise.freedom * noise.deviation ** 2 + rest + moved) / freedom);
  return { coefficients, noise: { deviation, freedom }, predict };

  function predict(at: Numbers, { level = 0.95 }: { readonly level?: number } = {}) {
    checkLevel(level);
    checkSameLength("x", at, "means", means);
    const scale = deviation * Math.sqrt(1 + dot(at, choleskySolution(lower, at)));
    const estimate = dot(at, coefficients);
    const half = scale * studentTDistribution(freedom).upperQuantile((1 - level) / 2);
    return { estimate, low: estimate - half, high: estimate + half, scale };
  }
}
