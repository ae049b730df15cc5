import { checkCount, checkOneOf } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { gammaVariate } from "../../random/gamma-variate.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { quantileOfSorted } from "../../summary/quantile.ts";
import { growthResiduals } from "./growth-residuals.ts";

/** How growth is judged. */
export interface GrowthOptions {
  /** Periods in a season; missing means 7, a week of days. 1 for none. */
  readonly season?: number;
  /**
   * `relative`: the growth of the logarithm, for accounts that grow by a share; missing means this. `absolute`: the difference in followers,
   * also where counts may be zero.
   */
  readonly scale?: "relative" | "absolute";
  /** The chance that a series without anomaly has any flagged, in (0, 1); missing means 0.05. */
  readonly falseAlarmRate?: number;
  /**
   * How heavy the tails of usual growth are: degrees of freedom of a t distribution, above 0. Missing means 5, since growth has more wild days
   * than a normal distribution: with a normal threshold nine of ten such series of a year are flagged. Infinity means normal.
   */
  readonly tails?: number;
  /** Series of noise that are made to find the threshold; missing means 1,999, which leaves the rate right to some 0.005. */
  readonly draws?: number;
}

/** A period in which a count grew or fell as it should not. */
export interface GrowthAnomaly {
  /** The index of the count after it. */
  readonly at: number;
  readonly kind: "spike" | "drop";
  /** Robust standard deviations from what the season leads to expect. */
  readonly z: number;
  /** Followers more than expected, negative for a drop. */
  readonly excess: number;
}

/** The anomalies of a series, or why none can be told. */
export type GrowthOutcome =
  | {
      readonly kind: "tested";
      readonly anomalies: readonly GrowthAnomaly[];
      /** What |z| has to exceed; found for this series' length, gaps and season. */
      readonly threshold: number;
      readonly falseAlarmRate: number;
      /** Typical growth a period: a share where relative, else followers. */
      readonly level: number;
      /** What each place in the season has above the level; place 0 is the growth up to count 1. */
      readonly season: Float64Array;
      /** The robust standard deviation of what is left. */
      readonly spread: number;
    }
  /** Fewer known growths than three seasons and ten. */
  | { readonly kind: "too-few"; readonly known: number; readonly needed: number }
  /** At least half of what is left is zero: there is no spread to compare with. */
  | { readonly kind: "no-spread"; readonly level: number };

type Counts = readonly (number | undefined)[];

function checkCounts(counts: Counts, scale: "relative" | "absolute"): void {
  const least = scale === "relative" ? Number.MIN_VALUE : 0;
  counts.forEach((count, at) => {
    if (count !== undefined && !(count >= least && count < Number.POSITIVE_INFINITY))
      throw new RangeError(`counts[${at}] must be a finite number ${scale === "relative" ? "above" : "of at least"} zero: got ${count}`);
  });
}

/** Growth from each count to the next; undefined where either is not known. */
function growthsOf(counts: Counts, scale: "relative" | "absolute"): (number | undefined)[] {
  return counts.slice(1).map((count, at) => {
    const before = counts[at];
    if (count === undefined || before === undefined) return undefined;
    return scale === "relative" ? Math.log(count / before) : count - before;
  });
}

/** A variate with the tails of a t distribution; its scale does not matter. */
function noiseVariate(source: Generator, tails: number): number {
  const normal = normalVariate(source);
  return tails === Number.POSITIVE_INFINITY ? normal : normal / Math.sqrt(gammaVariate(source, tails / 2) / (tails / 2));
}

/** The quantile of the largest |z| of noise with the same gaps: level, season and spread are estimated from it as from the series. */
function thresholdOf(growths: readonly (number | undefined)[], how: Required<GrowthOptions>, source: Generator): number {
  const { season, falseAlarmRate: rate, draws, tails } = how;
  const largest = Float64Array.from({ length: draws }, () => {
    const noise = growths.map((growth) => (growth === undefined ? undefined : noiseVariate(source, tails)));
    const { residuals, spread } = growthResiduals(noise, season);
    return residuals.reduce<number>((most, one) => Math.max(most, Math.abs(one ?? 0)), 0) / spread;
  });
  return quantileOfSorted(largest.sort(), 1 - rate, 6);
}

function checkOptions({ season, scale, falseAlarmRate, draws, tails }: Required<GrowthOptions>): void {
  checkOneOf("scale", scale, ["relative", "absolute"]);
  if (!(tails > 0)) throw new RangeError(`tails must be a number above zero: got ${tails}`);
  checkCount("season", season, 1);
  checkCount("draws", draws, 19);
  if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw new RangeError(`falseAlarmRate must be in (0, 1): got ${falseAlarmRate}`);
  if ((draws + 1) * falseAlarmRate < 1) throw new RangeError(`draws must be at least ${Math.ceil(1 / falseAlarmRate) - 1}: got ${draws}`);
}

/**
 * Jumps and drops of a follower count that its usual growth and its week do not explain.
 *
 * From the growth of each period its median and the median of its place in the season are taken; what is left is measured in robust standard
 * deviations, 1.4826 median absolute deviations, which anomalies themselves do not inflate as long as they are fewer than half. The threshold
 * is not a fixed number: it is found by treating noise of the same length, gaps and tails in the same way, so that `falseAlarmRate` of all
 * series without anomaly have any. That holds for independent noise with such tails; with lighter tails and with positive correlation the
 * rate is lower, with heavier ones higher. An anomaly is a question, not a verdict: campaigns, press and platforms' purges make them too.
 *
 * Time: draws x n log n; some half a second for a year of days.
 *
 * @param counts one a period in order, with undefined where the count is not known: unknown is no zero.
 * @param source of randomness for the threshold.
 * @throws {RangeError} when a count is negative, not finite, or zero on the relative scale, or an option is out of range.
 * @see Rousseeuw and Croux (1993), Alternatives to the median absolute deviation, JASA 88; Davison and Hinkley (1997), section 4.2
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { growthAnomalies } from "./growth-anomalies.ts";
 * const counts = Array.from({ length: 60 }, (_, day) => 1000 + 10 * day + ((day * day) % 13) + (day >= 40 ? 400 : 0));
 * const outcome = growthAnomalies(counts, generatorOf(1), { scale: "absolute" });
 * outcome.kind === "tested" && outcome.anomalies.map(({ at, kind }) => [at, kind]); // => [[40, "spike"]]
 */
export function growthAnomalies(counts: Counts, source: Generator, options: GrowthOptions = {}): GrowthOutcome {
  const how = { season: 7, scale: "relative" as const, falseAlarmRate: 0.05, tails: 5, draws: 1_999, ...options };
  checkOptions(how);
  checkCounts(counts, how.scale);
  const growths = growthsOf(counts, how.scale);
  const known = growths.filter((growth) => growth !== undefined).length;
  const needed = 3 * how.season + 10;
  if (known < needed) return { kind: "too-few", known, needed };
  const { level, season, residuals, spread } = growthResiduals(growths, how.season);
  if (!(spread > 1e-14)) return { kind: "no-spread", level };
  const threshold = thresholdOf(growths, how, source);
  const anomalies = residuals.flatMap((residual, at): GrowthAnomaly[] => {
    if (residual === undefined || Math.abs(residual) <= threshold * spread) return [];
    const after = counts[at + 1] as number;
    const excess = how.scale === "absolute" ? residual : after - after * Math.exp(-residual);
    return [{ at: at + 1, kind: residual > 0 ? "spike" : "drop", z: residual / spread, excess }];
  });
  return { kind: "tested", anomalies, threshold, falseAlarmRate: how.falseAlarmRate, level, season, spread };
}
