import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel } from "../../experiments/level.ts";
import type { Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { correlation } from "../../summary/moments.ts";
import { drawnLine, effectLeverage, type CumulativeFit, type CumulativeFitOutcome, type LineKind } from "./cumulative-fit.ts";
import { checkedSeries, type GroupSeries } from "./group-series.ts";

/** What to know before believing the interval. */
export type RegressionFlag =
  /** Misses before treatment follow each other: the interval is too narrow. */
  | "serial-correlation"
  /** The groups' correlation before treatment is below 0.8: another control would serve better. */
  | "weak-control"
  /** The control group's mean is more than two standard deviations away from where it was before treatment: the line is drawn far beyond it. */
  | "beyond-history"
  /** The line passes through every period before treatment: there is nothing to judge errors by. */
  | "exact-fit";

/** A number with its interval. */
export interface EffectRange {
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
}

/** The effect by time-based regression. Amounts are in the series' unit. */
export interface TimeBasedRegression extends EffectRange {
  readonly level: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** The two-sided chance of an effect as far from zero when there is none. */
  readonly p: number;
  /** The effect by what was expected; missing where that is not above zero at both ends of the interval. */
  readonly lift?: EffectRange;
  /** The sum of the effects up to each period since treatment began. */
  readonly cumulative: readonly EffectRange[];
  /** What the line expects in every period up to `until`. */
  readonly counterfactual: Float64Array;
  readonly slope: number;
  readonly intercept: number;
  /** The standard deviation of what the line misses before treatment. */
  readonly sigma: number;
  /** The correlation of what the line misses with what it misses one period later; 0 for an exact fit. */
  readonly autocorrelation: number;
  readonly flags: readonly RegressionFlag[];
}

/** The effect, or why there is none. */
export type TimeBasedRegressionOutcome =
  (TimeBasedRegression & { readonly kind: "estimated" }) | Exclude<CumulativeFitOutcome, { kind: "fitted" }>;

function autocorrelationOf({ residuals }: CumulativeFit): number {
  const squares = sumOf(residuals.length, (at) => (residuals[at] as number) ** 2);
  if (squares === 0) return 0;
  return sumOf(residuals.length - 1, (at) => (residuals[at] as number) * (residuals[at + 1] as number)) / squares;
}

function flagsOf({ treated, control, before, until }: Required<GroupSeries>, fit: CumulativeFit): RegressionFlag[] {
  const history = (list: Numbers): Float64Array => Float64Array.from({ length: before }, (_, at) => list[at] as number);
  const own = history(treated);
  const related = correlation(history(control), own);
  const isExact = fit.sigma <= 1e-12 * own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const moved = sumOf(until - before, (at) => (control[before + at] as number) - fit.middle) / (until - before);
  const flags: readonly (readonly [RegressionFlag, boolean])[] = [
    ["exact-fit", isExact],
    ["serial-correlation", !isExact && Math.abs(autocorrelationOf(fit)) * Math.sqrt(before) > 1.96],
    ["weak-control", related.kind === "constant" || related.r < 0.8],
    ["beyond-history", moved ** 2 > (4 * fit.spread) / (before - 1)],
  ];
  return flags.filter(([, is]) => is).map(([flag]) => flag);
}

interface Drawn {
  /** The quantile of the intervals. */
  readonly t: number;
  readonly line: LineKind;
}

/**
 * The running sum of the effects, each with its interval. A line through zero counts control sales in periods of their mean before treatment.
 */
function cumulativeRanges(series: Required<GroupSeries>, fit: CumulativeFit, { t, line }: Drawn): EffectRange[] {
  const { treated, control, before, until } = series;
  const ranges: EffectRange[] = [];
  let [effect, distance] = [0, 0];
  for (let at = before; at < until; at++) {
    const count = at - before + 1;
    effect += (treated[at] as number) - (fit.counterfactual[at] as number);
    distance += (control[at] as number) - fit.middle;
    const periods = line === "fitted" ? count : Math.max(0, count + distance / fit.middle);
    const variance = periods + periods ** 2 / before + (line === "fitted" ? distance ** 2 / fit.spread : 0);
    const half = t * fit.sigma * Math.sqrt(variance);
    ranges.push({ effect, lower: effect - half, upper: effect + half });
  }
  return ranges;
}

/** Each effect by what was observed of the treated less that effect. */
function liftOf({ treated, before, until }: Required<GroupSeries>, { effect, lower, upper }: EffectRange): { lift?: EffectRange } {
  const observed = sumOf(until - before, (at) => treated[before + at] as number);
  if (!(observed - upper > 0)) return {};
  const share = (part: number): number => part / (observed - part);
  return { lift: { effect: share(effect), lower: share(lower), upper: share(upper) } };
}

/**
 * The effect of a geo experiment by time-based regression.
 *
 * Before treatment the treated group's total is a line of the control group's; afterwards the line says what would have been, and the
 * distances from it are summed: effect = sum of (y - a - b x). Its variance is s^2 (v' (X'X)^-1 v + n) with v the sums of the n later
 * rows of X and s^2 the residual variance, the interval Student's t with as many degrees of freedom as periods before less two. An interval
 * of level 0.8 has as its lower end the one-sided bound of 0.9.
 *
 * It takes what the line misses to be independent from period to period, of one variance, and the line to hold on. Where misses follow each
 * other the interval is too narrow: over 42 days before and 28 after, intervals of 90 % hold the effect 83 % of the time when days are
 * correlated by 0.2, 67 % by 0.5. From 0.3 or so on that is flagged, below it is not seen. Add up days to weeks then, or take
 * `conformalTest` with its blocks. Time and memory: linear.
 *
 * It also takes the control group to be known without noise. A group whose days are mostly chance flattens the line (errors in variables): with
 * a correlation of 0.8 by about a fifth, of 0.2 nearly to a constant, so that it follows a rise of all sales only in part and takes the rest for
 * the effect. A proportional line, through zero by the ratio of both totals before treatment, is not flattened: it learns the level alone, and
 * takes both groups to rise and fall in proportion. With one, there is a degree of freedom more, and the variance afterwards grows with
 * the control group.
 *
 * @param series totals of both groups. At least three periods before treatment; some forty are usual.
 * @param level of the intervals, in (0, 1); missing means 0.9, as geo experiments are planned.
 * @param line missing means fitted, as published.
 * @returns the effect; `too-few-periods`; for a fitted line `constant-control` where the control group does not change before treatment, for a
 * proportional one `no-level` where its total there is not above zero.
 * @throws {RangeError} when the series do not fit together, or the level is out of range.
 * @see Kerman, Wang, Vaver (2017), Estimating ad effectiveness using geo experiments in a time-based regression framework, Google
 * @see Cochran (1977), Sampling techniques, section 6.7, for the proportional line
 * @example
 * import { timeBasedRegression } from "./time-based-regression.ts";
 * const found = timeBasedRegression({ treated: [11, 14, 15, 18, 25], control: [1, 2, 3, 4, 5], before: 4 });
 * found.kind === "estimated" && [found.effect.toFixed(6), found.lower.toFixed(6)]; // => ["5.000000", "2.080014"]
 */
export function timeBasedRegression(series: GroupSeries, level = 0.9, line: LineKind = "fitted"): TimeBasedRegressionOutcome {
  checkLevel(level);
  const checked = checkedSeries("series", series);
  const fit = drawnLine(checked, line);
  if (fit.kind !== "fitted") return fit;
  const { upperQuantile, survival } = studentTDistribution(fit.degreesOfFreedom);
  const t = upperQuantile((1 - level) / 2);
  const { effect, degreesOfFreedom, sigma, slope, intercept, counterfactual } = fit;
  const standardError = sigma * Math.sqrt(effectLeverage(fit, fit));
  const range = { effect, lower: effect - t * standardError, upper: effect + t * standardError };
  const p = effect === 0 ? 1 : 2 * survival(Math.abs(effect / standardError));
  return {
    kind: "estimated",
    ...range,
    level,
    standardError,
    degreesOfFreedom,
    p,
    ...liftOf(checked, range),
    cumulative: cumulativeRanges(checked, fit, { t, line }),
    counterfactual,
    slope,
    intercept,
    sigma,
    autocorrelation: autocorrelationOf(fit),
    flags: flagsOf(checked, fit),
  };
}
