import { findRoot } from "../optimize/brent.ts";
import { sumOf } from "../summary/compensated-sum.ts";

/**
 * How the variance of true values is found by one number: `reml`, the likelihood of what is left once the mean is taken out; `ml`, the
 * marginal likelihood, which is a little too low; `moments`, where the weighted squares are what they should be (Paule and Mandel).
 */
export type SpreadPoint = "reml" | "ml" | "moments";

/** Estimates with their noise. */
export interface Estimates {
  readonly y: Float64Array;
  /** Squared standard errors. */
  readonly noise: Float64Array;
}

/** Sums over the estimates at one variance of the true values. */
export interface Weighted {
  readonly sum: number;
  readonly squares: number;
  readonly mean: number;
  /** The weighted squares of what is left, and those weighed by squared weights. */
  readonly rest: number;
  readonly restSquares: number;
}

/**
 * The weighted mean at a variance of the true values, with the sums that go with it.
 *
 * @example
 * import { weightedAt } from "./spread.ts";
 * weightedAt({ y: Float64Array.of(1, 3), noise: Float64Array.of(1, 1) }, 1).mean; // => 2
 */
export function weightedAt({ y, noise }: Estimates, variance: number): Weighted {
  const n = y.length;
  const weight = (at: number): number => 1 / ((noise[at] as number) + variance);
  const sum = sumOf(n, weight);
  const mean = sumOf(n, (at) => weight(at) * (y[at] as number)) / sum;
  const left = (at: number): number => weight(at) * ((y[at] as number) - mean) ** 2;
  const rest = sumOf(n, left);
  return { sum, squares: sumOf(n, (at) => weight(at) ** 2), mean, rest, restSquares: sumOf(n, (at) => weight(at) * left(at)) };
}

/** Zero at the estimator's variance: twice the slope of the negative log likelihood, or the squares that are missing. */
function equationAt(estimates: Estimates, variance: number, estimator: SpreadPoint): number {
  const { sum, squares, rest, restSquares } = weightedAt(estimates, variance);
  if (estimator === "moments") return estimates.y.length - 1 - rest;
  return sum - restSquares - (estimator === "reml" ? squares / sum : 0);
}

/**
 * Twice the negative log likelihood of a variance, without its constant.
 *
 * @example
 * import { lossAt } from "./spread.ts";
 * lossAt({ y: Float64Array.of(1, 3), noise: Float64Array.of(1, 1) }, 0, "ml"); // => 2
 */
export function lossAt(estimates: Estimates, variance: number, estimator: SpreadPoint): number {
  const { sum, rest } = weightedAt(estimates, variance);
  const logs = sumOf(estimates.y.length, (at) => Math.log((estimates.noise[at] as number) + variance));
  return rest + logs + (estimator === "reml" ? Math.log(sum) : 0);
}

/** The ends between which the variance is looked for: it is at most the squares that there are. */
function gridOf(estimates: Estimates): number[] {
  const { mean } = weightedAt(estimates, 0);
  const most = Math.max(...estimates.y.map((value) => (value - mean) ** 2)) * estimates.y.length;
  const least = 1e-6 * Math.min(...estimates.noise);
  const steps = 80;
  if (!(most > least)) return [0, least];
  return [0, ...Array.from({ length: steps + 1 }, (_, at) => least * (most / least) ** (at / steps))];
}

/**
 * The variance of the true values: of all places where the likelihood turns from rising to falling the highest, or zero.
 *
 * @example
 * import { spreadOf } from "./spread.ts";
 * spreadOf({ y: Float64Array.of(1, 3), noise: Float64Array.of(1, 1) }, "reml").toFixed(9); // => "1.000000000"
 */
export function spreadOf(estimates: Estimates, estimator: SpreadPoint): number {
  const equation = (variance: number): number => equationAt(estimates, variance, estimator);
  const grid = gridOf(estimates);
  const candidates = equation(0) >= 0 ? [0] : [];
  for (let at = 1; at < grid.length; at++) {
    const [from, to] = [grid[at - 1] as number, grid[at] as number];
    if (!(equation(from) < 0 && equation(to) >= 0)) continue;
    const root = findRoot(equation, [from, to]);
    if (root.kind !== "not-bracketed") candidates.push(root.at);
  }
  if (estimator === "moments") return candidates.at(-1) ?? 0;
  const losses = candidates.map((variance) => lossAt(estimates, variance, estimator));
  return candidates[losses.indexOf(Math.min(...losses))] ?? 0;
}
