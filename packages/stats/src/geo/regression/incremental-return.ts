import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel } from "../../experiments/level.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { notAbove, returnSet, type Parabola, type ReturnSet } from "../return-set.ts";
import {
  cumulativeFit,
  drawnLine,
  effectLeverage,
  type CumulativeFit,
  type CumulativeFitOutcome,
  type LineKind,
} from "./cumulative-fit.ts";
import { checkedSeries, type GroupSeries } from "./group-series.ts";

/** Both series of a geo experiment. */
export interface ResponseAndCost {
  readonly response: GroupSeries;
  /** Spend in the same periods before treatment. Its `until` may be earlier: spend ends with treatment, its effect may not. */
  readonly cost: GroupSeries;
}

/** What one unit of spend brought, or why it cannot be said. */
export type IncrementalReturnOutcome =
  | {
      readonly kind: "estimated";
      /** Response a unit of cost: the one effect by the other. */
      readonly estimate: number;
      readonly level: number;
      readonly set: ReturnSet;
      /** `known` where spend without treatment is without doubt: nothing was spent before, nor by the control group. */
      readonly cost: "known" | "estimated";
      readonly responseEffect: number;
      readonly responseStandardError: number;
      readonly costEffect: number;
      readonly costStandardError: number;
      /** Of what both lines miss in the same periods before treatment, in [-1, 1]; 0 where one misses nothing. */
      readonly correlation: number;
    }
  | ({ readonly of: "response" | "cost" } & Exclude<CumulativeFitOutcome, { kind: "fitted" }>)
  /** Treatment changed nothing in what was spent, so that there is nothing to divide by. */
  | { readonly kind: "no-cost-effect" };

/** Variances and covariance of the two effects. */
interface Errors {
  readonly response: number;
  readonly cost: number;
  readonly both: number;
  readonly correlation: number;
}

function errorsOf(response: CumulativeFit, cost: CumulativeFit): Errors {
  const shared = sumOf(response.residuals.length, (at) => (response.residuals[at] as number) * (cost.residuals[at] as number));
  const degrees = Math.sqrt(response.degreesOfFreedom * cost.degreesOfFreedom);
  const sizes = response.sigma * cost.sigma;
  return {
    response: response.sigma ** 2 * effectLeverage(response, response),
    cost: cost.sigma ** 2 * effectLeverage(cost, cost),
    both: (shared / degrees) * effectLeverage(response, cost),
    correlation: sizes === 0 ? 0 : Math.min(1, Math.max(-1, shared / degrees / sizes)),
  };
}

/** Fieller's inequality in the distance d from the estimate r: (d cost)^2 is at most t^2 times the variance of response - (r + d) cost. */
function fieller(r: number, cost: number, errors: Errors, t2: number): Parabola {
  const variance = Math.max(0, errors.response - 2 * r * errors.both + r * r * errors.cost);
  return { a: cost * cost - t2 * errors.cost, b: t2 * (r * errors.cost - errors.both), c: -t2 * variance };
}

/**
 * The incremental return on spend of a geo experiment, iROAS, by time-based regression.
 *
 * The effect on the response by the effect on spend, each by a line of its own on the control group. Where the control group spends nothing
 * and the treated spent nothing before, the cost effect is known and the interval is that of the response, divided. Else both are uncertain,
 * and the interval is Fieller's: the returns r that t^2 var(response - r cost) does not refuse, with the covariance of what the two lines
 * miss. When spend may have differed by nothing there is no interval, and that is said; the paper draws from both distributions
 * as if they were independent, whose quantiles exist in that case too and mean little. What is said of the level at `timeBasedRegression`
 * holds here.
 *
 * @param series response and cost, with as many periods before treatment.
 * @param level in (0, 1); missing means 0.9.
 * @param line of the response, as for `timeBasedRegression`; that of spend is fitted. Missing means fitted.
 * @returns the return; why one of the lines cannot be drawn; or `no-cost-effect` where spend did not change.
 * @throws {RangeError} when the series do not fit together, or the level is out of range.
 * @see Kerman, Wang, Vaver (2017), Estimating ad effectiveness using geo experiments in a time-based regression framework, section 5
 * @see Fieller (1954), Some problems in interval estimation, Journal of the Royal Statistical Society B 16
 * @example
 * import { incrementalReturn } from "./incremental-return.ts";
 * const response = { treated: [11, 14, 15, 18, 25], control: [1, 2, 3, 4, 5], before: 4 };
 * const cost = { treated: [0, 0, 0, 0, 2], control: [0, 0, 0, 0, 0], before: 4 };
 * const found = incrementalReturn({ response, cost });
 * found.kind === "estimated" && [found.cost, found.estimate.toFixed(6)]; // => ["known", "2.500000"]
 */
export function incrementalReturn(series: ResponseAndCost, level = 0.9, line: LineKind = "fitted"): IncrementalReturnOutcome {
  checkLevel(level);
  const [responses, costs] = [checkedSeries("response", series.response), checkedSeries("cost", series.cost)];
  if (responses.before !== costs.before)
    throw new RangeError(`response.before and cost.before must be one number: got ${responses.before} and ${costs.before}`);
  const response = drawnLine(responses, line);
  if (response.kind !== "fitted") return { of: "response", ...response };
  const cost = cumulativeFit(costs, "accepted");
  if (cost.kind !== "fitted") return { of: "cost", ...cost };
  if (cost.effect === 0) return { kind: "no-cost-effect" };
  const errors = errorsOf(response, cost);
  const t2 = studentTDistribution(Math.min(response.degreesOfFreedom, cost.degreesOfFreedom)).upperQuantile((1 - level) / 2) ** 2;
  const estimate = response.effect / cost.effect;
  return {
    kind: "estimated",
    estimate,
    level,
    set: returnSet(estimate, notAbove(fieller(estimate, cost.effect, errors, t2), [-Infinity, Infinity])),
    cost: cost.sigma === 0 ? "known" : "estimated",
    responseEffect: response.effect,
    responseStandardError: Math.sqrt(errors.response),
    costEffect: cost.effect,
    costStandardError: Math.sqrt(errors.cost),
    correlation: errors.correlation,
  };
}
