import { checkOneOf } from "../../input/check.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { symmetricP, type Alternative } from "../level.ts";
import { checkProportion, rateOf, type Proportion } from "./proportion.ts";

/** How two rates are tested. */
export interface ProportionTestOptions {
  /** Missing means `two-sided`: a treatment can also do harm. */
  readonly alternative?: Alternative;
  /** `yates` takes half a count off, which keeps the level with small counts and wastes power; missing means `none`. */
  readonly correction?: "none" | "yates";
}

/** The test's answer, or that all succeeded or all failed, so that there is nothing to compare. */
export type ProportionTestOutcome =
  | {
      readonly kind: "tested";
      readonly difference: number;
      /** The difference by its standard error under one common rate; positive where the second rate is higher. Its square is chi-square. */
      readonly z: number;
      readonly p: number;
      /** Whether a cell of the table expects fewer than five, where the p-value is rough; take `fisherExact`. */
      readonly isSmall: boolean;
    }
  | { readonly kind: "no-variation"; readonly difference: 0 };

/** How far the difference lies from zero in the unit of counts, less half a count at most. */
function corrected(difference: number, step: number): number {
  return Math.sign(difference) * Math.max(0, Math.abs(difference) - step);
}

/**
 * Whether two rates differ: the z-test with a pooled rate, whose square is Pearson's chi-square with one degree of freedom.
 *
 * The standard test of conversion rates. It is the score test, so that it agrees with Wilson's and Newcombe's intervals rather than with
 * Wald's, whose standard error is not pooled.
 *
 * @param a the first group, such as control.
 * @param b the second group, such as treated.
 * @throws {RangeError} when a proportion is none.
 * @see Agresti (2013), Categorical Data Analysis, section 3.2
 * @example
 * import { proportionTest } from "./proportion-test.ts";
 * const outcome = proportionTest({ successes: 200, trials: 10_000 }, { successes: 250, trials: 10_000 });
 * outcome.kind === "tested" && outcome.p.toFixed(8); // => "0.01712583"
 * proportionTest({ successes: 0, trials: 9 }, { successes: 0, trials: 7 }); // => { kind: "no-variation", difference: 0 }
 */
export function proportionTest(a: Proportion, b: Proportion, options: ProportionTestOptions = {}): ProportionTestOutcome {
  checkProportion("a", a);
  checkProportion("b", b);
  const { alternative = "two-sided", correction = "none" } = options;
  checkOneOf("correction", correction, ["none", "yates"]);
  const all = a.trials + b.trials;
  const pooled = (a.successes + b.successes) / all;
  if (pooled === 0 || pooled === 1) return { kind: "no-variation", difference: 0 };
  const difference = rateOf(b) - rateOf(a);
  const perCount = 1 / a.trials + 1 / b.trials;
  const distance = corrected(difference, correction === "yates" ? perCount / 2 : 0);
  const z = distance / Math.sqrt(pooled * (1 - pooled) * perCount);
  const isSmall = Math.min(a.trials, b.trials) * Math.min(pooled, 1 - pooled) < 5;
  return { kind: "tested", difference, z, p: symmetricP(z, alternative, normalDistribution().survival), isSmall };
}
