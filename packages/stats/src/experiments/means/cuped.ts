import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";
import { covariance, mean, variance } from "../../summary/moments.ts";
import { joined } from "../joined.ts";
import { checkLevel } from "../level.ts";
import { sampleMoments } from "./sample-moments.ts";
import { welchTest, type MeanTestOptions, type MeanTestOutcome } from "./welch-test.ts";

/** A group measured before and during the experiment, a unit at an index. */
export interface BeforeAndAfter {
  /** What was known before anyone was treated: the same metric, or any other. */
  readonly before: Numbers;
  /** The metric during the experiment. */
  readonly after: Numbers;
}

/** The comparison with and without the adjustment, or why there is none. */
export type CupedOutcome =
  | {
      readonly kind: "adjusted";
      /** By how much `after` rises with one more of `before`, over both groups. */
      readonly theta: number;
      readonly raw: MeanTestOutcome;
      readonly adjusted: MeanTestOutcome;
      /** The variance of the adjusted metric by that of the raw one: 1 - r^2. A third means a third of the sample for the same power. */
      readonly varianceRatio: number;
    }
  | { readonly kind: "constant-before" | "constant-after"; readonly raw: MeanTestOutcome };

function checkGroup(name: string, { before, after }: BeforeAndAfter): void {
  checkSameLength(`${name}.before`, before, `${name}.after`, after);
  checkNumbers(`${name}.before`, before, 2);
  checkNumbers(`${name}.after`, after, 2);
}

/**
 * Whether two means differ, with the part of the metric taken out that was there before: CUPED.
 *
 * The difference is as unbiased as the raw one, because `before` cannot depend on the treatment, and known better by the correlation
 * of the two. Theta comes from both groups together and the adjusted means are compared by Welch's test. Only what was measured before
 * assignment may be used. Theta is estimated: with fewer than some dozens of units a group the interval is a little too narrow. Linear time.
 *
 * @param a the first group, such as control; at least two units.
 * @param b the second group, such as treated.
 * @returns `constant-before` where there is nothing to adjust by, with the raw comparison.
 * @throws {RangeError} when lengths differ, a group has fewer than two units, or a number is not finite.
 * @see Deng, Xu, Kohavi and Walker (2013), Improving the sensitivity of online controlled experiments, section 3
 * @example
 * import { cuped } from "./cuped.ts";
 * const outcome = cuped({ before: [1, 2, 3], after: [2, 4, 7] }, { before: [2, 4], after: [6, 9] });
 * outcome.kind === "adjusted" && outcome.theta.toFixed(6); // => "2.269231"
 */
export function cuped(a: BeforeAndAfter, b: BeforeAndAfter, options: MeanTestOptions = {}): CupedOutcome {
  checkGroup("a", a);
  checkGroup("b", b);
  checkLevel(options.level ?? 0.95);
  const [before, after] = [joined(a.before, b.before), joined(a.after, b.after)];
  const raw = welchTest(sampleMoments(a.after), sampleMoments(b.after), options);
  const [spreadBefore, spreadAfter] = [variance(before), variance(after)];
  if (spreadBefore === 0) return { kind: "constant-before", raw };
  if (spreadAfter === 0) return { kind: "constant-after", raw };
  const theta = covariance(before, after) / spreadBefore;
  const middle = mean(before);
  const adjusted = (group: BeforeAndAfter): Float64Array =>
    Float64Array.from(group.after, (value, at) => value - theta * ((group.before[at] as number) - middle));
  const [first, second] = [adjusted(a), adjusted(b)];
  return {
    kind: "adjusted",
    theta,
    raw,
    adjusted: welchTest(sampleMoments(first), sampleMoments(second), options),
    varianceRatio: variance(joined(first, second)) / spreadAfter,
  };
}
