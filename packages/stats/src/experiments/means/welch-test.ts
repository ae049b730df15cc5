import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel, symmetricP, type Alternative } from "../level.ts";
import { checkMoments, type SampleMoments } from "./sample-moments.ts";

/** How two means are compared. */
export interface MeanTestOptions {
  /** Missing means `two-sided`. */
  readonly alternative?: Alternative;
  /** The coverage of the interval, in (0, 1); missing means 0.95. The interval is two-sided whatever the alternative. */
  readonly level?: number;
}

/** A difference of two means, second less first, with its test and interval. */
export interface MeanDifference {
  readonly difference: number;
  readonly standardError: number;
  /** Welch's degrees of freedom, not necessarily whole. */
  readonly degreesOfFreedom: number;
  readonly t: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/** The comparison, or that no group varies, so that no chance can be told. */
export type MeanTestOutcome = (MeanDifference & { readonly kind: "tested" }) | { readonly kind: "constant"; readonly difference: number };

/**
 * An estimate by its standard error against Student's t: p-value and interval.
 *
 * @example
 * import { againstT } from "./welch-test.ts";
 * againstT({ difference: 0, standardError: 1, degreesOfFreedom: 9 }).p; // => 1
 */
export function againstT(
  at: Pick<MeanDifference, "difference" | "standardError" | "degreesOfFreedom">,
  options: MeanTestOptions = {},
): MeanDifference {
  const { alternative = "two-sided", level = 0.95 } = options;
  checkLevel(level);
  const { survival, upperQuantile } = studentTDistribution(at.degreesOfFreedom);
  const t = at.difference / at.standardError;
  const half = upperQuantile((1 - level) / 2) * at.standardError;
  return { ...at, t, p: symmetricP(t, alternative, survival), low: at.difference - half, high: at.difference + half };
}

/**
 * Whether two means differ, by Welch's t: each group has a variance of its own.
 *
 * The default for revenue and order values. Student's test, which pools the variances, is wrong where the smaller group varies more; this
 * one loses next to nothing where they are equal. Revenue is skewed: with fewer than some hundreds of units a group take
 * `bootstrapInterval` or `permutationTest` beside it.
 *
 * @param a the first group, such as control.
 * @param b the second group, such as treated.
 * @returns `constant` where neither group varies.
 * @throws {RangeError} when the moments or an option are none.
 * @see Welch (1947), Biometrika 34
 * @example
 * import { sampleMoments } from "./sample-moments.ts";
 * import { welchTest } from "./welch-test.ts";
 * const outcome = welchTest(sampleMoments([1, 2, 3, 4]), sampleMoments([3, 5, 4]));
 * outcome.kind === "tested" && outcome.p.toFixed(6); // => "0.144293"
 */
export function welchTest(a: SampleMoments, b: SampleMoments, options: MeanTestOptions = {}): MeanTestOutcome {
  checkMoments("a", a);
  checkMoments("b", b);
  const difference = b.mean - a.mean;
  const [ofA, ofB] = [a.variance / a.n, b.variance / b.n];
  const [total, largest] = [ofA + ofB, Math.max(ofA, ofB)];
  if (!(total > 0)) return { kind: "constant", difference };
  const degreesOfFreedom = (total / largest) ** 2 / ((ofA / largest) ** 2 / (a.n - 1) + (ofB / largest) ** 2 / (b.n - 1));
  return { kind: "tested", ...againstT({ difference, standardError: Math.sqrt(total), degreesOfFreedom }, options) };
}
