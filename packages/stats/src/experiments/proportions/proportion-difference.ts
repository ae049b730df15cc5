import { normalDistribution } from "../../distributions/normal.ts";
import { checkLevel } from "../level.ts";
import { checkProportion, rateOf, wilsonInterval, type IntervalEstimate, type Proportion } from "./proportion.ts";

/** Wald's interval, or that neither group varies, so that it would have no width. */
export type WaldOutcome =
  | (IntervalEstimate & {
      readonly kind: "estimated";
      readonly standardError: number;
      /** Whether a group has fewer than ten successes or failures, where the interval falls short of its level; take Newcombe's. */
      readonly isSmall: boolean;
    })
  | { readonly kind: "no-variation"; readonly estimate: number };

const fewest = ({ successes, trials }: Proportion): number => Math.min(successes, trials - successes);

/**
 * The difference of two rates, second less first, with Wald's interval: estimate plus or minus z unpooled standard errors.
 *
 * What most tools show, and right for large groups. It falls short of its level where a group has few successes or few failures, which
 * the answer flags, and has no width at all where neither group varies, which is an outcome of its own. `newcombeDifference` is the
 * better default; this one is here because its middle is the estimate and its width adds up with others.
 *
 * @param a the first group, such as control.
 * @param b the second group, such as treated.
 * @param level the coverage asked for, in (0, 1); missing means 0.95.
 * @throws {RangeError} when a proportion or the level is none.
 * @see Newcombe (1998), Interval estimation for the difference between independent proportions, method 1
 * @example
 * import { waldDifference } from "./proportion-difference.ts";
 * const outcome = waldDifference({ successes: 200, trials: 10_000 }, { successes: 250, trials: 10_000 });
 * outcome.kind === "estimated" && outcome.low.toFixed(8); // => "0.00088991"
 * waldDifference({ successes: 0, trials: 9 }, { successes: 0, trials: 7 }); // => { kind: "no-variation", estimate: 0 }
 */
export function waldDifference(a: Proportion, b: Proportion, level = 0.95): WaldOutcome {
  checkProportion("a", a);
  checkProportion("b", b);
  checkLevel(level);
  const estimate = rateOf(b) - rateOf(a);
  const varianceOf = (group: Proportion): number => (rateOf(group) * (1 - rateOf(group))) / group.trials;
  const standardError = Math.sqrt(varianceOf(a) + varianceOf(b));
  if (standardError === 0) return { kind: "no-variation", estimate };
  const half = normalDistribution().upperQuantile((1 - level) / 2) * standardError;
  const isSmall = Math.min(fewest(a), fewest(b)) < 10;
  return { kind: "estimated", estimate, standardError, low: estimate - half, high: estimate + half, isSmall };
}

/**
 * The difference of two rates, second less first, with Newcombe's interval: Wilson's intervals of both groups, combined.
 *
 * The default for conversion rates: it stays within [-1, 1], has a width where no one bought, and keeps its level with small and unequal
 * groups. It is not centred on the estimate.
 *
 * @param a the first group, such as control.
 * @param b the second group, such as treated.
 * @param level the coverage asked for, in (0, 1); missing means 0.95.
 * @throws {RangeError} when a proportion or the level is none.
 * @see Newcombe (1998), Interval estimation for the difference between independent proportions, method 10
 * @example
 * import { newcombeDifference } from "./proportion-difference.ts";
 * newcombeDifference({ successes: 200, trials: 10_000 }, { successes: 250, trials: 10_000 }).high.toFixed(8); // => "0.00913827"
 */
export function newcombeDifference(a: Proportion, b: Proportion, level = 0.95): IntervalEstimate {
  const [first, second] = [wilsonInterval(a, level), wilsonInterval(b, level)];
  const estimate = second.estimate - first.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(second.estimate - second.low, first.high - first.estimate),
    high: estimate + Math.hypot(second.high - second.estimate, first.estimate - first.low),
  };
}
