import { normalDistribution } from "../../distributions/normal.ts";
import { checkFinite, checkNumbers, type Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { mean } from "../../summary/moments.ts";
import { quantileOfSorted } from "../../summary/quantile.ts";
import { checkLevel } from "../level.ts";

/** What the interval is made of. */
export interface BcaParts {
  readonly estimate: number;
  /** The statistic of each resample, at least two. */
  readonly replicates: Numbers;
  /** For each sample, the statistic without one of its units (or without one of equal blocks of them), a number a unit. */
  readonly jackknife: readonly Numbers[];
}

/** An interval, or that all replicates lie on one side of the estimate, so that its bias is past correcting. */
export type BcaOutcome =
  | {
      readonly kind: "estimated";
      readonly low: number;
      readonly high: number;
      /** How far the estimate lies from the middle of the replicates, in standard deviations. */
      readonly bias: number;
      /** How fast the standard error changes with the estimate. */
      readonly acceleration: number;
    }
  | { readonly kind: "one-sided" };

/** A sixth of the skewness of the units' influences, over all samples. */
function accelerationOf(jackknife: readonly Numbers[]): number {
  let [cubes, squares] = [0, 0];
  for (const without of jackknife) {
    const [n, middle] = [without.length, mean(without)];
    const influence = (at: number): number => ((n - 1) * (middle - (without[at] as number))) / n;
    cubes += sumOf(n, (at) => influence(at) ** 3);
    squares += sumOf(n, (at) => influence(at) ** 2);
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The share of replicates below the estimate; those equal to it count half. */
function shareBelow(sorted: Float64Array, estimate: number): number {
  let [below, equal] = [0, 0];
  for (const replicate of sorted) {
    if (replicate < estimate) below++;
    else if (replicate === estimate) equal++;
  }
  return (below + equal / 2) / sorted.length;
}

/**
 * The bias-corrected and accelerated interval of a bootstrap, from its replicates.
 *
 * The ends are quantiles of the replicates, moved by how biased and how skewed the statistic is: right to second order, where quantiles as
 * they are (and plus or minus two standard errors) are right to first order. `bootstrapInterval` makes the parts.
 *
 * @param parts estimate, replicates and jackknife.
 * @param level the coverage asked for, in (0, 1); missing means 0.95.
 * @throws {RangeError} when a number is not finite, there are fewer than two of them, or the level is none.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 14.3; Davison and Hinkley (1997), section 5.3.2
 * @example
 * import { bcaInterval } from "./bca-interval.ts";
 * bcaInterval({ estimate: 0, replicates: [1, 2], jackknife: [[0, 1]] }); // => { kind: "one-sided" }
 */
export function bcaInterval({ estimate, replicates, jackknife }: BcaParts, level = 0.95): BcaOutcome {
  checkFinite("estimate", estimate);
  checkNumbers("replicates", replicates, 2);
  jackknife.forEach((without, at) => checkNumbers(`jackknife[${at}]`, without, 2));
  checkLevel(level);
  const sorted = Float64Array.from(replicates).sort();
  const share = shareBelow(sorted, estimate);
  if (share === 0 || share === 1) return { kind: "one-sided" };
  const { cdf, quantile } = normalDistribution();
  const [bias, acceleration] = [quantile(share), accelerationOf(jackknife)];
  const end = (p: number): number => {
    const z = bias + quantile(p);
    const stretch = 1 - acceleration * z;
    const moved = stretch > 0 ? cdf(bias + z / stretch) : z > 0 ? 1 : 0;
    return quantileOfSorted(sorted, moved);
  };
  return { kind: "estimated", low: end((1 - level) / 2), high: end((1 + level) / 2), bias, acceleration };
}
