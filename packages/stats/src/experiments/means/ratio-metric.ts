import { normalDistribution } from "../../distributions/normal.ts";
import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { mean } from "../../summary/moments.ts";
import { checkLevel, symmetricP, type Alternative } from "../level.ts";

/** A ratio of two sums over the same units, such as revenue by visits, and how well it is known. */
export interface RatioMetric {
  readonly ratio: number;
  readonly standardError: number;
  readonly n: number;
}

/** The ratio, or that its denominator is zero. */
export type RatioOutcome = (RatioMetric & { readonly kind: "estimated" }) | { readonly kind: "zero-denominator" };

/**
 * A ratio of two sums with its standard error by the delta method.
 *
 * Revenue by visit, clicks by page view, orders by click: where units (people) are randomized and the denominator is counted in something
 * finer, the finer things are not independent, and the formula for a plain rate gives far too small an error. The variance is that of
 * numerator - ratio x denominator over units, by the squared mean of the denominator. The error is too small itself where the mean of the
 * denominator is known to no better than a fifth or so.
 *
 * @param numerators a finite number a unit, at least two.
 * @param denominators as many, in their own unit.
 * @returns the ratio in numerator's unit by denominator's, or `zero-denominator`.
 * @throws {RangeError} when the lengths differ, there are fewer than two units, or a number is not finite.
 * @see Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics, section 3.2
 * @example
 * import { ratioMetric } from "./ratio-metric.ts";
 * const outcome = ratioMetric([1, 0, 3], [2, 1, 4]);
 * outcome.kind === "estimated" && outcome.ratio.toFixed(6); // => "0.571429"
 */
export function ratioMetric(numerators: Numbers, denominators: Numbers): RatioOutcome {
  checkSameLength("numerators", numerators, "denominators", denominators);
  checkNumbers("numerators", numerators, 2);
  checkNumbers("denominators", denominators, 2);
  const below = mean(denominators);
  if (below === 0) return { kind: "zero-denominator" };
  const [n, ratio] = [numerators.length, mean(numerators) / below];
  const spread = sumOf(n, (at) => ((numerators[at] as number) - ratio * (denominators[at] as number)) ** 2) / (n - 1);
  return { kind: "estimated", ratio, standardError: Math.sqrt(spread / n) / Math.abs(below), n };
}

/** The difference of two ratios, or that neither varies. */
export type RatioDifferenceOutcome =
  | {
      readonly kind: "tested";
      readonly difference: number;
      readonly standardError: number;
      readonly z: number;
      readonly p: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "constant"; readonly difference: number };

/** How two ratios are compared. */
export interface RatioDifferenceOptions {
  /** Missing means `two-sided`. */
  readonly alternative?: Alternative;
  /** The coverage of the interval, in (0, 1); missing means 0.95. */
  readonly level?: number;
}

/**
 * Whether two ratios of sums differ, second less first, by a z-test over their standard errors.
 *
 * @param a the first group's ratio, as `ratioMetric` gives it.
 * @param b the second group's.
 * @throws {RangeError} when an option is none.
 * @see Deng, Knoblich and Lu (2018), section 3.2
 * @example
 * import { ratioDifference } from "./ratio-metric.ts";
 * const outcome = ratioDifference({ ratio: 2, standardError: 0.3, n: 90 }, { ratio: 3, standardError: 0.4, n: 70 });
 * outcome.kind === "tested" && outcome.z.toFixed(6); // => "2.000000"
 */
export function ratioDifference(a: RatioMetric, b: RatioMetric, options: RatioDifferenceOptions = {}): RatioDifferenceOutcome {
  const { alternative = "two-sided", level = 0.95 } = options;
  checkLevel(level);
  checkNumbers("a", [a.ratio, a.standardError]);
  checkNumbers("b", [b.ratio, b.standardError]);
  const difference = b.ratio - a.ratio;
  const standardError = Math.hypot(a.standardError, b.standardError);
  if (standardError === 0) return { kind: "constant", difference };
  const { survival, upperQuantile } = normalDistribution();
  const half = upperQuantile((1 - level) / 2) * standardError;
  const z = difference / standardError;
  return {
    kind: "tested",
    difference,
    standardError,
    z,
    p: symmetricP(z, alternative, survival),
    low: difference - half,
    high: difference + half,
  };
}
