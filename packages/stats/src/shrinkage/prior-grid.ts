import { findMinimum, findRoot } from "../optimize/brent.ts";
import { gaussLegendre } from "../quadrature/gauss-legendre.ts";

/** A family of priors told by where their mean lies, on a scale without ends, and by how many trials they are worth. */
export interface PriorFamily {
  /** The log likelihood of a mean and a size, with what the prior of the mean is on its scale. */
  readonly logPosterior: (place: number, size: number) => number;
  /** Where the mean of all lies on that scale, and how far from it a mean of so large a prior can be: a standard error. */
  readonly place: number;
  readonly error: (size: number) => number;
  /** The largest number of trials of a unit. */
  readonly mostTrials: number;
}

/** One prior with its chance. */
export interface LikelyPrior {
  readonly place: number;
  readonly size: number;
  readonly chance: number;
}

/** Beyond so much less likelihood on the logarithm nothing is left to count. */
const DEPTH = 20;
const [SIZES, PLACES] = [32, 15];

/** Points and weights over a range. */
function pointsWithin(low: number, high: number, count: number): { at: number; weight: number }[] {
  const { points, weights } = gaussLegendre(count);
  const half = (high - low) / 2;
  return Array.from(points, (point, k) => ({ at: low + half * (1 + point), weight: half * (weights[k] as number) }));
}

/** The likeliest mean at a size. */
function bestPlace({ logPosterior, place, error }: PriorFamily, size: number): number {
  const reach = 8 * error(size);
  return findMinimum((at) => -logPosterior(at, size), [place - reach, place + reach], { tolerance: 1e-7 }).at;
}

/** How wide the means at a size are around the likeliest, by the curvature there. */
function spreadAround({ logPosterior, error }: PriorFamily, place: number, size: number): number {
  const step = 0.2 * error(size);
  const at = (by: number): number => logPosterior(place + by, size);
  const curvature = (2 * at(0) - at(step) - at(-step)) / step ** 2;
  return curvature > 0 ? Math.min(3 * error(size), 1 / Math.sqrt(curvature)) : error(size);
}

/**
 * The priors that the data leave likely, by a flat prior on one by the root of the size, which is as the spread of rates, and the family's on the mean.
 *
 * Points of Gauss and Legendre, 32 over sizes by 15 over means at each; those that hardly count are left out.
 *
 * @returns chances that sum to one.
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 5.3
 * @example
 * import { likelyPriors } from "./prior-grid.ts";
 * const family = { logPosterior: (place: number, size: number) => -(place ** 2) / 2 - 100 / size - Math.log(1 + 1 / size), place: 0, error: () => 1, mostTrials: 100 };
 * likelyPriors(family).reduce((sum, { chance }) => sum + chance, 0).toFixed(9); // => "1.000000000"
 */
export function likelyPriors(family: PriorFamily): LikelyPrior[] {
  const unit = 1 / Math.sqrt(family.mostTrials);
  const sizeAt = (x: number): number => 1 / (unit * Math.max(Math.sinh(x), 1e-3)) ** 2;
  const profile = (x: number): number => family.logPosterior(bestPlace(family, sizeAt(x)), sizeAt(x)) + Math.log(Math.cosh(x));
  const farthest = Math.asinh(100 / unit);
  const grid = Array.from({ length: 41 }, (_, at) => (farthest * at) / 40);
  const heights = grid.map(profile);
  const best = heights.indexOf(Math.max(...heights));
  const mode = findMinimum((x) => -profile(x), [grid[Math.max(0, best - 1)] ?? 0, grid[best + 1] ?? farthest], { tolerance: 1e-3 }).at;
  const top = profile(mode);
  const end = (limit: number): number => {
    const below = (x: number): number => profile(x) - top + DEPTH;
    if (below(limit) > 0) return limit;
    const root = findRoot(below, [mode, limit], { tolerance: 1e-3 });
    return root.kind === "not-bracketed" ? limit : root.at;
  };
  const all = pointsWithin(end(0), end(farthest), SIZES).flatMap(({ at: x, weight }) => {
    const size = sizeAt(x);
    const middle = bestPlace(family, size);
    const reach = 6 * spreadAround(family, middle, size);
    return pointsWithin(middle - reach, middle + reach, PLACES).map(({ at: place, weight: own }) => ({
      place,
      size,
      chance: weight * own * Math.cosh(x) * Math.exp(family.logPosterior(place, size) - top),
    }));
  });
  const most = Math.max(...all.map(({ chance }) => chance));
  const likely = all.filter(({ chance }) => chance > 1e-5 * most);
  const total = likely.reduce((sum, { chance }) => sum + chance, 0);
  return likely.map((prior) => ({ ...prior, chance: prior.chance / total }));
}
