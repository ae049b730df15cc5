import type { Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { mean } from "../../summary/moments.ts";
import type { GroupSeries } from "./group-series.ts";

/** The treated group's line on the control group before treatment, and what it says afterwards. */
export interface CumulativeFit {
  readonly slope: number;
  readonly intercept: number;
  readonly degreesOfFreedom: number;
  /** Before treatment. */
  readonly residuals: Float64Array;
  /** The residuals' standard deviation, in the unit of the series. */
  readonly sigma: number;
  /** What the line expects of the treated group in each period that counts. */
  readonly counterfactual: Float64Array;
  /** The sum of observed less expected after treatment began. */
  readonly effect: number;
  /** The mean of the control group before treatment, and the sum of squares around it; the latter is 0 where the line is a mean. */
  readonly middle: number;
  readonly spread: number;
  /** How many periods after treatment began count. */
  readonly after: number;
  /** The variance of a miss after treatment began by that of one before: 1 for a fitted line, the control group's growth for one through zero. */
  readonly growth: number;
  /** What an error in each period before treatment moves the effect by: the sums of squares make its variance. */
  readonly leverage: Float64Array;
}

/** A fit, or why there is none. */
export type CumulativeFitOutcome =
  | ({ readonly kind: "fitted" } & CumulativeFit)
  /** A line needs three periods before treatment. */
  | { readonly kind: "too-few-periods"; readonly before: number; readonly needed: number }
  /** The control group does not change before treatment, so that there is no line to draw. */
  | { readonly kind: "constant-control" }
  /** The control group's total before treatment is not above zero, so that nothing is in proportion to it. */
  | { readonly kind: "no-level" };

/** How the line is drawn: by least squares; or through zero, by the ratio of both totals before treatment. */
export type LineKind = "fitted" | "proportional";

const isConstant = (list: Numbers, count: number): boolean =>
  Array.from({ length: count }, (_, at) => list[at]).every((x) => x === list[0]);

/**
 * Least squares of the treated on the control group before treatment, and the summed distance from it afterwards.
 *
 * Around the means, so that amounts of 10^12 keep their digits. A control group that never changes says nothing, and the mean of the treated
 * before treatment stands instead of the line: so it is with spend where the control group has none.
 *
 * @param series checked.
 * @param constant whether a control group that never changes is accepted.
 * @example
 * import { cumulativeFit } from "./cumulative-fit.ts";
 * const series = { treated: [1, 3, 5, 9], control: [0, 1, 2, 3], before: 3, until: 4 };
 * const fit = cumulativeFit(series, "refused");
 * fit.kind === "fitted" && [fit.slope, fit.intercept, fit.effect]; // => [2, 1, 2]
 */
export function cumulativeFit(series: Required<GroupSeries>, constant: "accepted" | "refused"): CumulativeFitOutcome {
  const { treated, control, before, until } = series;
  if (before < 3) return { kind: "too-few-periods", before, needed: 3 };
  const isFlat = isConstant(control, before);
  if (isFlat && (constant === "refused" || !isConstant(control, until))) return { kind: "constant-control" };
  const history = (list: Numbers): Float64Array => Float64Array.from({ length: before }, (_, at) => list[at] as number);
  const [middle, height] = [mean(history(control)), mean(history(treated))];
  const x = (at: number): number => (control[at] as number) - middle;
  const y = (at: number): number => (treated[at] as number) - height;
  const spread = isFlat ? 0 : sumOf(before, (at) => x(at) ** 2);
  const slope = isFlat ? 0 : sumOf(before, (at) => x(at) * y(at)) / spread;
  const miss = (at: number): number => y(at) - slope * x(at);
  const residuals = Float64Array.from({ length: before }, (_, at) => miss(at));
  const degreesOfFreedom = before - (isFlat ? 1 : 2);
  const after = until - before;
  const reach = isFlat ? 0 : sumOf(after, (at) => x(before + at)) / spread;
  return {
    kind: "fitted",
    slope,
    intercept: height - slope * middle,
    degreesOfFreedom,
    residuals,
    sigma: Math.sqrt(sumOf(before, (at) => (residuals[at] as number) ** 2) / degreesOfFreedom),
    counterfactual: Float64Array.from({ length: until }, (_, at) => height + slope * x(at)),
    effect: sumOf(after, (at) => miss(before + at)),
    middle,
    spread,
    after,
    growth: 1,
    leverage: Float64Array.from({ length: before }, (_, at) => after / before + reach * x(at)),
  };
}

/**
 * The line through zero whose slope is the ratio of both groups' totals before treatment, and the summed distance from it afterwards.
 *
 * It is the best linear line where the treated are in proportion to the control group and the variance of what it misses is too, as it is with
 * counts. The variance afterwards is larger by as much as the control group grew.
 *
 * @param series checked.
 * @see Cochran (1977), Sampling techniques, section 6.7
 * @example
 * import { proportionalFit } from "./cumulative-fit.ts";
 * const fit = proportionalFit({ treated: [1, 3, 5, 9], control: [1, 2, 3, 3], before: 3, until: 4 });
 * fit.kind === "fitted" && [fit.slope, fit.intercept, fit.effect, fit.growth]; // => [1.5, 0, 4.5, 1.5]
 */
export function proportionalFit({ treated, control, before, until }: Required<GroupSeries>): CumulativeFitOutcome {
  if (before < 3) return { kind: "too-few-periods", before, needed: 3 };
  const after = until - before;
  const [own, total] = [sumOf(before, (at) => treated[at] as number), sumOf(before, (at) => control[at] as number)];
  if (!(total > 0)) return { kind: "no-level" };
  const [slope, middle] = [own / total, total / before];
  const miss = (at: number): number => (treated[at] as number) - slope * (control[at] as number);
  const residuals = Float64Array.from({ length: before }, (_, at) => miss(at));
  const reach = sumOf(after, (at) => control[before + at] as number) / total;
  return {
    kind: "fitted",
    slope,
    intercept: 0,
    degreesOfFreedom: before - 1,
    residuals,
    sigma: Math.sqrt(sumOf(before, (at) => (residuals[at] as number) ** 2) / (before - 1)),
    counterfactual: Float64Array.from({ length: until }, (_, at) => slope * (control[at] as number)),
    effect: sumOf(after, (at) => miss(before + at)),
    middle,
    spread: sumOf(before, (at) => ((control[at] as number) - middle) ** 2),
    after,
    growth: Math.max(0, (reach * before) / after),
    leverage: new Float64Array(before).fill(reach),
  };
}

/**
 * The line of the kind that is asked for; a control group that does not change is refused.
 *
 * @param series checked.
 * @param line how it is drawn.
 * @example
 * import { drawnLine } from "./cumulative-fit.ts";
 * const fit = drawnLine({ treated: [1, 3, 5, 9], control: [1, 2, 3, 3], before: 3, until: 4 }, "proportional");
 * fit.kind === "fitted" && fit.slope; // => 1.5
 */
export const drawnLine = (series: Required<GroupSeries>, line: LineKind): CumulativeFitOutcome =>
  line === "fitted" ? cumulativeFit(series, "refused") : proportionalFit(series);

/**
 * The variance of the effects of two fits over the same periods before treatment, or of one with itself: what one unit of the residuals'
 * covariance becomes in the sums.
 *
 * @example
 * import { cumulativeFit, effectLeverage } from "./cumulative-fit.ts";
 * const fit = cumulativeFit({ treated: [1, 3, 5, 9], control: [0, 1, 2, 3], before: 3, until: 4 }, "refused");
 * fit.kind === "fitted" && effectLeverage(fit, fit).toFixed(6); // => "3.333333"
 */
export function effectLeverage(one: CumulativeFit, other: CumulativeFit): number {
  const shared = Math.min(one.after, other.after) * Math.sqrt(one.growth * other.growth);
  return shared + sumOf(one.leverage.length, (at) => (one.leverage[at] as number) * (other.leverage[at] as number));
}
