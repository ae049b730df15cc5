import { gaussLegendre } from "../quadrature/gauss-legendre.ts";
import { findMinimum, findRoot } from "../optimize/brent.ts";
import { lossAt, type Estimates } from "./spread.ts";

/** Variances of the true values with their chances, which sum to one. */
export interface SpreadPosterior {
  readonly variances: Float64Array;
  readonly chances: Float64Array;
}

/** Beyond so much less likelihood on the logarithm nothing is left to count. */
const DEPTH = 30;

/** The end of the range on one side: where the loss has risen by the depth, or the limit itself. */
function rangeEnd(loss: (x: number) => number, mode: number, limit: number): number {
  const above = (x: number): number => loss(x) - loss(mode) - DEPTH;
  if (!(above(limit) > 0)) return limit;
  const root = findRoot(above, [mode, limit], { tolerance: 1e-6 });
  return root.kind === "not-bracketed" ? limit : root.at;
}

/**
 * What is believed of the variance of true values: the restricted likelihood by a flat prior on their standard deviation.
 *
 * By 48 points of Gauss and Legendre on the range that counts, on a scale that is linear near zero and logarithmic far out.
 *
 * @param estimates at least three, or the chances would not sum.
 * @see Gelman (2006), Prior distributions for variance parameters in hierarchical models, Bayesian Analysis 1
 * @example
 * import { spreadPosterior } from "./spread-posterior.ts";
 * const { chances } = spreadPosterior({ y: Float64Array.of(1, 3, 4), noise: Float64Array.of(1, 1, 1) });
 * chances.reduce((sum, chance) => sum + chance).toFixed(9); // => "1.000000000"
 */
export function spreadPosterior(estimates: Estimates): SpreadPosterior {
  const unit = Math.sqrt(Math.min(...estimates.noise));
  const deviation = (x: number): number => unit * Math.sinh(x);
  const loss = (x: number): number => lossAt(estimates, deviation(x) ** 2, "reml") / 2 - Math.log(Math.cosh(x));
  const range = Math.max(...estimates.y) - Math.min(...estimates.y);
  const farthest = Math.asinh(range / unit + 1) + 2 * DEPTH;
  const grid = Array.from({ length: 241 }, (_, at) => (farthest * at) / 240);
  const losses = grid.map(loss);
  const best = losses.indexOf(Math.min(...losses));
  const mode = findMinimum(loss, [grid[Math.max(0, best - 1)] ?? 0, grid[best + 1] ?? farthest]).at;
  const [low, high] = [rangeEnd(loss, mode, 0), rangeEnd(loss, mode, farthest)];
  const rule = gaussLegendre(48);
  const points = rule.points.map((node) => (low + high) / 2 + ((high - low) / 2) * node);
  const masses = rule.weights.map((weight, at) => weight * Math.exp(loss(mode) - loss(points[at] as number)));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const isLikely = (_: number, at: number): boolean => (masses[at] as number) > 1e-14 * total;
  return {
    variances: points.map((x) => deviation(x) ** 2).filter(isLikely),
    chances: masses.map((mass) => mass / total).filter(isLikely),
  };
}
