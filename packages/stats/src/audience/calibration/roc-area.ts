import { normalDistribution } from "../../distributions/normal.ts";
import type { Numbers } from "../../input/check.ts";
import { ranks } from "../../summary/ranks.ts";
import { variance } from "../../summary/moments.ts";
import { logistic } from "../logistic/logistic-likelihood.ts";
import { countOnes, type BinaryOutcomes } from "./platt.ts";

/** How well scores tell ones from zeros: the chance that a one has the higher score, with its interval. */
export type RocAreaOutcome =
  | {
      readonly kind: "estimated";
      readonly area: number;
      readonly standardError: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "one-class" };

/**
 * The area under the ROC curve with DeLong's interval: the chance that a one scores above a zero, a tie counting half.
 *
 * The interval is taken on the logit, so that it stays in [0, 1]. Where no pair, or every pair, is in the wrong order there is no variance to
 * estimate, and the interval is all of [0, 1]. The area says nothing of calibration, nor of how the scores do on other data: models of fake
 * followers do far worse on lists that they were not made from. Time: n log n.
 *
 * @param scores any finite numbers, at least one.
 * @param outcomes as many.
 * @param level the coverage of the interval, in (0, 1); missing means 0.95.
 * @throws {RangeError} when lengths differ, a score is not finite, an outcome is none or the level is out of range.
 * @see DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; Sun and Xu (2014), IEEE Signal Processing Letters 21
 * @example
 * import { rocArea } from "./roc-area.ts";
 * const found = rocArea([1, 2, 3, 4], [0, 1, 0, 1]);
 * found.kind === "estimated" && found.area; // => 0.75
 */
export function rocArea(scores: Numbers, outcomes: BinaryOutcomes, level = 0.95): RocAreaOutcome {
  const ones = countOnes(scores, outcomes);
  const zeros = scores.length - ones;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
  if (ones === 0 || zeros === 0) return { kind: "one-class" };
  const of = (wanted: number): number[] => Array.from(scores).filter((_, at) => Number(outcomes[at]) === wanted);
  const [ofOnes, ofZeros] = [of(1), of(0)];
  const all = ranks([...ofOnes, ...ofZeros]);
  const [withinOnes, withinZeros] = [ranks(ofOnes), ranks(ofZeros)];
  const above = Float64Array.from(ofOnes, (_, at) => ((all[at] as number) - (withinOnes[at] as number)) / zeros);
  const below = Float64Array.from(ofZeros, (_, at) => 1 - ((all[ones + at] as number) - (withinZeros[at] as number)) / ones);
  const area = above.reduce((sum, share) => sum + share, 0) / ones;
  const spread = (values: Float64Array): number => (values.length > 1 ? variance(values) / values.length : 0);
  const standardError = Math.sqrt(spread(above) + spread(below));
  if (area === 0 || area === 1 || standardError === 0) return { kind: "estimated", area, standardError, low: 0, high: 1 };
  const [logit, reach] = [
    Math.log(area / (1 - area)),
    (normalDistribution().upperQuantile((1 - level) / 2) * standardError) / (area * (1 - area)),
  ];
  return { kind: "estimated", area, standardError, low: logistic(logit - reach), high: logistic(logit + reach) };
}
