import { normalDistribution } from "../../distributions/normal.ts";
import { wilsonInterval, type IntervalEstimate } from "../../experiments/proportions/proportion.ts";
import { checkCount, checkNumbers, checkPositive, type Numbers } from "../../input/check.ts";
import { quantileOfSorted } from "../../summary/quantile.ts";

/** How a standing is taken. */
export interface StandingOptions {
  /** The coverage of the intervals, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** A cohort below this size is flagged; missing means 30, where a percentile is known to some 18 points either way. */
  readonly least?: number;
}

/** Where a value stands among those of its cohort. */
export interface CohortStanding {
  readonly n: number;
  /** The cohort has fewer members than asked for: the intervals say how little is known. */
  readonly isSmall: boolean;
  /** The share of the cohort below the value, ties counting half, in [0, 1]; the interval is for creators like these, not for these alone. */
  readonly percentile: IntervalEstimate;
  readonly median: number;
  /**
   * Robust standard deviations above the median, of logarithms; missing where at least half of the cohort is equal or a value is zero.
   */
  readonly robustZ?: IntervalEstimate;
}

/** A standing, or that there is nobody to compare with. */
export type StandingOutcome = (CohortStanding & { readonly kind: "placed" }) | { readonly kind: "no-cohort" };

/** Makes the median of absolute deviations that of a normal's standard deviation: 1 / its upper quartile. */
const TO_SIGMA = 1.4826022185056018;

/** Of normal numbers, n times the variance of the median, and of that scale as a share of it. */
const [OF_MEDIAN, OF_SCALE] = [Math.PI / 2, 1.3605];

const medianOf = (values: readonly number[]): number => quantileOfSorted(Float64Array.from(values).sort(), 0.5);

/** The distance from the median in robust standard deviations, with the interval of normal logarithms. */
function robustZ(value: number, cohort: Numbers, level: number): IntervalEstimate | undefined {
  const logs = Array.from(cohort, Math.log);
  const own = Math.log(value);
  if (![own, ...logs].every(Number.isFinite)) return undefined;
  const middle = medianOf(logs);
  const spread = TO_SIGMA * medianOf(logs.map((one) => Math.abs(one - middle)));
  if (!(spread > 1e-12 * Math.max(1, Math.abs(middle)))) return undefined;
  const estimate = (own - middle) / spread;
  const reach = normalDistribution().upperQuantile((1 - level) / 2) * Math.sqrt((OF_MEDIAN + OF_SCALE * estimate * estimate) / logs.length);
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/**
 * Where an engagement rate, or any positive figure, stands in its cohort: the creators of one platform, tier and kind.
 *
 * Rates of different platforms and sizes are not comparable, and published bands differ by a factor of two: a standing among one's own data
 * needs neither. The percentile assumes nothing; its interval is Wilson's for the share below, from strictly below up to ties. The robust z,
 * from median and median absolute deviation of logarithms, tells how far beyond the others an extreme value is; its interval is that of
 * normal logarithms, 1.96 sqrt((pi / 2 + 1.36 z^2) / n). Leave the creator's own value out of the cohort. Time: n log n.
 *
 * @param value a finite number above zero, such as a rate.
 * @param cohort the others' values, at least zero each, in the same formula and unit.
 * @throws {RangeError} when the value is not above zero, a cohort's value is negative or not finite, or an option is out of range.
 * @see Brown, Cai and DasGupta (2001) for Wilson's interval; Rousseeuw and Croux (1993), JASA 88, for the scale and its efficiency
 * @example
 * import { cohortStanding } from "./cohort-standing.ts";
 * const standing = cohortStanding(0.05, [0.01, 0.02, 0.03, 0.04, 0.06]);
 * standing.kind === "placed" && [standing.percentile.estimate, standing.isSmall]; // => [0.8, true]
 */
export function cohortStanding(value: number, cohort: Numbers, { level = 0.95, least = 30 }: StandingOptions = {}): StandingOutcome {
  checkPositive("value", value);
  checkNumbers("cohort", cohort, 0);
  checkCount("least", least, 1);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
  const n = cohort.length;
  const negative = Array.from(cohort).findIndex((one) => one < 0);
  if (negative >= 0) throw new RangeError(`cohort[${negative}] must be at least zero: got ${cohort[negative]}`);
  if (n === 0) return { kind: "no-cohort" };
  const count = (isCounted: (one: number) => boolean): number => Array.from(cohort).filter(isCounted).length;
  const [below, atMost] = [count((one) => one < value), count((one) => one <= value)];
  const z = robustZ(value, cohort, level);
  return {
    kind: "placed",
    n,
    isSmall: n < least,
    percentile: {
      estimate: (below + atMost) / 2 / n,
      low: wilsonInterval({ successes: below, trials: n }, level).low,
      high: wilsonInterval({ successes: atMost, trials: n }, level).high,
    },
    median: quantileOfSorted(Float64Array.from(cohort).sort(), 0.5),
    ...(z === undefined ? {} : { robustZ: z }),
  };
}
