import { normalDistribution } from "../../distributions/normal.ts";
import { checkLevel } from "../../experiments/level.ts";
import { checkNumbers, checkPositive, type Numbers } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";

/** A fitted model, and the figures that follow from its parameters. */
export interface FittedPart {
  /** The fitted parameters, each above zero. */
  readonly at: Numbers;
  /** Their covariance, in their order, such as the one that a fit gives from the observed information. */
  readonly covariance: Matrix;
  /** The figures at some parameters, those of the other parts as fitted; each above zero, as many as every other part gives. */
  readonly figures: (parameters: Float64Array) => readonly number[];
}

/** A figure with its interval; `undefined` where it is no positive number at the fit, or next to it. */
export type FittedInterval =
  | { readonly kind: "estimated"; readonly estimate: number; readonly low: number; readonly high: number; readonly logError: number }
  | { readonly kind: "undefined"; readonly estimate: number };

/** By how much a parameter's logarithm is moved: the error of the slope is some 1e-7 of the figure. */
const STEP = 1e-3;

/** The slopes of the figures' logarithms in the logarithms of the parameters: a list a figure, a number a parameter. */
function logSlopes({ at, figures }: FittedPart, count: number): number[][] {
  const moved = (which: number, by: number): readonly number[] =>
    figures(Float64Array.from(at, (value, index) => (index === which ? value * Math.exp(by) : value)));
  const ends = Array.from(at, (_, which) => ({ above: moved(which, STEP), below: moved(which, -STEP) }));
  return Array.from({ length: count }, (_, of) =>
    ends.map(({ above, below }) => (Math.log(above[of] as number) - Math.log(below[of] as number)) / (2 * STEP)),
  );
}

/** The variance of a figure's logarithm that comes from a part. */
function logVariance({ at, covariance: { columns, values } }: FittedPart, slopes: readonly number[]): number {
  let variance = 0;
  slopes.forEach((one, i) =>
    slopes.forEach((other, j) => {
      variance += (one * other * (values[i * columns + j] as number)) / ((at[i] as number) * (at[j] as number));
    }),
  );
  return variance;
}

function checkPart(name: string, { at, covariance }: FittedPart): void {
  checkNumbers(`${name}.at`, at);
  Array.from(at).forEach((value, index) => checkPositive(`${name}.at[${index}]`, value));
  if (covariance.rows !== at.length || covariance.columns !== at.length)
    throw new RangeError(`${name}.covariance must have ${at.length} rows and columns: got ${covariance.rows} and ${covariance.columns}`);
}

/**
 * Intervals of figures that follow from fitted models, such as what customers are worth by BG/NBD and Gamma-Gamma: by the delta method.
 *
 * The variance of a figure's logarithm is g' C g for each part, with C the covariance of the logarithms of its parameters and g the slopes
 * in them, by central differences; parts that were fitted apart, to likelihoods that multiply, add up. The ends are
 * estimate x exp(-+ z sd): a figure that is above zero has ends above zero, and its unit does not matter. It tells how well the data
 * tell the parameters, so that it holds what is *expected* at the true ones. It holds neither the luck of those to come nor that the models
 * are wrong. Time: 2 calls of `figures` a parameter and one more.
 *
 * @param parts at least one, each with the same figures.
 * @param options the level of the intervals, between 0 and 1; missing means 0.95.
 * @returns one outcome a figure, in their order.
 * @throws {RangeError} when there is no part, a parameter is not above zero, a covariance has another size, or the level is none.
 * @see Oehlert (1992), A note on the delta method, The American Statistician 46
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { fittedIntervals } from "./fitted-intervals.ts";
 * const rate = { at: [4], covariance: matrixOf([[0.16]]), figures: ([each = 0]: Float64Array) => [52 * each] };
 * const [year] = fittedIntervals([rate]);
 * year?.kind === "estimated" && [year.low.toFixed(1), year.high.toFixed(1)]; // => ["171.0", "253.0"]
 */
export function fittedIntervals(parts: readonly FittedPart[], { level = 0.95 }: { readonly level?: number } = {}): FittedInterval[] {
  const [first] = parts;
  if (first === undefined) throw new RangeError("parts must be a list of at least one part");
  parts.forEach((part, index) => checkPart(`parts[${index}]`, part));
  checkLevel(level);
  const estimates = first.figures(Float64Array.from(first.at));
  const slopes = parts.map((part) => logSlopes(part, estimates.length));
  const z = normalDistribution().upperQuantile((1 - level) / 2);
  return estimates.map((estimate, of) => {
    const variance = parts.reduce((sum, part, index) => sum + logVariance(part, (slopes[index] as number[][])[of] as number[]), 0);
    const logError = Math.sqrt(variance);
    if (!(estimate > 0 && estimate < Infinity && logError < Infinity)) return { kind: "undefined", estimate };
    const factor = Math.exp(z * logError);
    return { kind: "estimated", estimate, low: estimate / factor, high: estimate * factor, logError };
  });
}
