import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { checkCount, checkPositive, checkSameLength, type Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { checkAlpha } from "../level.ts";

/** What was planned, and from when on a mismatch is called one. */
export interface SampleRatioOptions {
  /** As many numbers above zero as there are groups, only proportions matter; missing means equal groups. */
  readonly planned?: Numbers;
  /** The p-value below which the experiment is not to be trusted; missing means 0.001. */
  readonly threshold?: number;
}

/** Whether groups have the sizes that were planned. */
export interface SampleRatio {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly isMismatch: boolean;
  readonly expected: Float64Array;
  /** Whether a group expects fewer than five, where the p-value is rough. */
  readonly isSmall: boolean;
}

/**
 * Whether an experiment dealt out its groups as planned, by Pearson's chi-square: look here before looking at any effect.
 *
 * A mismatch says that assignment, logging or filtering depends on the group, and then no estimate can be trusted, however large. The
 * threshold is strict because every experiment is looked at, most on many days: at 0.05 one in twenty sound experiments would be thrown
 * away. 0.001 is between what large platforms use, 0.0005 to 0.01.
 *
 * @param counts a whole number a group, at least two groups, at least one unit in all.
 * @throws {RangeError} when there are fewer than two groups, a count or a plan is none, or nobody was counted.
 * @see Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, section 3
 * @example
 * import { sampleRatio } from "./sample-ratio.ts";
 * const { p, isMismatch } = sampleRatio([8600, 9000]);
 * [p.toFixed(7), isMismatch]; // => ["0.0025688", false]
 */
export function sampleRatio(counts: Numbers, options: SampleRatioOptions = {}): SampleRatio {
  const { planned = new Float64Array(counts.length).fill(1), threshold = 0.001 } = options;
  if (counts.length < 2) throw new RangeError(`counts must be of at least two groups: got ${counts.length}`);
  checkSameLength("counts", counts, "planned", planned);
  checkAlpha("threshold", threshold);
  for (let at = 0; at < counts.length; at++) {
    checkCount(`counts[${at}]`, counts[at] as number);
    checkPositive(`planned[${at}]`, planned[at] as number);
  }
  const [total, weight] = [counts, planned].map((list) => sumOf(list.length, (at) => list[at] as number)) as [number, number];
  if (total === 0) throw new RangeError("counts must be of at least one unit in all");
  const expected = Float64Array.from(planned, (share) => (total * share) / weight);
  const statistic = sumOf(counts.length, (at) => ((counts[at] as number) - (expected[at] as number)) ** 2 / (expected[at] as number));
  const p = chiSquareDistribution(counts.length - 1).survival(statistic);
  return { statistic, degreesOfFreedom: counts.length - 1, p, isMismatch: p < threshold, expected, isSmall: Math.min(...expected) < 5 };
}
